/** After an unknown outcome: what is held, what ends it, and that nothing else is held. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { withMeantArguments } from '../../src/call/meant-arguments.js';
import { CapillaryError, type ErrorFields, type Outcome } from '../../src/client/errors.js';
import type { CapillaryClient, SendOptions } from '../../src/client/types.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { canonicalJson } from '../../src/lib/json.js';
import { observable } from '../../src/lib/observable.js';
import { createGuard } from '../../src/safety/guard.js';
import type { SharedHolds } from '../../src/safety/holds.js';
import { combinePolicies, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { definitions } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { inputSchema } from '../../src/tools/input.js';
import { catalogue, errorOf, selection } from '../discovery/toolboxes.js';

const DAY_MS = 86_400_000;
const IDS: Readonly<Record<string, number>> = { '919811122233': 501, '919800000009': 502 };

type Args = Record<string, unknown>;
type Called = ErrorFields | 'sent' | 'asked';

interface Setup {
  shared?: SharedHolds;
  organization?: string;
  confirm?: boolean;
}

/** An organization whose next write has the outcome `unknown` whenever `lose` says so. */
function organization({ shared, organization = 'meridian', confirm = false }: Setup = {}) {
  const clock = { now: Date.parse('2026-05-04T06:30:00Z') };
  const api = { lose: false, answer: {} as unknown, failure: undefined as CapillaryError | undefined };
  const sent: { tool: string; args: Args }[] = [];
  const lateEnds: NonNullable<SendOptions['onLateEnd']>[] = [];
  const client: CapillaryClient = {
    send: async (definition, args, options = {}) => {
      sent.push({ tool: definition.tool, args });
      if (options.onLateEnd) lateEnds.push(options.onLateEnd);
      if (api.failure) throw api.failure;
      if (api.lose) throw failed('unknown');
      return { httpStatus: 200, data: api.answer, warnings: [] };
    },
    close: async () => {},
  };
  const callTool = createCallTool({
    client: async () => client,
    maxCharacters: 28_000,
    getPermit: createGuard({
      policy: observable(combinePolicies(UNLIMITED_POLICY, [])),
      organization,
      read: async (_tool, { identifierValue }) => ({ entity: IDS[String(identifierValue)] }),
      source: 'INSTORE',
      timeZone: async () => 'Asia/Kolkata',
      ...(confirm && {
        confirm: { mode: 'default' as const, fallback: 'host' as const, worth: async () => undefined },
      }),
      holds: shared,
      now: () => clock.now,
    }).getPermit,
  });
  const toolbox = createToolbox({ catalogue, callTool: withMeantArguments(callTool) });
  const call = async (tool: string, args: Args, subject = 'agent-1'): Promise<Called> => {
    const result = await toolbox.call(selection(), tool, args, {
      subject,
      ...(confirm && { asking: { kind: 'rounds' as const } }),
    });
    if (result.inputRequired) return 'asked';
    return (errorOf(result) as ErrorFields | undefined) ?? 'sent';
  };
  /** Makes a call whose outcome nobody knows. */
  const lose = async (tool: string, args: Args, subject?: string): Promise<void> => {
    api.lose = true;
    expect(await call(tool, args, subject)).toMatchObject({ outcome: 'unknown' });
    api.lose = false;
  };
  return { call, lose, toolbox, sent, clock, api, lateEnds };
}

const failed = (outcome: Outcome): CapillaryError =>
  new CapillaryError({ kind: 'upstream', message: '', hint: '', retryable: false, outcome });

/** What replicas share, in memory. */
function sharedHolds() {
  const callers = new Map<string, Map<string, string>>();
  const state = { isDown: false };
  const store: SharedHolds = {
    all: async (caller) => (state.isDown ? undefined : new Map(callers.get(caller))),
    put: async (caller, call, hold) => {
      if (state.isDown) return false;
      callers.set(caller, (callers.get(caller) ?? new Map()).set(call, hold));
      return true;
    },
    drop: async (caller, call) => {
      if (!state.isDown) callers.get(caller)?.delete(call);
    },
  };
  return { store, state, text: () => JSON.stringify([...callers].map(([caller, calls]) => [caller, ...calls])) };
}

