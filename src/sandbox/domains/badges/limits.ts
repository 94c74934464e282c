/** Limits of badges: how often a badge may be earned, by one customer or by all, in total or in a window. */
import { DAY, type Instant, instant, later } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import type { Badge, BadgeLimit, EarnedBadge, ExpiryUnit, LimitSettings } from './state.js';

/** From `start`, up to but without `end`. */
export interface Window {
  start: Instant;
  end: Instant;
}

export const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const WEEK = 7 * DAY;

/** The units by the names that documented samples have for them. */
export const UNITS = {
  DAYS: 'DAYS',
  DAILY: 'DAYS',
  WEEKS: 'WEEKS',
  WEEKLY: 'WEEKS',
  MONTHS: 'MONTHS',
  MONTHLY: 'MONTHS',
} as const satisfies Record<NonNullable<LimitSettings['durationType']>, ExpiryUnit>;

/** `at` moved by a number of units, which may be negative. */
export function moved(at: Instant, unit: ExpiryUnit, count: number): Instant {
  return unit === 'MONTHS' ? addMonths(at, count) : later(at, count * (unit === 'WEEKS' ? WEEK : DAY));
}

/** A series of windows: of a number of days from a moment, or of the calendar's weeks or months in UTC. */
interface Windows {
  unit: ExpiryUnit;
  from: Instant;
  days: number;
  /** The number of the first day of a week, from 0 for Sunday. */
  firstWeekday: number;
}

/** The window around a moment. */
export function windowAt(at: Instant, { unit, from, days, firstWeekday }: Windows): Window {
  if (unit === 'MONTHS') {
    const start: Instant = `${at.slice(0, 7)}-01T00:00:00Z`;
    return { start, end: addMonths(start, 1) };
  }
  if (unit === 'WEEKS') {
    const midnight: Instant = `${at.slice(0, 10)}T00:00:00Z`;
    const start = later(midnight, -((new Date(midnight).getUTCDay() - firstWeekday + 7) % 7) * DAY);
    return { start, end: later(start, WEEK) };
  }
  const length = days * DAY;
  const first = Date.parse(from);
  const start = instant(first + Math.floor((Date.parse(at) - first) / length) * length);
  return { start, end: later(start, length) };
}

/** The fixed window of a limit around a moment. Days count from the badge's start. */
export const fixedWindow = (badge: Badge, { sent }: BadgeLimit, at: Instant): Window =>
  windowAt(at, {
    unit: UNITS[sent.durationType ?? 'DAYS'],
    from: badge.startOn,
    days: Math.max(1, sent.refreshRate ?? 1),
    firstWeekday: firstWeekday(sent.startDayOfTheWeek),
  });

/** The number of a weekday from its name or, as in one sample, from its number (Monday is 1). Monday by default. */
function firstWeekday(day = 'MONDAY'): number {
  const named = WEEKDAYS.indexOf(day.toUpperCase());
  return named >= 0 ? named : (Number.parseInt(day, 10) || 1) % 7;
}

/** Whether the limit allows one more badge at a moment, given the badges earned so far. */
export function within(badge: Badge, limit: BadgeLimit, earned: readonly EarnedBadge[], at: Instant): boolean {
  const { kind, sent } = limit;
  const { maxEarnLimit: max = Number.POSITIVE_INFINITY } = sent;
  if (kind === 'NO_LIMIT') return true;
  if (kind === 'FIXED_VALUE') return earned.length < max;
  if (kind === 'FIXED_WINDOW') {
    const { start, end } = fixedWindow(badge, limit, at);
    return earned.filter(({ eventOn }) => eventOn >= start && eventOn < end).length < max;
  }
  return rollingWindows(sent).every(({ unit, length, cap }) => {
    const after = moved(at, unit, -length);
    return earned.filter(({ eventOn }) => eventOn > after && eventOn <= at).length < cap;
  });
}

/**
 * How much of a limit is used at a moment: in all or in the current window, and in each kind of rolling window; null
 * where the limit has none.
 */
export function countsIn(
  badge: Badge,
  limit: BadgeLimit,
  earned: readonly EarnedBadge[],
  at: Instant,
): Record<'total' | ExpiryUnit, number | null> {
  const counts: Record<'total' | ExpiryUnit, number | null> = { total: null, DAYS: null, WEEKS: null, MONTHS: null };
  const inWindow = ({ start, end }: Window): number =>
    earned.filter(({ eventOn }) => eventOn >= start && eventOn < end).length;
  if (limit.kind === 'FIXED_WINDOW') return { ...counts, total: inWindow(fixedWindow(badge, limit, at)) };
  if (limit.kind !== 'ROLLING_WINDOW') return { ...counts, total: earned.length };
  for (const { unit, length } of rollingWindows(limit.sent)) {
    const after = moved(at, unit, -length);
    counts[unit] = earned.filter(({ eventOn }) => eventOn > after && eventOn <= at).length;
  }
  return counts;
}

/** Rolling windows of a limit: up to one per unit for a customer, one in total. */
function rollingWindows(sent: LimitSettings): { unit: ExpiryUnit; length: number; cap: number }[] {
  const candidates = [
    { unit: 'DAYS', length: sent.rollForDays, cap: sent.maxEarnForDays },
    { unit: 'WEEKS', length: sent.rollForWeeks, cap: sent.maxEarnForWeeks },
    { unit: 'MONTHS', length: sent.rollForMonths, cap: sent.maxEarnForMonths },
    { unit: sent.rollType ?? 'DAYS', length: sent.rollValue, cap: sent.maxEarnLimit },
  ] as const;
  return candidates.flatMap(({ unit, length, cap }) =>
    length === undefined || cap === undefined ? [] : [{ unit, length, cap }],
  );
}
