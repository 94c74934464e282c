/** Section Coupon, v1.1 and v1: issuing, resending, redeeming, finding and checking coupons. */
import { defined } from '../../../lib/defined.js';
import {
  couponCheckRedeemable,
  couponGet,
  couponIssue,
  couponRedeem,
  couponResend,
} from '../../../tools/coupon/coupon.legacy.js';
import type { InTouchRowOf } from '../../../tools/schemas/decoded.js';
import {
  fieldsOf,
  given,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  partsOf,
  textOf,
} from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchQuery, handleInTouchRows } from '../../http/in-touch-rows.js';
import { BOOLEAN_SUCCESSES, item, itemStatus, TEXT_CODES, TEXT_CODES_IN_ROWS } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { localDate, localDateTime } from '../../world/dates.js';
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
  REDEEMABLE,
  REDEEMED,
  storeOf,
} from './serializers.js';
import { toInTouchSeriesInfoJson } from './series-serializers.js';
import type { Coupon, CouponRedemption, CouponSeries } from './state.js';
import { verdictOn } from './verdict.js';

const NOBODY = { missing: 701, unknown: 701 } as const;

type CouponJson = InTouchRowOf<typeof couponGet.v1_1, 'coupons', 'coupon'>;
type RedeemableJson = InTouchRowOf<typeof couponCheckRedeemable.v1_1, 'coupons', 'redeemable'>;

/** The customer fields of the request. */
function echoOf(who: unknown) {
  const { mobile, email, external_id } = objectOf(who);
  return { mobile: textOf(mobile), email: textOf(email), external_id: textOf(external_id) };
}

function toIssuedJson(
  world: World,
  coupon: Coupon,
  series: CouponSeries,
): InTouchRowOf<typeof couponIssue.v1_1, 'coupon'> {
  return {
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
  };
}

/** What a row of a redemption shows, whatever becomes of it. */
function attemptOf(world: World, { code: named, id, transaction }: JsonObject) {
  const [bill = {}] = objectsOf(transaction);
  const { amount, number } = bill;
  const coupon = given(named) ? couponByCode(world, textOf(named)) : world.coupons[Number(id)];
  const series = coupon && world.couponSeries[coupon.seriesId];
  return {
    code: coupon?.code ?? textOf(named),
    is_absolute: String(series?.discountType === 'ABS'),
    transaction: { amount: (numberOf(amount) ?? 0).toFixed(2), number: textOf(number) },
    side_effects: [],
  };
}

const UNKNOWN_ROW = { id: -1, code: '', is_absolute: false, value: null, discount_upto: null, pincode: 'NULL' };

function toCouponJson(
  world: World,
  coupon: Coupon,
  write: (code: string) => string,
  withUserId: boolean | undefined,
): CouponJson {
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
    customer: customer && toOwnerJson(customer, withUserId),
    redemption_info: lastUse && toRedemptionInfoJson(world, lastUse),
    pincode: 'NULL',
    issued_store: storeOf(world, coupon.issuedAtTillId),
  };
}

function toOwnerJson(customer: Customer, withUserId: boolean | undefined) {
  const { firstName, lastName } = customerName(customer);
  return {
    id: String(customer.id),
    name: `${firstName} ${lastName}`.trim(),
    ...inTouchHolder(customer, withUserId),
  };
}

