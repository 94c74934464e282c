/** What can happen in a walk: calls of all kinds, with arguments that are plausible at the time. */

import type { Customer } from '../../../src/sandbox/domains/customer/state.js';
import { codesOf } from '../../../src/sandbox/domains/promotions/cart-codes.js';
import type { Transaction } from '../../../src/sandbox/domains/transaction/state.js';
import { now } from '../../../src/sandbox/world/clock.js';
import { definitions } from '../../../src/tools/catalogue.js';
import { exampleOf } from '../../../src/tools/examples.js';
import type { Args } from '../conformance/sample.js';
import { valueAt } from '../support.js';
import type { Walk } from './walk.js';

/** One step: calls that belong together. */
export type Step = (walk: Walk) => Promise<unknown>;

const SKUS = ['TEE-WHT-M', 'CAP-CNV-01', 'SOCK-PK3', 'BAG-TOTE-01'] as const;
const INSTORE = { source: 'INSTORE' };

const byId = ({ id }: Customer): Args => ({ identifierName: 'id', identifierValue: String(id), ...INSTORE });
const entity = ({ id }: Customer): Args => ({ identifierType: 'id', identifierValue: String(id), ...INSTORE });
const list = <T>(things: Readonly<Record<string, T>>): T[] => Object.values(things);

/** Lines whose amounts add up, with prices that cannot be divided evenly. */
function lines({ dice }: Walk): { itemCode: string; qty: number; amount: number }[] {
  return SKUS.slice(0, dice.integer(1, SKUS.length)).map((itemCode) => ({
    itemCode,
    qty: dice.integer(1, 7),
    amount: dice.integer(100, 250_000) / 100,
  }));
}

/** A bill, at times of the past days or of tomorrow, with a discount on the whole, and paid with redemptions. */
function bill(walk: Walk, customer: Customer | null): Args {
  const { dice, world } = walk;
  const bought = lines(walk);
  const total = bought.reduce((sum, { amount }) => sum + amount, 0);
  const discount = dice.chance(0.2) ? dice.integer(0, 3000) / 100 : 0;
  const own = <T extends { customerId: number | null }>(things: T[]): T | undefined =>
    dice.pick(things.filter(({ customerId }) => customerId === customer?.id).slice(-4));
  const points = dice.chance(0.3) ? own(list(world.pointsRedemptions)) : undefined;
  const coupon = dice.chance(0.3) ? own(list(world.couponRedemptions)) : undefined;
  const evaluation = dice.chance(0.4) ? own(list(world.cartEvaluations)) : undefined;
  const group = customer && dice.chance(0.2) ? walk.groupOf(customer) : undefined;
  return {
    type: customer ? 'REGULAR' : 'NOT_INTERESTED',
    billNumber: walk.number('bill'),
    billAmount: Math.max(0, Math.round((total - discount) * 100) / 100),
    lineItemsV2: bought,
    ...(dice.chance(0.3) && { billingDate: walk.daysFromNow(dice.integer(-20, 1)) }),
    ...(points && { redemptions: { pointsRedemptions: [points.summaryId] } }),
    ...(coupon && { redemptions: { couponRedemptions: [coupon.id] } }),
    ...(evaluation && { promotionEvaluationId: evaluation.id }),
    ...(group && { userGroup2Id: group.id }),
  };
}

const buy: Step = async (walk) => {
  const customer = walk.somebody();
  const source = walk.dice.chance(0.2) ? 'ECOMMERCE' : 'INSTORE';
  const skips = walk.dice.chance(0.05) && { 'SKIP-DOWNSTREAM': true };
  await walk.call('transaction_add', { ...byId(customer), source, ...skips, body: bill(walk, customer) });
};

