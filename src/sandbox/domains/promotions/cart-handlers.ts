/** Section Cart Promotions: setting them up, giving them to customers, evaluating a basket, redeeming. */

import {
  booleanOf,
  entryOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Call, checkKinds, type Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { type Instant, instant, now } from '../../world/clock.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { BRAND, CATEGORY, type GroupKind } from '../product/groups.js';
import { attributesOf, groupNames, productSold } from '../product/rules.js';
import type { Basket, CartLine } from './cart-discounts.js';
import { applicationId, keepEvaluation } from './cart-evaluations.js';
import {
  type Applied,
  type CartPromotionSettings,
  cartPromotionById,
  codesOf,
  createCartPromotion,
  earnPromotion,
  evaluate,
  redeemPromotions,
  replaceCartPromotion,
} from './cart-rules.js';
import {
  CART_PROMOTION_TYPES,
  type CartPromotion,
  type CartRedemption,
  type CartUse,
  type EarnedPromotion,
} from './cart-state.js';

const done = (data: unknown): Reply => reply({ data });

/** A failed validation of a redemption, which comes without the section's envelope. */
const invalid = (world: World, detail: string): Reply =>
  reply(
    { timestamp: Date.parse(now(world)), errorCode: 400, message: 'Validation Failed', errorDetails: [detail] },
    400,
  );

/** Epoch milliseconds, as number or text. */
function momentIn(value: unknown, name: string): Instant {
  const number = numberOf(value);
  return number !== null && number > 0 && number < 8.64e15
    ? instant(number)
    : fail(400, `${name} must be a time in epoch milliseconds`);
}

const decimal = (amount: number): string => amount.toFixed(6);

const CONDITION_TYPES = [
  'CART',
  'PRODUCT',
  'COMBO_PRODUCT',
  'TENDER',
  'PAYMENT_MODE',
  'PAYMENT_MODE_SCOPE',
  'PAYMENT_MODE_COMBO_PRODUCT',
] as const;

function settingsIn(world: World, body: unknown): CartPromotionSettings {
  const sent = objectOf(body);
  const [condition, action] = [objectOf(sent['condition']), objectOf(sent['action'])];
  if (Object.keys(condition).length === 0) fail(400, 'condition is missing');
  if (Object.keys(action).length === 0) fail(400, 'action is missing');
  oneOf(CONDITION_TYPES, condition['type']) ?? fail(400, 'condition.type is missing or unknown');
  oneOf(['CART_BASED', 'PRODUCT_BASED', 'FIXED_PRICE', 'FREE_PRODUCT', 'TENDER', 'PER_UNIT'], action['type']) ??
    fail(400, 'action.type is missing or unknown');
  const percent = [objectOf(action['cartBasedAction']), objectOf(action['productBasedAction'])].some(
    (each) =>
      textOf(each['type']).toUpperCase() === 'PERCENTAGE' &&
      !((numberOf(each['value']) ?? -1) >= 0 && (numberOf(each['value']) ?? 101) <= 100),
  );
  if (percent) fail(400, 'A percentage must be from 0 to 100');
  if (given(sent['orgId']) && numberOf(sent['orgId']) !== world.organisation.id)
    fail(717, 'orgId is not the id of the organization');
  const cap = (name: string): number =>
    given(sent[name]) ? (numberOf(sent[name]) ?? fail(400, `${name} must be a number`)) : -1;
  return {
    name: textOf(sent['name']),
    type: oneOf(CART_PROMOTION_TYPES, sent['type']) ?? fail(400, 'type is missing or unknown'),
    active: booleanOf(sent['active']),
    priority: numberOf(sent['priority']) ?? 0,
    stackable: booleanOf(sent['isStackable']),
    loyaltyOnly: booleanOf(sent['isLoyaltyOnly']),
    mode: oneOf(['DISCOUNT', 'PAYMENT_VOUCHER', 'REWARD'], sent['mode']) ?? 'DISCOUNT',
    messageLabel: textOf(sent['messageLabel']),
    startsOn: momentIn(sent['startDate'], 'startDate'),
    endsOn: momentIn(sent['endDate'], 'endDate'),
    maxIssuance: cap('maxIssuancePerCustomer'),
    maxEarning: cap('maxEarningPerCustomer'),
    condition: { ...condition },
    action: { ...action },
    sent: { ...sent },
  };
}

/** What may be sent and is not shown. */
const NOT_SHOWN = { promotionCodes: undefined, codes: undefined, code: undefined };

const face = (world: World, promotion: CartPromotion): object => ({
  ...promotion.sent,
  ...NOT_SHOWN,
  id: promotion.id,
  name: promotion.name,
  orgId: world.organisation.id,
  priority: promotion.priority,
  active: promotion.active,
  messageLabel: promotion.messageLabel,
  type: promotion.type,
  condition: promotion.condition,
  action: promotion.action,
  createdOn: Date.parse(promotion.createdOn),
  lastUpdatedOn: Date.parse(promotion.modifiedOn),
  startDate: Date.parse(promotion.startsOn),
  endDate: Date.parse(promotion.endsOn),
  campaignId: numberOf(promotion.sent['campaignId']) ?? 0,
  earnLimitedToSpecificAudience: booleanOf(promotion.sent['earnLimitedToSpecificAudience']),
  mode: promotion.mode,
  maxIssuancePerCustomer: promotion.maxIssuance,
});

function create(call: Call): Reply {
  checkKinds(call);
  const { world, body, till } = call;
  return done(face(world, createCartPromotion(world, settingsIn(world, body), till.id)));
}

function update(call: Call): Reply {
  checkKinds(call);
  const { world, body, path } = call;
  const promotion = cartPromotionById(world, path['promotionId'] ?? '');
  replaceCartPromotion(world, promotion, settingsIn(world, body));
  return done(face(world, promotion));
}

function customerIn(world: World, id: unknown): Customer {
  return findCustomer(world, 'id', textOf(id)) ?? failUnknown(400, 'Customer', textOf(id));
}

function lineIn(world: World, row: JsonObject, storeId: number, hierarchySent: boolean): CartLine {
  const sku = textOf(row['sku']);
  const [amount, qty] = [numberOf(row['amount']), numberOf(row['qty'])];
  if (sku === '' || amount === null || amount < 0 || qty === null || qty <= 0)
    return fail(400, 'A line item requires sku, amount and qty');
  const product = productSold(world, sku, storeId);
  const known = (values: unknown, kind: GroupKind): string[] =>
    hierarchySent ? listOf(values).map(textOf) : product ? groupNames(world, kind, product) : [];
  const attributes = product ? attributesOf(world, product) : [];
  return {
    sku,
    qty,
    amount,
    brands: known(row['brandList'], BRAND),
    categories: known(row['categoryList'], CATEGORY),
    attributes: Object.fromEntries(attributes.map(({ attribute, value }) => [attribute.code, value])),
  };
}

function evaluateCart({ world, body, till }: Call): Reply {
  const sent = objectOf(body);
  const amount = numberOf(sent['amount']);
  if (amount === null || amount < 0) return fail(400, 'amount must be a number from 0');
  if (!given(sent['customerId'])) fail(400, 'customerId is missing');
  const customer = customerIn(world, sent['customerId']);
  const hierarchySent = booleanOf(sent['categoryHierarchySentInPayload']);
  const tenders = objectsOf(sent['cartTenders']);
  const rows = objectsOf(sent['cartItems']);
  const basket: Basket = {
    amount,
    lines: rows.map((row) => lineIn(world, row, till.storeId, hierarchySent)),
    tenders: tenders.map((each) => textOf(each['identifier']).toLowerCase()),
  };
  const codes = [...listOf(sent['promoCodes']), ...listOf(sent['promoCode'])].map(textOf);
  const applied = evaluate(world, basket, { customer, storeId: till.storeId, codes });
  const off = applied.reduce((total, each) => total + each.discount.total, 0);
  const whole = applied.filter(({ discount }) => discount.byLine.size === 0);
  return done({
    amount: decimal(amount),
    customerId: customer.id,
    cartItems: basket.lines.map((line, index) => ({
      referenceId: textOf(rows[index]?.['referenceId']) || `${index + 1}-${line.sku}`,
      sku: line.sku,
      amount: decimal(line.amount),
      qty: decimal(line.qty),
      discount: String(applied.reduce((total, { discount }) => total + (discount.byLine.get(index) ?? 0), 0)),
      appliedPromotions: applied
        .filter(({ discount }) => discount.byLine.has(index))
        .map((each) => appliedFace(each, each.discount.byLine.get(index) ?? 0, line.sku)),
    })),
    evaluationId: keepEvaluation(world, customer, applied).id,
    appliedPromotions: whole
      .filter(({ promotion }) => promotion.mode !== 'PAYMENT_VOUCHER')
      .map((each) => appliedFace(each, each.discount.total)),
    appliedPaymentVouchers: whole
      .filter(({ promotion }) => promotion.mode === 'PAYMENT_VOUCHER')
      .map((each) => appliedFace(each, each.discount.total)),
    promoCodeEvaluationLogs: codes
      .filter((code) => !applied.some(({ promotion }) => codesOf(promotion).includes(code.toLowerCase())))
      .map((code) => ({ promoCode: code, message: 'The code does not apply' })),
    paymentVoucherEvaluationLogs: [],
    cartTenders: tenders.map((each, index) => {
      const paid = numberOf(each['amount']) ?? amount;
      const left = index === 0 ? Math.max(0, paid - off) : paid;
      return {
        identifier: textOf(each['identifier']),
        amount: left.toFixed(2),
        referenceId: randomHex(world, 24),
        adjustedAmount: left.toFixed(2),
      };
    }),
    categoryHierarchySentInPayload: hierarchySent,
  });
}

/** One application of a promotion, to a line or to the whole cart; its identifier contains what redeeming needs. */
const appliedFace = ({ promotion, earned }: Applied, discount: number, sku: string | null = null): object => ({
  promotionId: promotion.id,
  name: promotion.name,
  messageLabel: promotion.messageLabel,
  promotionMode: promotion.mode,
  redemptionCount: 1,
  discount: decimal(discount),
  ...(earned && { earnedPromotionId: earned.id }),
  identifier: applicationId({ promotionId: promotion.id, earnedId: earned?.id ?? '', count: 1, discount, sku }),
});

const useIn = (row: JsonObject): CartUse => ({
  promotionId: textOf(row['promotionId']),
  earnedId: textOf(row['earnedPromotionId']),
  count: numberOf(row['redemptionCount']) ?? 1,
  discount: numberOf(row['discount']) ?? 0,
  sku: given(row['sku']) ? textOf(row['sku']) : null,
});

function redeem({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const [type, value] = [textOf(sent['customerIdentifierType']), textOf(sent['customerIdentifierValue'])];
  if (!given(sent['customerId']) && (type === '' || value === '')) return invalid(world, 'No customer is given');
  const customer = given(sent['customerId'])
    ? customerIn(world, sent['customerId'])
    : customerNamed(world, type, value);
  const [lines, wholes] = [objectsOf(sent['lineItems']), objectsOf(sent['redemptions'])];
  if (lines.length + wholes.length === 0) fail(400, 'Give lineItems or redemptions');
  if (!given(sent['transactionIdentifier'])) fail(801, 'transactionIdentifier is missing');
  if (!given(sent['transactionNumber'])) fail(400, 'transactionNumber is missing');
  if (numberOf(sent['amount']) === null) fail(400, 'amount is missing');
  const on = momentIn(sent['transactionDate'], 'transactionDate');
  const sale = { identifier: textOf(sent['transactionIdentifier']), number: textOf(sent['transactionNumber']), on };
  const uses = [...lines, ...wholes].map(useIn);
  const unknown = uses.find(({ promotionId }) => entryOf(world.cartPromotions, promotionId) === undefined);
  if (unknown) return invalid(world, `Promotion ${unknown.promotionId} does not exist`);
  redeemPromotions(world, customer, sale, uses);
  const echo = (row: JsonObject): object => ({
    ...row,
    discount: textOf(row['discount']),
    discountAppliedOnQuantity: textOf(row['discountAppliedOnQuantity'] ?? 1),
    promotionAppliedOnQuantity: textOf(row['promotionAppliedOnQuantity'] ?? 1),
  });
  return done({
    orgId: world.organisation.id,
    customerIdentifierValue: sent['customerIdentifierValue'] ?? null,
    customerIdentifierType: sent['customerIdentifierType'] ?? null,
    customerId: customer.id,
    transactionIdentifier: sale.identifier,
    transactionNumber: sale.number,
    transactionDate: Date.parse(on),
    amount: numberOf(sent['amount']),
    redemptions: wholes.map(echo),
    lineItems: lines.map(echo),
  });
}

function customerNamed(world: World, type: string, value: string): Customer {
  const kind = identifierType(type) ?? fail(400, `${type} is not an identifier type`);
  return findCustomer(world, kind, value) ?? fail(400, 'No customer has this identifier');
}

function getRedemptions({ world, query }: Call): Reply {
  const filters: readonly [string, (redemption: World['cartRedemptions'][number]) => string][] = [
    ['customerId', (each) => String(each.customerId)],
    ['promotionId', (each) => each.promotionId],
    ['transactionIdentifier', (each) => each.transactionIdentifier],
  ];
  if (given(query['promotionId'])) cartPromotionById(world, textOf(query['promotionId']));
  const mode = textOf(query['mode']).toUpperCase();
  if (given(query['codes'])) return codeRecords(world, query, mode);
  const limit = given(query['limit']) ? numberOf(query['limit']) : 10;
  const page = given(query['pageNumber']) ? numberOf(query['pageNumber']) : 0;
  if (limit === null || limit < 1 || page === null || page < 0)
    return fail(400, 'limit must be at least 1 and pageNumber at least 0');
  const found = world.cartRedemptions.filter(
    (each) =>
      filters.every(([name, of]) => !given(query[name]) || textOf(query[name]) === of(each)) &&
      (mode === '' || world.cartPromotions[each.promotionId]?.mode === mode),
  );
  const sorted = oneOf(['ASC'], query['order']) === null ? found.reverse() : found;
  return done(sorted.slice(page * limit, (page + 1) * limit).map((each) => redemptionFace(world, each)));
}

const redemptionFace = (world: World, each: CartRedemption): object => ({
  id: each.id,
  orgId: world.organisation.id,
  promotionId: each.promotionId,
  customerId: each.customerId,
  redemptionDate: Date.parse(each.redeemedOn),
  redemptionDateISO: each.redeemedOn,
  transactionIdentifier: each.transactionIdentifier,
  transactionNumber: each.transactionNumber,
  ...(each.evaluationId !== null && { cartEvaluationId: each.evaluationId }),
  discount: String(each.discount),
  redemptionCount: each.count,
  promotionName: world.cartPromotions[each.promotionId]?.name ?? '',
  promotionMessageLabel: world.cartPromotions[each.promotionId]?.messageLabel ?? '',
});

/** Asked by codes, the endpoint answers the codes themselves, or the redemptions of their promotions. */
function codeRecords(world: World, query: JsonObject, mode: string): Reply {
  const asked = textOf(query['codes']).split(',');
  const codes = asked.map((code) => code.trim().toLowerCase()).filter((code) => code !== '');
  const promotions = Object.values(world.cartPromotions).filter((each) => mode === '' || each.mode === mode);
  const isAsked = (code: string): boolean => codes.includes(code);
  if (booleanOf(query['includeRedemptions'])) {
    const found = new Set(promotions.filter((each) => codesOf(each).some(isAsked)).map(({ id }) => id));
    const redemptions = world.cartRedemptions.filter(({ promotionId }) => found.has(promotionId));
    return done(redemptions.map((each) => redemptionFace(world, each)));
  }
  const records = promotions.flatMap((promotion) =>
    codesOf(promotion)
      .filter(isAsked)
      .map((code) => ({
        id: promotion.id,
        orgId: world.organisation.id,
        promotionId: promotion.id,
        promotionName: promotion.name,
        code,
        customerId: null,
        active: promotion.active,
        ...both('createdOn', promotion.createdOn),
        ...both('validTill', promotion.endsOn),
        mode: promotion.mode,
        ...both('redeemableFrom', promotion.startsOn),
        restrictions: objectOf(promotion.sent['promotionRestrictions']),
      })),
  );
  return done(records);
}

/** A time as a number, and in ISO 8601. */
const both = (name: string, at: Instant): object => ({ [name]: Date.parse(at), [`${name}ISO`]: at });

const earnedFace = (earned: EarnedPromotion): object => ({
  id: earned.id,
  customerId: earned.customerId,
  promotionId: earned.promotionId,
  earnedFromType: earned.earnedFromType,
  earnedFromId: earned.earnedFromId || null,
  ...both('eventTime', earned.eventOn),
  ...both('validTill', earned.validTill),
});

const SOURCES = ['ACTIVITY', 'MILESTONE', 'REWARD', 'BULK_ISSUE'] as const;

function earn({ world, path, body }: Call): Reply {
  const promotion = cartPromotionById(world, path['promotionId'] ?? '');
  const sent = objectOf(body);
  const fromType = oneOf(SOURCES, sent['earnedFromType']) ?? fail(400, 'earnedFromType is missing or unknown');
  if (!given(sent['earnedFromId'])) fail(400, 'earnedFromId is missing');
  const eventOn = given(sent['eventTime']) ? momentIn(sent['eventTime'], 'eventTime') : now(world);
  if (!given(sent['customerId'])) fail(400, 'customerId is missing');
  const customer = customerIn(world, sent['customerId']);
  const fromId = textOf(sent['earnedFromId']);
  const validTill = given(sent['validTill']) ? momentIn(sent['validTill'], 'validTill') : undefined;
  const earned = earnPromotion(world, promotion, customer, {
    fromType,
    fromId,
    eventOn,
    ...(validTill && { validTill }),
  });
  return reply({ data: earnedFace(earned), errors: [] });
}

/** Each customer succeeds or fails alone. Customers who have reached the limit are reported. */
function issueBulk({ world, path, query, body }: Call): Reply {
  const promotion = cartPromotionById(world, path['promotionId'] ?? '');
  const ids = listOf(body).map(textOf);
  if (ids.length === 0) fail(400, 'The body contains no customers');
  const fromId = textOf(query['contextId']);
  const data: Record<string, object> = {};
  const errors: object[] = [];
  for (const id of ids) {
    try {
      const earning = { fromType: 'BULK_ISSUE', fromId, eventOn: now(world) };
      data[id] = earnedFace(earnPromotion(world, promotion, customerIn(world, id), earning));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ code: error.code, message: `${id}: ${error.message}` });
    }
  }
  if (Object.keys(data).length === 0) return reply({ data: null, errors, warnings: [] }, 400);
  return reply({ data, ...(errors.length > 0 && { errors }) });
}

