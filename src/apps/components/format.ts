/** Numbers, money and times in words: in the reader's language, the brand's currency and its time zone. */
import { zonedTime } from '../../lib/zoned-time.js';
import type { Brand } from '../contract.js';
import type { PeriodUnit } from './periods.js';

const DAY_MS = 86_400_000;

/** A number without separators, and a currency. */
const AMOUNT = /(?<![\d.,])(\d{1,12}(?:\.\d{1,4})?) ([A-Z]{3})\b/g;

const DATE_STYLES = {
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short', year: '2-digit' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type DateStyle = keyof typeof DATE_STYLES;

export class Format {
  readonly brand: Brand;
  readonly #locale: string | undefined;
  readonly #number: Intl.NumberFormat;
  readonly #compact: Intl.NumberFormat;
  readonly #money: Intl.NumberFormat;
  readonly #relative: Intl.RelativeTimeFormat;
  /** Those that were needed so far: to make one takes far longer than to use it. */
  readonly #dateFormats = new Map<DateStyle, Intl.DateTimeFormat>();

  /** @param locale - BCP 47; the browser's own if it is missing or unknown */
  constructor(brand: Brand, locale?: string) {
    this.brand = brand;
    this.#locale = knownLocale(locale);
    this.#number = new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 2 });
    this.#compact = new Intl.NumberFormat(this.#locale, { notation: 'compact', maximumFractionDigits: 1 });
    this.#money = moneyFormat(this.#locale, brand.currency) ?? this.#number;
    this.#relative = new Intl.RelativeTimeFormat(this.#locale, { numeric: 'auto' });
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  /** `1.2K`, for axes. */
  compact(value: number): string {
    return this.#compact.format(value);
  }

  /** With the sign, also for more than nothing. */
  signed(value: number): string {
    return `${value > 0 ? '+' : ''}${this.number(value)}`;
  }

  percent(part: number): string {
    return new Intl.NumberFormat(this.#locale, { style: 'percent', maximumFractionDigits: 0 }).format(part);
  }

  money(value: number): string {
    return this.#money.format(value);
  }

  /** Words with amounts of the brand's money, such as `1000 INR off`, as people write them: `₹1,000 off`. */
  words(text: string): string {
    return text.replace(AMOUNT, (amount, value, currency) =>
      currency === this.brand.currency ? this.money(Number(value)) : amount,
    );
  }

  /** A number with what it counts: `1,200 points`; money in the brand's currency. */
  amount(value: number, unit: string | undefined): string {
    if (unit === 'money') return this.money(value);
    return unit === undefined ? this.number(value) : `${this.number(value)} ${unit}`;
  }

  /** `3 May 2026`. What is no time comes back as it is. */
  day(time: string): string {
    const at = this.wallTime(time);
    return at === undefined ? time : this.#dates('day').format(at);
  }

  /** The day of a period that begins there, as short as axes need it. */
  short(at: number, unit: PeriodUnit): string {
    return this.#dates(unit === 'month' ? 'shortMonth' : unit === 'year' ? 'year' : 'shortDay').format(at);
  }

  /** The name of a period that begins there. */
  period(at: number, unit: PeriodUnit): string {
    if (unit === 'week') return `Week of ${this.#dates('day').format(at)}`;
    return this.#dates(unit).format(at);
  }

  /** How far a day is from today, such as `in 12 days`; undefined if that is not known. */
  distance(time: string): string | undefined {
    const days = this.daysUntil(time);
    if (days === undefined) return undefined;
    const relative = this.#relative;
    if (Math.abs(days) < 60) return relative.format(days, 'day');
    if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), 'month');
    return relative.format(Math.round(days / 365.25), 'year');
  }

  /** Whole days from the brand's today. */
  daysUntil(time: string): number | undefined {
    const at = this.wallTime(time);
    const today = this.brand.today === undefined ? undefined : this.wallTime(this.brand.today);
    if (at === undefined || today === undefined) return undefined;
    return Math.floor(at / DAY_MS) - Math.floor(today / DAY_MS);
  }

  /**
   * What the brand's clock shows at a time, as if that clock ran in UTC: in milliseconds. Times come with the brand's
   * offset wherever its zone is known; only those in UTC need to be moved.
   */
  wallTime(time: string): number | undefined {
    const moment = Date.parse(time);
    if (Number.isNaN(moment)) return undefined;
    const { timeZone } = this.brand;
    const local = time.endsWith('Z') && timeZone !== undefined ? (zonedTime(moment, timeZone) ?? time) : time;
    const at = Date.parse(`${local.slice(0, 19)}${local.length > 10 ? 'Z' : ''}`);
    return Number.isNaN(at) ? moment : at;
  }

  #dates(style: DateStyle): Intl.DateTimeFormat {
    let format = this.#dateFormats.get(style);
    if (format === undefined) {
      format = new Intl.DateTimeFormat(this.#locale, { ...DATE_STYLES[style], timeZone: 'UTC' });
      this.#dateFormats.set(style, format);
    }
    return format;
  }
}

function knownLocale(locale: string | undefined): string | undefined {
  try {
    return locale === undefined ? undefined : Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

/** Undefined if there is no such currency. */
function moneyFormat(locale: string | undefined, currency: string | undefined): Intl.NumberFormat | undefined {
  if (currency === undefined) return undefined;
  try {
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      trailingZeroDisplay: 'stripIfInteger',
    });
  } catch {
    return undefined;
  }
}
