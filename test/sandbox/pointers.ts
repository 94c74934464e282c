/** Finds ids, codes and names in a sandbox as an agent does: with the tools that the entities name. */
import { readFileSync } from 'node:fs';
import type { CapillaryError } from '../../src/client/errors.js';
import { findAtPath } from '../../src/client/paths.js';
import { isObject } from '../../src/lib/json.js';
import type { BrandName } from '../../src/sandbox/brand-names.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { inputJsonSchema, inputSchema } from '../../src/tools/input.js';
import { pointersOf } from '../../src/tools/pointers.js';
import { ENTITIES, type EntityName, type EntitySource } from '../../src/tools/schemas/entities.js';
import { answerOf, definitionOf, failureIn } from './conformance/answers.js';
import type { Args } from './conformance/sample.js';
import { resetSandbox } from './support.js';

/** What an agent knows at first: somebody's identifiers. */
export interface Person {
  id: number;
  mobile: string;
  firstName: string;
}

const bodies: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../fixtures/body-examples.json', import.meta.url), 'utf8'),
);

const NOW = '2026-05-03T06:30:00Z';
const MAX_VALUES = 3;

/** Arguments that a source needs besides those that the schema requires: what an agent would look for. */
const SOURCE_ARGUMENTS: Readonly<Record<string, (person: Person) => Args>> = {
  customer_search: ({ firstName }) => ({ q: firstName }),
  user_group_search: () => ({ q: 'a' }),
  user_group_get: ({ id }) => ({ primaryUserId: id }),
  lead_get: ({ id }) => ({ userId: id }),
};

/** Calls after which a world has what none has at first. */
const SETUP: readonly ((person: Person) => [tool: string, args: Args])[] = [];

export class Finder {
  readonly sandbox: Sandbox;
  readonly people: readonly Person[];
  readonly #known = new Map<string, Promise<readonly unknown[]>>();

  private constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.people = Object.values(sandbox.world.customers).flatMap(({ id, profiles }) => {
      const mobile = profiles[0]?.identifiers.find(({ type }) => type === 'mobile')?.value;
      return mobile === undefined ? [] : [{ id, mobile, firstName: profiles[0]?.firstName ?? '' }];
    });
  }

  static async start(brand: BrandName): Promise<Finder> {
    const finder = new Finder(await startSandbox({ definitions, seed: 42, now: NOW, brand }));
    await finder.setUp();
    return finder;
  }

  async setUp(): Promise<void> {
    for (const call of SETUP) {
      const [tool, args] = call(this.person);
      await this.call(definitionOf(tool), args);
    }
  }

  /** Undoes what a call changed. */
  async reset(): Promise<void> {
    await resetSandbox(this.sandbox);
    await this.setUp();
  }

  get person(): Person {
    const [first] = this.people;
    if (!first) throw new Error('the sandbox has no customers');
    return first;
  }

  async call(definition: Definition, args: Args): Promise<{ body: unknown; failure: CapillaryError | undefined }> {
    const answer = await answerOf(this.sandbox, definition, args);
    return { body: answer.body, failure: failureIn(definition, answer) };
  }

  /** The values of an entity that concern a person, or the organization. */
  async valuesOf(entity: EntityName, person: Person, trail: readonly EntityName[] = []): Promise<unknown[]> {
    if (trail.includes(entity)) return [];
    const found: unknown[] = [];
    for (const source of ENTITIES[entity].foundBy) {
      found.push(...(await this.valuesFrom(source, person, [...trail, entity])).slice(0, MAX_VALUES));
    }
    return found;
  }

  /** The values that a source returns for a person. */
  valuesFrom(source: EntitySource, person: Person, trail: readonly EntityName[] = []): Promise<readonly unknown[]> {
    const key = JSON.stringify([source, person.id]);
    const known = this.#known.get(key) ?? this.#valuesFrom(source, person, trail);
    this.#known.set(key, known);
    return known;
  }

  async #valuesFrom(source: EntitySource, person: Person, trail: readonly EntityName[]): Promise<unknown[]> {
    const definition = definitionOf(source.tool);
    const args = await this.argumentsFor(definition, person, trail);
    if (!args) return [];
    const given = { ...args, ...SOURCE_ARGUMENTS[source.tool]?.(person), ...source.with };
    const { body, failure } = await this.call(definition, given);
    if (risk(definition) !== 'read') await this.reset();
    if (failure) return [];
    const values = findAtPath(body, source.at).map(({ value }) => value);
    return [...new Set(values.filter((value) => !['', null, 0, -1, '-1'].includes(value as string)))];
  }

  /** Arguments of a call about a person; undefined if it needs an id that there is none of. */
  async argumentsFor(
    definition: Definition,
    person: Person,
    trail: readonly EntityName[] = [],
  ): Promise<Args | undefined> {
    if (definition.example) return structuredClone(definition.example) as Args;
    const { properties, required } = inputJsonSchema(definition);
    const names = Array.isArray(required) ? required.map(String) : [];
    const args: Args = {};
    for (const name of Object.keys(properties)) {
      if (name === 'body') args[name] = structuredClone(bodies[definition.tool] ?? bodies[`${definition.tool}_1`]);
      else if (name in ABOUT) args[name] = ABOUT[name]?.(person);
      else if (names.includes(name)) args[name] = plainValue(properties[name]);
    }
    if (!('identifierName' in properties) || 'mobile' in properties) delete args['identifierName'];
    for (const { path, entity } of pointersOf(definition)) {
      const isGiven = findAtPath(args, path).length > 0 && args[path] !== ABOUT[path]?.(person);
      if (!isGiven && !names.includes(path)) continue;
      const [value] = await this.valuesOf(entity, person, trail);
      if (value === undefined && names.includes(path)) return undefined;
      if (value !== undefined) setAt(definition, args, path, value);
    }
    return args;
  }
}

