/** The world's clock: fixed for tests and demos, otherwise the system clock plus what was advanced. */

import type { Instant } from '../../lib/instant.js';
import { LATEST } from './clock-limit.js';

export type { Instant };

/** What a clock may start from: ISO 8601 text, epoch milliseconds or a Date. */
export type ClockStart = string | number | Date;

/** A fixed clock stays at `now` until advanced; a running one is the system clock plus `offset` milliseconds. */
export type Clock = { kind: 'fixed'; now: Instant } | { kind: 'running'; offset: number };

/** The clock's part of a world; `World` extends it. */
export interface ClockState {
  clock: Clock;
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * A clock fixed at `start`, or, without one, a running clock.
 * @throws RangeError if the start is not a date, or after `LATEST`
 */
export function startClock(start?: ClockStart): Clock {
  if (start === undefined) return { kind: 'running', offset: 0 };
  if (new Date(start).getTime() > Date.parse(LATEST)) throw new RangeError(`the clock cannot start after ${LATEST}`);
  return { kind: 'fixed', now: instant(start) };
}

/** Instants by their second since 1970: much happens at the same moment, and expires at the same one. */
const instants = new Map<number, Instant>();
const MAX_INSTANTS = 2000;

/**
 * Converts to an Instant.
 * @throws RangeError if the value is not a date
 */
export function instant(at: ClockStart): Instant {
  const date = new Date(at);
  const second = Math.floor(date.getTime() / SECOND);
  const known = instants.get(second);
  if (known !== undefined) return known;
  const text = `${date.toISOString().slice(0, 19)}Z`;
  if (instants.size >= MAX_INSTANTS) instants.clear();
  instants.set(second, text);
  return text;
}

/** Now, by the world's clock. */
export function now(world: ClockState): Instant {
  return world.clock.kind === 'fixed' ? world.clock.now : instant(Date.now() + world.clock.offset);
}

/** `at` plus a number of milliseconds. */
export function later(at: Instant, milliseconds: number): Instant {
  return instant(Date.parse(at) + milliseconds);
}

/** The earlier of two moments. */
export function earlier(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

/** Whether the clock can be advanced so far: forwards, and not past `LATEST`. */
export function canAdvance(world: ClockState, milliseconds: number): boolean {
  return milliseconds >= 0 && Date.parse(now(world)) + milliseconds <= Date.parse(LATEST);
}

/**
 * Advances the clock, by an amount that `canAdvance` allows. What falls due meanwhile (points expiring, promised points becoming redeemable, tiers ending) is
 * carried out by `runDue` in rules/due.ts, which the server runs before each call.
 */
export function advance(world: ClockState, milliseconds: number): void {
  const { clock } = world;
  if (clock.kind === 'fixed') clock.now = later(clock.now, milliseconds);
  else clock.offset += milliseconds;
}
