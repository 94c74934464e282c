/** What loyalty promotions of both kinds gave a customer, as answers show it. */
import type {
  loyaltyPromotionGetBenefits,
  loyaltyPromotionLookupBenefits,
} from '../../../tools/beyond/loyalty-promotions.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { earnsOf, issualsOf } from './legacy-rules.js';
import type { LegacyPromotion } from './legacy-state.js';
import { joinBenefits } from './loyalty-benefits.js';
import { enrolmentsIn } from './loyalty-rules.js';
import type { LoyaltyPromotion, PromotionBenefit } from './loyalty-state.js';

/** A promotion of either kind. */
export type AnyPromotion =
  | { readonly kind: 'unified'; readonly promotion: LoyaltyPromotion }
  | { readonly kind: 'older'; readonly promotion: LegacyPromotion };

/** A promotion that has gone live, by its number or by the brand's key; undefined if there is none. */
export function promotionBy(
  world: World,
  { number, identifier }: { readonly number?: number | undefined; readonly identifier?: string | undefined },
): AnyPromotion | undefined {
  const unified = Object.values(world.loyaltyPromotions).find(
    (each) =>
      each.promotionId > 0 &&
      (number === undefined ? each.promoIdentifier === identifier : each.promotionId === number),
  );
  if (unified) return { kind: 'unified', promotion: unified };
  const older = Object.values(world.legacyPromotions).find((each) =>
    number === undefined ? each.identifier === identifier : each.id === number,
  );
  return older && { kind: 'older', promotion: older };
}

const numberOf = ({ kind, promotion }: AnyPromotion): number =>
  kind === 'unified' ? promotion.promotionId : promotion.id;

const identifierOf = ({ kind, promotion }: AnyPromotion): string =>
  kind === 'unified' ? promotion.promoIdentifier : promotion.identifier;

/** Points, coupons and badges. */
function benefitsOf(world: World, { kind, promotion }: AnyPromotion, customer: Customer): PromotionBenefit[] {
  if (kind === 'unified') return world.promotionAwards[`${promotion.id}:${customer.id}`]?.given ?? [];
  return joinBenefits(
    earnsOf(world, promotion, customer.id).map(({ points, lotId }) => ({
      activityId: '',
      kind: 'points',
      id: '',
      times: 1,
      points,
      lastOn: (lotId === null ? undefined : world.lots[lotId]?.awardedOn) ?? promotion.createdOn,
    })),
  );
}

type Incentive = ElementOf<PartOf<Answer<typeof loyaltyPromotionGetBenefits>, 'incentives'>>;

const toIncentiveJson = (
  action: string,
  { activityId, id, times, lastOn }: Pick<PromotionBenefit, 'activityId' | 'id' | 'times' | 'lastOn'>,
): Incentive => ({
  activityId: activityId || null,
  action,
  actionId: id,
  actionIssuedCount: times,
  lastIssuedOn: Date.parse(lastOn),
});

interface Joined {
  readonly id: number;
  readonly on: Instant;
}

/** How often a customer joined, with the last time; nothing if never. */
const joinedJson = (action: string, times: readonly Joined[]): Incentive[] => {
  const last = times.at(-1);
  return last
    ? [toIncentiveJson(action, { activityId: '', id: String(last.id), times: times.length, lastOn: last.on })]
    : [];
};

function participationJson(world: World, { kind, promotion }: AnyPromotion, customer: Customer): Incentive[] {
  if (kind === 'older') {
    return joinedJson(
      'ENROL',
      issualsOf(world, promotion, customer.id).map(({ id }) => ({ id, on: promotion.createdOn })),
    );
  }
  const enrolments = enrolmentsIn(world, promotion, customer.id);
  return [
    ...joinedJson(
      'ENROL',
      enrolments.map(({ id, enrolledOn }) => ({ id, on: enrolledOn })),
    ),
    ...joinedJson(
      'OPTIN',
      enrolments.flatMap(({ optIns }) => optIns),
    ),
  ];
}

const NOTHING = [{ status: false, code: 8116, message: 'No benefits are recorded for the customer and the promotion' }];

/** Everything but points. @param activityId - only what this activity gave; everything if absent */
export function toIncentivesJson(
  world: World,
  found: AnyPromotion,
  customer: Customer,
  activityId?: string,
): Answer<typeof loyaltyPromotionGetBenefits> {
  const given = benefitsOf(world, found, customer).flatMap((each) =>
    each.kind === 'points' ? [] : [toIncentiveJson(each.kind === 'coupon' ? 'COUPONS' : 'BADGES', each)],
  );
  const incentives = [...given, ...participationJson(world, found, customer)].filter(
    (each) => activityId === undefined || each.activityId === activityId,
  );
  return {
    orgId: world.organisation.id,
    programId: world.organisation.program.id,
    entityId: customer.id,
    promotionId: numberOf(found),
    promotionIdentifier: identifierOf(found),
    incentives,
    warnings: incentives.length === 0 ? NOTHING : [],
  };
}

/** Points and badges; no promotion of the sandbox gives rewards or alternate currencies. */
export function toBenefitsJson(
  world: World,
  found: AnyPromotion,
  customer: Customer,
): Answer<typeof loyaltyPromotionLookupBenefits> {
  const anyActivity = benefitsOf(world, found, customer).map((each) => ({ ...each, activityId: '' }));
  const benefits = joinBenefits(anyActivity);
  const points = benefits.filter(({ kind }) => kind === 'points');
  const badges = benefits.filter(({ kind }) => kind === 'badge');
  return {
    orgId: world.organisation.id,
    programId: world.organisation.program.id,
    customerId: customer.id,
    promotionId: numberOf(found),
    promotionIdentifier: identifierOf(found),
    points: points.map((each) => ({
      pointsCategory: 'REGULAR_POINTS',
      totalPointsIssued: each.points,
      numberOfTimesIssued: each.times,
      lastIssuedOn: each.lastOn,
    })),
    alternateCurrencies: [],
    rewards: [],
    badges: badges.map(({ id, times, lastOn }) => ({
      badgeSeriesId: id,
      numberOfTimesIssued: times,
      lastIssuedOn: lastOn,
    })),
    warnings: points.length + badges.length === 0 ? NOTHING : [],
  };
}
