/**
 * What webhooks are sent: 'Event schema (payload)' in the documentation, without the enrichment by tills and stores. A
 * payload is composed when it is sent, so that nothing is sent of a person who was forgotten meanwhile.
 */
import { defined } from '../../../lib/defined.js';
import type { World } from '../../world/world.js';
import type { Customer, Profile } from '../customer/state.js';
import { balance, customerEntity, ledgerOf, pointsSummary, sum } from '../points/ledger.js';
import type { Entity, LedgerEntry, LoyaltyEvent } from '../points/state.js';
import type { Notification, Subject, Webhook } from './state.js';

type Data = Readonly<Record<string, unknown>>;

/** What a payload is made of. */
interface Source {
  world: World;
  name: string;
  webhook: Webhook;
}

/** The body of a notification. */
export function payloadOf(world: World, webhook: Webhook, notification: Notification): Data {
  const { eventId, name, refId, requestId, subject, at } = notification;
  const event = subject.kind === 'event' ? world.events[subject.id] : undefined;
  return {
    eventName: name,
    eventId,
    ...(event && { eventLogId: event.id, loyaltyEventId: event.uniqueId }),
    orgId: world.organisation.id,
    refId,
    apiRequestId: requestId,
    createdAt: Date.parse(at),
    data: DATA[subject.kind]({ world, name, webhook }, subject.id),
  };
}

/** The identifiers of a customer: the id, and those that the webhook wants. */
function identifiersOf({ world, webhook }: Source, customerId: number): Data {
  const wanted = webhook.identifiers.map((each) => each.toLowerCase());
  const profiles = world.customers[customerId]?.profiles ?? [];
  const shown = profiles.flatMap((profile) => {
    const all = wanted.includes(profile.source.toLowerCase());
    const own = profile.identifiers.filter(({ type }) => all || wanted.includes(type.toLowerCase()));
    return own.length === 0 ? [] : [[profile.source.toLowerCase(), ofSource(profile, own)] as const];
  });
  return { customerId, ...Object.fromEntries(shown) };
}

/** The store has one account; other sources may have several. */
const ofSource = ({ source, accountId }: Profile, identifiers: Profile['identifiers']): Data =>
  source === 'INSTORE'
    ? Object.fromEntries(identifiers.map(({ type, value }) => [type, value]))
    : {
        accounts: [
          {
            accountId,
            identifiers: identifiers.map(({ type, value }) => ({ identifierType: type, identifierValue: value })),
          },
        ],
      };

const entityOf = ({ type, id }: Entity): Data => ({ entityType: type === 'CUSTOMER' ? 'USER' : type, entityId: id });

function programOf({ program }: World['organisation']): Data {
  const { id, name, pointsToCurrencyRatio, tiers } = program;
  return {
    loyaltyProgramDetails: {
      id,
      name,
      isDefault: true,
      pointsToCurrencyRatio,
      tiers: tiers.map((tier) => ({ tierNumber: tier.number, tierName: tier.name })),
    },
    loyaltyProgramId: id,
  };
}

const epochOf = (at: string | null): number | undefined => (at === null ? undefined : Date.parse(at));

function customerData(source: Source, id: number): Data {
  const { world, name } = source;
  const customer: Customer | undefined = world.customers[id];
  if (name === 'loyaltyCustomerMerge') return mergeData(source, id);
  const profile = customer?.profiles[0];
  return defined({
    loyaltyType: customer?.loyaltyType.toUpperCase(),
    source: profile?.source.toLowerCase(),
    firstName: profile?.firstName,
    lastName: profile?.lastName,
    enteredAt: epochOf((name === 'customerAdded' ? customer?.createdOn : customer?.modifiedOn) ?? null),
    enteredBy: { id: name === 'customerAdded' ? customer?.tillId : customer?.modifiedByTillId },
    customerIdentifiers: identifiersOf(source, id),
  });
}

function mergeData(source: Source, victimId: number): Data {
  const { world } = source;
  const survivorId = world.customers[victimId]?.mergedInto ?? victimId;
  const { loyaltyPoints, lifetimePoints, delayedPoints } = pointsSummary(world, customerEntity(survivorId));
  return {
    survivorCustomerIdentifiers: identifiersOf(source, survivorId),
    victimCustomerIdentifiers: identifiersOf(source, victimId),
    triggeringActivity: { name: 'customerMerge', identifiers: [], additionalAttributes: [] },
    enteredBy: { id: world.customers[survivorId]?.modifiedByTillId ?? -1 },
    survivorCustomerLoyaltySummary: [
      {
        loyaltyProgramId: world.organisation.program.id,
        lifetimePoints,
        currentPoints: loyaltyPoints,
        promisedPoints: delayedPoints,
        tierNumber: world.customers[survivorId]?.tier ?? undefined,
      },
    ],
  };
}

