/** The operator's limits: what is refused before anything is sent, in which words, and what counts. */
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { CapillaryError, type ErrorFields } from '../../src/client/errors.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { observable } from '../../src/lib/observable.js';
import { MemoryCounters } from '../../src/safety/counters.js';
import { createGuard } from '../../src/safety/guard.js';
import { combinePolicies, LIVE_POLICY, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import type { WrittenPolicy } from '../../src/safety/written-policy.js';
import { findDefinition } from '../../src/tools/catalogue.js';

const MONDAY_NOON = Date.parse('2026-05-04T06:30:00Z');
const IDS: Readonly<Record<string, number>> = { '919800000001': 11, 'asha@example.com': 11, '919800000002': 12 };

interface Setup {
  written?: WrittenPolicy;
  /** What the API does; it confirms everything by default. */
  send?: () => void;
  counters?: MemoryCounters;
}

/** An organization in India with a policy, and a client that records what is sent. */
function organization({ written = {}, send = () => undefined, counters }: Setup = {}) {
  const clock = { now: MONDAY_NOON };
  const sent: string[] = [];
  const policy = observable(combinePolicies(UNLIMITED_POLICY, [written]));
  const client: CapillaryClient = {
    send: async ({ tool }) => {
      sent.push(tool);
      send();
      return { httpStatus: 200, data: {}, warnings: [] };
    },
    close: async () => {},
  };
  const callTool = createCallTool({
    client: async () => client,
    maxCharacters: 28_000,
    getPermit: createGuard({
      policy,
      organization: 'meridian',
      counters: counters ?? new MemoryCounters(() => clock.now),
      read: async (_tool, { identifierValue }) => ({ entity: IDS[String(identifierValue)] }),
      source: 'INSTORE',
      timeZone: async () => 'Asia/Kolkata',
      now: () => clock.now,
    }).getPermit,
  });
  const call = async (
    tool: string,
    args: Record<string, unknown>,
    subject = 'agent-1',
  ): Promise<ErrorFields | 'sent'> => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const result = await callTool(definition, args, { subject });
    return result.isError ? JSON.parse(result.content[0]?.text ?? '').error : 'sent';
  };
  return { call, sent, policy, clock };
}

const redeem = (points: number, customer: object = { mobile: '919800000001' }) => ({
  body: { root: { redeem: [{ points_redeemed: points, customer }] } },
});
const transfer = (points: number, to = '919800000002') => ({
  body: {
    pointsTobeTransferred: points,
    fromCustomerIdentifier: { type: 'mobile', value: '919800000001' },
    toCustomerIdentifier: { type: 'mobile', value: to },
  },
});
const sms = (to: string) => ({ body: { root: { sms: [{ to, body: 'Hello' }] } } });

describe('a call within all limits', () => {
  it('is sent', async () => {
    const { call, sent } = organization({ written: { points: { perCall: 500 } } });
    expect(await call('points_redeem_v1_1', redeem(500))).toBe('sent');
    expect(sent).toEqual(['points_redeem_v1_1']);
  });
});

