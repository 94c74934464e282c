/** Section Coupon, v2: issuing, redeeming, checking and finding coupons. */

import { defined } from '../../../lib/defined.js';
import {
  couponCheckRedeemable,
  couponGet,
  couponIssue,
  couponIssueBulk,
  couponReactivate,
  couponRedeem,
  couponRedeemBulk,
} from '../../../tools/coupon/coupon.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rowOr } from '../../http/rows.js';
import { now } from '../../world/clock.js';
import { fail, type SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkSource, inTouchCustomer } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { type BatchOutcome, OTHERS_FAILED, redeemTogether } from './batch.js';
import { type CouponUse, couponByCode, issueCoupon, reactivateRedemptions, seriesById } from './rules.js';
import {
  codeCase,
  REDEEMABLE,
  REDEEMED,
  toCouponJson,
  toDiscountJson,
  toHolderJson,
  toIssuedJson,
  toRedeemableJson,
  toRedeemedJson,
  toRefusedJson,
  verdict,
} from './serializers.js';
import { seriesFacts, toEligibleProductsJson, toSeriesJson } from './series-serializers.js';
import type { Coupon, CouponSeries } from './state.js';
import { verdictOn } from './verdict.js';

/**
 * The customer of v2's coupon calls; the first identifier that is not empty counts.
 * @throws 701, or `missing`, if no identifier is given
 * @throws 701 if no customer has the identifier
 */
function customerMeant(
  world: World,
  { externalId, cardNumber, cardExternalId, ...who }: Body<typeof couponIssue>['customer'],
  missing = 701,
): Customer {
  const named = { ...who, external_id: externalId, card_number: cardNumber, card_external_id: cardExternalId };
  return inTouchCustomer(world, named, { missing, unknown: 701 });
}

type Metadata = Body<typeof couponIssue>['metadata'];

/** Issues a coupon, and keeps why. */
function issue(
  world: World,
  series: CouponSeries,
  customer: Customer,
  { tillId, metadata = {} }: { tillId: number; metadata: Metadata },
): Coupon {
  const { coupon, resent } = issueCoupon(world, series, customer, tillId);
  if (Object.keys(metadata).length > 0 && !resent) coupon.issualDetails = { ...metadata };
  return coupon;
}

function checkBatch(size: number, max: number, code: number): void {
  if (size > max) fail(code, `At most ${max} can be sent in one call; there are ${size}`);
}

/** The redemptions of one call. */
interface RedemptionRequest {
  customer: Customer;
  uses: CouponUse[];
  billNumber: string;
}

/**
 * The redemptions that are requested.
 * @throws 629 if there are no coupons, or too many
 * @throws 701 if the customer does not exist
 * @throws 733 if the amount is below 0
 */
function redemptionsMeant(
  world: World,
  body: Body<typeof couponRedeem>,
  { tillId, max }: { tillId: number; max: number },
): RedemptionRequest {
  const { redemptionRequestList: rows, user, billAmount, redemptionTime: at, transactionNumber = '' } = body;
  if (rows.length === 0) fail(629, 'redemptionRequestList requires a code in each entry');
  checkBatch(rows.length, max, 629);
  const customer = customerMeant(world, user);
  if (billAmount !== undefined && billAmount < 0) fail(733, 'billAmount is not an amount');
  const use = { customer, tillId, ...defined({ billAmount, at }) };
  return { customer, uses: rows.map(({ code }) => ({ ...use, code })), billNumber: transactionNumber };
}

/**
 * Redeems all or none. The time in the request only decides whether a coupon is valid; the current time is recorded.
 */
const carryOut = (world: World, { uses, billNumber }: RedemptionRequest, dryRun = false): BatchOutcome[] =>
  redeemTogether(world, uses, { billNumber, redeemedOn: now(world) }, { dryRun });

const MAX_IN_REDEEM = 100;
const MAX_IN_BULK = 50;

const seriesOf = (world: World, code: string): CouponSeries | undefined =>
  world.couponSeries[couponByCode(world, code)?.seriesId ?? 0];

function toOutcomeJson(world: World, code: string, outcome: BatchOutcome) {
  if (outcome.failure) return toRefusedJson(code, seriesOf(world, code), outcome.failure);
  const { coupon, series, redemption } = outcome.redeemed;
  return toRedeemedJson(coupon, series, redemption);
}

/** Why a batch failed: the coupon that caused it, not those that failed with it. */
function firstFailure(outcomes: readonly BatchOutcome[]): SandboxFailure | undefined {
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  return failures.find(({ code }) => code !== OTHERS_FAILED);
}

/** What a query names and does not exist. */
function unknownIn(
  world: World,
  { couponCodes: codes = [], couponIds: ids = [] }: Parameters<typeof couponGet.query>,
): Warning[] {
  return [
    ...codes
      .filter((code) => !couponByCode(world, code))
      .map((code) => ({ code: 719, message: `Coupon code ${code} does not exist` })),
    ...ids
      .filter((id) => !world.coupons[Number(id)])
      .map((id) => ({ code: 780, message: `No coupon has the id ${id}` })),
  ];
}

const REDEEM_CODES = {
  body: 629,
  'body.redemptionRequestList': 629,
  'body.redemptionRequestList[]': 629,
  'body.redemptionRequestList[].code': 629,
  'body.user': 701,
  'body.user.id': 701,
  'body.billAmount': 733,
  'body.redemptionTime': 739,
} as const;

const IGNORED = { malformed: 'ignored' } as const;

