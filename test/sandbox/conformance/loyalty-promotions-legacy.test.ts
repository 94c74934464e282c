import type { LegacyPromotion } from '../../../src/sandbox/domains/promotions/legacy-state.js';
import { conform } from './conform.js';
import { ASHA, asha, first } from './people.js';
import type { Args } from './sample.js';

const bulk = (promotionId: number, more: object = {}): Args => ({
  body: {
    type: 'CUSTOMER',
    promotionDetails: { programId: 812, promotionId },
    identifierName: 'id',
    customers: [{ identifierValue: String(ASHA), source: 'INSTORE' }],
    ...more,
  },
});
const DIRECT = ({ offerType }: LegacyPromotion) => offerType === 'LOYALTY';
const ENROLLED = ({ offerType }: LegacyPromotion) => offerType === 'LOYALTY_EARNING';

conform('Loyalty Promotions (Legacy)', {
  promotion_issue: {
    args: (world) => ({ ...asha(), body: { programId: 812, promotionId: first(world.legacyPromotions, DIRECT).id } }),
  },
  promotion_create: {
    args: () => ({
      body: {
        id: -1,
        pointsOfferType: 'LOYALTY',
        name: 'Weekend bonus',
        programId: 812,
        startDate: '2026-05-01T00:00:00+05:30',
        endDate: '2026-07-01T00:00:00+05:30',
        allocatePointsOn: 'BILL',
        identifier: 'weekend-bonus-1',
        eventName: 'TRANSACTIONADD',
        promotionRestrictions: { restrictions: { expiryRestrictions: [] } },
        allocationActions: [
          { A1: { allocation: { type: 'FIXED', value: 10 }, expiry: { type: 'DAYS', value: 30 }, rounding: 'ROUND' } },
        ],
        limits: { pointsPerCustomer: -1, numberOfTimesPerCustomer: -1, totalPointsInPromotion: -1 },
      },
    }),
  },
  promotion_earn_bulk: { args: (world) => bulk(first(world.legacyPromotions, DIRECT).id) },
  promotion_enrol_and_earn_bulk: {
    args: (world) => bulk(first(world.legacyPromotions, ENROLLED).id, { bulkAction: 'ENROL' }),
  },
  promotion_revoke_earned_bulk: {
    args: (world) => bulk(first(world.legacyPromotions, DIRECT).id, { bulkAction: 'REVOKE_EARN' }),
  },
  promotion_revoke_enrolled_bulk: {
    args: async (world, run) => {
      const { id } = first(world.legacyPromotions, ENROLLED);
      await run('promotion_enrol_and_earn_bulk', bulk(id, { bulkAction: 'ENROL' }));
      await run('promotion_enrol_and_earn_bulk', bulk(id, { bulkAction: 'EARN' }));
      return bulk(id, { bulkAction: 'REVOKE_EARN' });
    },
  },
});
