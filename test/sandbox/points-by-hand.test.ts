/** Points redeemed by customer id, taken, given and prolonged by hand, and what shows it. */
import { describe, expect, it } from 'vitest';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity, lotsOf, promisedBalance } from '../../src/sandbox/domains/points/ledger.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addMember, createGroup } from '../../src/sandbox/domains/user-group/rules.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import { pointsBeyond } from '../../src/tools/beyond/points.js';
import { pointsLedgerBeyond } from '../../src/tools/beyond/points-ledger.js';
import {
  aBill,
  aCustomer,
  errorOf,
  expectMovementsAddUp,
  fieldOfEach,
  listAt,
  TILL,
  useSandbox,
  valueAt,
} from './support.js';

const sandbox = useSandbox([...pointsBeyond.definitions, ...pointsLedgerBeyond.definitions]);
const { call, expectRefused } = sandbox;

function withPoints(count: number): Customer {
  const customer = aCustomer(sandbox.world);
  aBill(sandbox.world, customer, count * 10, { billNumber: `bill-${customer.id}` });
  return customer;
}

const held = ({ id }: Customer): number => balance(sandbox.world, customerEntity(id));
const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';
const lotOf = (customer: Customer) => lotsOf(sandbox.world, customerEntity(customer.id))[0];
const billOf = (customer: Customer) =>
  Object.values(sandbox.world.transactions).find(({ customerId }) => customerId === customer.id);

const redeem = (customer: Customer, body: object) => call(`POST /v2/customers/${customer.id}/redemptions`, { body });

/** Two members of a group with 100 and 200 points of the same day; redemptions need no code. */
function aFamily(): { parent: Customer; child: Customer; groupId: number } {
  const { world } = sandbox;
  world.organisation.settings.validateRedemptions = false;
  const [parent, child] = [withPoints(100), withPoints(200)];
  const group = createGroup(world, {
    name: 'Family',
    externalId: 'fam-1',
    primary: parent,
    maxGroupSize: 4,
    tillId: TILL,
  });
  addMember(world, group, child, { permissions: [] });
  return { parent, child, groupId: group.id };
}

