/** A world that survives a restart. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SavedWorldError } from '../../src/sandbox/saved.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { authorized, START } from './support.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'world.json');
});
afterEach(() => rm(folder, { recursive: true }));

const start = (errors: Error[] = []): Promise<Sandbox> =>
  startSandbox({ definitions, seed: 1, now: START, state: { path, onError: (error) => errors.push(error) } });

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
    ['an older world', '{"format": "capillary-mcp sandbox", "version": 1, "world": {"ids": {}}}', /older version/],
  ])('is refused where it is %s, and left as it is', async (_, text, expected) => {
    await writeFile(path, text);
    await expect(start()).rejects.toThrow(SavedWorldError);
    await expect(start()).rejects.toThrow(expected);
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('is served all the same where it cannot be saved', async () => {
    const errors: Error[] = [];
    path = join(folder, 'no-such-folder', 'world.json');
    const sandbox = await start(errors);
    expect((await register(sandbox, '919811188003')).status).toBe(200);
    await sandbox.close();
    expect(errors).not.toEqual([]);
  });
});
