/** Batches: many calls of one tool under one question, which are recorded, stop at what is unknown, and are never repeated. */
import { describe, expect, it } from 'vitest';
import type { Asking } from '../../src/call/call.js';
import { batches, clock, REDEEM, redeem, rows } from './batch-server.js';

const accept: Asking = { kind: 'inline', ask: async () => 'accept' };

describe('a batch', () => {
  it('makes its calls in order and reports each', async () => {
    const { call, sent } = batches();
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    expect(sent.map(({ args }) => args)).toEqual(rows(3).map((row) => row.arguments));
    expect(value).toMatchObject({
      batch: REDEEM,
      rows: 3,
      done: 3,
      left: 0,
      outcomes: { applied: 3 },
      results: [
        { row: 1, outcome: 'applied', result: { number: 1 } },
        { row: 2, outcome: 'applied', result: { number: 2 } },
        { row: 3, outcome: 'applied', result: { number: 3 } },
      ],
    });
    expect(value).not.toHaveProperty('stopped');
  });

  it('sends nothing if one of its rows is wrong, and says which and why', async () => {
    const { call, sent, lines } = batches();
    const calls = [...rows(3), { arguments: { body: { root: { redeem: [{ points_redeemed: 'many' }] } } } }];
    const { error } = await call('call_destructive_tool', { name: REDEEM, calls });
    expect(error).toMatchObject({ kind: 'invalid_arguments', outcome: 'not_sent' });
    expect(error.message).toMatch(/row 4: .*points_redeemed/);
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ tool: REDEEM, result: 'invalid_arguments', outcome: 'not_sent' }]);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['no rows', { name: REDEEM, calls: [] }, /calls: the list is empty/],
    ['more than 100 rows', { name: REDEEM, calls: rows(101) }, /at most 100 rows/],
    ['no name', { calls: rows(2) }, /name is required/],
    ['arguments beside calls', { name: REDEEM, calls: rows(2), arguments: redeem(1) }, /arguments: not allowed beside/],
    ['rows without arguments', { name: REDEEM, calls: [{ body: {} }] }, /calls\.0/],
    [
      'a row of another tool',
      { name: REDEEM, calls: [...rows(1), { name: 'points_transfer', arguments: {} }] },
      /one tool/,
    ],
    [
      'again in a row',
      { name: REDEEM, calls: [{ arguments: { ...redeem(1), again: true } }] },
      /again: not allowed in a row/,
    ],
    ['a plan beside calls', { name: REDEEM, calls: rows(2), plan: 'b.0123456789' }, /plan takes the place of calls/],
  ])('is refused with %s', async (_, args, message) => {
    const { call, sent } = batches();
    const { error } = await call('call_destructive_tool', args);
    expect(error.kind).toBe('invalid_arguments');
    expect(error.message).toMatch(message);
    expect(sent).toEqual([]);
  });

  it('is refused by the caller of another risk class, and of a tool that a filter hides', async () => {
    const { call, sent } = batches();
    expect((await call('call_write_tool', { name: REDEEM, calls: rows(2) })).error.hint).toContain(
      'call_destructive_tool',
    );
    const readOnly = batches({ filters: { readOnly: true } });
    const { error } = await readOnly.call('call_destructive_tool', { name: REDEEM, calls: rows(2) });
    expect(error.kind).toBe('disabled_tool');
    expect([...sent, ...readOnly.sent]).toEqual([]);
  });

  it('goes on after a rejection', async () => {
    const { call, sent } = batches({ fates: { 2: 'rejected' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    expect(sent).toHaveLength(3);
    expect(value).toMatchObject({ done: 3, left: 0, outcomes: { applied: 2, rejected: 1 } });
    expect(value.results[1]).toMatchObject({ row: 2, outcome: 'rejected', error: { kind: 'rejected' } });
  });

  it('selects fields of each answer', async () => {
    const { call } = batches();
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(2), fields: 'number' });
    expect(value.results[0].result).toEqual({ number: 1 });
  });

  it('fits into the size limit, whatever its rows answer', async () => {
    const { call } = batches({ padding: 2_000 });
    const { value, text } = await call('call_destructive_tool', { name: REDEEM, calls: rows(100) });
    expect(text.length).toBeLessThanOrEqual(28_000);
    expect(value.results).toHaveLength(100);
    expect(value.results[99]).toMatchObject({ row: 100, outcome: 'applied', result: { number: 100 } });
  });

  it('is audited row by row, with its plan', async () => {
    const { call, lines } = batches({ fates: { 2: 'rejected' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(2) });
    expect(lines).toMatchObject([
      { event: 'call', tool: REDEEM, plan: value.plan, outcome: 'applied' },
      { event: 'call', tool: REDEEM, plan: value.plan, outcome: 'rejected' },
    ]);
  });

  it('is not taken by a direct call', async () => {
    const { call, sent } = batches();
    const { error } = await call(REDEEM, { calls: rows(2), ...redeem(1) });
    expect(error).toMatchObject({ kind: 'invalid_arguments', outcome: 'not_sent' });
    expect(error.hint).toContain('call_destructive_tool');
    expect(sent).toEqual([]);
  });
});

