/** Transactions as the calls beyond the inventory show them: changed, judged by the loyalty rules, and what they earned. */
import { md5 } from '../../../lib/md5.js';
import type {
  transactionGetEarning,
  transactionSearchEvaluationLog,
  transactionUpdateBulk,
} from '../../../tools/beyond/transaction.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { lotsOfTransaction, sum } from '../points/ledger.js';
import type { PointsLot } from '../points/state.js';
import { toTransactionJson } from './serializers.js';
import type { Transaction } from './state.js';

/** A bill with its fields, and the lines that were changed, which are named by id or item code. */
export const toChangedBillJson = (
  bill: Transaction,
  changed: readonly (number | string | undefined)[],
): PartOf<RowOf<typeof transactionUpdateBulk, 'response'>, 'result'> => ({
  id: bill.id,
  customFields: bill.customFields,
  extendedFields: bill.extendedFields,
  lineItems: bill.lineItems
    .filter(({ id, itemCode }) => changed.includes(id) || changed.includes(itemCode))
    .map(({ id, itemCode, extendedFields }) => ({ id, itemCode, extendedFields })),
});

type EvaluationJson = NonNullable<ElementOf<Answer<typeof transactionSearchEvaluationLog>>>;

/** How the loyalty rules judged a bill: one row. Without a log it is empty. */
export function toEvaluationsJson(
  world: World,
  bill: Transaction | undefined,
  asked: { transactionId: number },
): EvaluationJson[] {
  const orgId = world.organisation.id;
  const event = bill?.eventLogId == null ? undefined : world.events[bill.eventLogId];
  if (!bill || !event) {
    return [
      {
        id: '',
        customerId: bill?.customerId ?? -1,
        transactionId: bill?.id ?? asked.transactionId,
        date: bill?.billingDate,
        eventName: '',
        requestId: '',
        uniqueId: '',
        orgId,
        evaluationTree: '<div>No evaluation log was found</div>',
        effects: '',
      },
    ];
  }
  const lots = lotsOfTransaction(world, bill.id);
  const key = md5(`${event.id} ${bill.id}`);
  return [
    {
      id: key.slice(0, 24),
      customerId: bill.customerId,
      transactionId: bill.id,
      date: event.time,
      eventName: event.name,
      requestId: key.slice(24),
      uniqueId: event.uniqueId,
      orgId,
      evaluationTree: evaluationTree(world, bill, lots),
      effects: lots.map(toEffectText).join('\n'),
    },
  ];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The rule sets as HTML: those of the program, and each promotion that gave points. */
function evaluationTree(world: World, bill: Transaction, lots: readonly PointsLot[]): string {
  const { program } = world.organisation;
  const rules = [
    { name: 'Loyalty processing is not skipped', passed: !bill.skipDownstream },
    { name: `${program.name}: points for the bill`, passed: lots.some(({ promotionId }) => promotionId === null) },
    ...lots.flatMap(({ promotionId }) =>
      promotionId === null ? [] : [{ name: `Promotion ${promotionId}`, passed: true }],
    ),
  ];
  const rows = rules.map(({ name, passed }) => `<li>${escaped(name)}: ${passed ? 'passed' : 'failed'}</li>`);
  return `<div>RuleSets<ul>${rows.join('')}</ul></div>`;
}

const toEffectText = (lot: PointsLot): string =>
  [
    'AwardPoints',
    `  programId: ${lot.programId}`,
    `  points: ${lot.awarded}`,
    `  pointsType: ${lot.pointsType}`,
    ...(lot.promotionId === null ? [] : [`  promotionId: ${lot.promotionId}`]),
    `  expiresOn: ${lot.expiresOn ?? 'never'}`,
  ].join('\n');

type EarningJson = Omit<Answer<typeof transactionGetEarning>, 'warnings'>;
type EarnedJson = NonNullable<
  ElementOf<PartOf<PartOf<PartOf<EarningJson, 'billDetails'>, 'pointsEarningEntities'>, 'billPoints'>>
>;

/** A bill and its lines with the points that each earned. */
export function toEarningJson(world: World, bill: Transaction): EarningJson {
  const shown = toTransactionJson(world, bill, { tenders: false, creditNotes: false, points: false });
  const lots = lotsOfTransaction(world, bill.id);
  const earner = earnerOf(bill, lots);
  const { billNumber, amount, grossAmount, discount } = bill;
  return {
    id: bill.id,
    customerId: shown.customerId,
    type: bill.type,
    outlierStatus: bill.outlierStatus,
    billDetails: {
      billNumber,
      billingTime: bill.billingDate,
      amount,
      grossAmount,
      discount,
      billingStore: shown.billDetails?.billingStore,
      pointsEarningEntities: {
        ...earner,
        billPoints: toEarnedJson(
          world,
          lots.filter(({ lineItemId }) => lineItemId === null),
        ),
      },
    },
    lineItems: (shown.lineItems ?? []).map((line) => ({
      id: line?.id,
      details: line?.details,
      pointsEarningEntities: {
        ...earner,
        lineItemPoints: toEarnedJson(
          world,
          lots.filter(({ lineItemId }) => lineItemId === line?.id),
        ),
      },
    })),
    attribution: shown.attribution,
    customFields: bill.customFields,
    extendedFields: bill.extendedFields,
    basketSize: shown.basketSize,
  };
}

/** Who has the points: the customer, or the group that the bill was for. */
function earnerOf(bill: Transaction, [lot]: readonly PointsLot[]): { entityId: number; entityType: string } {
  const entity = lot?.entity ?? { type: 'CUSTOMER', id: bill.customerId ?? -1 };
  return { entityId: entity.id, entityType: entity.type === 'CUSTOMER' ? 'customer' : entity.type.toLowerCase() };
}

const isPromised = ({ category }: PointsLot): boolean => category !== 'Main';
/** Whether it was promised at first. */
const wasPromised = (lot: PointsLot): boolean => isPromised(lot) || lot.redeemableFrom !== null;

/** The points of a program, in a list; empty if there are none. */
function toEarnedJson(world: World, lots: readonly PointsLot[]): EarnedJson[] {
  if (lots.length === 0) return [];
  const total = (field: 'awarded' | 'returned' | 'redeemed' | 'expired' | 'remaining', of = lots): number =>
    sum(of.map((lot) => lot[field]));
  const promised = lots.filter(isPromised);
  const main = lots.filter((lot) => !isPromised(lot));
  return [
    {
      programId: world.organisation.program.id,
      issuedPointsSummary: {
        redeemablePointsIssued: total(
          'awarded',
          lots.filter((lot) => !wasPromised(lot)),
        ),
        promisedPointsIssued: total('awarded', lots.filter(wasPromised)),
      },
      currentPointsSummary: {
        availablePoints: total('remaining', main),
        promisedPoints: total('remaining', promised),
        promisedPointsConverted: total('awarded', main.filter(wasPromised)),
        expiredPoints: total('expired'),
        redeemedPoints: total('redeemed'),
        returnedPoints: total('returned', main),
        returnedPromisedPoints: total('returned', promised),
      },
      currentPointsBreakup: {
        regularPointsInfo: toKindJson(lots.filter(({ promotionId }) => promotionId === null)),
        promotionalPointsInfo: toKindJson(lots.filter(({ promotionId }) => promotionId !== null)),
      },
    },
  ];
}

/** What is left of the points of a kind. */
function toKindJson(lots: readonly PointsLot[]) {
  const rows = (of: readonly PointsLot[]) =>
    of
      .filter(({ remaining }) => remaining > 0)
      .map(({ remaining, expiresOn, promotionId }) => ({
        points: remaining,
        expiryDate: expiresOn,
        expiryType: 'FIXED',
        actionSourceDetails: promotionId === null ? [] : [{ promotionId }],
      }));
  if (lots.length === 0) return null;
  return {
    availablePointsInfo: rows(lots.filter((lot) => !isPromised(lot))),
    promisedPointsInfo: rows(lots.filter(isPromised)),
  };
}
