/** Events of the points ledger in the form of the explode endpoint. */
import type { Instant } from '../clock.js';
import { serverDateTime } from '../dates.js';
import { lotsOf } from '../rules/ledger.js';
import type { LoyaltyEvent, PointsRedemption } from '../state/points.js';
import type { Transaction } from '../state/transaction.js';
import type { World } from '../world.js';

/** `2026-05-03 18:30:59.0`. */
export const stamp = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : `${serverDateTime(at)}.0`;

/** Optional parts of an event. */
export type EventPart =
  | 'getBillDetails'
  | 'getCustomFields'
  | 'getExtendedFields'
  | 'getPaymentModes'
  | 'getMaxConversionDetails';

/** The details of an event of the ledger, with the requested parts. */
export function eventFace(world: World, event: LoyaltyEvent, asked: (part: EventPart) => boolean): object {
  const bill = world.transactions[event.transactionId ?? 0];
  return {
    eventLogId: event.id,
    eventName: event.name,
    eventReferenceId: event.referenceId ?? '',
    uniqueId: event.uniqueId,
    eventDetails: eventDetails(world, event),
    pointsEarned: pointsEarned(world, event, asked('getMaxConversionDetails')),
    ...(event.name === 'PointsRedemption' && { pointsBreakup: pointsBreakup(world, event) }),
    ...(bill && asked('getBillDetails') && { billDetails: billDetails(world, bill) }),
    ...(bill && asked('getCustomFields') && { customFields: nameValues(bill.customFields) }),
    ...(bill && asked('getExtendedFields') && { extendedFields: nameValues(bill.extendedFields) }),
    ...(bill &&
      asked('getPaymentModes') && {
        paymentModes: bill.paymentModes.map(({ mode, value, notes }) => ({ mode, value, notes })),
      }),
  };
}

export const nameValues = (fields: Readonly<Record<string, unknown>>): object[] =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));

export function eventDetails(world: World, event: LoyaltyEvent): object {
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

export function pointsEarned(world: World, event: LoyaltyEvent, maxConversion: boolean): object {
  const { id: programId, name: programName } = world.organisation.program;
  const lots = lotsOf(world, event.entity).filter((lot) => lot.eventLogId === event.id);
  // A lot that was promised at first keeps the date, whatever its category is now.
  const shapes = lots.map((lot) => ({
    kind: lot.redeemableFrom !== null ? 'promised' : lot.promotionId === null ? 'regular' : 'promo',
    shape: {
      ...(lot.promotionId !== null && { promotionId: lot.promotionId }),
      programId,
      programName,
      value: lot.awarded,
      expiresOn: lot.expiresOn === null ? null : stamp(lot.expiresOn),
      expiryType: lot.expiresOn === null ? 'NEVER' : 'FIXED',
      ...(maxConversion && lot.redeemableFrom !== null && { maxConversionDate: stamp(lot.redeemableFrom) }),
    },
  }));
  const of = (kind: string): object[] => shapes.filter((each) => each.kind === kind).map((each) => each.shape);
  return { regular: of('regular'), promo: of('promo'), promised: of('promised') };
}

/** The redemption that an event stands for. */
function redemptionOf(world: World, event: LoyaltyEvent): PointsRedemption | undefined {
  const redemption = world.pointsRedemptions[event.referenceId ?? ''];
  return redemption?.eventLogId === event.id ? redemption : undefined;
}

/** The lots that a redemption drew on. */
function pointsBreakup(world: World, event: LoyaltyEvent): object[] {
  const redemption = redemptionOf(world, event);
  return (redemption?.lots ?? []).map(({ lotId, points }) => ({
    points,
    expiresOn: stamp(world.lots[lotId]?.expiresOn ?? undefined) ?? null,
  }));
}

export function billDetails(world: World, bill: Transaction): object {
  const parent = world.transactions[bill.parentTransactionId ?? 0];
  return {
    type: bill.type,
    billNumber: bill.billNumber,
    grossAmount: bill.grossAmount,
    discount: bill.discount,
    billAmount: bill.amount,
    note: bill.note,
    source: bill.source.toLowerCase(),
    billDate: stamp(parent ? parent.billingDate : bill.billingDate),
    ...(parent && {
      returnDate: stamp(bill.billingDate),
      returnAmount: bill.amount,
      returnType: bill.returnType,
      returnBillId: bill.id,
    }),
    pointsEarned: bill.points,
    lineItems: bill.lineItems.map(({ id, itemCode, description, qty, rate, value, discount, amount }) => ({
      id,
      itemCode,
      description,
      qty,
      rate,
      value,
      discount,
      amount,
    })),
  };
}