function earnBulk({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const fromType = oneOf(SOURCES, sent['earnedFromType']) ?? fail(400, 'earnedFromType is missing or unknown');
  if (!given(sent['customerId'])) fail(400, 'customerId is missing');
  const customer = customerIn(world, sent['customerId']);
  const details = objectOf(sent['eventDetails']);
  if (!given(details['id']) || !given(details['type'])) fail(400, 'eventDetails requires id and type');
  const rows = objectsOf(sent['earnedPromotions']);
  if (rows.length === 0) fail(400, 'earnedPromotions is missing or empty');
  const eventOn = given(sent['eventTime']) ? momentIn(sent['eventTime'], 'eventTime') : now(world);
  const grant = (row: JsonObject): EarnedPromotion => {
    const promotion = cartPromotionById(world, textOf(row['promotionId']));
    const fromId = textOf(row['earnedFromId']) || textOf(details['id']);
    return earnPromotion(world, promotion, customer, { fromType, fromId, eventOn });
  };
  return reply({ data: rows.map((row) => earnRow(row, grant)), errors: [] });
}

const MOST_GRANTS = 100;

/** Grants one promotion as often as asked, and counts what succeeded and failed. */
function earnRow(row: JsonObject, grant: (row: JsonObject) => EarnedPromotion): object {
  const asked = Math.min(numberOf(row['earnCount']) ?? 1, MOST_GRANTS);
  const earned: object[] = [];
  let failure: SandboxFailure | null = null;
  for (let count = 0; count < asked && failure === null; count++) {
    try {
      earned.push({ ...earnedFace(grant(row)), errorDetails: null });
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      failure = error;
    }
  }
  return {
    promotionId: textOf(row['promotionId']),
    successfulEarnCount: earned.length,
    failedEarnCount: asked - earned.length,
    errorDetails: failure && { errorCode: failure.code, errorMessages: [failure.message] },
    customerEarnedPromotions: earned,
  };
}

export const cartPromotionHandlers: Handlers = {
  cart_promotion_create: create,
  cart_promotion_update: update,
  cart_promotion_evaluate: evaluateCart,
  cart_promotion_redeem: redeem,
  cart_promotion_get_redemptions: getRedemptions,
  cart_promotion_earn: earn,
  cart_promotion_issue_bulk: issueBulk,
  cart_promotion_earn_bulk: earnBulk,
};
