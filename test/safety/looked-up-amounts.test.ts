/** Points and bills that the arguments of a call do not name, and that limits count all the same. */
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { CapillaryError } from '../../src/client/errors.js';
import { observable } from '../../src/lib/observable.js';
import { createGuard } from '../../src/safety/guard.js';
import { combinePolicies, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import type { WrittenPolicy } from '../../src/safety/written-policy.js';
import { findDefinition } from '../../src/tools/catalogue.js';

type Args = Record<string, unknown>;
type Answers = Readonly<Record<string, (args: Args) => unknown>>;

function server(written: WrittenPolicy, answers: Answers = ANSWERS) {
  const sent: string[] = [];
  const reads: string[] = [];
  const callTool = createCallTool({
    client: async () => ({
      send: async ({ tool }) => {
        sent.push(tool);
        return { httpStatus: 200, data: {}, warnings: [] };
      },
      close: async () => {},
    }),
    maxCharacters: 28_000,
    getPermit: createGuard({
      policy: observable(combinePolicies(UNLIMITED_POLICY, [written])),
      organization: 'meridian',
      read: async (tool, args) => {
        reads.push(tool);
        return answers[tool]?.(args) ?? {};
      },
      source: 'INSTORE',
      timeZone: async () => 'Asia/Kolkata',
      now: () => 1_000_000,
    }).getPermit,
  });
  const call = async (tool: string, args: Args) => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const { isError, content } = await callTool(definition, args, { subject: 'agent-1' });
    return isError ? JSON.parse(content[0]?.text ?? '').error : 'sent';
  };
  return { call, sent, reads };
}

const PRICES: Readonly<Record<number, object>> = {
  1: { paymentConfigs: [{ id: 11, paymentMode: 'POINTS', points: 300 }] },
  2: {
    paymentConfigs: [
      { id: 21, paymentMode: 'POINTS', points: 100 },
      { id: 22, paymentMode: 'POINTS_CASH', points: 900 },
    ],
  },
  3: { paymentConfigs: [{ id: 31, paymentMode: 'CONV_RATIO', conversionRatio: 0.5 }] },
  4: { paymentConfigs: [{ id: 41, paymentMode: 'FREE' }] },
  5: { intouchPoints: 700 },
};

const ANSWERS: Answers = {
  customer_get_id: () => ({ entity: 11 }),
  reward_get_for_user: ({ rewardId }) => ({ reward: PRICES[Number(rewardId)] }),
  request_get_logs_v1_1: ({ request_id }) => ({
    response: {
      requests: { goodwill: [{ points: String(Number(request_id) * 100), customer: { mobile: '919800000001' } }] },
    },
  }),
  request_get_status: () => ({ transaction: { billAmount: 1_499 } }),
};

const issue = (rewardId: number, more: Args = {}) => ({
  rewardId,
  body: { brand: 'Meridian Threads', mobile: '919800000001', ...more },
});
const issueSeveral = (...rewards: [number, number][]) => ({
  username: 'blr01.till01',
  body: {
    brand: 'Meridian Threads',
    mobile: '919800000001',
    rewards: rewards.map(([rewardId, quantity]) => ({ rewardId, quantity })),
  },
});
const approve = (...requests: Args[]) => ({
  body: { root: { request: requests.map((request) => ({ type: 'GOODWILL', base_type: 'POINTS', ...request })) } },
});
const decide = (status: string, baseType = 'REGULAR_TXN_ADD') => ({
  body: [{ id: 7, type: baseType === 'MERGE' ? 'CHANGE_IDENTIFIER' : 'TRANSACTION', baseType, status }],
});

