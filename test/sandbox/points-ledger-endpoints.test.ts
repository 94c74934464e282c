import { beforeEach, describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { redeemPoints } from '../../src/sandbox/domains/points/rules.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import { pointsLedger } from '../../src/tools/points/ledger.js';
import { aBill, aCustomer, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(pointsLedger.definitions);
const { call } = sandbox;

let customer: Customer;

/** A customer who bought, ordered online, redeemed and returned, a day apart each. */
beforeEach(() => {
  const { world } = sandbox;
  customer = aCustomer(world, {
    identifiers: [{ type: 'externalId', value: `EXT-${Object.keys(world.customers).length}` }],
  });
  const { transaction: bill } = aBill(world, customer, 1000, {
    lineItems: [{ itemCode: 'TEE-WHT-M', qty: 1, amount: 599 }],
    paymentModes: [{ mode: 'UPI', value: 1000 }],
    customFields: { cashier: 'C-1' },
    extendedFields: { ship_city: 'Pune' },
  });
  advance(world, DAY);
  aBill(world, customer, 500, { source: 'ECOMMERCE' });
  advance(world, DAY);
  redeemPoints(
    world,
    { customer, points: 40 },
    { tillId: 5001201, skipValidation: true, billNumber: 'b-9', notes: 'gift' },
  );
  advance(world, DAY);
  addReturn(world, { customer, billNumber: bill.billNumber, returnType: 'AMOUNT', amount: 100, tillId: TILL });
});

const ask = (
  endpoint: string,
  more = '',
  identifier = `identifierName=id&identifierValue=${customer.id}&source=INSTORE`,
) => call(`GET /v2/pointsLedger/${endpoint}?${identifier}${more && `&${more}`}`);

const code = async (endpoint: string, more: string, identifier?: string): Promise<unknown> =>
  valueAt((await ask(endpoint, more, identifier)).body, 'errors.0.code');

describe('the ledger balance', () => {
  it('closes each category', async () => {
    expect((await ask('getCustomerLedgerBalance')).body).toEqual({
      customerDetails: {
        userId: customer.id,
        externalId: expect.stringMatching(/^EXT-/),
        firstName: 'Asha',
        lastName: 'Rao',
        entityType: 'CUSTOMER',
      },
      ledgerDetails: {
        pageNumber: 0,
        pageSize: 10,
        totalEntries: 2,
        pageCount: 1,
        ledgerClosingBalance: [
          { pointsCategory: 'Main', programName: 'Meridian Rewards', programId: 812, closingBalance: '50.000' },
          {
            pointsCategory: 'DelayedAccrualPointCategory',
            programName: 'Meridian Rewards',
            programId: 812,
            closingBalance: '50.000',
          },
        ],
      },
      warnings: [],
    });
  });

  it('can be of a date, a till, a category or a kind of entry', async () => {
    const main = async (more: string) =>
      valueAt(
        (await ask('getCustomerLedgerBalance', more)).body,
        'ledgerDetails.ledgerClosingBalance.0.closingBalance',
      );
    const two = new Date(Date.parse(valueOfClock()) - 2 * DAY).toISOString().slice(0, 19);
    expect(await main(`endDate=${two}`)).toBe('100.000');
    expect(await main('tillId=5001201')).toBe('-40.000');
    expect(await main('ledgerEntryType=CREDIT')).toBe('100.000');
    expect(await main('pointCategoryType=PROMISED')).toBe('50.000');
  });

  it('is refused with the documented codes', async () => {
    const balance = 'getCustomerLedgerBalance';
    expect(await code(balance, '', 'identifierName=id')).toBe(11013);
    expect(await code(balance, '', 'identifierName=mobile&identifierValue=919899999999&source=INSTORE')).toBe(11012);
    expect(await code(balance, '', `identifierName=id&identifierValue=${customer.id}&source=LINE`)).toBe(11012);
    expect(await code(balance, '', 'identifierName=shoe&identifierValue=38&source=INSTORE')).toBe(8013);
    expect(await code(balance, 'tillId=1')).toBe(11004);
    expect(await code(balance, 'limit=11')).toBe(11006);
    expect(await code(balance, 'endDate=yesterday')).toBe(11011);
    expect(await code(balance, 'ledgerEntryType=GIFT')).toBe(11007);
    expect(await code(balance, 'pointCategoryType=GIFT')).toBe(11008);
    expect(await code(balance, 'pointCategoryType=TRIGGER_BASED')).toBe(11003);
  });
});

const valueOfClock = (): string => (sandbox.world.clock.kind === 'fixed' ? sandbox.world.clock.now : '');

describe('the ledger entries', () => {
  const names = async (more: string): Promise<unknown[]> => {
    const { body } = await ask('getCustomerLedgerInfo', more);
    return Object.values(valueAt(body, 'ledgerEntries') ?? {}).map((entry) => valueAt(entry, 'eventName'));
  };

  it('come one an event, the newest first unless asked otherwise', async () => {
    expect(await names('')).toEqual(['ReturnBill', 'PointsRedemption', 'TransactionAdd', 'TransactionAdd']);
    expect(await names('sortOrder=ASC&limit=2')).toEqual(['TransactionAdd', 'TransactionAdd']);
    expect(await names('sortOrder=ASC&limit=2&offset=1')).toEqual(['PointsRedemption', 'ReturnBill']);
  });

  it('name the concept of the store only if asked', async () => {
    const entry = async (more: string) =>
      valueAt((await ask('getCustomerLedgerInfo', `limit=1${more}`)).body, 'ledgerEntries.0');
    expect(await entry('&includeConceptDetails=true')).toMatchObject({
      conceptId: expect.any(Number),
      conceptName: expect.stringMatching(/\w/),
    });
    expect(await entry('')).not.toHaveProperty('conceptId');
  });

  it('show the movement with its bill, store and till', async () => {
    const { body } = await ask('getCustomerLedgerInfo', 'sortOrder=ASC&limit=1');
    expect(valueAt(body, 'ledgerDetails')).toEqual({ pageNumber: 0, pageSize: 1, totalEntries: 4, pageCount: 4 });
    expect(valueAt(body, 'ledgerEntries.0')).toMatchObject({
      eventName: 'TransactionAdd',
      customerId: customer.id,
      customerDetails: null,
      entryDetails: [
        {
          ledgerEntryType: 'CREDIT',
          points: '100.000',
          pointsCategory: 'Main',
          programName: 'Meridian Rewards',
          programId: 812,
        },
      ],
      netPointsOnEvent: '100.000',
      transactionDetails: { amount: 1000, grossBillAmount: 1000, source: 'instore' },
      store: 'Bengaluru Indiranagar',
      storeCode: 'blr01',
      tillCode: 'blr01.till01',
      sourceProgramId: 812,
      orgId: null,
    });
  });

  it('can be of a till, a store or a period', async () => {
    expect(await names('tillId=5001201')).toEqual(['PointsRedemption']);
    expect(await names('tillIds=5001201,5001202')).toEqual(['PointsRedemption']);
    expect(await names('storeCode=maa01')).toEqual(['PointsRedemption']);
    expect(await names('ledgerEntryType=DEBIT')).toEqual(['ReturnBill', 'PointsRedemption']);
    const dayAgo = new Date(Date.parse(valueOfClock()) - 1.5 * DAY).toISOString().slice(0, 19);
    expect(await names(`startDate=${dayAgo}Z`)).toEqual(['ReturnBill', 'PointsRedemption']);
    expect(await names(`endDate=${dayAgo}Z`)).toEqual(['TransactionAdd', 'TransactionAdd']);
  });

  it('of a group name the member', async () => {
    const { body } = await ask(
      'getCustomerLedgerInfo',
      'type=USERGROUP2',
      'identifierName=groupId&identifierValue=2600&source=INSTORE',
    );
    expect(valueAt(body, 'customerDetails')).toMatchObject({ userId: 2600, entityType: 'USERGROUP2' });
    expect(valueAt(body, 'ledgerEntries.0')).toMatchObject({
      eventName: 'PointsTransfer',
      customerDetails: { firstName: 'Asha', identifier: { type: 'mobile', role: 'PRIMARY' } },
    });
  });

  it('are refused with the documented codes', async () => {
    const entries = 'getCustomerLedgerInfo';
    expect(await code(entries, 'offset=9')).toBe(11003);
    expect(await code(entries, 'limit=101')).toBe(11029);
    expect(await code(entries, 'programId=1')).toBe(11005);
    expect(await code(entries, 'tillId=x')).toBe(11025);
    expect(await code(entries, 'storeId=1')).toBe(11026);
    expect(await code(entries, 'tillIds=1,,2')).toBe(11027);
    expect(await code(entries, 'tillId=1&storeId=1')).toBe(11028);
    expect(await code(entries, 'startDate=2026-05-02&endDate=2026-05-01')).toBe(11009);
    expect(await code(entries, 'startDate=2026-01-01&endDate=2026-05-01')).toBe(11010);
    expect(await code(entries, 'includeTillConceptEvents=true')).toBe(11001);
  });
});

describe('exploding an event', () => {
  const eventIds = (): Record<string, number> =>
    Object.fromEntries(
      Object.values(sandbox.world.events)
        .filter((event) => event.entity.id === customer.id)
        .map((event) => [event.name, event.id]),
    );

  const event = async (more: string): Promise<unknown> =>
    valueAt((await ask('getLedgerExplodeInfo', more)).body, 'events.0');

  it('shows what a redemption drew on', async () => {
    expect(await event(`eventIds=${eventIds()['PointsRedemption']}`)).toMatchObject({
      eventName: 'PointsRedemption',
      eventDetails: {
        tillId: 5001201,
        redemptionDetails: { pointsRedeemed: '40', transactionNumber: 'b-9', notes: 'gift', groupRedemption: false },
      },
      pointsBreakup: [{ points: 40, expiresOn: '2027-05-31 18:29:59.0' }],
    });
  });

  it('shows bill, fields and payments of a purchase if asked', async () => {
    const [bill] = Object.values(sandbox.world.transactions).filter((each) => each.customerId === customer.id);
    const reference = `eventName=TransactionAdd&eventReferenceIds=${bill?.id}`;
    const all = '&getBillDetails=true&getCustomFields=true&getExtendedFields=true&getPaymentModes=true';
    expect(await event(reference)).not.toHaveProperty('billDetails');
    expect(await event(`${reference}${all}`)).toMatchObject({
      eventReferenceId: String(bill?.id),
      pointsEarned: { regular: [{ value: 100, programId: 812, expiryType: 'FIXED' }], promo: [], promised: [] },
      billDetails: {
        type: 'REGULAR',
        billNumber: bill?.billNumber,
        billAmount: 1000,
        lineItems: [{ itemCode: 'TEE-WHT-M' }],
      },
      customFields: [{ name: 'cashier', value: 'C-1' }],
      extendedFields: [{ name: 'ship_city', value: 'Pune' }],
      paymentModes: [{ mode: 'UPI', value: 1000 }],
    });
  });

  it('shows a return with its bill, and when promised points convert', async () => {
    expect(await event(`eventIds=${eventIds()['ReturnBill']}&getBillDetails=true`)).toMatchObject({
      billDetails: { type: 'RETURN', returnType: 'AMOUNT', returnAmount: 100, pointsEarned: { regular: [] } },
    });
    expect(await event(`eventIds=${eventIds()['TransactionAdd']}&getMaxConversionDetails=true`)).toMatchObject({
      eventDetails: { maxConversionDate: expect.stringMatching(/^2026-/) },
      pointsEarned: { promised: [{ value: 50, conversionDate: expect.stringMatching(/^2026-/) }] },
    });
  });

  it('is refused with the documented codes', async () => {
    const explode = 'getLedgerExplodeInfo';
    expect(await code(explode, 'eventIds=abc')).toBe(11017);
    expect(await code(explode, 'eventIds=1')).toBe(11016);
    expect(await code(explode, 'eventName=Nothing&eventReferenceIds=1')).toBe(11014);
    expect(await code(explode, 'eventName=TransactionAdd&eventReferenceIds=1,2,3,4,5,6,7,8,9,10,11')).toBe(11014);
    expect(await code(explode, 'eventName=TransactionAdd')).toBe(9022);
    expect(await code(explode, 'eventIds=1', 'identifierName=mobile&identifierValue=919899999999&source=ALL')).toBe(
      11023,
    );
  });
});
