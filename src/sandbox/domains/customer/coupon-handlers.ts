/** Section Customer: the coupons of one customer in detail, as a list, and in the form of v1.1. */
import { booleanOf, given, type JsonObject, numberOf, oneOf, pageOf, textOf } from '../../http/arguments.js';
import { type Call, type Handlers, writing } from '../../http/handler.js';
import { failureReply, inTouchReply, item, type Reply, reply, TEXT_CODES } from '../../http/replies.js';
import { type Instant, now } from '../../world/clock.js';
import { localDate, readDate, zonedDateTime } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { worksAt } from '../coupon/conditions.js';
import { couponsOf, redemptionsLeft, redemptionsOf, seriesById } from '../coupon/rules.js';
import {
  activeFrom,
  codeCase,
  customProperties,
  dayOf,
  discountFace,
  endOf,
  inTouchPerson,
  inTouchRedemption,
  partsOf,
  REDEEMED,
  redemptionFace,
  reversedOf,
  statusFace,
  storeOf,
} from '../coupon/serializers.js';
import { fullSeriesFace } from '../coupon/series-serializers.js';
import type { Coupon, CouponRedemption, CouponSeries } from '../coupon/state.js';
import { verdictOn } from '../coupon/verdict.js';
import { storeFace } from '../organization/serializers.js';
import { customerById } from './rules.js';
import { inTouchCustomer, inTouchIdentifiers } from './shape.js';
import type { Customer } from './state.js';

/** A coupon with the data that lists filter by. */
interface Held {
  coupon: Coupon;
  series: CouponSeries;
  end: Instant;
  active: boolean;
  redemptions: CouponRedemption[];
}

/** A customer's coupons, oldest first. */
function heldBy(world: World, customer: Customer): Held[] {
  const time = now(world);
  return couponsOf(world, customer.id).map((coupon) => {
    const series = seriesById(world, coupon.seriesId);
    const end = endOf(world, coupon, series);
    return { coupon, series, end, active: end > time && !coupon.revoked, redemptions: redemptionsOf(world, coupon) };
  });
}

function getInDetail({ world, path, query }: Call): Reply {
  const id = textOf(path['customerId']);
  if (!/^\d+$/.test(id)) {
    const message = 'customerId is not a number';
    return failureReply('v2', { code: 'INVALID_CUSTOMER_ID', message, httpStatus: 400 });
  }
  const held = inOrder(heldBy(world, customerById(world, id)), {});
  if (held.length === 0) {
    const message = 'The customer has no coupons';
    return failureReply('v2', { code: 'NO_COUPONS_FOUND', message, httpStatus: 404 });
  }
  const write = codeCase(query['coupon_code_case']);
  return reply({ entity: held.map((each) => inDetail(world, each, write)), warnings: [], errors: [], success: true });
}

function inDetail(world: World, { coupon, series, end, redemptions }: Held, write: (code: string) => string): object {
  const code = write(coupon.code);
  const { discountType, discountValue, discountUpto } = series;
  return {
    id: coupon.id,
    seriesId: series.id,
    series: fullSeriesFace(world, series),
    seriesName: series.description,
    code,
    trimmedCode: code,
    description: series.description,
    createdDate: coupon.issuedOn,
    issuedOn: coupon.issuedOn,
    issuedOnISO: coupon.issuedOn,
    activeFrom: activeFrom(coupon, series),
    validTill: end,
    isRedeemed: redemptions.length > 0,
    redeemed: redemptions.length > 0,
    redemptionsLeft: redemptionsLeft(world, coupon, series),
    issuedTo: coupon.issuedToCustomerId,
    issuedBy: coupon.issuedAtTillId,
    issuedAt: { ...storeFace(world, world.tills[coupon.issuedAtTillId]?.storeId ?? 0), adminType: 'GENERAL' },
    orgId: world.organisation.id,
    refId: 0,
    status: statusFace({ code: REDEEMED.code, message: coupon.sentCount > 1 ? 'Coupon Resent' : REDEEMED.message }),
    couponStatus: statusFace({ code: 200, message: 'Success' }),
    couponDiscountType: discountType,
    // Newer callers read this from couponDiscountType.
    discountType: discountType === 'ABS',
    discountValue,
    discountValueAsDouble: discountValue,
    discountUpto,
    redemptionInfo: redemptions.map((each) => detailedRedemption(world, each)),
    reversedRedemptionInfo: reversedOf(world, coupon).map((each) => detailedRedemption(world, each)),
  };
}

