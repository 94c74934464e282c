import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aBill, aCustomer, errorOf, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;
const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

let count = 0;
/** The only promotion that runs. */
const only = async (condition: object, action: object, more: object = {}): Promise<string> => {
  for (const each of Object.values(sandbox.world.cartPromotions)) each.active = false;
  return add(condition, action, more);
};
const add = async (condition: object, action: object, more: object = {}): Promise<string> => {
  count += 1;
  const body = {
    name: `Promotion ${count}`,
    type: 'POS',
    active: true,
    startDate: Date.parse('2026-05-01T00:00:00Z'),
    endDate: Date.parse('2026-06-01T00:00:00Z'),
    condition,
    action,
    ...more,
  };
  return String(valueAt((await call('POST /api_gateway/v1/promotions', { body })).body, 'data.id'));
};
const line = (sku: string, amount: number, qty = 1) => ({ sku, amount, qty });
const cart = async (customer: Customer, lines: { amount: number }[], more: object = {}) =>
  (
    await call('POST /api_gateway/v1/promotions/evaluate', {
      body: {
        customerId: customer.id,
        amount: lines.reduce((total, each) => total + each.amount, 0),
        cartItems: lines,
        ...more,
      },
    })
  ).body;
const off = async (customer: Customer, lines: { amount: number }[], more: object = {}): Promise<number> => {
  const body = await cart(customer, lines, more);
  const whole = fieldOfEach(body, 'data.appliedPromotions', 'discount');
  const byLine = fieldOfEach(body, 'data.cartItems', 'discount');
  return [...whole, ...byLine].reduce<number>((total, each) => total + Number(each), 0);
};
const ABOVE = (value: number) => ({
  type: 'CART',
  cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value },
});
const OFF = (type: string, value: number) => ({ type: 'CART_BASED', cartBasedAction: { type, value } });
const OF = (entity: string, values: string[], more: object = {}) => ({
  type: 'PRODUCT',
  productCondition: { kpi: 'NONE', criteriaList: [{ entity, operator: 'IN', values }], ...more },
});

