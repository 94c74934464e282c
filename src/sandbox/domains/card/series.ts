/** Series of cards, and the numbers that they make. */
import type { cardCreateSeries } from '../../../tools/beyond/card.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomDigits } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import type { CardNumberMethod, CardSeries } from '../customer/state.js';

type NewSeries = Body<typeof cardCreateSeries>;

/** What every series has of its own; the rest has defaults. */
type SeriesDetails = Pick<
  CardSeries,
  'code' | 'name' | 'type' | 'prefix' | 'codeLength' | 'maxActivePerCustomer' | 'generated'
> &
  Partial<CardSeries>;

/** Stores a series, which is a plain one in what is not given. */
export function keepSeries(world: World, details: SeriesDetails, { tillId }: { tillId: number }): CardSeries {
  const series: CardSeries = {
    id: nextId(world, 'cardSeries'),
    suffix: '',
    method: 'DEFAULT',
    lastNumber: 0,
    active: true,
    expiresOn: null,
    expiryDays: null,
    trigger: 'SERIES_ID',
    conceptId: null,
    createdOn: now(world),
    createdBy: tillId,
    ...details,
  };
  world.cardSeries[series.id] = series;
  return series;
}

const MIN_LENGTH = 5;
const MAX_LENGTH = 150;
const PLAIN = /^[\p{L}\p{N}]*$/u;

/**
 * Creates a series.
 * @throws 3002 if another series has the code
 * @throws 3007 if numbers are to be generated and their pattern is missing
 * @throws 3022, 3023 if the prefix or the suffix has special characters
 * @throws 3005, 3024, 3028 if the length is missing or leaves no digits, is above 150, or below 5
 * @throws 3006 if another series has the same pattern
 * @throws 400 if there is no such org unit, or the validity is missing
 */
export function createSeries(world: World, input: NewSeries, by: { tillId: number }): CardSeries {
  const { code, cardGenerationEnabled: generated = false, cardGenerationConfiguration: pattern } = input;
  if (Object.values(world.cardSeries).some((each) => each.code === code)) fail(3002, `Card series ${code} exists`);
  if (input.cardExpiryEnabled && input.expiryDays === undefined) fail(400, 'expiryDays is missing');
  if (generated && !pattern) fail(3007, 'cardGenerationConfiguration is missing');
  const { prefix = '', suffix = '', offset = 1, length, method = 'DEFAULT' } = pattern ?? {};
  if (pattern) checkPattern(world, { prefix, suffix, length, method, generated });
  const expires = input.cardExpiryEnabled !== false && input.expiryDays !== undefined;
  return keepSeries(
    world,
    {
      code,
      name: input.name || code,
      type: input.type,
      prefix,
      suffix,
      codeLength: length ?? 0,
      method,
      maxActivePerCustomer: input.maxActiveCardsPerCustomer ?? 0,
      generated,
      lastNumber: Math.max(0, offset - 1),
      active: input.isActive ?? true,
      expiryDays: expires ? (input.expiryDays ?? null) : null,
      trigger: input.trigger ?? 'SERIES_ID',
      conceptId: orgUnitOf(world, input),
    },
    by,
  );
}

function orgUnitOf(world: World, { trigger, conceptCode }: NewSeries): number | null {
  if (conceptCode === undefined && trigger !== 'OU_ID') return null;
  const concept = Object.values(world.concepts).find((each) => each.code === conceptCode);
  return concept?.id ?? fail(400, `No concept has the code ${conceptCode}`);
}

interface Pattern extends Pick<CardSeries, 'prefix' | 'suffix' | 'method' | 'generated'> {
  length: number | undefined;
}

function checkPattern(world: World, { prefix, suffix, length, method, generated }: Pattern): void {
  if (!PLAIN.test(prefix)) fail(3022, 'The prefix may have letters and digits only');
  if (!PLAIN.test(suffix)) fail(3023, 'The suffix may have letters and digits only');
  if (length === undefined && generated) fail(3005, 'The length is missing');
  if (length === undefined) return;
  if (length > MAX_LENGTH) fail(3024, `A number may have at most ${MAX_LENGTH} characters`);
  if (length < MIN_LENGTH) fail(3028, `A number must have at least ${MIN_LENGTH} characters`);
  if (digitsIn({ prefix, suffix, method, codeLength: length }) < 1) fail(3005, 'The length leaves no digits');
  const same = Object.values(world.cardSeries).find(
    (each) => each.prefix === prefix && each.suffix === suffix && each.codeLength === length,
  );
  if (same) fail(3006, `Series ${same.code} has the same prefix, suffix and length`);
}

const isRandom = (method: CardNumberMethod): boolean => method.startsWith('RANDOM');
const isChecked = (method: CardNumberMethod): boolean => method !== 'DEFAULT' && method !== 'RANDOM';

/** How many digits of a number run or are random. */
const digitsIn = ({
  prefix,
  suffix,
  codeLength,
  method,
}: Pick<CardSeries, 'prefix' | 'suffix' | 'codeLength' | 'method'>): number =>
  codeLength - prefix.length - suffix.length - (isChecked(method) ? 1 : 0);

/** Whether a series has `count` numbers left. */
export function hasNumbersLeft(world: World, series: CardSeries, count: number): boolean {
  const all = 10 ** digitsIn(series);
  if (!isRandom(series.method)) return series.lastNumber + count < all;
  return Object.values(world.cards).filter((each) => each.seriesId === series.id).length + count <= all;
}

/** The next numbers of a series: running ones, of which some may be in use already, or random ones that are not. */
export function nextNumbers(
  world: World,
  series: CardSeries,
  count: number,
  taken: ReadonlySet<string>,
): { numbers: string[]; duplicates: string[] } {
  const digits = digitsIn(series);
  const made = { numbers: new Set<string>(), duplicates: [] as string[] };
  if (isRandom(series.method)) {
    while (made.numbers.size < count) {
      const number = numberOf(series, randomDigits(world, digits));
      if (!taken.has(number)) made.numbers.add(number);
    }
  } else {
    for (let running = series.lastNumber + 1; running <= series.lastNumber + count; running++) {
      const number = numberOf(series, String(running).padStart(digits, '0'));
      if (taken.has(number)) made.duplicates.push(number);
      else made.numbers.add(number);
    }
  }
  return { numbers: [...made.numbers], duplicates: made.duplicates };
}

function numberOf({ prefix, suffix, method }: CardSeries, digits: string): string {
  const start = `${prefix}${digits}`;
  const all = start.replace(/\D/g, '');
  const check = method.includes('LUHN') ? luhnDigit(all) : method.includes('MOD7') ? String(BigInt(all) % 7n) : '';
  return `${start}${check}${suffix}`;
}

/** The digit that, put at the end, makes the number valid by the Luhn algorithm. */
function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
