/** Taking points from a customer by hand: from a balance, one award, or those of a promotion. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { legacyPromotionBy } from '../promotions/legacy-rules.js';
import { balance, customerEntity, lotsOf, points3, recordEvent, sum, takeOldest } from './ledger.js';
import type { PointsCategory, PointsLot, PointsType } from './state.js';

export interface Deduction {
  points: number;
  category: PointsCategory;
  award?: { id: number; type: PointsType | undefined };
  promotion?: { id?: number | undefined; identifier?: string | undefined };
  reason: string;
  tillId: number;
}

/**
 * The number of a promotion of either kind.
 * @throws 8874 if there is none
 */
function promotionNumber(world: World, { id, identifier }: NonNullable<Deduction['promotion']>): number {
  const current = Object.values(world.loyaltyPromotions).find((each) =>
    id === undefined ? each.promoIdentifier === identifier : each.promotionId === id,
  );
  return current?.promotionId ?? legacyPromotionBy(world, { id, identifier }).id;
}

/**
 * The points that may be taken.
 * @throws 8877 if the customer has no such award
 * @throws 9975 if the award is of another kind, or its kind is not given
 * @throws 8874 if the promotion does not exist
 */
function lotsMeant(world: World, customer: Customer, { category, award, promotion }: Deduction): PointsLot[] {
  const lots = lotsOf(world, customerEntity(customer.id), category);
  if (award) {
    const lot = lots.find(({ id }) => id === award.id) ?? fail(8877, `The customer has no award ${award.id}`);
    if (lot.pointsType !== award.type) fail(9975, 'pointsAwardedRefType is missing, or not that of the award');
    return [lot];
  }
  if (!promotion) return lots;
  const number = promotionNumber(world, promotion);
  return lots.filter(({ promotionId }) => promotionId === number);
}

/**
 * Takes points, soonest to expire first, and returns what is left in the balance.
 * @throws 8888 if the points are not above 0
 * @throws 8906 if they have more decimals than the program
 * @throws 1218 if the customer is not in the loyalty program
 * @throws 8877, 9975, 8874 as `lotsMeant` does
 * @throws 8907 if there are fewer points
 */
export function deduct(world: World, customer: Customer, deduction: Deduction): number {
  const { points, category, reason, tillId } = deduction;
  if (!(points > 0)) fail(8888, 'The amount must be above 0');
  const decimals = world.organisation.program.rounding === 'NONE' ? 3 : 0;
  if (Math.abs(Number(points.toFixed(decimals)) - points) > 1e-9) {
    fail(8906, `Points can have at most ${decimals} decimals in this program`);
  }
  if (customer.loyaltyType !== 'loyalty') fail(1218, 'Customer is not in the loyalty program');
  const lots = lotsMeant(world, customer, deduction);
  const available = sum(lots.map(({ remaining }) => remaining));
  if (points > available) fail(8907, `Only ${available} points are available to deduct`);

  const entity = customerEntity(customer.id);
  const event = recordEvent(world, 'ManualPointsAdjustment', entity, { tillId, customerId: customer.id, reason });
  takeOldest(world, event, entity, 'adjust', points3(points), lots);
  return balance(world, entity, category);
}
