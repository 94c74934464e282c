/** Previews and plans: what a call would do, and who may then make exactly that call, once. */
import { describe, expect, it } from 'vitest';
import { correctFields } from '../../src/call/answer-fields.js';
import { type Asking, createCallTool } from '../../src/call/call.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { createSelection } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { observable } from '../../src/lib/observable.js';
import { MemoryCounters } from '../../src/safety/counters.js';
import { createGuard } from '../../src/safety/guard.js';
import { combinePolicies, type Policy, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { MemoryTickets, type Tickets } from '../../src/safety/tickets.js';
import type { WrittenPolicy } from '../../src/safety/written-policy.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { inputSchema } from '../../src/tools/input.js';
import { catalogue } from '../discovery/toolboxes.js';

interface Setup {
  organization?: string;
  plans?: Tickets;
  written?: WrittenPolicy;
  requirePlan?: boolean;
  balance?: { points: number };
  counters?: MemoryCounters;
  /** Whether nobody knows what becomes of requests. */
  isLost?: boolean;
}

const clock = { now: 1_000_000 };
const everything = createSelection({}, (filter) => filter);

function server({
  organization = 'meridian',
  plans = new MemoryTickets(() => clock.now),
  written = {},
  requirePlan = false,
  balance = { points: 1183 },
  counters = new MemoryCounters(() => clock.now),
  isLost = false,
}: Setup = {}) {
  const sent: { tool: string; args: Record<string, unknown> }[] = [];
  const checked: { tool: string; args: Record<string, unknown> }[] = [];
  const client: CapillaryClient = {
    send: async ({ tool }, args) => {
      sent.push({ tool, args });
      if (isLost) throw new CapillaryError({ ...LOST });
      return { httpStatus: 200, data: {}, warnings: [] };
    },
    close: async () => {},
  };
  const policy: Policy = combinePolicies(UNLIMITED_POLICY, [written]);
  const guard = createGuard({
    policy: observable(policy),
    organization,
    counters,
    read: async (tool, args) => {
      if (tool.includes('check')) {
        checked.push({ tool, args });
        if (tool === 'coupon_check_redeemable') throw new CapillaryError({ ...REFUSED });
        return { response: { status: { code: 200 }, points: { redeemable: { is_redeemable: 'true' } } } };
      }
      return tool.includes('balance') ? { mainPoints: balance.points } : { profiles: [{ firstName: 'Asha' }] };
    },
    source: 'INSTORE',
    timeZone: async () => 'Asia/Kolkata',
    confirm: { mode: 'default', fallback: 'host', worth: async () => undefined },
    plans,
    requirePlan,
    now: () => clock.now,
  });
  const callTool = createCallTool({
    client: async () => client,
    maxCharacters: 28_000,
    getPermit: guard.getPermit,
    preview: guard.preview,
  });
  const toolbox = createToolbox({ catalogue, callTool, openPlan: guard.openPlan });
  const call = async (name: string, args: Record<string, unknown>, subject = 'agent-1', asking?: Asking) => {
    const result = await toolbox.call(everything, name, args, { subject, ...(asking && { asking }) });
    const value = JSON.parse(result.content[0]?.text ?? '{}');
    return { value, error: value.error, inputRequired: result.inputRequired };
  };
  const preview = async (name: string, args: Record<string, unknown>, subject?: string) =>
    (await call('preview_call', { name, arguments: args }, subject)).value.preview;
  return { call, preview, sent, checked };
}

const LOST = { kind: 'timeout', message: 'No answer.', hint: '', retryable: false, outcome: 'unknown' } as const;
const REFUSED = { kind: 'rejected', message: 'The coupon has expired.', hint: '', retryable: false } as const;
const REDEEM = 'points_redeem_v1_1';
const redeem = (points = 200) => ({
  body: {
    root: {
      redeem: [
        {
          points_redeemed: points,
          transaction_number: '1001',
          validation_code: 'code-ZWF67S',
          customer: { mobile: '919811122233' },
        },
      ],
    },
  },
});

describe('preview_call', () => {
  it('describes the request without its secrets, whom it concerns, the question and what undoes it, and sends nothing', async () => {
    const { preview, sent } = server();
    const described = await preview(REDEEM, redeem());
    expect(described).toMatchObject({
      tool: REDEEM,
      risk: 'destructive',
      request: {
        method: 'POST',
        path: '/v1.1/points/redeem',
        body: {
          root: {
            redeem: [{ points_redeemed: 200, validation_code: '(hidden)', customer: { mobile: '919811122233' } }],
          },
        },
      },
      question: expect.stringContaining('Redeem 200 points of "Asha"'),
      subject: { found: true, name: 'Asha', balance: 1183 },
      undo: 'can be undone (points_reverse_redemption)',
    });
    expect(described.plan).toMatch(/^[\w-]{12}$/);
    expect(JSON.stringify(described)).not.toContain('code-ZWF67S');
    expect(sent).toEqual([]);
  });

  it('says what the API says beforehand, with the values of the call', async () => {
    const { preview, checked } = server();
    const { check } = await preview(REDEEM, redeem());
    expect(check).toEqual({
      tool: 'points_check_redeemable_v1_1',
      answer: { response: { points: { redeemable: { is_redeemable: 'true' } } } },
    });
    expect(checked).toEqual([{ tool: 'points_check_redeemable_v1_1', args: { points: 200, mobile: '919811122233' } }]);
    const coupon = { body: { redemptionRequestList: [{ code: 'A1' }], user: { mobile: '919811122233' } } };
    expect((await preview('coupon_redeem', coupon)).check).toEqual({
      tool: 'coupon_check_redeemable',
      refused: 'The coupon has expired.',
    });
  });

  it('says which limits the call counts against, and what is left of them', async () => {
    const { preview, call } = server({ written: { points: { perCall: 500, perCallerAndDay: 1_000 } } });
    await call('call_destructive_tool', { name: REDEEM, arguments: redeem(300) });
    expect((await preview(REDEEM, redeem())).limits).toEqual([
      { limit: 'points.perCall', max: 500, requested: 200 },
      { limit: 'points.perCallerAndDay', max: 1_000, requested: 200, used: 300, left: 700 },
    ]);
  });

  it('counts nothing', async () => {
    const { preview } = server({ written: { points: { perCallerAndDay: 1_000 } } });
    await preview(REDEEM, redeem());
    expect((await preview(REDEEM, redeem())).limits).toEqual([expect.objectContaining({ used: 0, left: 1_000 })]);
  });

  it('makes no plan of what the policy refuses, and says why', async () => {
    const { preview } = server({ written: { points: { perCall: 100 } } });
    const described = await preview(REDEEM, redeem());
    expect(described.refused).toContain('points.perCall');
    expect(described).not.toHaveProperty('plan');
  });

  it('checks arguments as a call does', async () => {
    const { call } = server();
    const wrong = { body: { root: { redeem: [{ points_redeemed: 'many' }] } } };
    const previewed = await call('preview_call', { name: REDEEM, arguments: wrong });
    const called = await call('call_destructive_tool', { name: REDEEM, arguments: wrong });
    expect(previewed.error.kind).toBe('invalid_arguments');
    expect(previewed.error).toEqual(called.error);
  });

  it('makes no plan of a read', async () => {
    const { preview, sent } = server();
    const described = await preview('customer_search', { q: 'Asha' });
    expect(described.request).toMatchObject({ method: 'GET' });
    expect(described).not.toHaveProperty('plan');
    expect(sent).toEqual([]);
  });
});

describe('a plan', () => {
  it.each([
    ['a direct call', REDEEM, (plan: string) => ({ plan })],
    ['a caller', 'call_destructive_tool', (plan: string) => ({ name: REDEEM, plan })],
  ])('is carried out by %s that names it instead of arguments, once', async (_, name, argsOf) => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    expect((await call(name, argsOf(plan))).error).toBeUndefined();
    expect(sent).toEqual([{ tool: REDEEM, args: redeem() }]);
    const { error } = await call(name, argsOf(plan));
    expect(error).toMatchObject({ kind: 'conflict', outcome: 'not_sent' });
    expect(sent).toHaveLength(1);
  });

  it('is carried out once when it is named many times at once', async () => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    await Promise.all(Array.from({ length: 20 }, () => call(REDEEM, { plan })));
    expect(sent).toHaveLength(1);
  });

  it('takes no other arguments', async () => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    const { error } = await call(REDEEM, { plan, ...redeem(900) });
    expect(error).toMatchObject({ kind: 'invalid_arguments', outcome: 'not_sent' });
    expect(sent).toEqual([]);
  });

  it('expires after 15 minutes', async () => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    clock.now += 900_000;
    expect((await call(REDEEM, { plan })).error).toMatchObject({ kind: 'conflict', outcome: 'not_sent' });
    expect(sent).toEqual([]);
  });

  it.each([
    ['another caller', 'meridian', REDEEM, 'agent-2'],
    ['another organization', 'other', REDEEM, 'agent-1'],
    ['another tool', 'meridian', 'points_transfer', 'agent-1'],
  ])('is refused to %s, and stays what it was', async (_, organization, tool, subject) => {
    const plans = new MemoryTickets(() => clock.now);
    const own = server({ plans });
    const other = server({ plans, organization });
    const { plan } = await own.preview(REDEEM, redeem());
    expect((await other.call(tool, { plan }, subject)).error).toMatchObject({ kind: 'conflict', outcome: 'not_sent' });
    expect(other.sent).toEqual([]);
    await own.call(REDEEM, { plan });
    expect(own.sent).toHaveLength(1);
  });

  it.each([['guessed'], ['AAAAAAAAAAAA'], [''], ['x'.repeat(10_000)], [12], [{}]])(
    'that was invented is refused: %s',
    async (plan) => {
      const { call, sent } = server();
      expect((await call(REDEEM, { plan })).error.outcome).toBe('not_sent');
      expect(sent).toEqual([]);
    },
  );

  it('made by one replica is carried out once by another', async () => {
    const plans = new MemoryTickets(() => clock.now);
    const [one, two] = [server({ plans }), server({ plans })];
    const { plan } = await one.preview(REDEEM, redeem());
    await Promise.all([one.call(REDEEM, { plan }), two.call(REDEEM, { plan })]);
    expect([...one.sent, ...two.sent]).toHaveLength(1);
  });

  it('is refused while plans cannot be read', async () => {
    const plans = new MemoryTickets(() => clock.now);
    const own = server({ plans });
    const { plan } = await own.preview(REDEEM, redeem());
    const unavailable = async () => 'unavailable' as const;
    const out = server({ plans: { put: async () => false, get: unavailable, take: unavailable } });
    expect((await out.call(REDEEM, { plan })).error).toMatchObject({ outcome: 'not_sent' });
    expect(out.sent).toEqual([]);
    expect(await out.preview(REDEEM, redeem())).not.toHaveProperty('plan');
  });

  it('is kept so that the store shows neither its arguments nor its number', async () => {
    const kept: string[] = [];
    const plans = new MemoryTickets(() => clock.now);
    const put = plans.put.bind(plans);
    plans.put = (number, value, ttlMs) => {
      kept.push(value);
      return put(number, value, ttlMs);
    };
    const { preview } = server({ plans });
    const { plan } = await preview(REDEEM, redeem());
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toMatch(/919811122233|points_redeemed|ZWF67S/);
    expect(kept[0]).not.toContain(plan);
  });

  it('is refused if there are too few points by now, and says what changed; fewer than before are enough', async () => {
    const balance = { points: 1183 };
    const { preview, call, sent } = server({ balance });
    const { plan } = await preview(REDEEM, redeem());
    balance.points = 150;
    const { error } = await call(REDEEM, { plan });
    expect(error).toMatchObject({
      kind: 'conflict',
      outcome: 'not_sent',
      details: { changed: { balance: { before: 1183, now: 150 } } },
    });
    expect(sent).toEqual([]);
    balance.points = 200;
    await call(REDEEM, { plan });
    expect(sent).toHaveLength(1);
  });

  it('is held against limits like any call, and is not used up by a refusal', async () => {
    const counters = new MemoryCounters(() => clock.now);
    const written = { points: { perCallerAndDay: 300 } };
    const { preview, call, sent } = server({ written, counters });
    const { plan } = await preview(REDEEM, redeem());
    await call(REDEEM, redeem(250));
    expect((await call(REDEEM, { plan })).error).toMatchObject({ kind: 'limit_reached' });
    expect(sent).toHaveLength(1);
  });

  it('needs the consent of the user like any call, and stays while somebody thinks', async () => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    const { inputRequired } = await call(REDEEM, { plan }, 'agent-1', { kind: 'rounds' });
    expect(inputRequired?.question).toContain('Redeem 200 points');
    expect(sent).toEqual([]);
    const state = inputRequired?.state ?? '';
    await call(REDEEM, { plan }, 'agent-1', { kind: 'rounds', state, answer: 'accept' });
    expect(sent).toHaveLength(1);
    const again = await call(REDEEM, { plan }, 'agent-1', { kind: 'rounds', state, answer: 'accept' });
    expect(again.error).toMatchObject({ outcome: 'not_sent' });
    expect(sent).toHaveLength(1);
  });

  it('whose question is declined sends nothing', async () => {
    const { preview, call, sent } = server();
    const { plan } = await preview(REDEEM, redeem());
    await call(REDEEM, { plan }, 'agent-1', { kind: 'inline', ask: async () => 'decline' });
    expect(sent).toEqual([]);
  });

  it('does not carry the answer that the user gave to another plan', async () => {
    const { preview, call, sent } = server();
    const small = await preview(REDEEM, redeem(10));
    const large = await preview(REDEEM, redeem(900));
    const { inputRequired } = await call(REDEEM, { plan: small.plan }, 'agent-1', { kind: 'rounds' });
    const state = inputRequired?.state ?? '';
    await call(REDEEM, { plan: large.plan }, 'agent-1', { kind: 'rounds', state, answer: 'accept' });
    expect(sent).toEqual([]);
  });

  it('that was used already counts nothing', async () => {
    const { preview, call } = server({ written: { points: { perCallerAndDay: 1_000 } } });
    const { plan } = await preview(REDEEM, redeem());
    await Promise.all([call(REDEEM, { plan }), call(REDEEM, { plan }), call(REDEEM, { plan })]);
    expect((await preview(REDEEM, redeem())).limits).toEqual([expect.objectContaining({ used: 200 })]);
  });
});

