import { describe, expect, it } from 'vitest';
import { findCustomer } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { type Answer, aBill, aCustomer, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const mobileOf = (customer: Customer): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

const held = (customer: Customer): number => balance(sandbox.world, customerEntity(customer.id));

let bills = 0;

const aRow = (more: object = {}) => {
  bills += 1;
  return { type: 'regular', number: `it-${bills}`, amount: '1200', billing_time: '2026-05-03 11:00:00', ...more };
};

const post = (path: string, rows: unknown, headers = {}) =>
  call(`POST /v1.1/transaction/${path}?format=json`, { body: { root: { transaction: rows } }, headers });

const row = (answer: Answer, index = 0): unknown => valueAt(answer.body, `response.transactions.transaction.${index}`);

/** `[success, code]` of a row; updates write the code as a text. */
const rowStatus = (answer: Answer, index = 0): unknown[] => [
  valueAt(row(answer, index), 'item_status.success'),
  Number(valueAt(row(answer, index), 'item_status.code')),
];

/** Expects the only row of a call to be refused with a code, and the world to be as it was. */
async function expectRefused(code: number, path: string, sent: object, headers = {}): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const answer = await post(path, [sent], headers);
  expect(valueAt(answer.body, 'response.status')).toMatchObject({ success: 'false', code: 500 });
  expect(rowStatus(answer)).toEqual(['false', code]);
  before.expectSame(sandbox.world);
}

const newMobile = (): string => {
  bills += 1;
  return `91888${String(bills).padStart(7, '0')}`;
};

describe.each(['v1.1', 'v1'])('%s', (version) => {
  it('registers whom it does not know, and v2 sees the same bill', async () => {
    const mobile = newMobile();
    const sent = aRow({
      customer: { mobile, firstname: 'Nila', lastname: 'Sen', email: `${mobile}@example.com` },
      payment_details: { payment: [{ mode: 'CASH', value: '1200' }] },
      custom_fields: { field: [{ name: 'cashier', value: 'C-1' }] },
      line_items: { line_item: [{ serial: '1', item_code: 'TEE-WHT-M', qty: '2.4', rate: '600', amount: '1200' }] },
    });
    const added = await call(`POST /${version}/transaction/add`, { body: { root: { transaction: [sent] } } });
    expect(added.status).toBe(200);
    expect(valueAt(added.body, 'response.status')).toEqual({ success: 'true', code: 200, message: 'Success' });
    const customer = findCustomer(sandbox.world, 'mobile', mobile);
    expect(row(added)).toMatchObject({
      number: sent.number,
      type: 'REGULAR',
      delivery_status: 'DELIVERED',
      customer: {
        user_id: String(customer?.id),
        mobile,
        firstname: 'Nila',
        loyalty_points: '120',
        lifetime_purchases: '1200',
        current_slab: 'Bronze',
        type: 'LOYALTY',
        points_summaries: { points_summary: [{ programId: '812', loyaltyPoints: '120', nextSlab: 'Silver' }] },
      },
      side_effects: { effect: [{ awarded_points: 120, total_points: 120, type: 'points' }] },
      item_status: { success: 'true', code: 600 },
    });
    const seen = await call(`GET /v2/transactions/${valueAt(row(added), 'id')}?tenders=true`);
    expect(seen.body).toMatchObject({
      customerId: customer?.id,
      billDetails: { billNumber: sent.number, billingTime: '2026-05-03T05:30:00Z' },
      lineItems: [{ details: { itemCode: 'TEE-WHT-M', qty: 2 } }],
      customFields: { cashier: 'C-1' },
      paymentModes: [{ mode: 'CASH', amount: 1200 }],
    });
  });
});

