/** The figures of a report. */
import type { Task } from '../task.js';
import { callsOf } from '../task.js';
import { type AttemptRecord, isSearch } from './record.js';

export interface Figures {
  tasks: number;
  attempts: number;
  /** Share of attempts that passed; each task counts the same. */
  passAt1: number;
  /** Share of tasks that pass three times in a row; undefined if a task has fewer attempts. */
  passPow3: number | undefined;
  /** Calls per attempt, and how many times the reference's. */
  calls: number;
  callRatio: number;
  searches: number;
  /** Tokens of an attempt, in the median: a single large answer must not decide. */
  inputTokens: number;
  outputTokens: number;
  /** Failed calls per attempt. */
  errors: number;
}

export function figuresOf(records: readonly AttemptRecord[]): Figures {
  const byTask = [...groupBy(records, ({ task }) => task).values()];
  const mean = (pick: (record: AttemptRecord) => number): number => average(records.map(pick));
  return {
    tasks: byTask.length,
    attempts: records.length,
    passAt1: average(byTask.map((attempts) => passesOf(attempts) / attempts.length)),
    passPow3: byTask.some(({ length }) => length < 3)
      ? undefined
      : average(byTask.map((attempts) => threeInARow(passesOf(attempts), attempts.length))),
    calls: mean(({ calls }) => calls),
    callRatio: average(byTask.map((attempts) => average(attempts.map(ratioOf)))),
    searches: mean(({ tools }) => tools.filter(isSearch).length),
    inputTokens: median(records.map(({ inputTokens }) => inputTokens)),
    outputTokens: median(records.map(({ outputTokens }) => outputTokens)),
    errors: mean(({ errors }) => errors.length),
  };
}

const passesOf = (attempts: readonly AttemptRecord[]): number => attempts.filter(({ passed }) => passed).length;
const ratioOf = ({ calls, referenceCalls }: AttemptRecord): number => calls / Math.max(1, referenceCalls);

/** The chance that three attempts, drawn from those made, all passed. */
const threeInARow = (passes: number, attempts: number): number =>
  (passes * (passes - 1) * (passes - 2)) / (attempts * (attempts - 1) * (attempts - 2));

/** 0 for no values. */
const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;

/** 0 for no values. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = Math.floor(sorted.length / 2);
  return average(sorted.slice(sorted.length % 2 === 0 ? Math.max(0, upper - 1) : upper, upper + 1));
}

/** Groups in the order in which their keys first occur. */
export function groupBy<T, K>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** A tool that was needed and not called, and what was called instead. */
export interface Confusion {
  needed: string;
  /** Undefined if nothing was called in its place. */
  instead: string | undefined;
  count: number;
  tasks: string[];
}

/** The confusions of attempts that failed, most frequent first. */
export function confusionsOf(records: readonly AttemptRecord[], tasks: readonly Task[]): Confusion[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const pairs = records
    .filter(({ passed }) => !passed)
    .flatMap((record) => {
      const task = byId.get(record.task);
      return task ? confusedTools(record, task).map((pair) => ({ ...pair, task: task.id })) : [];
    });
  return [...groupBy(pairs, ({ needed, instead }) => `${needed} ${instead}`).values()]
    .flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const { needed, instead } = first;
      return [{ needed, instead, count: same.length, tasks: [...new Set(same.map(({ task }) => task))] }];
    })
    .sort((a, b) => b.count - a.count);
}

/**
 * Compares with the accepted way that has most in common with the attempt. Each missing tool is paired with the
 * superfluous one whose name is most like its own.
 */
function confusedTools({ tools }: AttemptRecord, task: Task): Pick<Confusion, 'needed' | 'instead'>[] {
  const called = new Set(tools.filter((tool) => !isSearch(tool)));
  const ways = [task.reference, ...(task.otherWays ?? [])].map((way) => new Set(callsOf(way).map(([tool]) => tool)));
  const missingIn = (way: ReadonlySet<string>): string[] => [...way].filter((tool) => !called.has(tool));
  const [closest = new Set<string>()] = ways.sort((a, b) => missingIn(a).length - missingIn(b).length);
  const accepted = new Set(ways.flatMap((way) => [...way]));
  const superfluous = [...called].filter((tool) => !accepted.has(tool));
  return missingIn(closest).map((needed) => ({
    needed,
    instead: superfluous.sort((a, b) => sharedWords(b, needed) - sharedWords(a, needed))[0],
  }));
}

function sharedWords(one: string, other: string): number {
  const words = new Set(one.split('_'));
  return other.split('_').filter((word) => words.has(word)).length;
}
