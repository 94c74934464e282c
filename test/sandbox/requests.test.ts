import { describe, expect, it } from 'vitest';
import { issueCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import { requestDeletion } from '../../src/sandbox/domains/customer/erasure.js';
import { changeLabels } from '../../src/sandbox/domains/customer/labels.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { setConfig } from '../../src/sandbox/domains/organization/config.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { enrolInPromotion } from '../../src/sandbox/domains/promotions/loyalty-rules.js';
import { addBill } from '../../src/sandbox/domains/transaction/rules.js';
import { definitions } from '../../src/tools/catalogue.js';
import { aCustomer, errorOf, expectBooksAddUp, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';
const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));
let bills = 0;
const withPoints = (amount: number): Customer => {
  const customer = aCustomer(sandbox.world);
  bills += 1;
  addBill(sandbox.world, { customer, billNumber: `rq-${bills}`, amount, tillId: TILL });
  return customer;
};

const add = async (row: object, query = '') => {
  const { body } = await call(`POST /v1.1/request/add${query}`, { body: { root: { request: [row] } } });
  return valueAt(body, 'response.requests.request.0');
};
const decide = async (verb: 'approve' | 'reject', row: object) => {
  const { body } = await call(`POST /v1.1/request/${verb}`, { body: { root: { request: [row] } } });
  return valueAt(body, 'response.requests.request.0');
};
const codeOf = (row: unknown): unknown => valueAt(row, 'item_status.code');
const whois = async (mobile: string) =>
  valueAt(
    (await call(`GET /v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${mobile}`)).body,
    'entity',
  );

