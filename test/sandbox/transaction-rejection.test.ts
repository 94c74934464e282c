import { beforeEach, describe, expect, it } from 'vitest';
import { setConfig } from '../../src/sandbox/domains/organization/config.js';
import { definitions } from '../../src/tools/catalogue.js';
import { errorOf, fieldOfEach, listAt, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const QUEUE = '/v2/organization/rejectedTransactions';
const MOBILE = '919800000001';
const ASHA = 418400001;

beforeEach(() => call('POST /__sandbox/reset'));

const bill = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'REGULAR',
  billNumber: 'Q-1',
  billAmount: 1000,
  billingDate: '2026-05-01T11:00:00+05:30',
  lineItemsV2: [{ itemCode: 'NEW-1', qty: 1, rate: 1000, value: 1000, amount: 1000 }],
  paymentModes: [{ mode: 'CASH', value: 1000 }],
  ...more,
});
const send = (body: unknown) =>
  call(`POST /v2/transactions?identifierName=mobile&identifierValue=${MOBILE}&source=INSTORE`, { body });
const held = async (query = ''): Promise<unknown[]> =>
  fieldOfEach((await call(`GET ${QUEUE}?${query}`)).body, 'data', 'billNumber');
const retrigger = async (choice: unknown) => (await call(`POST ${QUEUE}/retrigger`, { body: choice })).body;
const stock = (sku: string) => call('POST /v2/product', { body: { sku, price: 1000 } });
const find = async (number: string): Promise<unknown> =>
  listAt((await call(`GET ${QUEUE}?status=${'SUCCESS'}&transactionNumber=${number}`)).body, 'data')[0];

describe('a bill with something unknown', () => {
  it('is refused at the till for the reasons of the bills that wait since before, by v2 and v1.1', async () => {
    const waiting = listAt((await call(`GET ${QUEUE}?`)).body, 'data').flatMap((each) =>
      fieldOfEach(each, 'errors', 'code'),
    );
    const unknownMode = bill({ lineItemsV2: [], paymentModes: [{ mode: 'GiftPay', value: 1000 }] });
    const row = { type: 'regular', number: 'Q-9', amount: '500', customer: { mobile: MOBILE } };
    const lines = { line_item: [{ item_code: 'NEW-2', qty: '1', rate: '500', value: '500', amount: '500' }] };
    const inTouch = await call('POST /v1.1/transaction/add', {
      body: { root: { transaction: [{ ...row, line_items: lines }] } },
    });
    expect(valueAt(inTouch.body, 'response.transactions.transaction.0.item_status.code')).toBe(683);
    expect([errorOf(await send(bill())), errorOf(await send(unknownMode))]).toEqual([
      [400, waiting[0]],
      [400, waiting[1]],
    ]);
  });

  it('with a line without a code is refused for that, and not held', async () => {
    await expectRefused(`POST /v2/transactions?identifierName=mobile&identifierValue=${MOBILE}&source=INSTORE`, 601, {
      body: bill({ lineItemsV2: [{ qty: 1, rate: 1000, value: 1000, amount: 1000 }] }),
    });
  });

  it('is booked as ever while the organisation has no queue', async () => {
    setConfig(sandbox.world, 'CONF_SANITY_QUEUE_ENABLED', '0');
    expect((await send(bill())).status).toBe(200);
    expect(await held('transactionNumber=Q-1')).toEqual([]);
  });

  it('is refused for its item and for its payment mode, and held with what was sent', async () => {
    const sent = bill({ paymentModes: [{ mode: 'GiftPay', value: 1000 }] });
    expect(errorOf(await send(sent))).toEqual([400, 683]);
    expect(Object.values(sandbox.world.transactions).some(({ billNumber }) => billNumber === 'Q-1')).toBe(false);
    const { body } = await call(`GET ${QUEUE}?transactionNumber=Q-1&isTransactionPayloadRequired=true`);
    expect(valueAt(body, 'data.0')).toMatchObject({
      userId: ASHA,
      entityId: 5001101,
      orgId: 100900,
      retryCount: 0,
      billNumber: 'Q-1',
      eventDate: '2026-05-01T11:00:00+05:30',
      autoUpdateTime: '2026-05-03T12:00:00+05:30',
      status: 'OPEN',
      errors: [
        { code: 683, value: 'NEW-1', status: false, referenceId: -1 },
        { code: 842, value: 'GiftPay', status: false, referenceId: -1 },
      ],
    });
    expect(JSON.parse(String(valueAt(body, 'data.0.transactionPayload')))).toEqual(sent);
  });

  it('is held once, however often it is sent', async () => {
    await send(bill());
    await send(bill({ billAmount: 900 }));
    expect(await held('transactionNumber=Q-1')).toEqual(['Q-1']);
  });

  it('is held from bulk calls and from v1.1 too, beside rows that are booked', async () => {
    const row = { identifierType: 'mobile', identifierValue: MOBILE, source: 'INSTORE' };
    const good = bill({ billNumber: 'Q-3', lineItemsV2: [] });
    const { body } = await call('POST /v2/transactions/bulk', {
      body: [bill(row), { ...good, ...row }].map((each) => ({ ...row, ...each })),
    });
    expect(valueAt(body, 'response.0.errors.0.code')).toBe(683);
    expect(valueAt(body, 'failureCount')).toBe(1);
    const transaction = [
      {
        type: 'regular',
        number: 'Q-2',
        amount: '500',
        customer: { mobile: '919700009999' },
        payment_details: { payment: [{ mode: 'GiftPay', value: '500' }] },
      },
    ];
    const inTouch = await call('POST /v1.1/transaction/add', { body: { root: { transaction } } });
    expect(valueAt(inTouch.body, 'response.transactions.transaction.0.item_status.code')).toBe(842);
    expect(await held()).toEqual(expect.arrayContaining(['Q-1', 'Q-2']));
  });

  it('is not held by a simulation, nor are returns and walk-ins', async () => {
    await call(`POST /v2/simulation/transaction?identifierName=mobile&identifierValue=${MOBILE}&source=INSTORE`, {
      body: bill(),
    });
    expect(await held('transactionNumber=Q-1')).toEqual([]);
    expect((await call('POST /v2/transactions', { body: bill({ type: 'NOT_INTERESTED' }) })).status).toBe(200);
  });
});

