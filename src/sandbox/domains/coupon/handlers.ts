/** Section Coupon, v2: issuing, redeeming, checking and finding coupons. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type BulkRow, type Reply, reply, v2Bulk, v2List, v2Single } from '../../http/replies.js';
import { type Instant, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkSource, inTouchCustomer } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { type BatchOutcome, OTHERS_FAILED, redeemTogether } from './batch.js';
import { type CouponUse, couponByCode, issueCoupon, reactivateRedemptions, seriesById } from './rules.js';
import {
  codeCase,
  couponFace,
  discountFace,
  holderFace,
  issuedFace,
  partsOf,
  REDEEMABLE,
  REDEEMED,
  redeemableFace,
  redeemedFace,
  refusedFace,
  verdict,
} from './serializers.js';
import { seriesConfiguration, seriesFace, seriesFacts } from './series-serializers.js';
import type { CouponSeries } from './state.js';
import { verdictOn } from './verdict.js';

/**
 * The customer of v2's coupon calls; the first identifier that is not empty counts.
 * @throws 701, or `missing`, if no identifier is given
 * @throws 701 if no customer has the identifier
 */
function customerGiven(world: World, who: JsonObject, missing = 701): Customer {
  const named = {
    id: who['id'],
    mobile: who['mobile'],
    email: who['email'],
    external_id: who['externalId'],
    card_number: who['cardNumber'] ?? who['cardnumber'],
    card_external_id: who['cardExternalId'],
  };
  return inTouchCustomer(world, named, { missing, unknown: 701 });
}

function issue({ world, body, till }: Call): Reply {
  const fields = objectOf(body);
  const customer = customerGiven(world, objectOf(fields['customer']), 721);
  const series = seriesById(world, textOf(fields['seriesId']));
  const details = issualDetails(fields['metadata']);
  const { coupon, resent } = issueCoupon(world, series, customer, till.id);
  if (details && !resent) coupon.issualDetails = details;
  return v2Single({ ...issuedFace(world, coupon, series), customer: holderFace(world, customer) });
}

const ISSUAL_DETAILS = ['sourceType', 'sourceId', 'sourceActivity', 'notes', 'reason'] as const;

/** Maximum length of sourceType and sourceId. */
const ISSUAL_SOURCE_LENGTH = 50;

/** Why and by what coupons are issued; undefined if not given. */
function issualDetails(sent: unknown): Record<string, string> | undefined {
  const metadata = objectOf(sent);
  const details = ISSUAL_DETAILS.filter((name) => name in metadata).map((name) => [name, textOf(metadata[name])]);
  for (const [name, text = ''] of details) {
    if ((name === 'sourceType' || name === 'sourceId') && text.length > ISSUAL_SOURCE_LENGTH) {
      fail(400, `metadata.${name} has more than ${ISSUAL_SOURCE_LENGTH} characters`);
    }
  }
  return details.length === 0 ? undefined : Object.fromEntries(details);
}

function issueBulk({ world, body, query, till }: Call): Reply {
  const fields = objectOf(body);
  const seriesIds = listOf(fields['seriesIds']).map(textOf);
  if (seriesIds.length === 0) fail(707, 'Give at least one series id');
  checkBatch(seriesIds.length, world.organisation.settings.batchLimit, 1060);
  const customer = customerGiven(world, objectOf(fields['customer']), 721);
  checkSource(customer, query);
  const details = issualDetails(fields['metadata']);
  const rows = seriesIds.map((id): BulkRow => {
    const entityId = numberOf(id) ?? id;
    try {
      const series = seriesById(world, id);
      const { coupon, resent } = issueCoupon(world, series, customer, till.id);
      if (details && !resent) coupon.issualDetails = details;
      return { entityId, result: issuedFace(world, coupon, series) };
    } catch (error) {
      if (error instanceof SandboxFailure) return { entityId, failure: error };
      throw error;
    }
  });
  return v2Bulk(rows);
}