describe('goodwill', () => {
  it('credits points once it is approved, as many as the approver says', async () => {
    const customer = withPoints(1000);
    const before = held(customer);
    const row = { type: 'GOODWILL', base_type: 'POINTS', customer: { id: customer.id }, points: 50 };
    const asked = await add(row);
    expect([codeOf(asked), valueAt(asked, 'status'), held(customer)]).toEqual([9100, 'PENDING', before]);
    const id = valueAt(asked, 'id');
    const approved = await decide('approve', { ...row, id, points: 80, updated_comments: 'fair' });
    expect(approved).toMatchObject({ status: 'APPROVED', approved_value: '80', updated_comments: 'fair' });
    expect(held(customer)).toBe(before + 80);
    expect(codeOf(await decide('approve', { ...row, id }))).toBe(9052);
    expect(codeOf(await decide('reject', { ...row, id }))).toBe(9052);
    expect(held(customer)).toBe(before + 80);
  });

  it('gives nothing where it is rejected', async () => {
    const customer = withPoints(1000);
    const before = held(customer);
    const row = { type: 'GOODWILL', base_type: 'POINTS', customer: { id: customer.id }, points: 50 };
    const id = valueAt(await add(row), 'id');
    expect(await decide('reject', { ...row, id })).toMatchObject({ status: 'REJECTED', approved_value: '' });
    expect(held(customer)).toBe(before);
  });

  it('is logged with the points that were asked for, whatever was approved', async () => {
    const customer = withPoints(1000);
    const row = { type: 'GOODWILL', base_type: 'POINTS', customer: { id: customer.id }, points: 50, reason: 'late' };
    const id = valueAt(await add(row), 'id');
    await decide('approve', { ...row, id, points: 80 });
    const query = `type=GOODWILL&base_type=POINTS&start_date=2020-01-01&end_date=2099-01-01&request_id=${id}`;
    const { body } = await call(`GET /v1.1/request/logs?${query}`);
    const logged = valueAt(body, 'response.requests.goodwill.0') ?? valueAt(body, 'response.requests.goodwill');
    expect(logged).toMatchObject({ id: String(id), reason: 'late', points: '50', status: 'APPROVED' });
    expect(valueAt(logged, 'logs.added_by.time')).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  it('issues a coupon of the series', async () => {
    const customer = withPoints(1000);
    const series = Object.values(sandbox.world.couponSeries).find(({ seriesCode }) => seriesCode === 'VISIT100');
    const row = { type: 'GOODWILL', base_type: 'COUPON', customer: { id: customer.id }, series_id: series?.id };
    const asked = await add(row, '?client_auto_approve=true');
    expect(valueAt(asked, 'status')).toBe('APPROVED');
    const [coupon] = Object.values(sandbox.world.coupons).filter((each) => each.customerId === customer.id);
    expect(coupon?.seriesId).toBe(series?.id);
  });

  it('credits a group', async () => {
    const group = Object.values(sandbox.world.userGroups)[0];
    const entity = { type: 'USERGROUP2', id: group?.id ?? 0 } as const;
    const before = balance(sandbox.world, entity);
    const row = {
      type: 'GOODWILL',
      base_type: 'POINTS',
      points: 30,
      earning_entity_type: 'USERGROUP2',
      user_group_2_identification_info: { identifier_type: 'id', identifier_value: group?.id },
    };
    const id = valueAt(await add(row), 'id');
    await decide('approve', { ...row, id });
    expect(balance(sandbox.world, entity)).toBe(before + 30);
  });
});

describe('changes of an identifier', () => {
  it('rename the customer once approved', async () => {
    const customer = withPoints(100);
    const old = mobileOf(customer);
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MOBILE',
      customer: { mobile: old },
      old_value: old,
      new_value: '919700999001',
    };
    const id = valueAt(await add(row), 'id');
    expect(await whois('919700999001')).toBeUndefined();
    await decide('approve', { ...row, id });
    expect([await whois('919700999001'), await whois(old)]).toEqual([customer.id, undefined]);
  });

  it('are refused for values that are wrong, in use, or asked for already', async () => {
    const [customer, other] = [withPoints(100), withPoints(100)];
    const change = (more: object) =>
      add({ type: 'CHANGE_IDENTIFIER', base_type: 'MOBILE', customer: { id: customer.id }, ...more }).then(codeOf);
    expect(await change({ old_value: '919700000000', new_value: '919700999002' })).toBe(9012);
    expect(await change({ new_value: '12' })).toBe(9046);
    expect(await change({ new_value: mobileOf(customer) })).toBe(9031);
    expect(await change({ new_value: mobileOf(other) })).toBe(9005);
    expect(await change({ new_value: '919700999002' })).toBe(9000);
    expect(await change({ new_value: '919700999002' })).toBe(9028);
    expect(await change({ base_type: 'ADDRESS', new_value: 'x' })).toBe(9040);
    expect(await change({ base_type: 'POINTS' })).toBe(9008);
    expect(await change({ type: 'NOTHING' })).toBe(9006);
    expect(await change({ customer: {} })).toBe(9019);
    expect(await change({ customer: { mobile: '919711111111' } })).toBe(9011);
  });

  it('stay pending where they cannot be carried out any more', async () => {
    const [customer, other] = [withPoints(100), withPoints(100)];
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MOBILE',
      customer: { id: customer.id },
      new_value: '919700999003',
    };
    const id = valueAt(await add(row), 'id');
    const theirs = { ...row, customer: { id: other.id }, new_value: '919700999003', base_type: 'MOBILE' };
    expect(codeOf(await add(theirs))).toBe(9028);
    aCustomer(sandbox.world, { identifiers: [{ type: 'mobile', value: '919700999003' }] });
    expect(codeOf(await decide('approve', { ...row, id }))).toBe(8007);
    expect(sandbox.world.requests[Number(id)]?.status).toBe('PENDING');
  });

  it('move a mobile to somebody else', async () => {
    const customer = aCustomer(sandbox.world, {
      identifiers: [
        { type: 'mobile', value: '919700999010' },
        { type: 'email', value: 'moves@example.com' },
      ],
    });
    const other = aCustomer(sandbox.world);
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MOBILE_REALLOC',
      customer: { id: customer.id },
      old_value: '919700999010',
      misc_info: { target_customer: { id: other.id } },
    };
    await add(row, '?client_auto_approve=true');
    expect(await whois('919700999010')).toBe(other.id);
  });
});

