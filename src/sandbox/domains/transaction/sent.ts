/** Reads a transaction from what was sent: v2's body, to which v1.1's is converted. */
import { defined } from '../../../lib/defined.js';
import { lazy } from '../../../lib/lazy.js';
import { toDocumentedForm } from '../../../tools/documented-form.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { transactionAddBody } from '../../../tools/transaction/transaction.bodies.js';
import type { transactionAdd } from '../../../tools/transaction/transaction.js';
import { given, type JsonObject, numberOf, oneOf, textOf } from '../../http/arguments.js';
import { check } from '../../http/codes.js';
import { decode } from '../../http/decode.js';
import { offsetOf } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerOf } from '../customer/shape.js';
import { type Customer, type Identifier, SOURCES, type Source } from '../customer/state.js';
import { defaultGroupOf, findGroup } from '../user-group/rules.js';
import { converted, currencyRatio } from './currency.js';
import type { CartClaim, NewBill, PostedLine, Posting, Returning } from './posting.js';
import type { CreditNote, LinePart, OutlierStatus, TransactionType } from './state.js';

/** A bill or a return as v2 sends it, decoded. */
export type Sent = Omit<Body<typeof transactionAdd>, keyof SentBesides> & SentBesides;

/** What v1.1 and bulk calls send differently or besides, and what no documentation has. */
interface SentBesides {
  readonly outlierStatus?: OutlierStatus;
  readonly redemptions?: {
    readonly pointsRedemptions?: readonly (number | string)[];
    readonly couponRedemptions?: readonly number[];
  };
  /** The return's own number. */
  readonly returnNumber?: string;
  readonly creditNote?: CreditNote;
  readonly useDefaultFleetGroup?: boolean;
  readonly userGroup2PrimaryUserIdentifierType?: string;
  readonly userGroup2PrimaryUserIdentifierValue?: string;
}

/** The codes of what is missing in a bill or cannot be read. */
export const BILL_CODES = {
  type: 605,
  billNumber: 602,
  billAmount: 601,
  grossAmount: 601,
  discount: 601,
  billingDate: 621,
  purchaseTime: 621,
  returnType: 628,
  id: 603,
  deliveryStatus: 1636,
  userGroup2Id: 1632,
  userGroup2PrimaryUserId: 1632,
  'lineItemsV2[].qty': 601,
  'lineItemsV2[].rate': 601,
  'lineItemsV2[].value': 601,
  'lineItemsV2[].discount': 601,
  'lineItemsV2[].amount': 601,
  'redemptions.pointsRedemptions[]': 642,
  'redemptions.couponRedemptions[]': 642,
  'attribution.createdBy.type': { malformed: 'ignored' },
} as const;

/**
 * Decodes a bill that is a part of another call.
 * @throws as `BILL_CODES` say, or 400
 */
export function sentOf(world: World, body: JsonObject): Sent {
  const schema = transactionAddBody();
  const { timezone } = world.organisation;
  const { value, problems } = decode(schema, toDocumentedForm(schema, body), { path: '', timezone });
  check(problems, { codes: BILL_CODES }, value ?? {});
  return value;
}

/** Whether a transaction of this type belongs to a customer. */
export const hasCustomer = (type: TransactionType): boolean => type === 'REGULAR' || type === 'RETURN';

/**
 * The source of a bill; INSTORE by default.
 * @throws 8003 if it is unknown
 */
export const billSourceOf = (value: unknown): Source =>
  given(value) ? (oneOf(SOURCES, value) ?? failUnknown(8003, 'Source', textOf(value))) : 'INSTORE';

const texts = (fields: JsonObject = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, textOf(value)]));

type SentLine = NonNullable<Sent['lineItemsV2']>[number];
type SentPart = NonNullable<SentLine['comboDetails']>[number];

function partsOf({ comboDetails = [], addOnDetails = [], splitDetails = [] }: SentLine): LinePart[] {
  const part =
    (kind: LinePart['kind']) =>
    ({ itemCode = '', quantity = 1, description = '', rate = 0, value = 0 }: SentPart): LinePart => ({
      kind,
      itemCode,
      quantity,
      description,
      rate,
      value,
    });
  return [...comboDetails.map(part('COMBO')), ...addOnDetails.map(part('ADD_ON')), ...splitDetails.map(part('SPLIT'))];
}

