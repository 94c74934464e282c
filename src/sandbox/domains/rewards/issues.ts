/** Issuing rewards: takes the price and gives the reward, which is a coupon or a vendor's voucher. */
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { issueCoupon } from '../coupon/rules.js';
import type { CouponSeries } from '../coupon/state.js';
import type { Customer } from '../customer/state.js';
import { customerEntity, points3, sum } from '../points/ledger.js';
import { checkBalance, checkRedeemable, checkValidationCode, redeemPoints } from '../points/rules.js';
import type { Entity } from '../points/state.js';
import { earnPromotion, rewardPromotionOf } from '../promotions/cart-rules.js';
import type { EarnedPromotion } from '../promotions/cart-state.js';
import { priceNow } from './catalog-promotions.js';
import { keepsWithin } from './limits.js';
import { checkRestrictions } from './restrictions.js';
import { barTo, statusAt } from './rules.js';
import type { IssuedPiece, Reward, RewardIssue, RewardPrice } from './state.js';
import { takeVoucher, vendorRedemptionOf } from './vendor-redemptions.js';

/** A refusal with the failure of another part of Capillary, which answers show next to it. */
export class PartnerFailure extends SandboxFailure {
  readonly partner: { code: number; message: string };

  constructor(code: number, partner: { code: number; message: string }) {
    super(code, `Reward not issued: ${partner.message}`);
    this.partner = { code: partner.code, message: partner.message };
  }
}

/**
 * Runs an act of another part of Capillary.
 * @throws PartnerFailure with 8004 and the original failure if `act` is refused
 */
export function partnered<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure) || error instanceof PartnerFailure) throw error;
    throw new PartnerFailure(8004, error);
  }
}

/** Who gets rewards, whose points pay for them, and where they are booked. */
export interface IssueContext {
  customer: Customer;
  /** The group that pays; by default the customer pays. */
  entity?: Entity;
  tillId: number;
  validationCode: string;
  skipValidation: boolean;
  transactionNumber: string | null;
  eventLogId: string | null;
  eventOn: Instant | null;
  notes: string;
  /** The module that gives it out. */
  owner?: RewardIssue['owner'];
}

/** One reward to issue. */
export interface IssueRequest {
  reward: Reward;
  /** The chosen price of the reward. */
  price: RewardPrice;
  quantity: number;
  /** The requested value of each piece, for CONV_RATIO. */
  value: number | null;
  requestId: string | null;
  /** The content of the request, to detect repeats. */
  asked: string;
  customFields: Record<string, unknown> | null;
  fulfillmentStatusId: number | null;
}

/**
 * The price to pay.
 * @throws 12016 if the price does not belong to the reward
 * @throws 12035 if the reward has several prices and none is named
 */
export function chosenPrice(reward: Reward, id: number | null = null): RewardPrice {
  if (id !== null) {
    return (
      reward.prices.find((each) => each.id === id) ??
      fail(12016, `Payment configuration ${id} does not belong to reward ${reward.id}`)
    );
  }
  const [only, ...others] = reward.prices;
  if (!only || others.length > 0) return fail(12035, 'The payment mode is needed, because the reward has several');
  return only;
}

/** The points that one piece costs now. */
function pointsFor(world: World, { reward, price, value }: Pick<IssueRequest, 'reward' | 'price' | 'value'>) {
  if (price.paymentMode === 'CONV_RATIO') return points3((value ?? 0) / (price.conversionRatio ?? 1));
  return priceNow(world, reward, price).points ?? 0;
}

/**
 * The issue created with a request id.
 * @throws 10003 if the earlier request had another payload
 */
export function issueOfRequest(world: World, requestId: string | null, asked: string): RewardIssue | undefined {
  if (requestId === null) return undefined;
  const issue = Object.values(world.rewardIssues).find((each) => each.requestId === requestId);
  if (issue && issue.asked !== asked) fail(10003, `Request ${requestId} was already used with another payload`);
  return issue;
}

/** @throws 8004 if the payer does not have the points for all rewards together */
export function checkPointsForAll(world: World, context: IssueContext, requests: readonly IssueRequest[]): void {
  const points = points3(sum(requests.map((request) => pointsFor(world, request) * request.quantity)));
  partnered(() => checkBalance(world, context.entity ?? customerEntity(context.customer.id), points));
}

/** An issue; `failure` is why fewer pieces were issued than requested. */
export interface IssueResult {
  issue: RewardIssue;
  failure: SandboxFailure | null;
}

/**
 * Issues a reward piece by piece. Throws if not even the first piece can be issued.
 * @throws 8003 if the reward is disabled or not live, or the vendor is disabled or has no vouchers left
 * @throws 12005 if a limit of the reward, or a points restriction of the customer, is reached
 * @throws 12034 if the customer is not in the reward's segment
 * @throws 12050 if the customer has no valid card of the linked series
 * @throws 8004 if the customer has none of the required labels or programs, or points or coupons refuse
 */
export function issueReward(world: World, context: IssueContext, request: IssueRequest): IssueResult {
  const pieces: IssuedPiece[] = [issuePiece(world, context, request)];
  const issue = bookIssue(world, context, request, pieces);
  try {
    while (pieces.length < request.quantity) pieces.push(issuePiece(world, context, request));
    return { issue, failure: null };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    issue.failure = reasonOf(error);
    return { issue, failure: error };
  }
}