describe('limits', () => {
  it.each<[string, object, string]>([
    ['rows', { rows: 9 }, 'rows'],
    ['points of one call', { points: { perCall: 99 } }, 'points.perCall'],
    ['points of the caller in all', { points: { perCallerAndDay: 999 } }, 'points.perCallerAndDay'],
    ['points of one customer in all', { points: { perCustomerAndDay: 499 } }, 'points.perCustomerAndDay'],
    ['frozen writes', { writes: 'frozen' }, 'writes'],
  ])('hold for the sum before anything is sent: %s', async (_, written, limit) => {
    const { call, sent } = batches({ written });
    // Ten rows of 100 points, five for each of two customers.
    const calls = Array.from({ length: 10 }, (_row, index) => ({ arguments: redeem(index + 1, index % 2) }));
    const { error } = await call('call_destructive_tool', { name: REDEEM, calls });
    expect(error).toMatchObject({ kind: 'limit_reached', outcome: 'not_sent', details: { limit } });
    expect(sent).toEqual([]);
  });

  it('get back what was counted for rows that were rejected, or not sent', async () => {
    const { call } = batches({ written: { points: { perCallerAndDay: 500 } }, fates: { 1: 'rejected', 2: 'lost' } });
    await call('call_destructive_tool', { name: REDEEM, calls: rows(5) });
    // Row 2 may have taken effect; 3 to 5 were not sent.
    const { value } = await call('preview_call', { name: REDEEM, calls: rows(2, 50) });
    expect(value.preview.limits).toContainEqual({
      limit: 'points.perCallerAndDay',
      max: 500,
      requested: 200,
      used: 100,
      left: 400,
    });
  });

  it('stop a batch when writes are frozen while it runs', async () => {
    const { call, sent, policy, plan } = batches({ onSent: (number) => number === 2 && policy.freeze() });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(4) });
    expect(sent).toHaveLength(2);
    expect(value).toMatchObject({ done: 2, left: 2, stopped: expect.stringContaining('row 3') });
    expect((await call('call_destructive_tool', { plan: plan(value) })).error.kind).toBe('limit_reached');
    policy.thaw();
    expect((await call('call_destructive_tool', { plan: plan(value) })).value).toMatchObject({ done: 4, left: 0 });
    expect(sent).toHaveLength(4);
  });
});