describe('merging', () => {
  it('makes everything the survivor’s, and leads there from the victim', async () => {
    const [victim, survivor] = [withPoints(2000), withPoints(500)];
    const series = Object.values(sandbox.world.couponSeries).find(({ seriesCode }) => seriesCode === 'VISIT100');
    if (!series) throw new Error('no such series');
    issueCoupon(sandbox.world, series, victim, TILL);
    changeLabels(sandbox.world, victim, { add: ['Stylist'], remove: [], tillId: TILL });
    const [promotion] = Object.values(sandbox.world.loyaltyPromotions);
    if (promotion) enrolInPromotion(sandbox.world, promotion, victim);
    const before = held(victim) + held(survivor);
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MERGE',
      customer: { id: victim.id },
      misc_info: { target_customer: { id: survivor.id } },
    };
    const id = valueAt(await add(row), 'id');
    expect(codeOf(await add(row))).toBe(9018);
    await decide('approve', { ...row, id });
    expect([held(victim), held(survivor)]).toEqual([0, before]);
    expectBooksAddUp(sandbox.world);
    expect(await whois(mobileOf(victim))).toBe(survivor.id);
    expect(errorOf(await call(`GET /v2/customers/${victim.id}?source=INSTORE`))).toEqual([400, 8069]);
    const { body } = await call(`GET /v2/customers/${survivor.id}/transactions`);
    expect(valueAt(body, 'data.1')).toBeDefined();
    const coupons = await call(`GET /v2/customers/${survivor.id}/coupons`);
    expect(JSON.stringify(coupons.body)).toMatch('VISIT100');
    const labels = await call(`GET /v2/customers/${survivor.id}/labels`);
    expect(JSON.stringify(labels.body)).toMatch('Stylist');
    expect(codeOf(await add(row))).toBe(9029);
  });

  it('is refused while the deletion of one of the two is requested', async () => {
    const [victim, survivor] = [withPoints(100), withPoints(100)];
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MERGE',
      customer: { id: victim.id },
      misc_info: { target_customer: { id: survivor.id } },
    };
    const id = valueAt(await add(row), 'id');
    requestDeletion(sandbox.world, survivor, { comments: '', tillId: TILL });
    expect(codeOf(await decide('approve', { ...row, id }))).toBe(8109);
    expect(victim.mergedInto).toBeNull();
  });

  it('is refused with itself', async () => {
    const customer = withPoints(100);
    const row = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'MERGE',
      customer: { id: customer.id },
      misc_info: { target_customer: { id: customer.id } },
    };
    expect(codeOf(await add(row))).toBe(9029);
    expect(codeOf(await add({ ...row, misc_info: {} }))).toBe(9007);
  });
});

describe('retro transactions', () => {
  it('give a walk-in bill to the customer, with its points', async () => {
    const customer = withPoints(100);
    const { transaction } = addBill(sandbox.world, {
      customer: null,
      billNumber: 'walk-77',
      amount: 700,
      tillId: TILL,
    });
    const before = held(customer);
    const row = {
      type: 'TRANSACTION_UPDATE',
      base_type: 'RETRO',
      customer: { id: customer.id },
      transaction_id: transaction.id,
      old_type: 'NOT_INTERESTED',
      new_type: 'REGULAR',
    };
    const id = valueAt(await add(row), 'id');
    expect(codeOf(await add(row))).toBe(9055);
    expect(codeOf(await add({ ...row, old_type: 'REGULAR' }))).toBe(9057);
    expect(codeOf(await add({ ...row, transaction_id: 1 }))).toBe(9051);
    expect(valueAt(await decide('approve', { ...row, id }), 'status')).toBe('APPROVED');
    expect(held(customer)).toBe(before + 70);
    expect(codeOf(await add(row))).toBe(1627);
  });

  it('are allowed as the organisation says: not at all, or to those who joined soon after', async () => {
    const { world } = sandbox;
    const { transaction } = addBill(world, {
      customer: null,
      billNumber: 'walk-78',
      amount: 700,
      tillId: TILL,
      billingDate: '2026-04-01T06:30:00Z',
    });
    const row = {
      type: 'TRANSACTION_UPDATE',
      base_type: 'RETRO',
      customer: { id: withPoints(0).id },
      transaction_id: transaction.id,
      old_type: 'NOT_INTERESTED',
      new_type: 'REGULAR',
    };
    setConfig(world, 'CONF_RETRO_ENABLED', '0');
    expect(codeOf(await add(row))).toBe(9060);
    setConfig(world, 'CONF_RETRO_ENABLED', '1');
    setConfig(world, 'CONF_RETRO_REGISTRATION_DAYS', '7');
    expect(codeOf(await add(row))).toBe(9053);
    setConfig(world, 'CONF_RETRO_REGISTRATION_DAYS', '60');
    expect(codeOf(await add(row))).toBe(9000);
    setConfig(world, 'CONF_RETRO_REGISTRATION_DAYS', '0');
  });
});