const reasonOf = ({ code, message }: SandboxFailure): RewardIssue['failure'] => ({ code, message });

/** Books an attempt that failed, in a call that issued other rewards. Its request id may be used again. */
export function bookFailure(
  world: World,
  context: IssueContext,
  request: IssueRequest,
  failure: SandboxFailure,
): RewardIssue {
  const issue = bookIssue(world, context, { ...request, requestId: null }, []);
  issue.failure = reasonOf(failure);
  return issue;
}

function bookIssue(world: World, context: IssueContext, request: IssueRequest, pieces: IssuedPiece[]): RewardIssue {
  const time = now(world);
  const issue: RewardIssue = {
    id: nextId(world, 'rewardIssue'),
    rewardId: request.reward.id,
    customerId: context.customer.id,
    entity: context.entity ?? customerEntity(context.customer.id),
    requestedQuantity: request.quantity,
    pieces,
    price: priceNow(world, request.reward, request.price),
    issuedOn: time,
    eventOn: context.eventOn ?? time,
    requestId: request.requestId,
    asked: request.asked,
    transactionNumber: context.transactionNumber,
    eventLogId: context.eventLogId,
    notes: context.notes,
    customFields: request.customFields,
    fulfillmentStatusId: request.fulfillmentStatusId,
    owner: context.owner ?? null,
    tillId: context.tillId,
    failure: null,
    revocation: null,
  };
  world.rewardIssues[issue.id] = issue;
  return issue;
}

/** Checks everything, then gives the piece, then takes the points. */
function issuePiece(world: World, context: IssueContext, request: IssueRequest): IssuedPiece {
  const { customer, entity, tillId } = context;
  const { reward } = request;
  checkIssuable(world, customer, request);
  const vendor = vendorRedemptionOf(world, reward);
  const points = pointsFor(world, request);
  checkRestrictions(world, customer, reward, points);
  const redemption = { customer, points, ...(entity && { entity }) };
  if (points > 0) {
    partnered(() => {
      checkRedeemable(world, redemption);
      const needsCode = world.organisation.settings.validateRedemptions && !context.skipValidation;
      if (needsCode) checkValidationCode(world, customer, context.validationCode);
    });
  }
  const series = seriesOf(world, reward);
  const coupon = series && partnered(() => issueCoupon(world, series, customer, tillId).coupon);
  const earned = reward.redemptionType === 'CART_PROMOTION' ? earnFor(world, reward, customer) : null;
  const vendorVoucher = vendor ? takeVoucher(world, vendor) : null;
  const redeemed =
    points > 0
      ? redeemPoints(world, redemption, {
          tillId,
          validationCode: context.validationCode,
          skipValidation: context.skipValidation,
          purpose: `Reward ${reward.id}`,
          notes: context.notes,
        })
      : null;
  return {
    points,
    redemptionId: redeemed?.id ?? null,
    couponId: coupon?.id ?? null,
    earnedPromotionId: earned?.id ?? null,
    vendorVoucher,
    redemptionValue: request.value,
  };
}

/** The cart promotion of a reward, for a customer. */
function earnFor(world: World, reward: Reward, customer: Customer): EarnedPromotion {
  const promotion =
    rewardPromotionOf(world, reward.seriesId) ?? fail(8003, 'The cart promotion of the reward has ended');
  const earning = { fromType: 'REWARD', fromId: String(reward.id), eventOn: now(world) };
  return partnered(() => earnPromotion(world, promotion, customer, earning));
}

function checkIssuable(world: World, customer: Customer, { reward, value }: IssueRequest): void {
  if (!reward.enabled) fail(8003, `Reward ${reward.id} is disabled`);
  const status = statusAt(reward, now(world));
  if (status !== 'LIVE') fail(8003, `Reward ${reward.id} ${status === 'ENDED' ? 'has expired' : 'has not started'}`);
  const bar = barTo(world, reward, customer);
  if (bar) fail(bar.code, bar.reason);
  const issues = issuesOfReward(world, reward);
  const own = issues.filter((each) => each.customerId === customer.id);
  const keeps =
    reward.rewardLimits.every((limit) => keepsWithin(world, reward, limit, issues, value ?? 0)) &&
    reward.customerLimits.every((limit) => keepsWithin(world, reward, limit, own, value ?? 0));
  if (!keeps) fail(12005, `The issue limit of reward ${reward.id} is reached`);
}

/** The coupon series of a reward. */
function seriesOf(world: World, { seriesId, redemptionType }: Reward): CouponSeries | undefined {
  if (redemptionType !== 'INTOUCH_REWARD' && redemptionType !== 'VENDOR_INTOUCH_REWARD') return undefined;
  return world.couponSeries[seriesId ?? 0] ?? fail(8003, 'The coupon series of the reward does not exist');
}

export const issuesOfReward = (world: World, reward: Reward): RewardIssue[] =>
  Object.values(world.rewardIssues).filter((each) => each.rewardId === reward.id);

/** Issues of a brand's rewards to a customer, oldest first. */
export function issuesOf(world: World, customer: Customer, brandId: number): RewardIssue[] {
  return Object.values(world.rewardIssues).filter(
    (each) => each.customerId === customer.id && world.rewards[each.rewardId]?.brandId === brandId,
  );
}
