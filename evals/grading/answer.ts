/** Whether an answer in prose states a fact, however it formats it. */

/**
 * A number in any notation (1200, 1,200, ₹1,200.00, `three`), a text in any case and spacing, a date `2026-08-31` in any
 * common form, a mobile number with or without spaces, or whatever a regular expression finds. `anyOf` needs one of
 * several, `none` must not be stated, `found` is what a selector finds in the sandbox's state afterwards.
 */
export type AnswerFact =
  | number
  | string
  | RegExp
  | { anyOf: readonly AnswerFact[] }
  | { none: AnswerFact }
  | { found: string };

/** What a selector finds in the state. */
export type FindInState = (selector: string) => readonly unknown[];

/** Matches an answer that asks something back. */
export const QUESTION = /\?|please (confirm|specify|tell|let me know|clarify)|which (one|of)/i;

/** Whether the answer states the fact. */
export function states(answer: string, fact: AnswerFact, find: FindInState): boolean {
  if (typeof fact === 'number') return statesNumber(answer, fact);
  if (typeof fact === 'string') return statesText(answer, fact);
  if (fact instanceof RegExp) return fact.test(answer);
  if ('anyOf' in fact) return fact.anyOf.some((each) => states(answer, each, find));
  if ('none' in fact) return !states(answer, fact.none, find);
  const found = find(fact.found);
  return found.length > 0 && found.every((value) => states(answer, toFact(value), find));
}

const toFact = (value: unknown): number | string => (typeof value === 'number' ? value : String(value));

/** The fact in words, for a report. */
export function describeFact(fact: AnswerFact): string {
  if (typeof fact === 'string') return `'${fact}'`;
  if (typeof fact === 'number' || fact instanceof RegExp) return String(fact);
  if ('anyOf' in fact) return fact.anyOf.map(describeFact).join(' or ');
  return 'none' in fact ? `not ${describeFact(fact.none)}` : `${fact.found} of the state`;
}

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Digits with commas, spaces or apostrophes between groups of two or three (1,00,000), and decimals. */
const NUMBER = /(?<![\w.,])[-−]?\d{1,3}(?:[,\u00a0\u202f'’ ]\d{2,3})+(?:\.\d+)?(?!\w)|[-−]?\d+(?:\.\d+)?/g;

function statesNumber(answer: string, expected: number): boolean {
  const numbers = answer.match(NUMBER) ?? [];
  if (numbers.some((text) => sameNumber(text, expected))) return true;
  const word = WORDS[expected];
  if (expected === 0 && /\b(no|none|nothing)\b/i.test(answer)) return true;
  return word !== undefined && new RegExp(`\\b${word}\\b`, 'i').test(answer);
}

function sameNumber(text: string, expected: number): boolean {
  const plain = (digits: string): number => Number(digits.replace('−', '-').replace(/[,\u00a0\u202f'’ ]/g, ''));
  // '9 points, 12 bills' has no thousands, but '12 345' might be two numbers.
  return [plain(text), ...text.split(/[ ,]/).map(plain)].some((value) => Math.abs(value - expected) < 0.005);
}

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const IDENTIFYING_DIGITS = /^\+?\d{8,}$/;

function statesText(answer: string, expected: string): boolean {
  const date = DATE.exec(expected);
  if (date) return statesDate(answer, date);
  if (IDENTIFYING_DIGITS.test(expected)) return answer.replace(/[\s()-]/g, '').includes(expected.replace('+', ''));
  return ` ${plainText(answer)} `.includes(` ${plainText(expected)} `);
}

/** Lower case, without punctuation, with single spaces. */
const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const MONTHS = 'january february march april may june july august september october november december'.split(' ');

function statesDate(answer: string, [iso, year = '', month = '', day = '']: RegExpExecArray): boolean {
  const name = MONTHS[Number(month) - 1] ?? '';
  const monthName = `(?:${name}|${name.slice(0, 3)}\\.?${name.startsWith('sept') ? '|sept\\.?' : ''})`;
  const [dayNumber, monthNumber] = [`0?${Number(day)}`, `0?${Number(month)}`];
  // The year may be left out beside the name of a month, but not be another one.
  const yearAfter = `(?!,?\\s+(?!${year})\\d{4})`;
  const forms = [
    `${iso}`,
    `\\b${dayNumber}(?:st|nd|rd|th)?(?: of)?[ -]${monthName}\\b${yearAfter}`,
    `\\b${monthName} ${dayNumber}(?:st|nd|rd|th)?\\b${yearAfter}`,
    `\\b${dayNumber}[./-]${monthNumber}[./-](?:${year}|${year.slice(2)})\\b`,
    `\\b${monthNumber}/${dayNumber}/(?:${year}|${year.slice(2)})\\b`,
  ];
  return forms.some((form) => new RegExp(form, 'i').test(answer));
}