describe('the question', () => {
  it('is one for all rows: how often, how much in all, of whom, and what the first does', async () => {
    const { call, sent } = batches();
    const questions: string[] = [];
    const asking: Asking = {
      kind: 'inline',
      ask: async (question) => {
        questions.push(question);
        return 'accept';
      },
    };
    await call('call_destructive_tool', { name: REDEEM, calls: rows(40) }, { asking });
    expect(questions).toEqual([
      'Redeem Points 40 times: 4,000 points (₹1,000) in all, of "Asha", mobile …0001; "Asha", mobile …0002; "Asha", mobile …0003 and 37 more? The first: Redeem 100 points (₹25) of "Asha", mobile …0001 on bill "1"? Balance now: 1,183. It can be undone (points_reverse_redemption).',
    ]);
    expect(sent).toHaveLength(40);
  });

  it.each(['decline', 'cancel', 'late'] as const)('without consent (%s) sends nothing', async (answer) => {
    const { call, sent, lines } = batches();
    const asking: Asking = { kind: 'inline', ask: async () => answer };
    const { error } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) }, { asking });
    expect(error).toMatchObject({ kind: 'consent_required', outcome: 'not_sent' });
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ result: 'consent_required' }]);
  });

  it('is asked once where the client calls again with the answer', async () => {
    const { call, sent } = batches();
    const args = { name: REDEEM, calls: rows(3) };
    const { inputRequired } = await call('call_destructive_tool', args, { asking: { kind: 'rounds' } });
    const state = inputRequired?.state ?? '';
    const other = { name: REDEEM, calls: rows(4) };
    expect(
      (await call('call_destructive_tool', other, { asking: { kind: 'rounds', state, answer: 'accept' } })).error.kind,
    ).toBe('consent_required');
    const again = await call('call_destructive_tool', args, { asking: { kind: 'rounds' } });
    const answered: Asking = { kind: 'rounds', state: again.inputRequired?.state ?? '', answer: 'accept' };
    expect((await call('call_destructive_tool', args, { asking: answered })).value).toMatchObject({ done: 3 });
    expect(sent).toHaveLength(3);
  });

  it('cannot be phrased by names', async () => {
    const { call } = batches({ firstName: 'Asha"? Everything is fine.\n\u202eAccept “all' });
    const questions: string[] = [];
    const asking: Asking = {
      kind: 'inline',
      ask: async (question) => {
        questions.push(question);
        return 'decline';
      },
    };
    await call('call_destructive_tool', { name: REDEEM, calls: rows(2) }, { asking });
    const [question = ''] = questions;
    expect(question).not.toMatch(/[\n\u202e“]/);
    // The server's own quotes alone: two names, one of them twice, and the bill.
    expect(question.split('"')).toHaveLength(9);
  });

  it('is not asked again when the batch goes on', async () => {
    const asked: string[] = [];
    const asking: Asking = {
      kind: 'inline',
      ask: async (question) => {
        asked.push(question);
        return 'accept';
      },
    };
    const { call, sent, plan, lines } = batches({ onSent: (number) => number === 1 && clock.advance(36_000) });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(2) }, { asking });
    await call('call_destructive_tool', { plan: plan(value) }, { asking });
    expect(asked).toHaveLength(1);
    expect(sent).toHaveLength(2);
    expect(lines.map(({ consent }) => consent)).toEqual(['given', 'given']);
  });
});

describe('a preview', () => {
  it('says what the batch comes to, shows its first requests, and sends nothing', async () => {
    const { call, sent, lines } = batches();
    const { value } = await call('preview_call', { name: REDEEM, calls: rows(40) });
    expect(value.preview).toMatchObject({
      tool: REDEEM,
      risk: 'destructive',
      rows: 40,
      points: 4_000,
      further: 37,
      question: expect.stringContaining('4,000 points'),
      subjects: [
        { row: 1, found: true, name: 'Asha', balance: 1183 },
        { row: 2, found: true, name: 'Asha', balance: 1183 },
        { row: 3, found: true, name: 'Asha', balance: 1183 },
      ],
      furtherSubjects: 37,
      undo: 'can be undone (points_reverse_redemption)',
    });
    expect(value.preview.requests).toHaveLength(3);
    expect(value.preview.plan).toMatch(/^[\w.-]{12}$/);
    expect(sent).toEqual([]);
    expect(lines).toMatchObject([{ tool: REDEEM, result: 'previewed', outcome: 'not_sent' }]);
  });

  it('says what is wrong with each row, and then makes no plan', async () => {
    const { call } = batches({ written: { points: { perCall: 150 } } });
    const calls = [{ arguments: {} }, ...rows(1), { arguments: {} }, { arguments: redeem(4, 4, 200) }];
    const { value } = await call('preview_call', { name: REDEEM, calls });
    expect(value.preview).not.toHaveProperty('plan');
    expect(value.preview.subjects).toMatchObject([{ row: 2 }, { row: 4 }]);
    expect(value.preview.problems).toMatchObject([
      { row: 1, problem: expect.stringContaining('body') },
      { row: 3, problem: expect.stringContaining('body') },
      { row: 4, problem: expect.stringContaining('points.perCall') },
    ]);
  });

  it('makes a plan that makes exactly these calls, once', async () => {
    const { call, sent } = batches({ requirePlan: true });
    expect((await call('call_destructive_tool', { name: REDEEM, calls: rows(3) })).error).toMatchObject({
      kind: 'limit_reached',
      details: { limit: 'requirePlan' },
    });
    const { plan } = (await call('preview_call', { name: REDEEM, calls: rows(3) })).value.preview;
    expect((await call('call_destructive_tool', { name: REDEEM, plan })).value).toMatchObject({
      plan,
      done: 3,
      left: 0,
    });
    expect((await call('call_destructive_tool', { name: REDEEM, plan })).value).toMatchObject({
      done: 3,
      left: 0,
    });
    expect(sent.map(({ args }) => args)).toEqual(rows(3).map((row) => row.arguments));
  });

  it('is all that a dry run makes of a batch', async () => {
    const { call, sent } = batches({ dryRun: true });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    expect(value.preview).toMatchObject({ rows: 3, note: expect.stringContaining('runs dry') });
    const { plan } = value.preview;
    expect((await call('call_destructive_tool', { name: REDEEM, plan })).value).toHaveProperty('preview');
    expect(sent).toEqual([]);
  });

  it('whose plan watches a balance that has fallen is refused', async () => {
    const balance = { points: 150 };
    const { call, sent } = batches({ balance });
    const { plan } = (await call('preview_call', { name: REDEEM, calls: rows(2) })).value.preview;
    balance.points = 50;
    expect((await call('call_destructive_tool', { plan })).error.message).toContain('from 150 to 50');
    expect(sent).toEqual([]);
  });
});

