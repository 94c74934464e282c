/** The commands that the page of a sandbox offers to connect hosts. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hostCommands } from '../../src/commands/sandbox-hosts.js';
import { HOST_NAMES, HOSTS } from '../../src/hosts/hosts.js';
import type { Place } from '../../src/hosts/place.js';

const script = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const started = { script, execPath: '/opt/node 20/bin/node' };
const LINUX: Place = { platform: 'linux', home: '/home/me', cwd: '/work', env: {}, packages: [] };

const sandbox = {
  url: 'http://127.0.0.1:4010',
  credentials: {
    username: 'till1',
    password: 'sandbox-password',
    clientKey: 'key',
    clientSecret: 'secret',
    adminKey: 'admin',
    adminOrgId: '1',
  },
};

const SETTINGS = '--name sandbox --base-url http://127.0.0.1:4010 --username till1';

describe('the commands that connect hosts to a sandbox', () => {
  it('are one for each host, with what to do then', async () => {
    const commands = await hostCommands(sandbox, started, LINUX);
    expect(commands.map(({ title }) => title)).toEqual(HOST_NAMES.map((name) => HOSTS[name].title));
    expect(commands.map(({ next }) => next)).toEqual(HOST_NAMES.map((name) => HOSTS[name].next));
  });

  it('start this installation again; the password is no argument', async () => {
    const [first] = await hostCommands(sandbox, started, LINUX);
    expect(first?.command).toMatch(/^CAPILLARY_PASSWORD=sandbox-password "\/opt\/node 20\/bin\/node" .*cli\.ts/);
    expect(first?.command).toContain(` install ${HOST_NAMES[0]} ${SETTINGS}`);
  });

  it('are for PowerShell on Windows', async () => {
    const [first] = await hostCommands(sandbox, started, { ...LINUX, platform: 'win32' });
    expect(first?.command).toMatch(/^\$env:CAPILLARY_PASSWORD='sandbox-password'; & "/);
    expect(first?.command).toContain(SETTINGS);
  });
});
