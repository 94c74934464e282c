/** Section Transaction: adding bills, returns and exchanges, changing and reading them. */
import { booleanOf, given, type JsonObject, numberOf, objectOf, objectsOf, oneOf, textOf } from '../../arguments.js';
import { customerName } from '../../faces/customer-shape.js';
import { loyaltyFace } from '../../faces/points.js';
import { fail, failUnknown, SandboxFailure, type Warning } from '../../failure.js';
import type { Call, Handlers } from '../../handlers/handler.js';
import { type BulkRow, type Reply, v2Bulk, v2List, v2Single } from '../../replies.js';
import { customerBy, identifierType } from '../../rules/customers.js';
import { type Posted, post } from '../../rules/postings.js';
import { checkSanity, holding } from '../../rules/rejections.js';
import { billsNumbered, transactionById } from '../../rules/transaction-lookup.js';
import { updateTransaction } from '../../rules/transactions.js';
import type { Customer, Identifier } from '../../state/customer.js';
import type { Transaction, TransactionType } from '../../state/transaction.js';
import type { World } from '../../world.js';
import { deliveryStatusOf, hasCustomer, postingOf, typeOf } from './sent.js';
import { postedFace, rawSideEffects, sideEffects, type TransactionExtras, transactionFace } from './serializers.js';

/** Whether loyalty processing is deferred; then the answer contains nothing about it. */
const isQueued = ({ headers, query }: Call): boolean =>
  booleanOf(headers['x-cap-direct-replay']) || booleanOf(query['use_async'] ?? query['use_asynch']);

const QUEUED: Warning = { code: 687, message: 'Points are calculated in the background' };

/** The customer of a transaction, and the identifier that named them; null for an id. */
interface Owner {
  customer: Customer | null;
  identifier: Identifier | null;
}

/**
 * The customer of a transaction.
 * @throws 8084 if the identifier is missing
 * @throws 8154 if an id is not a number
 * @throws as `customerBy` does
 */
function ownerOf(world: World, name: string, value: string): Owner {
  if (name === '' || value === '') fail(8084, 'identifierName or identifierValue is missing');
  const type = identifierType(name);
  if (type === 'id' && !/^\d+$/.test(value)) fail(8154, `Customer id ${value} is not a number`);
  const customer = customerBy(world, name, value);
  return { customer, identifier: type === null || type === 'id' ? null : { type, value } };
}

/** Adds one transaction; `name` and `value` identify its customer. */
export function addOne(call: Call, body: JsonObject, name: string, value: string, source: unknown): Posted {
  const { world, till, headers } = call;
  const type = typeOf(body['type']);
  const owner = hasCustomer(type) ? ownerOf(world, name, value) : { customer: null, identifier: null };
  const context = { world, ...owner, tillId: till.id, skipDownstream: booleanOf(headers['skip-downstream']) };
  return post(world, checkSanity(world, postingOf(context, body, source)));
}

function add(call: Call): Reply {
  const { world, query } = call;
  const body = objectOf(call.body);
  const name = textOf(query['identifierName']);
  const value = textOf(query['identifierValue']);
  const posted = holding(world, body, () => addOne(call, body, name, value, query['source'] ?? body['source']));
  const { transaction } = posted;
  const customer = world.customers[transaction.customerId ?? 0];
  const queued = isQueued(call) && customer !== undefined;
  const { firstName, lastName } = customer ? customerName(customer) : { firstName: '', lastName: '' };
  return v2Single(
    {
      createdId: transaction.id,
      errors: [],
      sideEffects: queued ? [] : sideEffects(posted),
      ...(booleanOf(query['rawSideEffects']) && { rawSideEffects: queued ? [] : rawSideEffects(world, posted) }),
      loyaltyDetails: [],
      ...(customer && { customerInfo: { firstName, lastName } }),
    },
    queued ? [...posted.warnings, QUEUED] : posted.warnings,
  );
}

function addBulk(call: Call): Reply {
  const rows = objectsOf(call.body);
  if (rows.length === 0) fail(400, 'The body contains no transactions');
  const { batchLimit } = call.world.organisation.settings;
  if (rows.length > batchLimit) fail(672, `At most ${batchLimit} transactions can be sent in one call`);
  return v2Bulk(rows.map((row) => addRow(call, row)));
}

function addRow(call: Call, row: JsonObject): BulkRow {
  const name = textOf(row['identifierType'] ?? row['identifierName']);
  const value = textOf(row['identifierValue']);
  try {
    const posted = holding(call.world, row, () => addOne(call, row, name, value, row['source']));
    const queued = isQueued(call);
    const result = {
      ...postedFace(call.world, posted.transaction),
      identifierType: name,
      identifierValue: value,
      sideEffects: queued ? [] : sideEffects(posted),
    };
    const warnings = queued ? [...posted.warnings, QUEUED] : posted.warnings;
    return { entityId: posted.transaction.id, result, warnings };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const { source, type, billNumber, billAmount } = row;
    const result = { identifierType: name, identifierValue: value, source, type, billNumber, billAmount };
    return { entityId: null, result, failure: error };
  }
}

