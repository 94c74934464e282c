/** What a call amounts to if its arguments do not say so, such as the points that a reward costs: reads say it. */
import { isObject } from '../lib/json.js';
import type { AmountRead, Definition, PriceRead } from '../tools/define.js';
import { type Measured, measure, numberOf, type PointsOf, valuesAt } from './amounts.js';
import type { Policy } from './policy.js';
import { isMeant, readBeside } from './side-reads.js';
import type { Read } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

export interface LookedUp extends Measured {
  /** Whether something could not be found out that a limit concerns. */
  readonly isIncomplete: boolean;
}

/** A call waits no longer than this, and not for more reads. */
const WAIT_MS = 3_000;
const MAX_READS = 2;

/**
 * Measures a call, and looks up what its arguments leave out if a limit concerns it.
 *
 * @param args - already checked against the schemas
 */
export async function measureWithReads(
  read: Read,
  policy: Policy,
  definition: Definition,
  args: Args,
): Promise<LookedUp> {
  const measured = measure(definition, args);
  const { lookUp, of = [] } = definition.amounts ?? {};
  if (!lookUp || !concerns(policy, lookUp)) return { ...measured, isIncomplete: false };
  const calls = lookUp.each === undefined ? [args] : rowsOf(args, lookUp.each);
  const missing = calls.filter((row, index) => isMeant(lookUp, row) && measured.points[index]?.points === undefined);
  const answers = await Promise.all(missing.slice(0, MAX_READS).map((row) => answerOf(read, lookUp, row)));
  const found = missing.map((row, index) => amountsIn(answers[index], lookUp, row));
  const own = of.flatMap((path) => valuesAt(args, path));
  return {
    ...measured,
    points: [
      ...measured.points.filter(({ points }) => points !== undefined),
      ...found.map(({ points, whose }): PointsOf => ({ points, of: own.length > 0 ? own : whose })),
    ],
    bills: [...measured.bills, ...found.flatMap(({ bill }) => bill ?? [])],
    isIncomplete: found.some(({ points, bill }) => (lookUp.bill === undefined ? points : bill) === undefined),
  };
}

function concerns({ points, billAmount }: Policy, { bill }: AmountRead): boolean {
  return bill === undefined ? Object.values(points).some((limit) => limit !== null) : billAmount !== null;
}

const answerOf = async (read: Read, lookUp: AmountRead, row: Args): Promise<unknown> => {
  const said = await readBeside(read, lookUp, row, WAIT_MS);
  return said && 'answer' in said ? said.answer : undefined;
};

interface Amount {
  readonly points: number | undefined;
  readonly bill: number | undefined;
  readonly whose: readonly unknown[];
}

function amountsIn(answer: unknown, { points, of, bill, price }: AmountRead, row: Args): Amount {
  const at = (path: string | undefined): unknown[] => (path === undefined ? [] : valuesAt(answer, path));
  return {
    points: price ? costOf(answer, price, row) : numberOf(at(points)[0]),
    bill: numberOf(at(bill)[0]),
    whose: at(of),
  };
}

function costOf(answer: unknown, price: PriceRead, row: Args): number | undefined {
  const [chosen] = valuesAt(row, price.chosen);
  const all = valuesAt(answer, price.in).filter(isObject);
  const named = all.filter(({ id }) => chosen !== undefined && String(id) === String(chosen));
  const prices = named.length > 0 ? named : all;
  const pieces = numberOf(valuesAt(row, price.pieces)[0]) ?? 1;
  const plain = numberOf(valuesAt(answer, price.plain)[0]);
  if (prices.length === 0) return plain === undefined ? undefined : plain * pieces;
  const value = numberOf(valuesAt(row, price.value)[0]) ?? 1;
  return Math.max(...prices.map((each) => pointsOf(each, value) * pieces));
}

/** @param value - that is wanted, if points are converted into it */
function pointsOf({ points, conversionRatio }: Record<string, unknown>, value: number): number {
  const ratio = numberOf(conversionRatio) ?? 0;
  return ratio > 0 ? value / ratio : (numberOf(points) ?? 0);
}

/** The call once for each row of a list, with this row alone. */
const rowsOf = (args: Args, path: string): Args[] =>
  valuesAt(args, path).map((row) => withRow(args, path.replace(/\[\]$/, '').split('.'), row));

function withRow(args: Args, [name = '', ...rest]: readonly string[], row: unknown): Args {
  const inner = args[name];
  return { ...args, [name]: rest.length === 0 ? [row] : isObject(inner) ? withRow(inner, rest, row) : inner };
}
