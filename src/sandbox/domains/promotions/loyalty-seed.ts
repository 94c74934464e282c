/** A promotion in the seed: opted into by some members. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { movePromotion } from './loyalty-lifecycle.js';
import {
  createLoyaltyPromotion,
  enrolInPromotion,
  optIn,
  type PromotionSettings,
  reviewLoyaltyPromotion,
} from './loyalty-rules.js';

const TILL = 5001101;

const NAME = 'Summer bonus';
const DESCRIPTION = 'A hundred points with every bill from 2,000';
const IDENTIFIER = 'summer-26';
const ACTIVITY = 'act_1';
const MOST_POINTS = 500;
const RULE =
  '{"arity":"binary_operation","value":">=","operands":[{"arity":"name","value":"currentTxn.value"},{"arity":"literal","value":"2000"}]}';

/** A hundred points more for every bill of a member who opted in, five hundred at most. */
export function seedLoyaltyPromotions(world: World): void {
  const at = (days: number): string => later(now(world), days * DAY);
  const promotion = createLoyaltyPromotion(world, summerBonus(world, at(-10), at(50)), TILL);
  movePromotion(world, promotion, 'PENDING_APPROVAL');
  reviewLoyaltyPromotion(world, promotion, true);
  for (const customer of Object.values(world.customers).slice(0, 3)) {
    enrolInPromotion(world, promotion, customer);
    if (customer.id % 2 === 1) optIn(world, promotion, customer, now(world));
  }
}

/** A hundred points with every bill from 2,000, for everybody. */
export function plainBonus(world: World, name: string, identifier: string): PromotionSettings {
  const [startsOn, endsOn] = [later(now(world), 5 * DAY), later(now(world), 65 * DAY)];
  return bonus(world, { name, identifier, type: 'GENERIC', startsOn, endsOn, pointsPerMember: 2 * MOST_POINTS });
}

const summerBonus = (world: World, startsOn: Instant, endsOn: Instant): PromotionSettings =>
  bonus(world, {
    name: NAME,
    identifier: IDENTIFIER,
    type: 'LOYALTY_EARNING',
    startsOn,
    endsOn,
    pointsPerMember: MOST_POINTS,
  });

interface Bonus extends Pick<PromotionSettings, 'name' | 'type' | 'startsOn' | 'endsOn' | 'pointsPerMember'> {
  identifier: string;
}

function bonus(world: World, { identifier, ...more }: Bonus): PromotionSettings {
  return {
    ...more,
    description: DESCRIPTION,
    promoIdentifier: identifier,
    enrolmentMethod: more.type === 'GENERIC' ? 'TRANSACTION' : 'IMPORT',
    eligibility: 'LOYAL',
    optInWindow: null,
    timesPerMember: null,
    triggers: [
      {
        activityId: ACTIVITY,
        event: 'TransactionAdd',
        rule: RULE,
        milestone: null,
        targetId: null,
        actions: [{ kind: 'points', points: 100 }],
      },
    ],
    sent: asSent(world, { identifier, ...more }),
  };
}

/** The same promotion as a caller would have sent it. */
function asSent(
  world: World,
  { name, identifier, type, startsOn: startDate, endsOn: endDate, pointsPerMember }: Bonus,
): PromotionSettings['sent'] {
  const actions = [
    {
      actionName: 'AWARD_POINTS_ACTION',
      actionClass: 'com.capillary.shopbook.pointsengine.endpoint.impl.action.CommunicationDecoratorActionImpl',
      mandatoryPropertiesValues: { AwardStrategy: '5001', ExpiryStrategy: '11801', PointType: 'Main' },
    },
  ];
  return {
    metadata: {
      name,
      description: DESCRIPTION,
      orgId: world.organisation.id,
      programId: world.organisation.program.id,
      startDate,
      endDate,
      promotionType: type,
      status: 'DRAFT',
      promoIdentifier: identifier,
      promotionMetadata: [{ key: 'campaign', value: 'SUMMER', isBrandDefined: 'true' }],
    },
    customerEnrolment: { enrolmentMethod: type === 'GENERIC' ? 'TRANSACTION' : 'IMPORT', audienceGroups: [] },
    activities: [
      {
        id: ACTIVITY,
        name: 'Bill from 2,000',
        type: 'SINGLE',
        event: 'TransactionAdd',
        expJSON: RULE,
        commonCycleActionMapping: [{ cycle: 'Cycle_1', actions }],
      },
    ],
    limits: pointsPerMember === null ? [] : [limitOf(pointsPerMember)],
  };
}

const limitOf = (limitValue: number) => ({
  entityScope: 'PROMOTION',
  granularity: 'USER',
  actionType: 'AWARD_CURRENCY',
  actionSubTypeId: 'Points',
  limitType: 'SUM',
  limitValue,
  period: { periodType: 'NON_PERIOD_BASED' },
});
