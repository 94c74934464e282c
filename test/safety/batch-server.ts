/** An organization that makes batches, with an API whose answers a test decides, and a clock that it moves. */
import { type CallContext, createCallTool } from '../../src/call/call.js';
import { CapillaryError } from '../../src/client/errors.js';
import type { CapillaryClient, SendOptions } from '../../src/client/types.js';
import type { Filters } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { observable } from '../../src/lib/observable.js';
import { type AuditLine, withAudit } from '../../src/safety/audit.js';
import type { BatchClock } from '../../src/safety/batch-run.js';
import { MemoryCounters } from '../../src/safety/counters.js';
import { createGuard } from '../../src/safety/guard.js';
import { type Journals, type JournalWriter, MemoryJournals } from '../../src/safety/journals.js';
import { combinePolicies, UNLIMITED_POLICY } from '../../src/safety/policy.js';
import { MemoryTickets, type Tickets } from '../../src/safety/tickets.js';
import type { WrittenPolicy } from '../../src/safety/written-policy.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

export const REDEEM = 'points_redeem_v1_1';

/** Redeems points of the customer with this number, on the bill with that number. */
export const redeem = (bill: number, customer = bill, points = 100): Record<string, unknown> => ({
  body: {
    root: {
      redeem: [
        {
          points_redeemed: points,
          transaction_number: String(bill),
          customer: { mobile: `9198${String(customer).padStart(8, '0')}` },
        },
      ],
    },
  },
});

export const rows = (count: number, from = 1): { arguments: Record<string, unknown> }[] =>
  Array.from({ length: count }, (_, index) => ({ arguments: redeem(from + index) }));

/** Time that passes only when a test says so. */
class TestClock implements BatchClock {
  #now = 1_000_000_000;
  #timers = new Set<{ at: number; run: () => void }>();
  #hanging: (() => void)[] = [];