describe('redeeming by customer id', () => {
  it('draws on the wallets of all members of the group, and a reversal fills them again', async () => {
    const { parent, child, groupId } = aFamily();
    const answer = await redeem(parent, { points: 150, externalReferenceNumber: 'r-1' });
    expect(answer.body).toMatchObject({
      pointsRedeemed: 150,
      crossMemberRedemptionBreakup: [
        { customerId: parent.id, pointsRedeemed: 100 },
        { customerId: child.id, pointsRedeemed: 50 },
      ],
    });
    expect([held(parent), held(child)]).toEqual([0, 150]);
    const ledger = (id: number, query = '') => call(`GET /v2/customers/${id}/crossMemberLedger${query}`);
    expect(valueAt((await ledger(child.id)).body, 'entity')).toMatchObject({
      groupDetails: { groupId, groupBalance: 150, memberCount: 2 },
      entries: [{ eventType: 'CROSS_MEMBER_REDEMPTION', userRole: 'SOURCE', customerId: parent.id }],
    });
    expect(fieldOfEach((await ledger(parent.id)).body, 'entity.entries', 'userRole')).toEqual(['BOTH']);

    await call('POST /v2/points/reverse', {
      body: { externalReferenceNumber: 'r-1', identifier: { type: 'id', value: String(parent.id) } },
    });
    expect([held(parent), held(child)]).toEqual([100, 200]);
    const reversals = await ledger(child.id, '?scope=group&eventType=CROSS_MEMBER_REDEMPTION_REVERSAL');
    expect(valueAt(reversals.body, 'entity.entries.0.breakup')).toEqual([
      { customerId: parent.id, points: 100 },
      { customerId: child.id, points: 50 },
    ]);
    expectMovementsAddUp(sandbox.world);
  });

  it('shows a member whose points another spent that they are gone', async () => {
    const { parent, child } = aFamily();
    await redeem(parent, { points: 150 });
    const entries = await call(
      `GET /v2/pointsLedger/getCustomerLedgerInfo?identifierName=id&identifierValue=${child.id}&source=INSTORE`,
    );
    expect(valueAt(entries.body, 'ledgerEntries.0')).toMatchObject({
      eventName: 'PointsRedemption',
      netPointsOnEvent: '-50.000',
    });
  });

  it('draws on one wallet without a group, or where the organization does not allow more', async () => {
    const { parent } = aFamily();
    sandbox.world.organisation.settings.crossMemberRedemption = false;
    await expectRefused(`POST /v2/customers/${parent.id}/redemptions`, 803, { body: { points: 150 } });
    expect((await redeem(parent, { points: 80 })).body).toMatchObject({ crossMemberRedemptionBreakup: [] });
    expect(held(parent)).toBe(20);
    await expectRefused(`GET /v2/customers/${parent.id}/crossMemberLedger`, 400);
  });

  it('asks for a code where the organization does, and does not take more than the members have', async () => {
    const { parent } = aFamily();
    await expectRefused(`POST /v2/customers/${parent.id}/redemptions`, 803, { body: { points: 305 } });
    sandbox.world.organisation.settings.validateRedemptions = true;
    await expectRefused(`POST /v2/customers/${parent.id}/redemptions`, 808, { body: { points: 10 } });
  });

  it('adds the bill later, for the customer who redeemed alone', async () => {
    const { parent, child } = aFamily();
    const { body } = await redeem(parent, { points: 50 });
    const redemptionId = valueAt(body, 'redemptionId');
    const entity = { type: 'CUSTOMER', identifierType: 'id', identifierValue: String(parent.id) };
    const updated = await call('PUT /v2/points/updateRedemption', {
      body: { redemptionId, billId: billOf(parent)?.id, purpose: 'Checkout', entity },
    });
    expect(updated.body).toMatchObject({ billId: billOf(parent)?.id, billNumber: `bill-${parent.id}` });
    const update = (body: object, code: number) => expectRefused('PUT /v2/points/updateRedemption', code, { body });
    await update({ redemptionId, entity }, 748);
    await update({ billNumber: 'b', entity }, 749);
    await update({ redemptionId, billNumber: 'b' }, 1219);
    await update({ redemptionId, billNumber: 'b', entity: { ...entity, identifierValue: String(child.id) } }, 750);
    await update({ redemptionId, customFields: { counter: '1' }, entity }, 750);
  });
});

describe('deducting', () => {
  it('takes points from the balance, with the reason in the ledger', async () => {
    const customer = withPoints(100);
    const answer = await call(`POST /v2/customers/${customer.id}/negativePointsAdjustment`, {
      body: { pointsToBeAdjusted: '30', reasonOfReturn: 'Credited twice' },
    });
    expect(answer.body).toMatchObject({ status: 'success', pointsAvailable: '70.000' });
    const entries = await call(
      `GET /v2/pointsLedger/getCustomerLedgerInfo?identifierName=id&identifierValue=${customer.id}&source=INSTORE`,
    );
    expect(valueAt(entries.body, 'ledgerEntries.0')).toMatchObject({
      eventName: 'ManualPointsAdjustment',
      netPointsOnEvent: '-30.000',
      eventDetails: { reason: 'Credited twice' },
    });
    const eventId = valueAt(entries.body, 'ledgerEntries.0.eventLogId');
    const details = await call(
      `GET /v2/pointsLedger/getLedgerExplodeInfo?identifierName=id&identifierValue=${customer.id}&source=INSTORE&eventIds=${eventId}`,
    );
    expect(valueAt(details.body, 'events.0.manualPointsAdjustmentDetails')).toMatchObject({
      totalPointsDeducted: '30.000',
      pointsDeductionBreakUpDetails: [{ pointsDeducted: 30, pointAwardedRefId: lotOf(customer)?.id }],
    });
  });

  it('takes points from one award alone', async () => {
    const customer = withPoints(100);
    aBill(sandbox.world, customer, 500, { billNumber: 'second' });
    const [first, second] = lotsOf(sandbox.world, customerEntity(customer.id));
    const body = { pointsToBeAdjusted: 40, reasonOfReturn: 'x', pointsAwardedId: second?.id };
    const path = `POST /v2/customers/lookup/negativePointsAdjustment?identifierName=mobile&identifierValue=${mobileOf(customer)}&source=INSTORE`;
    await expectRefused(path, 9975, { body });
    await call(path, { body: { ...body, pointsAwardedRefType: 'bill_regular' } });
    expect([first?.remaining, second?.remaining]).toEqual([100, 10]);
  });

  it.each([
    [8888, { pointsToBeAdjusted: 0 }],
    [8906, { pointsToBeAdjusted: 1.5 }],
    [8907, { pointsToBeAdjusted: 101 }],
    [8882, { pointsToBeAdjusted: 1, reasonOfReturn: undefined }],
    [1218, { pointsToBeAdjusted: 1, programId: 999 }],
    [8887, { pointsToBeAdjusted: 1, promotionIdentifier: 'P' }],
    [8874, { pointsToBeAdjusted: 1, promotionId: 999 }],
    [8877, { pointsToBeAdjusted: 1, pointsAwardedId: 999_999, pointsAwardedRefType: 'bill_regular' }],
    [8911, { valueToBeAdjusted: 1, alternateCurrencyName: 'Miles' }],
  ])('is refused with %i', async (code, body) => {
    const customer = withPoints(100);
    await expectRefused(`POST /v2/customers/${customer.id}/negativePointsAdjustment`, code, {
      body: { reasonOfReturn: 'x', ...body },
    });
  });
});

