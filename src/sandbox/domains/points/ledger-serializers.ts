/** Events of the points ledger in the form of the explode endpoint. */
import type { pointsLedgerExplode } from '../../../tools/points/ledger.js';
import type { Parameters, RowOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Transaction } from '../transaction/state.js';
import { ledgerOf, lotsOf, sum } from './ledger.js';
import type { LoyaltyEvent, PointsLot, PointsRedemption } from './state.js';

/** `2026-05-03 18:30:59.0`. */
export const stamp = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : `${serverDateTime(at)}.0`;

type EventJson = RowOf<typeof pointsLedgerExplode, 'events'>;

/** The details of an event of the ledger, with the requested parts. */
export function toEventJson(
  world: World,
  event: LoyaltyEvent,
  asked: Parameters<typeof pointsLedgerExplode.query>,
): EventJson {
  const bill = world.transactions[event.transactionId ?? 0];
  return {
    eventLogId: event.id,
    eventName: event.name,
    eventReferenceId: event.referenceId ?? '',
    uniqueId: event.uniqueId,
    orgId: world.organisation.id,
    eventDetails: {
      ...eventDetails(world, event),
      ...(asked.getMaxConversionDetails && maxConversion(world, event)),
    },
    pointsEarned: pointsEarned(world, event),
    pointsBreakup: event.name === 'PointsRedemption' ? pointsBreakup(world, event) : undefined,
    billDetails:
      bill && asked.getBillDetails
        ? { ...billDetails(world, bill, event), source: bill.source.toLowerCase() }
        : undefined,
    customFields: bill && asked.getCustomFields ? nameValues(bill.customFields) : undefined,
    extendedFields: bill && asked.getExtendedFields ? nameValues(bill.extendedFields) : undefined,
    paymentModes:
      bill && asked.getPaymentModes
        ? bill.paymentModes.map(({ mode, value, notes }) => ({ mode, value, notes }))
        : undefined,
    manualPointsAdjustmentDetails: event.name === 'ManualPointsAdjustment' ? deductions(world, event) : undefined,
  };
}

/** What a manual adjustment took, award by award; nothing if it gave points. */
function deductions(world: World, event: LoyaltyEvent): EventJson['manualPointsAdjustmentDetails'] {
  const taken = ledgerOf(world, event.entity).filter(
    ({ eventLogId, type }) => eventLogId === event.id && type === 'DEBIT',
  );
  if (taken.length === 0) return undefined;
  const { id: programId, name: programName, pointsToCurrencyRatio } = world.organisation.program;
  return {
    orgId: world.organisation.id,
    customerId: event.customerId,
    totalPointsDeducted: sum(taken.map(({ points }) => points)).toFixed(3),
    createdOn: stamp(event.time),
    createdOnISO: event.time,
    reason: event.reason,
    pointsDeductionBreakUpDetails: taken.map(({ lotId, points }) => {
      const lot = world.lots[lotId];
      const awarded = world.events[lot?.eventLogId ?? 0];
      return {
        customerId: event.customerId,
        programId,
        programName,
        promotionId: lot?.promotionId ?? -1,
        pointAwardedRefType: lot?.pointsType,
        pointAwardedRefId: lotId,
        deductionType: 'MANUAL_ADJUSTMENT',
        pointsDeducted: points,
        pointsDeductedStr: points.toFixed(3),
        pointsDeductedCurrencyValue: points * pointsToCurrencyRatio,
        pointsDeductedOn: stamp(event.time),
        pointsDeductedOnISO: event.time,
        pointsDeductedById: event.tillId,
        awardedTillId: awarded?.tillId,
        awardedTillDate: stamp(awarded?.time),
        awardedTillDateISO: awarded?.time,
      };
    }),
  };
}

const nameValues = (fields: Readonly<Record<string, unknown>>) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));

