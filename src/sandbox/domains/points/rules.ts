/** Points: redeeming, reversing, unlocking promised ones, goodwill, adjusting, expiring. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { isActive, isFraud } from '../customer/rules.js';
import type { Customer, UserGroup } from '../customer/state.js';
import { matchingCode, useCode } from '../otp/rules.js';
import { takeBackLate } from '../transaction/returned-points.js';
import { pointsExpiry } from './earning.js';
import {
  balance,
  customerEntity,
  eventOfEachHolder,
  giveBack,
  openLot,
  points3,
  promisedBalance,
  recordEvent,
  takeFrom,
  takeOldest,
  tooFine,
  unlock,
} from './ledger.js';
import { checkPooledBalance, takePooled } from './pooled.js';
import type { Entity, LoyaltyEvent, PointsLot, PointsRedemption, PointsReversal, ValidationCode } from './state.js';

/** A redemption request: by whom, of how many points, from whose balance. */
export interface RedemptionRequest {
  customer: Customer;
  /** The group whose points are redeemed; by default the customer's own points are. */
  entity?: Entity;
  /** The group whose members' own points are redeemed together, instead of `entity`. */
  group?: UserGroup;
  points: number;
}

/**
 * Checks a redemption.
 * @throws 801 if the points are not above 0
 * @throws 878 if the points have more than three decimals
 * @throws 881 if the customer is not in the loyalty program
 * @throws 809 if the customer is marked as fraud
 * @throws 817 if the customer's status does not allow redeeming
 * @throws 821 if the points are below the minimum
 * @throws 819 if the points are above the maximum
 * @throws 807 if the points are not in the required multiples
 * @throws 803, 804 if the balance is too low
 */
export function checkRedeemable(world: World, { customer, entity, group, points }: RedemptionRequest): void {
  const { min, max, multipleOf } = world.organisation.program.redemption;
  if (!(points > 0)) fail(801, 'Points to redeem must be more than 0');
  if (tooFine(points)) fail(878, 'Points can have at most three decimals');
  checkMember(world, customer);
  if (points < min) fail(821, `At least ${min} points must be redeemed at once`);
  if (points > max) fail(819, `At most ${max} points may be redeemed at once`);
  if (points3(points % multipleOf) !== 0 && points3(points % multipleOf) !== multipleOf) {
    fail(807, `Points must be redeemed in multiples of ${multipleOf}`);
  }
  if (group) checkPooledBalance(world, group, points);
  else checkBalance(world, entity ?? customerEntity(customer.id), points);
}

/**
 * @throws 881 if the customer is not in the loyalty program
 * @throws 809 if the customer is marked as fraud
 * @throws 817 if the customer's status does not allow redeeming
 */
function checkMember(world: World, customer: Customer): void {
  if (customer.loyaltyType !== 'loyalty') fail(881, 'Customer is not in the loyalty program');
  if (isFraud(customer)) fail(809, 'Customer is marked as fraud');
  if (!isActive(world, customer)) fail(817, `Customer status is ${customer.statusLabel}`);
}

/**
 * @throws 804 if the points would suffice together with promised ones
 * @throws 803 if they would not
 */
export function checkBalance(world: World, entity: Entity, points: number): void {
  const available = balance(world, entity);
  if (points <= available) return;
  if (points <= available + promisedBalance(world, entity)) {
    fail(804, `Only ${available} points can be redeemed now; the rest is promised but not yet redeemable`);
  }
  fail(803, `Customer has ${available} points, fewer than ${points}`);
}

/** The value of points in currency. */
export const worthOf = (world: World, points: number): number =>
  points3(points * world.organisation.program.pointsToCurrencyRatio);

/** Details of a redemption besides customer and points. */
export interface RedemptionDetails {
  tillId: number;
  validationCode?: string;
  skipValidation?: boolean;
  billNumber?: string;
  externalReferenceNumber?: string;
  redeemedOn?: Instant;
  purpose?: string;
  notes?: string;
  customFields?: Record<string, string>;
}

/**
 * The customer's open validation code for redeeming points.
 * @throws 808 if the code is missing, wrong, used or expired
 */
export function checkValidationCode(world: World, customer: Customer, code: string): ValidationCode {
  if (code === '') fail(808, 'Validation code is missing');
  return (
    matchingCode(world, { customerId: customer.id }, 'POINTS', code) ??
    fail(808, 'Validation code is wrong, used or expired')
  );
}