const buyInTouch: Step = async (walk) => {
  const bought = lines(walk);
  const customer = walk.somebody();
  const transaction = {
    type: 'regular',
    number: walk.number('bill'),
    amount: String(Math.round(bought.reduce((sum, { amount }) => sum + amount, 0) * 100) / 100),
    customer: { id: customer.id },
    line_items: { line_item: bought.map(({ itemCode, ...line }) => ({ item_code: itemCode, ...line })) },
  };
  await walk.call('transaction_add_v1_1', { body: { root: { transaction: [transaction] } } });
};

const buyAnonymously: Step = (walk) =>
  walk.call('transaction_add', { ...INSTORE, body: { ...bill(walk, null), notInterestedReason: 'in a hurry' } });

/** A bill that may be returned already. */
const someBill = ({ dice, world }: Walk): Transaction | undefined =>
  dice.pick(
    list(world.transactions)
      .filter(({ returnType }) => returnType === null)
      .slice(-40),
  );

const someLines = ({ dice }: Walk, { lineItems }: Transaction) =>
  lineItems
    .filter(() => dice.chance(0.6))
    .map(({ itemCode, qty, serial }) => ({ itemCode, serial, qty: dice.integer(1, Math.max(1, qty)) }));

const RETURNS = ['FULL', 'AMOUNT', 'LINE_ITEM', 'CANCELLED'] as const;

const giveBack: Step = async (walk) => {
  const bought = someBill(walk);
  if (!bought) return;
  const { dice } = walk;
  const returnType = dice.pick(RETURNS) ?? 'FULL';
  const owner = walk.world.customers[bought.customerId ?? 0];
  const body = {
    type: owner ? 'RETURN' : 'NOT_INTERESTED_RETURN',
    billNumber: bought.billNumber,
    returnType,
    billAmount: dice.integer(0, Math.ceil(bought.amount * 100)) / 100,
    purchaseTime: bought.billingDate,
    ...(bought.billingDate > now(walk.world) && { billingDate: bought.billingDate }),
    ...(returnType === 'LINE_ITEM' && { lineItemsV2: someLines(walk, bought) }),
  };
  const skips = dice.chance(0.05) && { 'SKIP-DOWNSTREAM': true };
  if (dice.chance(0.3) && owner) {
    const { type, value } = { type: 'id', value: String(owner.id) };
    await walk.call('transaction_add_bulk', {
      body: [{ identifierType: type, identifierValue: value, ...INSTORE, ...body }],
    });
  } else await walk.call('transaction_add', { ...(owner ? byId(owner) : INSTORE), ...skips, body });
};

const exchange: Step = async (walk) => {
  const bought = someBill(walk);
  const owner = bought && walk.world.customers[bought.customerId ?? 0];
  if (!owner) return;
  const back = someLines(walk, bought).map((line) => ({
    ...line,
    type: 'RETURN',
    parentBillNumber: bought.billNumber,
    purchaseTime: bought.billingDate,
  }));
  const body = {
    ...bill(walk, owner),
    billAmount: 100,
    lineItemsV2: [{ itemCode: SKUS[0], qty: 1, amount: 100 }, ...back],
  };
  await walk.call('transaction_add', { ...byId(owner), body });
};

/** Redeems with the code that the till asked for. */
const redeem: Step = async (walk) => {
  const customer = walk.somebody();
  const points = walk.dice.integer(1, 60) * 5;
  await walk.call('points_send_validation_code_v1_1', { mobile: walk.mobileOf(customer), points });
  const code = walk.world.validationCodes.findLast((each) => each.customerId === customer.id)?.code ?? '';
  const row = { points_redeemed: points, customer: { id: customer.id }, transaction_number: '', validation_code: code };
  await walk.call('points_redeem_v1_1', {
    body: { root: { redeem: [{ ...row, transaction_number: walk.number('bill') }] } },
  });
};

const reverse: Step = async ({ world, dice, call }) => {
  const redemption = dice.pick(list(world.pointsRedemptions).slice(-10));
  if (!redemption) return;
  const part = dice.chance(0.4) && { pointsToBeReversed: dice.integer(1, Math.ceil(redemption.points)) };
  const identifier = { type: 'ID', value: String(redemption.customerId) };
  await call('points_reverse_redemption', { body: { redemptionId: redemption.id, identifier, ...part } });
};

