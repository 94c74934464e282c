/** Paging, and filters by day, moment and place. */

import type { Instant } from '../world/clock.js';
import { endOfDay, readDate } from '../world/dates.js';
import { fail } from '../world/failure.js';
import type { World } from '../world/world.js';
import { given, oneOf, textOf } from './arguments.js';

/** A page, as it is requested and as the answer reports it. */
export interface Page {
  limit: number;
  offset: number;
}

/** The rows of a page. */
export const pageRows = <T>(rows: readonly T[], { limit, offset }: Page): T[] => rows.slice(offset, offset + limit);

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A filter for moments from `start` to `end`, which may be days: then the last day is included.
 * @throws `code` if a value is not a date
 */
export function momentsAsked(world: World, start: unknown, end: unknown, code: number): (at: Instant) => boolean {
  const { timezone } = world.organisation;
  const read = (value: unknown): Instant | null =>
    given(value) ? (readDate(textOf(value), timezone) ?? fail(code, `${textOf(value)} is not a date`)) : null;
  const from = read(start);
  const last = read(end);
  const until = last && endAsked(last, end, timezone);
  return (at) => (from === null || at >= from) && (until === null || at <= until);
}

/** When a period ends: if its end was sent as a day alone, with that day. */
export const endAsked = (end: Instant, sent: unknown, timezone: string): Instant =>
  DAY.test(textOf(sent)) ? endOfDay(end, timezone) : end;

/** A period that was decoded. */
interface Period {
  readonly start: Instant | undefined;
  readonly end: Instant | undefined;
  /** The end as it was sent. */
  readonly sentEnd: unknown;
}

/** A filter for moments of a period. If its end was sent as a day alone, it includes that day. */
export function during(world: World, { start, end, sentEnd }: Period): (at: Instant) => boolean {
  const until = end && endAsked(end, sentEnd, world.organisation.timezone);
  return (at) => (start === undefined || at >= start) && (until === undefined || at <= until);
}

/** The place of an event. */
export interface Place {
  tillId: number;
  storeId: number;
}

const PLACES = ['ZONE', 'CONCEPT', 'STORE', 'TILL'] as const;

/** A filter for the till, store, zone or concept with a code; for any of these kinds if `type` names none. */
export function placeAsked(world: World, type: unknown, code: unknown): (place: Place) => boolean {
  const wanted = textOf(code);
  if (wanted === '') return () => true;
  const kind = given(type) ? oneOf(PLACES, type) : null;
  return ({ tillId, storeId }) => {
    const store = world.stores[storeId];
    const codes = {
      TILL: world.tills[tillId]?.code,
      STORE: store?.code,
      ZONE: world.zones[store?.zoneId ?? 0]?.code,
      CONCEPT: world.concepts[store?.conceptId ?? 0]?.code,
    };
    if (given(type)) return kind !== null && codes[kind] === wanted;
    return Object.values(codes).includes(wanted);
  };
}
