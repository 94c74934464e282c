import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { setConfig } from '../../src/sandbox/domains/organization/config.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { redeemPoints } from '../../src/sandbox/domains/points/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aCustomer, fieldOfEach, OTHER_STORE_TILL, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));

const firstError = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

const add = (customer: Customer | null, body: object, query = '', headers = {}) => {
  const who = customer
    ? `identifierName=mobile&identifierValue=${mobileOf(customer)}&source=INSTORE`
    : 'source=INSTORE';
  return call(`POST /v2/transactions?${who}${query}`, { body, headers });
};

let bills = 0;

const aBillBody = (more: object = {}) => {
  bills += 1;
  return { type: 'REGULAR', billNumber: `post-${bills}`, billAmount: 1200, ...more };
};

const aReturnBody = (billNumber: string, more: object) => ({
  type: 'RETURN',
  billNumber,
  purchaseTime: '2026-05-02T00:00:00Z',
  ...more,
});

const LINES = [
  { itemCode: 'TEE-WHT-M', qty: 2, rate: 600, value: 1200, discount: 200, amount: 1000, serial: '1' },
  { itemCode: 'BAG-TOTE-01', qty: 1, rate: 200, amount: 200, serial: '2', extendedFields: { colour: 'red' } },
];

/** Expects a call to be refused with a code and to leave the world as it was. */
async function expectRefused(code: number, calling: () => Promise<Answer>): Promise<void> {
  const before = new Snapshot(sandbox.world);
  expect(firstError(await calling())).toEqual([400, code]);
  before.expectSame(sandbox.world);
}

/** The code that one bill is refused with, and that nothing changed. */
const expectBillRefused = (code: number, customer: Customer | null, body: object, query = '') =>
  expectRefused(code, () => add(customer, body, query));

