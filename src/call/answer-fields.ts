/** Corrects `fields` before a call: a path that nearly matches one of the answer is taken for it. */
import type { z } from 'zod';
import { clearlyMisspells } from '../lib/nearest.js';
import { answerPart, isNamedAsOutcome, isWrapper } from '../tools/answer-parts.js';
import type { Definition } from '../tools/define.js';

/** Paths as the answer has them, and what a caller should know about it. */
interface CorrectedFields {
  readonly fields: readonly string[];
  readonly notes: readonly string[];
}

const NOTHING: CorrectedFields = { fields: [], notes: [] };

/** So many paths are named in a note. */
const MAX_NAMED = 5;

/**
 * Replaces paths that misspell one of the documented answer: a name in other letter case or with a wrong letter, a row by
 * its number, or without the parts around it, such as `data[].`. All other unknown paths stay: no documentation is
 * complete, and a note on the answer says what it holds there.
 */
export function correctFields(definition: Definition, paths: readonly string[]): CorrectedFields {
  if (paths.length === 0) return NOTHING;
  const answer = definition.answer();
  const read = paths.map((path) => ({ path, nearest: nearestPath(answer, path) }));
  const changed = read.flatMap(({ path, nearest }) => (nearest === undefined ? [] : [`${path} as ${nearest}`]));
  const more = changed.length > MAX_NAMED ? `, and ${changed.length - MAX_NAMED} more` : '';
  return {
    fields: read.map(({ path, nearest }) => nearest ?? path),
    notes: changed.length === 0 ? [] : [`fields: read ${changed.slice(0, MAX_NAMED).join(', ')}${more}.`],
  };
}

/** The path of the answer that is meant, if it is another one. */
function nearestPath(answer: z.core.$ZodType, path: string): string | undefined {
  const keys = keysOf(path);
  const corrected = correct(answer, keys);
  return corrected === undefined || keys.join('.') === corrected.join('.') ? undefined : write(answer, corrected);
}

/** `$.data[0].id` gives `data[0]` and `id`. */
const keysOf = (path: string): string[] =>
  path
    .split('.')
    .map((key) => withoutBrackets(key.trim()))
    .filter((key) => key !== '');

/** `data[]` and `data[][]` give `data`. */
const withoutBrackets = (key: string): string => (key.endsWith('[]') ? withoutBrackets(key.slice(0, -2)) : key);

/** `data[0]`, or `data[*]`. */
const INDEX = /\[(\d+|\*)\]$/;

/** @returns the keys as the answer has them; undefined if it is unknown what they mean */
function correct(schema: z.core.$ZodType, keys: readonly string[]): string[] | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return [];
  const part = answerPart(schema);
  if (key === '$' || (part.isList && /^(\d+|\[\d+\])$/.test(key))) return correct(schema, rest);
  const inner = part.members.get(key);
  if (inner) return [key, ...(correct(inner, rest) ?? rest)];
  if (part.isOpen || key === '*') return undefined;
  if (INDEX.test(key)) return correct(schema, [key.replace(INDEX, ''), ...rest]) ?? [key.replace(INDEX, ''), ...rest];
  if (isNamedAsOutcome(key)) return undefined;
  const wrapped = findInWrappers(schema, keys);
  if (wrapped) return wrapped;
  const meant = [...part.members.keys()].filter((name) => clearlyMisspells(key, name));
  const member = meant.length === 1 && meant[0] !== undefined ? part.members.get(meant[0]) : undefined;
  return member && [meant[0] ?? key, ...(correct(member, rest) ?? rest)];
}

/** Wrappers inside one another, such as `response.customers.customer[]`. */
const MAX_WRAPPERS = 4;

/** The path with the wrappers around it, if there is only one such path at the first level that has any. */
function findInWrappers(schema: z.core.$ZodType, keys: readonly string[]): string[] | undefined {
  let level: { schema: z.core.$ZodType; path: readonly string[] }[] = [{ schema, path: [] }];
  for (let depth = 0; depth < MAX_WRAPPERS && level.length > 0; depth += 1) {
    level = level.flatMap(({ schema: outer, path }) => {
      const part = answerPart(outer);
      return isWrapper(part)
        ? [...part.members].map(([name, member]) => ({ schema: member, path: [...path, name] }))
        : [];
    });
    const found = level.filter((each) => hasPath(each.schema, keys));
    if (found.length > 0) return found.length === 1 && found[0] ? [...found[0].path, ...keys] : undefined;
  }
  return undefined;
}

function hasPath(schema: z.core.$ZodType, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const inner = answerPart(schema).members.get(key);
  return inner !== undefined && hasPath(inner, rest);
}

/** `data`, `id` as `data[].id`. */
function write(schema: z.core.$ZodType, keys: readonly string[]): string {
  let part: z.core.$ZodType | undefined = schema;
  const names = keys.map((key, index) => {
    part = part && answerPart(part).members.get(key);
    return part && index < keys.length - 1 && answerPart(part).isList ? `${key}[]` : key;
  });
  return names.join('.');
}
