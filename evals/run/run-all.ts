/** Runs a model on tasks: several at a time, and only those attempts that have not been made yet. */
import type { LanguageModel } from 'ai';
import { SetupError } from '../attempt.js';
import { type Environment, openEnvironment } from '../environment.js';
import type { SurfaceName } from '../surfaces/surface.js';
import type { Task } from '../task.js';
import { runAgent } from './agent.js';
import type { AttemptRecord } from './record.js';
import { saveAttempt, saveTranscript } from './store.js';

export interface RunOptions {
  tasks: readonly Task[];
  surfaces: readonly SurfaceName[];
  /** How often each task is attempted on each surface. */
  runs: number;
  model: LanguageModel;
  /** The model's name in the records. */
  modelName: string;
  /** Where attempts and transcripts are stored. */
  folder: string;
  /** Attempts made by earlier runs. */
  done: readonly AttemptRecord[];
  /** Attempts at the same time. */
  parallel: number;
  /** Ends the run; attempts under way are given up and not recorded. */
  signal: AbortSignal;
  onAttempt: (record: AttemptRecord, progress: { done: number; total: number }) => void;
}

export interface RunResult {
  records: AttemptRecord[];
  /** Why attempts could not be made, once for each; they are made when the run is resumed. */
  problems: string[];
}

interface Job {
  task: Task;
  surface: SurfaceName;
  run: number;
}

/** After so many attempts in a row that could not be made, the run ends: the model cannot be reached. */
const MAX_PROBLEMS_IN_A_ROW = 5;

/** @throws SetupError if a task is wrong */
export async function runAll(options: RunOptions): Promise<RunResult> {
  const run = new Run(options);
  await Promise.all(Array.from({ length: options.parallel }, () => run.work()));
  await run.close();
  return { records: run.records, problems: run.problems };
}

const keyOf = ({ model, surface, task, run }: Pick<AttemptRecord, 'model' | 'surface' | 'task' | 'run'>): string =>
  `${model} ${surface} ${task} ${run}`;

class Run {
  readonly options: RunOptions;
  readonly records: AttemptRecord[];
  readonly problems: string[] = [];
  readonly jobs: Job[];
  readonly total: number;
  problemsInARow = 0;
  /** Environments that nobody uses at the moment, by surface and brand. */
  readonly idle = new Map<string, Environment[]>();

  constructor(options: RunOptions) {
    this.options = options;
    const jobs = allJobs(options);
    const wanted = new Set(jobs.map((job) => this.keyOf(job)));
    this.records = options.done.filter((record) => wanted.has(keyOf(record)));
    const done = new Set(this.records.map(keyOf));
    this.jobs = jobs.filter((job) => !done.has(this.keyOf(job)));
    this.total = jobs.length;
  }

  /** Makes attempts until none is left. */
  async work(): Promise<void> {
    while (!this.options.signal.aborted && this.problemsInARow < MAX_PROBLEMS_IN_A_ROW) {
      const job = this.jobs.shift();
      if (!job) return;
      await this.attempt(job);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.idle.values()].flat().map((environment) => environment.close()));
  }

  private async attempt({ task, surface, run }: Job): Promise<void> {
    const { model, modelName, signal, folder, onAttempt } = this.options;
    const environment = await this.take(task, surface);
    try {
      const about = { model: modelName, surface, run };
      const transcript = await runAgent({ environment, task, model, about, signal });
      await saveTranscript(folder, transcript);
      await saveAttempt(folder, transcript.record);
      this.records.push(transcript.record);
      this.problemsInARow = 0;
      onAttempt(transcript.record, { done: this.records.length, total: this.total });
    } catch (error) {
      if (error instanceof SetupError) throw error;
      if (!signal.aborted) {
        this.problemsInARow += 1;
        this.problems.push(`${task.id}, ${surface}, run ${run}: ${error instanceof Error ? error.message : error}`);
      }
    } finally {
      this.idle.get(`${surface} ${task.brand}`)?.push(environment);
    }
  }

  private async take({ brand }: Task, surface: SurfaceName): Promise<Environment> {
    const key = `${surface} ${brand}`;
    const idle = this.idle.get(key) ?? [];
    this.idle.set(key, idle);
    return idle.pop() ?? openEnvironment(brand, surface);
  }

  private keyOf({ task, surface, run }: Job): string {
    return keyOf({ model: this.options.modelName, surface, task: task.id, run });
  }
}

/** First run first, so that a run that is stopped has seen as many tasks as possible. */
const allJobs = ({ tasks, surfaces, runs }: RunOptions): Job[] =>
  Array.from({ length: runs }, (_, index) =>
    surfaces.flatMap((surface) => tasks.map((task) => ({ task, surface, run: index + 1 }))),
  ).flat();
