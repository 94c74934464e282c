/** Points restrictions as answers show them: by themselves, and on the rewards that they limit. */
import { defined } from '../../../lib/defined.js';
import type { rewardPointsRestrictionList } from '../../../tools/beyond/reward-points-restrictions.js';
import type { rewardListForUser } from '../../../tools/rewards/reward-catalog.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { toAuthorshipJson, toEpochsJson } from './authorship.js';
import { firstDayOf, restrictionsOf, spent } from './restrictions.js';
import type { PointsRestriction } from './state.js';

type LimitsJson = Exclude<PartOf<Answer<typeof rewardListForUser>, 'orgLevelRestrictions'>, readonly unknown[]>;

const settingsOf = (world: World, restriction: PointsRestriction) => ({
  rewardConstraintId: restriction.id,
  orgId: world.organisation.id,
  kpi: restriction.kpi,
  constraintLevel: restriction.level,
  frequencyType: restriction.frequency,
  constraintLimitValue: restriction.limit,
  isActive: restriction.isActive,
  intervalValue: restriction.interval,
});

/**
 * A restriction, with what became of its row.
 * @param failure - why nothing was saved; the restriction is then the one that is there already
 */
export function toRestrictionJson(
  world: World,
  restriction: PointsRestriction,
  failure?: SandboxFailure,
): ElementOf<Answer<typeof rewardPointsRestrictionList>> {
  return {
    ...settingsOf(world, restriction),
    status: failure ? refusalOf(failure) : { success: true, code: 0 },
    ...toEpochsJson(restriction),
    ...defined({ startDayOfTheWeek: firstDayOf(world, restriction), ...restriction.target }),
  };
}

export const refusalOf = ({ code, message }: SandboxFailure) => ({ success: false, code, message });

/** The restrictions that a customer is under, with what they have spent; without a customer, there are none to show. */
export function toOrganizationLimitsJson(world: World, customer: Customer | undefined): LimitsJson {
  const all = customer ? restrictionsOf(world, customer).map((each) => toLimitJson(world, each, customer)) : [];
  const isOfType = ({ constraintLevel }: (typeof all)[number]) => constraintLevel === 'CUSTOMER_REDEMPTION_TYPE';
  return {
    isValid: all.every(({ isValid }) => isValid),
    customerLevel: all.filter((each) => !isOfType(each)),
    customerRedemptionTypeLevel: all.filter(isOfType),
  };
}

function toLimitJson(world: World, restriction: PointsRestriction, customer: Customer) {
  const consumed = spent(world, restriction, customer);
  const { redemptionType = null } = restriction.target;
  return {
    ...settingsOf(world, restriction),
    redemptionType,
    isValid: consumed < restriction.limit,
    consumed,
    ...toAuthorshipJson(restriction),
  };
}