  now = (): number => this.#now;

  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  advance(ms: number): void {
    this.#now += ms;
    for (const timer of this.#timers) {
      if (timer.at > this.#now) continue;
      this.#timers.delete(timer);
      timer.run();
    }
  }

  /** Resolves when the next request hangs. */
  whenHanging = (): Promise<void> => new Promise((resolve) => this.#hanging.push(resolve));

  hangs(): void {
    for (const hanging of this.#hanging.splice(0)) hanging();
  }
}

export const clock = new TestClock();

/** What becomes of a request. */
export type Fate = 'rejected' | 'lost' | 'unsent' | 'hanging';

const FAILURES = {
  rejected: {
    kind: 'rejected',
    message: 'Not enough points.',
    hint: 'Read the balance.',
    retryable: false,
    outcome: 'rejected',
  },
  lost: {
    kind: 'timeout',
    message: 'No answer.',
    hint: 'Check with customer_get_redemptions_v1_1.',
    retryable: false,
    outcome: 'unknown',
  },
  unsent: { kind: 'unreachable', message: 'No connection.', hint: 'Later.', retryable: true, outcome: 'not_sent' },
} as const;

/** Journals that a test can break, look into, and hand to another process. */
class TestJournals implements Journals {
  readonly #inner: MemoryJournals;
  readonly #writers: JournalWriter[] = [];
  readonly #written: string[] = [];
  #isBroken = false;
  #isAltered = false;
  #calls = 0;

  constructor(inner = new MemoryJournals(clock.now)) {
    this.#inner = inner;
  }

  async read(name: string) {
    const journal = await this.#inner.read(name);
    if (!journal || !this.#isAltered) return journal;
    return { ...journal, calls: journal.calls && `${journal.calls.slice(0, -4)}AAAA` };
  }

  async write(name: string): Promise<JournalWriter | 'busy'> {
    const writer = await this.#inner.write(name);
    if (writer === 'busy') return writer;
    this.#writers.push(writer);
    const append = async (line: string): Promise<void> => {
      if (this.#isBroken) throw new Error('disk full');
      this.#written.push(line);
      await writer.append(line);
    };
    return {
      ...writer,
      append,
      appendLate: append,
      keepCalls: async (calls) => {
        this.#calls += 1;
        this.#written.push(calls);
        await writer.keepCalls(calls);
      },
      dropCalls: async () => {
        this.#calls -= 1;
        await writer.dropCalls();
      },
    };
  }

  fail(): void {
    this.#isBroken = true;
  }

  alterCalls(): void {
    this.#isAltered = true;
  }

  shared = (): TestJournals => new TestJournals(this.#inner);

  /** What another process finds: nobody writes any more. */
  afterCrash(): TestJournals {
    for (const writer of this.#writers) void writer.close();
    return new TestJournals(this.#inner);
  }

  text = (): string => this.#written.join('\n');
  hasCalls = (): boolean => this.#calls > 0;
}

export interface Setup {
  organization?: string;
  plans?: Tickets;
  journals?: TestJournals;
  written?: WrittenPolicy;
  filters?: Filters;
  requirePlan?: boolean;
  dryRun?: boolean;
  balance?: { points: number };
  firstName?: string;
  /** By the number of the request, from 1; others succeed. */
  fates?: Record<number, Fate>;
  /** Called when a request has arrived. */
  onSent?: (number: number) => unknown;
  /** Characters that each answer has in addition. */
  padding?: number;
  /** Whether the server is stopping. */
  isClosing?: () => boolean;
  /** Called when a customer is looked up. */
  onRead?: () => void;
  /** Further calls that are allowed per minute. */
  budget?: number;
}

export function batches(setup: Setup = {}) {
  const { organization = 'meridian', fates = {}, balance = { points: 1183 }, filters = {}, dryRun = false } = setup;
  const plans = setup.plans ?? new MemoryTickets(clock.now);
  const journals = setup.journals ?? new TestJournals();
  const written = observable<WrittenPolicy>(setup.written ?? {});
  const usual = observable(combinePolicies(UNLIMITED_POLICY, [written.current()]));
  const api = createApi(fates, setup);
  const guard = createGuard({
    policy: usual,
    organization,
    counters: new MemoryCounters(clock.now),
    read: async (tool) => {
      setup.onRead?.();
      return tool.includes('balance')
        ? { mainPoints: balance.points }
        : { profiles: [{ firstName: setup.firstName ?? 'Asha' }] };
    },
    source: 'INSTORE',
    timeZone: async () => 'Asia/Kolkata',
    confirm: { mode: 'default', fallback: 'host', worth: async (points) => `₹${(points / 4).toLocaleString('en-US')}` },
    plans,
    requirePlan: setup.requirePlan ?? false,
    dryRun,
    batches: async () => ({ journals, owner: organization, clock, isClosing: () => setup.isClosing?.() ?? false }),
    now: clock.now,
  });
  const lines: AuditLine[] = [];
  const callTool = createCallTool({
    client: async () => api.client,
    maxCharacters: 28_000,
    getPermit: guard.getPermit,
    preview: guard.preview,
  });
  const audited = withAudit(callTool, {
    append: async (line) => void lines.push(JSON.parse(line)),
    isRequired: false,
    onError: () => {},
    now: clock.now,
  });
  const { openPlan, openBatches } = guard;
  const toolbox = createToolbox({ catalogue, callTool: audited, checkCall: callTool, openPlan, openBatches });
  let budget = setup.budget ?? Number.POSITIVE_INFINITY;
  const call = async (name: string, args: Record<string, unknown>, context: CallContext = {}) => {
    const result = await toolbox.call(selection(filters), name, args, {
      subject: 'agent-1',
      refuseFurther: async () => {
        budget -= 1;
        return budget < 0 ? { content: [{ type: 'text', text: '{}' }], isError: true } : undefined;
      },
      ...context,
    });
    const text = result.content[0]?.text ?? '{}';
    const value = JSON.parse(text);
    return { value, text, error: value.error, inputRequired: result.inputRequired };
  };
  const set = (writes: 'frozen' | 'allowed'): void => usual.set({ ...usual.current(), writes });
  return {
    ...{ call, lines, journals, plans },
    sent: api.sent,
    late: api.late,
    plan: ({ plan }: { plan: string }): string => plan,
    policy: { freeze: () => set('frozen'), thaw: () => set('allowed') },
  };
}

function createApi(fates: Record<number, Fate>, { onSent, padding = 0 }: Setup) {
  const sent: { tool: string; args: Readonly<Record<string, unknown>> }[] = [];
  const lateEnds: SendOptions['onLateEnd'][] = [];
  let number = 0;
  const client: CapillaryClient = {
    send: async ({ tool }, args, { signal, onLateEnd } = {}) => {
      sent.push({ tool, args });
      if (tool !== REDEEM) return { httpStatus: 200, data: { response: {} }, warnings: [] };
      number += 1;
      lateEnds[number] = onLateEnd;
      onSent?.(number);
      const fate = fates[number];
      if (fate === 'hanging') {
        await new Promise<void>((resolve) => {
          signal?.addEventListener('abort', () => resolve());
          clock.hangs();
        });
      }
      if (fate) throw new CapillaryError({ ...FAILURES[fate === 'hanging' ? 'lost' : fate] });
      const data = { number, ...(padding > 0 && { padding: 'x'.repeat(padding) }) };
      return { httpStatus: 200, data, warnings: [] };
    },
    close: async () => {},
  };
  return {
    client,
    sent,
    /** The outcome of a request whose call has ended. */
    late: async (of: number): Promise<void> => {
      lateEnds[of]?.(undefined);
      await Promise.resolve();
    },
  };
}
