import { describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { points } from '../../src/tools/points/points.js';
import { pointsLegacy } from '../../src/tools/points/points.legacy.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aBill, aCustomer, START, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox([...points.definitions, ...pointsLegacy.definitions]);
const { call } = sandbox;

/** A customer with a number of points. */
function withPoints(count: number): Customer {
  const customer = aCustomer(sandbox.world);
  if (count > 0) aBill(sandbox.world, customer, count * 10, { billNumber: `pts-${customer.id}` });
  return customer;
}

const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

const codeOf = (customer: Customer): string =>
  sandbox.world.validationCodes.findLast((code) => code.customerId === customer.id)?.code ?? '';

const firstError = ({ status, body }: Answer): unknown[] => [status, valueAt(body, 'errors.0.code')];

const transferBody = (from: Customer, to: Customer, count: unknown, more: object = {}) => ({
  pointsTobeTransferred: count,
  fromCustomerIdentifier: { type: 'MOBILE', value: mobileOf(from) },
  toCustomerIdentifier: { type: 'ID', value: String(to.id) },
  ...more,
});

describe.each(['v1.1', 'v1'])('%s', (version) => {
  it('redeems with the code that was sent for it', async () => {
    const customer = withPoints(300);
    const mobile = mobileOf(customer);
    const check = await call(`GET /${version}/points/isredeemable?mobile=${mobile}&points=100&program_id=812`);
    expect(check.body).toEqual({
      response: {
        status: { success: 'true', code: 200, message: 'Success' },
        points: {
          redeemable: {
            mobile,
            email: '',
            external_id: '',
            points: 100,
            is_redeemable: 'true',
            points_redeem_value: 100,
            points_redeem_local_value: 100,
            input_type: 'points',
            points_currency_ratio: '1',
            item_status: { success: 'true', code: 800, message: 'Points can be redeemed' },
          },
        },
      },
    });
    const sent = await call(`GET /${version}/points/validationcode?mobile=${mobile}&points=100`);
    expect(valueAt(sent.body, 'response.validation_code.code')).toMatchObject({
      user_id: String(customer.id),
      item_status: { success: 'true', code: 200 },
    });
    expect(JSON.stringify(sent.body), 'nobody could learn it otherwise').toContain(codeOf(customer));
    const redeem = (validation_code: string) =>
      call(`POST /${version}/points/redeem`, {
        body: {
          root: {
            redeem: [
              {
                points_redeemed: '100',
                customer: { mobile },
                transaction_number: 'b-1',
                validation_code,
                custom_fields: { field: [{ name: 'counter', value: '3' }] },
              },
            ],
          },
        },
      });
    const refused = await redeem('WRONG1');
    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({
      response: {
        status: { success: 'false', code: 500 },
        responses: {
          points: { user_id: null, side_effects: { effect: [] }, item_status: { success: 'false', code: 808 } },
        },
      },
    });
    expect(held(customer)).toBe(300);
    const code = codeOf(customer);
    const { body } = await redeem(code);
    expect(body).toMatchObject({
      response: {
        status: { success: 'true', code: 200 },
        responses: {
          points: {
            mobile,
            user_id: String(customer.id),
            redemption_id: expect.stringMatching(/^\w{6}$/),
            points_redeemed: '100',
            redeemed_value: 100,
            balance: 200,
            side_effects: {
              effect: [{ num_points: 100, validation_code: code, redeemed_on_bill_number: 'b-1', type: 'points' }],
            },
            item_status: { success: 'true', code: 800 },
          },
        },
      },
    });
    const id = String(valueAt(body, 'response.responses.points.redemption_id'));
    expect(sandbox.world.pointsRedemptions[id]?.customFields).toEqual({ counter: '3' });
  });

  it('redeems without a code where validation is skipped', async () => {
    const customer = withPoints(50);
    const row = { points_redeemed: 20, customer: { external_id: '', mobile: mobileOf(customer) } };
    const { body } = await call(`POST /${version}/points/redeem?skip_validation=true`, {
      body: { root: { redeem: row } },
    });
    expect(valueAt(body, 'response.responses.points.balance')).toBe(30);
  });
});

describe('checking whether points can be redeemed', () => {
  const itemCode = async (query: string): Promise<unknown> =>
    valueAt((await call(`GET /v1.1/points/isredeemable?${query}`)).body, 'response.points.redeemable.item_status.code');

  it('names the reason why not', async () => {
    const mobile = mobileOf(withPoints(100));
    expect(await itemCode('mobile=919899999999&points=50')).toBe(816);
    expect(await itemCode('points=50')).toBe(802);
    expect(await itemCode(`mobile=${mobile}&points=105`)).toBe(803);
    expect(await itemCode(`mobile=${mobile}&points=12`)).toBe(807);
    expect(await itemCode(`mobile=${mobile}&points=abc`)).toBe(801);
    expect(await itemCode(`mobile=${mobile}&points=50&program_id=1`)).toBe(1101);
    expect(await itemCode(`mobile=${mobile}&points=50&group_redemption=true`)).toBe(3316);
    expect(await itemCode(`mobile=${mobile}&points=50&validation_code=NOPE`)).toBe(808);
    expect(await itemCode(`mobile=${mobile}&points=50&user_group2_id=1`)).toBe(1632);
    expect(await itemCode(`mobile=${mobile}&points=50&user_group2_id=2600`)).toBe(828);
  });

  it('sends a code only if asked to', async () => {
    const customer = withPoints(100);
    const query = `mobile=${mobileOf(customer)}&points=50`;
    await itemCode(query);
    expect(codeOf(customer)).toBe('');
    expect(await itemCode(`${query}&issue_otp=true`)).toBe(800);
    expect(codeOf(customer)).toMatch(/^\w{6}$/);
  });

  it('takes a currency amount, and the points of a group', async () => {
    const group = sandbox.world.userGroups[2600];
    const primary = group && sandbox.world.customers[group.members[0]?.customerId ?? 0];
    const query = `id=${primary?.id}&points=50&currency_input=true&user_group2_id=2600`;
    const { body } = await call(`GET /v1.1/points/isredeemable?${query}`);
    expect(valueAt(body, 'response.points.redeemable')).toMatchObject({
      points: 50,
      input_type: 'currency',
      is_redeemable: 'true',
    });
  });
});

describe('reversing', () => {
  it('gives points back, once', async () => {
    const customer = withPoints(100);
    const row = { points_redeemed: 60, customer: { mobile: mobileOf(customer) } };
    const redeemed = await call('POST /v1.1/points/redeem?skip_validation=true', { body: { root: { redeem: [row] } } });
    const redemptionId = valueAt(redeemed.body, 'response.responses.points.redemption_id');
    const identifier = { type: 'mobile', value: mobileOf(customer) };
    const reverse = (more: object) => call('POST /v2/points/reverse', { body: { redemptionId, identifier, ...more } });
    expect((await reverse({ pointsToBeReversed: 20 })).body).toEqual({
      orgId: 100900,
      identifier,
      customerId: customer.id,
      redemptionId,
      reversalId: expect.stringMatching(/^\w{6}$/),
      pointsToBeReversed: 20,
      pointsReversed: 20,
      pointsReversedDetails: { available: 20, expired: 0 },
      warnings: [],
    });
    expect((await reverse({})).body).toMatchObject({ pointsReversed: 40 });
    expect(held(customer)).toBe(100);
    expect(firstError(await reverse({}))).toEqual([400, 3802]);
    expect(firstError(await reverse({ redemptionId: 'none' }))).toEqual([400, 901]);
    expect(firstError(await reverse({ identifier: { type: 'mobile', value: '919899999999' } }))).toEqual([400, 8015]);
  });

  it("takes the redemption's own reference in place of its id, but not both", async () => {
    const customer = withPoints(100);
    const row = { points_redeemed: 60, customer: { mobile: mobileOf(customer) }, external_reference_number: 'pos-77' };
    const redeemed = await call('POST /v1.1/points/redeem?skip_validation=true', { body: { root: { redeem: [row] } } });
    const redemptionId = valueAt(redeemed.body, 'response.responses.points.redemption_id');
    const byReference = {
      externalReferenceNumber: 'pos-77',
      identifier: { type: 'mobile', value: mobileOf(customer) },
    };
    expect(firstError(await call('POST /v2/points/reverse', { body: { ...byReference, redemptionId } }))).toEqual([
      400, 901,
    ]);
    expect((await call('POST /v2/points/reverse', { body: byReference })).body).toMatchObject({
      redemptionId,
      pointsReversed: 60,
    });
  });
});

describe('redeeming with the identifier of a merged customer', () => {
  it('takes the points of the survivor, unless that is blocked', async () => {
    const [victim, survivor] = [withPoints(50), withPoints(100)];
    mergeCustomers(sandbox.world, victim, survivor, TILL);
    const redeem = (query: string) =>
      call(`POST /v1.1/points/redeem?skip_validation=true${query}`, {
        body: { root: { redeem: [{ points_redeemed: 10, customer: { mobile: mobileOf(victim) } }] } },
      });
    const blocked = await redeem('&block_merged_customers=true');
    expect(valueAt(blocked.body, 'response.responses.points.item_status')).toMatchObject({
      success: 'false',
      code: 816,
    });
    expect(held(survivor)).toBe(150);
    const paid = await redeem('&block_merged_customers=false');
    expect(valueAt(paid.body, 'response.responses.points')).toMatchObject({ user_id: String(survivor.id) });
    expect(held(survivor)).toBe(140);
  });
});

describe('transferring', () => {
  it('moves points and is listed for both', async () => {
    const [from, to] = [withPoints(100), withPoints(0)];
    const check = await call('POST /v2/points/isTransferrable', { body: transferBody(from, to, 15) });
    expect(check.body).toMatchObject({
      data: [
        {
          pointsTobeTransferred: 15,
          transferrable: true,
          transferFrom: { id: from.id, profiles: [{ firstName: 'Asha', userId: from.id, source: 'INSTORE' }] },
          transferTo: { id: to.id, loyaltyInfo: { loyaltyType: 'loyalty' } },
        },
      ],
      warnings: [],
      errors: [],
    });
    const made = await call('POST /v2/points/transfer', {
      body: transferBody(from, to, '15', { notes: 'gift', programId: 812 }),
    });
    const record = {
      toEntityId: to.id,
      toEntityType: 'CUSTOMER',
      fromEntityId: from.id,
      fromEntityType: 'CUSTOMER',
      pointsTransferDate: '2026-05-03 06:30:00',
      pointsTransferDateISO: START,
      pointsTransferred: 15,
      transferId: expect.any(Number),
      transferType: 'DEDUCTION',
      transferredFrom: { userId: from.id, firstName: 'Asha', lastName: 'Rao' },
      transferredTo: { userId: to.id, firstName: 'Asha', lastName: 'Rao' },
      notes: 'gift',
      programName: 'Meridian Rewards',
      pointsTransferBreakupByEarningPrograms: [],
    };
    expect(made.body).toEqual({ data: [record], warnings: [], errors: [] });
    expect([held(from), held(to)]).toEqual([85, 15]);
    const list = (customer: Customer) =>
      call(`GET /v2/points/transfer?identifierName=mobile&identifierValue=${mobileOf(customer)}&source=INSTORE`);
    expect((await list(from)).body).toEqual({ data: [record], warnings: [], errors: [] });
    expect((await list(to)).body).toMatchObject({ data: [{ ...record, transferType: 'ADDITION' }] });
  });

  it('is refused with the documented codes, changing nothing', async () => {
    const [from, to] = [withPoints(100), withPoints(0)];
    const attempt = async (count: unknown, more: object = {}) =>
      firstError(await call('POST /v2/points/transfer', { body: transferBody(from, to, count, more) }));
    const before = new Snapshot(sandbox.world);
    expect(await attempt(101)).toEqual([400, 803]);
    expect(await attempt(undefined)).toEqual([400, 422]);
    expect(await attempt(1.5)).toEqual([400, 807]);
    expect(await attempt(10, { programId: 1 })).toEqual([400, 885]);
    expect(await attempt(10, { groupProgramTransfer: 'true' })).toEqual([400, 3316]);
    expect(await attempt(10, { code: 'NOPE' })).toEqual([400, 808]);
    expect(await attempt(10, { toCustomerIdentifier: { type: 'MOBILE', value: '919899999999' } })).toEqual([400, 8015]);
    expect(await attempt(10, { toCustomerIdentifier: { type: 'SHOE', value: '38' } })).toEqual([400, 8013]);
    expect(await attempt(10, { toCustomerIdentifier: { type: 'ID', value: String(from.id) } })).toEqual([400, 418]);
    before.expectSame(sandbox.world);
  });

  it('with a code sent for it needs that code', async () => {
    const [from, to] = [withPoints(100), withPoints(0)];
    await call('POST /v2/points/isTransferrable', { body: transferBody(from, to, 10, { issueOtp: true }) });
    expect(firstError(await call('POST /v2/points/transfer', { body: transferBody(from, to, 10) }))).toEqual([
      400, 808,
    ]);
    const body = transferBody(from, to, 10, { code: codeOf(from) });
    expect((await call('POST /v2/points/transfer', { body })).status).toBe(200);
  });
});

describe('transferring of groups', () => {
  const customerParty = (customer: Customer) => ({
    type: 'CUSTOMER',
    identifierType: 'mobile',
    identifierValue: mobileOf(customer),
    source: 'INSTORE',
  });
  const group = { type: 'USERGROUP2', identifierType: 'externalId', identifierValue: 'fam-rao-01' };
  const by = (customer: Customer) => ({
    identifierType: 'id',
    identifierValue: String(customer.id),
    source: 'INSTORE',
  });

  const member = (index: number): Customer => {
    const id = sandbox.world.userGroups[2600]?.members[index]?.customerId ?? 0;
    const customer = sandbox.world.customers[id];
    if (!customer) throw new Error('the seed has no such member');
    return customer;
  };

  it('is the primary member’s to make', async () => {
    const to = withPoints(0);
    const body = {
      pointsTobeTransferred: 20,
      programId: 812,
      notes: 'pool',
      fromEntity: group,
      toEntity: customerParty(to),
    };
    const attempt = (path: string, more: object) =>
      call(`POST /v2/points/userGroup2/${path}`, { body: { ...body, ...more } });
    expect(firstError(await attempt('isTransferrable', {}))).toEqual([400, 830]);
    expect(firstError(await attempt('transfer', { transferredBy: by(member(1)) }))).toEqual([400, 830]);
    expect((await attempt('isTransferrable', { transferredBy: by(member(0)) })).body).toEqual({
      data: [{ pointsTobeTransferred: 20, transferrable: true }],
      warnings: [],
      errors: [],
    });
    const { body: made } = await attempt('transfer', { transferredBy: by(member(0)) });
    expect(valueAt(made, 'data.0')).toMatchObject({
      fromEntityId: 2600,
      fromEntityType: 'USERGROUP2',
      transferredFromUserGroup2: { id: 2600, groupStatus: 'ACTIVE', externalId: 'fam-rao-01' },
      transferredTo: { userId: to.id },
    });
    expect(held(to)).toBe(20);
    const listed = await call(
      'GET /v2/points/transfer?identifierName=id&identifierValue=2600&userEntityType=USERGROUP2',
    );
    expect(valueAt(listed.body, 'data.0')).toMatchObject({ transferType: 'DEDUCTION', pointsTransferred: 20 });
  });

  it('lets customers give to a group without anybody’s leave', async () => {
    const from = withPoints(50);
    const body = { pointsTobeTransferred: 30, programId: 812, fromEntity: customerParty(from), toEntity: group };
    expect((await call('POST /v2/points/userGroup2/transfer', { body })).status).toBe(200);
    expect(held(from)).toBe(20);
  });

  it('is refused for parties that are missing or unknown', async () => {
    const from = withPoints(50);
    const attempt = async (more: object) =>
      firstError(
        await call('POST /v2/points/userGroup2/transfer', {
          body: { pointsTobeTransferred: 10, fromEntity: customerParty(from), toEntity: group, ...more },
        }),
      );
    expect(await attempt({ fromEntity: undefined })).toEqual([400, 1206]);
    expect(await attempt({ toEntity: {} })).toEqual([400, 1207]);
    expect(await attempt({ toEntity: { ...group, type: 'FAMILY' } })).toEqual([400, 1208]);
    expect(await attempt({ toEntity: { ...group, identifierValue: '' } })).toEqual([400, 434]);
    expect(await attempt({ toEntity: { ...group, identifierValue: 'none' } })).toEqual([400, 1645]);
  });
});

describe('unlocking promised points', () => {
  it('makes the points of a bill redeemable, once', async () => {
    const customer = aCustomer(sandbox.world);
    addBill(sandbox.world, {
      customer,
      billNumber: 'web-1',
      source: 'ECOMMERCE',
      amount: 1200,
      tillId: TILL,
      lineItems: [{ itemCode: 'TEE-WHT-M', qty: 2 }],
    });
    const query = `identifierName=mobile&identifierValue=${mobileOf(customer)}&source=INSTORE`;
    const unlock = (body: object, asked = query) => call(`POST /v2/points/unlockPromisedPoints?${asked}`, { body });
    const body = { eventName: 'TransactionAdd', billNumber: 'web-1' };
    expect(firstError(await unlock({ ...body, itemCodes: ['CAP-CNV-01'] }))).toEqual([400, 82323282]);
    expect((await unlock({ ...body, itemCodes: ['TEE-WHT-M'] })).body).toEqual({
      pointsUnlocked: [{ billNumber: 'web-1', pointsUnlocked: 120, programId: 812 }],
    });
    expect(held(customer)).toBe(120);
    expect(firstError(await unlock(body))).toEqual([400, 82323282]);
    expect(firstError(await unlock({ ...body, billNumber: '' }))).toEqual([400, 82323271]);
    expect(firstError(await unlock({ ...body, billNumber: 'none' }))).toEqual([400, 82323277]);
    expect(firstError(await unlock({ ...body, eventName: 'Birthday' }))).toEqual([400, 82323272]);
    expect(firstError(await unlock({ ...body, eventLogId: 1 }))).toEqual([400, 3918]);
    expect(firstError(await unlock(body, `${query}&type=FAMILY`))).toEqual([400, 82323276]);
    expect(firstError(await unlock(body, 'identifierName=mobile'))).toEqual([400, 82323284]);
  });
});