describe('evaluating a cart', () => {
  it.each([
    ['a percentage from an amount on', ABOVE(500), OFF('PERCENTAGE', 10), [line('CAP-CNV-01', 500)], 50],
    ['nothing below it', ABOVE(500), OFF('PERCENTAGE', 10), [line('CAP-CNV-01', 499)], 0],
    ['an amount, never more than the cart', ABOVE(1), OFF('ABSOLUTE', 900), [line('CAP-CNV-01', 499)], 499],
    [
      'by the number of items',
      { type: 'CART', cartCondition: { kpi: 'ITEMCOUNT', operator: 'GREATER_THAN', value: 2 } },
      OFF('ABSOLUTE', 100),
      [line('SOCK-PK3', 900, 3)],
      100,
    ],
    [
      'lines of a brand',
      OF('BRAND', ['Stride']),
      { type: 'PRODUCT_BASED', productBasedAction: { type: 'PERCENTAGE', value: 50 } },
      [line('SHOE-SNK-8', 2000), line('CAP-CNV-01', 500)],
      1000,
    ],
    [
      'all but a category',
      {
        type: 'PRODUCT',
        productCondition: {
          kpi: 'NONE',
          criteriaList: [{ entity: 'CATEGORY', operator: 'NOT_IN', values: ['Footwear'] }],
        },
      },
      { type: 'PRODUCT_BASED', productBasedAction: { type: 'ABSOLUTE', value: 50 } },
      [line('SHOE-SNK-8', 2000), line('CAP-CNV-01', 500)],
      50,
    ],
    [
      'a price for so many',
      OF('SKU', ['TEE-WHT-M'], { kpi: 'QUANTITY', operator: 'GREATER_THAN_OR_EQUAL', value: 3 }),
      { type: 'FIXED_PRICE', fixedPriceAction: { value: 1500 } },
      [line('TEE-WHT-M', 1797, 3)],
      297,
    ],
    [
      'something free',
      ABOVE(1000),
      { type: 'FREE_PRODUCT', freeProductAction: { quantity: 1, productBasedCondition: OF('SKU', ['SOCK-PK3']) } },
      [line('JKT-DEN-M', 4499), line('SOCK-PK3', 798, 2)],
      399,
    ],
    [
      'so much a unit',
      OF('SKU', ['SOCK-PK3']),
      { type: 'PER_UNIT', perUnitAction: { type: 'ABSOLUTE', value: 10 } },
      [line('SOCK-PK3', 1197, 3)],
      30,
    ],
    [
      'a combination',
      {
        type: 'COMBO_PRODUCT',
        comboProductCondition: {
          productConditions: [OF('SKU', ['CAP-CNV-01']).productCondition, OF('BRAND', ['Stride']).productCondition],
        },
      },
      OFF('ABSOLUTE', 70),
      [line('CAP-CNV-01', 499), line('SHOE-SNK-8', 2499)],
      70,
    ],
  ])('discounts %s', async (_, condition, action, lines, expected) => {
    await only(condition, action);
    expect(await off(aCustomer(sandbox.world), lines)).toBe(expected);
  });

  it('knows payments, codes, stores and members', async () => {
    const customer = aCustomer(sandbox.world);
    const lines = [line('CAP-CNV-01', 1000)];
    await only(
      { type: 'TENDER', tenderCondition: { type: 'CARD', identifier: 'VISA' } },
      { type: 'TENDER', tenderBasedAction: { type: 'PERCENTAGE', value: 5 } },
    );
    expect(await off(customer, lines)).toBe(0);
    expect(await off(customer, lines, { cartTenders: [{ identifier: 'Visa Card', amount: 1000 }] })).toBe(50);
    await only(ABOVE(1), OFF('ABSOLUTE', 20), { type: 'CODE', promotionCodes: ['LUNCH10'] });
    expect([await off(customer, lines), await off(customer, lines, { promoCodes: ['lunch10'] })]).toEqual([0, 20]);
    await only(ABOVE(1), OFF('ABSOLUTE', 20), {
      storeCriteria: { operator: 'NOT_IN', type: 'STORE', values: [50011] },
    });
    expect(await off(customer, lines)).toBe(0);
    await only(ABOVE(1), OFF('ABSOLUTE', 20), { isLoyaltyOnly: true });
    const guest = aCustomer(sandbox.world, { loyaltyType: 'non_loyalty' });
    expect([await off(customer, lines), await off(guest, lines)]).toEqual([20, 0]);
  });

  it('goes by priority, and stacks what may be stacked over what is left', async () => {
    const customer = aCustomer(sandbox.world);
    await only(ABOVE(1), OFF('PERCENTAGE', 10), { isStackable: true, priority: 2 });
    await add(ABOVE(1), OFF('ABSOLUTE', 100), { isStackable: true, priority: 1 });
    await add(ABOVE(1), OFF('ABSOLUTE', 500), { isStackable: false, priority: 3 });
    expect(await off(customer, [line('CAP-CNV-01', 1000)])).toBe(100 + 90);
    await add(ABOVE(1), OFF('ABSOLUTE', 50), { isStackable: false, priority: 0 });
    expect(await off(customer, [line('CAP-CNV-01', 1000)])).toBe(50);
  });
});

