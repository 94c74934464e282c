import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, ASHAS_MOBILE, first } from './people.js';
import type { Args } from './sample.js';

const promotion = (name: string, status = 'DRAFT'): Args => ({
  body: {
    metadata: {
      name,
      orgId: 100900,
      programId: 812,
      startDate: '2026-06-01T00:00:00+05:30',
      endDate: '2026-06-30T23:59:59+05:30',
      promotionType: 'GENERIC',
      status,
      promoIdentifier: `id-${name}`,
      promotionMetadata: [],
    },
    customerEnrolment: { enrolmentMethod: 'TRANSACTION', audienceGroups: [] },
    activities: [
      {
        id: 'act_1',
        type: 'SINGLE',
        event: 'TransactionAdd',
        expJSON: '{"arity":"literal","type":"boolean:primitive","value":"true"}',
        commonCycleActionMapping: [
          {
            cycle: 'Cycle_1',
            actions: [
              {
                actionName: 'AWARD_POINTS_ACTION',
                actionClass: 'Decorator',
                mandatoryPropertiesValues: { AwardStrategy: '5001' },
              },
            ],
          },
        ],
      },
    ],
  },
});

const SUBMISSION = { existingStatus: 'DRAFT', body: { promotionStatus: 'PENDING_APPROVAL' } };
const leave = (world: World): Args => ({
  body: {
    requestId: 'rvk-1',
    action: 'REVOKE_ENROLL',
    programId: 812,
    promotion: { promotionId: first(world.loyaltyPromotions).promotionId },
    customers: [
      {
        identifierName: 'mobile',
        identifierValue: ASHAS_MOBILE,
        enrollmentIds: [first(world.promotionEnrolments, ({ customerId }) => customerId === ASHA).id],
      },
    ],
  },
});

conform('Loyalty Promotions', {
  loyalty_promotion_create: { args: () => promotion('December bonus') },
  loyalty_promotion_list: { args: () => ({}), other: () => ({ searchText: 'nothing like it' }) },
  loyalty_promotion_get: { args: (world) => ({ promotionId: first(world.loyaltyPromotions).id }) },
  loyalty_promotion_update: {
    args: async (world, run) => {
      await run('loyalty_promotion_create', promotion('December bonus'));
      const { id } = first(world.loyaltyPromotions, ({ name }) => name === 'December bonus');
      return { promotionId: id, ...promotion('December bonus, longer') };
    },
  },
  loyalty_promotion_enrol_members: {
    args: (world) => {
      const { id, promotionId } = first(world.loyaltyPromotions);
      const customer = { identifierName: 'mobile', identifierValue: ASHAS_MOBILE, source: 'INSTORE' };
      return { body: { requestId: 'r1', action: 'OPT_IN', promotion: { id, promotionId }, customer, programId: 812 } };
    },
    differs: { 'data.enrollmentStatus.milestone.milestones[]': 'the promotion has no goals' },
  },
  loyalty_promotion_review: {
    args: async (world, run) => {
      await run('loyalty_promotion_create', promotion('December bonus'));
      const { id } = first(world.loyaltyPromotions, ({ name }) => name === 'December bonus');
      await run('loyalty_promotion_update_status', { promotionId: id, ...SUBMISSION });
      return { promotionId: id, body: { approvalStatus: 'APPROVE' } };
    },
  },
  loyalty_promotion_list_for_member: { args: () => ({ memberId: ASHA }) },
  loyalty_promotion_get_for_member: {
    args: (world) => ({ memberId: ASHA, promotionId: first(world.loyaltyPromotions).promotionId }),
  },
  loyalty_promotion_update_status: {
    args: (world) => ({
      promotionId: first(world.loyaltyPromotions, ({ status }) => status === 'DRAFT').id,
      ...SUBMISSION,
    }),
  },
  loyalty_promotion_revoke_enrolment: { args: leave },
  loyalty_promotion_get_benefits: {
    args: (world) => ({ customerId: ASHA, programId: 812, promotionId: first(world.loyaltyPromotions).promotionId }),
  },
  loyalty_promotion_lookup_benefits: {
    args: (world) => ({
      source: 'INSTORE',
      identifierName: 'mobile',
      identifierValue: ASHAS_MOBILE,
      programId: 812,
      promotionId: first(world.legacyPromotions).id,
    }),
  },
});