describe('a call beyond a limit', () => {
  it('is refused with the limit, the amounts, and who can change it, and is not sent', async () => {
    const { call, sent } = organization({ written: { points: { perCall: 500 }, contact: 'ops@brand.example' } });
    expect(await call('points_redeem_v1_1', redeem(501))).toEqual({
      kind: 'limit_reached',
      message:
        "points_redeem_v1_1 was not called, because of the operator's limit points.perCall: at most 500 points a call; this call has 501.",
      hint: 'Tell the user; do not split it up to get around the limit. The operator of this server (ops@brand.example) can change the limit in the policy; nobody else can.',
      retryable: false,
      outcome: 'not_sent',
      details: { limit: 'points.perCall', max: 500, requested: 501 },
    });
    expect(sent).toEqual([]);
  });

  it.each<[string, WrittenPolicy, string, Record<string, unknown>]>([
    ['points.perCall', { points: { perCall: 500 } }, 'points_transfer', transfer(501)],
    [
      'points.perCall',
      { points: { perCall: 500 } },
      'points_redeem_v1_1',
      {
        body: {
          root: {
            redeem: [300, 300].map((points) => ({ points_redeemed: points, customer: { mobile: '919800000001' } })),
          },
        },
      },
    ],
    ['points.perCall', { points: { perCall: 500 } }, 'points_redeem_v1', redeem(501)],
    [
      'points.perCall',
      { points: { perCall: 500 } },
      'points_reverse_redemption',
      {
        body: { redemptionId: 'r1', pointsToBeReversed: '501', identifier: { type: 'mobile', value: '919800000001' } },
      },
    ],
    [
      'billAmount',
      { billAmount: 1000 },
      'transaction_add_v1_1',
      {
        body: {
          root: {
            transaction: [{ type: 'regular', number: 'b1', amount: 1000.5, customer: { mobile: '919800000001' } }],
          },
        },
      },
    ],
    [
      'billAmount',
      { billAmount: 1000 },
      'transaction_add_bulk',
      {
        body: [10, 1001].map((billAmount) => ({
          identifierType: 'mobile',
          identifierValue: '919800000001',
          source: 'INSTORE',
          type: 'REGULAR',
          billNumber: 'b1',
          billAmount,
        })),
      },
    ],
    ['rows', { rows: 2 }, 'cart_promotion_issue_bulk', { promotionId: 'a'.repeat(24), body: [1, 2, 3] }],
    [
      'messagesPerHour',
      { messagesPerHour: 2 },
      'communication_send_sms_v1_1',
      sms('919800000001, 919800000002;919800000003'),
    ],
    ['never', { never: ['points_transfer'] }, 'points_transfer', transfer(1)],
    ['never', { never: ['points'] }, 'points_transfer', transfer(1)],
    ['never', { never: ['points-management'] }, 'points_transfer', transfer(1)],
    ['writes', { writes: 'frozen' }, 'lead_add_reasons', { body: [{ status: 'LOST', reason: 'price' }] }],
  ])('of %s by %o: %s', async (limit, written, tool, args) => {
    const { call, sent } = organization({ written });
    expect(await call(tool, args)).toMatchObject({ kind: 'limit_reached', outcome: 'not_sent', details: { limit } });
    expect(sent).toEqual([]);
  });

  it('is refused for its arguments first', async () => {
    const { call } = organization({ written: { points: { perCall: 500 } } });
    expect(await call('points_transfer', {})).toMatchObject({ kind: 'invalid_arguments' });
  });
});

describe('reads', () => {
  it('are made while writes are frozen and hours are over', async () => {
    const { call } = organization({ written: { writes: 'frozen', hours: '01:00-02:00' } });
    expect(await call('customer_search', { q: 'Asha' })).toBe('sent');
  });

  it('never run if the policy says so, without an outcome', async () => {
    const { call } = organization({ written: { never: ['customer'] } });
    const error = await call('customer_search', { q: 'Asha' });
    expect(error).toMatchObject({ kind: 'limit_reached', details: { limit: 'never' } });
    expect(error).not.toHaveProperty('outcome');
  });
});

describe('the points of a day', () => {
  it('are counted for each customer, however the customer is named', async () => {
    const { call } = organization({ written: { points: { perCustomerAndDay: 1000 } } });
    expect(await call('points_redeem_v1_1', redeem(600))).toBe('sent');
    expect(await call('points_redeem_v1_1', redeem(600, { mobile: '919800000002' }))).toBe('sent');
    expect(await call('points_redeem_v1_1', redeem(401, { email: 'asha@example.com' }))).toMatchObject({
      details: { limit: 'points.perCustomerAndDay', max: 1000, used: 600, requested: 401 },
    });
    expect(await call('points_redeem_v1_1', redeem(400, { email: 'asha@example.com' }))).toBe('sent');
  });

  it('are counted for both sides of a transfer', async () => {
    const { call } = organization({ written: { points: { perCustomerAndDay: 1000 } } });
    expect(await call('points_transfer', transfer(600))).toBe('sent');
    expect(await call('points_redeem_v1_1', redeem(600, { mobile: '919800000002' }))).toMatchObject({
      kind: 'limit_reached',
    });
  });

  it('are counted for each caller', async () => {
    const { call } = organization({ written: { points: { perCallerAndDay: 1000 } } });
    expect(await call('points_redeem_v1_1', redeem(600))).toBe('sent');
    expect(await call('points_redeem_v1_1', redeem(600), 'agent-2')).toBe('sent');
    expect(await call('points_redeem_v1_1', redeem(600, { mobile: '919800000002' }))).toMatchObject({
      details: { limit: 'points.perCallerAndDay', used: 600 },
    });
  });

  it('begin anew at midnight of the organization, not of this machine', async () => {
    const { call, clock } = organization({ written: { points: { perCallerAndDay: 1000 } } });
    clock.now = Date.parse('2026-05-04T18:00:00Z');
    expect(await call('points_redeem_v1_1', redeem(1000))).toBe('sent');
    clock.now = Date.parse('2026-05-04T18:29:00Z');
    expect(await call('points_redeem_v1_1', redeem(1))).toMatchObject({ kind: 'limit_reached' });
    clock.now = Date.parse('2026-05-04T18:31:00Z');
    expect(await call('points_redeem_v1_1', redeem(1000))).toBe('sent');
  });

  it('do not count what was rejected, and count what may have happened', async () => {
    const rejection = { kind: 'rejected', message: 'no', hint: 'no', retryable: false } as const;
    const outcomes: ('rejected' | 'unknown')[] = ['rejected', 'unknown'];
    const { call } = organization({
      written: { points: { perCallerAndDay: 1000 } },
      send: () => {
        const outcome = outcomes.shift();
        if (outcome) throw new CapillaryError({ ...rejection, outcome });
      },
    });
    expect(await call('points_redeem_v1_1', redeem(1000))).toMatchObject({ outcome: 'rejected' });
    expect(await call('points_redeem_v1_1', redeem(1000))).toMatchObject({ outcome: 'unknown' });
    expect(await call('points_redeem_v1_1', redeem(1))).toMatchObject({ details: { used: 1000 } });
  });

  it('cannot be exceeded by calls at the same time', async () => {
    const { call, sent } = organization({ written: { points: { perCallerAndDay: 1000 } } });
    await Promise.all(Array.from({ length: 20 }, () => call('points_redeem_v1_1', redeem(300))));
    expect(sent).toHaveLength(3);
  });
});