const REDEEM = 'points_redeem_v1_1';
const redeem = (points = 200, mobile = '919811122233') => ({
  body: { root: { redeem: [{ points_redeemed: points, transaction_number: 'B-1001', customer: { mobile } }] } },
});
const HELD = { kind: 'held', outcome: 'not_sent', retryable: false };

let opened: ReturnType<typeof organization>;
beforeEach(() => {
  opened = organization();
});

describe('the same call after an unknown outcome', () => {
  it('is held, and its error names the reads that show what became of it', async () => {
    const { call, lose, sent } = opened;
    await lose(REDEEM, redeem());
    const held = await call(REDEEM, redeem());
    expect(held).toMatchObject({
      ...HELD,
      message:
        'points_redeem_v1_1 was not called: the outcome of the same call, reported 2026-05-04T06:30:00Z, is unknown, and it may have taken effect.',
    });
    expect(held).toHaveProperty(
      'hint',
      expect.stringMatching(
        /Check first with customer_get_redemptions_v1_1, then points_ledger_get_entries: .*"again": true/,
      ),
    );
    expect(sent).toHaveLength(1);
  });

  it.each<[string, string, Args]>([
    ['as its v1 twin', 'points_redeem_v1', redeem()],
    ['through the caller', 'call_destructive_tool', { name: REDEEM, arguments: redeem() }],
    ['with other fields of the answer', REDEEM, { ...redeem(), fields: ['response.status'] }],
    ['with again: false', REDEEM, { ...redeem(), again: false }],
  ])('is held %s', async (_, tool, args) => {
    await opened.lose(REDEEM, redeem());
    expect(await opened.call(tool, args)).toMatchObject(HELD);
  });

  it.each<[string, string, Args, string?]>([
    ['of another caller', REDEEM, redeem(), 'agent-2'],
    ['with another amount', REDEEM, redeem(201)],
    ['of another customer', REDEEM, redeem(200, '919800000009')],
    ['of another tool', 'coupon_issue', { body: { seriesId: 1, customer: { mobile: '919811122233' } } }],
  ])('does not hold a call %s', async (_, tool, args, subject) => {
    await opened.lose(REDEEM, redeem());
    expect(await opened.call(tool, args, subject)).not.toMatchObject({ kind: 'held' });
  });

  it('is not held if a repeat does no harm', async () => {
    const idempotent = definitions.filter((each) => risk(each) !== 'read' && each.idempotent && each.example);
    expect(idempotent.length).toBeGreaterThan(3);
    for (const { tool, example } of idempotent.slice(0, 4)) {
      await opened.lose(tool, { ...example });
      expect(await opened.call(tool, { ...example })).toBe('sent');
    }
  });

  it('is not held after any other failure', async () => {
    for (const outcome of ['rejected', 'partial', 'not_sent'] as const) {
      opened.api.failure = failed(outcome);
      await opened.call(REDEEM, redeem());
      opened.api.failure = undefined;
      expect(await opened.call(REDEEM, redeem())).toBe('sent');
    }
  });

  it('is not asked about', async () => {
    const { call, lose, sent } = organization({ confirm: true });
    await lose('transaction_add', BILL);
    expect(await call('transaction_add', BILL)).toMatchObject(HELD);
    expect(await call(REDEEM, redeem())).toBe('asked');
    expect(sent).toHaveLength(1);
  });
});

const BILL = {
  identifierName: 'mobile',
  identifierValue: '919811122233',
  source: 'INSTORE',
  body: { type: 'REGULAR', billNumber: 'b1', billAmount: 500 },
};
/** The example in a definition. */
const exampleIn = (name: string): Args => ({ ...definitions.find(({ tool }) => tool === name)?.example });
const REDEMPTIONS = 'customer_get_redemptions_v1_1';
const LEDGER = 'points_ledger_get_entries';