export const couponHandlers: Handlers = {
  ...handle(
    couponIssue,
    {
      envelope: 'single',
      codes: { body: 721, 'body.seriesId': 707, 'body.customer': 721, 'body.customer.id': 701 },
      first: ['body.customer'],
    },
    ({ world, till, body: { seriesId, customer: who, metadata } }) => {
      const customer = customerMeant(world, who, 721);
      const series = seriesById(world, seriesId);
      const coupon = issue(world, series, customer, { tillId: till.id, metadata });
      return { ...toIssuedJson(world, coupon, series), customer: toHolderJson(world, customer) };
    },
  ),

  ...handle(
    couponIssueBulk,
    {
      envelope: 'bulk',
      codes: {
        source: 8065,
        body: 707,
        'body.seriesIds': 707,
        'body.seriesIds[]': 707,
        'body.customer': 721,
        'body.customer.id': 701,
      },
    },
    ({ world, till, query, body: { seriesIds, customer: who, metadata } }) => {
      if (seriesIds.length === 0) fail(707, 'Give at least one series id');
      checkBatch(seriesIds.length, world.organisation.settings.batchLimit, 1060);
      const customer = customerMeant(world, who, 721);
      checkSource(customer, query);
      return seriesIds.map((entityId) =>
        rowOr({ entityId }, () => {
          const series = seriesById(world, entityId);
          const coupon = issue(world, series, customer, { tillId: till.id, metadata });
          return { entityId, result: toIssuedJson(world, coupon, series) };
        }),
      );
    },
  ),

  ...handle(couponRedeem, { envelope: 'single', codes: REDEEM_CODES }, ({ world, till, body }) => {
    const request = redemptionsMeant(world, body, { tillId: till.id, max: MAX_IN_REDEEM });
    const outcomes = carryOut(world, request);
    const failure = firstFailure(outcomes);
    return {
      redemption: outcomes.map((each, index) => toOutcomeJson(world, request.uses[index]?.code ?? '', each)),
      redemptionStatus: failure ? verdict(failure, false) : verdict(REDEEMED),
      customer: toHolderJson(world, request.customer),
    };
  }),

  ...handle(
    couponRedeemBulk,
    { envelope: 'allOrNone', codes: { source: 8065, ...REDEEM_CODES } },
    ({ world, till, query, body }) => {
      const request = redemptionsMeant(world, body, { tillId: till.id, max: MAX_IN_BULK });
      checkSource(request.customer, query);
      const dryRun = query.is_redeemable ?? false;
      return carryOut(world, request, dryRun).map((outcome, index) => {
        const { failure } = outcome;
        if (failure) return { entityId: couponByCode(world, request.uses[index]?.code ?? '')?.id, failure };
        const { coupon, series, redemption } = outcome.redeemed;
        const made = dryRun ? null : redemption;
        return { entityId: made?.id ?? coupon.id, result: toRedeemedJson(coupon, series, made) };
      });
    },
  ),

  ...handle(
    couponCheckRedeemable,
    { envelope: 'single', codes: { code: 781, id: 701, details: IGNORED } },
    ({ world, till, query: { code: list, details, ...who } }) => {
      const codes = partsOf(list);
      if (codes.length === 0) fail(781, 'Give a coupon code');
      const customer = customerMeant(world, who);
      const verdicts = codes.map((code) => ({ code, ...verdictOn(world, { code, customer, tillId: till.id }) }));
      const redemption = verdicts.map((each) => {
        const { series } = each;
        if (!details || details === 'false' || !series) return toRedeemableJson(each);
        const couponseries = details === 'true' ? seriesFacts(world, series) : toEligibleProductsJson(series);
        return { ...toRedeemableJson(each), ...toDiscountJson(series), couponseries };
      });
      // The check succeeds if at least one coupon can be redeemed; the rows report the others.
      const refused = verdicts.some(({ failure }) => failure === null) ? null : verdicts[0]?.failure;
      return {
        customer: toHolderJson(world, customer),
        redemption,
        redemptionStatus: refused ? verdict(refused, false) : verdict(REDEEMABLE),
      };
    },
  ),

  ...handle(
    couponReactivate,
    { envelope: 'plain', codes: { body: 661, 'body.redemptionIds': 661, 'body.redemptionIds[]': 510 } },
    ({ world, body }) => {
      reactivateRedemptions(world, body.redemptionIds);
      return { warnings: [], errors: [], success: true };
    },
  ),

  ...handle(
    couponGet,
    {
      envelope: 'list',
      codes: { couponIds: 780, issuedToIds: 1000, coupon_code_case: IGNORED },
      oneOf: [{ of: ['couponCodes', 'couponIds', 'issuedToIds'], code: 1000 }],
    },
    ({ world, query, warn }) => {
      const { couponCodes: codes, couponIds: ids, issuedToIds: customerIds } = query;
      const unknown = unknownIn(world, query);
      const [reason] = unknown;
      if (reason && unknown.length === (codes?.length ?? 0) + (ids?.length ?? 0)) fail(reason.code, reason.message);
      warn(unknown);
      // The selectors are combined: each one narrows the result of the others.
      const wanted = codes && new Set(codes.map((code) => couponByCode(world, code)?.id));
      const coupons = Object.values(world.coupons).filter(
        ({ id, customerId }) =>
          (!wanted || wanted.has(id)) &&
          (!ids || ids.includes(String(id))) &&
          (!customerIds || (customerId !== null && customerIds.includes(String(customerId)))),
      );
      const write = codeCase(query.coupon_code_case);
      return coupons.map((coupon) => {
        const series = seriesById(world, coupon.seriesId);
        return {
          ...toCouponJson(world, coupon, series, write(coupon.code)),
          couponIssualDetails: query.includeIssualDetails ? (coupon.issualDetails ?? {}) : undefined,
          couponSeries: query.showCouponSeries ? toSeriesJson(world, series) : undefined,
        };
      });
    },
  ),
};
