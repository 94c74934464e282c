/** Who has which cart promotions, switching them, codes of single customers, and carts that are open. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { advance, MINUTE } from '../../src/sandbox/world/clock.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aCustomer, fieldOfEach, listAt, OTHER_STORE_TILL, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;
const codeOf = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];
const PROMOTIONS = '/api_gateway/v1/promotions';

let count = 0;
const add = async (more: object = {}): Promise<string> => {
  count += 1;
  const body = {
    name: `Holder ${count}`,
    type: 'POS',
    active: true,
    startDate: Date.parse('2026-05-01T00:00:00Z'),
    endDate: Date.parse('2026-06-01T00:00:00Z'),
    condition: {
      type: 'CART',
      cartCondition: { kpi: 'SUBTOTAL', operator: 'GREATER_THAN_OR_EQUAL', value: 1 },
    },
    action: { type: 'CART_BASED', cartBasedAction: { type: 'ABSOLUTE', value: 100 } },
    maxIssuancePerCustomer: 5,
    ...more,
  };
  return String(valueAt((await call(`POST ${PROMOTIONS}`, { body })).body, 'data.id'));
};
const issue = (id: string, customer: Customer) =>
  call(`POST ${PROMOTIONS}/${id}/issueBulk?contextId=x`, { body: [customer.id] });
const evaluate = async (customer: Customer, amount: number, more: object = {}) =>
  (
    await call(`POST ${PROMOTIONS}/evaluate`, {
      body: { customerId: customer.id, amount, cartItems: [{ sku: 'CAP-CNV-01', amount, qty: 1 }], ...more },
    })
  ).body;
const off = async (customer: Customer, amount: number, more: object = {}) =>
  fieldOfEach(await evaluate(customer, amount, more), 'data.appliedPromotions', 'discount').map(Number);
const holdings = async (customer: Customer, query = '') =>
  listAt((await call(`GET ${PROMOTIONS}/customer/${customer.id}${query}`)).body, 'data');
const pending = async (customer: Customer) =>
  listAt(
    (await call(`GET ${PROMOTIONS}/customer/${customer.id}/evaluations/pending_carts`)).body,
    'data.tempRedemptionDetails',
  );

beforeEach(() => {
  for (const each of Object.values(sandbox.world.cartPromotions)) each.active = false;
});

describe('cart promotions', () => {
  it('are listed with ids or without, and shortly', async () => {
    const id = await add({ active: false });
    const listed = async (query: string) => fieldOfEach((await call(`GET ${PROMOTIONS}${query}`)).body, 'data', 'id');
    expect(await listed(`?promotionIds=${id}`)).toEqual([id]);
    expect(await listed('')).toHaveLength(Object.keys(sandbox.world.cartPromotions).length);
    const config = async (query: string) => (await call(`GET ${PROMOTIONS}/config?promotionIds=${id}${query}`)).body;
    expect(await config('')).toMatchObject({ data: [] });
    expect(await config('&includeInactive=true')).toMatchObject({
      data: [{ promotionId: id, isActive: false, reward: 'Get 100.000000 off on the bill' }],
    });
  });

  it('are on for everybody once they are activated, as far as that is possible', async () => {
    const id = await add({ active: false, name: 'Twice' });
    const customer = aCustomer(sandbox.world);
    expect(await off(customer, 500)).toEqual([]);
    expect((await call(`PUT ${PROMOTIONS}/${id}/activate`)).body).toEqual({ data: true, errors: [] });
    expect(await off(customer, 500)).toEqual([100]);
    const promotion = sandbox.world.cartPromotions[id];
    if (!promotion) throw new Error('no promotion');
    promotion.active = false;
    await add({ name: 'twice' });
    expect(codeOf(await call(`PUT ${PROMOTIONS}/${id}/activate`))).toEqual([400, 744]);
    promotion.endsOn = '2026-05-02T00:00:00Z';
    expect(codeOf(await call(`PUT ${PROMOTIONS}/${id}/activate`))).toEqual([400, 706]);
    expect(codeOf(await call(`PUT ${PROMOTIONS}/none/activate`))).toEqual([404, 404]);
  });

  it('run at the tills of their stores', async () => {
    const id = await add({ storeCriteria: { type: 'STORE', operator: 'IN', values: [50011] } });
    const at = async (till: number) => fieldOfEach((await call(`GET ${PROMOTIONS}/till/${till}`)).body, 'data', 'id');
    expect([await at(TILL), await at(OTHER_STORE_TILL)]).toEqual([[id], []]);
    expect(codeOf(await call(`GET ${PROMOTIONS}/till/1`))).toEqual([404, 404]);
  });
});

describe('a customer', () => {
  it('sees what was issued, with what is left of it', async () => {
    const id = await add({
      type: 'CUSTOMER',
      promotionRestrictions: { Customer: [{ kpi: 'TRANSACTION', limit: 2 }] },
    });
    const customer = aCustomer(sandbox.world);
    expect(await holdings(customer)).toEqual([]);
    await issue(id, customer);
    expect(await holdings(customer, '?includeRedemptions=true')).toMatchObject([
      {
        promotionId: id,
        earnedStatus: 'UNLOCKED',
        promotionStatus: 'ACTIVE',
        restrictions: { Customer: [{ maxLimit: '2.000000', remainingRedemption: '2.000000' }] },
      },
    ]);
    expect(codeOf(await call(`GET ${PROMOTIONS}/customer/1`))).toEqual([404, 404]);
  });

  it('must activate what requires it, and can be suspended', async () => {
    const id = await add({ type: 'CUSTOMER', customerActivationRequired: true });
    const customer = aCustomer(sandbox.world);
    await issue(id, customer);
    const turn = (way: string, query = '') =>
      call(`POST ${PROMOTIONS}/${id}/${way}?customerId=${customer.id}${query}`, { body: {} });
    const status = async () => (await holdings(customer)).map((each) => valueAt(each, 'earnedStatus'));
    expect([await status(), await off(customer, 500)]).toEqual([['LOCKED'], []]);
    expect((await turn('activate')).body).toEqual({ data: true, errors: [] });
    expect([await status(), await off(customer, 500)]).toEqual([['UNLOCKED'], [100]]);
    expect(codeOf(await turn('deactivate'))).toEqual([400, 737]);
    advance(sandbox.world, 6 * MINUTE);
    expect((await turn('deactivate')).status).toBe(200);
    expect([await status(), await off(customer, 500)]).toEqual([['LOCKED'], []]);
    expect(codeOf(await turn('activate', '&earnId=x'))).toEqual([400, 736]);
  });

  it('cannot be given what is for everybody, or is off, and vouchers go one by one', async () => {
    const customer = aCustomer(sandbox.world);
    const activate = async (id: string, query = '') =>
      codeOf(await call(`POST ${PROMOTIONS}/${id}/activate?customerId=${customer.id}${query}`, { body: {} }));
    expect(await activate(await add())).toEqual([400, 707]);
    expect(await activate(await add({ type: 'CUSTOMER', active: false }))).toEqual([404, 404]);
    const voucher = await add({ type: 'CUSTOMER', mode: 'PAYMENT_VOUCHER' });
    expect([await activate(voucher), await activate(voucher, '&earnId=x')]).toEqual([
      [400, 736],
      [400, 731],
    ]);
    await issue(voucher, customer);
    const [own] = (await holdings(customer)).map((each) => valueAt(each, 'earnedPromotionId'));
    expect(await activate(voucher, `&earnId=${own}`)).toEqual([200, undefined]);
  });

  it('loses what is revoked, unless it was redeemed', async () => {
    const id = await add({ type: 'CUSTOMER' });
    const customer = aCustomer(sandbox.world);
    for (let times = 0; times < 2; times++) await issue(id, customer);
    const [first, second] = (await holdings(customer)).map((each) => valueAt(each, 'earnedPromotionId'));
    const sale = { transactionIdentifier: 'h-1', transactionNumber: 'h-1', transactionDate: 1777788000000, amount: 1 };
    await call(`POST ${PROMOTIONS}/redemptions`, {
      body: {
        customerId: String(customer.id),
        ...sale,
        redemptions: [{ promotionId: id, earnedPromotionId: first, redemptionCount: 1, discount: 100 }],
      },
    });
    const revoke = (...earnIds: unknown[]) =>
      call(`POST ${PROMOTIONS}/revokeEarn`, {
        body: {
          customerId: customer.id,
          earnRevokeDetails: earnIds.map((each) => ({ promotionId: id, earnIds: [each] })),
        },
      });
    expect(codeOf(await revoke(first))).toEqual([400, 731]);
    expect((await revoke(first, second)).body).toMatchObject({
      data: { code: 200 },
      errors: [{ code: 731, promotionId: id, earnIds: [first] }],
    });
    expect((await holdings(customer)).map((each) => valueAt(each, 'earnedPromotionId'))).toEqual([first]);
    expect(await off(customer, 500)).toEqual([]);
  });
});

describe('a code', () => {
  const codes = (asked: string) => call(`GET ${PROMOTIONS}/code?codes=${asked}&mode=DISCOUNT&includeRedemptions=true`);
  const link = (customer: Customer, code: string, mode = 'DISCOUNT') =>
    call(`POST ${PROMOTIONS}/code/link`, { body: { customerId: customer.id, code, mode } });

  it('that is linked to a customer works for nobody else', async () => {
    const id = await add({ type: 'CODE', promotionCodes: ['ONLYME'] });
    const [own, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    expect(await off(other, 500, { promoCodes: ['ONLYME'] })).toEqual([100]);
    expect((await link(own, 'onlyme')).body).toMatchObject({
      data: { promotionId: id, code: 'ONLYME', customerId: own.id },
    });
    expect(await off(other, 600, { promoCodes: ['ONLYME'] })).toEqual([]);
    expect(await off(own, 600, { promoCodes: ['ONLYME'] })).toEqual([100]);
    expect(codeOf(await link(other, 'ONLYME'))).toEqual([409, 409]);
    expect(codeOf(await link(other, 'ONLYME', 'PAYMENT_VOUCHER'))).toEqual([404, 404]);
  });

  it('shows what is left of it, held carts beside', async () => {
    const promotionRestrictions = { Code: [{ kpi: 'REDEMPTION', limit: 1 }] };
    await add({ type: 'CODE', promotionCodes: ['LEFT1', 'LEFT2'], promotionRestrictions });
    const customer = aCustomer(sandbox.world);
    await evaluate(customer, 500, { promoCodes: ['LEFT1'] });
    expect((await codes('LEFT1,LEFT2,none')).body).toMatchObject({
      data: [
        { code: 'LEFT1', restrictions: { Code: [{ remainingRedemption: '1.000000', tempRedemption: '1.000000' }] } },
        { code: 'LEFT2', restrictions: { Code: [{ remainingRedemption: '1.000000', tempRedemption: '0.000000' }] } },
        { code: 'none', apiError: { code: 404 } },
      ],
    });
    expect(await off(aCustomer(sandbox.world), 500, { promoCodes: ['LEFT1'] })).toEqual([]);
    expect(await off(aCustomer(sandbox.world), 500, { promoCodes: ['LEFT2'] })).toEqual([100]);
  });
});

describe('an open cart', () => {
  const once = { promotionRestrictions: { Customer: [{ kpi: 'REDEMPTION', limit: 1 }] } };

  it('holds its promotions against other carts until it is cancelled or the hold ends', async () => {
    const id = await add(once);
    const customer = aCustomer(sandbox.world);
    const first = String(valueAt(await evaluate(customer, 500), 'data.evaluationId'));
    expect(await pending(customer)).toMatchObject([
      { cartEvaluationId: first, appliedPromotions: [{ promotionId: id, redemptionCount: 1, discount: '100.0' }] },
    ]);
    expect(await off(customer, 600)).toEqual([]);
    const cancel = (of: Customer) => call(`PUT ${PROMOTIONS}/customer/${of.id}/evaluations/${first}/cancel`);
    expect(codeOf(await cancel(aCustomer(sandbox.world)))).toEqual([404, 404]);
    expect((await cancel(customer)).body).toMatchObject({ data: { status: true, code: 201 } });
    expect(codeOf(await cancel(customer))).toEqual([404, 404]);
    expect(await off(customer, 600)).toEqual([100]);
    advance(sandbox.world, 6 * MINUTE);
    expect([await pending(customer), await off(customer, 700)]).toEqual([[], [100]]);
  });

  it('is the same when it is evaluated again, and another customer is not touched', async () => {
    await add(once);
    const customer = aCustomer(sandbox.world);
    expect([await off(customer, 500), await off(customer, 500)]).toEqual([[100], [100]]);
    expect(await pending(customer)).toHaveLength(1);
    expect(await off(aCustomer(sandbox.world), 500)).toEqual([100]);
  });

  it('cannot be paid once it is cancelled, and is closed once its promotions are redeemed', async () => {
    const id = await add(once);
    const customer = aCustomer(sandbox.world);
    const first = String(valueAt(await evaluate(customer, 500), 'data.evaluationId'));
    await call(`PUT ${PROMOTIONS}/customer/${customer.id}/evaluations/${first}/cancel`);
    const query = `source=INSTORE&identifierName=id&identifierValue=${customer.id}`;
    const bill = { type: 'REGULAR', billNumber: 'h-2', billAmount: 400, promotionEvaluationId: first };
    expect((await call(`POST /v2/transactions?${query}`, { body: bill })).status).toBe(400);
    const second = String(valueAt(await evaluate(customer, 500), 'data.evaluationId'));
    const redeem = (evaluationId: string) =>
      call(`POST ${PROMOTIONS}/redemptions`, {
        body: {
          customerId: String(customer.id),
          transactionIdentifier: 'h-3',
          transactionNumber: 'h-3',
          transactionDate: 1777788000000,
          amount: 500,
          evaluationId,
          redemptions: [{ promotionId: id, redemptionCount: 1, discount: 100 }],
        },
      });
    expect(codeOf(await redeem(first))).toEqual([400, 803]);
    expect((await redeem(second)).status).toBe(200);
    expect([await pending(customer), await off(customer, 600)]).toEqual([[], []]);
  });
});