/** Arguments that name a person or a time; given wherever they exist. */
const ABOUT: Readonly<Record<string, (person: Person) => unknown>> = {
  mobile: ({ mobile }) => mobile,
  identifierName: () => 'mobile',
  identifierType: () => 'mobile',
  identifierValue: ({ mobile }) => mobile,
  source: () => 'INSTORE',
};

/** A value of the right type. */
function plainValue(node: unknown): unknown {
  if (!isObject(node)) return undefined;
  const { type, enum: values, description } = node;
  if (Array.isArray(values)) return values[0];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'array') return [];
  return /YYYY-MM-DD|ISO 8601/.test(String(description)) ? '2026-05-01' : 'a';
}

/** Sets the value at the path of an argument, in the form that the schema accepts there. */
export function setAt(definition: Definition, args: Args, path: string, value: unknown): void {
  const forms = [value, String(value), Number(value), [value], [String(value)]];
  const fits = (): boolean => {
    const name = path.replaceAll('[]', '').split('.').at(-1) ?? '';
    const issues = inputSchema(definition).safeParse(args).error?.issues ?? [];
    return !issues.some((issue) => issue.path.includes(name));
  };
  for (const form of forms) {
    put(args, path.match(/\[\]|[^.[\]]+/g) ?? [], form);
    if (fits()) return;
  }
}

function put(holder: unknown, [step, next, ...rest]: readonly string[], value: unknown): void {
  if (step === undefined) return;
  if (step === '[]') {
    if (!Array.isArray(holder)) return;
    if (holder.length === 0) holder.push(next === undefined ? value : {});
    for (const [index, each] of holder.entries()) {
      if (next === undefined) holder[index] = value;
      else put(each, [next, ...rest], value);
    }
  } else if (isObject(holder)) {
    if (next === undefined) holder[step] = value;
    else {
      const inner = holder[step];
      if (next === '[]' ? !Array.isArray(inner) : !isObject(inner)) holder[step] = next === '[]' ? [] : {};
      put(holder[step], [next, ...rest], value);
    }
  }
}
