/** The runner from end to end, with a model that plays the tasks' own ways. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockLanguageModelV3 } from 'ai/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AttemptRecord } from '../../evals/run/record.js';
import { reportOf } from '../../evals/run/report.js';
import { type RunOptions, runAll } from '../../evals/run/run-all.js';
import { scriptedModel } from '../../evals/run/scripted-model.js';
import { readAttempts } from '../../evals/run/store.js';
import { TASKS } from '../../evals/tasks/index.js';

const tasks = TASKS.filter(({ id }) =>
  ['points/gift-to-a-friend', 'points/gift-larger-than-the-balance', 'coupon/expired-at-the-till'].includes(id),
);
/** Does one task wrong, the others right. */
const model = scriptedModel(tasks, ({ domain, reference, wrong }) => (domain === 'coupon' ? wrong : reference));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evals-'));
});
afterAll(() => rm(folder, { recursive: true }));

const sorted = (records: readonly AttemptRecord[]): string[] => records.map((record) => JSON.stringify(record)).sort();

const seen: string[] = [];
const run = (name: string, options: Partial<RunOptions> = {}) =>
  runAll({
    tasks,
    model,
    modelName: 'scripted',
    surfaces: ['default', 'discovery'],
    runs: 3,
    folder: join(folder, name),
    done: [],
    parallel: 2,
    signal: new AbortController().signal,
    onAttempt: ({ task }, { done, total }) => seen.push(`${done}/${total} ${task}`),
    ...options,
  });

it('attempts each task as often as asked, keeps what was said, and reports', async () => {
  const { records, problems } = await run('whole');
  expect(problems).toEqual([]);
  expect(records).toHaveLength(3 * 2 * 3);
  expect(seen).toHaveLength(18);
  expect(sorted(await readAttempts(join(folder, 'whole')))).toEqual(sorted(records));
  expect(await readdir(join(folder, 'whole', 'transcripts'))).toHaveLength(18);
  const tokens = { inputTokens: 10_000, outputTokens: 100 };
  const stable = records.map((record): AttemptRecord => ({ ...record, ...tokens }));
  expect(reportOf({ records: stable, tasks, date: '2026-05-03', version: '1.0.0' })).toMatchInlineSnapshot(`
    "# Evals of 2026-05-03: scripted

    capillary-mcp 1.0.0, 3 tasks, 18 attempts. pass@1 is the share of attempts that pass, pass^3 the share of tasks that pass three times in a row. Calls and errors are means per attempt, tokens are medians; calls include searches and are compared with the reference's.

    ## By surface

    | Surface | tasks | pass@1 | pass^3 | calls | × reference | searches | tokens in | tokens out | errors |
    |---|---|---|---|---|---|---|---|---|---|
    | default | 3 | 67 % | 67 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.33 |
    | discovery | 3 | 67 % | 67 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.33 |

    ## By domain and surface

    | Domain and surface | tasks | pass@1 | pass^3 | calls | × reference | searches | tokens in | tokens out | errors |
    |---|---|---|---|---|---|---|---|---|---|
    | coupon, default | 1 | 0 % | 0 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.00 |
    | coupon, discovery | 1 | 0 % | 0 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.00 |
    | points, default | 2 | 100 % | 100 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.50 |
    | points, discovery | 2 | 100 % | 100 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.50 |

    ## By kind of task and surface

    | Kind of task and surface | tasks | pass@1 | pass^3 | calls | × reference | searches | tokens in | tokens out | errors |
    |---|---|---|---|---|---|---|---|---|---|
    | refuse, default | 2 | 50 % | 50 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.50 |
    | refuse, discovery | 2 | 50 % | 50 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.50 |
    | write, default | 1 | 100 % | 100 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.00 |
    | write, discovery | 1 | 100 % | 100 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.00 |

    ## By brand and surface

    | Brand and surface | tasks | pass@1 | pass^3 | calls | × reference | searches | tokens in | tokens out | errors |
    |---|---|---|---|---|---|---|---|---|---|
    | fashion, default | 3 | 67 % | 67 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.33 |
    | fashion, discovery | 3 | 67 % | 67 % | 1.0 | 1.00 | 0.0 | 10,000 | 100 | 0.33 |

    ## Errors met

    | surface | tool | kind | times |
    |---|---|---|---|
    | default | points_check_transferrable | rejected | 3 |
    | discovery | points_check_transferrable | rejected | 3 |

    ## Which tool was called instead of which

    | needed | called instead | times | tasks |
    |---|---|---|---|
    | coupon_check_redeemable | coupon_issue | 6 | coupon/expired-at-the-till |

    ## Tasks that failed

    | task | surface | failed | why, the first time |
    |---|---|---|---|
    | coupon/expired-at-the-till | default | 3 of 3 | ids changed, but nothing should; couponSeries changed, but nothing should; coupons changed, but nothing should; couponIndex changed, but nothing should; notifications changed, but nothing should |
    | coupon/expired-at-the-till | discovery | 3 of 3 | ids changed, but nothing should; couponSeries changed, but nothing should; coupons changed, but nothing should; couponIndex changed, but nothing should; notifications changed, but nothing should |
    "
  `);
});

it('counts the tokens of the tools with every step', async () => {
  const { records } = await run('tokens', { tasks: tasks.slice(0, 1), surfaces: ['discovery', 'default'], runs: 1 });
  const [discovery, byDefault] = ['discovery', 'default'].map(
    (surface) => records.find((record) => record.surface === surface)?.inputTokens ?? 0,
  );
  expect(discovery).toBeGreaterThan(500);
  expect(byDefault).toBeGreaterThan(2 * (discovery ?? 0));
});

it('resumes a run with the attempts that are missing', async () => {
  const options = { tasks: tasks.slice(0, 1), surfaces: ['default'] as const, runs: 2 };
  const first = await run('resumed', { ...options, runs: 1 });
  const made: number[] = [];
  const { records } = await run('resumed', {
    ...options,
    done: await readAttempts(join(folder, 'resumed')),
    onAttempt: (record) => made.push(record.run),
  });
  expect(made).toEqual([2]);
  expect(records).toEqual([...first.records, ...records.slice(1)]);
  expect(await readAttempts(join(folder, 'resumed'))).toHaveLength(2);
});

it('records nothing once it is stopped', async () => {
  const { records, problems } = await run('stopped', { signal: AbortSignal.abort() });
  expect([records, problems]).toEqual([[], []]);
});

it('stops after the attempt at hand', async () => {
  const stop = new AbortController();
  const options = { signal: stop.signal, onAttempt: () => stop.abort(), parallel: 1 };
  expect((await run('interrupted', options)).records).toHaveLength(1);
});

it('gives up an attempt under way', async () => {
  const stop = new AbortController();
  const thinking = new MockLanguageModelV3({
    doGenerate: ({ abortSignal }) =>
      new Promise((_, reject) => {
        if (abortSignal?.aborted) reject(new Error('aborted'));
        abortSignal?.addEventListener('abort', () => reject(new Error('aborted')));
        stop.abort();
      }),
  });
  const { records, problems } = await run('given-up', { model: thinking, signal: stop.signal });
  expect([records, problems]).toEqual([[], []]);
});

it('ends when the model cannot be reached, and says why', async () => {
  const unreachable = new MockLanguageModelV3({
    doGenerate: async () => {
      throw new Error('no route to the model');
    },
  });
  const { records, problems } = await run('unreachable', { model: unreachable, parallel: 1 });
  expect(records).toEqual([]);
  expect(problems).toHaveLength(5);
  expect(problems[0]).toBe('coupon/expired-at-the-till, default, run 1: no route to the model');
});
