/** A run on disk: attempts.jsonl grows by a line per attempt, so that a run can be resumed; transcripts lie beside it. */
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slug } from '../../src/lib/slug.js';
import type { Transcript } from './agent.js';
import type { AttemptRecord } from './record.js';

const fileOf = (folder: string): string => join(folder, 'attempts.jsonl');

/** The attempts of a run so far; none if it has not begun. A line that was cut off by a crash is left out. */
export async function readAttempts(folder: string): Promise<AttemptRecord[]> {
  if (!existsSync(fileOf(folder))) return [];
  const lines = (await readFile(fileOf(folder), 'utf8')).split('\n');
  return lines.flatMap((line) => {
    try {
      const record: AttemptRecord = JSON.parse(line);
      return [record];
    } catch {
      return [];
    }
  });
}

export async function saveAttempt(folder: string, record: AttemptRecord): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Begins with a line break, so that a line cut off by a crash spoils no other.
  await appendFile(fileOf(folder), `\n${JSON.stringify(record)}`);
}

export async function saveTranscript(folder: string, transcript: Transcript): Promise<void> {
  const { model, surface, task, run } = transcript.record;
  const transcripts = join(folder, 'transcripts');
  await mkdir(transcripts, { recursive: true });
  const name = `${slug(`${task} ${surface} ${model}`)}-${run}.json`;
  await writeFile(join(transcripts, name), `${JSON.stringify(transcript, null, 2)}\n`);
}
