/**
 * Makes an answer an object that fits an output schema, without losing anything of it: clients drop a result that does not
 * fit, and no documentation is complete.
 */
import { LosslessNumber } from 'lossless-json';
import { isObject, setMember } from '../lib/json.js';
import type { Json } from '../tools/input.js';
import { ITEMS, NOTES, UNEXPECTED } from '../tools/result-members.js';

type Schema = { [key: string]: Json };

export interface FittedAnswer {
  value: Record<string, unknown>;
  /** The paths of what does not fit, such as `data[].id`; empty for the whole answer. Only documented names are in them. */
  unexpected: readonly string[];
}

/**
 * What has another form than the schema says becomes `{"_unexpected": value}` where an object may stand. Elsewhere, the
 * member moves into the object `_unexpected` beside it. An answer that is not an object, as documented, becomes
 * `{"items": answer}`.
 *
 * @param answer - undefined or null if there is none
 * @param schema - of the answer itself: `type`, `properties` and `items`
 * @param maxCharacters - the limit for the result; elements that certainly exceed it are left as they are
 */
export function fitAnswer(answer: unknown, schema: Schema, maxCharacters: number): FittedAnswer {
  if (answer === undefined || answer === null) return { value: {}, unexpected: [] };
  const fitter = new Fitter(maxCharacters / MIN_ELEMENT);
  const value = fitter.fitRoot(answer, schema);
  return { value, unexpected: [...fitter.unexpected] };
}

/** The fewest characters that an element of a list takes, with its comma. A list is cut at its end. */
const MIN_ELEMENT = 2;

/** Stands for a value that fits neither as it is nor as an object. */
const UNFIT = Symbol('unfit');

/** Names of members of the root that this server adds, or that clients do not keep there. */
const RESERVED = [NOTES, '__proto__'];

class Fitter {
  readonly unexpected = new Set<string>();
  readonly #maxElements: number;

  constructor(maxElements: number) {
    this.#maxElements = maxElements;
  }

  fitRoot(value: unknown, schema: Schema): Record<string, unknown> {
    const isReserved = isObject(value) && RESERVED.some((name) => Object.hasOwn(value, name));
    const fitted = isReserved ? this.#report('') : this.#fit(value, schema, '');
    if (fitted === UNFIT) return { [UNEXPECTED]: value };
    return isObject(fitted) ? fitted : { [ITEMS]: fitted };
  }

  #fit(value: unknown, schema: Schema, path: string): unknown {
    const types = typesOf(schema);
    if (!types) return value;
    const fitted = types.includes(kindOf(value)) ? this.#fitInside(value, schema, path) : this.#report(path);
    return fitted === UNFIT && types.includes('object') ? { [UNEXPECTED]: value } : fitted;
  }

  #report(path: string): typeof UNFIT {
    this.unexpected.add(path);
    return UNFIT;
  }

  #fitInside(value: unknown, { items, properties }: Schema, path: string): unknown {
    if (Array.isArray(value)) return isSchema(items) ? this.#fitElements(value, items, `${path}[]`) : value;
    if (!isObject(value)) return value;
    // It could be mistaken for what this server puts there.
    if (Object.hasOwn(value, UNEXPECTED)) return this.#report(path);
    return isSchema(properties) ? this.#fitMembers(value, properties, path === '' ? '' : `${path}.`) : value;
  }

  #fitElements(elements: readonly unknown[], schema: Schema, path: string): unknown {
    let copy: unknown[] | undefined;
    const end = Math.min(elements.length, this.#maxElements);
    for (let index = 0; index < end; index += 1) {
      const element = elements[index];
      const fitted = this.#fit(element, schema, path);
      if (fitted === UNFIT) return UNFIT;
      if (fitted === element) continue;
      copy ??= [...elements];
      copy[index] = fitted;
    }
    return copy ?? elements;
  }

  #fitMembers(value: Record<string, unknown>, properties: Schema, prefix: string): Record<string, unknown> {
    const changed = new Map<string, unknown>();
    // Only the members that there are: most rows have fewer than are documented.
    for (const name in value) {
      const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (!isSchema(schema)) continue;
      const fitted = this.#fit(value[name], schema, `${prefix}${name}`);
      if (fitted !== value[name]) changed.set(name, fitted);
    }
    if (changed.size === 0) return value;
    const copy: Record<string, unknown> = {};
    const moved: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      const fitted = changed.has(name) ? changed.get(name) : value[name];
      if (fitted === UNFIT) setMember(moved, name, value[name]);
      else setMember(copy, name, fitted);
    }
    return Object.keys(moved).length === 0 ? copy : { ...copy, [UNEXPECTED]: moved };
  }
}

const isSchema = (node: Json | undefined): node is Schema =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** The kinds of values that a schema allows; undefined for any. */
function typesOf({ type }: Schema): readonly Json[] | undefined {
  if (type === undefined) return undefined;
  return Array.isArray(type) ? type : [type];
}

/** The kind of a JSON value, as JSON Schema names it. A long number is sent as text. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return value instanceof LosslessNumber ? 'string' : typeof value;
}
