/** A promotion in the seed: opted into by some members. */
import { DAY, later, now } from '../clock.js';
import {
  createLoyaltyPromotion,
  enrolInPromotion,
  optIn,
  reviewLoyaltyPromotion,
} from '../rules/loyalty-promotions.js';
import type { World } from '../world.js';

const TILL = 5001101;

/** A hundred points more for every bill of a member who opted in, five hundred at most. */
export function seedLoyaltyPromotions(world: World): void {
  const at = (days: number): string => later(now(world), days * DAY);
  const [startsOn, endsOn] = [at(-10), at(50)];
  const rule =
    '{"arity":"binary_operation","value":">=","operands":[{"arity":"name","value":"currentTxn.value"},{"arity":"literal","value":"2000"}]}';
  const actions = [
    { actionName: 'AWARD_POINTS_ACTION', mandatoryPropertiesValues: { AwardStrategy: '5001', PointType: 'Main' } },
  ];
  const promotion = createLoyaltyPromotion(
    world,
    {
      name: 'Summer bonus',
      description: 'A hundred points with every bill from 2,000',
      promoIdentifier: 'summer-26',
      type: 'LOYALTY_EARNING',
      startsOn,
      endsOn,
      enrolmentMethod: 'IMPORT',
      eligibility: 'LOYAL',
      optInWindow: null,
      pointsPerMember: 500,
      timesPerMember: null,
      triggers: [
        {
          activityId: 'act_1',
          event: 'TransactionAdd',
          rule,
          milestone: null,
          targetId: null,
          actions: [{ kind: 'points', points: 100 }],
        },
      ],
      sent: {
        metadata: {
          name: 'Summer bonus',
          description: 'A hundred points with every bill from 2,000',
          orgId: world.organisation.id,
          programId: world.organisation.program.id,
          startDate: startsOn,
          endDate: endsOn,
          promotionType: 'LOYALTY_EARNING',
          status: 'DRAFT',
          promoIdentifier: 'summer-26',
          promotionMetadata: [{ key: 'campaign', value: 'SUMMER', isBrandDefined: 'true' }],
        },
        customerEnrolment: { enrolmentMethod: 'IMPORT', audienceGroups: [] },
        activities: [
          {
            id: 'act_1',
            type: 'SINGLE',
            event: 'TransactionAdd',
            expJSON: rule,
            commonCycleActionMapping: [{ cycle: 'Cycle_1', actions }],
          },
        ],
        limits: [
          {
            entityScope: 'PROMOTION',
            granularity: 'USER',
            actionType: 'AWARD_CURRENCY',
            actionSubTypeId: 'Points',
            limitType: 'SUM',
            limitValue: 500,
            period: { periodType: 'NON_PERIOD_BASED' },
          },
        ],
      },
    },
    TILL,
  );
  reviewLoyaltyPromotion(world, promotion, true);
  for (const customer of Object.values(world.customers).slice(0, 3)) {
    enrolInPromotion(world, promotion, customer);
    if (customer.id % 2 === 1) optIn(world, promotion, customer, now(world));
  }
}
