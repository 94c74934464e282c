/**
 * Section Customer: purchases and redemptions of a customer; v2's transactions, v1.1's transactions and redemptions.
 */
import { booleanOf, given, type JsonObject, numberOf, oneOf, textOf } from '../../http/arguments.js';
import { type Call, type Handlers, writing } from '../../http/handler.js';
import { momentsAsked, type Place, pageAsked, pageRows, placeAsked } from '../../http/page-arguments.js';
import {
  BOOLEAN_SUCCESSES,
  type Item,
  inTouchReply,
  item,
  type Reply,
  TEXT_CODES_IN_ROWS,
  v2List,
} from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { couponRedemptionRow, pointsRedemptionRow } from '../points/redemption-in-touch.js';
import { inTouchHistoryRow } from '../transaction/in-touch-serializers.js';
import { transactionsOf } from '../transaction/lookup.js';
import { EMBED_NAMES, historyRow } from '../transaction/serializers.js';
import type { Transaction } from '../transaction/state.js';
import { inTouchGroups } from './in-touch-serializers.js';
import { inTouchName, memberOfHistory } from './member-in-touch.js';
import { customerById, findCustomer, identifierType } from './rules.js';
import type { Customer } from './state.js';

const namesIn = (text: unknown): string[] =>
  textOf(text)
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** Whether a number is between two optional bounds. */
function rangeAsked(start: unknown, end: unknown): (id: number) => boolean {
  const [from, until] = [numberOf(start), numberOf(end)];
  return (id) => (from === null || id >= from) && (until === null || id <= until);
}

const DEFAULT_LIMIT = 20;
const MOST = 1000;

function getTransactions({ world, path, query }: Call): Reply {
  const customer = customerById(world, textOf(path['id']));
  const asked = pageAsked(query, DEFAULT_LIMIT, 400);
  const page = { limit: Math.min(asked.limit, MOST), offset: asked.offset };
  const sortOrder = oneOf(['ASC', 'DESC'], query['sortOrder']) ?? 'DESC';
  const numbers = [...namesIn(query['number']), ...namesIn(query['transNos'])];
  const ids = namesIn(query['transactionId']);
  const isThen = momentsAsked(world, query['startDate'], query['endDate'], 400);
  const isInRange = rangeAsked(query['startId'], query['endId']);
  const isThere = placeAsked(world, query['entityType'], query['entityCode']);
  const found = transactionsOf(world, customer.id).filter(
    (each) =>
      (numbers.length === 0 || numbers.includes(each.billNumber)) &&
      (ids.length === 0 || ids.includes(String(each.id))) &&
      isThen(each.billingDate) &&
      isInRange(each.id) &&
      isThere(each),
  );
  if (sortOrder === 'ASC') found.reverse();
  const embedded = namesIn(query['embed']);
  const embeds = EMBED_NAMES.filter((name) => embedded.some((each) => each.toUpperCase() === name));
  const extras = {
    embeds,
    localCurrency: booleanOf(query['localCurrency']),
    lines: booleanOf(query['includeLineItemDetails']),
    points: booleanOf(query['includeLoyaltiesPointDetails']),
  };
  const rows = pageRows(found, page).map((each) => historyRow(world, each, extras));
  return v2List(rows, { pagination: { ...page, sortBy: 'BILLING_TIME', sortOrder, total: found.length } });
}

/**
 * The identifiers of a v1.1 query; commas separate several customers.
 * @throws 1015 if there is none
 */
function identifiersAsked(query: JsonObject): { name: string; value: string }[] {
  const pair: JsonObject = { [textOf(query['identifierName'])]: query['identifierValue'] };
  for (const name of ['mobile', 'email', 'external_id', 'id']) {
    const values = namesIn(query[name] ?? pair[name]);
    if (values.length > 0) return values.map((value) => ({ name, value }));
  }
  return fail(1015, 'Give an identifier of the customer');
}

/** Answers for each customer of a v1.1 query: with one object for one, a list for several. */
function forEachCustomer(
  { world, query }: Call,
  read: (customer: Customer) => { fields: object; code: number; message: string },
): Reply {
  const items = identifiersAsked(query).map(
    ({ name, value }): Item =>
      item({ [name]: value }, () => {
        const type = identifierType(name);
        const customer = type && findCustomer(world, type, value);
        return read(customer ?? fail(1011, 'No customer has this identifier'));
      }),
  );
  const [only] = items;
  const customer = items.length === 1 && only ? only.fields : items.map((each) => each.fields);
  return inTouchReply(items, { customer });
}

const IN_TOUCH_LIMIT = 10;

function getInTouchTransactions(call: Call): Reply {
  const { world, query } = call;
  const page = pageAsked(query, IN_TOUCH_LIMIT, 400);
  const passes = transactionFilter(world, query);
  const asked = (name: string): boolean => booleanOf(query[name]);
  const extras = {
    customFields: asked('custom_fields'),
    creditNotes: asked('credit_notes'),
    tenders: asked('tenders'),
    localCurrency: asked('local_currency'),
  };
  const byId = oneOf(['trans_id'], query['sort']) !== null;
  const direction = oneOf(['asc'], query['order']) === null ? -1 : 1;
  return forEachCustomer(call, (customer) => {
    const found = transactionsOf(world, customer.id)
      .filter(passes)
      .sort((a, b) => direction * ((byId ? 0 : a.billingDate.localeCompare(b.billingDate)) || a.id - b.id));
    if (found.length === 0) fail(1051, 'The customer has no transactions');
    const rows = pageRows(found, page);
    const fields = {
      ...memberOfHistory(world, customer),
      count: found.length,
      start: textOf(rows[0]?.id),
      rows: String(rows.length),
      transactions: { transaction: rows.map((each) => inTouchHistoryRow(world, each, extras)) },
    };
    return { fields, code: 1052, message: 'Transactions found', warnings: [] };
  });
}

