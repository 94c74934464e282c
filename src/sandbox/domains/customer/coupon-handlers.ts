/** Section Customer: the coupons of one customer in detail, as a list, and in the form of v1.1. */
import { customerGetCoupons } from '../../../tools/customer/customer.legacy.activity.js';
import {
  customerGetCoupons as customerGetCouponsById,
  customerListCoupons,
} from '../../../tools/customer/customer.loyalty.js';
import type { Answer, ElementOf, InTouchRowOf, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { oneOf, partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { item, TEXT_CODES } from '../../http/replies.js';
import { sorted } from '../../http/sorting.js';
import { type Instant, now } from '../../world/clock.js';
import { localDate, zonedDateTime } from '../../world/dates.js';
import { fail, failNamed } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { worksAt } from '../coupon/conditions.js';
import { couponsOf, redemptionsLeft, redemptionsOf, seriesById } from '../coupon/rules.js';
import {
  activeFrom,
  codeCase,
  customProperties,
  dayOf,
  endOf,
  inTouchPerson,
  inTouchRedemption,
  REDEEMED,
  reversedOf,
  storeOf,
  toDiscountJson,
  toRedemptionJson,
  toStatusJson,
} from '../coupon/serializers.js';
import { toFullSeriesJson } from '../coupon/series-serializers.js';
import type { Coupon, CouponRedemption, CouponSeries } from '../coupon/state.js';
import { verdictOn } from '../coupon/verdict.js';
import { toStoreSummaryJson } from '../organization/serializers.js';
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

type DetailedJson = RowOf<typeof customerGetCouponsById, 'entity'>;
type ListedJson = ElementOf<
  PartOf<ElementOf<PartOf<PartOf<Answer<typeof customerListCoupons>, 'entity'>, 'customers'>>, 'coupons'>
>;
type InTouchJson = ElementOf<
  PartOf<PartOf<InTouchRowOf<typeof customerGetCoupons.v1_1, 'customers', 'customer'>, 'coupons'>, 'coupon'>
>;

function toDetailedJson(
  world: World,
  { coupon, series, end, redemptions }: Held,
  write: (code: string) => string,
): DetailedJson {
  const code = write(coupon.code);
  const { discountType, discountValue, discountUpto } = series;
  return {
    id: coupon.id,
    seriesId: series.id,
    series: toFullSeriesJson(world, series),
    seriesName: series.description,
    code,
    trimmedCode: code,
    description: series.description,
    createdDate: coupon.issuedOn,
    createdDateISO: coupon.issuedOn,
    issuedOn: coupon.issuedOn,
    issuedOnISO: coupon.issuedOn,
    activeFrom: activeFrom(coupon, series),
    validTill: end,
    isRedeemed: redemptions.length > 0,
    redeemed: redemptions.length > 0,
    redemptionsLeft: redemptionsLeft(world, coupon, series),
    issuedTo: coupon.issuedToCustomerId,
    issuedBy: coupon.issuedAtTillId,
    issuedAt: { ...toStoreSummaryJson(world, world.tills[coupon.issuedAtTillId]?.storeId ?? 0), adminType: 'GENERAL' },
    orgId: world.organisation.id,
    refId: 0,
    status: toStatusJson({ code: REDEEMED.code, message: coupon.sentCount > 1 ? 'Coupon Resent' : REDEEMED.message }),
    couponStatus: toStatusJson({ code: 200, message: 'Success' }),
    couponDiscountType: discountType,
    // Newer callers read this from couponDiscountType.
    discountType: discountType === 'ABS',
    discountValue,
    discountValueAsDouble: discountValue,
    discountUpto,
    redemptionInfo: redemptions.map((each) => toDetailedRedemptionJson(world, each)),
    reversedRedemptionInfo: reversedOf(world, coupon).map((each) => toDetailedRedemptionJson(world, each)),
  };
}

const toDetailedRedemptionJson = (
  world: World,
  { id, redeemedOn, billNumber, tillId }: CouponRedemption,
): ElementOf<PartOf<DetailedJson, 'redemptionInfo'>> => ({
  id,
  redeemedOn,
  redeemedOnISO: redeemedOn,
  transactionNumber: billNumber,
  redeemedAt: storeOf(world, tillId),
});

function toListedJson(
  world: World,
  { coupon, series, end, redemptions }: Held,
  { coupon_code_case: codes, include_reversed_redemptions: withReversed }: ListQuery,
): ListedJson {
  return {
    code: codeCase(codes)(coupon.code),
    seriesId: series.id,
    description: series.description,
    validTill: dayOf(end),
    validTillDateTime: end,
    ...toDiscountJson(series),
    redemptionCount: redemptions.length,
    redemptionsLeft: redemptionsLeft(world, coupon, series),
    id: coupon.id,
    createdDate: coupon.issuedOn,
    createdDateISO: coupon.issuedOn,
    // Coupons here are issued on their own, not with a bill.
    transactionNumber: '0',
    issuedAt: storeOf(world, coupon.issuedAtTillId),
    redemptions: redemptions.map((each) => toRedemptionJson(world, each)),
    customProperty: customProperties(series).custom_property,
    reversedRedemptions: withReversed ? reversedOf(world, coupon).map((each) => toRedemptionJson(world, each)) : [],
  };
}

function toInTouchJson(world: World, { coupon, series, end, redemptions }: Held): InTouchJson {
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

type ListQuery = Parameters<typeof customerListCoupons.query>;

/**
 * Whether a coupon is wanted, as `status` and `transaction_numbers` say.
 * @param sentStatus - one status, or several separated by commas
 * @throws 400 if there is no such status
 */
function listFilter(world: World, customer: Customer, tillId: number, query: ListQuery, sentStatus: unknown) {
  const statuses = partsOf(sentStatus).map(
    (status) => oneOf(STATUSES, status) ?? fail(400, `status must be one of ${STATUSES.join(', ')}`),
  );
  const numbers = partsOf(query.transaction_numbers);
  const isRedeemable = ({ coupon }: Held): boolean =>
    verdictOn(world, { code: coupon.code, customer, tillId }).failure === null;
  return (each: Held): boolean =>
    (statuses.length === 0 ||
      statuses.some((status) => (status === 'REDEEMABLE' ? isRedeemable(each) : hasStatus(each, status)))) &&
    (numbers.length === 0 || each.redemptions.some(({ billNumber }) => numbers.includes(billNumber)));
}

type InTouchQuery = Parameters<typeof customerGetCoupons.v1_1.query>;

/** Whether a coupon passes v1.1's filters. */
function inTouchFilter(world: World, query: InTouchQuery): (each: Held) => boolean {
  const { start_date: from, end_date: before, status, series_id: seriesId, store_id: storeId } = query;
  const isWithin = (at: Instant | null): boolean =>
    at !== null && (from === undefined || at >= from) && (before === undefined || at < before);
  return (each) =>
    ((from === undefined && before === undefined) ||
      isWithin(each.coupon.issuedOn) ||
      each.redemptions.some(({ redeemedOn }) => isWithin(redeemedOn))) &&
    (status === undefined || hasStatus(each, status.toUpperCase())) &&
    (seriesId === undefined || each.series.id === seriesId) &&
    (storeId === undefined || (each.active && worksAt(world, each.series, storeId)));
}

const KEYS = {
  created_date: ({ coupon }: Held) => Date.parse(coupon.issuedOn ?? ''),
  amount: ({ series }: Held) => series.discountValue,
  valid_till: ({ end }: Held) => Date.parse(end),
} as const;

/** By issue date, newest first, unless another order is requested. */
const inOrder = (held: readonly Held[], { order_by = 'created_date', sort_order }: Order = {}): Held[] =>
  sorted(held, (each) => [KEYS[order_by](each), each.coupon.id], sort_order?.toUpperCase() === 'ASC' ? 'ASC' : 'DESC');

type Order = Pick<InTouchQuery, 'order_by'> & { readonly sort_order?: string };

const MOST = 100;

/** The page of a list, as its answer reports it. */
const reported = ({ limit = MOST, offset = 0 }: ListQuery | InTouchQuery) => ({
  limit: String(limit),
  offset: String(offset),
});

export const customerCouponHandlers: Handlers = {
  ...handle(
    customerGetCouponsById,
    { envelope: 'plain', codes: { customerId: { code: 'INVALID_CUSTOMER_ID', httpStatus: 400 } } },
    ({ world, path, query }) => {
      const held = inOrder(heldBy(world, customerById(world, path.customerId)));
      if (held.length === 0) failNamed('NO_COUPONS_FOUND', 'The customer has no coupons', 404);
      const write = codeCase(query.coupon_code_case);
      const entity = held.map((each) => toDetailedJson(world, each, write));
      return { entity, warnings: [], errors: [], success: true };
    },
  ),

  ...handle(
    customerListCoupons,
    {
      envelope: 'plain',
      codes: { id: 8015, status: { malformed: 'ignored' } },
      paging: byOffset({ limit: MOST }),
    },
    ({ world, till, query, raw, page }) => {
      const { id, mobile, email, externalId = raw.query['external_Id'] } = query;
      const named = { id, mobile, email, external_id: externalId };
      const customer = inTouchCustomer(world, named, { missing: 8015, unknown: 8015 });
      const isWanted = listFilter(world, customer, till.id, query, raw.query['status']);
      const held = inOrder(heldBy(world, customer).filter(isWanted), query);
      const coupons = page(held).map((each) => toListedJson(world, each, query));
      const { external_id: ownId } = inTouchIdentifiers(customer);
      const customers = [{ ...inTouchPerson(customer), externalId: ownId, id: customer.id, coupons }];
      const pagination = { ...reported(query), total: held.length };
      return { entity: { pagination, customers }, warnings: [], errors: [], success: true };
    },
  ),

  ...handle(
    { v1_1: customerGetCoupons.v1_1 },
    { envelope: 'inTouch', verdicts: TEXT_CODES, codes: { id: 1012 }, paging: byOffset({ limit: MOST }) },
    ({ world, query, page }) => {
      const { mobile = '', email = '', external_id = '' } = query;
      let total = 0;
      const listed = item({ mobile, email, external_id }, () => {
        const customer = inTouchCustomer(world, query, { missing: 1011, unknown: 1012 });
        const held = inOrder(heldBy(world, customer).filter(inTouchFilter(world, query)), query);
        total = held.length;
        const fields = {
          ...inTouchPerson(customer),
          external_id: inTouchIdentifiers(customer).external_id,
          id: String(customer.id),
          coupons: { coupon: page(held).map((each) => toInTouchJson(world, each)) },
        };
        return { fields, code: 1000, message: 'Issued coupons retrieved successfully' };
      });
      const pagination = { ...reported(query), total };
      return { rows: [listed], response: { pagination, customers: { customer: listed.fields } } };
    },
  ),
};