describe('after an unknown outcome', () => {
  it('the plan is used up, the same call gets no plan, and a plan that was made before is held', async () => {
    const { preview, call, sent } = server({ isLost: true });
    const [first, second] = [await preview(REDEEM, redeem()), await preview(REDEEM, redeem())];
    expect((await call(REDEEM, { plan: first.plan })).error).toMatchObject({ outcome: 'unknown' });
    expect((await call(REDEEM, { plan: first.plan })).error).toMatchObject({ outcome: 'not_sent' });
    expect((await call(REDEEM, { plan: second.plan })).error).toMatchObject({ outcome: 'not_sent' });
    const described = await preview(REDEEM, redeem());
    expect(described.refused).toBeDefined();
    expect(described).not.toHaveProperty('plan');
    expect(sent).toHaveLength(1);
  });

  it('a plan is carried out by whoever says that it knows', async () => {
    const { preview, call, sent } = server({ isLost: true });
    const { plan } = await preview(REDEEM, redeem());
    await call(REDEEM, redeem());
    await call(REDEEM, { plan, again: true });
    expect(sent).toHaveLength(2);
  });
});

describe('with plans required', () => {
  const always = definitions.filter(({ consent, example }) => consent === 'always' && example !== undefined);

  it.each(always.map(({ tool }) => tool))('%s is called only by plan', async (tool) => {
    const { call, preview, sent } = server({ requirePlan: true });
    const args = { ...findDefinition(tool)?.example };
    expect((await call(tool, args)).error).toMatchObject({ kind: 'limit_reached', details: { limit: 'requirePlan' } });
    expect(sent).toEqual([]);
    const { plan } = await preview(tool, args);
    expect((await call(tool, { plan })).error).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it('reads and other writes are called as usual', async () => {
    const { call, sent } = server({ requirePlan: true });
    const other = definitions.find((each) => each.example && risk(each) === 'destructive' && each.consent !== 'always');
    await call('customer_search', { q: 'Asha' });
    await call(other?.tool ?? '', { ...other?.example });
    expect(sent.map(({ tool }) => tool)).toEqual(['customer_search', other?.tool]);
  });
});

describe('the catalogue', () => {
  it('has no argument named plan, which would be taken for a plan', () => {
    expect(definitions.filter((definition) => Object.hasOwn(inputSchema(definition).shape, 'plan'))).toEqual([]);
  });

  it('names as a check beforehand only tools that exist, arguments that they have, and parts of their answers', () => {
    for (const { tool, precheck } of definitions) {
      if (!precheck) continue;
      const check = findDefinition(precheck.tool);
      expect(check, tool).toBeDefined();
      const shape = check ? inputSchema(check).shape : {};
      if (check) expect(correctFields(check, precheck.fields).notes, tool).toEqual([]);
      for (const path of Object.keys(precheck.args)) expect(Object.keys(shape), tool).toContain(path.split('.')[0]);
    }
  });
});