describe('claimed bills', () => {
  const claim = (customer: Customer, billNumber: string) => ({
    type: 'TRANSACTION',
    baseType: 'REGULAR_TXN_ADD',
    customerIdentificationInfo: { identifierType: 'mobile', identifierValue: mobileOf(customer), source: 'INSTORE' },
    transaction: { type: 'REGULAR', billNumber, billAmount: '500' },
  });
  const update = (id: unknown, status: string) =>
    call('PUT /v2/requests', { body: [{ type: 'TRANSACTION', baseType: 'REGULAR_TXN_ADD', id, status }] });

  it('are bills once approved; rejected ones can be opened again', async () => {
    const customer = withPoints(100);
    const before = held(customer);
    const id = valueAt((await call('POST /v2/requests', { body: claim(customer, 'slip-1') })).body, 'createdId');
    expect(valueAt((await call(`GET /v2/requests/${id}`)).body, 'transaction.billAmount')).toBe(500);
    await update(id, 'REJECTED');
    expect(valueAt((await update(id, 'APPROVED')).body, 'response.0.errors.0.code')).toBe(9052);
    await update(id, 'PENDING');
    await update(id, 'APPROVED');
    expect(held(customer)).toBe(before + 50);
    const listed = await call(
      'GET /v2/requests?requestType=TRANSACTION&requestSubType=REGULAR_TXN_ADD&status=APPROVED&limit=1',
    );
    expect(valueAt(listed.body, 'data.0')).toMatchObject({ id, status: 'APPROVED', userId: customer.id });
  });

  it('stay pending where the bill is there already', async () => {
    const customer = withPoints(100);
    addBill(sandbox.world, { customer, billNumber: 'slip-2', amount: 500, tillId: TILL });
    const id = valueAt((await call('POST /v2/requests', { body: claim(customer, 'slip-2') })).body, 'createdId');
    const { body } = await update(id, 'APPROVED');
    expect(body).toMatchObject({ failureCount: 1, response: [{ errors: [{ code: 604 }] }] });
    expect(sandbox.world.requests[Number(id)]?.status).toBe('PENDING');
  });

  it('are not there where approving them at once fails', async () => {
    const customer = withPoints(100);
    addBill(sandbox.world, { customer, billNumber: 'slip-4', amount: 500, tillId: TILL });
    const body = claim(customer, 'slip-4');
    await sandbox.expectRefused('POST /v2/requests?client_auto_approve=true', 604, { body });
  });

  it('are refused without what they need, and for others than customers', async () => {
    const customer = withPoints(100);
    const body = claim(customer, 'slip-3');
    const refused = (more: object, code: number) =>
      sandbox.expectRefused('POST /v2/requests', code, { body: { ...body, ...more } });
    await refused({ type: 'NOTHING' }, 9006);
    await refused({ baseType: 'NOTHING' }, 9008);
    await refused({ customerIdentificationInfo: {} }, 400);
    await refused(
      { customerIdentificationInfo: { identifierType: 'mobile', identifierValue: '919711111111', source: 'INSTORE' } },
      1012,
    );
    await refused({ transaction: { type: 'REGULAR', billAmount: 10 } }, 602);
  });
});