describe('allocating', () => {
  const row = (customer: Customer, more: object = {}) => ({
    orgId: sandbox.world.organisation.id,
    programId: 812,
    awardStrategyId: 5001,
    expiryStrategyId: 11801,
    sourceValue: -1,
    eventName: 'TransactionAdd',
    eventSourceId: String(billOf(customer)?.id),
    lookupParams: { entityType: 'CUSTOMER', identifierType: 'mobile', identifierValue: mobileOf(customer) },
    ...more,
  });
  const allocate = (body: unknown) => call('POST /v2/customers/bulk/manualCurrencyAllocate', { body });

  it('gives what the strategy says, and reports each row that fails', async () => {
    const customer = withPoints(100);
    const { body } = await allocate([
      row(customer),
      row(customer, {
        awardStrategyId: 5005,
        sourceValue: 255,
        pointsRoundingStrategy: 'FLOOR',
        currencyType: 'PROMISED',
      }),
      row(customer, { eventSourceId: '1' }),
      row(customer, { expiryStrategyId: 1 }),
    ]);
    expect(body).toMatchObject({ total: 4, success: 2, failures: 2 });
    expect(valueAt(body, 'data.1.sideEffects.0')).toMatchObject({ rawAwardedPoints: 25.5, awardedPoints: 25 });
    expect([2, 3].map((at) => valueAt(body, `data.${at}.errors.0.code`))).toEqual([8139, 8136]);
    expect([held(customer), promisedBalance(sandbox.world, customerEntity(customer.id))]).toEqual([200, 25]);
  });

  it('takes all of it back when a part of the bill is returned', async () => {
    const customer = withPoints(100);
    await allocate([row(customer)]);
    sandbox.world.organisation.settings.validateRedemptions = false;
    await redeem(customer, { points: 60 });
    addReturn(sandbox.world, {
      customer,
      billNumber: `bill-${customer.id}`,
      returnType: 'AMOUNT',
      amount: 500,
      tillId: TILL,
    });
    // Half of the bill's 100 points and all 100 that were given by hand; 60 were spent before.
    expect(held(customer)).toBe(0);
    const returned = lotsOf(sandbox.world, customerEntity(customer.id)).map((lot) => lot.returned);
    expect(returned.reduce((a, b) => a + b, 0)).toBe(140);
  });

  it('refuses more than ten rows', async () => {
    const customer = withPoints(10);
    await expectRefused('POST /v2/customers/bulk/manualCurrencyAllocate', 1060, {
      body: Array.from({ length: 11 }, () => row(customer)),
    });
  });
});

