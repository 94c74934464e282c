/** Section Coupon, v1.1 and v1: issuing, resending, redeeming, finding and checking coupons. */
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { inTouch } from '../../http/handler.js';
import {
  BOOLEAN_SUCCESSES,
  type Item,
  inTouchReply,
  item,
  itemStatus,
  type Reply,
  reply,
  TEXT_CODES,
  TEXT_CODES_IN_ROWS,
  verdictsAs,
} from '../../http/replies.js';
import { type Instant, now } from '../../world/clock.js';
import { localDate, localDateTime, readDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { knownFields, UNKNOWN_CUSTOM_FIELD } from '../customer/rules.js';
import { customerName, inTouchCustomer, inTouchIdentifiers } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { redeemOne } from './batch.js';
import { resendCoupon } from './resend.js';
import { couponByCode, issueCoupon, redemptionsOf, seriesById } from './rules.js';
import {
  activeFrom,
  codeCase,
  customProperties,
  endOf,
  inTouchHolder,
  inTouchPerson,
  partsOf,
  REDEEMABLE,
  REDEEMED,
  storeOf,
} from './serializers.js';
import { inTouchSeriesInfo } from './series-serializers.js';
import type { Coupon, CouponRedemption } from './state.js';
import { verdictOn } from './verdict.js';

const NOBODY = { missing: 701, unknown: 701 } as const;

/** One row as an object, several as a list. */
const oneOrMany = (items: readonly Item[]): unknown =>
  items.length === 1 ? items[0]?.fields : items.map(({ fields }) => fields);

/** The customer fields of the request. */
const echoOf = (who: JsonObject): object => ({
  mobile: textOf(who['mobile']),
  email: textOf(who['email']),
  external_id: textOf(who['external_id']),
});

/**
 * The coupons under `root.coupon`.
 * @throws 400 if there are none
 * @throws 1060 if there are too many
 */
function rowsOf({ world, body }: Call): readonly JsonObject[] {
  const rows = objectsOf(objectOf(objectOf(body)['root'])['coupon']);
  const { batchLimit } = world.organisation.settings;
  if (rows.length === 0) fail(400, 'root.coupon contains no coupons', 400);
  if (rows.length > batchLimit) fail(1060, `At most ${batchLimit} coupons can be sent in one call`);
  return rows;
}

function issue(call: Call): Reply {
  const { world, query, till } = call;
  const items = rowsOf(call).map((row) => {
    const who = objectOf(row['customer']);
    return item({ series_id: textOf(row['series_id']), customer: echoOf(who) }, () => {
      const customer = inTouchCustomer(world, who, { missing: 721, unknown: 701 });
      const series = seriesById(world, textOf(row['series_id']));
      const { coupon } = issueCoupon(world, series, customer, till.id);
      const fields = {
        code: coupon.code,
        series_id: String(series.id),
        description: series.description,
        discount_code: series.discountCode,
        valid_till: localDate(endOf(world, coupon, series), world.organisation.timezone),
        discount_type: series.discountType,
        discount_value: String(series.discountValue),
        discount_upto: String(series.discountUpto),
        discount_on: series.discountOn,
        detailed_info: series.info,
        customer: inTouchHolder(customer, booleanOf(query['user_id'])),
      };
      return { fields, ...REDEEMED };
    });
  });
  return verdictsAs(BOOLEAN_SUCCESSES, inTouchReply(items, { coupon: oneOrMany(items) }));
}

function resend({ world, query }: Call): Reply {
  const code = textOf(query['code']);
  // Older callers name the coupon by `id`; if there is a code, `id` is the customer's.
  const { id, ...who } = query;
  const sent = item({ id: code === '' ? textOf(id) : '', code }, () => {
    const coupon = code === '' ? world.coupons[Number(id)] : couponByCode(world, code);
    if (!coupon) return failUnknown(719, code === '' ? 'Coupon id' : 'Coupon code', code || textOf(id));
    const customer = inTouchCustomer(world, code === '' ? who : query, NOBODY);
    resendCoupon(world, coupon, customer);
    return { fields: { id: String(coupon.id), code: coupon.code }, code: 700, message: 'Coupon Resent' };
  });
  return verdictsAs(TEXT_CODES, inTouchReply([sent], { coupons: { coupon: [sent.fields] } }));
}

function redeem(call: Call): Reply {
  const rows = rowsOf(call);
  const items = rows.map((row) => redeemRow(call, row, rows.length === 1));
  // The only call of the section that reports in the HTTP status that nothing was done.
  const answered = inTouchReply(
    items,
    { coupons: { coupon: oneOrMany(items) } },
    { httpStatus: (code) => (code === 500 ? 500 : 200) },
  );
  return verdictsAs(TEXT_CODES_IN_ROWS, answered);
}

function redeemRow({ world, query, till }: Call, row: JsonObject, alone: boolean): Item {
  const who = objectOf(row['customer']);
  const [bill = {}] = objectsOf(row['transaction']);
  const named = given(row['code']) ? couponByCode(world, textOf(row['code'])) : world.coupons[Number(row['id'])];
  const code = named?.code ?? textOf(row['code']);
  const series = named && world.couponSeries[named.seriesId];
  const transaction = { amount: (numberOf(bill['amount']) ?? 0).toFixed(2), number: textOf(bill['number']) };
  const shown = { code, is_absolute: String(series?.discountType === 'ABS'), transaction, side_effects: [] };
  return item({ customer: echoOf(who), ...shown }, () => {
    if (code === '') fail(781, 'Give the code or id of the coupon');
    const customer = inTouchCustomer(world, who, NOBODY);
    const amount = given(bill['amount']) ? numberOf(bill['amount']) : undefined;
    if (amount === null || (amount !== undefined && amount < 0)) return fail(733, 'The bill amount is not valid');
    const at = timeGiven(world, row['redemption_time']);
    const configured = world.organisation.settings.customFields.redemption;
    const { known } = knownFields(fieldsOf(row['custom_fields']), configured, UNKNOWN_CUSTOM_FIELD);
    const redeemed = redeemOne(
      world,
      {
        code,
        customer,
        tillId: till.id,
        ...(amount !== undefined && { billAmount: amount }),
        ...(at !== undefined && { at }),
      },
      {
        billNumber: transaction.number,
        validationCode: textOf(row['validation_code']),
        customFields: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, textOf(value)])),
        redeemedOn: now(world),
        raisesEvent: alone,
      },
    );
    const fields = {
      customer: inTouchHolder(customer, booleanOf(query['user_id'])),
      redemptionId: String(redeemed.redemption.id),
      discount_code: redeemed.series.discountCode,
      series_code: String(redeemed.series.id),
      series_info: [],
      coupon_value: String(redeemed.series.discountValue),
      ...shown,
    };
    return { fields, ...REDEEMED };
  });
}

