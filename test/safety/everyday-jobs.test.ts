/** The commonest jobs of a store, with questions as on a live organization: each asks the user once at most, reads never. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { observable } from '../../src/lib/observable.js';
import { type Organization, openOrganization } from '../../src/organization/organization.js';
import { LIVE_POLICY } from '../../src/safety/policy.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { catalogue, selection } from '../discovery/toolboxes.js';
import { fittingHandlers } from '../sandbox/fitting.js';

type Args = Record<string, unknown>;
type Call = (tool: string, args: Args) => Promise<unknown>;

const questions: string[] = [];
let sandbox: Sandbox;
let organization: Organization;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ handlers: fittingHandlers(), now: '2026-05-03T06:30:00Z' });
  const { username, password } = sandbox.credentials;
  const { points, rows, messagesPerHour, askAbove } = LIVE_POLICY;
  organization = openOrganization({
    catalogue,
    target: { kind: 'capillary', baseUrl: sandbox.url, credentials: { kind: 'basic', username, password } },
    confirm: 'default',
    policy: observable([{ points, rows, messagesPerHour, askAbove }]),
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection }).connect(there);
  client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } });
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message);
    return { action: 'accept', content: {} };
  });
  await client.connect(here);
});
beforeEach(async () => {
  questions.length = 0;
  await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' });
});
afterAll(async () => {
  await client.close();
  await organization.close();
  await sandbox.close();
});

/** Calls a tool as agents do: reads and everything else through their callers. */
const call: Call = async (tool, args) => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  const kind = risk(definition);
  const asked = questions.length;
  const { content, isError } = await client.callTool({
    name: `call_${kind}_tool`,
    arguments: { name: tool, arguments: args },
  });
  const [{ text = '' } = {}] = content as { text?: string }[];
  if (isError) throw new Error(`${tool}: ${text}`);
  if (kind === 'read') expect(questions.length, `${tool} asked`).toBe(asked);
  return JSON.parse(text);
};

const ASHA = { identifierName: 'mobile', identifierValue: '919800000001', source: 'INSTORE' };
const MOBILE = '919800000001';

const bill = (customer: Args, billNumber: string, more: Args = {}): Args => ({
  ...customer,
  body: { type: 'REGULAR', billNumber, billAmount: 2_490, billingDate: '2026-05-03T11:00:00+05:30', ...more },
});

