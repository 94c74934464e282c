/** Where this server keeps what has to outlive it. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stateFolder } from '../../src/config/state-folder.js';

const of = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}) =>
  stateFolder({}, { platform, env, home: '/home/me' });

it('is the usual folder of the user, by system', () => {
  expect(of('linux')).toBe(join('/home/me', '.local', 'state', 'capillary-mcp'));
  expect(of('linux', { XDG_STATE_HOME: '/state' })).toBe(join('/state', 'capillary-mcp'));
  expect(of('darwin')).toBe(join('/home/me', 'Library', 'Application Support', 'capillary-mcp'));
  expect(of('win32')).toBe(join('/home/me', 'AppData', 'Local', 'capillary-mcp'));
  expect(of('win32', { LOCALAPPDATA: '/local' })).toBe(join('/local', 'capillary-mcp'));
});

it('is the folder that is set', () => {
  expect(stateFolder({ stateDir: '/srv/state' })).toBe('/srv/state');
});
