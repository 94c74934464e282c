/**
 * Whether a value fits the type of an answer. The types are open, so they accept nearly everything. These checks are
 * strict: a value must be of a kind that the type shows, and no member may be unknown. Real answers may have members that
 * no documentation shows; the sandbox must not invent any.
 */
import { z } from 'zod';
import { POINTER_BEGINNING } from '../../src/call/repeats.js';
import { isObject } from '../../src/lib/json.js';
import { formsOf } from '../../src/tools/answer-parts.js';

/** Whether a value stands for another one. */
export type StandIn = (value: unknown) => boolean;

/**
 * All that a result may show in place of what the API answered, but for tables: pointers to values that are shown
 * elsewhere, and texts that were cut. Whatever else `fields`, compacting and cutting leave of an answer still fits its type.
 */
export const isStandIn: StandIn = (value) =>
  typeof value === 'string' && (value.startsWith(POINTER_BEGINNING) || value.endsWith('…'));

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

/** Compares a value with one form of a type. @returns undefined if the value is of another kind */
type CompareForm = (comparison: Comparison, value: unknown, place: string) => readonly string[] | undefined;

/** The forms of a type, as what compares values with them. They are needed for every value of every answer. */
const knownForms = new WeakMap<z.core.$ZodType, readonly CompareForm[]>();

function comparedForms(type: z.core.$ZodType): readonly CompareForm[] {
  const forms = knownForms.get(type) ?? formsOf(type).map(compareForm);
  knownForms.set(type, forms);
  return forms;
}

/** The kind of a form is looked up once: zod's `instanceof` takes longer than the comparison. */
function compareForm(form: z.core.$ZodType): CompareForm {
  if (form instanceof z.ZodUnknown) return () => FITS;
  if (form instanceof z.ZodArray) {
    const { element } = form;
    return (comparison, value, place) =>
      Array.isArray(value) ? joined(value, (each) => comparison.ofValue(element, each, `${place}[]`)) : undefined;
  }
  if (form instanceof z.ZodRecord) {
    const { valueType } = form;
    return (comparison, value, place) =>
      isObject(value)
        ? joined(Object.keys(value), (key) => comparison.ofValue(valueType, value[key], `${place}.*`))
        : undefined;
  }
  if (form instanceof z.ZodObject) {
    const types = new Map<string, z.core.$ZodType>(Object.entries(form.shape));
    return (comparison, value, place) => (isObject(value) ? comparison.ofMembers(types, value, place) : undefined);
  }
  return (_, value) => (z.safeParse(form, value).success ? FITS : undefined);
}

/** What is found in each; nothing is copied as long as nothing is found. */
function joined<T>(all: readonly T[], find: (each: T) => readonly string[]): readonly string[] {
  let found = FITS;
  for (const each of all) {
    const more = find(each);
    if (more.length > 0) found = [...found, ...more];
  }
  return found;
}

class Comparison {
  readonly #standsIn: StandIn;

  constructor(standsIn: StandIn) {
    this.#standsIn = standsIn;
  }

  ofValue(type: z.core.$ZodType, value: unknown, place: string): readonly string[] {
    if (value === null || value === undefined || this.#standsIn(value)) return FITS;
    let best: readonly string[] | undefined;
    for (const compare of comparedForms(type)) {
      const found = compare(this, value, place);
      if (found && (!best || found.length < best.length)) best = found;
      if (best?.length === 0) return FITS;
    }
    return best ?? [`${place || 'the answer'}: ${describeType(type)} expected, ${describeKind(value)} here`];
  }

  ofMembers(
    types: ReadonlyMap<string, z.core.$ZodType>,
    value: Record<string, unknown>,
    place: string,
  ): readonly string[] {
    return joined(Object.keys(value), (name) => {
      const each = value[name];
      const inner = place === '' ? name : `${place}.${name}`;
      const type = types.get(name);
      if (type) return this.ofValue(type, each, inner);
      return each === undefined || this.#standsIn(each) ? FITS : [`${inner}: unknown`];
    });
  }
}

const describeType = (type: z.core.$ZodType): string => formsOf(type).map(describeForm).join(' or ');

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
