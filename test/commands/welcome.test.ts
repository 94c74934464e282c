/** What the command says on a terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTerminal } from '../../src/commands/serve.js';
import { describeInvocation, welcome } from '../../src/commands/welcome.js';
import { CLI, cleanEnv } from '../e2e/clients.js';

const SANDBOX = { kind: 'sandbox' } as const;
const LIVE = {
  kind: 'capillary',
  baseUrl: 'https://eu.api.capillarytech.com',
  credentials: { kind: 'basic', username: 'till1', password: 'hidden-S3cret' },
} as const;
const GLOBAL = { script: '/usr/local/bin/capillary-mcp', folder: '/home/ann' };

describe('on a terminal', () => {
  it.each([
    [true, true, true],
    [true, undefined, false],
    [undefined, true, false],
    [undefined, undefined, false],
  ])('stdin %s and stdout %s mean %s', (stdin, stdout, expected) => {
    expect(isTerminal({ stdin: { isTTY: stdin }, stdout: { isTTY: stdout } })).toBe(expected);
  });

  it('says what it is, that it waits for a host, and what to do next', () => {
    const text = welcome('1.2.3', SANDBOX, GLOBAL);
    expect(text).toMatch(/^capillary-mcp 1\.2\.3 gives AI agents/);
    expect(text).toContain('waiting for an MCP host on stdin');
    for (const next of ['install <host>', 'doctor', 'demo', '--help']) expect(text).toContain(`capillary-mcp ${next}`);
    expect(text).toContain('Ctrl-C');
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(110);
  });

  it('says whether calls are real', () => {
    expect(welcome('1.2.3', SANDBOX, GLOBAL)).toContain('embedded sandbox: nothing is real');
    const live = welcome('1.2.3', LIVE, GLOBAL);
    expect(live).toContain('set up for eu.api.capillarytech.com: calls reach a real organization');
    expect(live).not.toContain('hidden-S3cret');
    expect(welcome('1.2.3', { kind: 'unconfigured', problem: 'x' }, GLOBAL)).toContain('Its settings are wrong');
  });

  it.each([
    ['/usr/local/bin/capillary-mcp', 'capillary-mcp'],
    ['C:\\npm\\capillary-mcp.cmd', 'capillary-mcp'],
    ['/home/ann/.npm/_npx/1a2b/node_modules/.bin/capillary-mcp', 'npx capillary-mcp'],
    ['/home/ann/clone/dist/cli.js', `node ${join('clone', 'dist', 'cli.js')}`],
    ['/opt/clone/dist/cli.js', 'node /opt/clone/dist/cli.js'],
  ])('started as %s, it names itself %s', (script, expected) => {
    const name = describeInvocation({ script: script.replaceAll('\\', '/'), folder: '/home/ann' });
    expect(name).toBe(expected);
  });
});

/** `script` of util-linux runs a command on a terminal; others have the name, but other options. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');

describe.runIf(hasScript)('on a real terminal', () => {
  it('greets, and Ctrl-C ends it', async () => {
    const child = spawn('script', ['-qec', `${process.execPath} ${CLI}`, '/dev/null'], {
      env: cleanEnv({ SHELL: '/bin/sh' }),
    });
    let shown = '';
    for await (const piece of child.stdout) {
      shown += String(piece);
      if (shown.includes('Ctrl-C')) break;
    }
    const ended = once(child, 'exit');
    child.stdout.resume();
    child.stdin.write('\u0003');
    await ended;
    expect(shown).toContain('waiting for an MCP host on stdin');
  });
});