const transfer: Step = async (walk) => {
  const { dice, call } = walk;
  const [from, to] = [walk.somebody(), walk.somebody()];
  const points = { pointsTobeTransferred: dice.integer(1, 300), programId: 812 };
  const group = dice.chance(0.3) ? walk.groupOf(from) : undefined;
  if (!group) {
    const id = ({ id }: Customer) => ({ type: 'ID', value: String(id) });
    await call('points_transfer', {
      body: { ...points, fromCustomerIdentifier: id(from), toCustomerIdentifier: id(to) },
    });
    return;
  }
  const own = { type: 'CUSTOMER', ...entity(to) };
  const pooled = { type: 'USERGROUP2', identifierType: 'id', identifierValue: String(group.id) };
  const [fromEntity, toEntity] = dice.chance(0.5) ? [own, pooled] : [pooled, own];
  await call('points_transfer_group', { body: { ...points, transferredBy: entity(from), fromEntity, toEntity } });
};

/** Files a request of v1.1 and mostly decides it at once. */
async function request(walk: Walk, row: Args): Promise<void> {
  const answer = await walk.call('request_add_v1_1', { body: { root: { request: [row] } } });
  const id = answer && (walk.world.ids['request'] ?? 0);
  if (!id || walk.dice.chance(0.2)) return;
  const tool = walk.dice.chance(0.85) ? 'request_approve_v1_1' : 'request_reject_v1_1';
  const { type, base_type } = row;
  await walk.call(tool, { body: { root: { request: [{ id: String(id), type, base_type, updated_comments: 'ok' }] } } });
}

const goodwill: Step = (walk) => {
  const points = String(walk.dice.integer(1, 5000) / 10);
  const customer = { id: walk.somebody().id };
  return request(walk, {
    type: 'GOODWILL',
    base_type: 'POINTS',
    customer,
    points,
    reference_id: walk.number('goodwill'),
  });
};

const merge: Step = (walk) => {
  const [customer, other] = [walk.somebody(), walk.somebody()];
  const misc_info = { target_customer: { id: other.id } };
  return request(walk, { type: 'CHANGE_IDENTIFIER', base_type: 'MERGE', customer: { id: customer.id }, misc_info });
};

const changeIdentifier: Step = (walk) => {
  const customer = walk.somebody();
  const old_value = walk.mobileOf(customer);
  const row = { customer: { id: customer.id }, old_value, new_value: walk.freshMobile() };
  return request(walk, { type: 'CHANGE_IDENTIFIER', base_type: 'MOBILE', ...row });
};

const erase: Step = async (walk) => {
  const customerIdentificationInfo = entity(walk.somebody());
  const asked = { type: 'CUSTOMER', baseType: 'DELETE' };
  const answer = await walk.call('pii_deletion_request', {
    body: { ...asked, comments: 'asked in the app', customerIdentificationInfo },
  });
  const id = answer && String(walk.world.ids['request']);
  if (id) await walk.call('pii_deletion_update_status', { body: [{ ...asked, id, status: 'APPROVED' }] });
};

const register: Step = (walk) => {
  const mobile = walk.freshMobile();
  const profile = {
    firstName: `Walker${mobile.slice(-4)}`,
    identifiers: [{ type: 'mobile', value: mobile }],
    ...INSTORE,
  };
  return walk.call('customer_add', {
    ...INSTORE,
    body: { profiles: [profile], loyaltyInfo: { loyaltyType: 'loyalty' } },
  });
};

const changeStatus: Step = (walk) => {
  const label = walk.dice.chance(0.7) ? 'Active' : 'Suspended';
  return walk.call('customer_lookup_update_status', { ...byId(walk.somebody()), body: { reason: 'a walk', label } });
};

