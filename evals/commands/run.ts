/** `run`: a model works on the tasks; `report`: the report of a run once more. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slug } from '../../src/lib/slug.js';
import { VERSION } from '../../src/lib/version.js';
import { openModel } from '../run/models.js';
import type { AttemptRecord } from '../run/record.js';
import { reportOf } from '../run/report.js';
import { runAll } from '../run/run-all.js';
import { readAttempts } from '../run/store.js';
import type { SurfaceName } from '../surfaces/surface.js';
import { TASKS } from '../tasks/index.js';
import { pickTasks } from './pick-tasks.js';
import { print } from './print.js';
import { UsageError } from './usage-error.js';

interface RunFlags {
  model: string;
  surface: SurfaceName[];
  tasks: string[];
  runs: number;
  parallel: number;
  name?: string;
  out: string;
  results: string;
}

/** Writes the report of a run again, from its attempts. @throws UsageError if there are none */
export async function report(name: string, { out, results }: Pick<RunFlags, 'out' | 'results'>): Promise<void> {
  const records = await readAttempts(join(out, name));
  if (records.length === 0) throw new UsageError(`There are no attempts in ${join(out, name)}`);
  print(await writeReport(results, name, records));
}

/** Lets a model work on tasks, and writes the report. */
export async function run(flags: RunFlags): Promise<void> {
  const tasks = pickTasks(flags.tasks);
  const model = openModel(flags.model, tasks, process.env);
  const name = flags.name ?? `${today()}-${slug(flags.model)}`;
  const folder = join(flags.out, name);
  const done = await readAttempts(folder);
  if (done.length > 0) console.error(`Resuming ${folder}, which has ${done.length} attempts`);
  const stop = new AbortController();
  const interrupt = (): void => {
    console.error('\nStopping; attempts under way are given up. Ctrl-C again to end at once.');
    stop.abort();
  };
  process.once('SIGINT', interrupt);
  const result = await runAll({
    tasks,
    model,
    folder,
    done,
    surfaces: flags.surface,
    runs: flags.runs,
    parallel: flags.parallel,
    modelName: flags.model,
    signal: stop.signal,
    onAttempt: printProgress,
  }).finally(() => process.off('SIGINT', interrupt));
  for (const problem of new Set(result.problems)) console.error(`not attempted: ${problem}`);
  const planned = tasks.length * flags.surface.length * flags.runs;
  if (result.records.length > 0) print(await writeReport(flags.results, name, result.records, planned));
  const isComplete = result.records.length === planned;
  if (!isComplete) console.error('The run is incomplete. The same command resumes it.');
  if (!isComplete) process.exitCode = stop.signal.aborted ? 130 : 1;
}

function printProgress(record: AttemptRecord, { done, total }: { done: number; total: number }): void {
  const { passed, surface, task, run, calls, referenceCalls, failures, milliseconds } = record;
  const why = passed ? '' : `  ${failures[0] ?? ''}`;
  console.error(
    `${String(done).padStart(String(total).length)}/${total} ${passed ? 'pass' : 'FAIL'} ${task} (${surface}, run ${run}, ${calls} calls for ${referenceCalls}, ${(milliseconds / 1000).toFixed(1)} s)${why}`,
  );
}

/** @returns the report */
async function writeReport(
  folder: string,
  name: string,
  records: readonly AttemptRecord[],
  planned = records.length,
): Promise<string> {
  const report = reportOf({ records, tasks: TASKS, date: today(), version: VERSION, planned });
  const file = join(folder, `${name}.md`);
  if (!existsSync(folder)) await mkdir(folder, { recursive: true });
  await writeFile(file, report);
  console.error(`Report: ${file}`);
  return report;
}

const today = (): string => new Date().toISOString().slice(0, 10);