describe('adding', () => {
  it('updates whom it knows, and leaves out identifiers of somebody else', async () => {
    const [customer, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    const answer = await post(
      'add',
      aRow({ customer: { mobile: mobileOf(customer), external_id: 'it-new', firstname: 'Uma' } }),
    );
    expect(row(answer)).toMatchObject({ customer: { firstname: 'Uma', lastname: 'Rao', external_id: 'it-new' } });
    const taken = await post('add', aRow({ customer: { mobile: mobileOf(other), external_id: 'it-new' } }));
    expect(rowStatus(taken)).toEqual(['true', 600]);
    expect(valueAt(row(taken), 'item_status.message')).toContain('91007');
    expect(findCustomer(sandbox.world, 'externalId', 'it-new')?.id).toBe(customer.id);
  });

  it('tells of a higher tier', async () => {
    const customer = aCustomer(sandbox.world);
    const answer = await post('add', aRow({ amount: 10000, customer: { mobile: mobileOf(customer) } }));
    expect(row(answer)).toMatchObject({
      customer: { current_slab: 'Silver', tier_expiry_date: '2027-05-31 23:59:59' },
      side_effects: {
        effect: [
          { type: 'points', awarded_points: 1000 },
          { type: 'slab', previous_slab_name: 'Bronze', upgraded_slab_name: 'Silver', upgraded_slab_number: 2 },
        ],
      },
    });
  });

  it('judges each row on its own', async () => {
    const customer = aCustomer(sandbox.world);
    const known = aRow({ customer: { id: customer.id } });
    const answer = await post('add', [known, aRow(), known]);
    expect(answer.status).toBe(200);
    expect(valueAt(answer.body, 'response.status')).toMatchObject({ success: 'true', code: 201 });
    expect([0, 1, 2].map((index) => rowStatus(answer, index)[1])).toEqual([600, 606, 604]);
  });

  it('registers nobody for a bill that it refuses', async () => {
    const taken = aBill(sandbox.world, aCustomer(sandbox.world), 10).transaction.billNumber;
    const unknown = { customer: { mobile: newMobile(), firstname: 'Nobody' } };
    await expectRefused(604, 'add', aRow({ ...unknown, number: taken }));
    await expectRefused(601, 'add', aRow({ ...unknown, amount: 'x' }));
    await expectRefused(605, 'add', aRow({ ...unknown, type: 'gift' }));
    await expectRefused(1103, 'add', aRow({ ...unknown, shipping_source_till_code: 'nowhere' }));
    await expectRefused(649, 'add', aRow({ customer: { mobile: '12' } }));
    await expectRefused(646, 'add', aRow({ customer: { email: 'not-an-address' } }));
    await expectRefused(611, 'add', aRow({ customer: { id: 1 } }));
    await expectRefused(611, 'add', aRow({ customer: { card_details: { card_number: '1' } } }));
  });

  it('takes a lone bill, one without root, and one of nobody', async () => {
    const { id } = aCustomer(sandbox.world);
    const bare = await call('POST /v1.1/transaction/add', { body: { transaction: aRow({ customer: { id } }) } });
    expect(rowStatus(bare)).toEqual(['true', 600]);
    const nobody = await post('add', aRow({ type: 'NOT_INTERESTED', not_interested_reason: 'hurry' }));
    expect(row(nobody)).toMatchObject({ type: 'NOT_INTERESTED', item_status: { code: 600 } });
    expect(valueAt(row(nobody), 'customer')).toBeUndefined();
  });

  it('refuses a call without bills or with too many', async () => {
    expect(valueAt((await post('add', [])).body, 'response.status')).toMatchObject({ success: 'false', code: 400 });
    const { batchLimit } = sandbox.world.organisation.settings;
    const many = await post(
      'add',
      Array.from({ length: batchLimit + 1 }, () => aRow()),
    );
    expect(valueAt(many.body, 'response.status')).toMatchObject({ success: 'false', code: 672 });
  });

  it('keeps a credit note, which both versions show on request', async () => {
    const { id } = aCustomer(sandbox.world);
    const credit_note = { number: 'CN-1', amount: '15', notes: 'Damaged box' };
    const sent = aRow({ customer: { id }, credit_note });
    const added = await post('add', sent);
    const v2 = await call(`GET /v2/transactions/${valueAt(row(added), 'id')}?credit_notes=true`);
    expect(v2.body).toMatchObject({ creditNote: { number: 'CN-1', amount: 15, notes: 'Damaged box' } });
    const read = await call(`GET /v1.1/transaction/get?number=${sent.number}&credit_notes=true`);
    expect(row(read)).toMatchObject({ credit_notes: { credit_note: [credit_note] } });
  });

  it('takes a credit note under each name that callers use', async () => {
    const note = { number: 'CN-2', amount: '15', notes: 'Damaged box' };
    for (const sent of [{ credit_notes: { credit_note: [note] } }, { credit_notes: [note] }]) {
      const added = await post('add', aRow({ customer: { id: aCustomer(sandbox.world).id }, ...sent }));
      const v2 = await call(`GET /v2/transactions/${valueAt(row(added), 'id')}?credit_notes=true`);
      expect(v2.body).toMatchObject({ creditNote: { number: 'CN-2', amount: 15 } });
    }
  });

  it('turns local currency into the own', async () => {
    const { id } = aCustomer(sandbox.world);
    const sent = aRow({ customer: { id }, amount: '100', currency_code: 'AED' });
    const added = await post('add_with_local_currency', sent);
    expect(row(added)).toMatchObject({ side_effects: { effect: [{ awarded_points: 225 }] } });
    const read = await call(`GET /v1.1/transaction/get?number=${sent.number}`);
    expect(row(read)).toMatchObject({
      amount: '2250',
      local_currency: { ratio: '22.5', amount: '100', transaction_currency: { symbol: 'AED' } },
    });
    await expectRefused(1102, 'add_with_local_currency', aRow({ customer: { id }, currency_code: 'XXX' }));
  });
});

describe('returning and exchanging', () => {
  const lines = {
    line_items: {
      line_item: [
        { serial: 1, item_code: 'TEE-WHT-M', qty: 2, rate: 600, amount: 1200 },
        { serial: 2, item_code: 'BAG-TOTE-01', qty: 1, rate: 800, amount: 800 },
      ],
    },
  };

  it('takes points back and gives the return a number of its own', async () => {
    const customer = aCustomer(sandbox.world);
    const bought = aRow({ amount: 2000, customer: { id: customer.id }, ...lines });
    await post('add', bought);
    const back = await post('add', {
      ...bought,
      type: 'return',
      return_type: 'LINE_ITEM',
      parent_bill_number: 'RE-1',
      purchase_time: '2026-05-03',
      line_items: { line_item: { item_code: 'BAG-TOTE-01', qty: 1 } },
    });
    expect(row(back)).toMatchObject({
      number: bought.number,
      parent_bill_number: 'RE-1',
      type: 'RETURN',
      points_deducted: 80,
      points_balance: 120,
      item_status: { code: 600 },
    });
    const read = await call('GET /v1.1/transaction/get?number=RE-1&type=RETURN');
    expect(row(read)).toMatchObject({ return_type: 'LINE_ITEM', amount: '800' });
    const stranger = { mobile: newMobile() };
    await expectRefused(668, 'add', { ...bought, type: 'return', return_type: 'FULL', customer: stranger });
    await expectRefused(624, 'add', { ...bought, type: 'return', return_type: 'AMOUNT', purchase_time: '' });
  });

  it('does a mixed bill as one', async () => {
    const customer = aCustomer(sandbox.world);
    const bought = aRow({ amount: 2000, customer: { id: customer.id }, ...lines });
    await post('add', bought);
    const mixed = aRow({
      type: 'mixed',
      amount: 500,
      customer: { id: customer.id },
      line_items: {
        line_item: [
          { type: 'regular', item_code: 'CAP-CNV-01', qty: 1, amount: 1000 },
          {
            type: 'return',
            return_type: 'LINE_ITEM',
            transaction_number: bought.number,
            item_code: 'TEE-WHT-M',
            qty: 1,
            amount: 600,
          },
        ],
      },
    });
    const answer = await post('add', mixed);
    expect(row(answer)).toMatchObject({
      type: 'REGULAR',
      side_effects: { effect: [{ awarded_points: 50 }] },
      points_deducted: 60,
      points_balance: 190,
    });
    expect(held(customer)).toBe(190);
    expect(row(await call(`GET /v1.1/transaction/get?number=${mixed.number}&type=MIXED`))).toMatchObject({
      line_items: { line_item: [{ item_code: 'CAP-CNV-01' }] },
    });
  });
});

describe('updating', () => {
  it('sets fields and tells how many it could set', async () => {
    const customer = aCustomer(sandbox.world);
    const { transaction } = aBill(sandbox.world, customer, 500, { lineItems: [{ itemCode: 'TEE-WHT-M' }] });
    const answer = await post('update', {
      number: transaction.billNumber,
      customer: { mobile: mobileOf(customer) },
      delivery_status: 'SHIPPED',
      notes: 'Corrected',
      custom_fields: {
        field: [
          { name: 'cashier', value: 'C-4' },
          { name: 'taste', value: 'sweet' },
        ],
      },
      line_items: {
        line_item: [{ itemCode: 'TEE-WHT-M', extended_fields: { field: [{ name: 'size', value: 'M' }] } }],
      },
    });
    expect(row(answer)).toMatchObject({
      id: String(transaction.id),
      notes: 'Corrected',
      delivery_status: 'SHIPPED',
      amount: 500,
      custom_fields: { success_count: 1, failure_count: 1, field: [{ name: 'cashier', value: 'C-4' }] },
      item_status: { success: 'true', code: '600' },
    });
    expect(transaction).toMatchObject({
      customFields: { cashier: 'C-4' },
      lineItems: [{ extendedFields: { size: 'M' } }],
    });
  });

  it('refuses bills of others, unknown ones, and changes that it cannot make', async () => {
    const { world } = sandbox;
    const { id, billNumber } = aBill(world, aCustomer(world), 500).transaction;
    const customer = { mobile: mobileOf(aCustomer(world)) };
    await expectRefused(670, 'update', { notes: 'x' });
    await expectRefused(620, 'update', { id: 1 });
    await expectRefused(625, 'update', { number: 'no-such-bill' });
    await expectRefused(667, 'update', { id, customer });
    await expectRefused(668, 'update', { number: billNumber, customer });
    await expectRefused(1636, 'update', { id, delivery_status: 'LOST' });
    await expectRefused(609, 'update', { id, outlier_status: 'FRAUD' });
    await expectRefused(671, 'update', { id, update_till: 'nowhere' });
  });
});

describe('converting a bill of nobody', () => {
  const signed = { 'X-CAP-CLIENT-SIGNATURE': 'INTOUCH_BLR' };
  const conversion = (id: number, customer: object) => ({
    id,
    old_type: 'NOT_INTERESTED',
    new_type: 'REGULAR',
    customer,
    notes: 'Claimed at the desk',
  });

  it('gives it to the customer under a new id, with its points', async () => {
    const customer = aCustomer(sandbox.world);
    const { id: former, billNumber } = aBill(sandbox.world, null, 750).transaction;
    const answer = await post('update', conversion(former, { mobile: mobileOf(customer) }), signed);
    expect(row(answer)).toMatchObject({
      type: 'REGULAR',
      notes: 'Claimed at the desk',
      customer: { user_id: String(customer.id), loyalty_points: '75' },
      side_effects: { effect: [{ type: 'points', awarded_points: '75' }] },
      old_id: String(former),
      old_type: 'NOT_INTERESTED',
      item_status: { success: 'true', code: '1630' },
    });
    const id = Number(valueAt(row(answer), 'id'));
    expect(id).not.toBe(former);
    expect((await call(`GET /v2/transactions/${id}`)).body).toMatchObject({ retroTxn: true, customerId: customer.id });
    expect((await call(`GET /v2/transactions/getByBillNumber/${billNumber}`)).body).toMatchObject({ data: [{ id }] });
    expect(valueAt((await call(`GET /v2/transactions/${former}`)).body, 'errors.0.code')).toBe(620);
    await expectRefused(1627, 'update', conversion(former, { id: customer.id }), signed);
    await expectRefused(1627, 'update', conversion(id, { id: customer.id }), signed);
  });

  it('is refused with the code for each reason', async () => {
    const { world } = sandbox;
    const customer = { id: aCustomer(world).id };
    const { id } = aBill(world, null, 750).transaction;
    const regular = aBill(world, aCustomer(world), 750).transaction;
    await expectRefused(1629, 'update', conversion(id, customer));
    await expectRefused(1625, 'update', { ...conversion(id, customer), new_type: '' }, signed);
    await expectRefused(1626, 'update', { ...conversion(id, customer), new_type: 'RETURN' }, signed);
    await expectRefused(1626, 'update', conversion(regular.id, customer), signed);
    await expectRefused(606, 'update', conversion(id, {}), signed);
    await expectRefused(611, 'update', conversion(id, { mobile: newMobile() }), signed);
    await expectRefused(620, 'update', conversion(1, customer), signed);
    const fraud = aCustomer(world);
    fraud.fraudStatus = 'CONFIRMED';
    await expectRefused(618, 'update', conversion(id, { id: fraud.id }), signed);
  });
});

describe('looking up', () => {
  it('shows a bill as text, by id or number, with what is asked for', async () => {
    const customer = aCustomer(sandbox.world);
    const { transaction } = aBill(sandbox.world, customer, 500, {
      note: 'gift',
      lineItems: [{ itemCode: 'TEE-WHT-M', attributes: { brand: 'Basics' } }],
      paymentModes: [{ mode: 'UPI', value: 500 }],
    });
    const read = await call(`GET /v1.1/transaction/get?id=${transaction.id}&user_id=true&tenders=true`);
    expect(valueAt(read.body, 'response.transactions.count')).toBe(1);
    expect(row(read)).toMatchObject({
      customer: { user_id: String(customer.id), first_name: 'Asha', mobile: mobileOf(customer) },
      billing_till: { code: 'blr01.till01' },
      billing_store: { code: 'blr01' },
      id: String(transaction.id),
      amount: '500',
      billing_time: '2026-05-03 12:00:00',
      notes: 'gift',
      line_items: { line_item: [{ item_code: 'TEE-WHT-M', qty: '1', attributes: { attribute: [{ name: 'brand' }] } }] },
      payment_details: { payment: [{ mode: 'UPI', value: '500' }] },
      item_status: { success: 'true', code: 600 },
    });
  });

  it('filters by kind, store, till, amount and day, and finds several', async () => {
    const { world } = sandbox;
    const { billNumber: number, id } = aBill(world, aCustomer(world), 500).transaction;
    const other = aBill(world, aCustomer(world), 700).transaction;
    const codeOf = async (query: string): Promise<unknown> =>
      rowStatus(await call(`GET /v1.1/transaction/get?${query}`))[1];
    expect(await codeOf(`number=${number}&store_code=blr01&till_code=blr01.till01&amount=500.0&date=2026-05-03`)).toBe(
      600,
    );
    expect(await codeOf(`number=${number}&store_code=maa01`)).toBe(625);
    expect(await codeOf(`number=${number}&amount=501`)).toBe(625);
    expect(await codeOf(`number=${number}&date=2026-05-02`)).toBe(625);
    expect(await codeOf(`number=${number}&type=RETURN`)).toBe(625);
    expect(await codeOf(`number=${number}&type=ALL`)).toBe(600);
    expect(await codeOf('id=1')).toBe(620);
    const both = await call(`GET /v1.1/transaction/get?id=${id},1,${other.id}`);
    expect(valueAt(both.body, 'response.status.code')).toBe(201);
    expect([0, 1, 2].map((index) => rowStatus(both, index)[1])).toEqual([600, 620, 600]);
  });

  it('refuses a call that names nothing, or a kind, store or till that is none', async () => {
    const codeOf = async (query: string): Promise<unknown> =>
      valueAt((await call(`GET /v1.1/transaction/get?${query}`)).body, 'response.status.code');
    expect(await codeOf('store_code=blr01')).toBe(1624);
    expect(await codeOf('number=x&type=GIFT')).toBe(1623);
    expect(await codeOf('number=x&store_code=nowhere')).toBe(671);
    expect(await codeOf('number=x&till_code=nowhere')).toBe(671);
  });
});
