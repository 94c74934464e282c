/** What loyalty promotions of both kinds gave a customer, summed up. */
import { points3 } from '../points/ledger.js';
import type { PromotionAction, PromotionBenefit } from './loyalty-state.js';

/** What of a benefit an action of an activity determines. */
export function benefitOf(
  action: PromotionAction & { readonly activityId: string },
): Pick<PromotionBenefit, 'activityId' | 'kind' | 'id'> {
  const { activityId } = action;
  switch (action.kind) {
    case 'coupon':
      return { activityId, kind: 'coupon', id: String(action.seriesId) };
    case 'badge':
      return { activityId, kind: 'badge', id: action.badgeId };
    default:
      return { activityId, kind: 'points', id: '' };
  }
}

/** One benefit for each thing that an activity gave. */
export function joinBenefits(benefits: readonly PromotionBenefit[]): PromotionBenefit[] {
  const joined = new Map<string, PromotionBenefit>();
  for (const each of benefits) {
    const key = JSON.stringify([each.activityId, each.kind, each.id]);
    const former = joined.get(key);
    joined.set(key, former ? sumOf(former, each) : each);
  }
  return [...joined.values()];
}

const sumOf = (a: PromotionBenefit, b: PromotionBenefit): PromotionBenefit => ({
  ...a,
  times: a.times + b.times,
  points: points3(a.points + b.points),
  lastOn: a.lastOn > b.lastOn ? a.lastOn : b.lastOn,
});