describe('adding a bill', () => {
  it('awards points at once and can be read back with all that was posted', async () => {
    const customer = aCustomer(sandbox.world);
    const added = await add(
      customer,
      aBillBody({
        billNumber: 'full-1',
        billAmount: '1200',
        grossAmount: 1400,
        discount: 200,
        billingDate: '2026-05-03T11:00:00+05:30',
        note: 'Birthday',
        deliveryStatus: 'PLACED',
        lineItemsV2: [LINES[0], { ...LINES[1], returnable: false, comboDetails: [{ itemCode: 'POUCH', quantity: 1 }] }],
        paymentModes: [{ mode: 'UPI', value: 1200, notes: 'counter 3', attributes: { bank: 'X' } }],
        customFields: { cashier: 'C-9' },
        extendedFields: { ship_city: 'Pune' },
      }),
      '&rawSideEffects=true',
    );
    expect(added).toMatchObject({
      status: 200,
      body: {
        errors: [],
        warnings: [],
        sideEffects: [{ entityType: 'USER', rawAwardedPoints: 120, awardedPoints: 120, type: 'points' }],
        rawSideEffects: [{ type: 'AWARD', points: '120.000', programId: '812', expiryDate: '31st May, 2027' }],
        customerInfo: { firstName: 'Asha', lastName: 'Rao' },
      },
    });
    const id = valueAt(added.body, 'createdId');
    const read = await call(`GET /v2/transactions/${id}?tenders=true&mlp=true&points_breakup=true`);
    expect(read.body).toMatchObject({
      id,
      customerId: customer.id,
      type: 'REGULAR',
      source: 'instore',
      deliveryStatus: 'PLACED',
      basketSize: 3,
      billDetails: {
        billNumber: 'full-1',
        amount: 1200,
        grossAmount: 1400,
        discount: 200,
        billingTime: '2026-05-03T05:30:00Z',
        billingTimeInputOffset: '+05:30',
        billingStore: { code: 'blr01', type: 'STORE' },
      },
      lineItems: [
        { details: { itemCode: 'TEE-WHT-M', qty: 2, serial: 1, returnable: true, returnableDays: -1 } },
        { details: { returnable: false, extendedFields: { colour: 'red' } }, comboDetails: [{ itemCode: 'POUCH' }] },
      ],
      customFields: { cashier: 'C-9' },
      extendedFields: { ship_city: 'Pune' },
      paymentModes: [{ mode: 'UPI', amount: 1200, notes: 'counter 3', attributes: [{ name: 'bank', value: 'X' }] }],
      loyaltiesPointDetails: [{ programId: 812, issuedPoints: 120, availablePoints: 120 }],
    });
    const balanceNow = await call(`GET /v2/customers/${customer.id}/points/balance`);
    expect(balanceNow.body).toMatchObject({ mainPoints: 120, totalPoints: 120 });
  });

  it('shows the same on request if it is looked up by its number', async () => {
    const body = aBillBody({ paymentModes: [{ mode: 'CASH', value: 1200 }] });
    await add(aCustomer(sandbox.world), body);
    const find = async (query: string) =>
      (await call(`GET /v2/transactions/getByBillNumber/${body.billNumber}?${query}`)).body;
    expect(await find('points_breakup=true&mlp=true&tenders=true')).toMatchObject({
      data: [{ paymentModes: [{ mode: 'CASH', amount: 1200 }], loyaltiesPointDetails: [{ issuedPoints: 120 }] }],
    });
    expect(await find('points_breakup=true')).toMatchObject({ data: [{ loyaltiesPointDetails: [] }] });
    expect(valueAt(await find('type=REGULAR'), 'pagination.total')).toBe(1);
    expect(valueAt(await find('type=RETURN'), 'errors.0.code')).toBe(625);
    expect(valueAt(await find('type=GIFT'), 'errors.0.code')).toBe(1623);
  });

  it('refuses a customer id that is not a number', async () => {
    const body = aBillBody();
    await expectRefused(8154, () =>
      call('POST /v2/transactions?identifierName=id&identifierValue=asha&source=INSTORE', { body }),
    );
  });

  it('shows payments, credit note and points only when they are asked for', async () => {
    const { body } = await add(aCustomer(sandbox.world), aBillBody({ paymentModes: [{ mode: 'CASH', value: 1200 }] }));
    const read = await call(`GET /v2/transactions/${valueAt(body, 'createdId')}?mlp=true`);
    expect(read.body).toMatchObject({ loyaltiesPointDetails: [] });
    expect(valueAt(read.body, 'paymentModes')).toBeUndefined();
  });

  it('warns of lines that amount to more than the bill before its discount', async () => {
    const warned = async (more: object) => {
      const lineItemsV2 = [{ itemCode: 'TEE-WHT-M', qty: 2, rate: 600, value: 1200, amount: 1200 }];
      const { body } = await add(aCustomer(sandbox.world), aBillBody({ lineItemsV2, ...more }));
      return fieldOfEach(body, 'warnings', 'message');
    };
    expect(await warned({ billAmount: 1000 })).toEqual([
      "The lines amount to 1200, more than the bill's 1000; the bill's amount counts",
    ]);
    expect(await warned({ billAmount: 1000, discount: 200, grossAmount: 1200 })).toEqual([]);
    expect(await warned({ billAmount: 1200 })).toEqual([]);
  });

  it('warns of what it does not know, and stores the rest, where no queue holds such bills', async () => {
    setConfig(sandbox.world, 'CONF_SANITY_QUEUE_ENABLED', '0');
    const body = aBillBody({
      outlierStatus: 'TEST',
      customFields: { taste: 'sweet' },
      extendedFields: { smell: 'mint' },
      paymentModes: [
        { mode: 'Shells', value: 1 },
        { mode: 'CASH', value: 1, attributes: { bank: 'X' } },
      ],
      lineItemsV2: [{ itemCode: 'TEE-WHT-M', returnableDays: -5 }],
    });
    const { body: answer } = await add(aCustomer(sandbox.world), body);
    expect(fieldOfEach(answer, 'warnings', 'code').sort()).toEqual([1017, 1105, 91016, 9607, 9609, 9611]);
    expect(answer).toMatchObject({ sideEffects: [] });
  });

  it('tells nothing of points that are worked out in the background or not at all', async () => {
    const [queued, skipped] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const later = await add(queued, aBillBody(), '&use_async=true');
    expect(later.body).toMatchObject({ sideEffects: [], warnings: [{ code: 687 }] });
    expect(held(queued)).toBe(120);
    const { body } = await add(skipped, aBillBody(), '', { 'SKIP-DOWNSTREAM': 'true' });
    expect(body).toMatchObject({ sideEffects: [], warnings: [] });
    expect(held(skipped)).toBe(0);
  });

  it('books to another till, earns for a group and links redemptions', async () => {
    const { world } = sandbox;
    const [group] = Object.values(world.userGroups);
    const member = world.customers[group?.members[0]?.customerId ?? 0];
    if (!group || !member) throw new Error('the seed has no group');
    const before = balance(world, { type: 'USERGROUP2', id: group.id });
    const redemption = redeemPoints(world, { customer: member, points: 20 }, { tillId: TILL, skipValidation: true });
    const { body } = await add(
      member,
      aBillBody({
        userGroup2ExternalId: group.externalId,
        attribution: { createdBy: { code: world.tills[OTHER_STORE_TILL]?.code, type: 'TILL' } },
        redemptions: { pointsRedemptions: [redemption.summaryId] },
      }),
    );
    expect(body).toMatchObject({ sideEffects: [{ entityType: 'USERGROUP2' }] });
    expect(balance(world, { type: 'USERGROUP2', id: group.id })).toBeGreaterThan(before);
    const bill = world.transactions[Number(valueAt(body, 'createdId'))];
    expect(bill).toMatchObject({
      tillId: OTHER_STORE_TILL,
      userGroupId: group.id,
      pointsRedemptionIds: [redemption.id],
    });
    await expectBillRefused(1620, aCustomer(world), aBillBody({ userGroup2Id: group.id }));
    await expectBillRefused(1632, member, aBillBody({ userGroup2Id: 1 }));
    await expectBillRefused(642, aCustomer(world), aBillBody({ redemptions: { pointsRedemptions: [redemption.id] } }));
    await expectBillRefused(671, member, aBillBody({ attribution: { createdBy: { code: 'nowhere' } } }));
  });

  it('turns another currency into the own before it awards points', async () => {
    const customer = aCustomer(sandbox.world);
    const local = { addWithLocalCurrency: true, currencyCode: 'AED', billAmount: 100 };
    const { body } = await add(customer, aBillBody(local));
    expect(body).toMatchObject({ sideEffects: [{ awardedPoints: 225 }] });
    const read = await call(`GET /v2/transactions/${valueAt(body, 'createdId')}`);
    expect(read.body).toMatchObject({ billDetails: { amount: 2250 }, addWithLocalCurrency: true });
    await expectBillRefused(1102, customer, aBillBody({ ...local, currencyCode: 'XXX' }));
    await expectBillRefused(9606, customer, aBillBody({ ...local, currencyCode: '' }));
    const { settings } = sandbox.world.organisation;
    const ratios = settings.currencyRatios;
    settings.currencyRatios = {};
    await expectBillRefused(682, customer, aBillBody(local));
    settings.currencyRatios = ratios;
  });

  it.each([
    [605, { type: 'GIFT' }],
    [602, { billNumber: '' }],
    [602, { billNumber: 'x'.repeat(51) }],
    [601, { billAmount: undefined }],
    [601, { billAmount: 'much' }],
    [601, { billAmount: -1 }],
    [621, { billingDate: 'yesterday' }],
    [643, { billingDate: '2026-06-01T00:00:00Z' }],
    [644, { billingDate: '2020-06-01T00:00:00Z' }],
    [1636, { deliveryStatus: 'LOST' }],
    [642, { redemptions: { couponRedemptions: [1] } }],
    [642, { redemptions: { pointsRedemptions: ['none'] } }],
    [601, { lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty: 'many' }] }],
    [1632, { userGroup2Id: 'family' }],
    [400, { paymentModes: [{ mode: 'UPI', value: 'some' }] }],
  ])('refuses with %d what is %j', async (code, more) => {
    await expectBillRefused(code, aCustomer(sandbox.world), aBillBody(more));
  });

  it('refuses a number used before, a source that is none, and nobody', async () => {
    const customer = aCustomer(sandbox.world);
    const body = aBillBody();
    await add(customer, body);
    await expectBillRefused(604, customer, body);
    await expectBillRefused(8084, null, aBillBody());
    await expectRefused(8003, () =>
      call(`POST /v2/transactions?identifierName=mobile&identifierValue=${mobileOf(customer)}&source=MOON`, {
        body: aBillBody(),
      }),
    );
    await expectRefused(8015, () =>
      call('POST /v2/transactions?identifierName=mobile&identifierValue=919999999999&source=INSTORE', {
        body: aBillBody(),
      }),
    );
  });

  it('takes a date in epoch milliseconds, and single values in place of lists', async () => {
    const customer = aCustomer(sandbox.world);
    const { body } = await add(
      customer,
      aBillBody({
        billingDate: Date.parse('2026-05-02T06:30:00Z'),
        lineItemsV2: LINES[0],
        paymentModes: { mode: 'UPI' },
      }),
    );
    expect(sandbox.world.transactions[Number(valueAt(body, 'createdId'))]).toMatchObject({
      billingDate: '2026-05-02T06:30:00Z',
      lineItems: [{ itemCode: 'TEE-WHT-M' }],
      paymentModes: [{ mode: 'UPI', value: 0 }],
    });
  });

  it('takes a bill of nobody without an identifier', async () => {
    const body = aBillBody({ type: 'NOT_INTERESTED', notInterestedReason: 'hurry' });
    const { body: answer } = await add(null, body);
    expect(answer).toMatchObject({ sideEffects: [] });
    const id = valueAt(answer, 'createdId');
    expect(firstError(await call(`GET /v2/transactions/${id}`))).toEqual([400, 620]);
    expect((await call(`GET /v2/transactions/${id}?type=NOT_INTERESTED`)).body).toMatchObject({ id, customerId: -1 });
  });
});