describe('messages', () => {
  it('are counted by the hour', async () => {
    const { call, clock } = organization({ written: { messagesPerHour: 3 } });
    expect(await call('communication_send_sms_v1_1', sms('919800000001,919800000002'))).toBe('sent');
    expect(await call('communication_send_sms_v1_1', sms('919800000001,919800000002'))).toMatchObject({
      details: { used: 2, requested: 2 },
    });
    clock.now += 3_600_000;
    expect(await call('communication_send_sms_v1_1', sms('919800000001,919800000002'))).toBe('sent');
  });

  it('are not counted where a call sends none', async () => {
    const { call } = organization({ written: { messagesPerHour: 0 } });
    expect(await call('customer_search', { q: 'Asha' })).toBe('sent');
  });
});

describe('hours', () => {
  it.each([
    ['08:00-20:00', '2026-05-04T03:00:00Z', 'sent'],
    ['08:00-20:00', '2026-05-04T15:00:00Z', 'refused'],
    ['22:00-06:00', '2026-05-04T19:00:00Z', 'sent'],
    ['22:00-06:00', '2026-05-04T06:30:00Z', 'refused'],
  ])('of %s at %s: %s', async (hours, time, expected) => {
    const { call, clock } = organization({ written: { hours } });
    clock.now = Date.parse(time);
    const answer = await call('points_redeem_v1_1', redeem(1));
    expect(answer === 'sent' ? 'sent' : 'refused').toBe(expected);
  });

  it('are those of the time zone that the policy names', async () => {
    const { call } = organization({ written: { hours: '08:00-20:00', timeZone: 'America/New_York' } });
    expect(await call('points_redeem_v1_1', redeem(1))).toMatchObject({
      message: expect.stringContaining('(America/New_York); it is 02:30 there'),
    });
  });
});

describe('a policy that changes', () => {
  it('freezes everything from the next call on', async () => {
    const { call, policy } = organization();
    expect(await call('points_redeem_v1_1', redeem(1))).toBe('sent');
    policy.set(combinePolicies(UNLIMITED_POLICY, [{ writes: 'frozen' }]));
    expect(await call('points_redeem_v1_1', redeem(1))).toMatchObject({ details: { limit: 'writes' } });
  });
});

describe('policies together', () => {
  it('keep the usual limits where nothing is written', () => {
    expect(combinePolicies(LIVE_POLICY, [{}, {}])).toEqual(LIVE_POLICY);
  });

  it('lift a limit with null', () => {
    const { points } = combinePolicies(LIVE_POLICY, [{ points: { perCall: null } }]);
    expect(points).toEqual({ ...LIVE_POLICY.points, perCall: null });
  });

  it('cannot unfreeze, nor allow what another never runs', () => {
    const written: WrittenPolicy[] = [
      { writes: 'frozen', never: ['points_transfer'] },
      { writes: 'allowed', never: [] },
    ];
    expect(combinePolicies(LIVE_POLICY, written)).toMatchObject({ writes: 'frozen', never: ['points_transfer'] });
  });
});

describe('counters that cannot be asked', () => {
  it('stop only what they could stop', async () => {
    const counters = { take: async () => 'unavailable', giveBack: async () => undefined } as unknown as MemoryCounters;
    const { call } = organization({ written: { points: { perCallerAndDay: 1000 } }, counters });
    expect(await call('points_redeem_v1_1', redeem(1))).toMatchObject({ details: { limit: 'counters' } });
    expect(await call('lead_add_reasons', { body: [{ status: 'LOST', reason: 'price' }] })).toBe('sent');
  });
});