function toRedemptionInfoJson(world: World, redemption: CouponRedemption): CouponJson['redemption_info'] {
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

const IGNORED = { malformed: 'ignored' } as const;

/** Where the rows of a call are, and how many it may have. */
const ROWS = {
  sent: 'coupon',
  alone: true,
  batch: { none: { code: 400, message: 'root.coupon contains no coupons', httpStatus: 400 }, tooMany: 1060 },
} as const;

export const couponInTouchHandlers: Handlers = {
  ...handleInTouchRows(
    couponIssue,
    {
      ...ROWS,
      answered: ['coupon'],
      verdicts: BOOLEAN_SUCCESSES,
      codes: { series_id: 707, customer: 721 },
      echo: ({ series_id, customer }) => ({ series_id: textOf(series_id), customer: echoOf(customer) }),
    },
    ({ world, till, query, row }) => {
      const customer = inTouchCustomer(world, row.customer, { missing: 721, unknown: 701 });
      const series = seriesById(world, row.series_id);
      const { coupon } = issueCoupon(world, series, customer, till.id);
      const fields = { ...toIssuedJson(world, coupon, series), customer: inTouchHolder(customer, query.user_id) };
      return { fields, ...REDEEMED };
    },
  ),

  ...handleInTouchQuery(
    couponResend,
    {
      answered: ['coupons', 'coupon'],
      verdicts: TEXT_CODES,
      codes: { id: 701 },
      echo: ({ id, code }) => ({ id: given(code) ? '' : textOf(id), code: textOf(code) }),
    },
    ({ world, query }) => {
      // Older callers name the coupon by `id`; if there is a code, `id` is the customer's.
      const { code, id, ...who } = query;
      const coupon = code === undefined ? world.coupons[id ?? 0] : couponByCode(world, code);
      if (!coupon) return failUnknown(719, code === undefined ? 'Coupon id' : 'Coupon code', code ?? id);
      const customer = inTouchCustomer(world, code === undefined ? who : query, NOBODY);
      resendCoupon(world, coupon, customer);
      return { fields: { id: String(coupon.id), code: coupon.code }, code: 700, message: 'Coupon Resent' };
    },
  ),

  ...handleInTouchRows(
    couponRedeem,
    {
      ...ROWS,
      answered: ['coupons', 'coupon'],
      verdicts: TEXT_CODES_IN_ROWS,
      // The only call of the section that reports in the HTTP status that nothing was done.
      httpStatus: (code) => (code === 500 ? 500 : 200),
      codes: { id: 781, customer: 701, 'transaction[].amount': 733, redemption_time: 739 },
      echo: (row, { world }) => ({ customer: echoOf(row['customer']), ...attemptOf(world, row) }),
    },
    ({ world, till, query, row, raw, isOnly }) => {
      const shown = attemptOf(world, raw.row);
      const { code } = shown;
      if (code === '') fail(781, 'Give the code or id of the coupon');
      const customer = inTouchCustomer(world, row.customer, NOBODY);
      const { amount: billAmount } = row.transaction?.[0] ?? {};
      if (billAmount !== undefined && billAmount < 0) fail(733, 'The bill amount is not valid');
      const configured = world.organisation.settings.customFields.redemption;
      const { known } = knownFields(fieldsOf(row.custom_fields), configured, UNKNOWN_CUSTOM_FIELD);
      const redeemed = redeemOne(
        world,
        { code, customer, tillId: till.id, ...defined({ billAmount, at: row.redemption_time }) },
        {
          billNumber: shown.transaction.number,
          ...defined({ validationCode: row.validation_code }),
          customFields: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, textOf(value)])),
          redeemedOn: now(world),
          raisesEvent: isOnly,
        },
      );
      const fields = {
        customer: inTouchHolder(customer, query.user_id),
        redemptionId: String(redeemed.redemption.id),
        discount_code: redeemed.series.discountCode,
        series_code: String(redeemed.series.id),
        series_info: [],
        coupon_value: String(redeemed.series.discountValue),
        ...shown,
      };
      return { fields, ...REDEEMED };
    },
  ),

  ...handle(
    couponGet,
    {
      envelope: 'inTouch',
      codes: { issuedToIds: 781, coupon_code_case: IGNORED },
      oneOf: [{ of: ['code', 'id', 'issuedToIds'], code: 781 }],
    },
    ({ world, query: { code: codes, id: ids, issuedToIds: owner, coupon_code_case, user_id: withUserId } }) => {
      const write = codeCase(coupon_code_case);
      const isTheirs = (coupon: Coupon): boolean => owner === undefined || owner === coupon.customerId;
      const byOwner = codes || ids ? [] : Object.values(world.coupons).filter(isTheirs);
      const asked: { code: string; coupon: Coupon | undefined }[] = [
        ...partsOf(codes).map((code) => ({ code, coupon: couponByCode(world, code) })),
        ...partsOf(ids).map((id) => ({ code: '', coupon: world.coupons[Number(id)] })),
        ...byOwner.map((coupon) => ({ code: coupon.code, coupon })),
      ];
      const coupons = asked.map(({ code, coupon }) =>
        coupon && isTheirs(coupon)
          ? {
              ...toCouponJson(world, coupon, write, withUserId),
              item_status: itemStatus(REDEEMED.code, REDEEMED.message),
            }
          : { ...UNKNOWN_ROW, code: write(code), item_status: itemStatus(705, 'The coupon code is not valid', false) },
      );
      // Unknown codes are reported only in their rows.
      return { response: { status: { status: 'true' }, coupons: { coupon: coupons } } };
    },
  ),

  ...handle(
    couponCheckRedeemable,
    { envelope: 'inTouch', codes: { code: 781, id: 701, details: IGNORED, coupon_code_case: IGNORED } },
    ({ world, till, query: { code: list, details, coupon_code_case, ...who } }) => {
      const codes = partsOf(list);
      if (codes.length === 0) fail(781, 'Give a coupon code');
      const write = codeCase(coupon_code_case);
      const rows = codes.map((code) =>
        item({ mobile: who.mobile ?? '', is_redeemable: 'false', code: write(code) }, () => {
          const customer = inTouchCustomer(world, who, NOBODY);
          const { failure, coupon, series, ...counts } = verdictOn(world, { code, customer, tillId: till.id });
          const identifiers = inTouchIdentifiers(customer);
          const fields: RedeemableJson = {
            mobile: identifiers.mobile,
            code: write(coupon?.code ?? code),
            is_redeemable: String(failure === null),
            redemptions_left: counts.redemptionsLeft,
            no_of_redemptions_by_user: counts.redemptionsByCustomer,
            coupon_value: String(series?.discountValue ?? ''),
            customer: identifiers,
            series_info:
              details && details !== 'false' && series
                ? toInTouchSeriesInfoJson(world, series, details === 'extended')
                : undefined,
          };
          // A coupon that cannot be redeemed is an answer, not a failure of the call.
          const { code: reason, message } = failure ?? REDEEMABLE;
          return { fields, code: reason, message };
        }),
      );
      // The `item_status` of this endpoint has `status` next to `success`.
      const shown = rows.map(({ failed, fields }) => ({
        ...fields,
        item_status: { ...fields.item_status, status: String(!failed) },
      }));
      return { rows, response: { coupons: { redeemable: shown.length === 1 ? shown[0] : shown } } };
    },
  ),
};
