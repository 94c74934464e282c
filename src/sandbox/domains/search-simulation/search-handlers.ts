/** Section Global Search: finding customers and transactions by conditions on their fields. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2List } from '../../http/replies.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { identifierOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';

const MOST_ROWS = 20;
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
  values: string[];
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

const fieldValuesOf = ({ profiles, extendedFields }: Customer): JsonObject =>
  Object.assign({}, extendedFields, ...profiles.map((each) => each.fields));

/**
 * The conditions of a call.
 * @throws 400 if a field is unknown, a value is too short, or the operator is not allowed for the field
 */
function conditionsIn<T>(body: JsonObject, fields: Searchable<T>, prefixes: boolean): Condition[] {
  const rows = objectsOf(body['searchConditions']);
  if (rows.length === 0) fail(400, 'searchConditions is missing or empty');
  const conditions = rows.map((row): Condition => {
    const fieldId = textOf(row['fieldId']);
    if (!Object.hasOwn(fields, fieldId))
      fail(400, `${fieldId} cannot be searched; use one of ${Object.keys(fields).join(', ')}`);
    const operator = given(row['operator'])
      ? (oneOf(['EQUALS', 'STARTS_WITH', 'RANGE'], row['operator']) ??
        fail(400, 'operator must be EQUALS, STARTS_WITH or RANGE'))
      : fieldId === PREFIX
        ? 'STARTS_WITH'
        : 'EQUALS';
    const isDate = DATES.includes(fieldId);
    if (operator === 'RANGE' && !isDate) fail(400, `RANGE requires a date; ${fieldId} is not one`);
    if (operator === 'STARTS_WITH' && !prefixes) fail(400, 'STARTS_WITH is allowed only for customers');
    const values = listOf(row['values']).map(textOf);
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

function search({ world, body, query }: Call): Reply {
  const fields = objectOf(body);
  const entityType =
    oneOf(['CUSTOMER', 'TRANSACTION'], fields['entityType']) ?? fail(400, 'entityType must be CUSTOMER or TRANSACTION');
  if (fields['enrichmentFields'] === undefined) fail(400, 'enrichmentFields is missing');
  const limit = given(fields['limit']) ? numberOf(fields['limit']) : DEFAULT_ROWS;
  const offset = given(fields['offset']) ? numberOf(fields['offset']) : 0;
  if (limit === null || limit < 0 || limit > MOST_ROWS) return fail(400, `limit must be from 0 to ${MOST_ROWS}`);
  if (offset === null || offset < 0) return fail(400, 'offset must be at least 0');
  const asked = enrichmentIn(objectOf(fields['enrichmentFields']));
  const warnings: Warning[] = [];
  const page = <T extends { id: number }>(
    entities: readonly T[],
    searchable: Searchable<T>,
    face: (entity: T) => object,
  ) => {
    const conditions = conditionsIn(fields, searchable, entityType === 'CUSTOMER');
    const found = entities
      .filter((entity) => conditions.every((each) => passes(each, searchable[each.fieldId]?.(world, entity) ?? [])))
      .sort((a, b) => b.id - a.id);
    return { total: found.length, rows: found.slice(offset, offset + limit).map(face) };
  };
  const { total, rows } =
    entityType === 'CUSTOMER'
      ? page(
          Object.values(world.customers).filter((each) => each.mergedInto === null && !each.piiDeleted),
          customerFields(world),
          (each) => customerFace(world, each, asked, warnings),
        )
      : page(Object.values(world.transactions), transactionFields(world), (each) => transactionFace(each, asked));
  const details = entityType === 'CUSTOMER' ? 'customerSearchDetails' : 'transactionSearchDetails';
  return v2List(
    [{ entityType, [details]: rows }],
    {
      pagination: {
        limit,
        offset,
        sortBy: 'ID',
        sortOrder: 'DESC',
        total: booleanOf(query['totalRequired']) ? total : rows.length,
      },
    },
    warnings,
  );
}

interface Enrichment {
  fields: string[];
  custom: string[];
  extended: string[];
}

const enrichmentIn = (fields: JsonObject): Enrichment => ({
  fields: listOf(fields['enrichedFields']).map(textOf),
  custom: listOf(fields['customFields']).map(textOf),
  extended: listOf(fields['extendedFields']).map(textOf),
});

const LACKS_FIELD = 91310;

/** The requested values; `*` requests all. */
const chosen = (values: Readonly<Record<string, unknown>>, asked: readonly string[]): Record<string, unknown> =>
  asked.includes('*')
    ? { ...values }
    : Object.fromEntries(Object.entries(values).filter(([name]) => asked.includes(name)));

function customerFace(world: World, customer: Customer, asked: Enrichment, warnings: Warning[]): object {
  const [card] = cardsOf(world, customer);
  const store = world.stores[customer.storeId];
  const own = {
    customerStatus: world.organisation.settings.statusLabels[customer.statusLabel] ?? 'ACTIVE',
    statusLabel: customer.statusLabel,
    registeredDate: customer.createdOn,
    loyaltyStatus: customer.loyaltyType,
    registeredStoreCode: store?.code ?? '',
    registeredStoreName: store?.name ?? '',
    cardNumber: card?.number ?? '',
    cardSeriesName: card ? (world.cardSeries[card.seriesId]?.name ?? '') : '',
    lastUpdatedOn: customer.modifiedOn,
  };
  const custom = Object.assign({}, ...customer.profiles.map((each) => each.fields));
  for (const name of asked.custom) {
    if (name === '*' || name in custom) continue;
    warnings.push({ code: LACKS_FIELD, message: `Customer ${customer.id} does not have the custom field ${name}` });
  }
  return {
    entityId: String(customer.id),
    profiles: customer.profiles.map(({ source, firstName, lastName }) => ({ source, firstName, lastName })),
    enrichedFields: {
      ...(asked.custom.length > 0 && { customFields: chosen(custom, asked.custom) }),
      ...(asked.extended.length > 0 && { extendedFields: chosen(customer.extendedFields, asked.extended) }),
      ...chosen(own, asked.fields),
    },
  };
}

function transactionFace(transaction: Transaction, asked: Enrichment): object {
  const own = {
    payment_mode: transaction.paymentModes.map(({ mode }) => mode),
    outlier_status: transaction.outlierStatus,
    transaction_notes: transaction.note,
    last_updated_on_date_time: transaction.modifiedOn,
  };
  return {
    entityId: String(transaction.id),
    transactionEnrichedFields: {
      ...(asked.custom.length > 0 && { customFields: chosen(transaction.customFields, asked.custom) }),
      ...(asked.extended.length > 0 && { extendedFields: chosen(transaction.extendedFields, asked.extended) }),
      ...chosen(own, asked.fields),
    },
  };
}

export const globalSearchHandlers: Handlers = { search_entities: search };
