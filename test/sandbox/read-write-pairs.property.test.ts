/**
 * What was read can be written back, exactly as it was read: for each read whose answer contains what a write takes. Then
 * with one field changed, only this field differs; a copy differs only in what belongs to itself. Answers are compacted,
 * as they are by default: a pointer is followed before it is written, and an empty member is as good as none.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import type { ArgumentProblem } from '../../src/call/problems.js';
import { CapillaryError } from '../../src/client/errors.js';
import { isObject } from '../../src/lib/json.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import type { Shape } from '../documented.js';
import { definitionOf } from './conformance/answers.js';
import { type Brand, startBrands } from './read-write/brands.js';
import { candidates, NOT_PAIRS } from './read-write/candidates.js';
import { CHANGED_BY_API, type Copy, type Fields, OWN_OF_COPY, type Pair, type Source } from './read-write/pair.js';
import { PAIRS } from './read-write/pairs.js';

let brands: Brand[] = [];
beforeAll(async () => {
  brands = await startBrands();
  for (const brand of brands) await makeMissing(brand);
});
afterAll(() => Promise.all(brands.map((brand) => brand.close())));

describe('every candidate', () => {
  const pairs = new Set(PAIRS.map(({ from, write }) => `${from.read} > ${write}`));
  const all = candidates(definitions).filter((each) => !pairs.has(each));
  const rules = Object.values(NOT_PAIRS).flat();
  const isMeant = (rule: string, candidate: string): boolean => {
    const [read, write] = rule.split(' > ');
    const [candidateRead, candidateWrite] = candidate.split(' > ');
    return (read === '*' || read === candidateRead) && (write === '*' || write === candidateWrite);
  };

  it('is a pair or has a reason why it is none', () => {
    expect(all.filter((candidate) => !rules.some((rule) => isMeant(rule, candidate)))).toEqual([]);
  });

  it('has no reason that means nothing', () => {
    expect(rules.filter((rule) => !all.some((candidate) => isMeant(rule, candidate)))).toEqual([]);
  });
});

it('passes the check of arguments as the documentation shows it, too', () => {
  const refused = PAIRS.flatMap(({ from, write, put }) => {
    const documented = responses[from.read]?.response;
    const [brand = brands[0], args = {}] = firstEntity(from);
    const entity = documented && entityAt(asShown(documented), from.at);
    if (!entity || !brand) return [];
    return unlikeShape(definitionOf(write), put(entity, args, brand.world)).map((problem) => `${write}: ${problem}`);
  });
  expect(refused).toEqual([]);
});

/** The documented examples of answers, with the kind of each value in its place. */
const responses: Record<string, { response: Shape } | undefined> = JSON.parse(
  readFileSync(new URL('../fixtures/answers.json', import.meta.url), 'utf8'),
);

const SHOWN: Readonly<Record<string, unknown>> = { string: 'shown', number: 1, boolean: true };

function asShown(shape: Shape): unknown {
  if (typeof shape === 'string') return SHOWN[shape];
  if (shape === null) return null;
  if (Array.isArray(shape)) return shape.map(asShown);
  return Object.fromEntries(Object.entries(shape).map(([key, part]) => [key, asShown(part)]));
}

function firstEntity({ each }: Source): [Brand, Fields | undefined] | [] {
  const brand = brands.find(({ world }) => each(world).length > 0);
  return brand ? [brand, each(brand.world)[0]] : [];
}

/** Keys and types that a call is refused for. A shape shows no dates and choices, and an example not every field. */
function unlikeShape(definition: Definition, args: Fields): string[] {
  try {
    checkArguments(definition, args);
    return [];
  } catch (error) {
    if (!(error instanceof CapillaryError)) throw error;
    const problems: ArgumentProblem[] = Object(error.fields.details).arguments;
    return problems
      .filter(({ problem }) => !/^required|; got ("shown"|1|null)$/.test(problem))
      .map((each) => JSON.stringify(each));
  }
}

const RUNS = 1;