const detailedRedemption = (world: World, { id, redeemedOn, billNumber, tillId }: CouponRedemption): object => ({
  id,
  redeemedOn,
  redeemedOnISO: redeemedOn,
  transactionNumber: billNumber,
  redeemedAt: storeOf(world, tillId),
});

const STATUSES = [
  'ACTIVE',
  'REDEEMED',
  'UNREDEEMED',
  'EXPIRED',
  'ACTIVE_REDEEMED',
  'ACTIVE_UNREDEEMED',
  'EXPIRED_REDEEMED',
  'EXPIRED_UNREDEEMED',
  'REDEEMABLE',
] as const;

/** Whether a coupon has a status. A coupon without active redemptions is unredeemed; after its end it is expired. */
function hasStatus({ active, redemptions }: Held, status: string): boolean {
  const parts = status.split('_');
  const redeemed = redemptions.length > 0;
  return (
    (!parts.includes('ACTIVE') || active) &&
    (!parts.includes('EXPIRED') || !active) &&
    (!parts.includes('REDEEMED') || redeemed) &&
    (!parts.includes('UNREDEEMED') || !redeemed)
  );
}

function list({ world, query, till }: Call): Reply {
  const customer = inTouchCustomer(
    world,
    {
      id: query['id'],
      mobile: query['mobile'],
      email: query['email'],
      external_id: query['externalId'] ?? query['external_Id'],
    },
    { missing: 8015, unknown: 8015 },
  );
  const statuses = partsOf(query['status']).map(
    (status) => oneOf(STATUSES, status) ?? fail(400, `status must be one of ${STATUSES.join(', ')}`),
  );
  const numbers = partsOf(query['transaction_numbers']);
  const page = pageOf(query, { limit: 100 }) ?? fail(400, 'limit or offset is not valid');
  const isWanted = (each: Held): boolean =>
    (statuses.length === 0 ||
      statuses.some((status) =>
        status === 'REDEEMABLE'
          ? verdictOn(world, { code: each.coupon.code, customer, tillId: till.id }).failure === null
          : hasStatus(each, status),
      )) &&
    (numbers.length === 0 || each.redemptions.some(({ billNumber }) => numbers.includes(billNumber)));
  const held = inOrder(heldBy(world, customer).filter(isWanted), { sort_order: query['sort_order'] });
  const write = codeCase(query['coupon_code_case']);
  const withReversed = booleanOf(query['include_reversed_redemptions']);
  const coupons = held.slice(page.offset, page.offset + page.limit).map(({ coupon, series, end, redemptions }) => ({
    code: write(coupon.code),
    seriesId: series.id,
    description: series.description,
    validTill: dayOf(end),
    validTillDateTime: end,
    ...discountFace(series),
    redemptionCount: redemptions.length,
    redemptionsLeft: redemptionsLeft(world, coupon, series),
    id: coupon.id,
    createdDate: coupon.issuedOn,
    createdDateISO: coupon.issuedOn,
    // Coupons here are issued on their own, not with a bill.
    transactionNumber: '0',
    issuedAt: storeOf(world, coupon.issuedAtTillId),
    redemptions: redemptions.map((each) => redemptionFace(world, each)),
    reversedRedemptions: withReversed ? reversedOf(world, coupon).map((each) => redemptionFace(world, each)) : [],
  }));
  const pagination = { limit: String(page.limit), offset: String(page.offset), total: held.length };
  const customers = [{ ...inTouchPerson(customer), id: customer.id, coupons }];
  return reply({ entity: { pagination, customers }, warnings: [], errors: [], success: true });
}

/**
 * The coupons that match v1.1's filters, in the requested order.
 * @throws 400 if a filter is malformed
 */
