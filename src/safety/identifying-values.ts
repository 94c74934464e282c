/** What the values of a call identify: whom and what a write is about, and what a read has shown. */
import { LosslessNumber } from 'lossless-json';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { inputSchema } from '../tools/input.js';
import { ENTITIES, type EntityName } from '../tools/schemas/entities.js';
import { type Leaf, placesIn } from '../tools/schemas/leaf.js';
import { valuesAt } from './amounts.js';
import { type Identifier, identifierOf } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

/** Further values are not looked at. */
const MAX_VALUES = 10_000;
const MAX_LENGTH = 200;

/** How much a value says about what a call is about, from most to least. */
const ROLES = ['who', 'what', 'other'] as const;
type Role = (typeof ROLES)[number];

/** Things that a person has, or that happen once: whoever reads one of them reads about the same. */
const OF_ONE: ReadonlySet<EntityName> = new Set<EntityName>([
  'billNumber',
  'transaction',
  'couponCode',
  'coupon',
  'lead',
  'pointsRedemption',
  'pointsRedemptionCode',
  'redemptionReference',
  'rejectedBill',
  'rewardTransaction',
  'task',
  'userGroup',
  'userGroupExternalId',
]);

/** Things that most calls of an organization name: they do not tell two calls apart. */
const OF_ALL =
  /^(organization|loyaltyProgram|till|store|concept|place|zone|associate|agent|city|area|country|language|currency|timeZone|fieldName|paymentMode|source|owningRecord|badgeClaimant)/;

const NEW_ONE = /^((bill|transaction|invoice)_?(number|id)|number)$/i;
const PERSONAL = /^(mobile|email|emailid|identifiervalue|externalid|external_id|customerids?|userids?)$/i;
const NAME = /(id|ids|code|codes|number|name)$|^(q|query|search)$/i;

/** What a call is about. */
export interface About {
  /**
   * The values that say whom or what: persons, bills and what they have; else what the call names by an id, a code or a
   * name; else all its values.
   */
  readonly values: readonly string[];
  /** Whether the values name neither persons nor things. */
  readonly isGeneral: boolean;
}

export function whatIsAbout(definition: Definition, args: Args): About {
  const found: Record<Role, Set<string>> = { who: new Set(), what: new Set(), other: new Set() };
  for (const path of definition.subjects ?? definition.amounts?.of ?? []) {
    for (const given of valuesAt(args, path)) {
      const value = identifierOf(given)?.value;
      if (value !== undefined) found.who.add(normalize(value));
    }
  }
  const leaves = leavesOf(definition);
  for (const { value, path, name } of simpleValues(args)) {
    const role = roleOf(leaves.get(path), name);
    if (role) found[role].add(value);
  }
  const role = ROLES.find((each) => found[each].size > 0) ?? 'other';
  return { values: [...found[role]], isGeneral: role === 'other' };
}

/** Identifiers of customers other than their ids, at any depth. */
export function identifiersIn(args: Args): Identifier[] {
  return [args, ...objectsIn(args)]
    .flatMap((each) => identifierOf(each) ?? [])
    .filter(({ name }) => name !== 'id' && CUSTOMER_NAMES.has(name));
}

/** Kinds of identifier by which customers can be looked up. */
const CUSTOMER_NAMES: ReadonlySet<string> = new Set(['mobile', 'email', 'externalId', 'cardnumber', 'cardExternalId']);

function roleOf(leaf: Leaf | undefined, name: string): Role | undefined {
  if (leaf?.is === 'id') {
    if (ENTITIES[leaf.entity].isPerson || OF_ONE.has(leaf.entity)) return 'who';
    return OF_ALL.test(leaf.entity) ? undefined : 'what';
  }
  if (leaf?.is === 'mobile' || leaf?.is === 'email' || leaf?.is === 'personIdentifier') return 'who';
  if (PERSONAL.test(name) || NEW_ONE.test(name)) return 'who';
  if (/^(source|org|till|store|program)/i.test(name)) return undefined;
  return NAME.test(name) ? 'what' : 'other';
}

/** Arguments of reads that say how much to read, not what. */
const OF_PAGES = /^(limit|size|page|pagenumber|pagesize|offset|start|rows|count|batch_?limit)$/i;

/** The values of the arguments of a read, and those of its answer that are names or too long for a coincidence. */
export function shownValues(args: Args, answer: unknown): Set<string> {
  const shown = new Set<string>();
  for (const { value, name } of simpleValues(args)) {
    if (OF_PAGES.test(name)) continue;
    // Several customers may be listed in one text.
    for (const each of [value, ...value.split(/[,;]/)]) shown.add(normalize(each));
  }
  for (const { value, name } of simpleValues(answer))
    if (value.length >= MIN_LENGTH || NAME.test(name)) shown.add(value);
  return shown;
}

const MIN_LENGTH = 4;

const leaves = new WeakMap<Definition, ReadonlyMap<string, Leaf>>();

/** What the arguments mean, by path without the levels of lists. */
function leavesOf(definition: Definition): ReadonlyMap<string, Leaf> {
  const known = leaves.get(definition);
  if (known) return known;
  const found = new Map<string, Leaf>();
  for (const { path, leaf } of placesIn(inputSchema(definition))) if (leaf) found.set(path, leaf);
  leaves.set(definition, found);
  return found;
}

interface SimpleValue {
  value: string;
  path: string;
  name: string;
}

/** Texts and numbers at any depth. Without recursion: the sender of an answer chooses the depth. */
function* simpleValues(root: unknown): Generator<SimpleValue> {
  const pending: { value: unknown; path: string; name: string }[] = [{ value: root, path: '', name: '' }];
  for (let visited = 0; visited < MAX_VALUES; visited += 1) {
    const next = pending.pop();
    if (!next) return;
    const { value, path, name } = next;
    if (Array.isArray(value)) {
      for (const each of value.slice(0, MAX_VALUES)) pending.push({ value: each, path, name });
    } else if (isObject(value) && !(value instanceof LosslessNumber)) {
      for (const key of Object.keys(value).slice(0, MAX_VALUES))
        pending.push({ value: value[key], path: path === '' ? key : `${path}.${key}`.slice(0, 1_000), name: key });
    } else if (typeof value === 'string' || typeof value === 'number' || value instanceof LosslessNumber) {
      const text = normalize(String(value));
      if (text !== '') yield { value: text, path, name };
    }
  }
}

function objectsIn(root: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const pending: unknown[] = [root];
  while (pending.length > 0 && found.length < MAX_VALUES) {
    const value = pending.pop();
    if (Array.isArray(value)) pending.push(...value.slice(0, MAX_VALUES));
    else if (isObject(value)) {
      found.push(value);
      pending.push(...Object.values(value).slice(0, MAX_VALUES));
    }
  }
  return found;
}

/** Mobile numbers are written with and without spaces and a plus. */
export function normalize(value: string): string {
  const text = value.slice(0, MAX_LENGTH).trim().toLowerCase();
  return /^\+?[\d ()-]{7,}$/.test(text) ? text.replace(/\D/g, '') : text;
}
