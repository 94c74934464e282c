/** Section Cart Promotions: setting them up, giving them to customers, evaluating a basket, redeeming. */
import {
  cartPromotionCreate,
  cartPromotionEarn,
  cartPromotionEarnBulk,
  cartPromotionEvaluate,
  cartPromotionGetRedemptions,
  cartPromotionIssueBulk,
  cartPromotionRedeem,
  cartPromotionUpdate,
} from '../../../tools/promotions/cart-promotions.js';
import type { Answer, Body, Parameters, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { entryOf, type JsonObject, objectOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byPage } from '../../http/paging.js';
import { rowOr } from '../../http/rows.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { now } from '../../world/clock.js';
import { FailureInForm, fail, failUnknown, type SandboxFailure, SeveralProblems } from '../../world/failure.js';
import { randomHex } from '../../world/random.js';
import type { World } from '../../world/world.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { BRAND, CATEGORY, type GroupKind } from '../product/groups.js';
import { attributesOf, groupNames, productSold } from '../product/rules.js';
import { findCode, usableCode } from './cart-codes.js';
import type { Basket, CartLine } from './cart-discounts.js';
import { keepEvaluation, payEvaluation } from './cart-evaluations.js';
import {
  type Applied,
  type CartPromotionSettings,
  cartPromotionById,
  createCartPromotion,
  type Earning,
  earnPromotion,
  evaluate,
  redeemPromotions,
  replaceCartPromotion,
} from './cart-rules.js';
import {
  decimal,
  type Presented,
  toAppliedJson,
  toCartPromotionJson,
  toCodeJson,
  toEarnedJson,
  toRedemptionJson,
} from './cart-serializers.js';
import type { CartRedemption, CartUse, EarnedPromotion } from './cart-state.js';

/** A failed validation of a redemption, which comes without the section's envelope. */
const invalid = (world: World, detail: string): never => {
  const form = {
    timestamp: Date.parse(now(world)),
    errorCode: 400,
    message: 'Validation Failed',
    errorDetails: [detail],
  };
  throw new FailureInForm(400, detail, form);
};

/**
 * The settings that were sent. `raw` is the body in which they were.
 * @throws 400 if a percentage is not from 0 to 100
 * @throws 717 if the promotion is for another organization
 */
function settingsIn(world: World, sent: Body<typeof cartPromotionCreate>, raw: JsonObject): CartPromotionSettings {
  const benefits = [sent.action.cartBasedAction, sent.action.productBasedAction];
  const isPossible = (benefit: (typeof benefits)[number]): boolean =>
    benefit?.type !== 'PERCENTAGE' || (benefit.value >= 0 && benefit.value <= 100);
  if (!benefits.every(isPossible)) fail(400, 'A percentage must be from 0 to 100');
  if (sent.orgId !== undefined && sent.orgId !== world.organisation.id)
    fail(717, 'orgId is not the id of the organization');
  const { condition, action } = raw;
  return {
    name: sent.name,
    type: sent.type,
    active: sent.active ?? false,
    priority: sent.priority ?? 0,
    stackable: sent.isStackable ?? false,
    loyaltyOnly: sent.isLoyaltyOnly ?? false,
    mode: sent.mode ?? 'DISCOUNT',
    messageLabel: sent.messageLabel ?? '',
    startsOn: sent.startDate,
    endsOn: sent.endDate,
    maxIssuance: sent.maxIssuancePerCustomer ?? -1,
    maxEarning: sent.maxEarningPerCustomer ?? -1,
    condition: { ...objectOf(condition) },
    action: { ...objectOf(action) },
    sent: { ...raw },
  };
}

const customerById = (world: World, id: number | string): Customer =>
  findCustomer(world, 'id', String(id)) ?? failUnknown(400, 'Customer', id);

type Cart = Body<typeof cartPromotionEvaluate>;

function lineIn(
  world: World,
  { sku, amount, qty, brandList = [], categoryList = [] }: NonNullable<Cart['cartItems']>[number],
  storeId: number,
  isHierarchySent: boolean,
): CartLine {
  if (amount < 0 || qty <= 0) fail(400, 'A line item requires an amount from 0 and a qty above 0');
  const product = productSold(world, sku, storeId);
  const known = (sent: readonly string[], kind: GroupKind): string[] =>
    isHierarchySent ? [...sent] : product ? groupNames(world, kind, product) : [];
  const attributes = product ? attributesOf(world, product) : [];
  return {
    sku,
    qty,
    amount,
    brands: known(brandList, BRAND),
    categories: known(categoryList, CATEGORY),
    attributes: Object.fromEntries(attributes.map(({ attribute, value }) => [attribute.code, value])),
  };
}

type Evaluated = PartOf<Answer<typeof cartPromotionEvaluate>, 'data'>;

/** The lines of a cart with what applies to each. */
function toItemsJson(
  world: World,
  { cartItems = [] }: Cart,
  { lines }: Basket,
  applied: readonly Applied[],
  presented: Presented,
): Evaluated['cartItems'] {
  return lines.map((line, index) => {
    const here = applied.filter(({ discount }) => discount.byLine.has(index));
    const off = (each: Applied): number => each.discount.byLine.get(index) ?? 0;
    return {
      referenceId: cartItems[index]?.referenceId ?? `${index + 1}-${line.sku}`,
      sku: line.sku,
      amount: decimal(line.amount),
      qty: decimal(line.qty),
      discount: String(here.reduce((total, each) => total + off(each), 0)),
      appliedPromotions: here.map((each) => toAppliedJson(world, each, off(each), presented, line.sku)),
      brandList: line.brands,
      categoryList: line.categories,
      attributes: line.attributes,
    };
  });
}

/** What is left to pay by each means; the first bears what is taken off. */
const toTendersJson = (world: World, { amount, cartTenders = [] }: Cart, off: number): Evaluated['cartTenders'] =>
  cartTenders.map(({ identifier, amount: paid = amount }, index) => {
    const left = (index === 0 ? Math.max(0, paid - off) : paid).toFixed(2);
    return { identifier, amount: left, referenceId: randomHex(world, 24), adjustedAmount: left };
  });

type Redeemed = NonNullable<Body<typeof cartPromotionRedeem>['redemptions']>[number];

const toUse = ({ promotionId, earnedPromotionId, redemptionCount, discount, sku }: Redeemed): CartUse => ({
  promotionId,
  earnedId: earnedPromotionId ?? '',
  count: redemptionCount ?? 1,
  discount: discount ?? 0,
  sku: sku || null,
  promoCode: null,
});

/** A use as it was sent, with its numbers as texts. */
const toRedeemedJson = ({ discount, discountAppliedOnQuantity, promotionAppliedOnQuantity, ...use }: Redeemed) => ({
  ...use,
  discount: textOf(discount),
  discountAppliedOnQuantity: String(discountAppliedOnQuantity ?? 1),
  promotionAppliedOnQuantity: String(promotionAppliedOnQuantity ?? 1),
});

function buyerIn(world: World, body: Body<typeof cartPromotionRedeem>): Customer {
  const { customerId, customerIdentifierType: type, customerIdentifierValue: value } = body;
  if (customerId !== undefined) return customerById(world, customerId);
  if (!type || !value) return invalid(world, 'No customer is given');
  const kind = identifierType(type) ?? fail(400, `${type} is not an identifier type`);
  return findCustomer(world, kind, value) ?? fail(400, 'No customer has this identifier');
}

type RedemptionsQuery = Parameters<typeof cartPromotionGetRedemptions.query>;

/** The redemptions that match a query, last one first if it does not say otherwise. `mode` is in upper case. */
function redemptionsIn(world: World, query: RedemptionsQuery, mode: string): CartRedemption[] {
  const { customerId, promotionId, transactionIdentifier, order } = query;
  const found = world.cartRedemptions.filter(
    (each) =>
      (customerId === undefined || each.customerId === customerId) &&
      (promotionId === undefined || each.promotionId === promotionId) &&
      (transactionIdentifier === undefined || each.transactionIdentifier === transactionIdentifier) &&
      (mode === '' || world.cartPromotions[each.promotionId]?.mode === mode),
  );
  return order === 'ASC' ? found : found.reverse();
}

type RedemptionRows = readonly RowOf<typeof cartPromotionGetRedemptions>[];

/** Asked by codes, the endpoint answers the codes themselves, or the redemptions of their promotions. */
function codeRows(world: World, asked: string, mode: string, withRedemptions: boolean): RedemptionRows {
  const found = asked.split(',').flatMap((code) => findCode(world, code.trim(), mode) ?? []);
  if (withRedemptions) {
    const ids = new Set(found.map(({ promotion }) => promotion.id));
    return world.cartRedemptions
      .filter(({ promotionId }) => ids.has(promotionId))
      .map((each) => toRedemptionJson(world, each));
  }
  return found.map((each) => toCodeJson(world, each));
}

const MOST_GRANTS = 100;

/** Grants something as often as asked, until it is refused. */
function grantTimes(
  times: number,
  grant: () => EarnedPromotion,
): { earned: readonly EarnedPromotion[]; failure?: SandboxFailure } {
  const earned: EarnedPromotion[] = [];
  while (earned.length < times) {
    const granted = rowOr({}, grant);
    if ('failure' in granted) return { earned, failure: granted.failure };
    earned.push(granted);
  }
  return { earned };
}

export const cartPromotionHandlers: Handlers = {
  ...handle(cartPromotionCreate, { envelope: 'data' }, ({ world, till, body, raw }) =>
    toCartPromotionJson(world, createCartPromotion(world, settingsIn(world, body, objectOf(raw.body)), till.id)),
  ),

  ...handle(cartPromotionUpdate, { envelope: 'data' }, ({ world, path, body, raw }) => {
    const promotion = cartPromotionById(world, path.promotionId);
    replaceCartPromotion(world, promotion, settingsIn(world, body, objectOf(raw.body)));
    return toCartPromotionJson(world, promotion);
  }),

  ...handle(cartPromotionEvaluate, { envelope: 'data' }, ({ world, till, body }) => {
    if (body.amount < 0) fail(400, 'amount must be a number from 0');
    const customer = customerById(world, body.customerId);
    const { cartItems = [], cartTenders = [], categoryHierarchySentInPayload: isSent = false } = body;
    const basket: Basket = {
      amount: body.amount,
      lines: cartItems.map((row) => lineIn(world, row, till.storeId, isSent)),
      tenders: cartTenders.map(({ identifier }) => identifier.toLowerCase()),
    };
    const codes = [...(body.promoCodes ?? []), ...(body.promoCode ?? [])];
    const known = JSON.stringify([basket.amount, basket.lines.map(({ sku, qty, amount }) => [sku, qty, amount])]);
    const applied = evaluate(world, basket, { customer, storeId: till.storeId, codes, cart: known });
    const wholes = applied.filter(({ discount }) => discount.byLine.size === 0);
    const isVoucher = ({ promotion }: Applied): boolean => promotion.mode === 'PAYMENT_VOUCHER';
    const toWholeJson = (each: Applied) => toAppliedJson(world, each, each.discount.total, { customer, codes });
    return {
      amount: decimal(body.amount),
      customerId: customer.id,
      cartItems: toItemsJson(world, body, basket, applied, { customer, codes }),
      evaluationId: keepEvaluation(world, customer, applied, { basket: known, codes }).id,
      appliedPromotions: wholes.filter((each) => !isVoucher(each)).map(toWholeJson),
      appliedPaymentVouchers: wholes.filter(isVoucher).map(toWholeJson),
      promoCodeEvaluationLogs: codes
        .filter((code) => !applied.some(({ promotion }) => usableCode(world, promotion, customer.id, [code])))
        .map((code) => ({ promoCode: code, message: 'The code does not apply' })),
      paymentVoucherEvaluationLogs: [],
      cartTenders: toTendersJson(
        world,
        body,
        applied.reduce((total, { discount }) => total + discount.total, 0),
      ),
      categoryHierarchySentInPayload: isSent,
      promoCodes: codes,
      paymentVouchers: body.paymentVouchers ?? [],
    };
  }),

  ...handle(
    cartPromotionRedeem,
    { envelope: 'data', codes: { 'body.transactionIdentifier': { missing: 801 } } },
    ({ world, body }) => {
      const customer = buyerIn(world, body);
      const { lineItems = [], redemptions = [], transactionIdentifier, transactionNumber, transactionDate } = body;
      const uses = [...lineItems, ...redemptions].map(toUse);
      if (uses.length === 0) fail(400, 'Give lineItems or redemptions');
      const unknown = uses.find(({ promotionId }) => entryOf(world.cartPromotions, promotionId) === undefined);
      if (unknown) invalid(world, `Promotion ${unknown.promotionId} does not exist`);
      const sale = { identifier: transactionIdentifier, number: transactionNumber, on: transactionDate };
      const { evaluationId = '' } = body;
      allOrNothing(world, (tried) => {
        redeemPromotions(tried, customer, sale, uses);
        if (evaluationId !== '') payEvaluation(tried, customer, evaluationId);
      });
      return {
        orgId: world.organisation.id,
        customerIdentifierValue: body.customerIdentifierValue ?? null,
        customerIdentifierType: body.customerIdentifierType ?? null,
        customerId: customer.id,
        transactionIdentifier,
        transactionNumber,
        transactionDate: Date.parse(transactionDate),
        transactionDateISO: transactionDate,
        amount: body.amount,
        redemptions: redemptions.map(toRedeemedJson),
        lineItems: lineItems.map(toRedeemedJson),
      };
    },
  ),

  ...handle(
    cartPromotionGetRedemptions,
    // Nothing is redeemed in another mode than the documented ones.
    {
      envelope: 'data',
      codes: { mode: { malformed: 'ignored' } },
      paging: byPage({ number: 'pageNumber', size: 'limit', limit: 10 }),
    },
    ({ world, query, raw, page }) => {
      if (query.promotionId !== undefined) cartPromotionById(world, query.promotionId);
      const mode = textOf(raw.query['mode']).toUpperCase();
      if (query.codes !== undefined) return codeRows(world, query.codes, mode, query.includeRedemptions ?? false);
      return page(redemptionsIn(world, query, mode)).map((each) => toRedemptionJson(world, each));
    },
  ),

  ...handle(cartPromotionEarn, { envelope: 'plain' }, ({ world, path, body }) => {
    const promotion = cartPromotionById(world, path.promotionId);
    const { earnedFromType: fromType, earnedFromId: fromId, eventTime, validTill } = body;
    const earning: Earning = { fromType, fromId, eventOn: eventTime ?? now(world), ...(validTill && { validTill }) };
    const earned = earnPromotion(world, promotion, customerById(world, body.customerId), earning);
    return { data: toEarnedJson(earned, body.eventDetails), errors: [] };
  }),

  // Each customer succeeds or fails alone. Customers who have reached the limit are reported.
  ...handle(cartPromotionIssueBulk, { envelope: 'plain' }, ({ world, path, query, body }) => {
    const promotion = cartPromotionById(world, path.promotionId);
    const earning = { fromType: 'BULK_ISSUE', fromId: query.contextId ?? '', eventOn: now(world) };
    const results = body.map((id) => ({
      id,
      issued: rowOr({}, () => earnPromotion(world, promotion, customerById(world, id), earning)),
    }));
    const errors = results.flatMap(({ id, issued }) =>
      'failure' in issued ? [{ code: issued.failure.code, message: `${id}: ${issued.failure.message}` }] : [],
    );
    const [first, ...others] = errors;
    if (results.length === 0) fail(400, 'The body contains no customers');
    if (first && errors.length === results.length) throw new SeveralProblems([first, ...others]);
    const issued = results.flatMap(({ id, issued }) =>
      'failure' in issued ? [] : [[id, toEarnedJson(issued)] as const],
    );
    return { data: Object.fromEntries(issued), errors: first && errors };
  }),

  ...handle(cartPromotionEarnBulk, { envelope: 'plain' }, ({ world, body }) => {
    const { earnedFromType: fromType, eventDetails, earnedPromotions, eventTime = now(world) } = body;
    const customer = customerById(world, body.customerId);
    if (earnedPromotions.length === 0) fail(400, 'earnedPromotions is empty');
    const data = earnedPromotions.map(({ promotionId, earnCount = 1, earnedFromId: fromId = eventDetails.id }) => {
      const times = Math.min(earnCount, MOST_GRANTS);
      const { earned, failure } = grantTimes(times, () =>
        earnPromotion(world, cartPromotionById(world, promotionId), customer, { fromType, fromId, eventOn: eventTime }),
      );
      return {
        earnedFromId: fromId,
        promotionId,
        successfulEarnCount: earned.length,
        failedEarnCount: times - earned.length,
        errorDetails: failure ? { errorCode: failure.code, errorMessages: [failure.message] } : null,
        customerEarnedPromotions: earned.map((each) => ({ ...toEarnedJson(each, eventDetails), errorDetails: null })),
      };
    });
    return { data, errors: [] };
  }),
};