describe('newer conditions and benefits', () => {
  const POINTS = { paymentModeSelectionCriteriaRO: { operator: 'IN', values: ['POINTS'] } };
  const HALF = { type: 'PRODUCT_BASED', productBasedAction: { type: 'PERCENTAGE', value: 50 } };
  const lines = [line('CAP-CNV-01', 500), line('SOCK-PK3', 300, 3)];
  const paid = (identifier: string) => ({ cartTenders: [{ identifier, amount: 800 }] });

  it('depend on the payment mode, alone or with products', async () => {
    const customer = aCustomer(sandbox.world);
    await only({ type: 'PAYMENT_MODE', paymentModeCondition: POINTS }, HALF);
    expect([await off(customer, lines, paid('Points')), await off(customer, lines, paid('Cash'))]).toEqual([400, 0]);
    const scope = { paymentModeCondition: POINTS, condition: OF('SKU', ['SOCK-PK3']) };
    await only({ type: 'PAYMENT_MODE_SCOPE', paymentModeScopeConditionRO: scope }, HALF);
    expect([await off(customer, lines, paid('Points')), await off(customer, lines)]).toEqual([150, 0]);
    const both = [OF('SKU', ['SOCK-PK3']).productCondition, OF('SKU', ['CAP-CNV-01']).productCondition];
    const combo = { paymentModeCondition: POINTS, comboProductCondition: { productConditions: both } };
    await only({ type: 'PAYMENT_MODE_COMBO_PRODUCT', paymentComboProductConditionRO: combo }, HALF);
    expect(await off(customer, lines, paid('Points'))).toBe(400);
    expect(await off(customer, lines.slice(1), paid('Points'))).toBe(0);
  });

  it('name several means of payment, with a condition besides', async () => {
    const customer = aCustomer(sandbox.world);
    const tenderModes = [{ type: 'CASH' }, { type: 'CARD', identifiers: ['VISA'] }];
    await only(
      { type: 'TENDER', tenderCondition: { tenderModes, condition: ABOVE(500) } },
      { type: 'TENDER', tenderBasedAction: { type: 'ABSOLUTE', value: '20' } },
    );
    const offs = ['Visa Card', 'Cash', 'Mastercard'].map((name) => off(customer, lines, paid(name)));
    expect(await Promise.all(offs)).toEqual([20, 20, 0]);
    expect(await off(customer, lines.slice(1), paid('Cash'))).toBe(0);
  });

  it('give a benefit for each so many units', async () => {
    const customer = aCustomer(sandbox.world);
    const free = { type: 'FREE_PRODUCT', freeProductAction: { productBasedCondition: OF('SKU', ['SOCK-PK3']) } };
    const perUnitAction = { perUnitKPI: 'QUANTITY', perUnitDivider: '2', rewardAction: free };
    await only(OF('SKU', ['CAP-CNV-01']), { type: 'PER_UNIT', perUnitAction });
    const caps = (qty: number) => [line('CAP-CNV-01', 500 * qty, qty), line('SOCK-PK3', 300, 3)];
    expect([await off(customer, caps(1)), await off(customer, caps(2)), await off(customer, caps(4))]).toEqual([
      0, 100, 200,
    ]);
  });

  it('charge a fixed price for products of their own, and end with the uses of all customers', async () => {
    const [one, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const price = { value: 60, productBasedCondition: OF('SKU', ['SOCK-PK3']) };
    const promotionRestrictions = { Promotion: [{ kpi: 'REDEMPTION', limit: '1' }] };
    const promotionId = await only(
      OF('SKU', ['CAP-CNV-01']),
      { type: 'FIXED_PRICE', fixedPriceAction: price },
      { promotionRestrictions },
    );
    expect(await off(other, lines)).toBe(240);
    const body = {
      customerId: one.id,
      transactionIdentifier: 'fp-1',
      transactionNumber: 'fp-1',
      transactionDate: 1777788000000,
      amount: 800,
      redemptions: [{ promotionId, redemptionCount: 1, discount: 240 }],
    };
    expect((await call('POST /api_gateway/v1/promotions/redemptions', { body })).status).toBe(200);
    expect(await off(other, lines)).toBe(0);
  });
});

describe('a cart as newer samples send it', () => {
  it('has codes in promoCode too, and its own ids of lines come back', async () => {
    const customer = aCustomer(sandbox.world);
    await only(ABOVE(1), OFF('ABSOLUTE', 50), { type: 'CODE', codes: ['LUNCH'] });
    const lines = [{ ...line('CAP-CNV-01', 1000), referenceId: '5f0c-1', appliedPromotions: null, discount: null }];
    expect(await off(customer, lines)).toBe(0);
    expect(await off(customer, lines, { promoCode: ['lunch'] })).toBe(50);
    expect(await off(customer, lines, { promoCodes: ['lunch'], promoCode: null })).toBe(50);
    expect(fieldOfEach(await cart(customer, lines), 'data.cartItems', 'referenceId')).toEqual(['5f0c-1']);
  });
});

describe('redeeming', () => {
  const REDEMPTIONS = '/api_gateway/v1/promotions/redemptions';
  const sale = { transactionIdentifier: 'v-1', transactionNumber: 'v-1', transactionDate: 1777788000000, amount: 1 };

  it('fails validation, without an envelope, for an unknown promotion and without a customer', async () => {
    const redemptions = [{ promotionId: 'none', redemptionCount: 1 }];
    const customerId = String(aCustomer(sandbox.world).id);
    const unknown = await call(`POST ${REDEMPTIONS}`, { body: { ...sale, customerId, redemptions } });
    const nobody = await call(`POST ${REDEMPTIONS}`, { body: { ...sale, redemptions } });
    for (const { status, body } of [unknown, nobody]) {
      expect(status).toBe(400);
      expect(body).toMatchObject({ errorCode: 400, message: 'Validation Failed', errorDetails: [expect.any(String)] });
    }
  });

  it('is answered by the codes themselves if asked by code', async () => {
    const promotionId = await only(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'CODE', codes: ['FIVE', 'SIX'] });
    const customer = aCustomer(sandbox.world);
    const redemptions = [{ promotionId, redemptionCount: 1, discount: 10 }];
    await call(`POST ${REDEMPTIONS}`, { body: { ...sale, customerId: String(customer.id), redemptions } });
    const { body } = await call(`GET ${REDEMPTIONS}?codes=five,other&mode=DISCOUNT`);
    expect(valueAt(body, 'data')).toMatchObject([
      { promotionId, code: 'FIVE', active: true, mode: 'DISCOUNT', validTillISO: '2026-06-01T00:00:00Z' },
    ]);
    const used = await call(`GET ${REDEMPTIONS}?codes=FIVE&mode=DISCOUNT&includeRedemptions=true`);
    expect(fieldOfEach(used.body, 'data', 'customerId')).toEqual([customer.id]);
    expect(fieldOfEach((await call(`GET ${REDEMPTIONS}?codes=FIVE&mode=REWARD`)).body, 'data', 'code')).toEqual([]);
  });
});