const DETAILS = [
  'returnable',
  'returnableDays',
  'imgUrl',
  'comboDetails',
  'addOnDetails',
  'splitDetails',
] as const satisfies readonly (keyof SentLine)[];

/**
 * A line. On a bill it may be a returned line.
 * @throws 625 if a returned line does not name its bill
 */
function lineOf(line: SentLine, type: TransactionType, ratio: number): PostedLine {
  const inBase = (amount: number | undefined) => (amount === undefined ? undefined : converted(amount, ratio));
  const { itemCode = '', returnable = true, returnableDays = -1, imgUrl = '' } = line;
  const isReturned = line.type?.endsWith('RETURN') && (type === 'REGULAR' || type === 'NOT_INTERESTED');
  if (isReturned && !line.parentBillNumber) {
    fail(625, `parentBillNumber of the returned item ${itemCode} is missing`);
  }
  return {
    itemCode,
    attributes: texts(line.attributes),
    customFields: line.customFields ?? {},
    extendedFields: line.extendedFields ?? {},
    ...defined({
      description: line.description || undefined,
      qty: line.qty,
      serial: numberOf(line.serial) ?? undefined,
      rate: inBase(line.rate),
      value: inBase(line.value),
      discount: inBase(line.discount),
      amount: inBase(line.amount),
      details: DETAILS.some((name) => line[name] !== undefined)
        ? { returnable, returnableDays, imageUrl: imgUrl, parts: partsOf(line) }
        : undefined,
      returnOf: isReturned ? line.parentBillNumber : undefined,
    }),
  };
}

/**
 * The till that a bill is booked to, if `attribution` names one.
 * @throws 671 if no till or store has the code
 */
function attributedTill(world: World, { attribution }: Sent): number | undefined {
  const { code, type } = attribution?.createdBy ?? {};
  if (!code) return undefined;
  const isStore = type === 'STORE';
  const till = Object.values(world.tills).find(
    (each) => (isStore ? world.stores[each.storeId]?.code : each.code) === code,
  );
  return till?.id ?? fail(671, `No ${isStore ? 'store' : 'till'} has the code ${code}`);
}

/**
 * The group that a bill earns for; undefined if none is named.
 * @throws 1632 if the group does not exist
 * @throws 1620 if the customer is not in it
 */
function groupOf(world: World, sent: Sent, customer: Customer | null): number | undefined {
  const { userGroup2Id: id, userGroup2ExternalId: externalId = '' } = sent;
  const primaryUserId = sent.userGroup2PrimaryUserId ?? primaryUserOf(world, sent);
  const byDefault = sent.useDefaultFleetGroup && customer;
  if (!byDefault && id === undefined && externalId === '' && primaryUserId === undefined) return undefined;
  const group = byDefault
    ? defaultGroupOf(world, byDefault)
    : findGroup(world, { externalId, ...defined({ id: id === undefined ? undefined : String(id), primaryUserId }) });
  if (!group) return fail(1632, 'The user group does not exist');
  if (customer && !group.members.some((member) => member.customerId === customer.id)) {
    fail(1620, 'The customer is not in the user group');
  }
  return group.id;
}

function primaryUserOf(world: World, sent: Sent): number | undefined {
  const { userGroup2PrimaryUserIdentifierType: type, userGroup2PrimaryUserIdentifierValue: value } = sent;
  return type ? customerOf(world, { type, value }).id : undefined;
}

const paymentsOf = ({ paymentModes = [] }: Sent): NonNullable<NewBill['paymentModes']> =>
  paymentModes.flatMap(({ mode, value = 0, notes = '', attributes }) =>
    mode ? [{ mode, value, notes, attributes: texts(attributes) }] : [],
  );

/** Ids of redemptions to link. A points redemption may be named by its id or its number. */
function redemptionsOf(
  world: World,
  { redemptions: { pointsRedemptions = [], couponRedemptions = [] } = {} }: Sent,
): Pick<NewBill, 'pointsRedemptionIds' | 'couponRedemptionIds'> {
  const redemptions = lazy(() => Object.values(world.pointsRedemptions));
  return {
    pointsRedemptionIds: pointsRedemptions.map(
      (id) => redemptions().find((each) => each.summaryId === Number(id))?.id ?? String(id),
    ),
    couponRedemptionIds: couponRedemptions,
  };
}

