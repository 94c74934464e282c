/** Whatever becomes of requests, and whenever the process ends: every row of a batch is carried out at most once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batches, clock, type Fate, REDEEM, rows } from './batch-server.js';

const ROWS = 6;
/** `hanging` stands for a process that ends while the request is in flight. */
const fate = fc.constantFrom<Fate | 'applied'>('applied', 'applied', 'rejected', 'lost', 'unsent', 'hanging');
const READ = 'customer_get_redemptions_v1_1';

/** What is carried out by one server after the other, each of which ends in a crash or with the test. */
class Servers {
  readonly sent: { row: number; fate: Fate | 'applied' }[] = [];
  readonly #fates: readonly (Fate | 'applied')[];
  #server = batches();

  constructor(fates: readonly (Fate | 'applied')[]) {
    this.#fates = fates;
    this.#start(this.#server.journals);
  }

  /** @returns undefined if the server has crashed, and there is another one */
  async call(name: string, args: Record<string, unknown>) {
    const crashed = clock.whenHanging().then(() => undefined);
    const answer = await Promise.race([this.#server.call(name, args), crashed]);
    if (!answer) this.#start(this.#server.journals.afterCrash());
    return answer;
  }

  /** Notes what the last server was sent. */
  note(): void {
    const redeemed = this.#server.sent.filter(({ tool }) => tool === REDEEM);
    for (const { args } of redeemed) {
      this.sent.push({ row: billOf(args), fate: this.#fates[this.sent.length] ?? 'applied' });
    }
  }

  #start(journals: ReturnType<typeof batches>['journals']): void {
    this.note();
    const left = this.#fates.slice(this.sent.length);
    const fates = left.flatMap((each, index): [number, Fate][] => (each === 'applied' ? [] : [[index + 1, each]]));
    this.#server = batches({ journals, fates: Object.fromEntries(fates) });
  }
}

/** Makes the batch, and goes on with its plan until nothing is left. */
async function makeBatch(servers: Servers, reads: boolean) {
  const first: Record<string, unknown> = { name: REDEEM, calls: rows(ROWS) };
  let next = first;
  for (let step = 0; step < 80; step += 1) {
    const answer = await servers.call('call_destructive_tool', next);
    if (!answer) continue;
    const { value, error } = answer;
    if (!error && value.left === 0) return value;
    const { plan = value.plan, row } = error?.details ?? {};
    next = row === undefined || reads ? { plan } : { plan, again: true };
    if (row === undefined || !reads) continue;
    await servers.call('call_read_tool', {
      name: READ,
      arguments: { mobile: `9198${String(row).padStart(8, '0')}` },
    });
  }
  throw new Error('the batch did not end');
}

const billOf = (args: Readonly<Record<string, unknown>>): number =>
  Number(/"transaction_number":"(\d+)"/.exec(JSON.stringify(args))?.[1]);

it('carries out each row at most once, in order, and says what became of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 14 }), fc.boolean(), async (fates, reads) => {
      clock.advance(86_400_001);
      const servers = new Servers(fates);
      const value = await makeBatch(servers, reads);
      servers.note();
      const carriedOut = servers.sent.filter((each) => each.fate !== 'unsent');
      expect(carriedOut.map(({ row }) => row)).toEqual(Array.from({ length: ROWS }, (_, index) => index + 1));
      const count = (...of: string[]): number => carriedOut.filter((each) => of.includes(each.fate)).length;
      const { applied = 0, rejected = 0, unknown = 0 } = value.outcomes;
      expect([applied, rejected, unknown]).toEqual([count('applied'), count('rejected'), count('lost', 'hanging')]);
    }),
    { numRuns: 40 },
  );
}, 60_000);
