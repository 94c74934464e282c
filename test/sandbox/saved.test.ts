/** A world that survives a restart. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, StateInUseError, startSandbox } from '../../src/sandbox/http/server.js';
import { SavedWorldError } from '../../src/sandbox/world/saved.js';
import { lockState } from '../../src/sandbox/world/state-lock.js';
import { authorized, START } from './support.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'world.json');
});
afterEach(() => rm(folder, { recursive: true }));

const start = (errors: Error[] = []): Promise<Sandbox> =>
  startSandbox({ seed: 1, now: START, state: { path, onError: (error) => errors.push(error) } });

const register = (sandbox: Sandbox, mobile: string): Promise<Response> =>
  fetch(`${sandbox.url}/v2/customers?source=INSTORE`, {
    method: 'POST',
    headers: { ...authorized(sandbox), 'content-type': 'application/json' },
    body: JSON.stringify({
      profiles: [{ firstName: 'Noor', source: 'INSTORE', identifiers: [{ type: 'mobile', value: mobile }] }],
    }),
  });

describe('a world in a file', () => {
  it('goes on where it was, with every id and every random choice', async () => {
    const first = await start();
    await register(first, '919811188001');
    const before = JSON.stringify(first.world);
    await first.close();
    const second = await start();
    expect(JSON.stringify(second.world) === before).toBe(true);
    const { createdId } = (await (await register(second, '919811188002')).json()) as { createdId: number };
    expect(Object.keys(second.world.customers)).toContain(String(createdId));
    await second.close();
  });

  it('is replaced in one step: no half-written file is ever in its place, and none is left beside it', async () => {
    const sandbox = await start();
    let reading = true;
    const read = (async () => {
      while (reading) {
        const text = await readFile(path, 'utf8').catch(() => '{}');
        JSON.parse(text);
      }
    })();
    for (let number = 0; number < 20; number++) await register(sandbox, `9198111890${String(number).padStart(2, '0')}`);
    await sandbox.close();
    reading = false;
    await read;
    expect(await readdir(folder)).toEqual(['world.json']);
  });

  it.each([
    ['something else', '{"hello": 1}', /not a world/],
    ['half a file', '{"format": "capillary-mcp sand', /not a world/],
    ['a file without a world', '{"format": "capillary-mcp sandbox", "version": 4}', /'world' .* is missing/],
    ['a world that is null', '{"format": "capillary-mcp sandbox", "version": 4, "world": null}', /'world' .* is null/],
    ['a world that is text', '{"format": "capillary-mcp sandbox", "version": 4, "world": "x"}', /'world' .* a string/],
    ['a world that is a list', '{"format": "capillary-mcp sandbox", "version": 4, "world": []}', /'world' .* a list/],
    ['an older world', '{"format": "capillary-mcp sandbox", "version": 1, "world": {"ids": {}}}', /older version/],
  ])('is refused where it is %s, and left as it is', async (_, text, expected) => {
    await writeFile(path, text);
    await expect(start()).rejects.toThrow(SavedWorldError);
    await expect(start()).rejects.toThrow(expected);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['world.json']);
  });

  it('is refused in the format of the version before, and of the next, with a line that says so', async () => {
    await (await start()).close();
    const saved: { version: number } = JSON.parse(await readFile(path, 'utf8'));
    for (const [version, expected] of [
      [saved.version - 1, /older version, in format (\d+); this version reads format \d+/],
      [saved.version + 1, /newer version, in format (\d+); this version reads format \d+/],
    ] as const) {
      const text = JSON.stringify({ ...saved, version });
      await writeFile(path, text);
      await expect(start()).rejects.toThrow(expected);
      expect(await readFile(path, 'utf8')).toBe(text);
    }
  });

  it.each([null, { kind: 'running', offset: 1e30 }, { kind: 'fixed', now: 'soon' }])(
    'is refused with the clock %j',
    async (clock) => {
      await (await start()).close();
      await writeFile(path, JSON.stringify(JSON.parse(await readFile(path, 'utf8')), withClock(clock)));
      await expect(start()).rejects.toThrow(/clock/);
    },
  );

  it('is served all the same where it cannot be saved', async () => {
    const errors: Error[] = [];
    path = join(folder, 'no-such-folder', 'world.json');
    const sandbox = await start(errors);
    expect((await register(sandbox, '919811188003')).status).toBe(200);
    await sandbox.close();
    expect(errors).not.toEqual([]);
  });
});

const withClock =
  (clock: unknown) =>
  (key: string, value: unknown): unknown =>
    key === 'clock' ? clock : value;

describe('a state file', () => {
  const lock = () => `${path}.lock`;
  const lockedBy = (pid: number, host = hostname()) => writeFile(lock(), JSON.stringify({ pid, host }));

  /** The id of a process that has ended. */
  const endedProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

  it('is used by one sandbox at a time, and is free again when that one is closed', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow(StateInUseError);
    await expect(start()).rejects.toThrow(`process ${process.pid}`);
    await register(first, '919811188010');
    await first.close();
    const second = await start();
    expect(JSON.stringify(second.world.customers)).toContain('919811188010');
    await second.close();
    expect(await readdir(folder)).toEqual(['world.json']);
  });

  it('is refused while another process uses it, before the file is read or anything is removed', async () => {
    await lockedBy(process.ppid);
    await writeFile(path, 'not read');
    const temporary = join(folder, '.world.json.00000000-0000-4000-8000-000000000000');
    await writeFile(temporary, 'being written');
    await expect(start()).rejects.toThrow(`another sandbox uses this file (process ${process.ppid} on ${hostname()})`);
    expect(await readFile(temporary, 'utf8')).toBe('being written');
  });

  it('is taken over from a process that has ended, or that had the id of this one before a restart', async () => {
    for (const pid of [endedProcess(), process.pid]) {
      await lockedBy(pid);
      await (await start()).close();
      expect(await readdir(folder)).toEqual(['world.json']);
    }
  });

  it('is taken over by exactly one of many that start at once', async () => {
    await lockedBy(process.pid);
    const starts = await Promise.allSettled(Array.from({ length: 4 }, () => start()));
    const started = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(started).toHaveLength(1);
    await Promise.all(started.map((sandbox) => sandbox.close()));
  });

  it('is taken over by exactly one, whoever looks at the lock at which moment', async () => {
    for (let round = 0; round < 100; round += 1) {
      await lockedBy(process.pid);
      const locks = await Promise.allSettled(Array.from({ length: 12 }, () => lockState(path)));
      const releases = locks.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(releases).toHaveLength(1);
      await Promise.all(releases.map((release) => release()));
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('names the file to remove if a process ended while it took the lock over', async () => {
    await lockedBy(endedProcess());
    await writeFile(`${lock()}.takeover`, '');
    await expect(start()).rejects.toThrow(`If none is running, remove ${lock()}.takeover`);
  });

  it.each([
    ['of another host', '{"pid": 1, "host": "elsewhere"}'],
    ['that cannot be read', ''],
  ])('is refused with a lock %s, and the error says what to do', async (_, text) => {
    await writeFile(lock(), text);
    await expect(start()).rejects.toThrow(`If none is running, remove ${lock()}`);
    expect(await readFile(lock(), 'utf8')).toBe(text);
  });

  it('is free again when the port is taken', async () => {
    const first = await startSandbox({});
    const port = Number(new URL(first.url).port);
    const state = { path, onError: () => undefined };
    await expect(startSandbox({ port, state })).rejects.toThrow(/EADDRINUSE/);
    await (await start()).close();
    await first.close();
  });

  it('loses the temporary files that a killed process left, and nothing else', async () => {
    const others = ['.world.json.backup', '.other.json.00000000-0000-4000-8000-000000000000', 'notes.txt'];
    for (const name of [...others, '.world.json.00000000-0000-4000-8000-000000000000']) {
      await writeFile(join(folder, name), '');
    }
    await (await start()).close();
    expect((await readdir(folder)).sort()).toEqual([...others, 'world.json'].sort());
  });
});