describe('the queue', () => {
  it('is narrowed by reason, value, customer, number, day and status, and pages by ten', async () => {
    for (let number = 1; number <= 11; number++) await send(bill({ billNumber: `Q-${number}` }));
    const { body } = await call(`GET ${QUEUE}?errorCode=683&errorValue=NEW-1`);
    expect(valueAt(body, 'pagination')).toEqual({ limit: 10, offset: 0, total: 11 });
    expect(listAt(body, 'data')).toHaveLength(10);
    // It has no paging arguments: what comes after the first ten is found by other filters.
    expect(await held('errorValue=NEW-1&transactionNumber=Q-11')).toEqual(['Q-11']);
    expect(await held('errorCode=842')).toEqual(['BLR-R-1002']);
    expect(await held(`userId=${ASHA}&startDate=2026-05-03`)).toHaveLength(10);
    expect(await held('endDate=2026-05-02')).toEqual(['BLR-R-1001', 'BLR-R-1002']);
    expect(await held('startDate=2026-05-04')).toEqual([]);
    expect(await held('status=PERMANENT_FAILED')).toEqual([]);
    for (const query of ['status=LOST', 'errorCode=x', 'startDate=x', 'sortBy=amount', 'userId=me']) {
      await expectRefused(`GET ${QUEUE}?${query}`, 400);
    }
  });

  it('shows the last 30 days unless asked otherwise', async () => {
    await send(bill());
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 31 * 86400 } });
    expect(await held()).toEqual([]);
    expect(await held('startDate=2026-05-01')).toContain('Q-1');
  });
});

