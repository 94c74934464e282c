/** Decodes arguments by their schemas: what is meant by each value, and what is missing or cannot be read. */
import { z } from 'zod';
import type { Decoded } from '../../tools/schemas/decoded.js';
import {
  isArray,
  isEnum,
  isNever,
  isNullable,
  isObject as isObjectSchema,
  isOptional,
  isPipe,
  isString,
  isUnion,
} from '../../tools/schemas/kinds.js';
import { type Leaf, ownLeaf } from '../../tools/schemas/leaf.js';
import { type ReceivedFile, readingOf } from '../../tools/schemas/reading.js';
import type { Instant } from '../world/clock.js';
import { readEpoch, readMoment } from '../world/dates.js';
import { booleanOf, isObject, numberOf, textOf } from './arguments.js';

/** An argument that is missing, or that cannot be read. */
export interface Problem {
  /** Names from the outermost argument, such as `body.lineItemsV2[].qty`. */
  path: string;
  kind: 'missing' | 'malformed';
  /** Completes 'qty is …'. */
  message: string;
}

/** What was decoded. With problems, the value lacks what they are about. */
interface Result<T> {
  value: T;
  problems: readonly Problem[];
}

interface Decoding {
  /** The path of the value, with which those of problems begin. */
  readonly path: string;
  /** The organization's, for moments without an offset. */
  readonly timezone: string;
  /** The paths of required texts that may be blank. */
  readonly blank?: readonly string[];
  /** The paths of what is not decoded. */
  readonly asSent?: readonly string[];
}

/** Decodes a value. Members that the schema does not have are left out; the value itself is not changed. */
export function decode<S extends z.core.$ZodType>(schema: S, value: unknown, decoding: Decoding): Result<Decoded<S>> {
  const decoder = new Decoder(decoding);
  // The schema decides at run time what its type says at compile time.
  const decoded = decoder.decode(schema, value, decoding.path) as Decoded<S>;
  return { value: decoded, problems: decoder.problems };
}

/** A smaller number is in seconds, where both units are documented: March 1973 in milliseconds, 5138 in seconds. */
const LEAST_MILLISECONDS = 1e11;

class Decoder {
  readonly problems: Problem[] = [];
  private readonly timezone: string;
  private readonly blank: readonly string[];
  private readonly asSent: readonly string[];

  constructor({ timezone, blank = [], asSent = [] }: Decoding) {
    this.timezone = timezone;
    this.blank = blank;
    this.asSent = asSent;
  }

  /** The decoded value; undefined if it is absent or has a problem. */
  decode(schema: z.core.$ZodType, value: unknown, path: string): unknown {
    if (this.asSent.includes(path)) return undefined;
    if (isOptional(schema) || isNullable(schema)) {
      return isBlank(value) ? clearing(schema.unwrap(), value) : this.decode(schema.unwrap(), value, path);
    }
    if (isPipe(schema)) return this.decode(schema.out, value, path);
    if (isNever(schema)) return undefined;
    if (isBlank(value)) return this.missing(schema, value, path);
    if (readingOf(schema)?.as === 'file') return this.file(value, path);
    if (isObjectSchema(schema)) return this.object(schema, value, path);
    if (isArray(schema)) return this.list(schema, value, path);
    if (isUnion(schema)) return this.form(schema, value, path);
    return this.leaf(schema, value, path);
  }

  private object(schema: z.ZodObject, value: unknown, path: string): unknown {
    if (!isObject(value)) return this.problem('malformed', path, 'not an object');
    const decoded: Record<string, unknown> = {};
    for (const { name, schema: member, optional } of membersOf(schema)) {
      const sent = value[name];
      // Of the dozens of members that a bill can have, few are sent.
      if (sent === undefined && optional) continue;
      const part = this.decode(member, sent, path === '' ? name : `${path}.${name}`);
      if (part !== undefined) decoded[name] = part;
    }
    return decoded;
  }

  private list({ element }: z.ZodArray, value: unknown, path: string): unknown {
    const elements: readonly unknown[] = Array.isArray(value) ? value : [value];
    return elements.map((each) => this.decode(element, each, `${path}[]`)).filter((each) => each !== undefined);
  }

  /** One of several forms: the first that accepts the value. A list, or a single element of it, is a list. */
  private form(schema: z.ZodUnion, value: unknown, path: string): unknown {
    const list = schema.options.find((each) => isArray(each));
    if (list && schema.options.every((each) => each === list || hasForm(each, list.element))) {
      return this.list(list, value, path);
    }
    const form = schema.options.find((each) => z.safeParse(each, value).success);
    return form ? this.decode(form, value, path) : this.problem('malformed', path, 'not valid');
  }

