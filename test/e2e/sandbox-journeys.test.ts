/** Requests that people make of a loyalty agent, each through a real MCP client and across the domains of the sandbox. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { valueAt } from '../sandbox/support.js';
import { type Member, openShop, type Shop } from './shop.js';

let shop: Shop;
beforeAll(async () => {
  // A tool that sets a password must be enabled by name.
  shop = await openShop({ CAPILLARY_TOOLS: 'staff_add' });
});
afterAll(() => shop.close());

const ask: Shop['ask'] = (...call) => shop.ask(...call);
const refused: Shop['refused'] = (...call) => shop.refused(...call);
const member = (): Promise<Member> => shop.member();
const buys: Shop['buys'] = (...bill) => shop.buys(...bill);
const points: Shop['points'] = (customer) => shop.points(customer);
const tier: Shop['tier'] = (customer) => shop.tier(customer);

const inTouch = (rows: object) => ({ body: { root: { request: [rows] } } });
const REQUEST = 'response.requests.request.0';

it('“She came back with everything from her big purchase: refund it, and what about her points?”', async () => {
  const mira = await member();
  const billNumber = await buys(mira, 3000);
  const before = await points(mira);
  await ask('transaction_add', {
    ...mira.named,
    body: { type: 'RETURN', returnType: 'FULL', billNumber, billAmount: 3000, purchaseTime: '2026-01-01T10:00:00Z' },
  });
  expect(await points(mira)).toBe(before - 300);
  expect(await ask('customer_get_transactions', { id: mira.id }, 'data.0.type')).toBe('RETURN');
});

it('“He spent a lot this week: which tier is he in, and what would the next thousand bring?”', async () => {
  const mira = await member();
  const first = await tier(mira);
  await buys(mira, 60_000);
  expect(await tier(mira)).not.toBe(first);
  const before = await points(mira);
  const effects = await ask(
    'simulation_simulate_transaction',
    { ...mira.named, body: { type: 'REGULAR', billNumber: 'what-if', billAmount: '1000' } },
    'sideEffects.0.awardedPoints',
  );
  expect(await points(mira)).toBe(before);
  await buys(mira, 1000);
  expect((await points(mira)) - before).toBe(effects);
});

it('“We kept her waiting: 150 goodwill points, if the manager agrees.”', async () => {
  const mira = await member();
  const before = await points(mira);
  const asked = { type: 'GOODWILL', base_type: 'POINTS', customer: { id: mira.id }, points: 150, reason: 'Waited' };
  const id = await ask('request_add_v1_1', inTouch(asked), `${REQUEST}.id`);
  expect(await points(mira)).toBe(before);
  await ask('request_approve_v1_1', inTouch({ id, type: 'GOODWILL', base_type: 'POINTS' }));
  expect(await points(mira)).toBe(before + 150);
});

it('“Her number has changed.”', async () => {
  const mira = await member();
  const asked = { type: 'CHANGE_IDENTIFIER', base_type: 'MOBILE', customer: { id: mira.id } };
  const values = { old_value: mira.mobile, new_value: '919712349999' };
  const id = await ask('request_add_v1_1', inTouch({ ...asked, ...values }), `${REQUEST}.id`);
  await ask('request_approve_v1_1', inTouch({ ...asked, id }));
  const found = { ...mira.named, identifierValue: '919712349999' };
  expect(await ask('customer_get_id', found, 'entity')).toBe(mira.id);
  expect(await refused('customer_get_id', mira.named)).toBe(8015);
});

it('“He has two accounts: put them together.”', async () => {
  const [old, kept] = [await member(), await member()];
  await buys(old, 2000);
  const sum = (await points(old)) + (await points(kept));
  const target = { target_customer: { id: kept.id } };
  const asked = { type: 'CHANGE_IDENTIFIER', base_type: 'MERGE', customer: { id: old.id }, misc_info: target };
  const id = await ask('request_add_v1_1', inTouch(asked), `${REQUEST}.id`);
  await ask('request_approve_v1_1', inTouch({ id, type: 'CHANGE_IDENTIFIER', base_type: 'MERGE' }));
  expect(await points(kept)).toBe(sum);
  expect(await ask('customer_get_id', old.named, 'entity')).toBe(kept.id);
});

it('“She wants to be forgotten.”', async () => {
  const mira = await member();
  await buys(mira, 900);
  const info = { identifierType: 'mobile', identifierValue: mira.mobile, source: 'INSTORE' };
  const kind = { type: 'CUSTOMER', baseType: 'DELETE' };
  const id = await ask('pii_deletion_request', { body: { ...kind, customerIdentificationInfo: info } }, 'createdId');
  await ask('pii_deletion_update_status', { body: [{ ...kind, id, status: 'APPROVED' }] });
  expect(await refused('customer_get_id', mira.named)).toBe(8015);
});

it('“Ten percent off baskets over five thousand: how much would he pay, and count it when he does.”', async () => {
  const mira = await member();
  const body = {
    amount: '6000',
    customerId: mira.id,
    cartItems: [{ sku: 'JKT-BMB-L', amount: '6000', qty: '1' }],
    cartTenders: [{ identifier: 'CASH', amount: '6000' }],
    categoryHierarchySentInPayload: false,
  };
  const applied = await ask('cart_promotion_evaluate', { body }, 'data.appliedPromotions.0');
  expect(Number(valueAt(applied, 'discount'))).toBe(600);
  const sale = {
    customerId: String(mira.id),
    transactionIdentifier: 'sale-1',
    transactionNumber: 'sale-1',
    transactionDate: 1_777_788_000_000,
    amount: 5400,
    redemptions: [{ promotionId: valueAt(applied, 'promotionId'), redemptionCount: 1, discount: 600 }],
  };
  await ask('cart_promotion_redeem', { body: sale });
  expect(await refused('cart_promotion_redeem', { body: sale })).toBe(800);
});

it('“A hundred points with every bill for whoever buys, until I say stop.”', async () => {
  const actions = [
    {
      actionName: 'AWARD_POINTS_ACTION',
      actionClass: 'Decorator',
      mandatoryPropertiesValues: { AwardStrategy: '5001' },
    },
  ];
  const metadata = {
    name: 'A hundred more',
    orgId: 100900,
    programId: 812,
    startDate: '2020-01-01T00:00:00Z',
    endDate: '2099-01-01T00:00:00Z',
    promotionType: 'GENERIC',
    status: 'DRAFT',
  };
  const activity = { id: 'a', type: 'SINGLE', event: 'TransactionAdd', expJSON: 'true' };
  const promotion = {
    metadata,
    customerEnrolment: { enrolmentMethod: 'TRANSACTION' },
    activities: [{ ...activity, commonCycleActionMapping: [{ cycle: 'Cycle_1', actions }] }],
  };
  const promotionId = await ask('loyalty_promotion_create', { body: promotion }, 'data.id');
  const mira = await member();
  await buys(mira, 500);
  const plain = await points(mira);
  const submission = { existingStatus: 'DRAFT', body: { promotionStatus: 'PENDING_APPROVAL' } };
  await ask('loyalty_promotion_update_status', { promotionId, ...submission });
  await ask('loyalty_promotion_review', { promotionId, body: { approvalStatus: 'APPROVE' } });
  await buys(mira, 500);
  const running = await ask('loyalty_promotion_list', { searchText: 'hundred more' }, 'data.content.0.metadata.status');
  const stop = { existingStatus: running, body: { promotionStatus: 'STOP' } };
  await ask('loyalty_promotion_update_status', { promotionId, ...stop });
  await buys(mira, 500);
  expect((await points(mira)) - plain).toBe(50 + 100 + 50);
});

it('“Her offer hangs in another basket: free it, she is at the till now.”', async () => {
  const mira = await member();
  const offers = await ask('cart_promotion_list', {}, 'data');
  const offer = Object.values(Object(offers)).find((each) => valueAt(each, 'type') === 'CUSTOMER');
  await ask('cart_promotion_issue_bulk', { promotionId: valueAt(offer, 'id'), contextId: 'x', body: [mira.id] });
  const evaluated = async (amount: number) => {
    const body = { customerId: mira.id, amount, cartItems: [{ sku: 'SHOE-SNK-8', amount, qty: 1 }] };
    return JSON.stringify(await ask('cart_promotion_evaluate', { body }, 'data.appliedPromotions'));
  };
  const name = String(valueAt(offer, 'name'));
  expect(await evaluated(2000)).toContain(name);
  expect(await evaluated(3000)).not.toContain(name);
  const held = await ask('cart_promotion_get_pending_carts', { customerId: mira.id }, 'data.tempRedemptionDetails.0');
  const evaluationId = valueAt(held, 'cartEvaluationId');
  await ask('cart_promotion_cancel_evaluation', { customerId: mira.id, evaluationId });
  expect(await evaluated(3000)).toContain(name);
});

it('“Set a goal of three thousand and tell me how far she is.”', async () => {
  const group = {
    name: 'Journey goal',
    trackingType: 'DEFAULT',
    targetEvaluationType: 'FIXED_CALENDAR_WINDOW',
    totalPeriods: 1,
    frequencyType: 'MONTHLY',
    frequency: 1,
    recurringCycles: 1,
    preferredTillId: 5001101,
    targets: [
      {
        active: true,
        name: 'Three thousand',
        filters: [],
        targetEntity: 'TRANSACTION',
        targetType: 'SALES',
        enrolmentMethod: 'TRANSACTION',
        defaultValues: [{ defaultValue: 3000 }],
      },
    ],
  };
  const targetGroupId = await ask('target_group_create', { body: group }, 'data.id');
  const mira = await member();
  const standing = async () => {
    const groups = await ask('target_group_get_for_user', { userId: mira.id }, 'data.targetGroups');
    const own = Array.isArray(groups) ? groups.find((each) => valueAt(each, 'id') === targetGroupId) : undefined;
    return [
      valueAt(own, 'targets.0.targetAchievedValue'),
      (valueAt(own, 'targets.0.targetAchievedDateTime') ?? null) === null ? 'open' : 'reached',
    ];
  };
  await buys(mira, 1000);
  expect(await standing()).toEqual([1000, 'open']);
  await buys(mira, 2500);
  expect(await standing()).toEqual([3500, 'reached']);
});

it('“The whole family should collect together.”', async () => {
  const [mother, son] = [await member(), await member()];
  const group = { externalId: 'journey-family', groupName: 'Kapoors', maxGroupSize: 4 };
  const id = await ask('user_group_add', { body: group }, 'entity');
  const row = ({ id: userId }: Member, primaryMember: boolean) => ({ userId, primaryMember, permissions: [] });
  await ask('user_group_join', { id, body: [row(mother, true), row(son, false)] });
  await buys(son, 1500, { userGroup2Id: id });
  const ledgerOf = { type: 'USERGROUP2', identifierName: 'groupId', identifierValue: String(id), source: 'INSTORE' };
  const ledger = JSON.stringify(await ask('user_group_get_ledger', ledgerOf));
  expect(ledger).toMatch('TransactionAdd');
});

it('“Give him the welcome coupon, and take it off his bill; a second time must not work.”', async () => {
  const mira = await member();
  const series = await ask('coupon_get_series_v1_1', {}, 'response.series.items.item');
  const welcome = Array.isArray(series) ? series.find((each) => /WELCOME/i.test(JSON.stringify(each))) : undefined;
  const seriesId = Number(valueAt(welcome, 'id'));
  const code = await ask('coupon_issue', { body: { seriesId, customer: { id: mira.id } } }, 'code');
  const bill = { billAmount: 2400, transactionNumber: 'coupon-bill' };
  const use = { body: { redemptionRequestList: [{ code }], user: { id: mira.id }, ...bill } };
  await ask('coupon_redeem', use);
  expect(await refused('coupon_redeem', use)).toBe(711);
});

it('“Here are the codes our partner printed: load them, then give one to her.”', async () => {
  const series = {
    description: 'Printed codes',
    validTillDate: '2099-01-01',
    discountCode: 'PRINT',
    discountType: 'ABS',
    discountValue: 100,
    clientHandlingType: 'DISC_CODE_PIN',
    expiryStrategyType: 'SERIES_EXPIRY',
    anyUser: false,
    smsTemplate: 'Your code is {{code}}',
  };
  const seriesId = await ask('coupon_create_series', { body: { CouponSeriesV2: series } }, 'id');
  const file = { filename: 'codes.csv', text: 'PRINT-1\nPRINT-2\nPRINT-2' };
  const given = { couponSeriesId: seriesId, body: { file, customerIdentifier: 'NOT_TAGGED' } };
  await ask('coupon_upload_codes', given);
  const job = await ask('coupon_upload_get_status', { couponSeriesId: seriesId }, 'result.uploadJobStatuses.0');
  expect(job).toMatchObject({ uploadStatus: 'FINISHED', actualRowCount: 3, errorCount: 1 });
  const mira = await member();
  expect(await ask('coupon_issue', { body: { seriesId, customer: { id: mira.id } } }, 'code')).toBe('PRINT-1');
});

it('“A colleague told me about a walk-in sale: it was hers.”', async () => {
  const mira = await member();
  const walkIn = { type: 'NOT_INTERESTED', billNumber: 'walk-in-1', billAmount: 1200 };
  const id = await ask('transaction_add', { body: walkIn }, 'createdId');
  const before = await points(mira);
  const claim = { type: 'TRANSACTION_UPDATE', base_type: 'RETRO', customer: { id: mira.id }, transaction_id: id };
  const types = { old_type: 'NOT_INTERESTED', new_type: 'REGULAR' };
  const requestId = await ask('request_send_retro_v1_1', inTouch({ ...claim, ...types }), `${REQUEST}.id`);
  await ask('request_approve_v1_1', inTouch({ id: requestId, type: 'TRANSACTION_UPDATE', base_type: 'RETRO' }));
  expect((await points(mira)) - before).toBe(120);
});

it('“Tag her as a stylist, and show me all stylists.”', async () => {
  const mira = await member();
  await ask('customer_label_tag', { userId: mira.id, body: { add: [{ labelName: 'Stylist' }] } });
  const found = await ask('customer_label_search_customers', { q: 'Stylist', limit: -1 }, 'data');
  expect(JSON.stringify(found)).toMatch(String(mira.id));
});

it('“Text him that his suit is ready, and check that it went.”', async () => {
  const mira = await member();
  const sms = [{ to: mira.mobile, body: 'Your suit is ready.' }];
  const id = await ask('communication_send_sms_v1_1', { body: { root: { sms } } }, 'response.sms.id');
  const read = await ask('communication_get_sms_v1_1', { id }, 'response.sms');
  expect(read).toMatchObject({ to: mira.mobile, status: 'Sent', message: 'Your suit is ready.' });
});

it('“Open a shop in Hyderabad. Is it on our list?”', async () => {
  const store = {
    code: 'hyd01',
    name: 'Hyderabad Banjara Hills',
    type: 'STORE',
    adminType: 'GENERAL',
    isActive: true,
    parentZoneId: 30001,
    parentConceptId: 40001,
    externalIds: ['HYD-017'],
  };
  const id = await ask('organization_add_store', { body: store }, 'createdId');
  const found = await ask(
    'organization_get_entities_v1_1',
    { type: 'STORE', id: String(id) },
    'response.organization.entities.entity',
  );
  expect(JSON.stringify(found)).toMatch('hyd01');
  const stores = await ask('organization_get_statistics_v1_1', {}, 'response.organization.statistics.stores');
  expect(Number(stores)).toBe(6);
});

it('“Her bill missed the campaign: give her its bonus by hand. Oh, that was one time too many.”', async () => {
  const mira = await member();
  const billNumber = await buys(mira, 1000);
  const promotions = await ask('loyalty_promotion_list', {}, 'data.content');
  const campaign = Array.isArray(promotions) ? promotions.find((each) => /summer/i.test(JSON.stringify(each))) : {};
  const promotionId = valueAt(campaign, 'id');
  const action = 'data.activities.0.commonCycleActionMapping.0.actions.0.mandatoryPropertiesValues';
  const strategies = await ask('loyalty_promotion_get', { promotionId }, action);
  const row = {
    programId: Number(await ask('organization_get_programs', {}, 'data.0.programId')),
    awardStrategyId: Number(valueAt(strategies, 'AwardStrategy')),
    expiryStrategyId: Number(valueAt(strategies, 'ExpiryStrategy')),
    sourceValue: -1,
    eventName: 'TransactionAdd',
    eventSourceId: String(await ask('customer_get_transactions', { id: mira.id }, 'data.0.id')),
    lookupParams: { entityType: 'CUSTOMER', identifierType: 'mobile', identifierValue: mira.mobile },
  };
  for (let times = 0; times < 2; times += 1) await ask('points_allocate_bulk', { body: [row] });
  expect(await points(mira)).toBe(300);
  await ask('points_deduct', { userId: mira.id, body: { pointsToBeAdjusted: 100, reasonOfReturn: 'Given twice' } });
  expect(await points(mira)).toBe(200);
  const entries = await ask('points_ledger_get_entries', mira.named, 'ledgerEntries.0.eventDetails.reason');
  expect(entries).toBe('Given twice');
  await ask('transaction_add', {
    ...mira.named,
    body: { type: 'RETURN', returnType: 'FULL', billNumber, billAmount: 1000, purchaseTime: '2026-01-01T10:00:00Z' },
  });
  expect(await points(mira)).toBe(0);
});

it('“Three vouchers for her trouble; no, they were for somebody else, take them back.”', async () => {
  const mira = await member();
  const series = await ask('coupon_get_series_v1_1', {}, 'response.series.items.item');
  const visit = Array.isArray(series) ? series.find((each) => /Every visit/.test(JSON.stringify(each))) : undefined;
  const couponSeriesId = Number(valueAt(visit, 'id'));
  const gift = { seriesId: couponSeriesId, count: 3, customer: { mobile: mira.mobile } };
  expect(await ask('coupon_issue_multiple', { body: gift }, 'successCount')).toBe(3);
  const usable = async (): Promise<unknown> =>
    ask('customer_list_coupons', { mobile: mira.mobile, status: 'ACTIVE' }, 'entity.customers.0.coupons');
  expect(await usable()).toHaveLength(3);
  await ask('coupon_revoke', { body: { couponSeriesId, customer: { mobile: mira.mobile } } });
  expect((await usable()) ?? []).toEqual([]);
});

it('“Her text about the order never arrived: send it again, and a WhatsApp as well.”', async () => {
  const mira = await member();
  const body = 'Your order is ready.';
  await ask('communication_send_message', { body: { sms: [{ to: mira.mobile, body }] } });
  const interactions = 'response.customer.interactions.network.0.interaction.0';
  const received = (type: string): Promise<unknown> =>
    ask('customer_get_interactions_v1_1', { mobile: mira.mobile, type }, interactions);
  const messageId = Number(valueAt(await received('sms'), 'messages.message.id'));
  await ask('communication_resend', { body: { messageId } });
  expect(valueAt(await received('sms'), 'count')).toBe('2');
  const whatsappMessage = [{ receiver: mira.mobile, template: body }];
  await ask('communication_send_message', { channel: 'whatsapp', body: { whatsappMessage } });
  expect(valueAt(await received('whatsapp'), 'count')).toBe('1');
});

it('“What can she get for her points? The voucher, please.”', async () => {
  const mira = await member();
  await buys(mira, 20_000);
  const before = await points(mira);
  const brand = { brandName: 'Meridian Threads' };
  const rewards = await ask('reward_list_for_user', { ...brand, userId: mira.id }, 'rewardList');
  const voucher = Array.isArray(rewards) ? rewards.find((each) => /Hundred off/.test(JSON.stringify(each))) : undefined;
  const own = { mobile: mira.mobile, username: 'blr01.till01' };
  const rewardId = Number(valueAt(voucher, 'id'));
  const taken = { brand: brand.brandName, mobile: mira.mobile, quantity: 1 };
  await ask('reward_issue', { rewardId, username: own.username, skip_validation: true, body: taken });
  expect(await points(mira)).toBeLessThan(before);
  expect(JSON.stringify(await ask('reward_get_user_vouchers', { ...brand, ...own }))).toMatch('Hundred off');
});

it('“The bills with the new linen shirt bounced: set the shirt up and book them.”', async () => {
  const mira = await member();
  const lineItemsV2 = [{ itemCode: 'LINEN-77', qty: 1, rate: 2000, amount: 2000 }];
  const bill = { type: 'REGULAR', billNumber: 'linen-1', billAmount: 2000, lineItemsV2 };
  expect(await refused('transaction_add', { ...mira.named, body: bill })).toBe(683);
  expect(await ask('transaction_rejection_list', { userId: mira.id }, 'data.0.errors.0.value')).toBe('LINEN-77');
  expect(await points(mira)).toBe(0);
  await ask('product_add', { body: { sku: 'LINEN-77', description: 'Linen shirt', price: 2000 } });
  const run = await ask('transaction_rejection_retrigger', { body: { userId: mira.id } }, 'retriggerId');
  const done = await ask('transaction_rejection_get_retrigger_status', { retriggerId: Number(run) }, 'status.success');
  expect([done, await points(mira)]).toEqual([1, 200]);
});

it('“Ritu starts at the counter on Monday; and Nisha has left us.”', async () => {
  const ritu = {
    username: 'ritu.saini',
    password: 'S3cret!24',
    mobile: '919712349901',
    storeCode: 'maa01',
    title: 'Cashier',
  };
  await ask('staff_add', { body: ritu });
  await ask('staff_remove', { body: { username: 'nisha.bhat' } });
  const team = async (storeCode: string): Promise<string> =>
    JSON.stringify(await ask('staff_list_of_store', { storeCode }, 'entity'));
  expect(await team('maa01')).toMatch('ritu.saini');
  expect(await team('blr01')).not.toMatch('nisha.bhat');
});

it('“How is the shop doing?”', async () => {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const period = { type: 'loyalty', start_date: day(-60), end_date: day(2) };
  const total = async (name: string): Promise<number> => {
    const rows = await ask('store_get_reports_v1_1', period, 'response.report.loyalty.row');
    const figures = Array.isArray(rows) ? rows.map((row) => Number(valueAt(row, name))) : [];
    return figures.reduce((sum, each) => sum + each, 0);
  };
  const figures = async (): Promise<number[]> => [await total('transactions'), await total('points_issued')];
  const [bills = 0, issued = 0] = await figures();
  await buys(await member(), 1000);
  expect(await figures()).toEqual([bills + 1, issued + 100]);
});