describe('the expiry of an award', () => {
  const update = (customer: Customer, expiryType: string, expiryValue: string, more: object = {}) =>
    call('POST /v2/points/updateExpiry', {
      body: {
        expiryDateUpdateRequest: [
          {
            identifierName: 'id',
            identifierValue: String(customer.id),
            programId: 812,
            pointsAwardedRefId: lotOf(customer)?.id,
            pointsAwardedRefType: 'POINT_AWARDED',
            expiryDate: { expiryType, expiryValue },
            ...more,
          },
        ],
      },
    });

  it('moves, which the history shows, and the points then live so long', async () => {
    const customer = withPoints(100);
    const before = lotOf(customer)?.expiresOn ?? '';
    const { body } = await update(customer, 'FIXED_DAYS', '10', { standardMeta: { who_raised: 'care' } });
    expect(valueAt(body, 'currencyExpiryUpdateResponse.0.pointsExpiryUpdateLogs')).toMatchObject({
      newExpiryDate: '2026-05-13 23:59:59',
      standardMeta: { who_raised: 'care' },
    });
    await update(customer, 'FIXED_DATE', '2026-05-20');
    const history = await call(`GET /v2/customers/${customer.id}/singlePointsExpiryUpdates?limit=1`);
    expect(listAt(history.body, 'singlePointsExpiryUpdateList')).toHaveLength(1);
    expect(valueAt(history.body, 'singlePointsExpiryUpdateList.0')).toMatchObject({
      pointsNewExpiryDate: '2026-05-21',
      pointsUpdatedByProgram: [{ programId: 812, points: 100, pointsOldExpiryDate: '2026-05-14' }],
    });
    expect(before > '2027').toBe(true);
    advance(sandbox.world, 18 * DAY);
    await call(`GET /v2/customers/${customer.id}/points/balance`);
    expect(held(customer)).toBe(0);
  });

  it('ends the points at once with IMMEDIATE', async () => {
    const customer = withPoints(100);
    await update(customer, 'IMMEDIATE', '0');
    expect([held(customer), lotOf(customer)?.expired]).toEqual([0, 100]);
    expect(valueAt((await update(customer, 'FIXED_DAYS', '5')).body, 'failures.0.errorCode')).toBe(8936);
  });

  it('stays as it is for a day in the past, another kind of award or one of another customer', async () => {
    const customer = withPoints(100);
    const other = withPoints(50);
    const before = lotOf(customer)?.expiresOn;
    const codeOf = async (...args: Parameters<typeof update>) =>
      valueAt((await update(...args)).body, 'failures.0.errorCode');
    expect(await codeOf(customer, 'FIXED_DATE', '2026-05-01')).toBe(3037);
    expect(await codeOf(customer, 'FIXED_DAYS', '5', { pointsAwardedRefType: 'POINT_AWARDED_LINEITEM' })).toBe(3034);
    expect(await codeOf(other, 'FIXED_DAYS', '5', { pointsAwardedRefId: lotOf(customer)?.id })).toBe(3034);
    expect(await codeOf(customer, 'FIXED_DAYS', '5', { identifierValue: '1' })).toBe(8015);
    expect(lotOf(customer)?.expiresOn).toBe(before);
    expect(errorOf(await update(customer, 'SOON', '5'))).toEqual([400, 8941]);
    expect(errorOf(await update(customer, 'IMMEDIATE', '0', { standardMeta: { why: 'x' } }))).toEqual([400, 8935]);
  });
});

describe('points of an earlier system', () => {
  const search = async (filterType: string, filterValues: string[], limit = 10) => {
    const body = { filter: { filterType, filterValues }, pageDetails: { offset: 0, limit } };
    const answer = await call('POST /v2/historicalPoints/getHistoricalPoints/418400001', { body });
    return fieldOfEach(answer.body, 'data', 'billNumber');
  };

  it('are listed newest first, as the filter says, and are in no balance', async () => {
    expect(await search('NONE', [])).toEqual(['OLD-2391', 'OLD-2207', 'OLD-1182']);
    expect(await search('NONE', [], 1)).toEqual(['OLD-2391']);
    expect(await search('POINTS_ACTIVITY', ['REDEEMED'])).toEqual(['OLD-2391']);
    expect(await search('DATE', ['2024-01-01T00:00:00+05:30', '2024-07-01T00:00:00+05:30'])).toEqual(['OLD-2207']);
    expect(await search('PROGRAM_ID', ['1'])).toEqual([]);
  });

  it('are none for a customer who joined later', async () => {
    const { id } = aCustomer(sandbox.world);
    const body = { filter: { filterType: 'NONE', filterValues: [] }, pageDetails: { offset: 0, limit: 10 } };
    const answer = await call(`POST /v2/historicalPoints/getHistoricalPoints/${id}`, { body });
    expect(answer.body).toMatchObject({ data: [] });
  });
});