it.each(PAIRS.map((pair) => [`${pair.from.read} > ${pair.write}`, pair] as const))('%s', async (_, pair) => {
  const values = pair.change?.[1] ?? fc.constant(undefined);
  let tried = 0;
  const tryOne = async (brand: Brand, index: number, value: unknown): Promise<void> => {
    const all = pair.from.each(brand.world);
    const args = all[index % all.length];
    const entity = args && entityAt(await brand.call(pair.from.read, args), pair.from.at);
    if (!entity) return;
    tried += 1;
    if (pair.copy) await copies(brand, pair, pair.copy, { args, entity });
    else await writesBack(brand, pair, { args, entity, value });
  };
  const choices = fc.tuple(...brands.map((brand) => fc.tuple(fc.constant(brand), fc.nat(), values)));
  const property = fc.asyncProperty(choices, async (chosen) => {
    for (const choice of chosen) await tryOne(...choice);
  });
  await fc.assert(property, { numRuns: RUNS });
  expect(tried, 'entities').toBeGreaterThan(0);
});

async function makeMissing(brand: Brand): Promise<void> {
  const made = new Map(PAIRS.flatMap(({ from }) => (from.made ? [from.made] : [])));
  for (const [tool, argsIn] of made) {
    const args = argsIn(brand.world);
    if (args) await brand.call(tool, args);
  }
}

interface Tried {
  args: Fields;
  entity: Fields;
}

async function writesBack(
  brand: Brand,
  pair: Pair,
  { args, entity, value }: Tried & { value: unknown },
): Promise<void> {
  const { from, write, put, change, refusesSame } = pair;
  const writeIt = (fields: Fields): Promise<unknown> => brand.call(write, put(fields, args, brand.world));
  const again = async (): Promise<unknown> => entityAt(await brand.call(from.read, args), from.at);
  if (refusesSame === undefined) await writeIt(entity);
  else await expect(writeIt(entity)).rejects.toMatchObject({ code: refusesSame });
  expect(differences(pair, entity, await again()), `${brand.name}: read again`).toEqual([]);
  if (!change) return;
  const changed = withValue(entity, change[0], value);
  await writeIt(changed);
  expect(differences(pair, changed, await again()), `${brand.name}: ${change[0]} changed`).toEqual([]);
}

let keys = 1_000_000;

async function copies(brand: Brand, pair: Pair, { as, read, at }: Copy, { args, entity }: Tried): Promise<void> {
  const { from, write, put } = pair;
  keys += 1;
  const key = String(keys);
  const copy = Object.entries(as(key, entity, brand.world)).reduce(
    (made, [path, value]) => withValue(made, path, value),
    entity,
  );
  const answer = await brand.call(write, put(copy, args, brand.world));
  const again = await brand.call(from.read, read ? read(key, answer, brand.world) : args);
  expect(differences(pair, copy, entityAt(again, at ?? from.at)), `${brand.name}: the copy`).toEqual([]);
}

function entityAt(answer: unknown, path: string): Fields | undefined {
  const found = keysOf(path).reduce(childOf, answer);
  return isObject(found) ? found : undefined;
}

const keysOf = (path: string): string[] => (path === '' ? [] : path.split('.'));

const childOf = (value: unknown, key: string): unknown =>
  Array.isArray(value) ? value.at(Number(key)) : isObject(value) ? value[key] : undefined;

function withValue(entity: Fields, path: string, value: unknown): Fields {
  const copy = structuredClone(entity);
  const path_ = keysOf(path);
  const last = path_.pop() ?? '';
  const parent = path_.reduce(childOf, copy);
  if (typeof parent !== 'object' || parent === null) throw new Error(`there is nothing at ${path}`);
  Object.assign(parent, { [last]: value });
  return copy;
}

/** The places where two entities differ, apart from what the API itself changes. */
function differences(pair: Pair, expected: unknown, actual: unknown, path = ''): string[] {
  if (Object.is(expected, actual) || isChangedByApi(pair, path) || (isEmpty(expected) && isEmpty(actual))) return [];
  if (typeof expected !== 'object' || typeof actual !== 'object' || expected === null || actual === null) {
    return [`${path}: ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`];
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(actual)])].flatMap((key) =>
    differences(pair, childOf(expected, key), childOf(actual, key), path === '' ? key : `${path}.${key}`),
  );
}

/** Whether an answer may leave a member out: it has no value, or none of its members has one. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.values(value).every(isEmpty));

const isChangedByApi = ({ copy, changes = [] }: Pair, path: string): boolean =>
  CHANGED_BY_API.test(path) || (copy !== undefined && OWN_OF_COPY.test(path)) || changes.includes(path);