function transactionData(source: Source, id: number): Data {
  const transaction = source.world.transactions[id];
  if (!transaction) return {};
  const { customerId, returnType } = transaction;
  return {
    amount: transaction.amount,
    billNumber: transaction.billNumber,
    billDate: Date.parse(transaction.billingDate),
    enteredAt: Date.parse(transaction.createdOn),
    transactionId: id,
    deliveryStatus: transaction.deliveryStatus,
    billType: returnType === null ? transaction.type : 'RETURN',
    lineItemCount: transaction.lineItems.length,
    discount: transaction.discount,
    grossAmount: transaction.grossAmount,
    currencyCode: transaction.currencyCode,
    enteredBy: { id: transaction.tillId },
    ...(customerId !== null && { customerIdentifiers: identifiersOf(source, customerId) }),
  };
}

function redemptionData(source: Source, summaryId: number): Data {
  const { world } = source;
  const redemption = Object.values(world.pointsRedemptions).findLast((each) => each.summaryId === summaryId);
  if (!redemption) return {};
  const { id, customerId, entity, points, programId } = redemption;
  return {
    customerIdentifiers: identifiersOf(source, customerId),
    entityInformation: entityOf(entity),
    triggeringActivity: {
      name: 'PointsRedemption',
      identifiers: [{ key: 'redemptionId', value: id }],
      entityInformation: entityOf(entity),
      additionalAttributes: [],
    },
    ...programOf(world.organisation),
    totalPointsRedeemed: points,
    redemptionSummaryId: summaryId,
    redeemedPointsCurrencyValue: redemption.value,
    redemptionNotes: redemption.notes,
    redemptionBillNumber: redemption.billNumber,
    isGroupRedemption: entity.type !== 'CUSTOMER',
    redemptionFromEarningPrograms: [
      { programId, pointsRedeemed: points, programCurrentPoints: balance(world, entity) },
    ],
  };
}

/** The customer, or the primary member of a group. */
const personOf = (world: World, { type, id }: Entity): number =>
  type === 'CUSTOMER' ? id : (world.userGroups[id]?.members.find(({ primary }) => primary)?.customerId ?? -1);

function transferData(source: Source, id: number): Data {
  const { world, name } = source;
  const transfer = world.pointsTransfers[id];
  if (!transfer) return {};
  const isGiven = name === 'pointsTransferredInitiated';
  const [own, other] = isGiven ? [transfer.from, transfer.to] : [transfer.to, transfer.from];
  const side = isGiven ? 'transferReceiving' : 'transferInitiating';
  return {
    customerIdentifiers: identifiersOf(source, personOf(world, own)),
    entityInformation: entityOf(own),
    ...programOf(world.organisation),
    totalPointsTransferred: transfer.points,
    [`${side}CustomerIdentifiers`]: identifiersOf(source, personOf(world, other)),
    [`${side}EntityInformation`]: entityOf(other),
    ...(isGiven && {
      redemptionFromEarningPrograms: [
        {
          programId: transfer.programId,
          pointsRedeemed: transfer.points,
          programCurrentPoints: balance(world, own),
        },
      ],
    }),
  };
}

function seriesInfo({ couponSeries }: World, id: number): Data {
  const series = couponSeries[id];
  return {
    id,
    description: series?.description,
    seriesType: series?.seriesType,
    clientHandlingType: series?.clientHandlingType,
    valid_till: epochOf(series?.validTillDate ?? null),
    discount_code: series?.discountCode,
    discount_type: series?.discountType,
    discount_value: series?.discountValue,
  };
}

function couponData(source: Source, id: number): Data {
  const coupon = source.world.coupons[id];
  if (!coupon) return {};
  return {
    addedAt: epochOf(coupon.issuedOn),
    addedBy: { id: coupon.issuedAtTillId },
    coupons: [
      {
        id,
        code: coupon.code,
        valid_till: epochOf(coupon.validTill),
        issued_on: epochOf(coupon.issuedOn),
        customerIdentifiers: identifiersOf(source, coupon.customerId ?? -1),
      },
    ],
    series_info: seriesInfo(source.world, coupon.seriesId),
    issualType: 'SINGLE',
  };
}