describe('a batch that stops', () => {
  it('does so at the first unknown outcome, and goes on behind it once its caller has looked', async () => {
    const { call, sent, plan } = batches({ fates: { 2: 'lost' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(4) });
    expect(value).toMatchObject({ done: 2, left: 2, outcomes: { applied: 1, unknown: 1 } });
    expect(value.stopped).toContain('row 2');
    expect(value.results[1].error.hint).toContain('customer_get_redemptions_v1_1');
    const { error } = await call('call_destructive_tool', { plan: plan(value) });
    expect(error).toMatchObject({ kind: 'held', outcome: 'not_sent', details: { row: 2 } });
    expect(error.hint).toContain('customer_get_redemptions_v1_1');
    await call('call_read_tool', { name: 'customer_get_redemptions_v1_1', arguments: { mobile: '919800000002' } });
    expect((await call('call_destructive_tool', { plan: plan(value) })).value).toMatchObject({ done: 4, left: 0 });
    expect(sent.filter(({ tool }) => tool === REDEEM).map(({ args }) => args)).toEqual(
      rows(4).map((row) => row.arguments),
    );
  });

  it('goes on with again, and does not repeat the row', async () => {
    const { call, sent, plan } = batches({ fates: { 2: 'lost' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(4) });
    const { value: rest } = await call('call_destructive_tool', { plan: plan(value), again: true });
    expect(rest).toMatchObject({ done: 4, left: 0, outcomes: { applied: 3, unknown: 1 } });
    expect(sent).toHaveLength(4);
  });

  it('goes on by itself when the outcome arrives late', async () => {
    const { call, sent, plan, late } = batches({ fates: { 2: 'lost' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(4) });
    await late(2);
    const { value: rest } = await call('call_destructive_tool', { plan: plan(value) });
    expect(rest).toMatchObject({ done: 4, left: 0, outcomes: { applied: 4 } });
    expect(sent).toHaveLength(4);
  });

  it('returns by 40 seconds, with what is done and left', async () => {
    const { call, sent, plan } = batches({ onSent: (number) => number % 3 === 0 && clock.advance(36_000) });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(7) });
    expect(value).toMatchObject({ done: 3, left: 4, stopped: expect.stringContaining('40 seconds') });
    expect((await call('call_destructive_tool', { plan: plan(value) })).value).toMatchObject({ done: 6, left: 1 });
    expect((await call('call_destructive_tool', { plan: plan(value) })).value).toMatchObject({ done: 7, left: 0 });
    expect(sent.map(({ args }) => args)).toEqual(rows(7).map((row) => row.arguments));
  });

  it('counts what it waits for before its first row, but not the time in which somebody thinks', async () => {
    const slow = batches({
      written: { points: { perCustomerAndDay: 10_000 } },
      onRead: () => clock.advance(18_000),
    });
    // Both customers are looked up.
    const { value } = await slow.call('call_destructive_tool', { name: REDEEM, calls: rows(2) });
    expect(value).toMatchObject({ done: 0, left: 2, stopped: expect.stringContaining('40 seconds') });
    const { call } = batches();
    const thinking: Asking = {
      kind: 'inline',
      ask: async () => {
        clock.advance(200_000);
        return 'accept';
      },
    };
    const { value: asked } = await call(
      'call_destructive_tool',
      { name: REDEEM, calls: rows(2) },
      { asking: thinking },
    );
    expect(asked).toMatchObject({ done: 2, left: 0 });
  });

  it('does so before the next row when the server stops', async () => {
    let isClosing = false;
    const { call, sent } = batches({
      onSent: (number) => {
        isClosing = number === 2;
      },
      isClosing: () => isClosing,
    });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(4) });
    expect(sent).toHaveLength(2);
    expect(value).toMatchObject({ done: 2, left: 2, stopped: expect.stringContaining('stopping') });
  });

  it('cuts off a row that is still in flight after 40 seconds, whose outcome is then unknown', async () => {
    const { call } = batches({ fates: { 2: 'hanging' } });
    const calling = call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    await clock.whenHanging();
    clock.advance(40_000);
    expect((await calling).value).toMatchObject({ done: 2, left: 1, outcomes: { applied: 1, unknown: 1 } });
  });

  it('does so before the next row when it is cancelled, and lets the row in flight end', async () => {
    const controller = new AbortController();
    const { call, sent, lines } = batches({ onSent: (number) => number === 2 && controller.abort() });
    await call('call_destructive_tool', { name: REDEEM, calls: rows(4) }, { signal: controller.signal });
    expect(sent).toHaveLength(2);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['applied', 'applied']);
  });

  it('does so at a row that could not be sent, which is still left', async () => {
    const { call, sent, plan } = batches({ fates: { 2: 'unsent' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    expect(value).toMatchObject({ done: 1, left: 2, stopped: expect.stringContaining('could not be sent') });
    expect((await call('call_destructive_tool', { plan: plan(value) })).value).toMatchObject({ done: 3, left: 0 });
    expect(sent).toHaveLength(4);
  });

  it('does so when the budget of calls is used up', async () => {
    const { call, sent } = batches({ budget: 2 });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(5) });
    expect(sent).toHaveLength(3);
    expect(value).toMatchObject({ done: 3, left: 2, stopped: expect.stringContaining('calls per minute') });
  });

  it('sends no row that cannot be recorded first', async () => {
    const { call, sent, journals } = batches({ onSent: (number) => number === 1 && journals.fail() });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    expect(sent).toHaveLength(1);
    expect(value.stopped).toContain('could not be recorded');
  });

  it('reports its progress', async () => {
    const messages: string[] = [];
    const { call } = batches();
    await call(
      'call_destructive_tool',
      { name: REDEEM, calls: rows(2) },
      { onProgress: (message) => messages.push(message) },
    );
    expect(messages).toEqual(['Row 1 of 2', 'Row 2 of 2']);
  });
});