function timeGiven(world: World, value: unknown): Instant | undefined {
  if (!given(value)) return undefined;
  return readDate(textOf(value), world.organisation.timezone) ?? fail(739, 'redemption_time is not a date');
}

function get({ world, query }: Call): Reply {
  const codes = partsOf(query['code']);
  const ids = partsOf(query['id']);
  const owners = partsOf(query['issuedToIds']);
  if (codes.length + ids.length + owners.length === 0) fail(781, 'Give the code or id of a coupon, or its owner');
  const write = codeCase(query['coupon_code_case']);
  const withUserId = booleanOf(query['user_id']);
  const isTheirs = (coupon: Coupon): boolean => owners.length === 0 || owners.includes(String(coupon.customerId));
  const byOwner = codes.length + ids.length === 0 ? Object.values(world.coupons).filter(isTheirs) : [];
  const asked: { code: string; coupon: Coupon | undefined }[] = [
    ...codes.map((code) => ({ code, coupon: couponByCode(world, code) })),
    ...ids.map((id) => ({ code: '', coupon: world.coupons[Number(id)] })),
    ...byOwner.map((coupon) => ({ code: coupon.code, coupon })),
  ];
  const rows = asked.map(({ code, coupon }) =>
    coupon && isTheirs(coupon)
      ? { ...couponRow(world, coupon, write, withUserId), item_status: itemStatus(REDEEMED.code, REDEEMED.message) }
      : { ...UNKNOWN_ROW, code: write(code), item_status: itemStatus(705, 'The coupon code is not valid', false) },
  );
  // Unknown codes are reported only in their rows.
  const status = { success: 'true', status: 'true', code: 200, message: 'Success' };
  return reply({ response: { status, coupons: { coupon: rows } } });
}