function asked(world: World, query: JsonObject, held: readonly Held[]): Held[] {
  const { timezone } = world.organisation;
  const day = (name: string): Instant | null =>
    given(query[name]) ? (readDate(textOf(query[name]), timezone) ?? fail(400, `${name} is not a date`)) : null;
  const [from, before] = [day('start_date'), day('end_date')];
  const isWithin = (at: Instant | null): boolean =>
    at !== null && (from === null || at >= from) && (before === null || at < before);
  const status = given(query['status'])
    ? (oneOf(['unredeemed', 'redeemed', 'expired', 'active'], query['status']) ?? fail(400, 'status is not valid'))
    : null;
  const seriesId = given(query['series_id']) ? numberOf(query['series_id']) : undefined;
  const storeId = given(query['store_id']) ? (numberOf(query['store_id']) ?? Number.NaN) : null;
  const wanted = held.filter(
    (each) =>
      ((from === null && before === null) ||
        isWithin(each.coupon.issuedOn) ||
        each.redemptions.some(({ redeemedOn }) => isWithin(redeemedOn))) &&
      (status === null || hasStatus(each, status.toUpperCase())) &&
      (seriesId === undefined || each.series.id === seriesId) &&
      (storeId === null || (each.active && worksAt(world, each.series, storeId))),
  );
  return inOrder(wanted, query);
}

const ORDER = {
  created_date: ({ coupon }: Held) => Date.parse(coupon.issuedOn ?? ''),
  amount: ({ series }: Held) => series.discountValue,
  valid_till: ({ end }: Held) => Date.parse(end),
} as const;

/** By issue date, newest first, unless another order is requested. */
function inOrder(held: readonly Held[], query: JsonObject): Held[] {
  const key = ORDER[oneOf(['created_date', 'amount', 'valid_till'], query['order_by']) ?? 'created_date'];
  const sign = oneOf(['asc', 'desc'], query['sort_order']) === 'asc' ? 1 : -1;
  return [...held].sort((a, b) => sign * (key(a) - key(b) || a.coupon.id - b.coupon.id));
}

function inTouchList({ world, query }: Call): Reply {
  const page = pageOf(query, { limit: 100 }) ?? fail(400, 'limit or offset is not valid');
  const pagination = { limit: String(page.limit), offset: String(page.offset), total: 0 };
  const echo = { mobile: query['mobile'] ?? '', email: query['email'] ?? '', external_id: query['external_id'] ?? '' };
  const listed = item(echo, () => {
    const customer = inTouchCustomer(world, query, { missing: 1011, unknown: 1012 });
    const held = asked(world, query, heldBy(world, customer));
    pagination.total = held.length;
    const coupon = held.slice(page.offset, page.offset + page.limit).map((each) => inTouchRow(world, each));
    const fields = {
      ...inTouchPerson(customer),
      external_id: inTouchIdentifiers(customer).external_id,
      id: String(customer.id),
      coupons: { coupon },
    };
    return { fields, code: 1000, message: 'Issued coupons retrieved successfully' };
  });
  return inTouchReply([listed], { pagination, customers: { customer: listed.fields } });
}

function inTouchRow(world: World, { coupon, series, end, redemptions }: Held): object {
  const { timezone } = world.organisation;
  return {
    id: String(coupon.id),
    series_id: String(series.id),
    series_name: series.description,
    redemption_count: String(redemptions.length),
    created_date: coupon.issuedOn === null ? null : zonedDateTime(coupon.issuedOn, timezone),
    valid_till: localDate(end, timezone),
    code: coupon.code,
    // The bill by which a coupon was issued is not recorded.
    transaction_number: '',
    issued_at: storeOf(world, coupon.issuedAtTillId),
    custom_properties: customProperties(series),
    redemptions: { redemption: redemptions.map((each) => inTouchRedemption(world, each)) },
  };
}

export const customerCouponHandlers: Handlers = {
  customer_get_coupons: getInDetail,
  customer_list_coupons: list,
  customer_get_coupons_v1_1: writing(TEXT_CODES, inTouchList),
};
