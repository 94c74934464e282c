/** Journals in files: what another process finds of them, and that only one writes at a time. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FileJournals } from '../../src/safety/journal-files.js';
import type { JournalWriter } from '../../src/safety/journals.js';
import { HAS_FILE_MODES } from '../platform.js';

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'journals-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const NAME = 'a'.repeat(40);

async function writerOf(journals: FileJournals, name = NAME): Promise<JournalWriter> {
  const writer = await journals.write(name);
  if (writer === 'busy') throw new Error('busy');
  return writer;
}

/** The number of a process that has ended. */
async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  return child.pid ?? 0;
}

/** Makes a file look as if another process had written it. */
async function handOver(path: string, writer: object): Promise<void> {
  const [, ...lines] = (await readFile(path, 'utf8')).split('\n');
  await writeFile(path, [JSON.stringify({ host: hostname(), process: 'other', ...writer }), ...lines].join('\n'));
}

describe('a journal in files', () => {
  it('has what its writers wrote, in order, for every process', async () => {
    const folder = await makeFolder();
    const first = await writerOf(new FileJournals({ folder }));
    await first.keepCalls('the calls');
    await first.append('one');
    await first.close();
    const second = await writerOf(new FileJournals({ folder }));
    expect(second.journal).toEqual({ lines: ['one'], calls: 'the calls' });
    await second.append('two');
    await first.appendLate('late');
    await second.dropCalls();
    await second.close();
    expect(await new FileJournals({ folder }).read(NAME)).toEqual({ lines: ['one', 'late', 'two'], calls: undefined });
  });

  it('is nothing before it is begun, nor if its writer wrote nothing', async () => {
    const folder = await makeFolder();
    const journals = new FileJournals({ folder: join(folder, 'not', 'there') });
    expect(await journals.read(NAME)).toBeUndefined();
    await (await writerOf(journals)).close();
    expect(await journals.read(NAME)).toBeUndefined();
    expect(await readdir(join(folder, 'not', 'there'))).toEqual([]);
  });

  it('has one writer at a time', async () => {
    const folder = await makeFolder();
    const opened = await Promise.all(Array.from({ length: 10 }, () => new FileJournals({ folder }).write(NAME)));
    const writers = opened.filter((each) => each !== 'busy');
    expect(writers).toHaveLength(1);
    await Promise.all(writers.map((writer) => writer.close()));
    await (await writerOf(new FileJournals({ folder }))).close();
  });

  it('is taken over from a process that has ended, without the line that it was writing', async () => {
    const folder = await makeFolder();
    await (await writerOf(new FileJournals({ folder }))).append('one');
    const path = join(folder, NAME, '1');
    await handOver(path, { pid: await endedProcess() });
    await writeFile(path, 'tw', { flag: 'a' });
    const writer = await writerOf(new FileJournals({ folder }));
    expect(writer.journal.lines).toEqual(['one']);
    await writer.close();
  });

  it.each<[string, object]>([
    ['runs', { pid: process.ppid }],
    ['may run on another machine', { pid: 1, host: 'other' }],
  ])('is not taken over from a process that %s, unless it is silent', async (_, owner) => {
    const folder = await makeFolder();
    const old = await writerOf(new FileJournals({ folder }));
    await old.append('one');
    const path = join(folder, NAME, '1');
    await handOver(path, owner);
    expect(await new FileJournals({ folder }).write(NAME)).toBe('busy');
    const minuteAgo = new Date(Date.now() - 61_000);
    await utimes(path, minuteAgo, minuteAgo);
    const writer = await writerOf(new FileJournals({ folder }));
    expect(writer.journal.lines).toEqual(['one']);
    // The one that was silent must not go on.
    await expect(old.append('two')).rejects.toThrow('another writer');
    await writer.close();
  });

  it('is taken over from an earlier process with the same number', async () => {
    const folder = await makeFolder();
    await (await writerOf(new FileJournals({ folder }))).append('one');
    await handOver(join(folder, NAME, '1'), { pid: process.pid });
    await (await writerOf(new FileJournals({ folder }))).close();
  });

  if (HAS_FILE_MODES)
    it('is readable only by its owner', async () => {
      const folder = await makeFolder();
      const writer = await writerOf(new FileJournals({ folder: join(folder, 'state') }));
      await writer.keepCalls('calls');
      await writer.append('one');
      const modes = async (path: string) => (await stat(path)).mode & 0o777;
      expect(await modes(join(folder, 'state', NAME))).toBe(0o700);
      for (const name of ['1', 'calls']) expect(await modes(join(folder, 'state', NAME, name))).toBe(0o600);
      await writer.close();
    });

  it('is gone after a day', async () => {
    const folder = await makeFolder();
    const writer = await writerOf(new FileJournals({ folder }));
    await writer.append('one');
    await writer.close();
    const later = new FileJournals({ folder, now: () => Date.now() + 86_400_001 });
    expect(await later.read(NAME)).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('makes room for itself by dropping the oldest that is finished, and never one that is not', async () => {
    const folder = await makeFolder();
    const journals = new FileJournals({ folder, maxJournals: 2 });
    for (const name of ['one', 'two']) {
      const writer = await writerOf(journals, name);
      if (name === 'one') await writer.keepCalls('calls');
      await writer.append('line');
      await writer.close();
    }
    const third = await writerOf(journals, 'three');
    await third.keepCalls('calls');
    await third.append('line');
    expect((await readdir(folder)).sort()).toEqual(['one', 'three']);
    await expect(journals.write('four')).rejects.toThrow('under way');
    await third.close();
  });

  it('cannot be read where its folder is none', async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await new FileJournals({ folder: join(folder, 'file') }).read(NAME)).toBe('unavailable');
  });
});