describe('the points of a call', () => {
  it.each<[string, string, Args, number]>([
    ['a reward with one price', 'reward_issue', issue(1), 300],
    ['the price that the call names', 'reward_issue', issue(2, { paymentConfig: { id: 21 } }), 100],
    ['the highest price, if the call names none', 'reward_issue', issue(2), 900],
    [
      'points that are converted into a value',
      'reward_issue',
      issue(3, { paymentConfig: { redemptionValue: 50 } }),
      100,
    ],
    ['a reward with a plain price', 'reward_issue', issue(5), 700],
    ['several rewards, with their pieces', 'reward_issue_bulk', issueSeveral([1, 2], [5, 1]), 1_300],
    ['goodwill as it was asked for', 'request_approve_v1_1', approve({ id: 4 }), 400],
    ['goodwill as it is approved', 'request_approve_v1_1', approve({ id: 4, points: 50 }), 50],
    ['goodwill of both kinds', 'request_approve_v1', approve({ id: 4, points: 50 }, { id: 3 }), 350],
  ])('are those of %s', async (_, tool, args, points) => {
    const within = server({ points: { perCall: points } });
    expect(await within.call(tool, args)).toBe('sent');
    const beyond = server({ points: { perCall: points - 1 } });
    expect(await beyond.call(tool, args)).toMatchObject({
      kind: 'limit_reached',
      outcome: 'not_sent',
      details: { limit: 'points.perCall', requested: points },
    });
    expect(beyond.sent).toEqual([]);
  });

  it('count for the customer who gets or pays them', async () => {
    const { call } = server({ points: { perCustomerAndDay: 800 } });
    expect(await call('reward_issue', issue(1))).toBe('sent');
    expect(await call('request_approve_v1_1', approve({ id: 4 }))).toBe('sent');
    expect(await call('reward_issue', issue(1))).toMatchObject({
      details: { limit: 'points.perCustomerAndDay', used: 700 },
    });
  });

  it('are none for a free reward, and for requests of other kinds', async () => {
    const { call, reads } = server({ points: { perCall: 1 } });
    expect(await call('reward_issue', issue(4))).toBe('sent');
    const merge = { id: 4, type: 'CHANGE_IDENTIFIER', base_type: 'MERGE' };
    expect(await call('request_approve_v1_1', approve(merge))).toBe('sent');
    expect(reads).toEqual(['reward_get_for_user']);
  });

  it('are looked up once for each call, and only if a limit concerns them', async () => {
    const limited = server({ points: { perCall: 1_000, perCallerAndDay: 1_000 } });
    await limited.call('reward_issue', issue(1));
    expect(limited.reads).toEqual(['reward_get_for_user']);
    const free = server({ billAmount: 1 });
    await free.call('reward_issue', issue(1));
    expect(free.reads).toEqual([]);
  });

  it.each<[string, Args, Answers]>([
    ['the read fails', issue(1), { reward_get_for_user: fail }],
    ['the reward has no price', issue(9), ANSWERS],
  ])('that nobody knows let nothing be sent: %s', async (_, args, answers) => {
    const { call, sent } = server({ points: { perCallerAndDay: 1_000_000 } }, answers);
    expect(await call('reward_issue', args)).toMatchObject({
      kind: 'limit_reached',
      outcome: 'not_sent',
      details: { limit: 'amounts' },
    });
    expect(sent).toEqual([]);
  });

  it('are looked up for two rows at most; with more, the call has to say them', async () => {
    const { call } = server({ points: { perCall: 10_000 } });
    const three = approve({ id: 1 }, { id: 2 }, { id: 3 });
    const error = await call('request_approve_v1_1', three);
    expect(error).toMatchObject({ kind: 'limit_reached', details: { limit: 'amounts' } });
    expect(error.hint).toContain('at most two rows');
    expect(await call('request_approve_v1_1', approve({ id: 1 }, { id: 2 }, { id: 3, points: 5 }))).toBe('sent');
  });

  it('with which a customer is enrolled count', async () => {
    const { call } = server({ points: { perCall: 100 } });
    const customer = { profiles: [{ firstName: 'Asha', identifiers: [{ type: 'mobile', value: '919800000001' }] }] };
    const enrol = (loyaltyPoints: number) => ({
      source: 'INSTORE',
      body: { ...customer, loyaltyProgramEnrollments: [{ programId: 812, loyaltyPoints }] },
    });
    expect(await call('customer_add', enrol(100))).toBe('sent');
    expect(await call('customer_add', enrol(101))).toMatchObject({ details: { limit: 'points.perCall' } });
    expect(await call('customer_update', { userId: 11, ...enrol(101) })).toMatchObject({ kind: 'limit_reached' });
  });
});

describe('the bill of a claim', () => {
  it('counts when the claim is approved, and not otherwise', async () => {
    const { call, reads } = server({ billAmount: 1_000 });
    expect(await call('request_update', decide('APPROVED'))).toMatchObject({
      kind: 'limit_reached',
      details: { limit: 'billAmount', requested: 1_499 },
    });
    expect(reads).toHaveLength(1);
    expect(await call('request_update', decide('REJECTED'))).toBe('sent');
    expect(await call('request_update', decide('APPROVED', 'MERGE'))).toBe('sent');
    expect(reads).toHaveLength(1);
  });
});

function fail(): never {
  throw new CapillaryError({ kind: 'permission', message: 'no access', hint: '', retryable: false });
}