describe('earning', () => {
  it('counts, for each promotion, what was granted and what was not', async () => {
    const once = await only(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'CUSTOMER', maxIssuancePerCustomer: 1 });
    const customer = aCustomer(sandbox.world);
    const earnedPromotions = [
      { promotionId: once, earnCount: 3 },
      { promotionId: 'none', earnCount: 1 },
    ];
    const { status, body } = await call('POST /api_gateway/v1/promotions/earn/bulk', {
      body: {
        customerId: customer.id,
        earnedFromType: 'ACTIVITY',
        eventDetails: { id: 'e-1', type: 'TransactionAdd', eventPayload: { storeId: 4 } },
        earnedPromotions,
      },
    });
    expect(status).toBe(200);
    expect(valueAt(body, 'data')).toMatchObject([
      { successfulEarnCount: 1, failedEarnCount: 2, errorDetails: { errorCode: 708 } },
      { successfulEarnCount: 0, failedEarnCount: 1, errorDetails: { errorCode: 725 }, customerEarnedPromotions: [] },
    ]);
    expect(fieldOfEach(body, 'data.0.customerEarnedPromotions', 'earnedFromId')).toEqual(['e-1']);
  });

  it('ends when validTill says, and an issue needs no contextId', async () => {
    const id = await only(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'CUSTOMER', maxIssuancePerCustomer: -1 });
    const customer = aCustomer(sandbox.world);
    const validTill = Date.parse('2026-05-04T00:00:00Z');
    const source = { earnedFromType: 'ACTIVITY', earnedFromId: 'a-1' };
    const sent = { customerId: customer.id, ...source, id: 'mine', promotionId: id, validTill: String(validTill) };
    const earned = await call(`POST /api_gateway/v1/promotions/${id}/earn`, { body: sent });
    expect(valueAt(earned.body, 'data.validTill')).toBe(validTill);
    const issued = await call(`POST /api_gateway/v1/promotions/${id}/issueBulk`, { body: [customer.id] });
    expect(valueAt(issued.body, `data.${customer.id}`)).toMatchObject({ promotionId: id, earnedFromId: null });
  });
});

it('an issue to customers of whom none can have it says of each why', async () => {
  const id = await only(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'CUSTOMER', maxIssuancePerCustomer: 0 });
  const customer = aCustomer(sandbox.world);
  const path = `POST /api_gateway/v1/promotions/${id}/issueBulk`;
  const { status, body } = await call(path, { body: [customer.id, 7] });
  expect([status, fieldOfEach(body, 'errors', 'code')]).toEqual([400, [708, 400]]);
  expect(fieldOfEach(body, 'errors', 'message')).toEqual([
    expect.stringMatching(`^${customer.id}: `),
    expect.stringMatching('^7: '),
  ]);
});

