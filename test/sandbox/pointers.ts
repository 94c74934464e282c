/** Finds ids, codes and names in a sandbox as an agent does: with the tools that the entities name. */
import { readFileSync } from 'node:fs';
import type { CapillaryError } from '../../src/client/errors.js';
import { findAtPath } from '../../src/client/paths.js';
import { isObject } from '../../src/lib/json.js';
import type { BrandName } from '../../src/sandbox/brands/names.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { apiJsonSchema, inputSchema } from '../../src/tools/input.js';
import { pointersOf } from '../../src/tools/pointers.js';
import { ENTITIES, type EntityName, type EntitySource } from '../../src/tools/schemas/entities.js';
import { answerOf, definitionOf, failureIn } from './conformance/answers.js';
import type { Args } from './conformance/sample.js';
import { fittingHandlers } from './fitting.js';
import { Journal, journaledHandlers } from './journal.js';

/** What an agent knows at first: somebody's identifiers. */
export interface Person {
  id: number;
  mobile: string;
  email: string | undefined;
  externalId: string | undefined;
  firstName: string;
}

const bodies: Record<string, unknown> = JSON.parse(
  readFileSync(new URL('../fixtures/body-examples.json', import.meta.url), 'utf8'),
);

const NOW = '2026-05-03T06:30:00Z';
const MAX_VALUES = 4;

/** The sources that are being asked already, which an agent would not ask again. */
type Trail = readonly string[];

type Find = (entity: EntityName) => Promise<unknown>;

/** Arguments that a tool needs besides what its schema requires: what an agent would give. */
const MORE_ARGUMENTS: Readonly<Record<string, (person: Person, find: Find) => Args | Promise<Args>>> = {
  customer_search: ({ firstName }) => ({ q: firstName }),
  user_group_search: () => ({ q: 'a' }),
  user_group_get: ({ id }) => ({ primaryUserId: id }),
  // Of the first places that location_list returns.
  organization_get_entities_v1_1: () => ({ type: 'TILL' }),
  lead_get: ({ id }) => ({ userId: id }),
  staff_list_of_store: async (_, find) => ({ storeCode: await find('storeCode') }),
  organization_get_till: async (_, find) => ({ code: await find('tillCode') }),
  customer_get_hierarchy: async (_, find) => ({
    associationEntityType: 'company',
    associationEntityIdentifierType: 'externalId',
    associationEntityIdentifierValue: await find('companyExternalId'),
  }),
  user_group_get_members_with_cards: () => ({ identifierName: 'id' }),
  user_group_get_primary_and_secondary: () => ({ identifierName: 'id' }),
  // The vendor's id of a survey is known to whoever set it up.
  survey_get: () => ({ extRefId: 'VISIT-26' }),
  survey_list_questions: () => ({ extRefId: 'VISIT-26' }),
  survey_submit_responses: async ({ id }, find) => ({
    extRefId: 'VISIT-26',
    body: [{ surveyQuestionId: await find('surveyQuestion'), userId: id, formId: 31, tokenId: 7, fieldValue: '9' }],
  }),
  event_log_get_by_reference_id: async (_, find) => ({ refId: `100900_${await find('transaction')}` }),
  cart_promotion_evaluate: async ({ id }, find) => ({
    body: {
      amount: '100',
      customerId: id,
      cartItems: [{ sku: await find('sku'), amount: '100', qty: '1.00' }],
      cartTenders: [],
      categoryHierarchySentInPayload: false,
    },
  }),
};

/** Calls that leave something behind of which a world has none at first. */
const SETUP: readonly ((person: Person, find: Find) => [tool: string, args: Args] | Promise<[string, Args]>)[] = [
  ({ mobile }) => [
    'customer_add_ticket_v1_1',
    {
      body: {
        root: {
          customer: [{ mobile, ticket: [{ ticket_code: 'T-1', status: 'OPEN', priority: 'HIGH', subject: 'x' }] }],
        },
      },
    },
  ],
  ({ mobile }) => [
    'transaction_add',
    {
      identifierName: 'mobile',
      identifierValue: mobile,
      source: 'INSTORE',
      body: { type: 'REGULAR', billNumber: 'new-1', billAmount: 100 },
    },
  ],
  async ({ id }, find) => [
    'card_add',
    {
      body: {
        seriesId: await find('cardSeries'),
        cardNumber: 'MG09000099',
        cardExternalId: 'EXT-99',
        statusLabel: 'ACTIVE',
        customerId: id,
      },
    },
  ],
  ({ mobile }) => [
    'pii_deletion_request',
    {
      body: {
        type: 'CUSTOMER',
        baseType: 'DELETE',
        customerIdentificationInfo: { source: 'INSTORE', identifierType: 'mobile', identifierValue: mobile },
      },
    },
  ],
];

export class Finder {
  readonly sandbox: Sandbox;
  readonly people: readonly Person[];
  readonly #journal: Journal;
  readonly #known = new Map<string, readonly unknown[]>();

