/** Movements over time, summed by days, weeks, months or years: whichever are few enough to be seen. */

export type PeriodUnit = 'day' | 'week' | 'month' | 'year';

export interface Period<T> {
  /** Where it begins, as `Format.wallTime` counts. */
  readonly at: number;
  /** What falls into it, in order. */
  readonly entries: readonly T[];
}

const DAY_MS = 86_400_000;
/** More columns than this are too narrow for a phone. */
const MAX_PERIODS = 40;
/** Of years, which have no larger unit: dates of the year 1 or 9999 must not fill the page. */
const MAX_YEARS = 60;

const UNITS: readonly PeriodUnit[] = ['day', 'week', 'month', 'year'];

/**
 * All periods from the first entry to the last, those without entries too. Of more than 60 years only the last are there.
 *
 * @param entries - in any order
 * @param until - where the last period may end at the earliest
 */
export function periodsOf<T extends { readonly at: number }>(
  entries: readonly T[],
  until = Number.NEGATIVE_INFINITY,
): { unit: PeriodUnit; periods: readonly Period<T>[] } {
  const sorted = entries.toSorted((a, b) => a.at - b.at);
  const [first, newest] = [sorted[0], sorted.at(-1)];
  if (first === undefined || newest === undefined) return { unit: 'day', periods: [] };
  const last = Math.max(newest.at, until);
  const unit = UNITS.find((each) => isFew(first.at, last, each)) ?? 'year';
  const byStart = new Map<number, T[]>();
  for (const entry of sorted) {
    const start = startOf(entry.at, unit);
    const same = byStart.get(start);
    if (same === undefined) byStart.set(start, [entry]);
    else same.push(entry);
  }
  return { unit, periods: starts(first.at, last, unit).map((at) => ({ at, entries: byStart.get(at) ?? [] })) };
}

const APPROXIMATE_DAYS: Readonly<Record<PeriodUnit, number>> = { day: 1, week: 7, month: 30.4, year: 365.2 };

const isFew = (first: number, last: number, unit: PeriodUnit): boolean =>
  (startOf(last, unit) - startOf(first, unit)) / DAY_MS / APPROXIMATE_DAYS[unit] + 1 <= MAX_PERIODS;

function starts(first: number, last: number, unit: PeriodUnit): number[] {
  const found: number[] = [];
  for (
    let at = startOf(last, unit);
    at >= startOf(first, unit) && found.length < MAX_YEARS;
    at = startOf(at - 1, unit)
  ) {
    found.push(at);
  }
  return found.reverse();
}

function startOf(at: number, unit: PeriodUnit): number {
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  // 1 January 1970 was a Thursday; weeks begin on Mondays.
  if (unit === 'week') return day - ((((day / DAY_MS + 3) % 7) + 7) % 7) * DAY_MS;
  const date = new Date(day);
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  return unit === 'year' ? Date.UTC(date.getUTCFullYear(), 0, 1) : day;
}