describe('promotions that are held', () => {
  it('apply once they are given, as often as they may be, and not after they were used', async () => {
    const id = await only(ABOVE(1), OFF('ABSOLUTE', 100), { type: 'CUSTOMER', maxIssuancePerCustomer: 1 });
    const customer = aCustomer(sandbox.world);
    const lines = [line('CAP-CNV-01', 1000)];
    const issue = () => call(`POST /api_gateway/v1/promotions/${id}/issueBulk?contextId=x`, { body: [customer.id] });
    const redeem = (transactionIdentifier: string) =>
      call('POST /api_gateway/v1/promotions/redemptions', {
        body: {
          customerId: String(customer.id),
          transactionIdentifier,
          transactionNumber: transactionIdentifier,
          transactionDate: Date.parse('2026-05-03T06:00:00Z'),
          amount: 1000,
          redemptions: [{ promotionId: id, redemptionCount: 1, discount: 100 }],
        },
      });
    expect(await off(customer, lines)).toBe(0);
    expect(codeOf(await redeem('s-0'))).toEqual([400, 400]);
    await issue();
    expect(codeOf(await issue())).toEqual([400, 708]);
    expect(await off(customer, lines)).toBe(100);
    expect((await redeem('s-1')).status).toBe(200);
    expect(codeOf(await redeem('s-1'))).toEqual([400, 800]);
    expect(codeOf(await redeem('s-2'))).toEqual([400, 400]);
    expect(await off(customer, lines)).toBe(0);
    const { body } = await call(`GET /api_gateway/v1/promotions/redemptions?customerId=${customer.id}`);
    expect(fieldOfEach(body, 'data', 'transactionIdentifier')).toEqual(['s-1']);
  });

  it('are limited for the customer by their restrictions', async () => {
    const id = await only(ABOVE(1), OFF('ABSOLUTE', 10), {
      promotionRestrictions: { Customer: [{ kpi: 'REDEMPTION', limit: '2.000000' }] },
    });
    const customer = aCustomer(sandbox.world);
    const redeem = (transactionIdentifier: string) =>
      call('POST /api_gateway/v1/promotions/redemptions', {
        body: {
          customerId: String(customer.id),
          transactionIdentifier,
          transactionNumber: 'n',
          transactionDate: 1777788000000,
          amount: 1,
          redemptions: [{ promotionId: id, redemptionCount: 1, discount: 10 }],
        },
      });
    expect([(await redeem('r-1')).status, (await redeem('r-2')).status, (await redeem('r-3')).status]).toEqual([
      200, 200, 400,
    ]);
    expect(await off(customer, [line('CAP-CNV-01', 1000)])).toBe(0);
    expect(await off(aCustomer(sandbox.world), [line('CAP-CNV-01', 1000)])).toBe(10);
  });

  it('are used by all lines of a sale at once, and within the limits of all lines together', async () => {
    const customer = aCustomer(sandbox.world);
    const redeem = (transactionIdentifier: string, lineItems: object[]) =>
      call('POST /api_gateway/v1/promotions/redemptions', {
        body: {
          customerId: String(customer.id),
          transactionIdentifier,
          transactionNumber: 'n',
          transactionDate: 1777788000000,
          amount: 1,
          lineItems: lineItems.map((each) => ({ redemptionCount: 1, discount: 10, ...each })),
        },
      });
    const limited = await only(ABOVE(1), OFF('ABSOLUTE', 10), {
      promotionRestrictions: { Customer: [{ kpi: 'REDEMPTION', limit: '2.000000' }] },
    });
    const lines = ['a', 'b', 'c'].map((sku) => ({ promotionId: limited, sku }));
    expect(codeOf(await redeem('m-1', lines))).toEqual([400, 400]);
    expect((await redeem('m-1', lines.slice(0, 2))).status).toBe(200);

    const promotionId = await only(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'CUSTOMER', maxIssuancePerCustomer: 1 });
    await call(`POST /api_gateway/v1/promotions/${promotionId}/issueBulk?contextId=x`, { body: [customer.id] });
    const held = Object.values(sandbox.world.earnedPromotions).find((each) => each.promotionId === promotionId);
    const uses = ['a', 'b'].map((sku) => ({ promotionId, sku, earnedPromotionId: held?.id }));
    expect((await redeem('m-2', uses)).status).toBe(200);
    expect(codeOf(await redeem('m-3', uses))).toEqual([400, 400]);
  });

  it('are refused for types that nobody holds, and before and after their time', async () => {
    const id = await only(ABOVE(1), OFF('ABSOLUTE', 10));
    const customer = aCustomer(sandbox.world);
    const earn = (promotionId: string) =>
      call(`POST /api_gateway/v1/promotions/${promotionId}/earn`, {
        body: { customerId: customer.id, earnedFromType: 'ACTIVITY', earnedFromId: 'x' },
      });
    expect(codeOf(await earn(id))).toEqual([400, 714]);
    expect(codeOf(await earn('none'))).toEqual([400, 725]);
    expect(
      codeOf(
        await earn(
          await add(ABOVE(1), OFF('ABSOLUTE', 10), { type: 'EARNING', startDate: Date.parse('2026-05-20T00:00:00Z') }),
        ),
      ),
    ).toEqual([400, 709]);
  });
});

