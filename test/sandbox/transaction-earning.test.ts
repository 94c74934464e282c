/** Bills changed in bulk, found by their customer, and what they earned and why. */
import { describe, expect, it } from 'vitest';
import { redeemPoints } from '../../src/sandbox/domains/points/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Answer, aBill, aCustomer, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const bill = (amount = 1000) => {
  const customer = aCustomer(sandbox.world);
  const lineItems = [{ itemCode: 'TEE-WHT-M', qty: 1, rate: amount }];
  return { customer, bill: aBill(sandbox.world, customer, amount, { lineItems }).transaction };
};

describe('changing several bills', () => {
  const update = (rows: readonly object[]): Promise<Answer> => call('PUT /v2/transactions/bulk', { body: rows });

  it('sets fields of bills and lines, each bill by itself', async () => {
    const { customer, bill: first } = bill();
    const other = bill();
    const named = { identifierType: 'id', identifierValue: String(customer.id), source: 'INSTORE' };
    const { body } = await update([
      {
        ...named,
        id: first.id,
        extendedFields: { ship_city: 'Pune', unheard_of: 1 },
        customFields: { cashier: 'Ravi' },
        lineItems: [{ itemCode: 'TEE-WHT-M', extendedFields: { season: 'summer' } }],
      },
      { ...named, id: other.bill.id, extendedFields: { ship_city: 'Pune' } },
      { ...named, id: 1 },
      { ...named, id: first.id, lineItems: [{ itemCode: 'CAP-CNV-01' }] },
      { ...named, identifierValue: '', id: first.id },
    ]);
    expect(body).toMatchObject({ totalCount: 5, failureCount: 4 });
    expect(valueAt(body, 'response.0')).toMatchObject({
      result: { id: first.id, lineItems: [{ itemCode: 'TEE-WHT-M', extendedFields: { season: 'summer' } }] },
      warnings: [{ code: 91016 }],
    });
    expect(fieldOfEach(body, 'response', 'errors').map((errors) => valueAt(errors, '0.code'))).toEqual([
      undefined,
      667,
      620,
      1120,
      8084,
    ]);
    const read = await call(`GET /v2/transactions/${first.id}`);
    expect(read.body).toMatchObject({
      customFields: { cashier: 'Ravi' },
      extendedFields: { ship_city: 'Pune' },
      lineItems: [{ details: { extendedFields: { season: 'summer' } } }],
    });
  });

  it('leaves returns and bills of nobody alone', async () => {
    const notInterested = Object.values(sandbox.world.transactions).find(({ type }) => type === 'NOT_INTERESTED');
    const { customer } = bill();
    const row = {
      identifierType: 'id',
      identifierValue: String(customer.id),
      source: 'INSTORE',
      id: notInterested?.id,
    };
    expect(valueAt((await update([row])).body, 'response.0.errors.0.code')).toBe(620);
  });
});

describe('the bills of a customer', () => {
  it('are found by any identifier, like those of an id', async () => {
    const query = 'limit=3&embed=BILL_POINTS,BILL_STORE_DETAILS&includeLineItemDetails=true';
    const named = await call(
      `GET /v2/customers/lookup/transactions?identifierName=mobile&identifierValue=919800000001&${query}`,
    );
    expect(listAt(named.body, 'data')).toHaveLength(3);
    expect(named.body).toEqual((await call(`GET /v2/customers/418400001/transactions?${query}`)).body);
  });

  it('can be those of a kind', async () => {
    const { customer, bill: sold } = bill();
    const path = `GET /v2/customers/lookup/transactions?identifierName=id&identifierValue=${customer.id}`;
    expect(fieldOfEach((await call(`${path}&transactionType=REGULAR`)).body, 'data', 'id')).toEqual([sold.id]);
    expect(fieldOfEach((await call(`${path}&transactionType=RETURN`)).body, 'data', 'id')).toEqual([]);
    await expectRefused(
      'GET /v2/customers/lookup/transactions?identifierName=mobile&identifierValue=910000000000',
      8015,
    );
  });
});

describe('what a bill earned', () => {
  const earning = async (id: number): Promise<unknown> => (await call(`GET /v2/earning/${id}`)).body;
  const summary = 'billDetails.pointsEarningEntities.billPoints.0';

  it('is shown as issued and as it stands', async () => {
    const { customer, bill: sold } = bill(5000);
    const before = await earning(sold.id);
    const issued = Number(valueAt(before, `${summary}.issuedPointsSummary.redeemablePointsIssued`));
    expect(issued).toBe(sold.points);
    expect(valueAt(before, 'billDetails.pointsEarningEntities.entityId')).toBe(customer.id);
    // More than the points for joining, which go first.
    redeemPoints(sandbox.world, { customer, points: 300 }, { tillId: TILL, skipValidation: true });
    const after = await earning(sold.id);
    expect(valueAt(after, `${summary}.issuedPointsSummary.redeemablePointsIssued`)).toBe(issued);
    const { redeemedPoints, availablePoints } = Object(valueAt(after, `${summary}.currentPointsSummary`));
    expect(redeemedPoints).toBeGreaterThan(0);
    expect(redeemedPoints + availablePoints).toBe(issued);
    await expectRefused('GET /v2/earning/1', 620);
  });

  it('has its reasons in the evaluation log, and an empty row where there is none', async () => {
    const search = async (by: object): Promise<unknown> =>
      valueAt((await call('POST /v2/transactions/searchEvaluationLog', { body: { search: by } })).body, '0');
    const { customer, bill: sold } = bill();
    expect(await search({ transactionId: sold.id })).toMatchObject({
      customerId: customer.id,
      transactionId: sold.id,
      eventName: 'TransactionAdd',
      evaluationTree: expect.stringContaining('points for the bill: passed'),
      effects: expect.stringContaining(`points: ${sold.points}`),
    });
    expect(await search({ transactionNumber: sold.billNumber })).toMatchObject({ transactionId: sold.id });
    const { body } = await call(`POST /v2/transactions?identifierName=id&identifierValue=${customer.id}`, {
      body: { type: 'REGULAR', billNumber: 'import-1', billAmount: 100 },
      headers: { 'SKIP-DOWNSTREAM': 'true' },
    });
    for (const by of [{ transactionId: valueAt(body, 'createdId') }, { transactionNumber: 'no-such-bill' }]) {
      expect(await search(by)).toMatchObject({ id: '', eventName: '', effects: '', orgId: 100900 });
    }
    await expectRefused('POST /v2/transactions/searchEvaluationLog', 400, { body: { search: {} } });
  });
});