/** @throws 628 if the type of the return is missing */
function returningOf({ returnType, id, purchaseTime, returnNumber }: Sent): Returning {
  return {
    returnType: returnType ?? fail(628, 'The return type is missing'),
    ...defined({ parentId: id, purchaseTime, returnNumber: returnNumber || undefined }),
  };
}

/** The cart promotions that a bill uses; returns use none. */
function cartClaimOf(sent: Sent): CartClaim | undefined {
  const { promotionEvaluationId: evaluationId = '', lineItemsV2 = [] } = sent;
  const identifiers = [sent, ...lineItemsV2].flatMap((part) => part.appliedPromotionIdentifiers ?? []);
  return evaluationId === '' && identifiers.length === 0 ? undefined : { evaluationId, identifiers };
}

/** What a posting needs besides the bill. */
export interface PostingContext {
  world: World;
  /** Null for a not-interested transaction. */
  customer: Customer | null;
  identifier: Identifier | null;
  tillId: number;
  source: Source;
  skipDownstream: boolean;
  /** The date of the bill as it was written, with its offset. */
  billingDate: unknown;
}

/**
 * The currency of a bill with local amounts.
 * @throws 9606 if it is missing
 * @throws 682, 1102 as `currencyRatio` does
 */
function localCurrencyOf(world: World, sent: Sent): { code: string; ratio: number } | null {
  if (!sent.addWithLocalCurrency) return null;
  const code = (sent.currencyCode ?? '').toUpperCase();
  if (code === '') fail(9606, 'currencyCode is missing');
  return { code, ratio: currencyRatio(world, code) };
}

/**
 * The posting that was sent.
 * @throws 601 if the amount is missing
 * @throws 625 if a returned line does not name its bill
 * @throws 628 if the return type is missing
 * @throws 671 if the attributed till or store does not exist
 * @throws 682, 1102, 9606 for the currency
 * @throws 1632 if the group does not exist
 * @throws 1620 if the customer is not in the group
 */
export function postingOf(context: PostingContext, sent: Sent): Posting {
  const { world, customer, identifier } = context;
  const { type, billNumber, grossAmount, discount, creditNote, billingDate } = sent;
  const isReturn = type === 'RETURN' || type === 'NOT_INTERESTED_RETURN';
  const local = localCurrencyOf(world, sent);
  const ratio = local?.ratio ?? 1;
  const amount = sent.billAmount ?? (isReturn ? 0 : fail(601, 'Amount is missing'));
  return {
    type,
    customer,
    billNumber,
    tillId: attributedTill(world, sent) ?? context.tillId,
    source: context.source,
    note: sent.note ?? '',
    notInterestedReason: sent.notInterestedReason ?? '',
    outlierStatus: sent.outlierStatus ?? 'NORMAL',
    deliveryStatus: sent.deliveryStatus ?? 'DELIVERED',
    currencyCode: sent.currencyCode || world.organisation.currency.code,
    skipDownstream: context.skipDownstream,
    amount: converted(amount, ratio),
    customFields: sent.customFields ?? {},
    extendedFields: sent.extendedFields ?? {},
    paymentModes: paymentsOf(sent),
    ...redemptionsOf(world, sent),
    lines: (sent.lineItemsV2 ?? []).map((line) => lineOf(line, type, ratio)),
    billingDateOffset: offsetOf(textOf(context.billingDate)) ?? '',
    ...defined({
      grossAmount: grossAmount === undefined ? undefined : converted(grossAmount, ratio),
      discount: discount === undefined ? undefined : converted(discount, ratio),
      billingDate,
      userGroupId: groupOf(world, sent, customer),
      returning: isReturn ? returningOf(sent) : undefined,
      identifier: identifier ?? undefined,
      cartClaim: isReturn ? undefined : cartClaimOf(sent),
      localCurrency:
        local && local.ratio !== 1
          ? { ...local, amount, grossAmount: grossAmount ?? amount + (discount ?? 0), discount: discount ?? 0 }
          : undefined,
      creditNote,
    }),
  };
}
