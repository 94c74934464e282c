/** Customers in full, with what v2's reads can embed. */
import type { customerAdd, customerGet, customerGetSubscriptions } from '../../../tools/customer/customer.js';
import type { detailsQuery } from '../../../tools/customer/customer.queries.js';
import type { Answer, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { toCardJson } from '../card/serializers.js';
import { codeAndName } from '../organization/serializers.js';
import { customerEntity, lotsOf } from '../points/ledger.js';
import { ALWAYS, expirySchedule, loyaltyTotals, toLoyaltyJson } from '../points/serializers.js';
import type { PointsLot } from '../points/state.js';
import { gapToRenewSummary, upgradeStrategies } from '../points/tier-gap.js';
import { toFleetParentJson, toUserGroupsJson } from '../user-group/customer-groups.js';
import { toImageJson } from './image-serializers.js';
import { profileOf } from './rules.js';
import type { SourceAsked } from './sent.js';
import { customerShape, profileShape, tillShape } from './shape.js';
import type { Customer, Subscription } from './state.js';

type DetailsJson = Answer<typeof customerGet>;
type PromotionalPointsJson = PartOf<DetailsJson, 'promotionalPoints'>;

/** What to show besides the customer, as both reads send it. */
type DetailsQuery = Partial<Omit<Parameters<typeof detailsQuery>, 'embed' | 'source'>> & {
  readonly embed?: readonly string[];
};

const UNAVAILABLE_POINTS = 8062;

/** Get Customer Details: the customer with cards, and the parts that `embed` and the switches request. */
export function toDetailsJson(world: World, customer: Customer, asked: SourceAsked, query: DetailsQuery): DetailsJson {
  const embed = new Set(query.embed);
  const member = customer.loyaltyType === 'loyalty';
  return {
    ...customerShape(world, customer),
    ...(asked !== 'ALL' && query.includedOnlyCurrentProfile && onlyProfile(world, customer, asked)),
    fraudDetails: query.includedFraudDetails ? toFraudJson(world, customer) : undefined,
    pointsSummary: embed.has('points') && member ? loyaltyTotals(world, customer) : undefined,
    loyaltyProgramDetails: embed.has('mlp') ? (member ? [toProgramJson(world, customer, query)] : []) : undefined,
    subscriptionInfo: embed.has('subscriptions') ? { subscriptions: toSubscriptionsJson(customer) } : undefined,
    promotionalPoints: embed.has('promotionalPoints') ? toPromotionalPointsJson(world, customer) : undefined,
    expirySchedules: embed.has('expirySchedules')
      ? expirySchedule(world, customerEntity(customer.id), ALWAYS, false)
      : undefined,
    customerImage: embed.has('customerImage')
      ? customer.images.map((image) => toImageJson(world, customer, image, 'Success'))
      : undefined,
    ...(embed.has('userGroup') && toUserGroupsJson(world, customer, query)),
    ...(embed.has('fleetParentDetails') && toFleetParentJson(world, customer)),
    cardDetails: embed.has('ignoreCardDetails')
      ? undefined
      : cardsOf(world, customer).map((card) => toCardJson(world, card)),
  };
}

/** A warning where points are requested of a customer who has none. */
export function warningsOfDetails({ loyaltyType }: Customer, { embed = [] }: DetailsQuery): Warning[] {
  const isAboutPoints = embed.includes('points') || embed.includes('mlp');
  return isAboutPoints && loyaltyType === 'non_loyalty'
    ? [{ code: UNAVAILABLE_POINTS, message: 'The customer is not in the loyalty program' }]
    : [];
}

function onlyProfile(
  world: World,
  customer: Customer,
  { source, accountId }: Exclude<SourceAsked, 'ALL'>,
): Pick<DetailsJson, 'profiles'> {
  const profile = profileOf(customer, source, accountId);
  return { profiles: profile ? [profileShape(world, customer, profile)] : [] };
}

const toFraudJson = (world: World, { fraudStatus, fraudMarked }: Customer): PartOf<DetailsJson, 'fraudDetails'> => ({
  status: fraudStatus,
  markedBy: fraudMarked ? tillShape(world, fraudMarked.tillId) : {},
  modifiedOn: fraudMarked?.on,
});

/** @throws 400 if the days ahead are below 0 */
function toProgramJson(
  world: World,
  customer: Customer,
  { gapToUpgrade, gapToRenew }: DetailsQuery,
): RowOf<typeof customerGet, 'loyaltyProgramDetails'> {
  const upgrade = daysAhead(gapToUpgrade);
  const renew = daysAhead(gapToRenew);
  return {
    ...toLoyaltyJson(world, customer),
    programPointsToCurrencyRatio: world.organisation.program.pointsToCurrencyRatio,
    upgradeStrategies: upgrade === null ? undefined : upgradeStrategies(world, customer, upgrade),
    gapToRenewSummary: renew === null ? undefined : (gapToRenewSummary(world, customer, renew) ?? undefined),
  };
}

/**
 * Days from today; null if absent.
 * @throws 400 if they are below 0
 */
export const daysAhead = (days: number | undefined): number | null =>
  days !== undefined && days < 0 ? fail(400, 'The number of days ahead must be at least 0') : (days ?? null);

/** The customer of a change, with the points that events after `before` gave: with their details, alone, or not at all. */
export function toSavedJson(
  world: World,
  { id }: Customer,
  { before, awards }: { before: number; awards: 'detailed' | 'summed' | 'later' },
): Answer<typeof customerAdd> {
  if (awards === 'later') return { createdId: id };
  const lots = lotsOf(world, customerEntity(id)).filter(({ eventLogId }) => eventLogId > before);
  const sideEffects = lots.map(({ awarded }) => ({
    entityType: 'USER',
    rawAwardedPoints: awarded,
    awardedPoints: awarded,
    type: 'points',
  }));
  // No documentation shows them, although a parameter requests them.
  const rawSideEffects = lots.map(({ awarded, programId, awardedOn, expiresOn }) => ({
    type: 'AWARD',
    points: awarded.toFixed(3),
    programId: String(programId),
    awardedOnMillis: String(Date.parse(awardedOn)),
    ...(expiresOn !== null && { expiryDateMillis: String(Date.parse(expiresOn)) }),
  }));
  return { createdId: id, sideEffects, ...(awards === 'detailed' && { rawSideEffects }) };
}

/** Each subscription, with the organization unit if it is for one alone. */
export const toSubscriptionsJson = (customer: Customer): RowOf<typeof customerGetSubscriptions, 'subscriptions'>[] =>
  customer.subscriptions.map(toSubscriptionJson);

const toSubscriptionJson = ({ channel, priority, type, orgUnitId }: Subscription) => ({
  channel,
  priority,
  type,
  orgUnitId,
});

/** Points from promotions and goodwill, by their reason. */
function toPromotionalPointsJson(world: World, customer: Customer): PromotionalPointsJson {
  const lots = lotsOf(world, customerEntity(customer.id)).filter((lot) => isPromotional(world, lot));
  const of = (type: PointsLot['pointsType']) =>
    lots.filter(({ pointsType }) => pointsType === type).map((lot) => toPromotionJson(world, lot));
  return {
    customerPromotionType: of('customer_promotions'),
    transactionPromotionType: of('bill_promotions'),
    lineitemPromotionType: of('line_item_promotions'),
  };
}

const isGoodwill = (world: World, lot: PointsLot): boolean =>
  world.events[lot.eventLogId]?.name === 'AllocateGoodwillPoints';

const isPromotional = (world: World, lot: PointsLot): boolean => lot.promotionId !== null || isGoodwill(world, lot);

function toPromotionJson(
  world: World,
  lot: PointsLot,
): NonNullable<PartOf<PromotionalPointsJson, 'customerPromotionType'>>[number] {
  const event = world.events[lot.eventLogId];
  const store = world.stores[world.tills[event?.tillId ?? 0]?.storeId ?? 0];
  return {
    points: lot.awarded,
    issuedAt: codeAndName(store),
    issuedOn: lot.awardedOn,
    expiryDate: lot.expiresOn,
    promotionSource: {
      promotionSourceId: lot.promotionId ?? -1,
      ...(isGoodwill(world, lot) && { promotionSourceType: 'GOODWILL' }),
    },
    programId: lot.programId,
    ...(isGoodwill(world, lot) && { promotionName: 'Goodwill Promotion' }),
  };
}
