/** The file of the audit: nothing is lost, and it does not grow for ever. */
import { type FileHandle, mkdtemp, open, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditFile, type AuditFileOptions } from '../../src/safety/audit-file.js';
import { HAS_FILE_MODES } from '../platform.js';

const DAY_MS = 86_400_000;

let folder: string;
let path: string;
const opened: AuditFile[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'capillary-mcp-'));
  path = join(folder, 'audit.jsonl');
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((file) => file.close()));
  await rm(folder, { recursive: true });
});

function file(options: Partial<AuditFileOptions> = {}): AuditFile {
  const created = new AuditFile({ path, keepMs: 30 * DAY_MS, ...options });
  opened.push(created);
  return created;
}

const lines = async (name = 'audit.jsonl') => (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1);
const renamed = async () => (await readdir(folder)).filter((name) => name !== 'audit.jsonl').sort();

describe('an audit file', () => {
  it('has a line when its writer goes on, in the order of the calls', async () => {
    const audit = file();
    await audit.append('one');
    expect(await lines()).toEqual(['one']);
    await Promise.all(['two', 'three', 'four'].map((line) => audit.append(line)));
    expect(await lines()).toEqual(['one', 'two', 'three', 'four']);
  });

  it('takes the lines of one turn of the event loop in one write', async () => {
    const audit = file();
    await audit.open();
    const probe = await open(path);
    const write = vi.spyOn<FileHandle, 'write'>(Object.getPrototypeOf(probe), 'write');
    await probe.close();
    const written = ['one', 'two', 'three'].map(async (line) => {
      await Promise.resolve();
      await audit.append(line);
    });
    await Promise.all(written);
    expect(write).toHaveBeenCalledTimes(1);
    expect(await lines()).toEqual(['one', 'two', 'three']);
  });

  it('has the whole of what the system takes in parts', async () => {
    const audit = file();
    await audit.open();
    const probe = await open(path);
    const prototype: FileHandle = Object.getPrototypeOf(probe);
    const { write } = prototype;
    vi.spyOn(prototype, 'write').mockImplementation(function (this: FileHandle, ...[bytes, offset]: unknown[]) {
      return Reflect.apply(write, this, [bytes, offset, 1]);
    });
    await probe.close();
    await audit.append('one, in parts');
    expect(await lines()).toEqual(['one, in parts']);
  });

  it('is continued, on a new line if the last one is incomplete', async () => {
    await writeFile(path, 'one\n{"incompl');
    await file().append('two');
    expect(await lines()).toEqual(['one', '{"incompl', 'two']);
  });

  if (HAS_FILE_MODES)
    it('is for its owner alone', async () => {
      await file().append('one');
      const { mode } = await (await import('node:fs/promises')).stat(path);
      expect(mode & 0o077).toBe(0);
    });

  it('is begun anew when it is full, and no line is lost', async () => {
    const audit = file({ maxBytes: 100 });
    const written = Array.from({ length: 50 }, (_, index) => `line ${index}`);
    for (const line of written) await audit.append(line);
    const names = await renamed();
    expect(names.length).toBeGreaterThan(3);
    const all = await Promise.all([...names, 'audit.jsonl'].map((name) => lines(name)));
    expect(all.flat().sort()).toEqual(written.sort());
  });

  it('is begun anew after a day, and old ones are removed', async () => {
    const clock = { now: Date.parse('2026-05-04T06:30:00Z') };
    const audit = file({ now: () => clock.now });
    await audit.append('one');
    await writeFile(`${path}.20260101T000000`, 'old\n');
    await utimes(`${path}.20260101T000000`, clock.now / 1000, (clock.now - 31 * DAY_MS) / 1000);
    await writeFile(join(folder, 'audit.jsonl.notes'), 'of somebody else');
    clock.now += DAY_MS;
    await audit.append('two');
    expect(await lines()).toEqual(['two']);
    expect(await renamed()).toEqual(['audit.jsonl.20260505T063000', 'audit.jsonl.notes']);
  });

  it('says why it cannot be written, and is tried again with the next line', async () => {
    const audit = file({ path: join(folder, 'later', 'audit.jsonl') });
    await expect(audit.append('one')).rejects.toThrow(/ENOENT/);
    await (await import('node:fs/promises')).mkdir(join(folder, 'later'));
    await audit.append('two');
    expect(await readFile(join(folder, 'later', 'audit.jsonl'), 'utf8')).toBe('two\n');
  });
});