const issueCoupon: Step = async (walk) => {
  const series = walk.dice.pick(list(walk.world.couponSeries));
  if (!series) return;
  await walk.call('coupon_issue', { body: { seriesId: series.id, customer: { id: walk.somebody().id } } });
};

const redeemCoupon: Step = async (walk) => {
  const customer = walk.somebody();
  const held = list(walk.world.coupons).filter(({ customerId }) => customerId === customer.id);
  const coupon = walk.dice.pick(held.slice(-5));
  if (!coupon) return;
  const body = { redemptionRequestList: [{ code: coupon.code }], user: { id: customer.id } };
  await walk.call('coupon_redeem', { body: { ...body, transactionNumber: walk.number('bill'), billAmount: '1800' } });
};

const reactivateCoupon: Step = async ({ world, dice, call }) => {
  const redemption = dice.pick(list(world.couponRedemptions).slice(-10));
  if (redemption) await call('coupon_reactivate', { body: { redemptionIds: [redemption.id] } });
};

const legacyPromotion: Step = async (walk) => {
  const promotion = walk.dice.pick(list(walk.world.legacyPromotions));
  if (!promotion) return;
  const tools = [
    'promotion_earn_bulk',
    'promotion_enrol_and_earn_bulk',
    'promotion_revoke_earned_bulk',
    'promotion_revoke_enrolled_bulk',
  ] as const;
  const tool = walk.dice.pick(tools) ?? 'promotion_earn_bulk';
  const bulkAction = {
    promotion_earn_bulk: undefined,
    promotion_enrol_and_earn_bulk: walk.dice.pick(['ENROL', 'ENROL_AND_EARN']),
    promotion_revoke_earned_bulk: 'REVOKE_EARN',
    promotion_revoke_enrolled_bulk: 'REVOKE_ENROL',
  }[tool];
  await walk.call(tool, {
    body: {
      type: 'CUSTOMER',
      promotionDetails: { programId: 812, promotionId: promotion.id },
      identifierName: 'id',
      customers: [{ identifierValue: String(walk.somebody().id), ...INSTORE }],
      ...(bulkAction && { bulkAction }),
    },
  });
};

const joinPromotion: Step = async (walk) => {
  const found = walk.dice.pick(list(walk.world.loyaltyPromotions).filter(({ promotionId }) => promotionId !== 0));
  if (!found) return;
  const promotion = { id: found.id, promotionId: found.promotionId };
  for (const action of ['ENROL', 'OPT_IN']) {
    await walk.call('loyalty_promotion_enrol_members', {
      body: { requestId: walk.number('join'), action, promotion, customer: byId(walk.somebody()), programId: 812 },
    });
  }
};

/** A promotion that gives points, with limits. */
const newPromotion: Step = async (walk) => {
  const name = walk.number('promotion');
  const actions = [{ actionName: 'AWARD_POINTS_ACTION', mandatoryPropertiesValues: { AwardStrategy: '5001' } }];
  const period = { periodType: 'NON_PERIOD_BASED' };
  const answer = await walk.call('loyalty_promotion_create', {
    body: {
      metadata: {
        name,
        orgId: 100900,
        startDate: walk.daysFromNow(-1),
        endDate: walk.daysFromNow(40),
        promotionType: 'GENERIC',
        status: 'DRAFT',
      },
      customerEnrolment: {},
      limits: [{ granularity: 'USER', limitType: 'SUM', limitValue: 150, period }],
      activities: [
        { id: 'a', type: 'SINGLE', event: 'TransactionAdd', expJSON: 'true', commonCycleActionMapping: [{ actions }] },
      ],
    },
  });
  const promotionId = valueAt(answer, 'data.id');
  if (!promotionId) return;
  const submitted = { existingStatus: 'DRAFT', body: { promotionStatus: 'PENDING_APPROVAL' } };
  await walk.call('loyalty_promotion_update_status', { promotionId, ...submitted });
  await walk.call('loyalty_promotion_review', { promotionId, body: { approvalStatus: 'APPROVE' } });
};