function eventDetails(world: World, event: LoyaltyEvent): EventJson['eventDetails'] {
  const redemption = redemptionOf(world, event);
  return {
    eventTime: stamp(event.time),
    eventTimeISO: event.time,
    tillId: event.tillId,
    ...(event.reason !== '' && { reason: event.reason }),
    ...(event.comments !== '' && { comments: event.comments }),
    ...(redemption && {
      redemptionDetails: {
        pointsRedeemed: String(redemption.points),
        redemptionPurpose: redemption.purpose,
        transactionNumber: redemption.billNumber,
        redemptionId: redemption.id,
        notes: redemption.notes,
        groupRedemption: redemption.entity.type === 'USERGROUP2',
      },
    }),
  };
}

const lotsEarned = (world: World, event: LoyaltyEvent): PointsLot[] =>
  lotsOf(world, event.entity).filter((lot) => lot.eventLogId === event.id);

/** What an event earned; nothing if there is no event. */
function pointsEarned(world: World, event: LoyaltyEvent | undefined): EventJson['pointsEarned'] {
  const { id: programId, name: programName } = world.organisation.program;
  const lots = event ? lotsEarned(world, event) : [];
  const award = (lot: PointsLot) => ({
    promotionId: lot.promotionId ?? undefined,
    programId,
    programName,
    value: lot.awarded,
  });
  const expiring = (lot: PointsLot) => ({
    ...award(lot),
    expiresOn: lot.expiresOn === null ? null : stamp(lot.expiresOn),
    expiresOnISO: lot.expiresOn,
    expiryType: lot.expiresOn === null ? 'NEVER' : 'FIXED',
  });
  // A lot that was promised at first keeps the date, whatever its category is now.
  const atOnce = lots.filter((lot) => lot.redeemableFrom === null);
  return {
    regular: atOnce.filter((lot) => lot.promotionId === null).map(expiring),
    promo: atOnce.filter((lot) => lot.promotionId !== null).map(expiring),
    promised: lots.flatMap((lot) =>
      lot.redeemableFrom === null ? [] : { ...award(lot), conversionDate: stamp(lot.redeemableFrom) },
    ),
  };
}

/** When all points that the event promised are redeemable. */
export function maxConversion(world: World, event: LoyaltyEvent): { maxConversionDate?: string | undefined } {
  const last = lotsEarned(world, event).reduce<Instant | null>(
    (latest, { redeemableFrom }) =>
      redeemableFrom !== null && (latest === null || redeemableFrom > latest) ? redeemableFrom : latest,
    null,
  );
  return last === null ? {} : { maxConversionDate: stamp(last) };
}

/** The redemption that an event stands for. */
function redemptionOf(world: World, event: LoyaltyEvent): PointsRedemption | undefined {
  const redemption = world.pointsRedemptions[event.referenceId ?? ''];
  return redemption?.eventLogId === event.id ? redemption : undefined;
}

/** The lots that a redemption drew on. */
function pointsBreakup(world: World, event: LoyaltyEvent) {
  const redemption = redemptionOf(world, event);
  return (redemption?.lots ?? []).map(({ lotId, points }) => ({
    points,
    expiresOn: stamp(world.lots[lotId]?.expiresOn ?? undefined) ?? null,
  }));
}

/** A bill and what it earned. */
export function billDetails(
  world: World,
  bill: Transaction,
  event: LoyaltyEvent | undefined,
): NonNullable<EventJson['billDetails']> {
  const parent = world.transactions[bill.parentTransactionId ?? 0];
  return {
    type: bill.type,
    billNumber: bill.billNumber,
    grossAmount: bill.grossAmount,
    discount: bill.discount,
    billAmount: bill.amount,
    note: bill.note,
    billDate: stamp(parent ? parent.billingDate : bill.billingDate),
    ...(parent && {
      returnDate: stamp(bill.billingDate),
      returnAmount: bill.amount,
      returnType: bill.returnType,
      returnBillId: bill.id,
    }),
    pointsEarned: pointsEarned(world, event),
    lineItems: bill.lineItems.map(({ id, itemCode, qty, rate, value, discount, amount }) => ({
      id,
      itemCode,
      grossAmount: value,
      discount,
      amount,
      rate,
      qty,
    })),
  };
}