describe('a bill', () => {
  const pay = (customer: Customer, billNumber: string, more: object) =>
    call(`POST /v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customer.id}`, {
      body: { type: 'REGULAR', billNumber, billAmount: 900, ...more },
    });
  const evaluated = async (customer: Customer, lines: { amount: number }[]) => {
    const body = await cart(customer, lines);
    const identifiers = [
      ...fieldOfEach(body, 'data.appliedPromotions', 'identifier'),
      ...fieldOfEach(body, 'data.cartItems', 'appliedPromotions').flatMap((applied) =>
        fieldOfEach({ applied }, 'applied', 'identifier'),
      ),
    ];
    return { promotionEvaluationId: String(valueAt(body, 'data.evaluationId')), identifiers };
  };
  const redeemed = async (customer: Customer) => {
    const { body } = await call(`GET /api_gateway/v1/promotions/redemptions?customerId=${customer.id}`);
    return valueAt(body, 'data');
  };
  const LIMITED = { promotionRestrictions: { Customer: [{ kpi: 'REDEMPTION', limit: '1' }] } };
  const cap = [line('CAP-CNV-01', 1000)];

  it('uses the promotions of its evaluation, up to their limits and for one bill only', async () => {
    const promotionId = await only(ABOVE(1), OFF('ABSOLUTE', 100), LIMITED);
    const customer = aCustomer(sandbox.world);
    const [first, second] = [await evaluated(customer, cap), await evaluated(customer, cap)];
    const { promotionEvaluationId } = first;
    const paid = await pay(customer, 'cp-1', { promotionEvaluationId });
    expect(paid.status).toBe(200);
    expect(await redeemed(customer)).toMatchObject([
      { promotionId, transactionNumber: 'cp-1', discount: '100', cartEvaluationId: promotionEvaluationId },
    ]);
    expect(await off(customer, cap)).toBe(0);
    const refused = (more: object) =>
      sandbox.expectRefused(
        `POST /v2/transactions?source=INSTORE&identifierName=id&identifierValue=${customer.id}`,
        400,
        { body: { type: 'REGULAR', billNumber: 'cp-2', billAmount: 900, ...more } },
      );
    await refused({ promotionEvaluationId });
    await refused({ promotionEvaluationId: second.promotionEvaluationId });
    await refused({ promotionEvaluationId: 'nonsense' });
    await refused({ promotionEvaluationId: (await evaluated(aCustomer(sandbox.world), cap)).promotionEvaluationId });
    await refused({ appliedPromotionIdentifiers: ['nonsense'] });
    await refused({ appliedPromotionIdentifiers: second.identifiers });
    expect((await pay(customer, 'cp-2', {})).status).toBe(200);
  });

  it('uses those that it names, once for all its lines, and uses up what the customer holds', async () => {
    const onLines = { type: 'PRODUCT_BASED', productBasedAction: { type: 'ABSOLUTE', value: 30 } };
    const held = await only(OF('SKU', ['CAP-CNV-01', 'SOCK-PK3']), onLines, { type: 'CUSTOMER', isStackable: true });
    const other = await add(ABOVE(1), OFF('ABSOLUTE', 100), { isStackable: true });
    const customer = aCustomer(sandbox.world);
    await call(`POST /api_gateway/v1/promotions/${held}/issueBulk?contextId=x`, { body: [customer.id] });
    const { promotionEvaluationId, identifiers } = await evaluated(customer, [...cap, line('SOCK-PK3', 300)]);
    expect(identifiers).toHaveLength(3);
    const ofLines = identifiers.filter((each) => Buffer.from(String(each), 'base64').includes(held));
    expect(ofLines).toHaveLength(2);
    const lineItemsV2 = ofLines.map((each) => ({ itemCode: 'SOCK-PK3', appliedPromotionIdentifiers: [each] }));
    const both = { promotionEvaluationId, lineItemsV2 };
    expect((await pay(customer, 'cp-3', both)).status).toBe(200);
    expect(await redeemed(customer)).toMatchObject([{ promotionId: held, redemptionCount: 1, discount: '60' }]);
    expect(await off(customer, cap)).toBe(100);
    expect((await pay(customer, 'cp-4', { appliedPromotionIdentifiers: identifiers.slice(0, 1) })).status).toBe(200);
    expect(await redeemed(customer)).toMatchObject([{ promotionId: other }, { promotionId: held }]);
  });

  it('does not give them back when it is returned, and uses none when it is only simulated', async () => {
    await only(ABOVE(1), OFF('ABSOLUTE', 100), LIMITED);
    const customer = aCustomer(sandbox.world);
    const { promotionEvaluationId } = await evaluated(customer, cap);
    const query = `source=INSTORE&identifierName=id&identifierValue=${customer.id}`;
    const body = { type: 'REGULAR', billNumber: 'cp-5', billAmount: 900, promotionEvaluationId };
    expect((await call(`POST /v2/simulation/transactions?${query}`, { body })).status).toBe(200);
    expect(await redeemed(customer)).toEqual([]);
    const billingDate = '2026-05-03T06:00:00Z';
    await pay(customer, 'cp-5', { promotionEvaluationId, billingDate });
    const back = { type: 'RETURN', returnType: 'FULL', purchaseTime: billingDate };
    expect((await pay(customer, 'cp-5', back)).status).toBe(200);
    expect(await off(customer, cap)).toBe(0);
  });
});

