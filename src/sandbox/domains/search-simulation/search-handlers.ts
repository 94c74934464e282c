/** Section Global Search: finding customers and transactions by conditions on their fields. */
import type { Answer, Body } from '../../../tools/schemas/decoded.js';
import { searchEntities } from '../../../tools/search-simulation/global-search.js';
import type { JsonObject } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';
import { customFieldsOfCriteria } from './criteria-rules.js';
import {
  BILLS,
  type Condition,
  CUSTOMERS,
  customerFields,
  DATES,
  EPOCH,
  ownFields,
  PREFIX,
  passes,
  type Searchable,
  searchableCustomers,
  transactionFields,
} from './fields.js';

const DEFAULT_ROWS = 10;
const SHORTEST = 3;

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
    const customers = isAbout
      ? found(world, body, searchableCustomers(world), {
          ...customFieldsOfCriteria(world, 'CUSTOMER', CUSTOMERS),
          ...customerFields(world),
        })
      : [];
    const bills = isAbout
      ? []
      : found(world, body, Object.values(world.transactions), {
          ...customFieldsOfCriteria(world, 'TRANSACTION', BILLS),
          ...transactionFields(world),
        });
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
