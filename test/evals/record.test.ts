/** What the record of an attempt says about its calls. */
import { expect, it } from 'vitest';
import type { PlayedCall } from '../../evals/play.js';
import { toRecord } from '../../evals/run/record.js';
import { TASKS } from '../../evals/tasks/index.js';

const errorsOf = (calls: PlayedCall[]) => {
  const [task] = TASKS;
  if (!task) throw new Error('there are no tasks');
  const about = { model: 'm', surface: 'default', run: 1 } as const;
  const work = { calls, answer: '', inputTokens: 0, outputTokens: 0, milliseconds: 0 };
  return toRecord(about, task, { passed: true, failures: [] }, work).errors;
};

it('an error among several calls counts, under the tool that failed', () => {
  const json = [
    { call: 1, result: {} },
    { call: 2, error: { kind: 'not_found' } },
  ];
  const args = { calls: [{ name: 'customer_search' }, { name: 'customer_get' }] };
  const answer = { text: JSON.stringify(json), json, isError: false };
  expect(errorsOf([{ tool: 'call_read_tool', args, answer }])).toEqual([{ tool: 'customer_get', kind: 'not_found' }]);
});

it('a single call that fails counts once', () => {
  const json = { error: { kind: 'conflict' } };
  const answer = { text: JSON.stringify(json), json, isError: true };
  expect(errorsOf([{ tool: 'customer_get', args: {}, answer }])).toEqual([{ tool: 'customer_get', kind: 'conflict' }]);
});
