/** Section Global Search: finding customers and transactions by conditions on their fields. */
import type { Answer, Body } from '../../../tools/schemas/decoded.js';
import { searchEntities } from '../../../tools/search-simulation/global-search.js';
import { type JsonObject, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { identifierOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';

const DEFAULT_ROWS = 10;
const SHORTEST = 3;

/** The field that stands for the beginning of any name or identifier. */
const PREFIX = 'search_prefix';
/** The fields that are dates. Their values are epoch milliseconds; other forms are refused. */
const DATES = ['registeredDate', 'lastUpdatedOn', 'billDate'];
const EPOCH = /^\d{12,14}$/;

/** A parsed condition: whether an entity with these values of the field matches. */
interface Condition {
  fieldId: string;
  operator: 'EQUALS' | 'STARTS_WITH' | 'RANGE';
  values: readonly string[];
}

/** The searchable fields of an entity: all values of a field, dates as epoch milliseconds. */
type Searchable<T> = Readonly<Record<string, (world: World, entity: T) => (string | number)[]>>;

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

const customerFields = (world: World): Searchable<Customer> => ({
  ...configured<Customer>(world, 'customer', fieldValuesOf),
  ...CUSTOMER_FIELDS,
});

const transactionFields = (world: World): Searchable<Transaction> => ({
  ...configured<Transaction>(world, 'transaction', (each) => ({ ...each.extendedFields, ...each.customFields })),
  ...TRANSACTION_FIELDS,
});

const ownFields = ({ profiles }: Customer): JsonObject => Object.assign({}, ...profiles.map((each) => each.fields));

const fieldValuesOf = (customer: Customer): JsonObject => ({ ...customer.extendedFields, ...ownFields(customer) });

/**
 * The conditions of a call.
 * @throws 400 if a field is unknown, a value is too short, or the operator is not allowed for the field
 */
function conditionsIn(
  { entityType, searchConditions }: Body<typeof searchEntities>,
  fieldIds: readonly string[],
): Condition[] {
  if (searchConditions.length === 0) fail(400, 'searchConditions is empty');
  const conditions = searchConditions.map(({ fieldId, values, operator: asked }): Condition => {
    if (!fieldIds.includes(fieldId)) fail(400, `${fieldId} cannot be searched; use one of ${fieldIds.join(', ')}`);
    const operator = asked ?? (fieldId === PREFIX ? 'STARTS_WITH' : 'EQUALS');
    const isDate = DATES.includes(fieldId);
    if (operator === 'RANGE' && !isDate) fail(400, `RANGE requires a date; ${fieldId} is not one`);
    if (operator === 'STARTS_WITH' && entityType !== 'CUSTOMER') fail(400, 'STARTS_WITH is allowed only for customers');
    if (values.length === 0 || values.some((value) => value.length < SHORTEST)) {
      fail(400, `Each value must have at least ${SHORTEST} characters`);
    }
    if (operator === 'RANGE' && values.length !== 2) fail(400, 'RANGE requires two values');
    const other = isDate ? values.find((value) => !EPOCH.test(value)) : undefined;
    if (other !== undefined) fail(400, `${fieldId} requires times in epoch milliseconds; ${other} is not one`);
    return { fieldId, operator, values };
  });
  if (conditions.filter(({ operator }) => operator === 'RANGE').length > 1)
    fail(400, 'Only one field can have a RANGE');
  return conditions;
}

function passes({ operator, values }: Condition, found: readonly (string | number)[]): boolean {
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

const searchableCustomers = (world: World): Customer[] =>
  Object.values(world.customers).filter((each) => each.mergedInto === null && !each.piiDeleted);

/** The entities that meet all conditions, newest first. */
function found<T extends { id: number }>(
  world: World,
  body: Body<typeof searchEntities>,
  entities: readonly T[],
  fields: Searchable<T>,
): T[] {
  const conditions = conditionsIn(body, Object.keys(fields));
  return entities
    .filter((entity) => conditions.every((each) => passes(each, fields[each.fieldId]?.(world, entity) ?? [])))
    .sort((a, b) => b.id - a.id);
}

type Enrichment = Body<typeof searchEntities>['enrichmentFields'];
type Found = NonNullable<NonNullable<Answer<typeof searchEntities>['data']>[number]>;
type FoundCustomer = NonNullable<Found['customerSearchDetails']>[number];
type FoundTransaction = NonNullable<Found['transactionSearchDetails']>[number];

const LACKS_FIELD = 91310;

/** What is requested of values with any names; `*` requests all, and nothing requested is nothing shown. */
const chosen = (values: JsonObject, names: readonly string[] = []): JsonObject | undefined =>
  names.length === 0
    ? undefined
    : Object.fromEntries(Object.entries(values).filter(([name]) => names.includes('*') || names.includes(name)));

/** A value if its name is requested. */
const ifAsked =
  ({ enrichedFields = [] }: Enrichment) =>
  <T>(name: string, value: T): T | undefined =>
    enrichedFields.includes('*') || enrichedFields.includes(name) ? value : undefined;

/** The requested custom fields that a customer does not have. */
const lacking = (customer: Customer, { customFields = [] }: Enrichment): Warning[] =>
  customFields
    .filter((name) => name !== '*' && !(name in ownFields(customer)))
    .map((name) => ({
      code: LACKS_FIELD,
      message: `Customer ${customer.id} does not have the custom field ${name}`,
    }));

function toFoundCustomerJson(world: World, customer: Customer, asked: Enrichment): FoundCustomer {
  const [card] = cardsOf(world, customer);
  const store = world.stores[customer.storeId];
  const only = ifAsked(asked);
  return {
    entityId: String(customer.id),
    profiles: customer.profiles.map(({ source, firstName, lastName }) => ({ source, firstName, lastName })),
    enrichedFields: {
      customFields: chosen(ownFields(customer), asked.customFields),
      extendedFields: chosen(customer.extendedFields, asked.extendedFields),
      customerStatus: only(
        'customerStatus',
        world.organisation.settings.statusLabels[customer.statusLabel] ?? 'ACTIVE',
      ),
      statusLabel: only('statusLabel', customer.statusLabel),
      registeredDate: only('registeredDate', customer.createdOn),
      loyaltyStatus: only('loyaltyStatus', customer.loyaltyType),
      registeredStoreCode: only('registeredStoreCode', store?.code ?? ''),
      registeredStoreName: only('registeredStoreName', store?.name ?? ''),
      cardNumber: only('cardNumber', card?.number ?? ''),
      // It can be requested, but no documented answer shows it.
      ...{ cardSeriesName: only('cardSeriesName', card ? (world.cardSeries[card.seriesId]?.name ?? '') : '') },
      lastUpdatedOn: only('lastUpdatedOn', customer.modifiedOn),
    },
  };
}

function toFoundTransactionJson(transaction: Transaction, asked: Enrichment): FoundTransaction {
  const only = ifAsked(asked);
  return {
    entityId: String(transaction.id),
    transactionEnrichedFields: {
      customFields: chosen(transaction.customFields, asked.customFields),
      extendedFields: chosen(transaction.extendedFields, asked.extendedFields),
      payment_mode: only(
        'payment_mode',
        transaction.paymentModes.map(({ mode }) => mode),
      ),
      outlier_status: only('outlier_status', transaction.outlierStatus),
      transaction_notes: only('transaction_notes', transaction.note),
      last_updated_on_date_time: only('last_updated_on_date_time', transaction.modifiedOn),
    },
  };
}

export const globalSearchHandlers: Handlers = {
  ...handle(searchEntities, { envelope: 'plain' }, ({ world, query, body }) => {
    const { entityType, enrichmentFields: asked, limit = DEFAULT_ROWS, offset = 0 } = body;
    const isAbout = entityType === 'CUSTOMER';
    const customers = isAbout ? found(world, body, searchableCustomers(world), customerFields(world)) : [];
    const bills = isAbout ? [] : found(world, body, Object.values(world.transactions), transactionFields(world));
    const page = <T>(rows: readonly T[]): readonly T[] => rows.slice(offset, offset + limit);
    const [shownCustomers, shownBills] = [page(customers), page(bills)];
    const all = customers.length + bills.length;
    const shown = shownCustomers.length + shownBills.length;
    return {
      pagination: { limit, offset, sortBy: 'ID', sortOrder: 'DESC', total: query.totalRequired ? all : shown },
      data: [
        {
          entityType,
          ...(isAbout
            ? { customerSearchDetails: shownCustomers.map((each) => toFoundCustomerJson(world, each, asked)) }
            : { transactionSearchDetails: shownBills.map((each) => toFoundTransactionJson(each, asked)) }),
        },
      ],
      warnings: shownCustomers
        .flatMap((each) => lacking(each, asked))
        .map((warning) => ({ status: false, ...warning })),
      errors: [],
    };
  }),
};
