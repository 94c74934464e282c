/** What overviews make of what the API answers, whatever it answers. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Composing, CompositionRefusal } from '../../src/tools/composition.js';
import { overviews } from '../../src/tools/overviews/overviews.js';

const BRAND = { currency: 'INR', timeZone: 'Asia/Kolkata', today: '2026-05-03', sandbox: true };

/** A call of which each read is answered like this. */
function callOf(args: Composing['args'], answer: (tool: string) => unknown): Composing {
  const read = async (tool: string): Promise<unknown> => answer(tool);
  return { args, brand: Promise.resolve(BRAND), read, tryRead: (_, tool) => read(tool), unavailable: [] };
}

const composed = (tool: string) => overviews.find((each) => each.tool === tool)?.composition;

/** JSON with names that overviews look for. */
const NAMES = [
  ...['id', 'profiles', 'identifiers', 'type', 'value', 'loyaltyProgramDetails', 'upgradeStrategies', 'currentSlab'],
  ...['expirySchedules', 'expiryDateISO', 'points', 'ledgerEntries', 'entryDetails', 'entity', 'customers', 'coupons'],
  ...['data', 'rankings', 'targets', 'code', 'pagination', 'total', 'response', 'series', 'items', 'item', 'metadata'],
];
const answer = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(null, '', 'x', '2026-05-31T18:29:59Z', -1, 0, 1e300, true, '9'.repeat(400)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 6 }),
  ),
})).value;

it.each(overviews)('$tool makes something of any answer', async ({ composition, example = {} }) => {
  if (!composition) throw new Error('no composition');
  const compose = await composition.load();
  await fc.assert(
    fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 5 }), async (answers) => {
      let reads = 0;
      try {
        const { view, answer: told } = await compose(callOf(example, () => answers[reads++ % answers.length]));
        expect(view.view).toBe(composition.view);
        expect(() => JSON.stringify([view, told])).not.toThrow();
        expect(JSON.stringify(view)).not.toContain('NaN');
      } catch (error) {
        if (!(error instanceof CompositionRefusal)) throw error;
      }
    }),
    { numRuns: 200 },
  );
});

it('says which program the points are of if there are several, and leaves promised points out of the balance', async () => {
  const compose = await composed('customer_overview')?.load();
  const answers: Readonly<Record<string, unknown>> = {
    customer_lookup_get_details: {
      id: 7,
      profiles: [{ source: 'INSTORE', firstName: 'Ann', lastName: null, identifiers: [] }],
      pointsSummary: { programId: 2 },
      loyaltyProgramDetails: [
        { programId: 1, programTitle: 'Old', loyaltyPoints: 5 },
        { programId: 2, programTitle: 'New', loyaltyPoints: 90, programPointsToCurrencyRatio: 0.25 },
      ],
    },
    points_ledger_get_entries: {
      ledgerEntries: [
        {
          eventName: 'TransactionAdd',
          ledgerCreatedDateISO: '2026-05-02T20:00:00Z',
          entryDetails: [
            { ledgerEntryType: 'CREDIT', points: '10.000', pointsCategory: 'Main' },
            { ledgerEntryType: 'CREDIT', points: '99.000', pointsCategory: 'DelayedAccrualPointCategory' },
          ],
        },
        {
          eventName: 'PointsExpiry',
          ledgerCreatedDateISO: '2026-05-01T20:00:00Z',
          entryDetails: [{ ledgerEntryType: 'DEBIT', points: '20.000', pointsCategory: 'Main' }],
        },
      ],
    },
  };
  const result = await compose?.(callOf({ identifierName: 'id', identifierValue: '7' }, (tool) => answers[tool]));
  const view = result?.view;
  if (view?.view !== 'customer') throw new Error('no customer');
  expect(view.customer).toEqual({ id: '7', name: 'Ann' });
  expect(view.points).toEqual({ program: 'New', balance: 90, value: 22.5 });
  expect(view.ledger?.entries).toEqual([
    { on: '2026-05-03T01:30:00+05:30', kind: 'earned', points: 10, balance: 90 },
    { on: '2026-05-02T01:30:00+05:30', kind: 'expired', points: -20, balance: 80 },
  ]);
});