describe('returning', () => {
  const bought = async (customer: Customer, more: object = {}) => {
    const body = { ...aBillBody({ lineItemsV2: LINES, ...more }) };
    const { body: answer } = await add(customer, body);
    return { number: body.billNumber, id: Number(valueAt(answer, 'createdId')) };
  };

  it('of a line takes back its share of the points and shows on the bill', async () => {
    const customer = aCustomer(sandbox.world);
    const { number, id } = await bought(customer);
    const lineItemsV2 = [{ itemCode: 'TEE-WHT-M', qty: 1, amount: 500, serial: 7 }];
    const back = await add(customer, aReturnBody(number, { returnType: 'LINE_ITEM', lineItemsV2 }));
    expect(back.status).toBe(200);
    expect(held(customer)).toBe(70);
    const returnId = valueAt(back.body, 'createdId');
    expect((await call(`GET /v2/transactions/${returnId}?type=RETURN`)).body).toMatchObject({
      type: 'RETURN',
      billDetails: { billNumber: number, amount: 500 },
    });
    const bill = await call(`GET /v2/transactions/${id}`);
    expect(valueAt(bill.body, 'lineItems.0.returnLineItemsDtos')).toMatchObject([{ details: { qty: 1, amount: 500 } }]);
    const both = await call(`GET /v2/transactions/getByBillNumber/${number}`);
    expect(both.body).toMatchObject({
      pagination: { limit: 100, offset: 0, total: 2 },
      data: [{ type: 'RETURN' }, { type: 'REGULAR', loyaltiesPointDetails: [] }],
    });
  });

  it('cancels some lines or the whole bill', async () => {
    const customer = aCustomer(sandbox.world);
    const { number, id } = await bought(customer);
    const cancel = { returnType: 'CANCELLED' };
    const some = { ...cancel, lineItemsV2: [{ itemCode: 'BAG-TOTE-01', qty: 1 }] };
    expect((await add(customer, aReturnBody(number, some))).status).toBe(200);
    expect(sandbox.world.transactions[id]?.returnedAmount).toBe(200);
    const whole = await bought(customer);
    await add(customer, aReturnBody(whole.number, cancel));
    expect((await call(`GET /v2/transactions/${whole.id}`)).body).toMatchObject({ returnDetails: { canceled: true } });
  });

  it('picks, among equal lines, one with enough left', async () => {
    const customer = aCustomer(sandbox.world);
    const line = { itemCode: 'CAP-CNV-01', qty: 1, amount: 600 };
    const { number } = await bought(customer, { lineItemsV2: [line, line] });
    const back = () => add(customer, aReturnBody(number, { returnType: 'LINE_ITEM', lineItemsV2: [line] }));
    expect([(await back()).status, (await back()).status]).toEqual([200, 200]);
    expect(firstError(await back())).toEqual([400, 633]);
  });

  it('is refused with the code for each reason', async () => {
    const [customer, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const { number, id } = await bought(customer);
    const full = { returnType: 'FULL' };
    await expectBillRefused(628, customer, aReturnBody(number, { returnType: 'SOME' }));
    await expectBillRefused(624, customer, aReturnBody(number, { ...full, purchaseTime: undefined }));
    await expectBillRefused(624, customer, aReturnBody(number, { ...full, purchaseTime: '2026-05-09' }));
    await expectBillRefused(625, customer, aReturnBody('no-such-bill', full));
    await expectBillRefused(603, customer, aReturnBody(number, { ...full, id: 1 }));
    await expectBillRefused(668, other, aReturnBody(number, full));
    await expectBillRefused(679, customer, aReturnBody(number, { returnType: 'LINE_ITEM' }));
    await expectBillRefused(630, customer, aReturnBody(number, { returnType: 'AMOUNT', billAmount: 5000 }));
    await expectBillRefused(625, null, aReturnBody(number, { ...full, type: 'NOT_INTERESTED_RETURN' }));
    expect((await add(customer, aReturnBody(number, { ...full, id }))).status).toBe(200);
    await expectBillRefused(633, customer, aReturnBody(number, full));
    const outlier = await bought(customer, { outlierStatus: 'FRAUD' });
    await expectBillRefused(1121, customer, aReturnBody(outlier.number, full));
  });

  it('of a bill of nobody needs no customer', async () => {
    const body = aBillBody({ type: 'NOT_INTERESTED' });
    await add(null, body);
    const back = aReturnBody(body.billNumber, { type: 'NOT_INTERESTED_RETURN', returnType: 'AMOUNT', billAmount: 200 });
    expect((await add(null, back)).status).toBe(200);
  });

  it('and buying on one receipt is an exchange, done in full or not at all', async () => {
    const customer = aCustomer(sandbox.world);
    const { number } = await bought(customer);
    const exchange = (qty: number) =>
      aBillBody({
        billAmount: 300,
        lineItemsV2: [
          { itemCode: 'CAP-CNV-01', qty: 1, amount: 800, type: 'REGULAR' },
          {
            itemCode: 'TEE-WHT-M',
            qty,
            amount: 500,
            type: 'RETURN',
            returnType: 'LINE_ITEM',
            parentBillNumber: number,
          },
        ],
      });
    await expectBillRefused(626, customer, exchange(3));
    const body = exchange(1);
    const { body: answer } = await add(customer, body);
    expect(answer).toMatchObject({ sideEffects: [{ awardedPoints: 30 - 50 }] });
    expect(held(customer)).toBe(120 + 30 - 50);
    const read = await call(`GET /v2/transactions/getByBillNumber/${body.billNumber}`);
    expect(read.body).toMatchObject({
      data: [
        { type: 'RETURN', lineItems: [{ details: { itemCode: 'TEE-WHT-M' } }] },
        { type: 'REGULAR', lineItems: [{ details: { itemCode: 'CAP-CNV-01' } }] },
      ],
    });
    const orphan = aBillBody({ lineItemsV2: [{ itemCode: 'TEE-WHT-M', type: 'RETURN', qty: 1 }] });
    await expectBillRefused(625, customer, orphan);
  });
});

describe('adding in bulk', () => {
  it('adds what it can and says of each row what became of it', async () => {
    const [customer, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const row = (who: Customer, more: object = {}) => ({
      identifierType: 'mobile',
      identifierValue: mobileOf(who),
      source: 'ECOMMERCE',
      ...aBillBody(more),
    });
    const first = row(customer, { lineItemsV2: LINES });
    const rows = [first, row(other, { identifierValue: '919999999999' }), { ...first }, row(other)];
    const { status, body } = await call('POST /v2/transactions/bulk', { body: rows });
    expect([status, valueAt(body, 'totalCount'), valueAt(body, 'failureCount')]).toEqual([200, 4, 2]);
    expect(body).toMatchObject({
      response: [
        {
          result: {
            identifierValue: mobileOf(customer),
            source: 'ECOMMERCE',
            billAmount: 1200,
            lineItemsV2: [{ itemCode: 'TEE-WHT-M' }, { itemCode: 'BAG-TOTE-01' }],
            sideEffects: [{ awardedPoints: 120 }],
          },
          errors: [],
        },
        { entityId: null, errors: [{ status: false, code: 8015 }] },
        { entityId: null, result: { billNumber: first.billNumber }, errors: [{ code: 604 }] },
        { errors: [] },
      ],
    });
    // Points of online bills are promised first.
    expect((await call(`GET /v2/customers/${customer.id}/points/balance`)).body).toMatchObject({
      mainPoints: 0,
      promisedPoints: 120,
      promisedPointsBreakup: { delayedAccrualPoints: 120 },
    });
  });

  it('gives points below zero for returns, net of what the same bill earns', async () => {
    const customer = aCustomer(sandbox.world);
    const bought = aBillBody({ lineItemsV2: LINES });
    const row = (more: object) => ({
      identifierType: 'mobile',
      identifierValue: mobileOf(customer),
      source: 'INSTORE',
      ...more,
    });
    await call('POST /v2/transactions/bulk', { body: [row(bought)] });
    const returned = {
      itemCode: 'TEE-WHT-M',
      qty: 1,
      amount: 500,
      type: 'RETURN',
      parentBillNumber: bought.billNumber,
    };
    const exchange = aBillBody({
      billAmount: 300,
      lineItemsV2: [returned, { itemCode: 'BAG-TOTE-01', qty: 1, amount: 300 }],
    });
    const back = aReturnBody(bought.billNumber, {
      returnType: 'LINE_ITEM',
      lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty: 1, amount: 500 }],
    });
    const { body } = await call('POST /v2/transactions/bulk', { body: [row(exchange), row(back)] });
    expect(body).toMatchObject({
      response: [
        { result: { sideEffects: [{ type: 'points', rawAwardedPoints: -20, awardedPoints: -20 }] } },
        { result: { sideEffects: [{ type: 'points', rawAwardedPoints: -50, awardedPoints: -50 }] } },
      ],
    });
  });

  it('refuses more rows than a batch may have, and none', async () => {
    const { batchLimit } = sandbox.world.organisation.settings;
    const rows = Array.from({ length: batchLimit + 1 }, () => aBillBody());
    await expectRefused(672, () => call('POST /v2/transactions/bulk', { body: rows }));
    await expectRefused(400, () => call('POST /v2/transactions/bulk', { body: [] }));
  });
});

