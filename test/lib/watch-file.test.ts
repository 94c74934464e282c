/** Files that change while a process runs: changes are detected, and not reported twice. */
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { FileWatch, watchFile } from '../../src/lib/watch-file.js';

/** File system events can be late on a busy machine. */
const SOON = { timeout: 10_000 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a watched file', () => {
  async function watched(path: string) {
    const reported = { texts: [] as string[], errors: [] as Error[] };
    const { text, stop } = await watchFile(
      path,
      (changed) => reported.texts.push(changed),
      (error) => reported.errors.push(error),
    );
    onTestFinished(stop);
    return { text, ...reported };
  }

  it('is read immediately, and again when it is written or replaced', async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'one');
    const { text, texts } = await watched(path);
    expect(text).toBe('one');
    await writeFile(path, 'two');
    await expect.poll(() => texts, SOON).toEqual(['two']);
    await writeFile(`${path}.new`, 'three');
    await rename(`${path}.new`, path);
    await expect.poll(() => texts, SOON).toEqual(['two', 'three']);
  });

  it('is read again when a link in its path is replaced', async () => {
    const write = async (version: string, text: string): Promise<void> => {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'file'), text);
      await symlink(version, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await write('..1', 'one');
    await symlink(join('..data', 'file'), join(folder, 'file'));
    const { text, texts } = await watched(join(folder, 'file'));
    expect(text).toBe('one');
    await write('..2', 'two');
    await expect.poll(() => texts, SOON).toEqual(['two']);
  });

  it('that cannot be read is reported once, until it can be read again', async () => {
    const path = join(folder, 'file');
    await writeFile(path, 'one');
    const { texts, errors } = await watched(path);
    await rm(path);
    await expect.poll(() => errors, SOON).toHaveLength(1);
    await writeFile(join(folder, 'other'), '');
    await writeFile(path, 'two');
    await expect.poll(() => texts, SOON).toEqual(['two']);
    expect(errors).toHaveLength(1);
    await rm(path);
    await expect.poll(() => errors, SOON).toHaveLength(2);
  });

  it('must exist initially', async () => {
    await expect(watched(join(folder, 'none'))).rejects.toThrow('ENOENT');
    await expect(watched(join(folder, 'no-folder', 'none'))).rejects.toThrow('ENOENT');
  });
});

describe('a set of watched files', () => {
  function watching(pollMs?: number) {
    const seen = { events: 0 };
    const files = new FileWatch({
      onEvent: () => {
        seen.events += 1;
      },
      ...(pollMs !== undefined && { pollMs }),
    });
    onTestFinished(() => files.close());
    return { files, seen };
  }

  it('stops watching the files that are not kept, and no others', async () => {
    await mkdir(join(folder, 'a'));
    await mkdir(join(folder, 'b'));
    const [a, b] = [join(folder, 'a', 'file'), join(folder, 'b', 'file')];
    const { files, seen } = watching();
    files.add(a);
    files.add(b);
    files.keep([b]);
    await writeFile(a, '');
    // Long enough for an event that must not come; otherwise it would be counted with the next one.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen.events).toBe(0);
    await writeFile(b, '');
    await expect.poll(() => seen.events, SOON).toBe(1);
  });

  it('reports a burst of events once, even an endless one', async () => {
    const { files, seen } = watching();
    files.add(join(folder, 'file'));
    const until = performance.now() + 3_000;
    let writes = 0;
    while (performance.now() < until && seen.events === 0) {
      writes += 1;
      await writeFile(join(folder, 'log'), String(writes));
    }
    expect(seen.events).toBe(1);
    expect(writes).toBeGreaterThan(1);
  });

  it('reports periodically without events, for example in a folder that did not exist', async () => {
    const { files, seen } = watching(100);
    files.add(join(folder, 'later', 'file'));
    await expect.poll(() => seen.events, SOON).toBeGreaterThan(1);
    await mkdir(join(folder, 'later'));
    await writeFile(join(folder, 'later', 'file'), '');
    const before = seen.events;
    await expect.poll(() => seen.events, SOON).toBeGreaterThan(before);
  });
});