describe('limits of a promotion', () => {
  it('count a sale once, whatever its lines, and each use and discount in full', async () => {
    const customer = aCustomer(sandbox.world);
    const redeem = async (transactionIdentifier: string, uses: object[]) => {
      const sale = { transactionIdentifier, transactionNumber: 'n', transactionDate: 1777788000000, amount: 1 };
      const body = { customerId: String(customer.id), ...sale, lineItems: uses };
      return (await call('POST /api_gateway/v1/promotions/redemptions', { body })).status;
    };
    const limit = (kpi: string, most: number) => ({ promotionRestrictions: { Customer: [{ kpi, limit: most }] } });
    const bySale = await only(ABOVE(1), OFF('ABSOLUTE', 10), limit('TRANSACTION', 1));
    const lines = ['a', 'b'].map((sku) => ({ promotionId: bySale, sku, redemptionCount: 1, discount: 10 }));
    expect([await redeem('l-1', lines), await redeem('l-2', lines)]).toEqual([200, 400]);
    const byUse = { promotionId: await only(ABOVE(1), OFF('ABSOLUTE', 10), limit('REDEMPTION', 3)), discount: 10 };
    expect([
      await redeem('l-3', [{ ...byUse, redemptionCount: 2 }]),
      await redeem('l-4', [{ ...byUse, redemptionCount: 2 }]),
      await redeem('l-5', [{ ...byUse, redemptionCount: 1 }]),
    ]).toEqual([200, 400, 200]);
    const byDiscount = await only(ABOVE(1), OFF('ABSOLUTE', 60), limit('DISCOUNT', 100));
    expect(await redeem('l-6', [{ promotionId: byDiscount, redemptionCount: 1, discount: 60 }])).toBe(200);
    expect(await redeem('l-7', [{ promotionId: byDiscount, redemptionCount: 1, discount: 60 }])).toBe(400);
    expect(await off(customer, [line('CAP-CNV-01', 1000)])).toBe(0);
  });
});

describe('setting up', () => {
  it('is refused for names in use, and conditions and actions that do not fit', async () => {
    await only(ABOVE(1), OFF('ABSOLUTE', 10), { name: 'Only once' });
    const refused = async (more: object) =>
      codeOf(
        await call('POST /api_gateway/v1/promotions', {
          body: {
            name: 'X',
            type: 'POS',
            active: true,
            startDate: 1777593600000,
            endDate: 1780272000000,
            condition: ABOVE(1),
            action: OFF('ABSOLUTE', 1),
            ...more,
          },
        }),
      );
    expect(await refused({ name: 'only once' })).toEqual([400, 716]);
    expect(await refused({ action: OFF('PERCENTAGE', 101) })).toEqual([400, 400]);
    expect(await refused({ action: { type: 'TENDER', tenderBasedAction: { type: 'ABSOLUTE', value: 1 } } })).toEqual([
      400, 400,
    ]);
    expect(await refused({ endDate: 1777593600000 })).toEqual([400, 400]);
    expect(await refused({ name: 'x'.repeat(51) })).toEqual([400, 400]);
  });
});