describe('a batch that is sent again', () => {
  it('while it is not finished, is refused with the plan to go on with', async () => {
    const { call, sent } = batches({ fates: { 2: 'lost' } });
    const { value } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3) });
    const { error } = await call('call_destructive_tool', { name: REDEEM, calls: rows(3), again: true });
    expect(error).toMatchObject({ kind: 'held', details: { plan: value.plan, done: 2, left: 1 } });
    expect(sent).toHaveLength(2);
  });

  it('after it is finished, is made once more only with again', async () => {
    const { call, sent } = batches();
    const args = { name: REDEEM, calls: rows(2) };
    await call('call_destructive_tool', args);
    expect((await call('call_destructive_tool', args)).error.kind).toBe('held');
    expect((await call('call_destructive_tool', { ...args, again: true })).value).toMatchObject({ done: 2 });
    expect(sent).toHaveLength(4);
  });

  it('is made anew after a day', async () => {
    const { call, sent } = batches();
    await call('call_destructive_tool', { name: REDEEM, calls: rows(2) });
    clock.advance(86_400_001);
    expect((await call('call_destructive_tool', { name: REDEEM, calls: rows(2) })).value).toMatchObject({ done: 2 });
    expect(sent).toHaveLength(4);
  });
});

describe('after a crash', () => {
  it('goes on with the row after the last one that was sent, which is unknown until its caller has looked', async () => {
    const one = batches({ fates: { 3: 'hanging' } });
    void one.call('call_destructive_tool', { name: REDEEM, calls: rows(5) });
    await clock.whenHanging();
    const two = batches({ journals: one.journals.afterCrash() });
    const { plan } = (await two.call('call_destructive_tool', { name: REDEEM, calls: rows(5) })).error.details;
    const { error } = await two.call('call_destructive_tool', { plan });
    expect(error).toMatchObject({ kind: 'held', details: { row: 3 } });
    expect(error.hint).toContain('customer_get_redemptions_v1_1');
    expect((await two.call('call_destructive_tool', { plan })).error.kind).toBe('held');
    await two.call('call_read_tool', { name: 'customer_get_redemptions_v1_1', arguments: { mobile: '919800000003' } });
    expect((await two.call('call_destructive_tool', { plan })).value).toMatchObject({ done: 5, left: 0 });
    const redeemed = [...one.sent, ...two.sent].filter(({ tool }) => tool === REDEEM);
    expect(redeemed.map(({ args }) => args)).toEqual(rows(5).map((row) => row.arguments));
  });
});