/**
 * Redeems points, oldest expiry first.
 * @throws as `checkRedeemable` does
 * @throws 808 if the validation code is not valid
 * @throws 859 if the redemption time is in the future
 * @throws 817 if the external reference was already used
 */
export function redeemPoints(world: World, request: RedemptionRequest, details: RedemptionDetails): PointsRedemption {
  const { customer, group, points } = request;
  const entity = request.entity ?? customerEntity(customer.id);
  checkRedeemable(world, request);
  const reference = details.externalReferenceNumber ?? '';
  if (reference !== '' && Object.values(world.pointsRedemptions).some((r) => r.externalReferenceNumber === reference)) {
    fail(817, `Redemption failed: external reference ${reference} was already used`);
  }
  const redeemedOn = details.redeemedOn ?? now(world);
  if (redeemedOn > now(world)) fail(859, 'Redemption time is in the future');
  const needsCode = world.organisation.settings.validateRedemptions && details.skipValidation !== true;
  const code = needsCode ? checkValidationCode(world, customer, details.validationCode ?? '') : null;

  if (code) useCode(world, code);
  const id = newRedemptionId(world);
  const event = recordEvent(world, 'PointsRedemption', entity, {
    tillId: details.tillId,
    customerId: customer.id,
    referenceId: id,
  });
  const redemption: PointsRedemption = {
    id,
    summaryId: nextId(world, 'redemption'),
    entity: { ...entity },
    customerId: customer.id,
    programId: world.organisation.program.id,
    points: points3(points),
    value: worthOf(world, points),
    lots: (group ? takePooled(world, event, group, points) : takeOldest(world, event, entity, 'redeem', points)).map(
      (each) => ({ ...each, reversed: 0 }),
    ),
    reversals: [],
    billNumber: details.billNumber ?? '',
    transactionId: null,
    externalReferenceNumber: reference,
    purpose: details.purpose ?? '',
    notes: details.notes ?? '',
    validationCode: code?.code ?? '',
    customFields: details.customFields ?? {},
    redeemedOn,
    tillId: details.tillId,
    eventLogId: event.id,
    ...(group && { groupId: group.id }),
  };
  world.pointsRedemptions[id] = redemption;
  return redemption;
}

function newRedemptionId(world: World): string {
  let id = randomCode(world, 6);
  while (id in world.pointsRedemptions) id = randomCode(world, 6);
  return id;
}

/** Points of a redemption that were not reversed yet. */
export const reversible = (redemption: PointsRedemption): number =>
  points3(redemption.points - redemption.reversals.reduce((total, each) => total + each.points, 0));

/**
 * Returns redeemed points, in full or in part, latest expiry first. Points that have expired meanwhile expire at once,
 * and those that a returned bill gave are taken back as far as its return could not take them.
 * @throws 818 if reversals are not allowed
 * @throws 901 if the redemption does not exist, belongs to another customer, or both references are given
 * @throws 3802 if the redemption was already reversed
 * @throws 801 if the points are not above 0
 * @throws 878 if the points have more than three decimals
 * @throws 817 if more points are given than are left to reverse
 */
export function reverseRedemption(
  world: World,
  request: {
    redemptionId?: string;
    externalReferenceNumber?: string;
    customer: Customer;
    points?: number;
    tillId: number;
  },
): { redemption: PointsRedemption; reversal: PointsReversal } {
  if (!world.organisation.settings.reversalsAllowed) fail(818, 'Reversal of redemptions is not allowed');
  if (request.redemptionId && request.externalReferenceNumber) {
    fail(901, 'Give redemptionId or externalReferenceNumber, not both');
  }
  const redemption =
    (request.redemptionId && world.pointsRedemptions[request.redemptionId]) ||
    (request.externalReferenceNumber &&
      Object.values(world.pointsRedemptions).find(
        (each) => each.externalReferenceNumber === request.externalReferenceNumber,
      )) ||
    failUnknown(901, 'Redemption', request.redemptionId ?? request.externalReferenceNumber);
  if (redemption.customerId !== request.customer.id) fail(901, 'The redemption belongs to another customer');
  const left = reversible(redemption);
  if (left <= 0) fail(3802, 'The redemption is already reversed');
  const points = request.points ?? left;
  if (!(points > 0)) fail(801, 'Points to reverse must be more than 0');
  if (tooFine(points)) fail(878, 'Points can have at most three decimals');
  if (points > left) fail(817, `Only ${left} points of the redemption are left to reverse`);

  const reversalId = randomCode(world, 6);
  const event = recordEvent(world, 'PointsRedemptionReversal', redemption.entity, {
    tillId: request.tillId,
    customerId: request.customer.id,
    referenceId: reversalId,
  });
  const eventOf = eventOfEachHolder(world, event);
  let open = points3(points);
  let expired = 0;
  for (const drawn of redemption.lots.toReversed()) {
    const lot = world.lots[drawn.lotId];
    const back = Math.min(open, points3(drawn.points - drawn.reversed));
    if (!lot || back <= 0) continue;
    giveBack(world, eventOf(lot.entity), lot, back);
    if (lot.expiresOn !== null && lot.expiresOn <= event.time) {
      takeFrom(world, eventOf(lot.entity), lot, 'expire', back);
      expired = points3(expired + back);
    }
    takeBackLate(world, lot, request.tillId);
    drawn.reversed = points3(drawn.reversed + back);
    open = points3(open - back);
  }
  const reversal: PointsReversal = {
    id: reversalId,
    points: points3(points),
    available: points3(points - expired),
    expired,
    reversedOn: event.time,
    eventLogId: event.id,
  };
  redemption.reversals.push(reversal);
  return { redemption, reversal };
}