const newCartPromotion: Step = (walk) => {
  const { dice } = walk;
  const type = dice.pick(['POS', 'CODE', 'CUSTOMER']);
  const kpi = dice.pick(['REDEMPTION', 'TRANSACTION', 'DISCOUNT']);
  return walk.call('cart_promotion_create', {
    body: {
      name: walk.number('cart'),
      type,
      active: true,
      isStackable: dice.chance(0.5),
      priority: dice.integer(0, 3),
      mode: 'DISCOUNT',
      startDate: Date.parse(now(walk.world)),
      endDate: Date.parse(walk.daysFromNow(60)),
      condition: { type: 'CART', cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: '1' } },
      action: { type: 'CART_BASED', cartBasedAction: { type: 'ABSOLUTE', value: '40' } },
      promotionRestrictions: { Customer: [{ kpi, limit: kpi === 'DISCOUNT' ? '100' : '2' }] },
    },
  });
};

/** Evaluates a cart, and mostly pays it or redeems its promotions by themselves. */
const evaluateCart: Step = async (walk) => {
  const customer = walk.somebody();
  const promotions = list(walk.world.cartPromotions);
  const held = walk.dice.pick(promotions.filter(({ type }) => type === 'CUSTOMER'));
  if (held && walk.dice.chance(0.4)) {
    await walk.call('cart_promotion_issue_bulk', { promotionId: held.id, contextId: 'walk', body: [customer.id] });
  }
  const cartItems = lines(walk).map(({ itemCode, amount, qty }) => ({
    sku: itemCode,
    amount: String(amount),
    qty: String(qty),
  }));
  const amount = String(cartItems.reduce((sum, each) => sum + Number(each.amount), 0));
  const promoCodes = promotions.filter(({ type }) => type === 'CODE').flatMap(codesOf);
  const answer = await walk.call('cart_promotion_evaluate', {
    body: { amount, customerId: customer.id, cartItems, promoCodes },
  });
  const evaluation = walk.world.cartEvaluations[String(valueAt(answer, 'data.evaluationId'))];
  if (!evaluation) return;
  if (walk.dice.chance(0.6)) {
    const body = { ...bill(walk, customer), promotionEvaluationId: evaluation.id };
    await walk.call('transaction_add', { ...byId(customer), body });
    return;
  }
  const redemptions = evaluation.uses.map(({ promotionId, earnedId: earnedPromotionId, discount }) => ({
    promotionId,
    earnedPromotionId,
    redemptionCount: walk.dice.integer(1, 2),
    discount,
  }));
  if (redemptions.length === 0 || walk.dice.chance(0.5)) return;
  const transactionIdentifier = walk.number('sale');
  await walk.call('cart_promotion_redeem', {
    body: {
      customerId: String(customer.id),
      transactionIdentifier,
      transactionNumber: transactionIdentifier,
      transactionDate: Date.parse(now(walk.world)),
      amount,
      redemptions,
    },
  });
};

const issueReward: Step = async (walk) => {
  const reward = walk.dice.pick(list(walk.world.rewards));
  if (!reward) return;
  const named = { rewardId: reward.id, username: 'blr01.till01', skip_validation: true };
  const requestId = walk.number('reward');
  await walk.call('reward_issue', {
    ...named,
    body: {
      mobile: walk.mobileOf(walk.somebody()),
      brand: 'Meridian Threads',
      transactionNumber: requestId,
      requestId,
    },
  });
};

