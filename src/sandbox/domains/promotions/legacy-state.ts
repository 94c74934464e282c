/** State of legacy loyalty promotions: settings, enrolments (issued), and awarded points (earned). */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends LegacyPromotionState {}
}

export interface LegacyPromotion {
  id: number;
  name: string;
  identifier: string;
  description: string;
  /** LOYALTY is awarded at once; LOYALTY_EARNING requires an enrolment first. */
  offerType: 'LOYALTY' | 'LOYALTY_EARNING';
  eventName: string;
  allocatePointsOn: string;
  startsOn: Instant;
  endsOn: Instant;
  /** Points per earning. */
  points: number;
  /** -1 for none. */
  limits: { pointsPerCustomer: number; timesPerCustomer: number; totalPoints: number };
  active: boolean;
  createdOn: Instant;
}

export interface LegacyIssual {
  id: number;
  promotionId: number;
  customerId: number;
  revoked: boolean;
}

export interface LegacyEarn {
  id: number;
  issualId: number;
  promotionId: number;
  customerId: number;
  lotId: number | null;
  points: number;
  revoked: boolean;
}

export interface LegacyPromotionState {
  legacyPromotions: Record<number, LegacyPromotion>;
  legacyIssuals: Record<number, LegacyIssual>;
  legacyEarns: Record<number, LegacyEarn>;
}

export const emptyLegacyPromotionState = (): LegacyPromotionState => ({
  legacyPromotions: {},
  legacyIssuals: {},
  legacyEarns: {},
});
