/**
 * Section Customer: purchases and redemptions of a customer; v2's transactions, v1.1's transactions and redemptions.
 */
import { customerLookupGetTransactions } from '../../../tools/beyond/lookup.js';
import { customerGetRedemptions, customerGetTransactions } from '../../../tools/customer/customer.legacy.activity.js';
import { customerGetTransactions as customerGetTransactionsById } from '../../../tools/customer/customer.loyalty.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { booleanOf, numberOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
import { during, type Place, placeAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { BOOLEAN_SUCCESSES, item, TEXT_CODES_IN_ROWS } from '../../http/replies.js';
import { sorted } from '../../http/sorting.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { CouponRedemption } from '../coupon/state.js';
import { toCouponRedemptionJson, toPointsRedemptionJson } from '../points/redemption-in-touch.js';
import type { PointsRedemption } from '../points/state.js';
import { toInTouchHistoryJson } from '../transaction/in-touch-serializers.js';
import { transactionsOf } from '../transaction/lookup.js';
import { toHistoryJson } from '../transaction/serializers.js';
import type { Transaction } from '../transaction/state.js';
import { oneOrAll, valuesIn } from './in-touch-sent.js';
import { inTouchGroups } from './in-touch-serializers.js';
import { inTouchName, memberOfHistory } from './member-in-touch.js';
import { customerById, findCustomer, identifierType } from './rules.js';
import { customerLookedUp } from './sent.js';
import type { Customer } from './state.js';

/** Whether a number is between two optional bounds. */
const inRange = (id: number, from: number | undefined, until: number | undefined): boolean =>
  (from === undefined || id >= from) && (until === undefined || id <= until);

type TransactionsQuery = Parameters<typeof customerGetTransactions.v1_1.query>;
type RedemptionsQuery = Parameters<typeof customerGetRedemptions.v1_1.query>;

const NAMES = ['mobile', 'email', 'external_id', 'id'] as const;

type Named = { readonly [K in (typeof NAMES)[number]]?: string };

/**
 * What `read` returns for each customer of a v1.1 query, or why it fails.
 * @throws 1015 if no customer is named
 */
function forEachCustomer<F extends object>(
  world: World,
  query: TransactionsQuery | RedemptionsQuery,
  read: (customer: Customer) => { fields: F; code: number; message: string; warnings?: readonly Warning[] },
) {
  const pair: Readonly<Record<string, string>> = { [query.identifierName ?? '']: query.identifierValue ?? '' };
  const valuesOf = (each: (typeof NAMES)[number]): string[] => valuesIn(query[each] ?? pair[each]);
  const name = NAMES.find((each) => valuesOf(each).length > 0) ?? fail(1015, 'Give an identifier of the customer');
  const rows = valuesOf(name).map((value) => {
    const named: Named = { [name]: value };
    return item(named, () => {
      const type = identifierType(name);
      return read((type && findCustomer(world, type, value)) ?? fail(1011, 'No customer has this identifier'));
    });
  });
  return { rows, response: { customer: oneOrAll(rows.map(({ fields }) => fields)) } };
}

/** The filters of v1.1's list of transactions. */
function transactionFilter(world: World, query: TransactionsQuery, sentEnd: unknown) {
  const isThen = during(world, { start: query.start_date, end: query.end_date, sentEnd });
  const isThere = placeAsked(world, query.entity_type, query.entity_code);
  return (each: Transaction): boolean =>
    (query.number === undefined || each.billNumber === query.number) &&
    (query.transaction_id === undefined || each.id === query.transaction_id) &&
    (query.store_id === undefined || each.storeId === numberOf(query.store_id)) &&
    (query.store_code === undefined || world.stores[each.storeId]?.code === query.store_code) &&
    isThen(each.billingDate) &&
    inRange(each.id, query.start_id, query.end_id) &&
    isThere(each);
}

const IN_TOUCH_LIMIT = 10;
const MOST_POINTS_ROWS = 500;

/**
 * What is read of the redemptions of a customer.
 * @throws 400 if a limit is not valid
 */
function redemptionsRead(world: World, query: RedemptionsQuery, sent: Call['query']) {
  const {
    type = 'BOTH',
    limit = IN_TOUCH_LIMIT,
    coupons_limit = limit,
    points_limit = limit,
    points_offset = 0,
  } = query;
  const { program_id: program = numberOf(sent['programId']) ?? undefined } = query;
  if (Math.min(limit, coupons_limit, points_limit) < 1 || points_offset < 0) fail(400, 'A limit is not valid');
  const isThen = during(world, { start: query.start_date, end: query.end_date, sentEnd: sent['end_date'] });
  // The type is in no documentation.
  const isThere = placeAsked(world, sent['entity_type'], query.entity_code);
  const inOrder = <T extends Redeemed>(found: readonly T[]): T[] => {
    const byTime = query.sort !== 'redemption_id';
    return sorted(
      found,
      (each) => [byTime ? each.redeemedOn : '', each.number],
      query.order === 'asc' ? 'ASC' : 'DESC',
    );
  };
  const passes = (each: Redeemed): boolean =>
    isThen(each.redeemedOn) &&
    isThere(each) &&
    (query.merchant_store_id === undefined || each.storeId === query.merchant_store_id);
  const isOtherProgram = program !== undefined && program !== world.organisation.program.id;
  const reference = query.external_reference_number;
  const ofPoints = type === 'COUPONS' || isOtherProgram ? [] : Object.values(world.pointsRedemptions);
  const ofCoupons = type === 'POINTS' ? [] : Object.values(world.couponRedemptions);
  const pointRows = Math.min(points_limit, MOST_POINTS_ROWS);
  // The offset for points counts pages.
  const start = points_offset * pointRows;
  return (customer: Customer) => {
    const points = inOrder(
      ofPoints
        .filter(({ customerId }) => customerId === customer.id)
        .filter((each) => reference === undefined || each.externalReferenceNumber === reference)
        .filter((each) => inRange(each.summaryId, query.points_start_id, query.points_end_id))
        .map((each) => pointsRedeemed(world, each))
        .filter(passes),
    );
    const coupons = inOrder(
      ofCoupons
        .filter(({ customerId, reactivatedOn }) => customerId === customer.id && reactivatedOn === null)
        .filter((each) => inRange(each.id, query.coupons_start_id, query.coupons_end_id))
        .map((each) => ({ ...each, number: each.id }))
        .filter(passes),
    );
    return {
      points,
      coupons,
      pointsPage: points.slice(start, start + pointRows),
      couponsPage: coupons.slice(0, coupons_limit),
    };
  };
}

/** A redemption of either kind, with what it is sorted and filtered by. */
interface Redeemed extends Place, Pick<PointsRedemption & CouponRedemption, 'redeemedOn'> {
  number: number;
}

const pointsRedeemed = (world: World, redemption: PointsRedemption) => ({
  ...redemption,
  number: redemption.summaryId,
  storeId: world.tills[redemption.tillId]?.storeId ?? 0,
});

type HistoryQuery = Omit<Parameters<typeof customerLookupGetTransactions.query>, 'identifierName' | 'identifierValue'> &
  Pick<Parameters<typeof customerGetTransactionsById.query>, 'transNos'>;

/** A customer's bills as both calls filter and sort them. */
function historyAsked(
  world: World,
  customer: Customer,
  query: HistoryQuery,
  sentEnd: unknown,
): { found: Transaction[]; sortOrder: 'ASC' | 'DESC' } {
  const numbers = [...valuesIn(query.number), ...valuesIn(query.transNos)];
  const ids = valuesIn(query.transactionId);
  const isThen = during(world, { start: query.startDate, end: query.endDate, sentEnd });
  const isThere = placeAsked(world, query.entityType, query.entityCode);
  const found = transactionsOf(world, customer.id).filter(
    (each) =>
      (numbers.length === 0 || numbers.includes(each.billNumber)) &&
      (ids.length === 0 || ids.includes(String(each.id))) &&
      isThen(each.billingDate) &&
      inRange(each.id, query.startId, query.endId) &&
      isThere(each),
  );
  const { sortOrder = 'DESC' } = query;
  return { found: sortOrder === 'ASC' ? found.reverse() : found, sortOrder };
}

export const customerHistoryHandlers: Handlers = {
  ...handle(
    customerGetTransactionsById,
    {
      envelope: 'list',
      codes: { id: 8015 },
      paging: byOffset({ limit: 20, max: 1000, reported: true }),
    },
    ({ world, path, query, raw, page }) => {
      const customer = customerById(world, path.id);
      const { found, sortOrder } = historyAsked(world, customer, query, raw.query['endDate']);
      return page(found, { sortBy: 'BILLING_TIME', sortOrder }).map((each) => toHistoryJson(world, each, query));
    },
  ),

  ...handle(
    customerLookupGetTransactions,
    {
      envelope: 'list',
      codes: { identifierName: 8013, identifierValue: 8013, source: 8003 },
      paging: byOffset({ limit: 20, max: 1000, reported: true }),
    },
    ({ world, query, raw, page }) => {
      const { transactionType: type, source = 'INSTORE' } = query;
      const customer = customerLookedUp(world, { ...query, source });
      const { found, sortOrder } = historyAsked(world, customer, query, raw.query['endDate']);
      const rows = found.filter((each) => type === undefined || each.type === type.toUpperCase());
      return page(rows, { sortBy: 'BILLING_TIME', sortOrder }).map((each) => toHistoryJson(world, each, query));
    },
  ),

  ...handle(
    { v1_1: customerGetTransactions.v1_1 },
    { envelope: 'inTouch', verdicts: TEXT_CODES_IN_ROWS, paging: byOffset({ limit: IN_TOUCH_LIMIT }) },
    ({ world, query, raw, page }) => {
      const passes = transactionFilter(world, query, raw.query['end_date']);
      const keys = (each: Transaction) => [query.sort === 'trans_id' ? '' : each.billingDate, each.id];
      return forEachCustomer(world, query, (customer) => {
        const found = transactionsOf(world, customer.id).filter(passes);
        if (found.length === 0) fail(1051, 'The customer has no transactions');
        const rows = page(sorted(found, keys, query.order === 'asc' ? 'ASC' : 'DESC'));
        const fields = {
          ...memberOfHistory(world, customer),
          count: found.length,
          start: textOf(rows[0]?.id),
          rows: String(rows.length),
          transactions: { transaction: rows.map((each) => toInTouchHistoryJson(world, each, query)) },
        };
        return { fields, code: 1052, message: 'Transactions found', warnings: [] };
      });
    },
  ),

  ...handle(
    { v1_1: customerGetRedemptions.v1_1 },
    { envelope: 'inTouch', verdicts: BOOLEAN_SUCCESSES },
    ({ world, query, raw }) => {
      const read = redemptionsRead(world, query, raw.query);
      const { includePointsEarnBreakdown: withSources = booleanOf(raw.query['includePointsSourceBreakdown']) } = query;
      return forEachCustomer(world, query, (customer) => {
        const { points, coupons, pointsPage, couponsPage } = read(customer);
        const fields = {
          user_id: query.user_id ? String(customer.id) : undefined,
          ...inTouchName(customer),
          user_groups2: inTouchGroups(world, customer),
          rows: pointsPage.length + couponsPage.length,
          coupons_count: String(coupons.length),
          points_count: points.length,
          coupons_start_id: textOf(couponsPage[0]?.id),
          points_start_id: pointsPage[0]?.summaryId ?? '',
          redemptions: {
            coupons: { coupon: couponsPage.map((each) => toCouponRedemptionJson(world, each)) },
            points: { point: pointsPage.map((each) => toPointsRedemptionJson(world, each, withSources)) },
          },
        };
        return { fields, code: 1000, message: 'Redemptions found' };
      });
    },
  ),
};