describe('legacy promotions', () => {
  const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));
  const bulk = (verb: string, identifier: string, customer: Customer, more: object = {}) =>
    call(`POST /v2/promotion/bulk/${verb}`, {
      body: {
        type: 'CUSTOMER',
        promotionDetails: { programId: 812, promoIdentifier: identifier },
        identifierName: 'id',
        customers: [{ identifierValue: String(customer.id), source: 'INSTORE' }],
        ...more,
      },
    });

  it('give points up to their limit, and take them back', async () => {
    const customer = aCustomer(sandbox.world);
    for (let times = 0; times < 3; times++) await bulk('directEarn', 'birthday', customer);
    expect(held(customer)).toBe(150);
    expect((await bulk('directEarn', 'birthday', customer)).body).toMatchObject({
      failureCount: 0,
      response: [{ warnings: [{ code: 8890 }] }],
    });
    await bulk('revokeDirectEarn', 'birthday', customer);
    expect(held(customer)).toBe(0);
    expect((await bulk('revokeDirectEarn', 'birthday', customer)).body).toMatchObject({
      failureCount: 1,
      response: [{ errors: [{ code: 8903 }] }],
    });
  });

  it('of the other kind want an enrolment, which goes last', async () => {
    const customer = aCustomer(sandbox.world);
    const act = async (verb: string, bulkAction: string) =>
      valueAt((await bulk(verb, 'stylist', customer, { bulkAction })).body, 'response.0.errors.0.code');
    expect(await act('enrolAndEarn', 'EARN')).toBe(8896);
    expect(await act('enrolAndEarn', 'ENROL')).toBeUndefined();
    expect(await act('enrolAndEarn', 'EARN')).toBeUndefined();
    expect(held(customer)).toBe(30);
    expect(await act('revokeEnrolAndEarn', 'REVOKE_ENROL')).toBe(8896);
    expect(await act('revokeEnrolAndEarn', 'REVOKE_EARN')).toBeUndefined();
    expect(await act('revokeEnrolAndEarn', 'REVOKE_ENROL')).toBeUndefined();
  });

  it('show to a customer by what can be done with them', async () => {
    const customer = aCustomer(sandbox.world);
    const names = async (query: string) =>
      fieldOfEach(
        (
          await call(
            `GET /v2/customers/lookup/promotionData?source=INSTORE&identifierName=id&identifierValue=${customer.id}&${query}`,
          )
        ).body,
        'promotions',
        'identifier',
      );
    expect(await names('promotionStatusForCustomer=AVAILABLE_TO_EARN')).toEqual(['birthday']);
    expect(await names('promotionStatusForCustomer=AVAILABLE_TO_ENROL')).toEqual(['stylist']);
    await bulk('directEarn', 'birthday', customer);
    expect(await names('promotionStatusForCustomer=AVAILABLE_TO_REDEEM')).toEqual(['birthday']);
    expect(await names('promotionType=ENROL_AND_ISSUE&limit=1')).toEqual(['stylist']);
    const refused = async (query: string) =>
      errorOf(
        await call(
          `GET /v2/customers/lookup/promotionData?source=INSTORE&identifierName=id&identifierValue=${customer.id}&${query}`,
        ),
      );
    expect(await refused('limit=0')).toEqual([400, 8101]);
    expect(await refused('promotionType=NONE')).toEqual([400, 8110]);
  });

  it('are refused as a whole for what is wrong with the call', async () => {
    const customer = aBill(sandbox.world, aCustomer(sandbox.world), 10).transaction.customerId ?? 0;
    const refused = async (more: object) =>
      errorOf(
        await call('POST /v2/promotion/bulk/directEarn', {
          body: {
            type: 'CUSTOMER',
            promotionDetails: { programId: 812, promoIdentifier: 'birthday' },
            identifierName: 'id',
            customers: [{ identifierValue: String(customer) }],
            ...more,
          },
        }),
      );
    expect(await refused({ type: 'USERGROUP2' })).toEqual([400, 8899]);
    expect(await refused({ type: 'x' })).toEqual([400, 8901]);
    expect(await refused({ promotionDetails: {} })).toEqual([400, 8881]);
    expect(await refused({ promotionDetails: { programId: 1, promotionId: 1 } })).toEqual([400, 1101]);
    expect(await refused({ promotionDetails: { programId: 812, promotionId: 1 } })).toEqual([400, 8874]);
  });
});