/** Makes a holder's promised lots redeemable, at `time` or now. */
export function unlockPromised(
  world: World,
  lots: readonly PointsLot[],
  details: { tillId: number; time?: Instant },
): void {
  const [first] = lots;
  if (!first) return;
  const event = recordEvent(world, 'DelayedAccrual', first.entity, {
    ...details,
    customerId: world.events[first.eventLogId]?.customerId ?? first.entity.id,
    transactionId: first.transactionId,
  });
  for (const lot of lots) unlock(world, event, lot);
}

/**
 * Gives points as goodwill or by a manual adjustment.
 * @throws 801 if the points are not above 0
 * @throws 878 if the points have more than three decimals
 */
export function givePoints(
  world: World,
  entity: Entity,
  gift: {
    points: number;
    kind: 'goodwill' | 'adjust';
    tillId: number;
    customerId?: number;
    expiresOn?: Instant | null;
    reason?: string;
    comments?: string;
    referenceId?: string;
  },
): PointsLot {
  if (!(gift.points > 0)) fail(801, 'Points must be more than 0');
  if (tooFine(gift.points)) fail(878, 'Points can have at most three decimals');
  const name = gift.kind === 'goodwill' ? 'AllocateGoodwillPoints' : 'ManualPointsAdjustment';
  const event = recordEvent(world, name, entity, {
    tillId: gift.tillId,
    customerId: gift.customerId ?? entity.id,
    reason: gift.reason ?? '',
    comments: gift.comments ?? '',
    referenceId: gift.referenceId ?? null,
  });
  const expiresOn = gift.expiresOn === undefined ? pointsExpiry(world, event.time) : gift.expiresOn;
  return openLot(world, event, {
    points: gift.points,
    movement: gift.kind,
    pointsType: 'customer_promotions',
    expiresOn,
  });
}

/**
 * Deducts points manually.
 * @throws 801 if the points are not above 0
 * @throws 878 if the points have more than three decimals
 * @throws 803 if the holder has fewer points
 */
export function deductPoints(
  world: World,
  entity: Entity,
  deduction: { points: number; tillId: number; customerId?: number; reason?: string; comments?: string },
): LoyaltyEvent {
  const { points } = deduction;
  if (!(points > 0)) fail(801, 'Points must be more than 0');
  if (tooFine(points)) fail(878, 'Points can have at most three decimals');
  const available = balance(world, entity);
  if (points > available) fail(803, `Only ${available} points are available to deduct`);
  const event = recordEvent(world, 'ManualPointsAdjustment', entity, {
    tillId: deduction.tillId,
    customerId: deduction.customerId ?? entity.id,
    reason: deduction.reason ?? '',
    comments: deduction.comments ?? '',
  });
  takeOldest(world, event, entity, 'adjust', points);
  return event;
}

/** Expires the rest of a holder's lots that end at the same moment. */
export function expireLots(world: World, lots: readonly PointsLot[], at: Instant): void {
  const [first] = lots;
  if (!first) return;
  const tillId = world.events[first.eventLogId]?.tillId ?? 0;
  const event = recordEvent(world, 'PointsExpiry', first.entity, { tillId, time: at });
  for (const lot of lots) takeFrom(world, event, lot, 'expire', lot.remaining);
}