function checkBatch(size: number, most: number, code: number): void {
  if (size > most) fail(code, `At most ${most} can be sent in one call; there are ${size}`);
}

/** The redemptions of one call. */
interface RedemptionRequest {
  customer: Customer;
  uses: CouponUse[];
  billNumber: string;
}

/**
 * Reads a redemption request.
 * @throws 629 if there are no coupons, too many, or one without a code
 * @throws 701 if the customer does not exist
 * @throws 733 if the amount is malformed
 * @throws 739 if the time is malformed
 */
function redemptionRequest({ world, body, till }: Call, most: number): RedemptionRequest {
  const fields = objectOf(body);
  const codes = objectsOf(fields['redemptionRequestList']).map((each) => textOf(each['code']));
  if (codes.length === 0 || codes.includes('')) fail(629, 'redemptionRequestList requires a code in each entry');
  checkBatch(codes.length, most, 629);
  const customer = customerGiven(world, objectOf(fields['user']));
  const billAmount = amountGiven(fields['billAmount']);
  const at = timeGiven(world, fields['redemptionTime']);
  const use = { customer, tillId: till.id, ...(billAmount !== null && { billAmount }), ...(at !== null && { at }) };
  return {
    customer,
    uses: codes.map((code) => ({ ...use, code })),
    billNumber: textOf(fields['transactionNumber']),
  };
}

/** Null if absent. */
function amountGiven(value: unknown): number | null {
  if (!given(value)) return null;
  const amount = numberOf(value);
  return amount !== null && amount >= 0 ? amount : fail(733, 'billAmount is not an amount');
}

/** Null if absent; then the current time counts. */
function timeGiven(world: World, value: unknown): Instant | null {
  if (!given(value)) return null;
  return readDate(textOf(value), world.organisation.timezone) ?? fail(739, 'redemptionTime is not a date');
}

/**
 * Redeems all or none. The time in the request only decides whether a coupon is valid; the current time is recorded.
 */
function carryOut(world: World, { uses, billNumber }: RedemptionRequest, dryRun = false): BatchOutcome[] {
  return redeemTogether(world, uses, { billNumber, redeemedOn: now(world) }, { dryRun });
}

const MOST_IN_REDEEM = 100;
const MOST_IN_BULK = 50;

const seriesOf = (world: World, code: string): CouponSeries | undefined => {
  const coupon = couponByCode(world, code);
  return coupon && world.couponSeries[coupon.seriesId];
};

function outcomeFace(world: World, code: string, outcome: BatchOutcome): object {
  if (outcome.failure) return refusedFace(code, seriesOf(world, code), outcome.failure);
  const { coupon, series, redemption } = outcome.redeemed;
  return redeemedFace(coupon, series, redemption);
}

function redeem(call: Call): Reply {
  const { world } = call;
  const request = redemptionRequest(call, MOST_IN_REDEEM);
  const outcomes = carryOut(world, request);
  const failure = firstFailure(outcomes);
  return v2Single({
    redemption: outcomes.map((each, index) => outcomeFace(world, request.uses[index]?.code ?? '', each)),
    redemptionStatus: failure ? verdict(failure, false) : verdict(REDEEMED),
    customer: holderFace(world, request.customer),
  });
}

/** Why a batch failed: the coupon that caused it, not those that failed with it. */
function firstFailure(outcomes: readonly BatchOutcome[]): SandboxFailure | undefined {
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  return failures.find(({ code }) => code !== OTHERS_FAILED);
}

