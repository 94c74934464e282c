/** Customers in answers, and finding the customers that arguments name. */
import type { customerGet } from '../../../tools/customer/customer.js';
import type { userAuthRegister } from '../../../tools/customer/user-authentication.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { detailsOf } from '../locations/rules.js';
import { customerBy, findAccount, identifierOf, identifierType, noCustomer, profileOf, survivorOf } from './rules.js';
import type { Card, Customer, Profile } from './state.js';

type ProfileJson = RowOf<typeof customerGet, 'profiles'>;
type AuthorJson = PartOf<PartOf<ProfileJson, 'attribution'>, 'createdBy'>;

/** A till as an author: `{id, code, name, type}`. */
export function tillShape(world: World, tillId: number): AuthorJson {
  const till = world.tills[tillId];
  return { id: tillId, code: till?.code ?? '', name: till?.name ?? '', type: 'TILL' };
}

/** A till as who created or changed a customer. */
function authorShape(world: World, tillId: number): AuthorJson {
  const till = world.tills[tillId];
  const { description = '' } = till ? detailsOf(world, { type: 'TILL', entity: till }) : {};
  return { ...tillShape(world, tillId), description, referenceId: -1, default: false };
}

const toCardIdentifierJson = (world: World, { id, externalId, seriesId, statusLabel, extendedFields }: Card) => ({
  cardId: id,
  cardExternalId: externalId || undefined,
  seriesId,
  seriesCode: world.cardSeries[seriesId]?.code,
  statusLabel,
  extendedFields,
});

/** Identifiers of a profile; a card's with its series and status. */
function identifierShapes(world: World, profile: Profile): PartOf<ProfileJson, 'identifiers'> {
  return profile.identifiers.map(({ type, value }) => {
    const card = type === 'cardnumber' ? Object.values(world.cards).find(({ number }) => number === value) : undefined;
    return { type, value, ...(card && toCardIdentifierJson(world, card)) };
  });
}

/** One profile of v2's customer object; `toAuthor` writes who created and changed it. */
export function profileShape(
  world: World,
  customer: Customer,
  profile: Profile,
  toAuthor: (world: World, tillId: number) => AuthorJson = authorShape,
): ProfileJson {
  return {
    firstName: profile.firstName,
    lastName: profile.lastName,
    attribution: {
      createDate: profile.createdOn,
      createdBy: toAuthor(world, customer.tillId),
      modifiedBy: toAuthor(world, customer.modifiedByTillId),
      modifiedDate: profile.modifiedOn,
    },
    fields: profile.fields,
    allFields: profile.fields,
    identifiers: identifierShapes(world, profile),
    commChannels: profile.commChannels.map(({ type, value, primary, verified, meta, attributes }) => ({
      type,
      value,
      primary,
      verified,
      meta,
      attributes,
    })),
    source: profile.source,
    userId: customer.id,
    accountId: profile.accountId,
    conflictingProfileList: [],
    autoUpdateTime: profile.modifiedOn,
    identifiersAll: customer.profiles.flatMap((each) => identifierShapes(world, each)),
  };
}

/** v2's customer object, as Get Customer Details and others embed it. */
export function customerShape(world: World, customer: Customer): Answer<typeof userAuthRegister> {
  return {
    id: customer.id,
    profiles: customer.profiles.map((profile) => profileShape(world, customer, profile)),
    loyaltyInfo: {
      loyaltyType: customer.loyaltyType,
      attributionV2: {
        createDate: customer.createdOn,
        createdBy: authorShape(world, customer.tillId),
        modifiedBy: authorShape(world, customer.modifiedByTillId),
        modifiedDate: customer.modifiedOn,
        createdFromSource: (customer.profiles[0]?.source ?? 'INSTORE').toLowerCase(),
      },
      lifetimePurchases: customer.lifetimePurchases,
    },
    segments: customer.segments,
    associatedWith: world.tills[customer.tillId]?.code ?? '',
    extendedFields: customer.extendedFields,
  };
}

/** `{userId, firstName, lastName, externalId}`. */
export function customerName(customer: Customer): {
  userId: number;
  firstName: string;
  lastName: string;
  externalId?: string;
} {
  const { firstName = '', lastName = '' } = customer.profiles[0] ?? {};
  const externalId = identifierOf(customer, 'externalId');
  return { userId: customer.id, firstName, lastName, ...(externalId !== '' && { externalId }) };
}