/** The filters of v1.1's list of transactions. */
function transactionFilter(world: World, query: JsonObject): (transaction: Transaction) => boolean {
  const number = textOf(query['number']);
  const id = numberOf(query['transaction_id']);
  const storeId = numberOf(query['store_id']);
  const storeCode = textOf(query['store_code']);
  const isThen = momentsAsked(world, query['start_date'], query['end_date'], 400);
  const isInRange = rangeAsked(query['start_id'], query['end_id']);
  const isThere = placeAsked(world, query['entity_type'], query['entity_code']);
  return (each) =>
    (number === '' || each.billNumber === number) &&
    (id === null || each.id === id) &&
    (storeId === null || each.storeId === storeId) &&
    (storeCode === '' || world.stores[each.storeId]?.code === storeCode) &&
    isThen(each.billingDate) &&
    isInRange(each.id) &&
    isThere(each);
}

const MOST_POINTS_ROWS = 500;

/** A redemption of either kind, with the fields used for sorting and filtering. */
interface Redeemed extends Place {
  number: number;
  redeemedOn: string;
}

function getRedemptions(call: Call): Reply {
  const { world, query } = call;
  const type = given(query['type'])
    ? (oneOf(['POINTS', 'COUPONS', 'BOTH'], query['type']) ?? fail(400, 'type must be POINTS, COUPONS or BOTH'))
    : 'BOTH';
  const { limit } = pageAsked(query, IN_TOUCH_LIMIT, 400);
  const couponsLimit = pageAsked({ limit: query['coupons_limit'] }, limit, 400).limit;
  const pointsLimit = Math.min(pageAsked({ limit: query['points_limit'] }, limit, 400).limit, MOST_POINTS_ROWS);
  // The offset for points counts pages.
  const pointsPage = numberOf(query['points_offset']) ?? 0;
  const select = redemptionSelection(world, query);
  const reference = textOf(query['external_reference_number']);
  const program = numberOf(query['program_id'] ?? query['programId']);
  const otherProgram = program !== null && program !== world.organisation.program.id;
  const withSources = booleanOf(query['includePointsEarnBreakdown'] ?? query['includePointsSourceBreakdown']);
  return forEachCustomer(call, (customer) => {
    const points = select(
      'points',
      type === 'COUPONS' || otherProgram ? [] : Object.values(world.pointsRedemptions),
      (each) => ({ number: each.summaryId, storeId: world.tills[each.tillId]?.storeId ?? 0, ...each }),
    ).filter(
      (each) => each.customerId === customer.id && (reference === '' || each.externalReferenceNumber === reference),
    );
    const coupons = select('coupons', type === 'POINTS' ? [] : Object.values(world.couponRedemptions), (each) => ({
      number: each.id,
      ...each,
    })).filter((each) => each.customerId === customer.id && each.reactivatedOn === null);
    const pointRows = pageRows(points, { limit: pointsLimit, offset: pointsPage * pointsLimit });
    const couponRows = pageRows(coupons, { limit: couponsLimit, offset: 0 });
    const fields = {
      ...(booleanOf(query['user_id']) && { user_id: String(customer.id) }),
      ...inTouchName(customer),
      user_groups2: inTouchGroups(world, customer),
      rows: pointRows.length + couponRows.length,
      coupons_count: String(coupons.length),
      points_count: points.length,
      coupons_start_id: textOf(couponRows[0]?.id),
      points_start_id: pointRows[0]?.summaryId ?? '',
      redemptions: {
        coupons: { coupon: couponRows.map((each) => couponRedemptionRow(world, each)) },
        points: { point: pointRows.map((each) => pointsRedemptionRow(world, each, withSources)) },
      },
    };
    return { fields, code: 1000, message: 'Redemptions found' };
  });
}

type Select = <T>(kind: 'points' | 'coupons', redemptions: readonly T[], as: (each: T) => Redeemed) => T[];

/** Filters and sorts redemptions of one kind by the fields that both kinds have. */
function redemptionSelection(world: World, query: JsonObject): Select {
  const isThen = momentsAsked(world, query['start_date'], query['end_date'], 400);
  const isThere = placeAsked(world, query['entity_type'], query['entity_code']);
  const storeId = numberOf(query['merchant_store_id']);
  const byNumber = oneOf(['redemption_id'], query['sort']) !== null;
  const direction = oneOf(['asc'], query['order']) === null ? -1 : 1;
  return (kind, redemptions, as) => {
    const isInRange = rangeAsked(query[`${kind}_start_id`], query[`${kind}_end_id`]);
    return redemptions
      .map((each) => ({ each, at: as(each) }))
      .filter(
        ({ at }) =>
          isThen(at.redeemedOn) && isThere(at) && isInRange(at.number) && (storeId === null || at.storeId === storeId),
      )
      .sort(
        ({ at: a }, { at: b }) =>
          direction * ((byNumber ? 0 : a.redeemedOn.localeCompare(b.redeemedOn)) || a.number - b.number),
      )
      .map(({ each }) => each);
  };
}

export const customerHistoryHandlers: Handlers = {
  customer_get_transactions: getTransactions,
  customer_get_transactions_v1_1: writing(TEXT_CODES_IN_ROWS, getInTouchTransactions),
  customer_get_redemptions_v1_1: writing(BOOLEAN_SUCCESSES, getRedemptions),
};
