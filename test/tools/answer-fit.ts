/**
 * Whether a value fits the type of an answer. The types are open, so they accept nearly everything. These checks are
 * strict: a value must be of a kind that the type shows, and no member may be unknown. Real answers may have members that
 * no documentation shows; the sandbox must not invent any.
 */
import { z } from 'zod';
import { AS_IN_FIRST, POINTER_BEGINNING, REST } from '../../src/call/repeats.js';
import { isObject } from '../../src/lib/json.js';
import { formsOf } from '../../src/tools/answer-parts.js';

/** Whether a value, under a name, stands for another one. */
export type StandIn = (value: unknown, name: string | undefined) => boolean;

/**
 * All that a result may show in place of what the API answered: pointers to values that are shown elsewhere, and texts
 * that were cut. Whatever else `fields`, compacting and cutting leave of an answer still fits its type.
 */
export const isStandIn: StandIn = (value, name) =>
  name === REST
    ? value === AS_IN_FIRST
    : typeof value === 'string' && (value.startsWith(POINTER_BEGINNING) || value.endsWith('…'));

const nothingStandsIn: StandIn = () => false;

/**
 * What does not fit, such as `data[].id: an integer expected, an object here` or `data[].note: unknown`. Every value may
 * be null, and every member may be missing. Where a value may have several forms, the one that fits best counts.
 */
export const misfitsOf = (
  type: z.core.$ZodType,
  value: unknown,
  standsIn: StandIn = nothingStandsIn,
): readonly string[] => [...new Set(new Comparison(standsIn).ofValue(type, value, ''))];

const FITS: readonly string[] = [];

/** The forms of a type. They are needed for every value of every answer. */
const knownForms = new WeakMap<z.core.$ZodType, readonly z.core.$ZodType[]>();

function cachedFormsOf(type: z.core.$ZodType): readonly z.core.$ZodType[] {
  const forms = knownForms.get(type) ?? formsOf(type);
  knownForms.set(type, forms);
  return forms;
}

class Comparison {
  readonly #standsIn: StandIn;

  constructor(standsIn: StandIn) {
    this.#standsIn = standsIn;
  }

  ofValue(type: z.core.$ZodType, value: unknown, place: string, name?: string): readonly string[] {
    if (value === null || value === undefined || this.#standsIn(value, name)) return FITS;
    let best: readonly string[] | undefined;
    for (const form of cachedFormsOf(type)) {
      const found = this.#ofForm(form, value, place);
      if (found && (!best || found.length < best.length)) best = found;
      if (best?.length === 0) return FITS;
    }
    return best ?? [`${place || 'the answer'}: ${describeType(type)} expected, ${describeKind(value)} here`];
  }

  /** @returns undefined if the value is of another kind */
  #ofForm(form: z.core.$ZodType, value: unknown, place: string): readonly string[] | undefined {
    if (form instanceof z.ZodUnknown) return FITS;
    if (form instanceof z.ZodArray)
      return Array.isArray(value) ? value.flatMap((each) => this.ofValue(form.element, each, `${place}[]`)) : undefined;
    if (form instanceof z.ZodRecord)
      return isObject(value)
        ? Object.entries(value).flatMap(([key, each]) => this.ofValue(form.valueType, each, `${place}.*`, key))
        : undefined;
    if (form instanceof z.ZodObject) return isObject(value) ? this.#ofMembers(form, value, place) : undefined;
    return z.safeParse(form, value).success ? FITS : undefined;
  }

  #ofMembers({ shape }: z.ZodObject, value: Record<string, unknown>, place: string): readonly string[] {
    return Object.entries(value).flatMap(([name, each]) => {
      const inner = place === '' ? name : `${place}.${name}`;
      const type = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (type) return this.ofValue(type, each, inner, name);
      return each === undefined || this.#standsIn(each, name) ? FITS : [`${inner}: unknown`];
    });
  }
}

const describeType = (type: z.core.$ZodType): string => cachedFormsOf(type).map(describeForm).join(' or ');

function describeForm(form: z.core.$ZodType): string {
  if (form instanceof z.ZodArray) return 'a list';
  if (form instanceof z.ZodObject || form instanceof z.ZodRecord) return 'an object';
  if (form instanceof z.ZodString) return 'text';
  return z.safeParse(form, undefined).error?.issues[0]?.message.replace(/^expected /, '') ?? 'another value';
}

function describeKind(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return isObject(value) ? 'an object' : JSON.stringify(value).slice(0, 80);
}