/** v1.1's echo of a customer: `{mobile, email, external_id}`. */
export function inTouchIdentifiers(customer: Customer): { mobile: string; email: string; external_id: string } {
  return {
    mobile: identifierOf(customer, 'mobile'),
    email: identifierOf(customer, 'email'),
    external_id: identifierOf(customer, 'externalId'),
  };
}

/** How v2 names a profile. */
export interface SourceQuery {
  readonly source?: string;
  readonly accountId?: string;
}

/** How v2 names a customer by an identifier. */
export interface CustomerQuery extends SourceQuery {
  readonly identifierName?: string;
  readonly identifierValue?: string;
}

/**
 * The customer of v2's `identifierName`, `identifierValue` and `source`. Names and values may be comma-separated lists
 * of equal length that all identify one customer.
 * @throws 8013 if an identifier type is unknown, or the lists differ in length
 * @throws 8015 if no customer has the identifiers
 * @throws 8065 if the customer has no profile in the source
 */
export function customerNamed(world: World, query: CustomerQuery): Customer {
  const { identifierName = '', identifierValue = '' } = query;
  const [names, values] = [identifierName.split(','), identifierValue.split(',')];
  if (names.length !== values.length)
    fail(8013, 'identifierName and identifierValue must have the same number of values');
  const [customer, ...others] = names.map((name, index) =>
    customerBy(world, name.trim(), (values[index] ?? '').trim()),
  );
  if (!customer || others.some(({ id }) => id !== customer.id)) return noCustomer();
  checkSource(customer, query);
  return customer;
}

/** @throws 8065 if the customer has no profile in the named source (and account) */
export function checkSource(customer: Customer, { source = '', accountId = '' }: SourceQuery): void {
  const name = source.toUpperCase();
  if (name === '' || name === 'ALL') return;
  if (!profileOf(customer, name, accountId === '' ? undefined : accountId)) {
    fail(8065, `Customer is not registered in ${name}`);
  }
}

/** v2's `{type, value}`. */
export function customerOf(world: World, identifier: { readonly type?: unknown; readonly value?: unknown }): Customer {
  const type = textOf(identifier.type);
  const value = textOf(identifier.value);
  if (type === '') fail(8013, 'Identifier type is missing');
  return value === '' ? noCustomer() : customerBy(world, type, value);
}

/** v1.1's names of identifiers, in the order in which they are tried. */
const IN_TOUCH_NAMES = ['id', 'user_id', 'mobile', 'email', 'external_id', 'card_number', 'card_external_id'] as const;

/** How v1.1 names a customer: with texts or numbers, which are read leniently. */
export type InTouchIdentifiers = { readonly [K in (typeof IN_TOUCH_NAMES)[number]]?: unknown };

/**
 * v1.1's customer; the first given identifier counts.
 * @throws `missing` if no identifier is given (802 for points)
 * @throws `unknown` if no customer has it (816 for points)
 */
export function inTouchCustomer(
  world: World,
  fields: InTouchIdentifiers,
  codes: { missing: number; unknown: number },
): Customer {
  const account = inTouchAccount(world, fields);
  if (account === undefined) return fail(codes.missing, 'No customer identifier was given');
  const customer = account && survivorOf(world, account);
  return customer && !customer.piiDeleted ? customer : fail(codes.unknown, 'Customer not found in this organization');
}

/** Whether v1.1's identifier belongs to a customer who was merged into another. */
export const namesMerged = (world: World, fields: InTouchIdentifiers): boolean =>
  (inTouchAccount(world, fields)?.mergedInto ?? null) !== null;

/** The account of the first given identifier; null if nobody has it, undefined if no identifier is given. */
function inTouchAccount(world: World, fields: InTouchIdentifiers): Customer | null | undefined {
  for (const name of IN_TOUCH_NAMES) {
    const value = textOf(fields[name]);
    if (value === '') continue;
    const type = identifierType(name === 'card_number' ? 'cardnumber' : name);
    return (type && findAccount(world, type, value)) ?? null;
  }
  return undefined;
}