/** Each job, and how often its user is asked. */
const JOBS: Readonly<Record<string, { asks: 0 | 1; run: () => Promise<unknown> }>> = {
  'enrol a customer and book the first purchase': {
    asks: 0,
    run: async () => {
      const mobile = '919700001234';
      const profile = {
        firstName: 'Meera',
        identifiers: [{ type: 'mobile', value: mobile }],
        source: 'INSTORE',
        commChannels: [{ type: 'mobile', value: mobile, primary: true, verified: true }],
      };
      await call('customer_add', {
        source: 'INSTORE',
        body: { profiles: [profile], loyaltyInfo: { loyaltyType: 'loyalty' } },
      });
      await call('transaction_add', bill({ ...ASHA, identifierValue: mobile }, 'first-1'));
    },
  },
  'look up a balance': {
    asks: 0,
    run: async () => {
      await call('customer_lookup_get_points_balance', ASHA);
      await call('customer_lookup_get_points_expiry_schedule', ASHA);
      await call('points_ledger_get_entries', ASHA);
    },
  },
  'redeem points with a one-time code': {
    asks: 1,
    run: async () => {
      await call('customer_lookup_get_points_balance', ASHA);
      const answer = await call('points_send_validation_code_v1_1', { mobile: MOBILE, points: 100 });
      const [code] = /\b[A-Z0-9]{6}\b/.exec(JSON.stringify(answer)) ?? [];
      const row = {
        points_redeemed: 100,
        customer: { mobile: MOBILE },
        transaction_number: 'b-1',
        validation_code: code,
      };
      await call('points_redeem_v1_1', { body: { root: { redeem: [row] } } });
    },
  },
  'issue a coupon': {
    asks: 0,
    run: async () => {
      await call('coupon_get_series_v1_1', {});
      await call('coupon_issue', { body: { seriesId: 700404, customer: { mobile: MOBILE } } });
    },
  },
  'redeem a coupon': {
    asks: 1,
    run: async () => {
      await call('customer_list_coupons', { mobile: MOBILE });
      await call('coupon_check_redeemable', { mobile: MOBILE, code: 'AXKEMEEC' });
      await call('coupon_redeem', {
        body: {
          redemptionRequestList: [{ code: 'AXKEMEEC' }],
          user: { mobile: MOBILE },
          transactionNumber: 'bill-2201',
          billAmount: '1800',
        },
      });
    },
  },
  'return a bill and book the right one': {
    asks: 0,
    run: async () => {
      await call('transaction_add', bill(ASHA, 'wrong-1'));
      await call('customer_lookup_get_transactions', { ...ASHA, number: 'wrong-1' });
      await call(
        'transaction_add',
        bill(ASHA, 'wrong-1', { type: 'RETURN', returnType: 'FULL', purchaseTime: '2026-05-03T11:00:00+05:30' }),
      );
      await call('transaction_add', bill(ASHA, 'right-1', { billAmount: 1_990 }));
    },
  },
  'give goodwill points, and approve them': {
    asks: 1,
    run: async () => {
      await call('request_add_v1_1', {
        body: {
          root: {
            request: [
              {
                type: 'GOODWILL',
                base_type: 'POINTS',
                customer: { mobile: MOBILE },
                points: 200,
                reason: 'Late delivery',
                reference_id: 'g-1',
              },
            ],
          },
        },
      });
      await call('request_approve_v1_1', {
        body: { root: { request: [{ id: '13044004', type: 'GOODWILL', base_type: 'POINTS' }] } },
      });
    },
  },
  'update a profile and an identifier': {
    asks: 0,
    run: async () => {
      await call('customer_update', {
        userId: 418400001,
        source: 'INSTORE',
        body: { profiles: [{ lastName: 'Rao-Iyer', source: 'INSTORE' }] },
      });
      await call('customer_update_identifiers', {
        userId: 418400001,
        source: 'INSTORE',
        body: { add: [{ type: 'email', value: 'asha.new@example.org' }] },
      });
    },
  },
  'reverse a redemption': {
    asks: 1,
    run: async () => {
      await call('customer_get_redemptions_v1_1', { mobile: MOBILE, type: 'POINTS' });
      await call('points_reverse_redemption', {
        body: { redemptionId: '2Y24DY', identifier: { type: 'mobile', value: MOBILE } },
      });
    },
  },
  'adjust a tier': {
    asks: 0,
    run: async () => {
      await call('customer_adjust_tier', { ...findDefinition('customer_adjust_tier')?.example });
    },
  },
  'merge two accounts of one person': {
    asks: 1,
    run: async () => {
      await call('request_add_v1_1', {
        client_auto_approve: true,
        body: {
          root: {
            request: [
              {
                type: 'CHANGE_IDENTIFIER',
                base_type: 'MERGE',
                customer: { mobile: '919800000006' },
                misc_info: { target_customer: { mobile: MOBILE } },
              },
            ],
          },
        },
      });
    },
  },
};

describe('the commonest jobs', () => {
  it.each(Object.entries(JOBS))('%s: asks no more than once', async (_, { asks, run }) => {
    await run();
    expect(questions).toHaveLength(asks);
    for (const question of questions) expect(question).not.toMatch(/[{}[\]]|undefined|not given/);
  });

  it('name the points of what is approved, although the call does not', async () => {
    await JOBS['give goodwill points, and approve them']?.run();
    expect(questions[0]).toMatch(/^Approve 1 requests, such as "13044004" \("POINTS"\): 40 points/);
  });

  it('name what a reward costs', async () => {
    await call('reward_issue', {
      rewardId: 98101,
      username: 'blr01.till01',
      skip_validation: true,
      body: { mobile: MOBILE, brand: 'Meridian Threads', transactionNumber: 'RW-17', requestId: 'req-17' },
    });
    expect(questions[0]).toMatch(
      /^Issue reward "98101" to "Asha Rao", mobile …0001, and take what it costs in points: 100 points/,
    );
  });
});