/** The customer that a call names, if it names one. */
function namedCustomer(world: World, query: JsonObject): Customer | undefined {
  const value = textOf(query['identifierValue']);
  return value === '' ? undefined : customerBy(world, textOf(query['identifierName']), value);
}

/**
 * The newest bill with a number, or the newest of a type.
 * @throws 625 if there is none
 */
function newestNumbered(world: World, number: string, type: TransactionType | null): Transaction {
  const bills = billsNumbered(world, number).filter((each) =>
    type === null ? each.returnType === null : each.type === type,
  );
  return bills.at(-1) ?? failUnknown(625, 'Bill', number);
}

/**
 * The transaction to change, by `id` or else `number`, among those of `type` if it is given.
 * @throws 670 if neither is given
 * @throws 620 if no transaction has the id
 * @throws 625 if no bill has the number
 * @throws 668 if the bill belongs to another customer
 */
export function transactionNamed(
  world: World,
  named: JsonObject,
  customer: Customer | undefined,
  type: TransactionType | null = null,
): Transaction {
  if (given(named['id'])) {
    const found = transactionById(world, textOf(named['id']));
    return type === null || found.type === type ? found : fail(620, `Transaction ${found.id} is not of type ${type}`);
  }
  if (!given(named['number'])) fail(670, 'Give id or number');
  const number = textOf(named['number']);
  const bill = newestNumbered(world, number, type);
  if (customer && bill.customerId !== customer.id) fail(668, `Bill ${number} does not belong to this customer`);
  return bill;
}

function update({ world, query, body }: Call): Reply {
  const fields = objectOf(body);
  const customer = namedCustomer(world, query);
  const type = given(fields['type']) ? typeOf(fields['type']) : null;
  const transaction = transactionNamed(world, fields, customer, type);
  const warnings = updateTransaction(world, transaction, {
    ...(customer && { customer }),
    ...(given(fields['deliveryStatus']) && { deliveryStatus: deliveryStatusOf(fields['deliveryStatus']) }),
    customFields: objectOf(fields['customFields']),
    extendedFields: objectOf(fields['extendedFields']),
    lineItems: objectsOf(fields['lineItems']).map((line) => ({
      extendedFields: objectOf(line['extendedFields']),
      itemCode: textOf(line['itemCode']),
      ...(given(line['id']) && { id: numberOf(line['id']) ?? Number.NaN }),
    })),
  });
  const owner = world.customers[transaction.customerId ?? 0];
  const { pointsToCurrencyRatio } = world.organisation.program;
  const loyaltyDetails =
    oneOf(['MLP'], query['points']) && owner?.loyaltyType === 'loyalty'
      ? [{ ...loyaltyFace(world, owner), programPointsToCurrencyRatio: pointsToCurrencyRatio }]
      : [];
  return v2Single({ errors: [], loyaltyDetails }, warnings);
}

function get({ world, path, query }: Call): Reply {
  const id = textOf(path['id']);
  if (!/^\d+$/.test(id)) fail(1628, `Transaction id ${id} is not a number`);
  const type = typeAsked(query) ?? 'REGULAR';
  const transaction = transactionById(world, id);
  if (transaction.type !== type) fail(620, `Transaction ${id} is not of type ${type}`);
  if (world.customers[transaction.customerId ?? 0]?.piiDeleted) fail(500, 'The customer of the bill was deleted');
  return v2Single(transactionFace(world, transaction, extrasAsked(query)));
}

/**
 * The type of transaction to read; null if none is named.
 * @throws 1623 if it is unknown
 */
function typeAsked(query: JsonObject): TransactionType | null {
  const types = ['REGULAR', 'RETURN', 'NOT_INTERESTED', 'NOT_INTERESTED_RETURN'] as const;
  if (!given(query['type'])) return null;
  return oneOf(types, query['type']) ?? failUnknown(1623, 'Transaction type', textOf(query['type']));
}

const extrasAsked = (query: JsonObject): TransactionExtras => ({
  tenders: booleanOf(query['tenders']),
  creditNotes: booleanOf(query['credit_notes']),
  points: booleanOf(query['mlp']) && booleanOf(query['points_breakup']),
});

/** Maximum number of transactions of one number in an answer. */
const SAME_NUMBER_LIMIT = 100;

function getByBillNumber({ world, path, query }: Call): Reply {
  const number = textOf(path['billNumber']);
  if (number === '') fail(602, 'Bill number is missing');
  const type = typeAsked(query);
  const found = billsNumbered(world, number)
    .filter((each) => type === null || each.type === type)
    .reverse();
  if (found.length === 0) failUnknown(625, 'Bill', number);
  const extras = extrasAsked(query);
  return v2List(
    found.slice(0, SAME_NUMBER_LIMIT).map((each) => transactionFace(world, each, extras)),
    { pagination: { limit: SAME_NUMBER_LIMIT, offset: 0, total: found.length } },
  );
}

export const transactionHandlers: Handlers = {
  transaction_add: add,
  transaction_add_bulk: addBulk,
  transaction_update: update,
  transaction_get: get,
  transaction_get_by_bill_number: getByBillNumber,
};
