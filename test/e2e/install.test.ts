/** `install` from the built tree, into the files of all hosts; each then starts a server that lists and answers. */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOST_NAMES } from '../../src/hosts/hosts.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { CLI, cleanEnv } from './clients.js';
import { type InstalledHost, installEverywhere, installLive, uninstall, useAsHost } from './hosts.js';

const COMMAND = [process.execPath, CLI];
const SLOW = 120_000;

let home: string;
let installed: InstalledHost[];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'home-'));
  installed = await installEverywhere(COMMAND, home);
}, SLOW);
afterAll(() => rm(home, { recursive: true, force: true }));

describe('install --help', () => {
  it('names every host and the everyday settings, and fits into the width of the terminal', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, 'install', '--help'], { env: cleanEnv() });
    for (const name of HOST_NAMES) expect(stdout).toContain(`"${name}"`);
    for (const flag of ['--sandbox ', '--cluster ', '--username ', '--read-only ', '--uninstall ']) {
      expect(stdout).toContain(flag);
    }
    expect(stdout).not.toMatch(/--http|--port|--tenants-file/);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it('refuses a host that it does not know, and names those that it does', async () => {
    const attempt = promisify(execFile)(process.execPath, [CLI, 'install', 'emacs', '--sandbox'], { env: cleanEnv() });
    await expect(attempt).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('claude-desktop, claude-code'),
    });
  });
});

describe('installed for a live organization', () => {
  it('reads the password from the file that install wrote, and no other file has it', { timeout: SLOW }, async () => {
    const sandbox = await startSandbox({ seed: 1 });
    const { username, password } = sandbox.credentials;
    const live = await mkdtemp(join(tmpdir(), 'home-'));
    const host = await installLive(COMMAND, live, { baseUrl: sandbox.url, username, password });
    const [, answer] = await useAsHost(host, live);
    expect(answer).toContain('Asha');
    const files = await readdir(live, { recursive: true, withFileTypes: true });
    const texts = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    const holders = texts.filter((file) => readFileSync(file, 'utf8').includes(password));
    expect(holders).toEqual([expect.stringMatching(/secrets.cursor-capillary-password$/)]);
    expect(await uninstall(COMMAND, host, live)).toBe(host.before);
    expect(existsSync(holders[0] ?? '')).toBe(false);
    await sandbox.close();
    await rm(live, { recursive: true });
  });
});

describe('installed from a clone', () => {
  it.each(HOST_NAMES)('%s has the server, and is as before without it', { timeout: SLOW }, async (name) => {
    const host = installed.find((each) => each.name === name);
    if (!host) throw new Error(`Nothing was installed into ${name}.`);
    expect(host.args).toEqual([CLI]);
    const [listed, answer] = await useAsHost(host, home);
    expect(listed).toBeGreaterThan(20);
    expect(answer).toContain('Asha');
    expect(await uninstall(COMMAND, host, home)).toBe(host.before);
  });
});
