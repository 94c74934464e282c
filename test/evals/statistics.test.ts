/** The figures of a report, from attempts that were made up. */
import { expect, it } from 'vitest';
import type { AttemptRecord } from '../../evals/run/record.js';
import { confusionsOf, figuresOf } from '../../evals/run/statistics.js';
import { type Task, tasksOf } from '../../evals/task.js';

const attempt = (task: string, passed: boolean, more: Partial<AttemptRecord> = {}): AttemptRecord => ({
  model: 'm',
  surface: 'default',
  task,
  domain: 'points',
  brand: 'fashion',
  kind: 'write',
  run: 1,
  passed,
  failures: [],
  tools: [],
  calls: 4,
  referenceCalls: 2,
  inputTokens: 1000,
  outputTokens: 100,
  errors: [],
  answer: '',
  milliseconds: 1,
  ...more,
});
const attempts = (task: string, ...passed: boolean[]): AttemptRecord[] => passed.map((each) => attempt(task, each));

it('counts each task the same, however often it was attempted', () => {
  const figures = figuresOf([...attempts('a', true), ...attempts('b', false, false, true, false)]);
  expect(figures).toMatchObject({ tasks: 2, attempts: 5, passAt1: (1 + 1 / 4) / 2 });
});

it('estimates three passes in a row, and only where there are three attempts', () => {
  const passPow3 = (...passed: boolean[]) => figuresOf(attempts('a', ...passed)).passPow3;
  expect(passPow3(true, true, true)).toBe(1);
  expect(passPow3(true, true, false)).toBe(0);
  expect(passPow3(true, true, true, false)).toBe(1 / 4);
  expect(passPow3(true, true)).toBeUndefined();
});

it('compares calls with the reference, and counts searches and errors', () => {
  const errors = [{ tool: 'x', kind: 'rejected' }];
  const searching = attempt('a', true, { calls: 6, tools: ['find_tools', 'x', 'find_tools'], errors });
  expect(figuresOf([searching, attempt('a', true)])).toMatchObject({
    calls: 5,
    callRatio: 2.5,
    searches: 1,
    errors: 0.5,
  });
});

it('gives the tokens of the attempt in the middle', () => {
  const tokens = (...values: number[]) =>
    figuresOf(values.map((inputTokens) => attempt('a', true, { inputTokens }))).inputTokens;
  expect(tokens(900, 100, 50_000)).toBe(900);
  expect(tokens(100, 900, 1_100, 50_000)).toBe(1_000);
  expect(tokens()).toBe(0);
});

const [task] = tasksOf('points', [
  {
    id: 'a',
    brand: 'fashion',
    kind: 'write',
    prompt: 'Give points',
    expect: { answer: ['done'] },
    reference: [['customer_get_id'], ['points_transfer']],
    wrong: ['done'],
    otherWays: [[['points_check_transferrable'], ['points_transfer']]],
  },
]);
const confusions = (tools: string[], passed = false) =>
  confusionsOf(
    [attempt('points/a', passed, { tools })],
    [task].filter((each): each is Task => each !== undefined),
  ).map(({ needed, instead }) => [needed, instead]);

it('says which tool was called instead of which', () => {
  expect(confusions(['customer_get_id', 'points_redeem', 'coupon_issue'])).toEqual([
    ['points_transfer', 'points_redeem'],
  ]);
  expect(confusions(['find_tools', 'customer_get_id'])).toEqual([['points_transfer', undefined]]);
  expect(confusions(['points_check_transferrable', 'points_transfer'])).toEqual([]);
  expect(confusions(['coupon_issue'], true)).toEqual([]);
});
