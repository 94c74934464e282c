/** The fields that customers and bills can be searched by, and conditions on them. */
import { type JsonObject, textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { identifierOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';

/** The field that stands for the beginning of any name or identifier. */
export const PREFIX = 'search_prefix';
/** The fields that are dates. Their values are epoch milliseconds; other forms are refused. */
export const DATES = ['registeredDate', 'lastUpdatedOn', 'billDate'];
export const EPOCH = /^\d{12,14}$/;

/** A parsed condition: whether an entity with these values of the field matches. */
export interface Condition {
  fieldId: string;
  operator: 'EQUALS' | 'STARTS_WITH' | 'RANGE';
  values: readonly string[];
}

/** All values of a field, dates as epoch milliseconds. */
type Read<T> = (world: World, entity: T) => (string | number)[];

/** The searchable fields of an entity. */
export type Searchable<T> = Readonly<Record<string, Read<T>>>;

const storeCode = (world: World, storeId: number): string => world.stores[storeId]?.code ?? '';

const identifiers = (customer: Customer): string[] =>
  customer.profiles.flatMap((profile) => profile.identifiers.map(({ value }) => value));

const CUSTOMER_FIELDS: Searchable<Customer> = {
  search_prefix: (_, customer) => [...names(customer), ...identifiers(customer)],
  firstName: (_, { profiles }) => profiles.map((each) => each.firstName),
  lastName: (_, { profiles }) => profiles.map((each) => each.lastName),
  mobile: (_, customer) => [identifierOf(customer, 'mobile')],
  email: (_, customer) => [identifierOf(customer, 'email')],
  externalId: (_, customer) => [identifierOf(customer, 'externalId')],
  cardNumber: (world, customer) => cardsOf(world, customer).map((card) => card.number),
  statusLabel: (_, { statusLabel }) => [statusLabel],
  loyaltyStatus: (_, { loyaltyType }) => [loyaltyType],
  registeredStoreCode: (world, { storeId }) => [storeCode(world, storeId)],
  registeredDate: (_, { createdOn }) => [Date.parse(createdOn)],
  lastUpdatedOn: (_, { modifiedOn }) => [Date.parse(modifiedOn)],
};

const names = ({ profiles }: Customer): string[] => profiles.flatMap((each) => [each.firstName, each.lastName]);

const TRANSACTION_FIELDS: Searchable<Transaction> = {
  billNumber: (_, { billNumber }) => [billNumber],
  type: (_, { type }) => [type],
  deliveryStatus: (_, { deliveryStatus }) => [deliveryStatus],
  outlierStatus: (_, { outlierStatus }) => [outlierStatus],
  source: (_, { source }) => [source],
  storeCode: (world, { storeId }) => [storeCode(world, storeId)],
  itemCode: (_, { lineItems }) => lineItems.map(({ itemCode }) => itemCode),
  billDate: (_, { billingDate }) => [Date.parse(billingDate)],
};

/** The custom and extended fields that the organization configured, as the documented samples search by them. */
function configured<T>(
  world: World,
  list: 'customer' | 'transaction',
  valuesOf: (entity: T) => JsonObject,
): Searchable<T> {
  const { customFields, extendedFields } = world.organisation.settings;
  const names = [...customFields[list], ...extendedFields[list]];
  return Object.fromEntries(
    names.map((name) => [
      name,
      (_: World, entity: T) => [textOf(valuesOf(entity)[name])].filter((text) => text !== ''),
    ]),
  );
}

export const customerFields = (world: World): Searchable<Customer> => ({
  ...configured<Customer>(world, 'customer', fieldValuesOf),
  ...CUSTOMER_FIELDS,
});

export const transactionFields = (world: World): Searchable<Transaction> => ({
  ...configured<Transaction>(world, 'transaction', (each) => ({ ...each.extendedFields, ...each.customFields })),
  ...TRANSACTION_FIELDS,
});

export const ownFields = ({ profiles }: Customer): JsonObject =>
  Object.assign({}, ...profiles.map((each) => each.fields));

const fieldValuesOf = (customer: Customer): JsonObject => ({ ...customer.extendedFields, ...ownFields(customer) });

export function passes({ operator, values }: Condition, found: readonly (string | number)[]): boolean {
  if (operator === 'RANGE') {
    const [from, to] = values.map(Number);
    return found.some((each) => Number(each) >= (from ?? 0) && Number(each) <= (to ?? 0));
  }
  const wanted = values.map((value) => value.toLowerCase());
  return found.some((each) => {
    const text = String(each).toLowerCase();
    return wanted.some((value) => (operator === 'EQUALS' ? text === value : text.startsWith(value)));
  });
}

export const searchableCustomers = (world: World): Customer[] =>
  Object.values(world.customers).filter((each) => each.mergedInto === null && !each.piiDeleted);

/** What can be searched: customers, or bills. */
export interface Kind<T> {
  readonly all: (world: World) => readonly T[];
  /** Reads what a `fieldReference` of search criteria refers to; undefined if there is no such thing. */
  readonly reader: (reference: string) => Read<T> | undefined;
}

/** A value of a custom or extended field. */
const valueIn = (values: JsonObject, name: string): string[] => [textOf(values[name])].filter((text) => text !== '');

const FIELD_OF = /^(custom|extended)Fields\.(.+)$/;

export const CUSTOMERS: Kind<Customer> = {
  all: searchableCustomers,
  reader: (reference) => {
    const [, kind, name = ''] = FIELD_OF.exec(reference) ?? [];
    if (kind === 'custom') return (_, customer) => valueIn(ownFields(customer), name);
    if (kind === 'extended') return (_, { extendedFields }) => valueIn(extendedFields, name);
    if (reference === 'fullName') {
      return (_, { profiles }) => profiles.map(({ firstName, lastName }) => `${firstName} ${lastName}`.trim());
    }
    return reference === PREFIX || !Object.hasOwn(CUSTOMER_FIELDS, reference) ? undefined : CUSTOMER_FIELDS[reference];
  },
};

export const BILLS: Kind<Transaction> = {
  all: (world) => Object.values(world.transactions),
  reader: (reference) => {
    const [, kind, name = ''] = FIELD_OF.exec(reference) ?? [];
    if (kind !== undefined) {
      return (_, bill) => valueIn(kind === 'custom' ? bill.customFields : bill.extendedFields, name);
    }
    if (/^(additionalFields\.)?storecode$/.test(reference)) return (world, { storeId }) => [storeCode(world, storeId)];
    if (/^(additionalFields\.)?storename$/.test(reference)) {
      return (world, { storeId }) => [world.stores[storeId]?.name ?? ''];
    }
    return Object.hasOwn(TRANSACTION_FIELDS, reference) ? TRANSACTION_FIELDS[reference] : undefined;
  },
};