  /** A file, as it was received or as it is documented; of several under one name, the first. */
  private file(value: unknown, path: string): ReceivedFile | undefined {
    const file: unknown = Array.isArray(value) ? value[0] : value;
    if (!isObject(file)) return this.problem('malformed', path, 'not a file');
    const { filename, contentType, bytes, text, base64 } = file;
    const content = bytes instanceof Buffer ? bytes : undefined;
    return {
      filename: textOf(filename),
      contentType: textOf(contentType),
      bytes: content ?? (base64 === undefined ? Buffer.from(textOf(text)) : Buffer.from(textOf(base64), 'base64')),
    };
  }

  private leaf(schema: z.core.$ZodType, value: unknown, path: string): unknown {
    const input = isString(schema) ? textOr(value) : value;
    const issue = z.safeParse(schema, input).error?.issues[0];
    const isChoice = isEnum(schema);
    const what = isChoice ? `none of ${schema.options.join(', ')}` : `not valid: ${issue?.message}`;
    if (issue) return this.problem('malformed', path, what);
    const leaf = ownLeaf(schema);
    if (leaf?.is === 'dateTime' || leaf?.is === 'date' || leaf?.is === 'epoch') {
      return this.moment(leaf, textOf(value)) ?? this.problem('malformed', path, 'not a date');
    }
    return read(schema, input);
  }

  private moment(leaf: Leaf, text: string): Instant | null {
    if (leaf.is !== 'epoch') {
      const isUtc = leaf.is === 'dateTime' && (leaf.zone === 'utc' || leaf.zone === 'server');
      return readMoment(text, isUtc ? 'UTC' : this.timezone);
    }
    const isSmall = leaf.orSeconds && Number(text) < LEAST_MILLISECONDS;
    return readEpoch(text, isSmall ? 'seconds' : leaf.unit) ?? readMoment(text, this.timezone);
  }

  private missing(schema: z.core.$ZodType, value: unknown, path: string): unknown {
    const text = this.blank.includes(path) ? clearing(schema, value) : undefined;
    return text ?? this.problem('missing', path, 'missing');
  }

  private problem(kind: Problem['kind'], path: string, what: string): undefined {
    this.problems.push({ path, kind, message: `${path} is ${what}` });
    return undefined;
  }
}

interface Member {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly optional: boolean;
}

type Members = readonly Member[];

const members = new WeakMap<z.ZodObject, Members>();

function membersOf(schema: z.ZodObject): Members {
  const known = members.get(schema);
  if (known) return known;
  const own = Object.entries(schema.shape).map(([name, part]) => ({ name, schema: part, optional: isOptional(part) }));
  members.set(schema, own);
  return own;
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** A blank value: an empty text where texts are, which clears what was there; nothing elsewhere. */
const clearing = (schema: z.core.$ZodType, value: unknown): '' | undefined =>
  typeof value === 'string' && isString(schema) ? '' : undefined;

/** Whether two schemas accept the same form: the same members, or values of the same kind. */
function hasForm(a: z.core.$ZodType, b: z.core.$ZodType): boolean {
  if (a === b) return true;
  if (isObjectSchema(a) && isObjectSchema(b)) {
    const [names, others] = [Object.keys(a.shape), Object.keys(b.shape)];
    return names.length === others.length && names.every((name) => others.includes(name));
  }
  return a.constructor === b.constructor && !isObjectSchema(a);
}

/** Numbers and booleans as text, where text is wanted. */
const textOr = (value: unknown): unknown => (typeof value === 'object' ? value : textOf(value));

/** A valid value of a leaf as what it means. */
function read(schema: z.core.$ZodType, value: unknown): unknown {
  const reading = readingOf(schema);
  if (reading?.as === 'number') return numberOf(value);
  if (reading?.as === 'boolean') return booleanOf(value);
  if (reading?.as === 'text') return textOf(value);
  if (reading?.as === 'list') return listRead(reading, value);
  return typeof value === 'string' ? value.trim() : value;
}

function listRead({ of, values }: { of: 'number' | 'text'; values?: readonly string[] }, value: unknown): unknown[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : textOf(value).split(',');
  if (of === 'number') return parts.map(numberOf);
  return parts.map(textOf).map((part) => values?.find((each) => each.toLowerCase() === part.toLowerCase()) ?? part);
}
