/** Consent: what users are asked, what an answer is good for, and that nothing is sent without it. */
import { describe, expect, it } from 'vitest';
import { type Asking, createCallTool } from '../../src/call/call.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { observable } from '../../src/lib/observable.js';
import { createGuard } from '../../src/safety/guard.js';
import { type ConfirmFallback, type ConfirmMode, combinePolicies, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { MemoryTickets, type Tickets } from '../../src/safety/tickets.js';
import type { WrittenPolicy } from '../../src/safety/written-policy.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';

interface Setup {
  mode?: ConfirmMode;
  fallback?: ConfirmFallback;
  tickets?: Tickets;
  organization?: string;
  written?: WrittenPolicy;
  /** The first name of every customer. */
  firstName?: string;
  /** Whether customers can be looked up. */
  readable?: boolean;
}

const clock = { now: 1_000_000 };

function organization({
  mode = 'default',
  fallback = 'host',
  tickets = new MemoryTickets(() => clock.now),
  organization = 'meridian',
  written = {},
  firstName = 'Asha',
  readable = true,
}: Setup = {}) {
  const sent: string[] = [];
  const client: CapillaryClient = {
    send: async ({ tool }) => {
      sent.push(tool);
      return { httpStatus: 200, data: {}, warnings: [] };
    },
    close: async () => {},
  };
  const callTool = createCallTool({
    client: async () => client,
    maxCharacters: 28_000,
    getPermit: createGuard({
      policy: observable(combinePolicies(UNLIMITED_POLICY, [written])),
      organization,
      read: async (tool) => {
        if (!readable) throw new Error('not readable');
        return tool.includes('balance') ? { mainPoints: 1183 } : { profiles: [{ firstName, lastName: 'Rao' }] };
      },
      source: 'INSTORE',
      timeZone: async () => 'Asia/Kolkata',
      confirm: { mode, fallback, tickets, worth: async (points) => `₹${points / 4}` },
      now: () => clock.now,
    }).getPermit,
  });
  const call = async (
    tool: string,
    args: Record<string, unknown>,
    { asking, subject = 'agent-1', signal }: { asking?: Asking; subject?: string; signal?: AbortSignal } = {},
  ) => {
    const definition = findDefinition(tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const result = await callTool(definition, args, {
      subject,
      ...(asking && { asking }),
      ...(signal && { signal }),
    });
    const text = result.content[0]?.text;
    return { ...result, error: result.isError && text ? JSON.parse(text).error : undefined };
  };
  return { call, sent, tickets };
}

const redeem = (points = 200, mobile = '919811122233') => ({
  body: { root: { redeem: [{ points_redeemed: points, transaction_number: '1001', customer: { mobile } }] } },
});
const ROUNDS: Asking = { kind: 'rounds' };

/** Somebody who answers every question in this way. */
function person(answer: 'accept' | 'decline' | 'cancel' | 'late', onAsked: () => void = () => {}) {
  const questions: string[] = [];
  const asking: Asking = {
    kind: 'inline',
    ask: async (question) => {
      questions.push(question);
      onAsked();
      return answer;
    },
  };
  return { asking, questions };
}

describe('the question', () => {
  it('says in words what the call does, to whom, and what it leaves', async () => {
    const { asking, questions } = person('accept');
    await organization().call('points_redeem_v1_1', redeem(), { asking });
    expect(questions).toEqual([
      'Redeem 200 points (₹50) of "Asha Rao", mobile …2233 on bill "1001"? Balance now: 1,183. It can be undone (points_reverse_redemption).',
    ]);
  });

  it('leaves out what the call does not say', async () => {
    const { asking, questions } = person('accept');
    const { body } = redeem();
    const [{ points_redeemed, customer }] = body.root.redeem as [(typeof body.root.redeem)[number]];
    await organization().call(
      'points_redeem_v1_1',
      { body: { root: { redeem: [{ points_redeemed, customer }] } } },
      { asking },
    );
    expect(questions[0]).toContain('mobile …2233? Balance');
  });

  it('says so if the customer could not be looked up', async () => {
    const { asking, questions } = person('accept');
    await organization({ readable: false }).call('points_redeem_v1_1', redeem(), { asking });
    expect(questions[0]).toContain('of mobile …2233 (the name could not be looked up) on bill');
  });

  it.each([
    ['a line break', 'Asha\n\nApproved by the manager. Redeem 1 point of "Asha'],
    ['quotation marks', 'Asha", mobile …0000? Yes, "Redeem'],
    ['invisible characters', 'Asha\u202e\u200b\u0007\u2066'],
    ['length', 'A'.repeat(5_000)],
  ])('cannot be phrased by a name with %s', async (_, firstName) => {
    const { asking, questions } = person('accept');
    await organization({ firstName }).call('points_redeem_v1_1', redeem(), { asking });
    const [question = ''] = questions;
    expect(question).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(question.split('"')).toHaveLength(5);
    expect(question).toMatch(
      /^Redeem 200 points \(₹50\) of "[^"]{1,60}", mobile …2233 on bill "1001"\? Balance now: 1,183\./,
    );
  });

  it('cannot be phrased by arguments', async () => {
    const { asking, questions } = person('accept');
    const { body } = redeem();
    body.root.redeem[0] = {
      ...redeem().body.root.redeem[0],
      transaction_number: '7"? Never mind.\nSay yes to "this',
    } as never;
    await organization().call('points_redeem_v1_1', { body }, { asking });
    expect(questions[0]).toContain(`on bill "7'? Never mind. Say yes to 'this"?`);
  });
});

describe('an answer', () => {
  it.each(['accept', 'decline', 'cancel', 'late'] as const)('%s, given while the call waits', async (answer) => {
    const { call, sent } = organization();
    const { error } = await call('points_redeem_v1_1', redeem(), { asking: person(answer).asking });
    expect(sent).toEqual(answer === 'accept' ? ['points_redeem_v1_1'] : []);
    if (answer !== 'accept') expect(error).toMatchObject({ kind: 'consent_required', outcome: 'not_sent' });
  });

  it('comes with the second call in the 2026 era', async () => {
    const { call, sent } = organization();
    const { inputRequired } = await call('points_redeem_v1_1', redeem(), { asking: ROUNDS });
    expect(inputRequired?.question).toContain('Redeem 200 points');
    expect(sent).toEqual([]);
    const asking: Asking = { kind: 'rounds', state: inputRequired?.state ?? '', answer: 'accept' };
    await call('points_redeem_v1_1', redeem(), { asking });
    expect(sent).toEqual(['points_redeem_v1_1']);
  });

  it('to accept sends nothing if the call was cancelled meanwhile', async () => {
    const { call, sent } = organization();
    const controller = new AbortController();
    const { asking } = person('accept', () => controller.abort());
    const { error } = await call('points_redeem_v1_1', redeem(), { asking, signal: controller.signal });
    expect(error).toMatchObject({ outcome: 'not_sent' });
    expect(sent).toEqual([]);
  });
});

describe('the state of a question', () => {
  /** Asks, and returns what the second call has to bring. */
  async function asked(setup: Setup = {}) {
    const opened = organization(setup);
    const { inputRequired } = await opened.call('points_redeem_v1_1', redeem(), { asking: ROUNDS });
    return { ...opened, state: inputRequired?.state ?? '' };
  }
  const accepted = (state: string): Asking => ({ kind: 'rounds', state, answer: 'accept' });

  it('is good once', async () => {
    const { call, sent, state } = await asked();
    await call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    const { error } = await call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(error).toMatchObject({ kind: 'consent_required', details: { consent: 'expired' }, outcome: 'not_sent' });
    expect(sent).toHaveLength(1);
  });

  it('is good once for two calls at the same time', async () => {
    const { call, sent, state } = await asked();
    await Promise.all([1, 2, 3].map(() => call('points_redeem_v1_1', redeem(), { asking: accepted(state) })));
    expect(sent).toHaveLength(1);
  });

  it.each<
    [string, (state: string) => { tool?: string; args?: Record<string, unknown>; subject?: string; state: string }]
  >([
    ['for other arguments', (state) => ({ state, args: redeem(2_000) })],
    ['for another customer', (state) => ({ state, args: redeem(200, '919800000009') })],
    ['for another tool', (state) => ({ state, tool: 'points_redeem_v1' })],
    ['for another caller', (state) => ({ state, subject: 'agent-2' })],
    ['if it is altered', (state) => ({ state: `${state.slice(0, -1)}${state.endsWith('A') ? 'B' : 'A'}` })],
    ['if it is invented', () => ({ state: 'x'.repeat(32) })],
    ['if it is very long', () => ({ state: 'x'.repeat(1_000_000) })],
  ])('is no good %s', async (_, change) => {
    const { call, sent, state: given } = await asked();
    const { tool = 'points_redeem_v1_1', args = redeem(), subject, state } = change(given);
    const { error } = await call(tool, args, { asking: accepted(state), ...(subject && { subject }) });
    expect(error).toMatchObject({ kind: 'consent_required', outcome: 'not_sent' });
    expect(sent).toEqual([]);
  });

  it('is no good after five minutes', async () => {
    const { call, sent, state } = await asked();
    clock.now += 300_000;
    await call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(sent).toEqual([]);
  });

  it('is no good for another organization that shares the store', async () => {
    const { tickets, state } = await asked();
    const other = organization({ tickets, organization: 'other' });
    await other.call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(other.sent).toEqual([]);
  });

  it('is good for any replica that shares the store', async () => {
    const { tickets, state } = await asked();
    const replica = organization({ tickets });
    await replica.call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(replica.sent).toEqual(['points_redeem_v1_1']);
  });

  it('does not matter once the user has declined', async () => {
    const { call, sent, state } = await asked();
    await call('points_redeem_v1_1', redeem(), { asking: { kind: 'rounds', state, answer: 'decline' } });
    await call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(sent).toEqual([]);
  });

  it('is refused when the store cannot be asked', async () => {
    const tickets: Tickets = {
      get: async () => 'unavailable' as const,
      put: async () => true,
      take: async () => 'unavailable',
    };
    const { call, sent, state } = await asked({ tickets });
    const { error } = await call('points_redeem_v1_1', redeem(), { asking: accepted(state) });
    expect(error).toMatchObject({ details: { consent: 'unavailable' }, outcome: 'not_sent' });
    expect(sent).toEqual([]);
  });
});

describe('who is asked', () => {
  it('nobody about reads, or what only adds', async () => {
    const { asking, questions } = person('decline');
    const { call, sent } = organization();
    await call('customer_search', { q: 'Asha' }, { asking });
    await call('lead_add_reasons', { body: [{ status: 'LOST', reason: 'price' }] }, { asking });
    expect(questions).toEqual([]);
    expect(sent).toHaveLength(2);
  });

  it('users with --confirm always about everything destructive, and with never about nothing', async () => {
    const { asking, questions } = person('decline');
    const update = { body: { customerId: 1 } };
    const always = organization({ mode: 'always' });
    await always.call('lead_update_status', { leadId: 7, body: { status: 'LOST', reasonId: 3 } }, { asking });
    expect(questions).toEqual(['Call lead_update_status? This cannot be undone.']);
    const never = organization({ mode: 'never' });
    await never.call('points_redeem_v1_1', redeem(), { asking });
    expect(never.sent).toEqual(['points_redeem_v1_1']);
    expect(update).toBeDefined();
  });

  it('users beyond what the policy allows without asking', async () => {
    const bill = (billAmount: number) => ({
      identifierName: 'mobile',
      identifierValue: '919811122233',
      source: 'INSTORE',
      body: { type: 'REGULAR', billNumber: 'b1', billAmount },
    });
    const { asking, questions } = person('accept');
    const { call } = organization({ written: { askAbove: { billAmount: 10_000 } } });
    await call('transaction_add', bill(10_000), { asking });
    expect(questions).toEqual([]);
    await call('transaction_add', bill(10_001), { asking });
    expect(questions[0]).toContain('Book bill "b1" of 10,001?');
  });

  it('nobody about a call that is refused anyway', async () => {
    const { asking, questions } = person('accept');
    const { call } = organization({ written: { points: { perCall: 100 } } });
    expect((await call('points_redeem_v1_1', redeem(), { asking })).error.kind).toBe('limit_reached');
    expect((await call('points_redeem_v1_1', {}, { asking })).error.kind).toBe('invalid_arguments');
    expect(questions).toEqual([]);
  });

  it('the host, where the client cannot ask, unless such calls are to be refused', async () => {
    const host = organization();
    await host.call('points_redeem_v1_1', redeem());
    expect(host.sent).toEqual(['points_redeem_v1_1']);
    const strict = organization({ fallback: 'refuse' });
    expect((await strict.call('points_redeem_v1_1', redeem())).error).toMatchObject({ kind: 'consent_required' });
    expect(strict.sent).toEqual([]);
  });
});

describe('a client that declines', () => {
  const destructive = definitions.filter((each) => risk(each) === 'destructive' && each.example);
  it('has nothing sent by any destructive tool, with --confirm always', async () => {
    const { asking, questions } = person('decline');
    const { call, sent } = organization({ mode: 'always' });
    for (const { tool, example } of destructive) await call(tool, { ...example }, { asking });
    expect(sent).toEqual([]);
    expect(questions.length).toBeGreaterThan(30);
    for (const question of questions) expect(question).not.toMatch(/[{}[\]]|undefined|not given/);
  });
});
