/** Values as views and summaries show them. */
import type { Brand, Entries } from '../../apps/contract.js';
import { numberAt, textAt } from '../../lib/json-at.js';
import { zonedTime } from '../../lib/zoned-time.js';

/** A time with the offset of the brand; undefined if the text is none, or says of no zone. */
export function timeAt(brand: Brand, value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  if (text === undefined || !HAS_OFFSET.test(text)) return undefined;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  return zonedTime(at, brand.timeZone ?? '+00:00') ?? new Date(at).toISOString();
}

const HAS_OFFSET = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/;

/** A day there, of a day or of a time. */
export function dayAt(brand: Brand, value: unknown, ...path: readonly string[]): string | undefined {
  const text = textAt(value, ...path);
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? text : timeAt(brand, value, ...path)?.slice(0, 10);
}

/** The same day of a time in milliseconds since 1970. */
export const dayOf = (brand: Brand, at: number): string | undefined =>
  zonedTime(at, brand.timeZone ?? '+00:00')?.slice(0, 10);

/** The first entries of a list. @param total - how many there are in all, where the list is only a page */
export function firstOf<T>(list: readonly T[], max: number, total?: number): Entries<T> {
  const entries = list.slice(0, max);
  const more = Math.max(total ?? 0, list.length) - entries.length;
  return { entries, ...(more > 0 && { more }) };
}

/** The name of a person, of its parts; undefined if there are none. */
export function personNameAt(person: unknown, ...parts: readonly string[]): string | undefined {
  const name = parts.flatMap((part) => textAt(person, part) ?? []).join(' ');
  return name === '' ? undefined : name;
}

/** A discount in words, of a coupon or of a series. */
export function discountOf(coupon: unknown, brand: Brand): string | undefined {
  const value = numberAt(coupon, 'discountValue');
  if (value === undefined) return undefined;
  const most = numberAt(coupon, 'discountUpto') ?? 0;
  const currency = brand.currency === undefined ? '' : ` ${brand.currency}`;
  if (!/^perc/i.test(textAt(coupon, 'discountType') ?? '')) return `${value}${currency} off`;
  return `${value}%${most > 0 ? `, at most ${most}${currency}` : ''}`;
}