describe('trying again', () => {
  it('leaves a bill as it is while its item is missing, and books it with the day of the booking once it is there', async () => {
    await send(bill());
    expect(await retrigger({ transactionNumber: ['Q-1'] })).toMatchObject({
      status: { fixed: 0, partiallyFixed: 0, total: 1 },
    });
    await stock('NEW-1');
    const before = sandbox.world.customers[ASHA]?.lifetimePurchases ?? 0;
    const { retriggerId, status } = Object(await retrigger({ errorCode: ['683'], userId: ASHA }));
    expect(status).toEqual({ fixed: 1, partiallyFixed: 0, total: 2 });
    const { body } = await call(`GET ${QUEUE}/retriggerStatus/${retriggerId}`);
    expect(body).toEqual({ retriggerId, status: { success: 1, fixed: 0, maxOut: 0, replayed: 0 }, warnings: [] });
    const booked = Object.values(sandbox.world.transactions).find(({ billNumber }) => billNumber === 'Q-1');
    expect(booked).toMatchObject({ customerId: ASHA, amount: 1000, billingDate: '2026-05-03T06:30:00Z' });
    expect(booked?.points).toBeGreaterThan(0);
    expect(sandbox.world.customers[ASHA]?.lifetimePurchases).toBe(before + 1000);
    expect(await find('Q-1')).toMatchObject({ retryCount: 2, status: 'SUCCESS', errors: [] });
    expect(await held('transactionNumber=Q-1')).toEqual([]);
  });

  it('keeps what is only partly cured, and gives up after five runs', async () => {
    await send(bill({ paymentModes: [{ mode: 'GiftPay', value: 1000 }] }));
    await stock('NEW-1');
    expect(await retrigger({ transactionNumber: ['Q-1'] })).toMatchObject({ status: { partiallyFixed: 1 } });
    expect(await held('status=PARTIAL_FIXED')).toEqual(['Q-1']);
    for (let run = 0; run < 3; run++) await retrigger({ transactionNumber: ['Q-1'] });
    const { retriggerId } = Object(await retrigger({ transactionNumber: ['Q-1'] }));
    const { body } = await call(`GET ${QUEUE}/retriggerStatus/${retriggerId}`);
    expect(valueAt(body, 'status.maxOut')).toBe(1);
    expect(await retrigger({ transactionNumber: ['Q-1'] })).toMatchObject({ status: { total: 0 } });
  });

  it('tells what else stands in the way: the bill was booked meanwhile', async () => {
    await send(bill());
    await stock('NEW-1');
    await send(bill());
    await retrigger({ transactionNumber: ['Q-1'] });
    const { body } = await call(`GET ${QUEUE}?status=REPLAYED`);
    expect(valueAt(body, 'data.0.errors.0')).toMatchObject({ value: '', status: false });
    const booked = Object.values(sandbox.world.transactions).filter(({ billNumber }) => billNumber === 'Q-1');
    expect(booked).toHaveLength(1);
  });

  it('needs a choice of bills, and an id that there is', async () => {
    await expectRefused(`POST ${QUEUE}/retrigger`, 400, { body: {} });
    await expectRefused(`PUT ${QUEUE}/markFailed`, 400, { body: { comments: 'all' } });
    await expectRefused(`GET ${QUEUE}/retriggerStatus/99`, 404, {}, 404);
  });
});

describe('giving up', () => {
  it('ends a bill for good, with the reason', async () => {
    await send(bill());
    const choice = { transactionNumber: ['Q-1'], comments: 'sent twice' };
    expect((await call(`PUT ${QUEUE}/markFailed`, { body: choice })).body).toEqual({
      result: true,
      warnings: [],
      errors: [],
    });
    expect(await held('status=PERMANENT_FAILED')).toEqual(['Q-1']);
    await stock('NEW-1');
    expect(await retrigger({ transactionNumber: ['Q-1'] })).toMatchObject({ status: { total: 0 } });
    expect(valueAt((await call(`PUT ${QUEUE}/markFailed`, { body: choice })).body, 'result')).toBe(false);
  });
});
