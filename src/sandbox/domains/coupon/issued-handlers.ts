/** Section Coupon, v2: issuing several of one series, and what happens to issued coupons and redemptions later. */
import { defined } from '../../../lib/defined.js';
import {
  couponIssueMultiple,
  couponRevoke,
  couponUpdateExpiry,
  couponUpdateRedemption,
} from '../../../tools/beyond/coupon.js';
import type { Answer, PartOf } from '../../../tools/schemas/decoded.js';
import { objectOf, objectsOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rowOr } from '../../http/rows.js';
import { now } from '../../world/clock.js';
import { fail, type SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { inTouchCustomer } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { issueSeveral, moveExpiry, openCouponsOf, revokeCode, updateRedemption } from './issued-rules.js';
import { couponByCode, seriesById } from './rules.js';
import { codeCase, toHolderJson, verdict } from './serializers.js';
import type { CouponRedemption, CouponSeries } from './state.js';

interface Who {
  readonly id?: string | number;
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
}

/** @throws 701 if no identifier is given or no customer has it */
const customerMeant = (world: World, { externalId, ...who }: Who): Customer =>
  inTouchCustomer(world, { ...who, external_id: externalId }, { missing: 701, unknown: 701 });

/** The settings of a series beside its coupons; the API writes 0 for the id. */
const toConfigJson = (series: CouponSeries) => ({
  customPropertyMap: series.customProperties,
  id: 0,
  description: series.description,
  info: series.info,
  discountCode: series.discountCode,
  discountType: series.discountType,
  discountOn: series.discountOn,
  discountValue: series.discountValue,
  discountUpto: series.discountUpto,
  fixedExpiryDate: 0,
  externalIssual: false,
});

const MAX_COUNT = 500;
const MAX_CODES = 100;
const MAX_REVOKED = 50;
const MAX_OPEN = 100;

const UPDATED = { code: 761, message: 'Redemption updated' } as const;
const PARTLY_UPDATED = { code: 762, message: 'Some redemptions were updated' } as const;

/** The series that a call about codes names; several codes need one. */
function seriesNamed(world: World, id: number | undefined, isNeeded: boolean): CouponSeries | undefined {
  if (id !== undefined) return seriesById(world, id, 756);
  return isNeeded ? fail(756, 'couponSeriesId is missing') : undefined;
}

/** The dates of a body as they were sent. */
const sentDates = (body: unknown): string[] =>
  objectsOf(objectOf(body)['couponCodes']).map(({ expiryDate }) => textOf(expiryDate));

/** Revokes codes one by one, and groups those that cannot be revoked by the reason. */
function revokeAll(
  world: World,
  codes: readonly string[],
  of: { series: CouponSeries | undefined; customer: Customer | undefined },
): PartOf<Answer<typeof couponRevoke>, 'entity'> {
  const outcomes = codes.map((code) => ({
    code,
    ...rowOr({}, () => ({ coupon: revokeCode(world, code, of) })),
  }));
  const failures = outcomes.flatMap((each) => ('failure' in each ? each : []));
  const reasons = new Map(failures.map(({ failure }) => [failure.code, failure.message]));
  return {
    totalCount: codes.length,
    failedCount: failures.length,
    revokedCoupons: outcomes.flatMap((each) => {
      if (!('coupon' in each)) return [];
      const { id: couponId, code: couponCode, customerId: issuedToUserId } = each.coupon;
      return { couponId, couponCode, issuedToUserId };
    }),
    failedToRevoke: [...reasons].map(([errorCode, errorMessage]) => ({
      errorCode,
      errorMessage,
      couponCodes: failures.filter(({ failure }) => failure.code === errorCode).map(({ code }) => code),
    })),
  };
}

type UpdateOutcome = { readonly updated: CouponRedemption } | { readonly failure: SandboxFailure };

function toUpdatedJson(
  world: World,
  ids: readonly number[],
  outcomes: readonly UpdateOutcome[],
  customer: Customer | undefined,
): PartOf<Answer<typeof couponUpdateRedemption>, 'entity'> {
  const failures = outcomes.flatMap((each) => ('failure' in each ? each.failure : []));
  const [failure] = failures;
  const [updated] = outcomes.flatMap((each) => ('updated' in each ? each.updated : []));
  const holder = customer ?? world.customers[updated?.customerId ?? 0];
  return {
    redemptions: outcomes.map((each, index) => {
      if ('failure' in each) return { redemptionId: ids[index], redemptionStatus: verdict(each.failure, false) };
      const { id: redemptionId, billAmount, billNumber, transactionId, customFields } = each.updated;
      return {
        ...{ redemptionId, billAmount, transactionNumber: billNumber, billId: transactionId, customFields },
        redemptionStatus: verdict(UPDATED),
      };
    }),
    user: holder && toHolderJson(world, holder),
    status:
      failure === undefined
        ? verdict(UPDATED)
        : updated === undefined
          ? verdict(failure, false)
          : verdict(PARTLY_UPDATED),
    totalCount: outcomes.length,
    failedCount: failures.length,
  };
}

export const couponIssuedHandlers: Handlers = {
  ...handle(
    couponIssueMultiple,
    { envelope: 'plain', codes: { body: 756, 'body.seriesId': { missing: 756, malformed: 707 }, 'body.count': 756 } },
    ({ world, till, body: { seriesId, count = 1, customer: who, metadata = {} } }) => {
      if (count <= 0) fail(756, 'count must be above 0');
      if (count > MAX_COUNT) fail(677, `count can be at most ${MAX_COUNT}`);
      const customer = customerMeant(world, who);
      const series = seriesById(world, seriesId);
      const { coupons, failure } = issueSeveral(world, series, customer, {
        ...{ count, tillId: till.id, metadata: defined(metadata) },
      });
      return {
        coupons: coupons.map(({ code, id: couponId }) => ({ code, couponId })),
        couponConfig: toConfigJson(series),
        totalCount: count,
        failureCount: count - coupons.length,
        successCount: coupons.length,
        customer: toHolderJson(world, customer),
        errors: failure ? [verdict(failure, false)] : [],
        warnings: [],
      };
    },
  ),

  ...handle(
    couponUpdateExpiry,
    { envelope: 'plain', codes: { body: 756, 'body.couponSeriesId': 756, 'body.couponCodes': 756 }, code: 756 },
    ({ world, body: { couponSeriesId, customer: who, couponCodes }, raw }) => {
      if (couponCodes.length === 0) fail(756, 'couponCodes is empty');
      if (couponCodes.length > MAX_CODES) fail(756, `At most ${MAX_CODES} codes can be sent in one call`);
      const series = seriesNamed(world, couponSeriesId, couponCodes.length > 1);
      const customer = who && customerMeant(world, who);
      const [first] = couponCodes.map(({ couponCode }) => couponByCode(world, couponCode));
      const seriesOfFirst = series ?? world.couponSeries[first?.seriesId ?? 0];
      if (seriesOfFirst?.clientHandlingType === 'GENERIC' && !customer) {
        fail(695, 'A generic code requires the customer');
      }
      const outcomes = couponCodes.map(({ couponCode, expiryDate }) =>
        rowOr({}, () => {
          const coupon = moveExpiry(world, couponCode, series, expiryDate);
          return { userId: coupon.customerId };
        }),
      );
      const sent = sentDates(raw.body);
      const unprocessedCoupons = outcomes.flatMap((each, index) => {
        if (!('failure' in each)) return [];
        const { code: errorCode, message: errorMessage } = each.failure;
        const couponCode = couponCodes[index]?.couponCode;
        return { couponCode, expiryDate: sent[index], errorCode, errorMessage };
      });
      const totalCount = couponCodes.length;
      const failedCount = unprocessedCoupons.length;
      return {
        entity: {
          totalCount,
          successCount: totalCount - failedCount,
          failedCount,
          unprocessedCoupons,
          userId: customer?.id ?? first?.customerId ?? null,
          couponSeriesId: seriesOfFirst?.id ?? null,
        },
        success: true,
        warnings: [],
        errors: [],
      };
    },
  ),

  ...handle(
    couponRevoke,
    { envelope: 'plain', codes: { body: 756, 'body.couponSeriesId': 756 } },
    ({ world, query, body: { couponSeriesId, customer: who, couponCodes = [] } }) => {
      if (couponCodes.length === 0 && !who) fail(756, 'Give couponCodes or customer');
      if (couponCodes.length > MAX_REVOKED) fail(400, `At most ${MAX_REVOKED} codes can be sent in one call`);
      const series = seriesNamed(world, couponSeriesId, couponCodes.length !== 1);
      const customer = who && customerMeant(world, who);
      const own = series ?? world.couponSeries[couponByCode(world, couponCodes[0] ?? '')?.seriesId ?? 0];
      if (own && own.validTillDate <= now(world)) fail(712, 'The coupon series has ended');
      if (own?.clientHandlingType === 'GENERIC' && couponCodes.length > 0)
        fail(108, 'Series of generic codes are not supported');
      const codes =
        couponCodes.length > 0
          ? couponCodes.map(codeCase(query.couponCodeCase))
          : customer && series
            ? openCouponsOf(world, customer, series).map(({ code }) => code)
            : [];
      if (couponCodes.length === 0 && codes.length > MAX_OPEN) {
        fail(400, `The customer has more than ${MAX_OPEN} open coupons of the series`);
      }
      return { entity: revokeAll(world, codes, { series, customer }), warnings: [], errors: [], success: true };
    },
  ),

  ...handle(
    couponUpdateRedemption,
    { envelope: 'plain', codes: { 'body.redemptions[].redemptionId': { malformed: 510 } } },
    ({ world, body: { redemptions, user } }) => {
      if (redemptions.length === 0) fail(400, 'redemptions is empty');
      const mobile = user?.mobile;
      const customer = mobile === undefined ? undefined : customerMeant(world, { mobile });
      const outcomes = redemptions.map(
        (row): UpdateOutcome =>
          rowOr({}, () => {
            const fields = Object.entries(row.customFields ?? {}).map(([name, value]) => [name, textOf(value)]);
            return { updated: updateRedemption(world, { ...row, customFields: Object.fromEntries(fields) }, customer) };
          }),
      );
      const ids = redemptions.map(({ redemptionId }) => redemptionId);
      return {
        entity: toUpdatedJson(world, ids, outcomes, customer),
        warnings: [],
        errors: [],
        success: true,
      };
    },
  ),
};
