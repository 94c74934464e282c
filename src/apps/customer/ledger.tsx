/** How a customer's points came and went. */
import { useMemo } from 'preact/hooks';
import { useFormat } from '../components/context.js';
import type { Format } from '../components/format.js';
import { Section } from '../components/frame.js';
import { periodsOf } from '../components/periods.js';
import { type Flow, TimeChart } from '../components/time-chart.js';
import type { CustomerData, LedgerEntry } from '../contract.js';

interface Movement extends LedgerEntry {
  readonly at: number;
  /** The balance afterwards, if it is known. */
  readonly level: number | undefined;
}

/** @param balance - the customer's points now */
export function Ledger(props: { ledger: NonNullable<CustomerData['ledger']>; balance: number | undefined }) {
  const { ledger, balance } = props;
  const format = useFormat();
  const movements = useMemo(() => movementsOf(ledger.entries, balance, format), [ledger, balance, format]);
  // Up to today, because the balance has stayed the same since the last movement.
  const today = format.brand.today === undefined ? undefined : format.wallTime(format.brand.today);
  const { unit, periods } = useMemo(() => periodsOf(movements, today), [movements, today]);
  const label = 'Points over time';
  return (
    <Section title={label} summary={summaryOf(movements, format)} wide>
      {periods.length > 0 && (
        <TimeChart
          label={label}
          unit={unit}
          starts={periods.map(({ at }) => at)}
          level={levelOf(periods)}
          flows={flowsOf(periods)}
        />
      )}
    </Section>
  );
}

/** Newest first, as they come. Where the API does not tell the balance, it follows from that of today. */
function movementsOf(entries: readonly LedgerEntry[], balance: number | undefined, format: Format): Movement[] {
  let level = balance;
  return entries.flatMap((entry) => {
    level = entry.balance ?? level;
    const at = format.wallTime(entry.on);
    const movement = at === undefined ? [] : [{ ...entry, at, level }];
    if (level !== undefined) level -= entry.points;
    return movement;
  });
}

type Periods = ReturnType<typeof periodsOf<Movement>>['periods'];

/** The balance at the end of each period: that after its last movement, or as before. */
function levelOf(periods: Periods) {
  let level: number | undefined;
  const values = periods.map(({ entries }) => {
    // Entries of the same moment keep the order of the ledger, newest first.
    const last = entries.filter(({ at }) => at === entries.at(-1)?.at)[0];
    level = last?.level ?? level;
    return level;
  });
  return values.some((value) => value !== undefined) ? { name: 'Balance', values } : undefined;
}

function flowsOf(periods: Periods): Flow[] {
  const sum = (isCounted: (entry: Movement) => boolean): number[] =>
    periods.map(({ entries }) => Math.abs(entries.filter(isCounted).reduce((total, { points }) => total + points, 0)));
  const lost = isOnlyExpired(periods.flatMap(({ entries }) => entries)) ? 'Expired' : 'Expired or other';
  const flows: Flow[] = [
    { name: 'Earned', look: 'solid', direction: 'up', values: sum(({ points }) => points > 0) },
    { name: 'Redeemed', look: 'outline', direction: 'down', values: sum(isRedeemed) },
    { name: lost, look: 'hatched', direction: 'down', values: sum(isLost) },
  ];
  return flows.filter(({ values }, index) => index < 2 || values.some((value) => value > 0));
}

const isOnlyExpired = (movements: readonly Movement[]): boolean =>
  movements.every((entry) => !isLost(entry) || entry.kind === 'expired');

const isRedeemed = ({ kind, points }: LedgerEntry): boolean => points < 0 && kind === 'redeemed';
const isLost = ({ kind, points }: LedgerEntry): boolean => points < 0 && kind !== 'redeemed';

function summaryOf(movements: readonly Movement[], format: Format): string {
  const first = movements.at(-1);
  if (first === undefined) return 'No points have come or gone yet.';
  const total = (isCounted: (entry: Movement) => boolean): string =>
    format.number(Math.abs(movements.filter(isCounted).reduce((sum, { points }) => sum + points, 0)));
  const how = isOnlyExpired(movements) ? 'expired' : 'expired or gone otherwise';
  const lost = movements.some(isLost) ? `, ${total(isLost)} ${how}` : '';
  return `Since ${format.day(first.on)}: ${total(({ points }) => points > 0)} earned, ${total(isRedeemed)} redeemed${lost}.`;
}