  private constructor(sandbox: Sandbox, journal: Journal) {
    this.sandbox = sandbox;
    this.#journal = journal;
    this.people = Object.values(sandbox.world.customers).flatMap(({ id, profiles }) => {
      const identifierOf = (kind: string) => profiles[0]?.identifiers.find(({ type }) => type === kind)?.value;
      const mobile = identifierOf('mobile');
      if (mobile === undefined) return [];
      return [
        {
          id,
          mobile,
          email: identifierOf('email'),
          externalId: identifierOf('externalId'),
          firstName: profiles[0]?.firstName ?? '',
        },
      ];
    });
  }

  static async start(brand: BrandName): Promise<Finder> {
    const journal = new Journal();
    const handlers = fittingHandlers(journaledHandlers(journal));
    const finder = new Finder(await startSandbox({ handlers, seed: 42, now: NOW, brand }), journal);
    await finder.#setUp();
    // What was looked up for the set-up is not all that there is after it.
    finder.#known.clear();
    return finder;
  }

  async #setUp(): Promise<void> {
    // Another person than the first, whom the rest is about.
    const person = this.people.at(-1) ?? this.person;
    for (const call of SETUP) {
      const [tool, args] = await call(person, this.#finding(person, []));
      await this.call(definitionOf(tool), args);
    }
    this.#journal.begin();
  }

  /** Undoes what calls changed since the set-up. */
  undo(): void {
    this.#journal.undo();
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
  async valuesOf(entity: EntityName, person: Person, trail: Trail = []): Promise<unknown[]> {
    const found: unknown[] = [];
    for (const source of ENTITIES[entity].foundBy) {
      found.push(...(await this.valuesFrom(source, person, trail)).slice(0, MAX_VALUES));
    }
    return found;
  }

  /** The values that a source returns for a person. */
  async valuesFrom(source: EntitySource, person: Person, trail: Trail = []): Promise<readonly unknown[]> {
    const key = JSON.stringify([source, person.id]);
    if (trail.includes(key)) return [];
    const known = this.#known.get(key) ?? (await this.#valuesFrom(source, person, [...trail, key]));
    // What a write returned is gone when the write is undone.
    if (risk(definitionOf(source.tool)) === 'read') this.#known.set(key, known);
    return known;
  }

  /** The first value of an entity. */
  #finding(person: Person, trail: Trail): Find {
    return async (entity) => (await this.valuesOf(entity, person, trail))[0];
  }

  async #valuesFrom(source: EntitySource, person: Person, trail: Trail): Promise<unknown[]> {
    const definition = definitionOf(source.tool);
    const args = await this.argumentsFor(definition, person, source.with, trail);
    if (!args) return [];
    const { body, failure } = await this.call(definition, args);
    if (failure) return [];
    const values = findAtPath(body, source.at).map(({ value }) => value);
    return [...new Set(values.filter((value) => !['', null, 0, -1, '-1'].includes(value as string)))];
  }

  /**
   * Arguments of a call about a person; undefined if it needs an id that there is none of.
   *
   * @param known - arguments that are known already
   */
  async argumentsFor(
    definition: Definition,
    person: Person,
    known: Args = {},
    trail: Trail = [],
  ): Promise<Args | undefined> {
    const more = await MORE_ARGUMENTS[definition.tool]?.(person, this.#finding(person, trail));
    const given = { ...more, ...known };
    if (definition.example) return { ...structuredClone(definition.example), ...given };
    // The sandbox is called without a connection, which would fill in some of them.
    const { properties, required } = apiJsonSchema(definition);
    const names = Array.isArray(required) ? required.map(String) : [];
    const args: Args = {};
    for (const name of Object.keys(properties)) {
      if (name === 'body') args[name] = about(person, bodies[definition.tool] ?? bodies[`${definition.tool}_1`]);
      else if (name in ABOUT) args[name] = ABOUT[name]?.(person);
      else if (names.includes(name)) args[name] = plainValue(properties[name]);
    }
    if ('mobile' in properties) delete args['identifierName'];
    Object.assign(args, given);
    for (const { path, entity } of pointersOf(definition)) {
      if (path in ABOUT || path in given || (findAtPath(args, path).length === 0 && !names.includes(path))) continue;
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

/** The body of an example, about a person. */
function about(person: Person, body: unknown): unknown {
  if (Array.isArray(body)) return body.map((each) => about(person, each));
  if (!isObject(body)) return body;
  const kind = [body['identifierName'], body['identifierType'], body['type']].map(String).find((each) => each in KINDS);
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const own = ['mobile', 'email'].includes(name)
        ? name
        : ['value', 'identifierValue'].includes(name)
          ? kind
          : undefined;
      return [name, (own && KINDS[own]?.(person)) ?? about(person, value)];
    }),
  );
}

const KINDS: Readonly<Record<string, (person: Person) => string | undefined>> = {
  mobile: ({ mobile }) => mobile,
  MOBILE: ({ mobile }) => mobile,
  email: ({ email }) => email,
  EMAIL: ({ email }) => email,
  externalId: ({ externalId }) => externalId,
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
