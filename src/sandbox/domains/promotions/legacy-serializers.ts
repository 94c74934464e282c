/** Legacy loyalty promotions as answers show them. */
import type { customerLookupGetPromotions } from '../../../tools/customer/lookup.js';
import type { promotionCreate } from '../../../tools/promotions/loyalty-promotions-legacy.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { earnsOf, issualsOf, total } from './legacy-rules.js';
import type { LegacyPromotion } from './legacy-state.js';

export const toLegacyPromotionJson = (world: World, promotion: LegacyPromotion): RowOf<typeof promotionCreate> => ({
  id: promotion.id,
  name: promotion.name,
  programId: world.organisation.program.id,
  startDate: promotion.startsOn,
  endDate: promotion.endsOn,
  identifier: promotion.identifier,
  eventName: promotion.eventName,
  allocatePointsOn: promotion.allocatePointsOn,
  limits: {
    pointsPerCustomer: promotion.limits.pointsPerCustomer,
    numberOfTimesPerCustomer: promotion.limits.timesPerCustomer,
    totalPointsInPromotion: promotion.limits.totalPoints,
  },
  active: promotion.active,
  isActive: promotion.active,
  pointsOfferType: promotion.offerType,
});

type OfCustomer = RowOf<typeof customerLookupGetPromotions, 'promotions'>;

const restriction = (kpi: string, maxLimit: number, used: number) => ({
  kpi,
  maxLimit: String(maxLimit),
  currentCustomerUsage: String(used),
  limitOn: 'CUSTOMER',
});

/** A promotion with what a customer has used of it. */
export function toCustomersPromotionJson(world: World, promotion: LegacyPromotion, customer: Customer): OfCustomer {
  const own = earnsOf(world, promotion, customer.id);
  const { pointsPerCustomer, timesPerCustomer, totalPoints } = promotion.limits;
  return {
    promotionId: promotion.id,
    promotionName: promotion.name,
    programId: world.organisation.program.id,
    startDate: promotion.startsOn.replace('Z', '.000Z'),
    startDateISO: promotion.startsOn,
    endDate: promotion.endsOn.replace('Z', '.000Z'),
    endDateISO: promotion.endsOn,
    identifier: promotion.identifier,
    description: promotion.description,
    active: promotion.active,
    eventName: promotion.eventName,
    limits: {
      maxPointsPerEvent: String(promotion.points),
      pointsPerCustomer: String(Math.max(0, pointsPerCustomer)),
      numberOFTimesPerCustomer: Math.max(0, timesPerCustomer),
      totalPointsInPromotion: String(Math.max(0, totalPoints)),
    },
    customerUsage: {
      currentPointsPerCustomer: String(total(own)),
      currentNumberOfTimesPerCustomer: own.length,
      currentTotalPointsInPromotion: String(total(earnsOf(world, promotion))),
    },
    pointsOfferType: promotion.offerType,
    promotionRestriction: {
      issualRestrictions: [restriction('NUMBER_OF_ISSUALS', 1, issualsOf(world, promotion, customer.id).length)],
      earnRestrictions: [restriction('NUMBER_OF_EARNS', timesPerCustomer, own.length)],
      redemptionRestrictions: [
        { ...restriction('NUMBER_OF_POINTS', pointsPerCustomer, total(own)), type: 'NON_PERIOD_BASED' },
      ],
    },
  };
}