describe('updating and reading', () => {
  it('changes status and fields by id or number, and gives the account where it is asked for', async () => {
    const customer = aCustomer(sandbox.world);
    const posted = aBillBody({ lineItemsV2: LINES });
    const id = valueAt((await add(customer, posted)).body, 'createdId');
    const byNumber = await call(`PUT /v2/transactions?identifierName=id&identifierValue=${customer.id}&points=MLP`, {
      body: {
        number: posted.billNumber,
        deliveryStatus: 'SHIPPED',
        extendedFields: { ship_city: 'Goa', unknown: 'x' },
        lineItems: [{ itemCode: 'BAG-TOTE-01', extendedFields: { size: 'L' } }],
      },
    });
    expect(byNumber.body).toMatchObject({
      errors: [],
      warnings: [{ code: 91016 }],
      loyaltyDetails: [{ programId: 812, loyaltyPoints: 120, currentSlab: 'Bronze', nextSlab: 'Silver' }],
    });
    await call('PUT /v2/transactions', { body: { id, customFields: { cashier: 'C-2' } } });
    expect((await call(`GET /v2/transactions/${id}`)).body).toMatchObject({
      deliveryStatus: 'SHIPPED',
      customFields: { cashier: 'C-2' },
      extendedFields: { ship_city: 'Goa' },
      lineItems: [{}, { details: { extendedFields: { colour: 'red', size: 'L' } } }],
    });
    const as = `PUT /v2/transactions?identifierName=id&identifierValue=${aCustomer(sandbox.world).id}`;
    const refused: [number, string, object][] = [
      [670, 'PUT /v2/transactions', { deliveryStatus: 'SHIPPED' }],
      [620, 'PUT /v2/transactions', { id: 1 }],
      [625, 'PUT /v2/transactions', { number: 'no-such-bill' }],
      [667, as, { id, deliveryStatus: 'PLACED' }],
      [668, as, { number: posted.billNumber }],
      [1636, 'PUT /v2/transactions', { id, deliveryStatus: 'LOST' }],
      [1119, 'PUT /v2/transactions', { id, lineItems: [{ id: 1 }] }],
      [1120, 'PUT /v2/transactions', { id, lineItems: [{ itemCode: 'NONE' }] }],
    ];
    for (const [code, request, body] of refused) await expectRefused(code, () => call(request, { body }));
  });

  it('changes a return or the bill of nobody if its type is given', async () => {
    const customer = aCustomer(sandbox.world);
    const bought = aBillBody();
    await add(customer, bought);
    const { body } = await add(customer, aReturnBody(bought.billNumber, { returnType: 'AMOUNT', billAmount: 200 }));
    const id = valueAt(body, 'createdId');
    const change = (fields: object) =>
      call('PUT /v2/transactions', { body: { extendedFields: { ship_city: 'Goa' }, ...fields } });
    expect((await change({ number: bought.billNumber, type: 'RETURN' })).status).toBe(200);
    expect((await call(`GET /v2/transactions/${id}?type=RETURN`)).body).toMatchObject({
      extendedFields: { ship_city: 'Goa' },
    });
    await expectRefused(620, () => change({ id, type: 'REGULAR' }));
    await expectRefused(625, () => change({ number: bought.billNumber, type: 'NOT_INTERESTED' }));
    await expectRefused(605, () => change({ id, type: 'MIXED' }));
  });

  it('refuses ids and types that are none, and numbers that no bill has', async () => {
    const codeOf = async (path: string): Promise<unknown> => firstError(await call(`GET /v2/transactions/${path}`))[1];
    expect(await codeOf('1')).toBe(620);
    expect(await codeOf('abc')).toBe(1628);
    expect(await codeOf('1?type=GIFT')).toBe(1623);
    expect(await codeOf('getByBillNumber/none')).toBe(625);
  });

  it('says no more than that the customer was deleted', async () => {
    const customer = aCustomer(sandbox.world);
    const { body } = await add(customer, aBillBody());
    customer.piiDeleted = true;
    const read = await call(`GET /v2/transactions/${valueAt(body, 'createdId')}`);
    expect(firstError(read)).toEqual([400, 500]);
    expect(JSON.stringify(read.body)).toContain('deleted');
  });
});
