/** Limits of badges: how often a badge may be earned, by one customer or by all, in total or in a window. */

import { numberOf, textOf } from '../../http/arguments.js';
import { DAY, type Instant, instant, later } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import type { Badge, BadgeLimit, EarnedBadge, ExpiryUnit } from './state.js';

/** From `start`, up to but without `end`. */
export interface Window {
  start: Instant;
  end: Instant;
}

const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const WEEK = 7 * DAY;

/** DAYS for DAYS and DAILY, and so on; null if the value is not a unit. */
export function unitOf(value: unknown): ExpiryUnit | null {
  const unit = textOf(value).toUpperCase();
  if (unit === 'DAYS' || unit === 'DAILY') return 'DAYS';
  if (unit === 'WEEKS' || unit === 'WEEKLY') return 'WEEKS';
  return unit === 'MONTHS' || unit === 'MONTHLY' ? 'MONTHS' : null;
}

/** `at` moved by a number of units, which may be negative. */
export function moved(at: Instant, unit: ExpiryUnit, count: number): Instant {
  return unit === 'MONTHS' ? addMonths(at, count) : later(at, count * (unit === 'WEEKS' ? WEEK : DAY));
}

/** The fixed window around a moment. Days count from the badge's start; weeks and months follow the calendar in UTC. */
export function fixedWindow(badge: Badge, { sent }: BadgeLimit, at: Instant): Window {
  const unit = unitOf(sent['durationType']) ?? 'DAYS';
  if (unit === 'MONTHS') {
    const start: Instant = `${at.slice(0, 7)}-01T00:00:00Z`;
    return { start, end: addMonths(start, 1) };
  }
  if (unit === 'WEEKS') {
    const midnight: Instant = `${at.slice(0, 10)}T00:00:00Z`;
    const days = (new Date(midnight).getUTCDay() - firstWeekday(sent['startDayOfTheWeek']) + 7) % 7;
    const start = later(midnight, -days * DAY);
    return { start, end: later(start, WEEK) };
  }
  const length = Math.max(1, numberOf(sent['refreshRate']) ?? 1) * DAY;
  const from = Date.parse(badge.startOn);
  const start = instant(from + Math.floor((Date.parse(at) - from) / length) * length);
  return { start, end: later(start, length) };
}

/** The number of a weekday from its name or, as in one sample, from its number (Monday is 1). Monday by default. */
function firstWeekday(value: unknown): number {
  const named = WEEKDAYS.indexOf(textOf(value).toUpperCase());
  return named >= 0 ? named : (numberOf(value) ?? 1) % 7;
}

/** Whether the limit allows one more badge at a moment, given the badges earned so far. */
export function within(badge: Badge, limit: BadgeLimit, earned: readonly EarnedBadge[], at: Instant): boolean {
  const { kind, sent } = limit;
  const most = numberOf(sent['maxEarnLimit']);
  if (kind === 'NO_LIMIT') return true;
  if (kind === 'FIXED_VALUE') return most === null || earned.length < most;
  if (kind === 'FIXED_WINDOW') {
    const { start, end } = fixedWindow(badge, limit, at);
    return most === null || earned.filter(({ eventOn }) => eventOn >= start && eventOn < end).length < most;
  }
  return rollingWindows(sent).every(({ unit, length, most: cap }) => {
    const after = moved(at, unit, -length);
    return earned.filter(({ eventOn }) => eventOn > after && eventOn <= at).length < cap;
  });
}

/** Rolling windows of a limit: up to one per unit for a customer, one in total. */
function rollingWindows(sent: BadgeLimit['sent']): { unit: ExpiryUnit; length: number; most: number }[] {
  const candidates = [
    { unit: 'DAYS' as const, length: sent['rollForDays'], most: sent['maxEarnForDays'] },
    { unit: 'WEEKS' as const, length: sent['rollForWeeks'], most: sent['maxEarnForWeeks'] },
    { unit: 'MONTHS' as const, length: sent['rollForMonths'], most: sent['maxEarnForMonths'] },
    { unit: unitOf(sent['rollType']) ?? ('DAYS' as const), length: sent['rollValue'], most: sent['maxEarnLimit'] },
  ];
  return candidates.flatMap(({ unit, length, most }) => {
    const [units, cap] = [numberOf(length), numberOf(most)];
    return units === null || cap === null ? [] : [{ unit, length: units, most: cap }];
  });
}