describe('an attack', () => {
  const stopped = async () => {
    const own = batches({ fates: { 1: 'unsent' } });
    const { value } = await own.call('call_destructive_tool', { name: REDEEM, calls: rows(3) }, { asking: accept });
    return { own, plan: value.plan as string };
  };

  it.each<[string, object, string]>([
    ['another caller', {}, 'agent-2'],
    ['another organization', { organization: 'other' }, 'agent-1'],
  ])('with the plan of %s sends nothing, and leaves the batch as it was', async (_, setup, subject) => {
    const { own, plan } = await stopped();
    const other = batches({ journals: own.journals.shared(), plans: own.plans, ...setup });
    const { error } = await other.call('call_destructive_tool', { plan }, { subject });
    expect(error).toMatchObject({ outcome: 'not_sent' });
    expect(error.message).toContain('no such plan');
    expect(other.sent).toEqual([]);
    expect((await own.call('call_destructive_tool', { plan })).value).toMatchObject({ done: 3 });
  });

  it('with the plan of a preview of another caller sends nothing', async () => {
    const own = batches();
    const { plan } = (await own.call('preview_call', { name: REDEEM, calls: rows(2) })).value.preview;
    expect((await own.call('call_destructive_tool', { plan }, { subject: 'agent-2' })).error.message).toContain(
      'no such plan',
    );
    expect(own.sent).toEqual([]);
  });

  it('with a plan that has expired sends nothing', async () => {
    const own = batches();
    const { plan } = (await own.call('preview_call', { name: REDEEM, calls: rows(2) })).value.preview;
    clock.advance(900_001);
    expect((await own.call('call_destructive_tool', { plan })).error.message).toContain('no such plan');
    expect(own.sent).toEqual([]);
  });

  it.each(['b.', 'b.AAAAAAAAAA', 'b.AAAAAAAAAAAAAAAAAAAAAA', 'b.../../etc'])(
    'with an invented plan sends nothing: %s',
    async (plan) => {
      const { call, sent } = batches();
      expect((await call('call_destructive_tool', { plan })).error.outcome).toBe('not_sent');
      expect((await call(REDEEM, { plan })).error.outcome).toBe('not_sent');
      expect(sent).toEqual([]);
    },
  );

  it('with the plan of another tool, or through another caller of risk, sends nothing', async () => {
    const { own, plan } = await stopped();
    const before = own.sent.length;
    expect((await own.call('call_destructive_tool', { name: 'points_transfer', plan })).error.message).toContain(
      REDEEM,
    );
    expect((await own.call('call_write_tool', { plan })).error.kind).toBe('invalid_arguments');
    expect((await own.call('call_read_tool', { name: REDEEM, plan })).error.outcome).toBe('not_sent');
    expect(own.sent).toHaveLength(before);
  });

  it('on what was recorded sends nothing that was not allowed: altered calls cannot be opened', async () => {
    const { own, plan } = await stopped();
    own.journals.alterCalls();
    expect((await own.call('call_destructive_tool', { plan })).error.message).toContain('no such plan');
    expect(own.sent).toHaveLength(1);
  });

  it('by continuing many times at once makes each row once', async () => {
    const { own, plan } = await stopped();
    const other = batches({ journals: own.journals.shared() });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (index % 2 ? own : other).call('call_destructive_tool', { plan })),
    );
    expect([...own.sent.slice(1), ...other.sent]).toHaveLength(3);
    expect(answers.filter(({ error }) => error?.kind === 'conflict').length).toBeGreaterThan(0);
  });

  it('by starting many times at once makes each row once', async () => {
    const own = batches();
    await Promise.all(
      Array.from({ length: 5 }, () => own.call('call_destructive_tool', { name: REDEEM, calls: rows(3) })),
    );
    expect(own.sent).toHaveLength(3);
  });

  it('on what is recorded reads neither calls nor numbers', async () => {
    const { own, plan } = await stopped();
    expect(own.journals.text()).not.toContain('9198');
    expect(own.journals.text()).not.toContain(plan);
    expect(own.journals.text()).not.toContain(REDEEM);
  });
});

it('keeps no calls once a batch is finished', async () => {
  const { call, journals } = batches();
  await call('call_destructive_tool', { name: REDEEM, calls: rows(2) });
  expect(journals.hasCalls()).toBe(false);
});
