/** Dates as the API reads and writes them, and the calendar arithmetic of expiry. */
import { DAY, type Instant, instant, MINUTE, SECOND } from './clock.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Cache of offsets by time zone and moment, for the moments that {@link offsetMinutes} queries: asking Intl is slow. */
const offsets = new Map<string, number>();
const MAX_OFFSETS = 2000;
/** Since 1990 no time zone has changed its offset twice within seven days. */
const WINDOW = 4 * DAY;
/** Offsets change only at these. */
const QUARTER = 15 * MINUTE;

/**
 * The offsets of the brands' time zones, in minutes. Each has been the same since before 1990. Intl would say so, but its
 * first use takes longer than any other step of seeding a world.
 */
const UNCHANGING = new Map([
  ['Asia/Kolkata', 330],
  ['Asia/Dubai', 240],
  ['Asia/Singapore', 480],
]);

/** Minutes that a time zone is ahead of UTC at a moment. */
export function offsetMinutes(timezone: string, at: Instant): number {
  const unchanging = UNCHANGING.get(timezone);
  if (unchanging !== undefined) return unchanging;
  const moment = Date.parse(at);
  const start = Math.floor(moment / WINDOW) * WINDOW;
  const offset = offsetAt(timezone, start);
  if (offset === offsetAt(timezone, start + WINDOW)) return offset;
  return offsetAt(timezone, Math.floor(moment / QUARTER) * QUARTER);
}

function offsetAt(timezone: string, moment: number): number {
  const key = `${timezone} ${moment}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size >= MAX_OFFSETS) offsets.clear();
  const offset = offsetByIntl(timezone, moment);
  offsets.set(key, offset);
  return offset;
}

function offsetByIntl(timezone: string, moment: number): number {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, timeZoneName: 'longOffset' });
    formatters.set(timezone, formatter);
  }
  const name = formatter.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const match = /([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === '-' ? -minutes : minutes;
}

/** `+05:30` for 330. */
export function offsetText(minutes: number): string {
  const part = (n: number): string => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${part(Math.floor(size / 60))}:${part(size % 60)}`;
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads every form of date that the API accepts: a day, or a day and time separated by a blank or a T, with `Z`,
 * `+05:30`, `+0530` or no offset. Without an offset it is a time in `timezone`. Null if it is not a date.
 */
export function readDate(text: string, timezone: string): Instant | null {
  const match = DATE.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00', offset] = match;
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const milliseconds = Date.parse(wall);
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(milliseconds) || instant(milliseconds) !== wall) return null;
  if (offset === undefined) return atWallTime(milliseconds, timezone);
  return instant(milliseconds - readOffset(offset) * MINUTE);
}

/** `2026/05/03` and an epoch time, which the API accepts besides. */
const SLASHES = /^(\d{4})\/(\d{2})\/(\d{2})/;
const EPOCH = /^\d{10,14}$/;
const LAST_YEAR = Date.UTC(9999, 11, 31);

/** Reads a date in any of these forms, or a number of milliseconds since 1970. Null if it is neither. */
export function readMoment(text: string, timezone: string): Instant | null {
  if (EPOCH.test(text)) return readEpoch(text, 'milliseconds');
  return readDate(text.replace(SLASHES, '$1-$2-$3'), timezone);
}

/** Reads a number of seconds or milliseconds since 1970, however small. Null if it is none, or too large. */
export function readEpoch(text: string, unit: 'seconds' | 'milliseconds'): Instant | null {
  if (!/^\d+$/.test(text)) return null;
  const milliseconds = Number(text) * (unit === 'seconds' ? SECOND : 1);
  return milliseconds <= LAST_YEAR ? instant(milliseconds) : null;
}

/** The offset in a date as `+05:30`; null if it has none. */
export function offsetOf(text: string): string | null {
  const offset = DATE.exec(text.trim())?.[7];
  return offset === undefined ? null : offsetText(readOffset(offset));
}

function readOffset(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}

/** The moment when clocks in `timezone` show what UTC clocks show at `wall`. */
function atWallTime(wall: number, timezone: string): Instant {
  const guess = instant(wall - offsetMinutes(timezone, instant(wall)) * MINUTE);
  return instant(wall - offsetMinutes(timezone, guess) * MINUTE);
}

/** The wall time in `timezone`, in the form of an Instant without the zone. */
function wallTime(at: Instant, timezone: string): string {
  return instant(Date.parse(at) + offsetMinutes(timezone, at) * MINUTE).slice(0, 19);
}

/** `2026-05-03 17:30:00` in the time zone, the form of v1 and v1.1. */
export function localDateTime(at: Instant, timezone: string): string {
  return wallTime(at, timezone).replace('T', ' ');
}

/** `2026-05-03` in the time zone. */
export function localDate(at: Instant, timezone: string): string {
  return wallTime(at, timezone).slice(0, 10);
}

/** `2026-05-03T17:30:00+05:30`. */
export function zonedDateTime(at: Instant, timezone: string): string {
  return `${wallTime(at, timezone)}${offsetText(offsetMinutes(timezone, at))}`;
}

/** `2026-05-03 12:00:00`: v2's older form, in the server's time zone, which is UTC here. */
export function serverDateTime(at: Instant): string {
  return at.slice(0, 19).replace('T', ' ');
}

/** The last second of the day in the time zone. */
export function endOfDay(at: Instant, timezone: string): Instant {
  const midnight = Date.parse(`${localDate(at, timezone)}T00:00:00Z`);
  return atWallTime(midnight + DAY - 1000, timezone);
}

/** The last second of the month `months` after the month of `at`, in the time zone. */
export function endOfMonthAfter(at: Instant, months: number, timezone: string): Instant {
  const day = localDate(at, timezone);
  const first = Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months + 1, 1);
  return atWallTime(first - 1000, timezone);
}

/** The same day and time `months` later (or earlier); the day is limited to the month's length. */
export function addMonths(at: Instant, months: number): Instant {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  date.setUTCDate(Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()));
  return instant(date);
}

/** Whole days from one moment to a later one. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.floor((Date.parse(to) - Date.parse(from)) / DAY);
}