const groups: Step = async (walk) => {
  const { dice } = walk;
  const group = dice.pick(list(walk.world.userGroups).filter(({ status }) => status === 'ACTIVE'));
  if (!group) return;
  if (dice.chance(0.6)) {
    const body = [
      { userId: walk.somebody().id, permissions: ['allow_points_transfer'], defaultGroup: dice.chance(0.5) },
    ];
    await walk.call('user_group_join', { id: group.id, body });
    return;
  }
  const member = dice.pick(group.members);
  const customer = walk.world.customers[member?.customerId ?? 0];
  if (customer) await walk.call('user_group_remove_member', { groupId: group.id, ...byId(customer) });
};

const unlock: Step = async (walk) => {
  const bought = walk.dice.pick(
    list(walk.world.transactions)
      .filter(({ source }) => source === 'ECOMMERCE')
      .slice(-5),
  );
  const owner = bought && walk.world.customers[bought.customerId ?? 0];
  if (!owner) return;
  await walk.call('points_unlock_promised', {
    ...byId(owner),
    body: { eventName: 'TransactionAdd', billNumber: bought.billNumber },
  });
};

const convert: Step = async (walk) => {
  const bought = walk.dice.pick(list(walk.world.transactions).filter(({ type }) => type === 'NOT_INTERESTED'));
  if (!bought) return;
  const row = { id: String(bought.id), number: bought.billNumber, old_type: 'NOT_INTERESTED', new_type: 'REGULAR' };
  const transaction = [{ ...row, customer: { id: walk.somebody().id } }];
  await walk.call('transaction_update_v1_1', { 'X-CAP-CLIENT-SIGNATURE': 'WALK', body: { root: { transaction } } });
};

/** Writes that change the password that the walk itself uses. */
const LOCKS_OUT = new Set(['staff_change_password']);

const writes = definitions.filter(
  ({ tool, effect, auth }) => effect !== 'read' && auth !== 'oauth' && !LOCKS_OUT.has(tool),
);

/** Any write of the catalogue, with the arguments of its example, but for somebody else. */
const anyWrite: Step = async (walk) => {
  const definition = walk.dice.pick(writes);
  const example = definition && (await exampleOf(definition));
  if (!example) return;
  const customer = walk.somebody();
  const text = JSON.stringify(example)
    .replaceAll('418400001', String(customer.id))
    .replaceAll('919800000001', walk.mobileOf(customer))
    .replaceAll('919700001234', walk.freshMobile());
  await walk.call(definition.tool, JSON.parse(text));
};

const HOUR = 3600;

/** Hours, days, and at times months: points become redeemable and expire, and tiers end. */
const wait: Step = ({ dice, advance }) =>
  advance(HOUR * (dice.chance(0.1) ? 24 * dice.integer(30, 120) : dice.integer(1, 24 * dice.integer(1, 10))));

/** Every kind of step, and how often it happens. */
export const STEPS: readonly (readonly [weight: number, name: string, step: Step])[] = [
  [14, 'buy', buy],
  [4, 'buy (v1.1)', buyInTouch],
  [3, 'buy anonymously', buyAnonymously],
  [9, 'return', giveBack],
  [3, 'exchange', exchange],
  [8, 'redeem points', redeem],
  [5, 'reverse a redemption', reverse],
  [6, 'transfer points', transfer],
  [5, 'goodwill', goodwill],
  [1, 'merge', merge],
  [1, 'change an identifier', changeIdentifier],
  [1, 'erase', erase],
  [3, 'register', register],
  [2, 'change a status', changeStatus],
  [4, 'issue a coupon', issueCoupon],
  [4, 'redeem a coupon', redeemCoupon],
  [2, 'reactivate a coupon', reactivateCoupon],
  [3, 'legacy promotion', legacyPromotion],
  [2, 'join a promotion', joinPromotion],
  [1, 'new promotion', newPromotion],
  [2, 'new cart promotion', newCartPromotion],
  [6, 'evaluate a cart', evaluateCart],
  [3, 'issue a reward', issueReward],
  [2, 'groups', groups],
  [1, 'unlock points', unlock],
  [2, 'convert a bill', convert],
  [8, 'any write', anyWrite],
  [8, 'wait', wait],
];