const UNKNOWN_ROW = { id: -1, code: '', is_absolute: false, value: null, discount_upto: null, pincode: 'NULL' };

function couponRow(world: World, coupon: Coupon, write: (code: string) => string, withUserId: boolean): object {
  const series = seriesById(world, coupon.seriesId);
  const { timezone } = world.organisation;
  const issuedOn = localDateTime(coupon.issuedOn ?? series.createdOn, timezone);
  const customer = coupon.customerId === null ? undefined : world.customers[coupon.customerId];
  const [year, month, day] = localDate(endOf(world, coupon, series), timezone).split('-');
  const lastUse = redemptionsOf(world, coupon).at(-1);
  return {
    id: String(coupon.id),
    code: write(coupon.code),
    valid_till: `${day}-${month}-${year}`,
    issued_on: issuedOn,
    valid_from: localDateTime(activeFrom(coupon, series), timezone),
    purpose: '',
    custom_properties: customProperties(series),
    series_id: series.id,
    is_absolute: series.discountType === 'ABS',
    value: series.discountValue,
    discount_upto: series.discountUpto,
    ...(customer && { customer: ownerOf(customer, withUserId) }),
    ...(lastUse && { redemption_info: redemptionInfo(world, lastUse) }),
    pincode: 'NULL',
    issued_store: storeOf(world, coupon.issuedAtTillId),
  };
}

function ownerOf(customer: Customer, withUserId: boolean): object {
  const { firstName, lastName } = customerName(customer);
  return {
    id: String(customer.id),
    name: `${firstName} ${lastName}`.trim(),
    ...inTouchHolder(customer, withUserId),
  };
}

function redemptionInfo(world: World, redemption: CouponRedemption): object {
  const customer = world.customers[redemption.customerId];
  return {
    redeemed: 'true',
    id: redemption.id,
    redeemed_on: localDateTime(redemption.redeemedOn, world.organisation.timezone),
    redeemed_at: world.tills[redemption.tillId]?.code ?? '',
    redeemed_by: customer ? inTouchPerson(customer) : {},
    store: storeOf(world, redemption.tillId),
    transaction: { id: redemption.transactionId, bill_number: redemption.billNumber },
  };
}

function check({ world, query, till }: Call): Reply {
  const codes = partsOf(query['code']);
  if (codes.length === 0) fail(781, 'Give a coupon code');
  const write = codeCase(query['coupon_code_case']);
  const details = oneOf(['true', 'extended'], query['details']);
  const echo = { mobile: query['mobile'] ?? '', is_redeemable: 'false' };
  const items = codes.map((code) =>
    item({ ...echo, code: write(code) }, () => {
      const customer = inTouchCustomer(world, query, NOBODY);
      const { failure, coupon, series, ...counts } = verdictOn(world, { code, customer, tillId: till.id });
      const identifiers = inTouchIdentifiers(customer);
      const fields = {
        mobile: identifiers.mobile,
        code: write(coupon?.code ?? code),
        is_redeemable: String(failure === null),
        redemptions_left: counts.redemptionsLeft,
        no_of_redemptions_by_user: counts.redemptionsByCustomer,
        coupon_value: String(series?.discountValue ?? ''),
        customer: identifiers,
        ...(details !== null && series && { series_info: inTouchSeriesInfo(world, series, details === 'extended') }),
      };
      // A coupon that cannot be redeemed is an answer, not a failure of the call.
      const { code: reason, message } = failure ?? REDEEMABLE;
      return { fields, code: reason, message };
    }),
  );
  const rows = items.map(withStatus);
  return inTouchReply(items, { coupons: { redeemable: rows.length === 1 ? rows[0] : rows } });
}

/** The `item_status` of this endpoint has `status` next to `success`. */
function withStatus({ failed, fields }: Item): object {
  const status = objectOf(objectOf(fields)['item_status']);
  return { ...fields, item_status: { ...status, status: String(!failed) } };
}

export const couponInTouchHandlers: Handlers = {
  ...inTouch('coupon_issue', issue),
  ...inTouch('coupon_resend', resend),
  ...inTouch('coupon_redeem', redeem),
  ...inTouch('coupon_get', get),
  ...inTouch('coupon_check_redeemable', check),
};