function redeemBulk(call: Call): Reply {
  const { world, query } = call;
  const request = redemptionRequest(call, MOST_IN_BULK);
  checkSource(request.customer, query);
  const dryRun = booleanOf(query['is_redeemable'] ?? query['isredeemable']);
  const rows = carryOut(world, request, dryRun).map((outcome, index): BulkRow => {
    const code = request.uses[index]?.code ?? '';
    if (outcome.failure) return { entityId: couponByCode(world, code)?.id ?? null, failure: outcome.failure };
    const { coupon, series, redemption } = outcome.redeemed;
    const made = dryRun ? null : redemption;
    return { entityId: made?.id ?? coupon.id, result: redeemedFace(coupon, series, made) };
  });
  const { body } = v2Bulk(rows);
  return reply(body, rows.some(({ failure }) => failure) ? 400 : 200);
}

function check({ world, query, till }: Call): Reply {
  const codes = partsOf(query['code']);
  if (codes.length === 0) fail(781, 'Give a coupon code');
  const customer = customerGiven(world, query);
  const details = oneOf(['true', 'extended'], query['details']);
  const verdicts = codes.map((code) => ({ code, ...verdictOn(world, { code, customer, tillId: till.id }) }));
  const redemption = verdicts.map((each) => {
    const { series } = each;
    if (details === null || !series) return redeemableFace(each);
    const couponseries = details === 'true' ? seriesFacts(world, series) : seriesConfiguration(series);
    return { ...redeemableFace(each), ...discountFace(series), couponseries };
  });
  // The check succeeds if at least one coupon can be redeemed; the rows report the others.
  const refused = verdicts.some(({ failure }) => failure === null) ? null : verdicts[0]?.failure;
  return v2Single({
    customer: holderFace(world, customer),
    redemption,
    redemptionStatus: refused ? verdict(refused, false) : verdict(REDEEMABLE),
  });
}

function reactivate({ world, body }: Call): Reply {
  const ids = listOf(objectOf(body)['redemptionIds']).map((id) => numberOf(id) ?? Number.NaN);
  reactivateRedemptions(world, ids);
  return reply({ warnings: [], errors: [], success: true });
}

function get({ world, query }: Call): Reply {
  const codes = partsOf(query['couponCodes']);
  const ids = partsOf(query['couponIds']);
  const customerIds = partsOf(query['issuedToIds']);
  if (codes.length + ids.length + customerIds.length === 0) fail(1000, 'Give couponCodes, couponIds or issuedToIds');
  const unknown: Warning[] = [
    ...codes
      .filter((code) => !couponByCode(world, code))
      .map((code) => ({ code: 719, message: `Coupon code ${code} does not exist` })),
    ...ids
      .filter((id) => !world.coupons[Number(id)])
      .map((id) => ({ code: 780, message: `No coupon has the id ${id}` })),
  ];
  const [reason] = unknown;
  if (reason && unknown.length === codes.length + ids.length) fail(reason.code, reason.message);
  // The selectors are combined: each one narrows the result of the others.
  const wanted = new Set(codes.map((code) => couponByCode(world, code)?.id));
  const coupons = Object.values(world.coupons).filter(
    (coupon) =>
      (codes.length === 0 || wanted.has(coupon.id)) &&
      (ids.length === 0 || ids.includes(String(coupon.id))) &&
      (customerIds.length === 0 || customerIds.includes(String(coupon.customerId))),
  );
  const write = codeCase(query['coupon_code_case']);
  const data = coupons.map((coupon) => {
    const series = seriesById(world, coupon.seriesId);
    return {
      ...couponFace(world, coupon, series, write(coupon.code)),
      ...(booleanOf(query['includeIssualDetails']) && { couponIssualDetails: coupon.issualDetails ?? {} }),
      ...(booleanOf(query['showCouponSeries']) && { couponSeries: seriesFace(world, series) }),
    };
  });
  return v2List(data, {}, unknown);
}

export const couponHandlers: Handlers = {
  coupon_issue: issue,
  coupon_issue_bulk: issueBulk,
  coupon_redeem: redeem,
  coupon_redeem_bulk: redeemBulk,
  coupon_check_redeemable: check,
  coupon_reactivate: reactivate,
  coupon_get: get,
};