describe('deletion of personal data', () => {
  const deletion = (customer: Customer) => ({
    type: 'CUSTOMER',
    baseType: 'DELETE',
    customerIdentificationInfo: { identifierType: 'mobile', identifierValue: mobileOf(customer), source: 'INSTORE' },
  });
  const update = (id: unknown, status: string) =>
    call('PUT /v2/requests', { body: [{ type: 'CUSTOMER', baseType: 'DELETE', id, status }] });

  it('removes the person and keeps ledger and bills', async () => {
    const customer = withPoints(900);
    const [mobile, points] = [mobileOf(customer), held(customer)];
    const id = valueAt((await call('POST /v2/requests', { body: deletion(customer) })).body, 'createdId');
    expect(customer.statusLabel).toBe('Pending Deletion');
    await sandbox.expectRefused('POST /v2/requests', 9055, { body: deletion(customer) });
    await update(id, 'APPROVED');
    expect(await whois(mobile)).toBeUndefined();
    expect(JSON.stringify(customer)).not.toMatch(/Asha|Rao|97000/);
    expect([held(customer), sandbox.world.transactionsByCustomer[customer.id]?.length]).toEqual([points, 1]);
    expect(errorOf(await call(`GET /v2/customers/${customer.id}?source=INSTORE`))).toEqual([400, 8015]);
    expect((await call(`GET /v2/requests/${id}`)).body).toMatchObject({ status: 'SUCCESS', userId: customer.id });
    const again = aCustomer(sandbox.world, { identifiers: [{ type: 'mobile', value: mobile }] });
    expect(await whois(mobile)).toBe(again.id);
  });

  it('reaches the customers who were merged into the person', async () => {
    const [first, second, last] = [withPoints(100), withPoints(100), withPoints(100)];
    const mobiles = [first, second, last].map(mobileOf);
    mergeCustomers(sandbox.world, first, second, TILL);
    mergeCustomers(sandbox.world, second, last, TILL);
    expect(await whois(mobileOf(first))).toBe(last.id);
    await call('POST /v2/requests?client_auto_approve=true', { body: deletion(last) });
    expect([first, second, last].map(({ piiDeleted }) => piiDeleted)).toEqual([true, true, true]);
    for (const mobile of mobiles) expect(await whois(mobile)).toBeUndefined();
    const again = aCustomer(sandbox.world, { identifiers: [{ type: 'mobile', value: mobiles[0] ?? '' }] });
    expect(await whois(mobiles[0] ?? '')).toBe(again.id);
  });

  it('leaves the person’s identifiers nowhere, whatever was sent, pushed and asked for before', async () => {
    const email = 'gone.person@example.net';
    const customer = aCustomer(sandbox.world, {
      identifiers: [
        { type: 'mobile', value: '919700888777' },
        { type: 'email', value: email },
      ],
    });
    const [mobile, root] = [mobileOf(customer), 'identifierName=mobile&identifierValue=919700888777&source=INSTORE'];
    await call('POST /v1.1/communications/sms', { body: { root: { sms: [{ to: mobile, body: 'Hello' }] } } });
    await call('POST /v1.1/communications/email', {
      body: { root: { email: [{ to: email, subject: 'Hi', body: 'Hello' }] } },
    });
    await call(`GET /v1.1/points/validationcode?mobile=${mobile}&points=1`);
    await call(`POST /v2/transactions?${root}`, { body: { type: 'REGULAR', billNumber: 'gone-1', billAmount: 900 } });
    const [webhook] = Object.values(sandbox.world.eventWebhooks);
    await fetch(`${sandbox.url}/webhooks/${webhook?.id}`, {
      method: 'POST',
      body: JSON.stringify({ event_name: 'StoreCheckIn', customer: mobile, till: 'blr01.till01' }),
    });
    const renaming = {
      type: 'CHANGE_IDENTIFIER',
      base_type: 'EMAIL',
      customer: { id: customer.id },
      old_value: email,
      new_value: 'other@example.net',
    };
    const pending = valueAt(await add(renaming), 'id');
    expect(JSON.stringify(sandbox.world).split(mobile).length).toBeGreaterThan(5);
    await call('POST /v2/requests?client_auto_approve=true', { body: deletion(customer) });
    expect(customer.piiDeleted).toBe(true);
    const whole = JSON.stringify(sandbox.world);
    expect([whole.includes(mobile), whole.includes(email), whole.includes('other@example.net')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(sandbox.world.requests[Number(pending)]?.status).toBe('CANCELLED');
  });

  it('gives the status back where it is refused', async () => {
    const customer = withPoints(100);
    const id = valueAt((await call('POST /v2/requests', { body: deletion(customer) })).body, 'createdId');
    await update(id, 'REJECTED');
    expect(customer.statusLabel).toBe('Active');
  });

  it('waits for the days that are configured, and can be called off until then', async () => {
    const [customer, other] = [withPoints(100), withPoints(100)];
    await call('POST /v2/organization/configs', {
      body: { keyName: 'CONF_PII_DATA_DELETE_AFTER_DAYS', value: '30', scope: 'ORG' },
    });
    const ids: unknown[] = [];
    for (const each of [customer, other]) {
      const id = valueAt((await call('POST /v2/requests', { body: deletion(each) })).body, 'createdId');
      await update(id, 'APPROVED');
      ids.push(id);
    }
    expect(customer.piiDeleted).toBe(false);
    await update(ids[1], 'CANCELLED');
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 31 * 86_400 } });
    expect([customer.piiDeleted, other.piiDeleted]).toEqual([true, false]);
  });
});