describe('a read', () => {
  it.each<[string, string, Args]>([
    ['of the same customer', REDEMPTIONS, { mobile: '919811122233' }],
    ['of the same customer in another spelling', REDEMPTIONS, { mobile: '+91 98111 22233' }],
    ['of several customers', REDEMPTIONS, { mobile: '919800000009,919811122233' }],
    ['of the same customer by the id', LEDGER, { identifierName: 'id', identifierValue: '501', source: 'INSTORE' }],
    [
      'among several',
      'call_read_tool',
      {
        calls: [
          { name: 'customer_search', arguments: { q: 'Asha' } },
          { name: REDEMPTIONS, arguments: { mobile: '919811122233' } },
        ],
      },
    ],
  ])('%s ends the hold', async (_, tool, args) => {
    const { call, lose } = opened;
    await lose(REDEEM, redeem());
    expect(await call(tool, args)).toBe('sent');
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it('ends the hold if its answer shows the customer or the bill', async () => {
    const { call, lose, api } = opened;
    for (const answer of [{ customer: { mobile: '919811122233' } }, { entries: [{ bill: 'b-1001' }] }]) {
      await lose(REDEEM, redeem());
      api.answer = answer;
      await call(LEDGER, { identifierName: 'externalId', identifierValue: 'X-77', source: 'INSTORE' });
      expect(await call(REDEEM, redeem())).toBe('sent');
    }
  });

  it('ends the hold of a call that names its customer by the id', async () => {
    const { call, lose } = opened;
    const byId = 'points_redeem_by_customer_id';
    const example = exampleIn(byId);
    await lose(byId, { ...example, customerId: 501 });
    await call(REDEMPTIONS, { mobile: '919800000009' });
    expect(await call(byId, { ...example, customerId: 501 })).toMatchObject(HELD);
    await call(REDEMPTIONS, { mobile: '919811122233' });
    expect(await call(byId, { ...example, customerId: 501 })).toBe('sent');
  });

  it('of a whole list ends the hold of what was to be created, although the list does not show it', async () => {
    const { call, lose } = opened;
    const webhook = exampleIn('webhook_create');
    await lose('webhook_create', webhook);
    await call('webhook_list', {});
    expect(await call('webhook_create', webhook)).toBe('sent');
  });

  it('ends the hold if it finds nothing, which is an answer as well', async () => {
    const { call, lose, api } = opened;
    await lose(REDEEM, redeem());
    api.failure = new CapillaryError({ kind: 'not_found', message: '', hint: '', httpStatus: 404, retryable: false });
    await call(REDEMPTIONS, { mobile: '919811122233' });
    api.failure = undefined;
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it.each<[string, string, Args, string?]>([
    ['of another customer', REDEMPTIONS, { mobile: '919800000009' }],
    ['of another customer by the id', LEDGER, { identifierName: 'id', identifierValue: '502', source: 'INSTORE' }],
    [
      'that is no check of the write',
      'customer_lookup_get_details',
      { identifierName: 'mobile', identifierValue: '919811122233', source: 'INSTORE' },
    ],
    ['of another caller', REDEMPTIONS, { mobile: '919811122233' }, 'agent-2'],
  ])('%s does not', async (_, tool, args, subject) => {
    const { call, lose } = opened;
    await lose(REDEEM, redeem());
    expect(await call(tool, args, subject)).toBe('sent');
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
  });

  it('that fails does not', async () => {
    const { call, lose, api } = opened;
    await lose(REDEEM, redeem());
    api.failure = new CapillaryError({ kind: 'upstream', message: '', hint: '', httpStatus: 500, retryable: true });
    await call(REDEMPTIONS, { mobile: '919811122233' });
    api.failure = undefined;
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
  });

  it('before the unknown outcome does not', async () => {
    const { call, lose } = opened;
    await call(REDEMPTIONS, { mobile: '919811122233' });
    await lose(REDEEM, redeem());
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
  });
});

describe('again: true', () => {
  it.each<[string, string, Args]>([
    ['beside the arguments', REDEEM, { ...redeem(), again: true }],
    ['of the v1 twin', 'points_redeem_v1', { ...redeem(), again: true }],
    [
      'among the arguments of a caller',
      'call_destructive_tool',
      { name: REDEEM, arguments: { ...redeem(), again: true } },
    ],
    ['beside those of a caller', 'call_destructive_tool', { name: REDEEM, arguments: redeem(), again: 'true' }],
  ])('%s sends the call, without it', async (_, tool, args) => {
    const { call, lose, sent } = opened;
    await lose(REDEEM, redeem());
    expect(await call(tool, args)).toBe('sent');
    expect(sent.at(-1)?.args).toEqual(redeem());
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it('holds once more if the outcome is unknown once more', async () => {
    const { call, lose } = opened;
    await lose(REDEEM, redeem());
    await lose(REDEEM, { ...redeem(), again: true });
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
  });

  it('is no argument of a tool, and refused in reads', async () => {
    expect(definitions.filter((each) => Object.hasOwn(inputSchema(each).shape, 'again'))).toEqual([]);
    const refused = { kind: 'invalid_arguments' };
    expect(await opened.call(REDEMPTIONS, { mobile: '919811122233', again: true })).toMatchObject(refused);
    expect(await opened.call(REDEEM, { ...redeem(), again: 'perhaps' })).toMatchObject(refused);
    expect(opened.sent).toEqual([]);
  });
});

const CODE = { mobile: '919811122233', points: 100 };

describe('a hold', () => {
  it('ends when the outcome becomes known, and not if it stays unknown', async () => {
    const { call, lose, lateEnds } = opened;
    await lose(REDEEM, redeem());
    lateEnds[0]?.(failed('unknown'));
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
    lateEnds[0]?.(failed('rejected'));
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it('of a later call is not ended by the late outcome of an earlier one', async () => {
    const { call, lose, lateEnds, clock } = opened;
    await lose(REDEEM, redeem());
    clock.now += 1_000;
    await lose(REDEEM, { ...redeem(), again: true });
    lateEnds[0]?.(undefined);
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
    lateEnds[1]?.(undefined);
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it('ends after a day', async () => {
    const { call, lose, clock } = opened;
    await lose(REDEEM, redeem());
    clock.now += DAY_MS - 1;
    expect(await call(REDEEM, redeem())).toMatchObject(HELD);
    clock.now += 1;
    expect(await call(REDEEM, redeem())).toBe('sent');
  });

  it('of a write that nothing can show is ended by no read', async () => {
    const { call, lose } = opened;
    await lose('points_send_validation_code_v1_1', CODE);
    await call('customer_get_interactions_v1_1', { mobile: '919811122233' });
    const held = await call('points_send_validation_code_v1_1', CODE);
    expect(held).toMatchObject(HELD);
    expect(held).toHaveProperty('hint', expect.stringContaining('no read shows whether it did'));
    expect(await call('points_send_validation_code_v1_1', { ...CODE, again: true })).toBe('sent');
  });

  it('names no tool that the caller cannot call', async () => {
    const { lose, toolbox } = opened;
    await lose(REDEEM, redeem());
    const hintWith = async (excludeTools: string[]): Promise<string | undefined> => {
      const result = await toolbox.call(selection({ excludeTools }), REDEEM, redeem(), { subject: 'agent-1' });
      return errorOf(result)?.hint;
    };
    expect(await hintWith([LEDGER])).toContain(`Check first with ${REDEMPTIONS}: if it shows`);
    expect(await hintWith([LEDGER, REDEMPTIONS])).toMatch(/^Do not repeat the call yet.*Read the entity back first/);
  });

  it('is one of at most 64 of a caller', async () => {
    const { call, lose } = opened;
    for (let points = 1; points <= 65; points += 1) await lose(REDEEM, redeem(points));
    expect(await call(REDEEM, redeem(1))).toBe('sent');
    expect(await call(REDEEM, redeem(2))).toMatchObject(HELD);
  });
});

describe('replicas', () => {
  it('hold together, and a read on one ends the hold on all', async () => {
    const { store } = sharedHolds();
    const [one, other] = [organization({ shared: store }), organization({ shared: store })];
    await one.lose(REDEEM, redeem());
    expect(await other.call(REDEEM, redeem())).toMatchObject(HELD);
    await other.call(REDEMPTIONS, { mobile: '919800000009' });
    expect(await one.call(REDEEM, redeem())).toMatchObject(HELD);
    await other.call(REDEMPTIONS, { mobile: '919811122233' });
    expect(await one.call(REDEEM, redeem())).toBe('sent');
    expect(await other.call(REDEEM, redeem())).toBe('sent');
  });

  it('of another organization or caller are not concerned', async () => {
    const { store } = sharedHolds();
    await organization({ shared: store }).lose(REDEEM, redeem());
    expect(await organization({ shared: store, organization: 'other' }).call(REDEEM, redeem())).toBe('sent');
    expect(await organization({ shared: store }).call(REDEEM, redeem(), 'agent-2')).toBe('sent');
  });

  it('hold by themselves when they cannot ask each other', async () => {
    const { store, state } = sharedHolds();
    const [one, other] = [organization({ shared: store }), organization({ shared: store })];
    await one.lose(REDEEM, redeem());
    state.isDown = true;
    expect(await one.call(REDEEM, redeem())).toMatchObject(HELD);
    expect(await other.call(REDEEM, redeem())).toBe('sent');
    await one.lose(REDEEM, redeem(7));
    state.isDown = false;
    expect(await one.call(REDEEM, redeem(7))).toMatchObject(HELD);
  });

  it('tell each other no value of a call', async () => {
    const { store, text } = sharedHolds();
    await organization({ shared: store }).lose(REDEEM, redeem());
    expect(text()).toContain(LEDGER);
    expect(text()).not.toMatch(/919811122233|B-1001|agent-1/i);
  });

  it('are not troubled by what they cannot read', async () => {
    const { store } = sharedHolds();
    const broken: SharedHolds = {
      ...store,
      all: async (caller) => new Map([...((await store.all(caller)) ?? [])].map(([call]) => [call, '{'])),
    };
    const one = organization({ shared: broken });
    await organization({ shared: store }).lose(REDEEM, redeem());
    expect(await one.call(REDEMPTIONS, { mobile: '919811122233' })).toBe('sent');
    expect(await one.call(REDEEM, redeem())).toBe('sent');
  });
});

describe('what is not the same', () => {
  const calls = fc.record({
    tool: fc.constantFrom(REDEEM, 'points_redeem_v1'),
    subject: fc.constantFrom('a', 'b'),
    args: fc.record({
      points: fc.constantFrom(1, 2),
      mobile: fc.constantFrom('919811122233', '919800000009'),
      number: fc.constantFrom('1', '2'),
    }),
  });
  type Made = typeof calls extends fc.Arbitrary<infer T> ? T : never;
  const argsOf = ({ args: { points, mobile, number } }: Made): Args => ({
    body: { root: { redeem: [{ points_redeemed: points, transaction_number: number, customer: { mobile } }] } },
  });

  it('is never held, and what is the same always is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(calls, { maxLength: 4 }), calls, async (lost, next) => {
        const { call, lose } = organization();
        const same = (one: Made): string => canonicalJson([one.subject, argsOf(one)]);
        const names = new Map(lost.map((each) => [same(each), each]));
        for (const each of names.values()) await lose(each.tool, argsOf(each), each.subject);
        const held = await call(next.tool, argsOf(next), next.subject);
        expect(held !== 'sent').toBe(names.has(same(next)));
      }),
      { numRuns: 100 },
    );
  });
});
