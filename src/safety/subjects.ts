/** Whom a call concerns: an identifier in its arguments, and the customer that it stands for. */
import type { Trace } from '../client/trace.js';
import { isObject } from '../lib/json.js';
import { withTimeout } from '../lib/timeout.js';

/** An identifier as the look-ups take it. */
export interface Identifier {
  /** `id`, `mobile`, `email`, `externalId`, `cardnumber` … */
  readonly name: string;
  readonly value: string;
  readonly source?: string;
}

/** Makes a read of the API. @param trace - what it belongs to in a trace @throws if it fails */
export type Read = (tool: string, args: Record<string, unknown>, trace?: Trace) => Promise<unknown>;

/** A call waits no longer than this to find out whom it concerns. */
const WAIT_MS = 3_000;

/** The names of identifiers in arguments, in the order in which they are believed, and how look-ups name them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['id', 'id'],
  ['user_id', 'id'],
  ['userid', 'id'],
  ['customerid', 'id'],
  ['mobile', 'mobile'],
  ['email', 'email'],
  ['emailid', 'email'],
  ['externalid', 'externalId'],
  ['external_id', 'externalId'],
  ['cardnumber', 'cardnumber'],
  ['card_number', 'cardnumber'],
  ['cardexternalid', 'cardExternalId'],
  ['card_external_id', 'cardExternalId'],
]);

/** Reads `{mobile: …}`, `{type: 'mobile', value: …}`, `{identifierType: …, identifierValue: …}`, or an id alone. */
export function identifierOf(given: unknown): Identifier | undefined {
  if (typeof given === 'number' || typeof given === 'string') {
    const value = textOf(given);
    return value === undefined ? undefined : { name: 'id', value };
  }
  if (!isObject(given)) return undefined;
  const source = textOf(given['source']);
  const kind = textOf(given['identifierType'] ?? given['identifierName'] ?? given['type']);
  const value = textOf(given['identifierValue'] ?? given['value']);
  const named = kind !== undefined && value !== undefined ? { [kind]: value } : given;
  const byName = new Map(Object.entries(named).map(([name, each]) => [name.toLowerCase(), textOf(each)]));
  for (const [name, official] of NAMES) {
    const found = byName.get(name);
    if (found !== undefined) return { name: official, value: found, ...(source !== undefined && { source }) };
  }
  return undefined;
}

/** Finds the id of a customer, so that all identifiers of one customer count as one; undefined if that takes too long. */
export async function findCustomerId(
  { name, value, source }: Identifier,
  read: Read,
  defaultSource: string,
): Promise<string | undefined> {
  if (name === 'id') return value;
  const args = { identifierName: name, identifierValue: value, source: source ?? defaultSource };
  const reading = read('customer_get_id', args).catch(() => undefined);
  const answer = (await withTimeout(WAIT_MS, reading))?.value;
  return isObject(answer) ? textOf(answer['entity']) : undefined;
}

/** A customer whom a call concerns, as far as two reads within a few seconds can tell. */
export interface Subject {
  id: string | undefined;
  name: string | undefined;
  /** Points that can be redeemed. */
  balance: number | undefined;
}

/** @returns undefined if the customer was not found, or not in time */
export async function lookUpSubject(
  { name, value, source }: Identifier,
  read: Read,
  defaultSource: string,
): Promise<Subject | undefined> {
  const args = { identifierName: name, identifierValue: value, source: source ?? defaultSource };
  const reading = Promise.all([
    name === 'id'
      ? read('customer_get', { customerId: value, source: source ?? defaultSource })
      : read('customer_lookup_get_details', args),
    (name === 'id'
      ? read('customer_get_points_balance', { userId: value })
      : read('customer_lookup_get_points_balance', args)
    ).catch(() => undefined),
  ]).catch(() => undefined);
  const [customer, balance] = (await withTimeout(WAIT_MS, reading))?.value ?? [];
  if (!isObject(customer)) return undefined;
  const profiles = Array.isArray(customer['profiles']) ? customer['profiles'] : [];
  const [profile] = profiles.filter(isObject);
  const names = [profile?.['firstName'], profile?.['lastName']].flatMap((each) => textOf(each) ?? []);
  const points = isObject(balance) ? balance['mainPoints'] : undefined;
  return {
    id: textOf(customer['id']),
    name: names.length > 0 ? names.join(' ') : undefined,
    balance: typeof points === 'number' ? points : undefined,
  };
}

function textOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}
