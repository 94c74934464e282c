/** Legacy loyalty promotions: setting them up, giving them to customers with their points, revoking them. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { pointsExpiry } from '../points/earning.js';
import { customerEntity, openLot, recordEvent, sum, takeFrom } from '../points/ledger.js';
import type { LegacyEarn, LegacyIssual, LegacyPromotion } from './legacy-state.js';

/**
 * Creates a promotion.
 * @throws 400 if the end is not after the start
 * @throws 8875 if another promotion has the name or identifier
 */
export function createLegacyPromotion(
  world: World,
  input: Omit<LegacyPromotion, 'id' | 'active' | 'createdOn'>,
): LegacyPromotion {
  if (input.startsOn >= input.endsOn) fail(400, 'The end date must be after the start date');
  const taken = Object.values(world.legacyPromotions).some(
    (each) => each.name === input.name || each.identifier === input.identifier,
  );
  if (taken) fail(8875, 'Another promotion has this name or identifier');
  const promotion = { id: nextId(world, 'legacyPromotion'), ...input, active: true, createdOn: now(world) };
  world.legacyPromotions[promotion.id] = promotion;
  return promotion;
}

interface LegacyReference {
  readonly id?: number | undefined;
  readonly identifier?: string | undefined;
}

/**
 * Finds a promotion by id or identifier.
 * @throws 8874 if the promotion does not exist
 */
export function legacyPromotionBy(world: World, by: LegacyReference): LegacyPromotion {
  const found =
    by.id !== undefined
      ? world.legacyPromotions[by.id]
      : Object.values(world.legacyPromotions).find((each) => each.identifier === by.identifier);
  return found ?? failUnknown(8874, 'promotionId', by.id ?? by.identifier);
}

/** @throws 8892 if the promotion is inactive, has not started or has ended */
export function checkLegacyActive(world: World, { active, startsOn, endsOn }: LegacyPromotion): void {
  if (!active || startsOn > now(world) || endsOn < now(world)) fail(8892, 'The promotion is inactive');
}

export const issualsOf = (world: World, promotion: LegacyPromotion, customerId: number): LegacyIssual[] =>
  Object.values(world.legacyIssuals).filter(
    (each) => each.promotionId === promotion.id && each.customerId === customerId && !each.revoked,
  );

export const earnsOf = (world: World, promotion: LegacyPromotion, customerId?: number): LegacyEarn[] =>
  Object.values(world.legacyEarns).filter(
    (each) =>
      each.promotionId === promotion.id &&
      !each.revoked &&
      (customerId === undefined || each.customerId === customerId),
  );

/** Enrols a customer, who may already be enrolled. */
export function enrolLegacy(world: World, promotion: LegacyPromotion, customer: Customer): LegacyIssual {
  const [known] = issualsOf(world, promotion, customer.id);
  if (known) return known;
  const issual = {
    id: nextId(world, 'legacyIssual'),
    promotionId: promotion.id,
    customerId: customer.id,
    revoked: false,
  };
  world.legacyIssuals[issual.id] = issual;
  return issual;
}

/** The sum of the points of earnings. */
export const total = (earns: readonly LegacyEarn[]): number => sum(earns.map(({ points }) => points));

/** Gives the promotion's points to a customer; returns null if its limits are reached. */
export function earnLegacy(
  world: World,
  promotion: LegacyPromotion,
  customer: Customer,
  issual: LegacyIssual,
  tillId: number,
): LegacyEarn | null {
  const own = earnsOf(world, promotion, customer.id);
  const { pointsPerCustomer, timesPerCustomer, totalPoints } = promotion.limits;
  if (timesPerCustomer >= 0 && own.length >= timesPerCustomer) return null;
  if (pointsPerCustomer >= 0 && total(own) + promotion.points > pointsPerCustomer) return null;
  if (totalPoints >= 0 && total(earnsOf(world, promotion)) + promotion.points > totalPoints) return null;
  if (customer.loyaltyType !== 'loyalty') return null;
  const event = recordEvent(world, 'GenericEvent', customerEntity(customer.id), {
    tillId,
    referenceId: String(promotion.id),
    reason: promotion.name,
  });
  const lot =
    promotion.points > 0
      ? openLot(world, event, {
          points: promotion.points,
          movement: 'earn',
          pointsType: 'customer_promotions',
          expiresOn: pointsExpiry(world, event.time),
          promotionId: promotion.id,
        })
      : null;
  const earn = {
    id: nextId(world, 'legacyEarn'),
    issualId: issual.id,
    promotionId: promotion.id,
    customerId: customer.id,
    lotId: lot?.id ?? null,
    points: promotion.points,
    revoked: false,
  };
  world.legacyEarns[earn.id] = earn;
  return earn;
}

/**
 * Revokes earnings, with what is left of their points.
 * @throws 8903 if an id is not an active earning of the customer, or there is nothing to revoke
 */
export function revokeEarns(
  world: World,
  promotion: LegacyPromotion,
  customer: Customer,
  ids: readonly number[],
  tillId: number,
): number[] {
  const own = earnsOf(world, promotion, customer.id);
  const found =
    ids.length === 0
      ? own
      : ids.map((id) => own.find((each) => each.id === id) ?? fail(8903, `Earn id ${id} is not valid or was revoked`));
  if (found.length === 0) fail(8903, 'The customer has no earnings to revoke');
  const event = recordEvent(world, 'ManualPointsAdjustment', customerEntity(customer.id), {
    tillId,
    reason: `Revoked: ${promotion.name}`,
  });
  for (const earn of found) {
    earn.revoked = true;
    const lot = earn.lotId === null ? undefined : world.lots[earn.lotId];
    if (lot && lot.remaining > 0) takeFrom(world, event, lot, 'adjust', lot.remaining);
  }
  return found.map(({ id }) => id);
}

/**
 * Revokes an enrolment.
 * @throws 8902 if promotions of this type have no enrolments
 * @throws 8896 if the customer is not enrolled, or has earnings that were not revoked
 */
export function revokeEnrolment(world: World, promotion: LegacyPromotion, customer: Customer): number {
  if (promotion.offerType !== 'LOYALTY_EARNING') fail(8902, 'Promotions of this offer type have no enrolments');
  const issual = issualsOf(world, promotion, customer.id)[0] ?? fail(8896, 'The customer is not enrolled');
  if (earnsOf(world, promotion, customer.id).length > 0) fail(8896, 'Revoke the earnings of the enrolment first');
  issual.revoked = true;
  return issual.id;
}