function couponRedemptionData(source: Source, id: number): Data {
  const { world } = source;
  const redemption = world.couponRedemptions[id];
  if (!redemption) return {};
  const { couponId, seriesId, redeemedOn } = redemption;
  return {
    addedAt: epochOf(redeemedOn),
    addedBy: { id: redemption.tillId },
    coupon: {
      id: couponId,
      code: world.coupons[couponId]?.code,
      redemptionId: id,
      redemptionDate: epochOf(redeemedOn),
      series_info: seriesInfo(world, seriesId),
    },
    customerIdentifiers: identifiersOf(source, redemption.customerId),
    transaction: { bill_id: redemption.transactionId ?? 0, number: redemption.billNumber },
  };
}

function rewardData(source: Source, id: number): Data {
  const issue = source.world.rewardIssues[id];
  if (!issue) return {};
  return {
    customerIdentifiers: identifiersOf(source, issue.customerId),
    rewardId: issue.rewardId,
    transactionId: String(id),
    quantity: issue.requestedQuantity,
  };
}

function groupData(source: Source, id: number): Data {
  const group = source.world.userGroups[id];
  const primary = group?.members.find((member) => member.primary);
  return {
    groupId: id,
    groupName: group?.name,
    ...(primary && { primaryMember: { customerIdentifiers: identifiersOf(source, primary.customerId) } }),
    enteredAt: epochOf(group?.createdOn ?? null),
    enteredBy: { id: group?.tillId },
  };
}

/** An event of the loyalty program: a change of tier, or movements of points. */
function eventData(source: Source, id: number): Data {
  const { world, name } = source;
  const event = world.events[id];
  if (!event) return {};
  const { customerId, entity, transactionId, referenceId } = event;
  const bill = world.transactions[transactionId ?? 0];
  const identifiers = [
    ...(bill
      ? [
          { key: 'billId', value: String(bill.id) },
          { key: 'billNumber', value: bill.billNumber },
        ]
      : []),
    ...(name === 'redeemedPointsReversed' && referenceId !== null ? [{ key: 'redemptionId', value: referenceId }] : []),
  ];
  return {
    customerIdentifiers: identifiersOf(source, customerId),
    entityInformation: entityOf(entity),
    triggeringActivity: {
      name: event.name,
      identifiers,
      enteredBy: { id: event.tillId },
      entityInformation: entityOf(entity),
      additionalAttributes: [],
    },
    ...programOf(world.organisation),
    ...(name.startsWith('tier') ? tierData(world, event, name) : pointsData(world, event, name)),
  };
}

function tierData(world: World, event: LoyaltyEvent, name: string): Data {
  const customer = world.customers[event.customerId];
  const change = customer?.tierHistory.find(({ eventLogId }) => eventLogId === event.id);
  const [number, previous] = [change?.toTier ?? customer?.tier, change?.fromTier];
  const own: Readonly<Record<string, Data>> = {
    tierUpgraded: { upgradedTierNumber: number, previousTierNumber: previous },
    tierDowngraded: { downgradedTierNumber: number, previousTierNumber: previous },
    tierRenewed: { currentTierNumber: number },
  };
  return { ...own[name], tierExpiryDate: change?.expiresOn ?? undefined, notes: event.reason };
}

function pointsData(world: World, { id, entity }: LoyaltyEvent, name: string): Data {
  const direction = /Expired$|^issued/.test(name) ? 'DEBIT' : 'CREDIT';
  const entries = ledgerOf(world, entity).filter(({ eventLogId, type }) => eventLogId === id && type === direction);
  const moved = (passes: (entry: LedgerEntry) => boolean): number =>
    sum(entries.filter(passes).map(({ points }) => points));
  const all = moved(() => true);
  const { loyaltyPoints, lifetimePoints } = pointsSummary(world, entity);
  const totals = { programCurrentPoints: loyaltyPoints, programLifetimePoints: lifetimePoints };
  const promised = moved(({ category }) => category !== 'Main');
  const own: Readonly<Record<string, Data>> = {
    pointsIssued: {
      ...totals,
      totalPointsIssued: all,
      regularPointsIssued: all - promised,
      promisedPointsIssued: promised === 0 ? [] : [{ points: promised }],
    },
    pointsExpired: { pointsExpired: all },
    issuedPointsReversed: { ...totals, totalIssuedPointsReversed: all, promisedPointsReversed: promised },
    redeemedPointsReversed: { ...totals, redeemedPointsReversed: all },
    promisedToCurrentPointsConversion: {
      ...totals,
      pointsConverted: all,
      pointsConversionSource: 'systemTrigger',
    },
  };
  return own[name] ?? {};
}

const DATA: Readonly<Record<Subject['kind'], (source: Source, id: number) => Data>> = {
  customer: customerData,
  transaction: transactionData,
  redemption: redemptionData,
  transfer: transferData,
  coupon: couponData,
  couponRedemption: couponRedemptionData,
  rewardIssue: rewardData,
  group: groupData,
  event: eventData,
};
