/**
 * Outcomes of writes that ended after their callers had been told that the outcome is unknown. Each is kept for the next
 * call of the same subject, for a limited time. All of them together take at most about half a megabyte.
 */
import type { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { abbreviate, encodedLength } from './text.js';

const MAX_AGE_MS = 3_600_000;
const MAX_NOTES = 500;
const MAX_NOTES_PER_SUBJECT = 16;
/** In all notes and the names of their subjects. */
const MAX_CHARACTERS = 250_000;
/** A note must fit into its share of the smallest result that can be configured. */
const MAX_NOTE_LENGTH = 360;

/** A write whose caller no longer waits. */
export interface LateWrite {
  definition: Definition;
  args: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  calledAt: number;
}

interface Note {
  /** Empty if there is only one caller, as over stdio. */
  subject: string;
  text: string;
  /** Milliseconds since 1970. */
  addedAt: number;
}

export class LateOutcomes {
  readonly #now: () => number;
  /** Oldest first. */
  #notes: Note[] = [];

  /** @param now - milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param failure - undefined if the write was confirmed */
  add(write: LateWrite, failure: CapillaryError | undefined, subject = ''): void {
    this.#dropExpired();
    this.#notes.push({ subject, text: abbreviate(describe(write, failure), MAX_NOTE_LENGTH), addedAt: this.#now() });
    const [oldest, ...others] = this.#notes.filter((note) => note.subject === subject);
    if (others.length >= MAX_NOTES_PER_SUBJECT) this.#notes = this.#notes.filter((note) => note !== oldest);
    while (this.#notes.length > MAX_NOTES || this.#characters() > MAX_CHARACTERS) this.#notes.shift();
  }

  /**
   * Removes and returns the notes of a subject, oldest first.
   *
   * @param room - maximum size of these notes as JSON; the others are kept for the call after this one
   */
  take(subject: string | undefined, room: number): string[] {
    if (this.#notes.length === 0) return [];
    this.#dropExpired();
    const taken: string[] = [];
    let left = room;
    this.#notes = this.#notes.filter((note) => {
      if (note.subject !== (subject ?? '') || left <= 0) return true;
      left -= encodedLength(note.text, Number.POSITIVE_INFINITY);
      if (left >= 0) taken.push(note.text);
      return left < 0;
    });
    return taken;
  }

  /** The notes of a subject, oldest first, which stay for its next call. */
  list(subject: string | undefined): string[] {
    this.#dropExpired();
    return this.#notes.filter((note) => note.subject === (subject ?? '')).map(({ text }) => text);
  }

  #dropExpired(): void {
    const oldest = this.#now() - MAX_AGE_MS;
    this.#notes = this.#notes.filter(({ addedAt }) => addedAt >= oldest);
  }

  #characters(): number {
    return this.#notes.reduce((sum, { subject, text }) => sum + subject.length + text.length, 0);
  }
}

function describe({ definition, args, calledAt }: LateWrite, failure: CapillaryError | undefined): string {
  const called = new Date(calledAt).toISOString().replace(/\.\d+/, '');
  const write = `Your earlier ${definition.tool} (called ${called}; reported as unknown) has since`;
  if (!failure) return `${write} completed: applied.`;
  const { outcome, message, code } = failure;
  if (outcome === 'unknown') return `${write} ended without a usable answer: still unknown. ${howToCheck(definition)}`;
  const ending = outcome === 'partial' ? 'completed in part' : 'failed';
  const reason = code === undefined ? '' : ` (code ${code})`;
  return `${write} ${ending}: ${outcome}. ${withoutValues(message, args)}${reason}`;
}

function howToCheck({ checkedBy = { unverifiable: '' } }: Definition): string {
  if ('unverifiable' in checkedBy) return checkedBy.unverifiable;
  return `Check with ${checkedBy.join(', then ')}.`;
}

const MAX_VALUES = 1_000;
const HIDDEN = '…';
const WORD = /[\p{L}\p{N}_]+/gu;
/** Phone numbers and ids in another form than that of the arguments, and e-mail addresses. */
const isPersonal = (token: string): boolean => token.includes('@') || /\d{7}/.test(token);
const TOKEN = /[^\s"'<>(),;]+/g;

/** A message of the API without what it quotes of the call's arguments. */
function withoutValues(message: string, args: unknown): string {
  let rest = message;
  const values = valuesOf(args);
  for (const value of values) {
    // Other values are compared with whole words.
    if (value.replace(WORD, '') !== '') rest = rest.replaceAll(value, HIDDEN);
  }
  const words = new Set(values.map((value) => value.toLowerCase()));
  rest = rest.replace(TOKEN, (token) => (isPersonal(token) ? HIDDEN : token));
  return rest.replace(WORD, (word) => (words.has(word.toLowerCase()) ? HIDDEN : word));
}

/** The texts and numbers in the arguments that have two characters or more, the longest first. */
function valuesOf(args: unknown): string[] {
  const values = new Set<string>();
  const pending: unknown[] = [args];
  while (pending.length > 0 && values.size < MAX_VALUES) {
    const value = pending.pop();
    if (Array.isArray(value)) for (const element of value) pending.push(element);
    else if (isObject(value)) for (const field of Object.values(value)) pending.push(field);
    else if (String(value).length > 1) values.add(String(value));
  }
  return [...values].sort((one, other) => other.length - one.length);
}
