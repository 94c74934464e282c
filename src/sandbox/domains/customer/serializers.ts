/** Customers in full, with what v2's reads can embed. */
import { booleanOf, given, type JsonObject, numberOf, textOf } from '../../http/arguments.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { toCardJson } from '../card/serializers.js';
import { codeAndName } from '../organization/serializers.js';
import { customerEntity, lotsOf } from '../points/ledger.js';
import { expirySchedule, loyaltyFace, loyaltyTotals } from '../points/serializers.js';
import type { PointsLot } from '../points/state.js';
import { gapToRenewSummary, upgradeStrategies } from '../points/tier-gap.js';
import { fleetParentFace, userGroupsFace } from '../user-group/customer-groups.js';
import { imageFace } from './image-serializers.js';
import { profileOf } from './rules.js';
import type { SourceAsked } from './sent.js';
import { customerShape, profileShape, tillShape } from './shape.js';
import type { Customer, Subscription } from './state.js';

/** The content of an answer, and warnings for what could not be shown. */
export interface CustomerAnswer {
  face: object;
  warnings: Warning[];
}

const UNAVAILABLE_POINTS = 8062;

/** The whole calendar, for schedules without limits. */
export const ALWAYS = { from: '0000-01-01', until: '9999-12-31' };

/**
 * Get Customer Details: the customer with cards, and the parts that `embed` and the switches request.
 * @throws 400 if the days ahead are not a whole number from 0
 */
export function customerDetails(
  world: World,
  customer: Customer,
  asked: SourceAsked,
  query: JsonObject,
): CustomerAnswer {
  const embed = new Set(
    textOf(query['embed'])
      .split(',')
      .map((each) => each.trim().toLowerCase()),
  );
  const member = customer.loyaltyType === 'loyalty';
  const aboutPoints = embed.has('points') || embed.has('mlp');
  const face = {
    ...customerShape(world, customer),
    ...(asked !== 'ALL' && booleanOf(query['includedOnlyCurrentProfile']) && onlyProfile(world, customer, asked)),
    ...(booleanOf(query['includedFraudDetails']) && { fraudDetails: fraudDetails(world, customer) }),
    ...(embed.has('points') && member && { pointsSummary: loyaltyTotals(world, customer) }),
    ...(embed.has('mlp') && { loyaltyProgramDetails: member ? [programDetails(world, customer, query)] : [] }),
    ...(embed.has('subscriptions') && { subscriptionInfo: { subscriptions: subscriptionFaces(customer) } }),
    ...(embed.has('promotionalpoints') && { promotionalPoints: promotionalPoints(world, customer) }),
    ...(embed.has('expiryschedules') && {
      expirySchedules: expirySchedule(world, customerEntity(customer.id), ALWAYS, false),
    }),
    ...(embed.has('customerimage') && {
      customerImage: customer.images.map((image) => imageFace(world, customer, image, 'Success')),
    }),
    ...(embed.has('usergroup') && userGroupsFace(world, customer, query)),
    ...(embed.has('fleetparentdetails') && fleetParentFace(world, customer)),
    ...(!embed.has('ignorecarddetails') && {
      cardDetails: cardsOf(world, customer).map((card) => toCardJson(world, card)),
    }),
  };
  const warnings =
    aboutPoints && !member ? [{ code: UNAVAILABLE_POINTS, message: 'The customer is not in the loyalty program' }] : [];
  return { face, warnings };
}

function onlyProfile(world: World, customer: Customer, { source, accountId }: Exclude<SourceAsked, 'ALL'>): object {
  const profile = profileOf(customer, source, accountId);
  return { profiles: profile ? [profileShape(world, customer, profile)] : [] };
}

function fraudDetails(world: World, { fraudStatus, fraudMarked }: Customer): object {
  return {
    status: fraudStatus,
    markedBy: fraudMarked ? tillShape(world, fraudMarked.tillId) : {},
    ...(fraudMarked && { modifiedOn: fraudMarked.on }),
  };
}

function programDetails(world: World, customer: Customer, query: JsonObject): object {
  const upgrade = daysAhead(query['gapToUpgrade']);
  const renew = daysAhead(query['gapToRenew']);
  const toRenew = renew === null ? null : gapToRenewSummary(world, customer, renew);
  return {
    ...loyaltyFace(world, customer),
    programPointsToCurrencyRatio: world.organisation.program.pointsToCurrencyRatio,
    ...(upgrade !== null && { upgradeStrategies: upgradeStrategies(world, customer, upgrade) }),
    ...(toRenew !== null && { gapToRenewSummary: toRenew }),
  };
}

/**
 * Days from today; null if absent.
 * @throws 400 if it is not a whole number from 0
 */
export function daysAhead(value: unknown): number | null {
  if (!given(value)) return null;
  const days = numberOf(value);
  return days !== null && Number.isInteger(days) && days >= 0
    ? days
    : fail(400, 'The number of days ahead must be a whole number from 0');
}

/** `{channel, priority, type}` of each subscription, with the organization unit if it is for one alone. */
export function subscriptionFaces(customer: Customer): object[] {
  return customer.subscriptions.map(subscriptionFace);
}

function subscriptionFace({ channel, priority, type, orgUnitId }: Subscription): object {
  return { channel, priority, type, ...(orgUnitId !== undefined && { orgUnitId }) };
}

/** Points from promotions and goodwill, by their reason. */
function promotionalPoints(world: World, customer: Customer): object {
  const lots = lotsOf(world, customerEntity(customer.id)).filter((lot) => isPromotional(world, lot));
  const of = (type: PointsLot['pointsType']): object[] =>
    lots.filter(({ pointsType }) => pointsType === type).map((lot) => promotionFace(world, lot));
  return {
    customerPromotionType: of('customer_promotions'),
    transactionPromotionType: of('bill_promotions'),
    lineitemPromotionType: of('line_item_promotions'),
  };
}

const isGoodwill = (world: World, lot: PointsLot): boolean =>
  world.events[lot.eventLogId]?.name === 'AllocateGoodwillPoints';

const isPromotional = (world: World, lot: PointsLot): boolean => lot.promotionId !== null || isGoodwill(world, lot);

function promotionFace(world: World, lot: PointsLot): object {
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
