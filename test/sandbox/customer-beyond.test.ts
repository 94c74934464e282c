import { describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { customerBeyond } from '../../src/tools/beyond/customer.js';
import { type Answer, aCustomer, fieldOfEach, listAt, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(customerBeyond.definitions);
const { call, expectRefused } = sandbox;

const PROGRAM = 812;
/** Customers of the seed: one at the top, one in the lowest tier. */
const [TOP, LOWEST] = [418400001, 418400003];

const toDay = (days: number): Promise<Answer> =>
  call('POST /__sandbox/clock', { body: { advanceSeconds: days * 86_400 } });

describe('a tier set by hand', () => {
  const url = (id: number): string =>
    `POST /v2/slab/manualSlabAdjustment?source=INSTORE&identifierName=id&identifierValue=${id}`;
  const sent = (more: object = {}) => ({
    body: {
      programId: PROGRAM,
      slabAction: 'UPGRADE',
      toSlabName: 'Gold',
      manualSlabActionValidity: 'AS_PER_TIER_STRATEGY',
      ...more,
    },
  });
  const tierOf = async (id: number): Promise<unknown> =>
    valueAt((await call(`GET /v2/customers/${id}/tierDetails`)).body, 'programTiers.0');
  const buy = (id: number, amount: number, billNumber: string): Promise<Answer> =>
    call(`POST /v2/transactions?identifierName=id&identifierValue=${id}&source=INSTORE`, {
      body: { type: 'REGULAR', billNumber, billAmount: amount },
    });

  it('is the tier of the customer until the day that was said, and falls back then', async () => {
    const days = { manualSlabActionValidity: 'FIXED_DURATION', manualSlabActionValidityUpto: '20' };
    const { body } = await call(url(LOWEST), sent({ ...days, slabChangeReason: 'Apology' }));
    expect(body).toEqual({
      programId: PROGRAM,
      entityId: LOWEST,
      sideEffects: [
        {
          entityType: 'USER',
          previousSlabName: 'Bronze',
          previousSlabNumber: 1,
          upgradedSlabName: 'Gold',
          upgradedSlabNumber: 3,
          slabExpiryDate: '23rd May, 2026',
          type: 'slab',
        },
      ],
      warnings: [],
    });
    expect(await tierOf(LOWEST)).toMatchObject({ currentTierName: 'Gold', tierExpiryDateISO: '2026-05-23T06:30:00Z' });
    expect(Object.values(sandbox.world.events).at(-1)).toMatchObject({ name: 'SlabUpgrade', reason: 'Apology' });
    await toDay(21);
    expect(await tierOf(LOWEST)).toMatchObject({ currentTierName: 'Bronze' });
  });

  it('can be a lower one, the same for longer, or end on a day', async () => {
    const end = sandbox.world.customers[TOP]?.tierExpiresOn;
    const extended = await call(
      url(TOP),
      sent({
        slabAction: 'EXTEND_CURRENT_TIER_EXPIRY_DATE',
        toSlabName: undefined,
        manualSlabActionValidity: 'SPECIFIC_DATE',
        manualSlabActionValidityUpto: '2027-01-31',
      }),
    );
    expect(valueAt(extended.body, 'sideEffects.0')).toMatchObject({
      previousSlabName: 'Platinum',
      upgradedSlabName: 'Platinum',
      slabExpiryDate: '31st Jan, 2027',
    });
    expect(end).not.toBe('2027-01-31T18:29:59Z');
    const lower = {
      slabAction: 'DOWNGRADE',
      toSlabName: 'silver',
      manualSlabActionValidity: 'CURRENT_TIER_EXPIRY_DATE',
    };
    const lowered = await call(url(TOP), sent(lower));
    expect(valueAt(lowered.body, 'sideEffects.0')).toMatchObject({
      upgradedSlabName: 'Silver',
      slabExpiryDate: '31st Jan, 2027',
    });
  });

  it('is left alone by the next purchase, or moved by it in either direction', async () => {
    await call(url(LOWEST), sent());
    await buy(LOWEST, 100, 'left-alone');
    expect(await tierOf(LOWEST)).toMatchObject({ currentTierName: 'Gold' });
    await call(url(LOWEST), sent({ toSlabName: 'Platinum', reassessTierOnNextActivity: true }));
    await buy(LOWEST, 100, 'moved');
    expect(await tierOf(LOWEST)).toMatchObject({ currentTierName: 'Bronze' });
    // A tier set too low is passed by the purchase after the next.
    await call(url(TOP), sent({ slabAction: 'DOWNGRADE', toSlabName: 'Bronze' }));
    await buy(TOP, 100, 'stays');
    expect(await tierOf(TOP)).toMatchObject({ currentTierName: 'Bronze' });
    await buy(TOP, 100, 'rises');
    expect(await tierOf(TOP)).toMatchObject({ currentTierName: 'Platinum' });
  });

  it('is refused with the code of what is wrong', async () => {
    await expectRefused(url(LOWEST), 1101, sent({ programId: 1 }));
    await expectRefused(url(1), 8015, sent());
    await expectRefused(url(LOWEST), 8917, sent({ slabAction: 'JUMP' }));
    await expectRefused(url(LOWEST), 8920, sent({ manualSlabActionValidity: undefined }));
    await expectRefused(url(LOWEST), 8921, sent({ manualSlabActionValidity: 'FIXED_DURATION' }));
    await expectRefused(url(LOWEST), 8923, sent({ toSlabName: 'Diamond' }));
    await expectRefused(url(TOP), 8925, sent({ toSlabName: 'Gold' }));
    await expectRefused(url(LOWEST), 400, sent({ slabAction: 'DOWNGRADE' }));
    const past = { manualSlabActionValidity: 'SPECIFIC_DATE', manualSlabActionValidityUpto: '2026-01-01' };
    await expectRefused(url(LOWEST), 400, sent(past));
    await expectRefused(url(LOWEST), 400, sent({ slabChangeReason: 'x'.repeat(256) }));
  });
});

describe('the trackers of a customer', () => {
  it('count what the customer buys', async () => {
    const { id } = aCustomer(sandbox.world);
    const values = async (): Promise<unknown> =>
      Object.fromEntries(
        listAt((await call(`GET /v2/customers/${id}/trackers`)).body, 'data').map((each) => [
          valueAt(each, 'type'),
          valueAt(each, 'value'),
        ]),
      );
    expect(await values()).toMatchObject({ BILL_AMOUNT: 0 });
    await call(`POST /v2/transactions?identifierName=id&identifierValue=${id}&source=INSTORE`, {
      body: { type: 'REGULAR', billNumber: 'tracked', billAmount: 750 },
    });
    expect(await values()).toMatchObject({ BILL_AMOUNT: 750 });
    await expectRefused('GET /v2/customers/1/trackers', 8015);
  });
});

describe('contacts with a customer', () => {
  const MOBILE = '919800000001';
  const url = (query = ''): string =>
    `GET /v2/customers/interaction?identifierName=mobile&identifierValue=${MOBILE}${query}`;

  it('are counted by kind, with the messages that were sent', async () => {
    const before = await call(url());
    const count = (answer: Answer, kind: string): number => {
      const kinds = listAt(answer.body, 'response.customer.interactions.network.0.interaction');
      return Number(
        valueAt(
          kinds.find((each) => valueAt(each, 'type') === kind),
          'count',
        ),
      );
    };
    await call('POST /v1.1/communications/sms?format=json', {
      body: { root: { sms: [{ to: MOBILE, body: 'Your order is ready', sender: 'MERIDIAN' }] } },
    });
    const after = await call(url());
    expect(count(after, 'sms')).toBe(count(before, 'sms') + 1);
    expect(JSON.stringify(after.body)).toContain('Your order is ready');
    expect([count(after, 'whatsapp'), valueAt(after.body, 'response.customer.id')]).toEqual([0, '418400001']);
  });

  it('are answered in another form for one kind, and are none on other networks', async () => {
    const typed = await call(url('&type=email'));
    expect(typed.body).toMatchObject({ name: 'capillary', interaction: [{ name: 'email' }], warnings: [] });
    expect((await call(url('&type=feedback'))).body).toMatchObject({ interaction: [{ name: 'survey' }] });
    expect((await call(url('&type=tweet&network=twitter'))).body).toMatchObject({ interaction: [{ count: 0 }] });
    await expectRefused('GET /v2/customers/interaction?identifierName=mobile&identifierValue=910000000000', 1012);
  });
});

describe('the picture of a customer', () => {
  it('comes with the profile if it is asked for', async () => {
    const url = `GET /v2/customers/${TOP}/setImage?source=INSTORE`;
    const plain = await call(url);
    expect(plain.body).toMatchObject({ id: TOP });
    expect(plain.body).not.toHaveProperty('customerImage');
    expect((await call(`${url}&embed=CUSTOMERIMAGE`)).body).toMatchObject({ customerImage: [] });
    await expectRefused(`GET /v2/customers/${TOP}/setImage`, 8016);
  });
});

describe('the audit log', () => {
  const log = async (query: string): Promise<unknown[]> =>
    listAt((await call(`GET /api_gateway/v2/audits?${query}`)).body, 'data');
  const ofTop = (query = ''): Promise<unknown[]> => log(`entityType=CUSTOMER&entityId=${TOP}&limit=50${query}`);

  it('has each change with who made it, by which call, and the values before and after', async () => {
    const before = (await ofTop()).length;
    const update = await call(`PUT /v2/customers/${TOP}?source=INSTORE`, {
      body: { profiles: [{ firstName: 'Aasha' }], extendedFields: { city: 'Pune' } },
      headers: { 'USER-CONTEXT-ENTITY-TYPE': 'AGENT' },
    });
    const [newest, ...others] = await ofTop('&includeUserContext=true');
    expect(others).toHaveLength(before);
    expect(newest).toMatchObject({
      entityType: 'CUSTOMER',
      entityId: TOP,
      updatedBy: TILL,
      updatedByMode: 'API',
      requestId: update.headers.get('x-cap-request-id'),
      source: 'INSTORE',
      till: { id: TILL },
      userContextDetails: { 'user-context-entity-type': 'AGENT' },
    });
    expect(listAt(newest, 'events')[0]).toMatchObject({
      eventType: 'StandardField',
      updatedField: 'firstname',
      additionalFields: { currentValue: 'Aasha' },
    });
    expect(valueAt((await ofTop())[0], 'userContextDetails')).toBeNull();
  });

  it('has the old and the new value of an identifier as one change, and finds changes by kind and field', async () => {
    const mobile = (value: string) => ({ type: 'mobile', value });
    await call(`POST /v2/customers/${TOP}/changeIdentifier?source=INSTORE`, {
      body: { add: [mobile('919811111111')], remove: [mobile('919800000001')] },
    });
    const [change] = await ofTop('&referenceType=Identifier&referenceValue=mobile');
    expect(fieldOfEach(change, 'events', 'additionalFields')).not.toEqual([]);
    expect(JSON.stringify(change)).toContain('919811111111');
    expect(JSON.stringify(change)).toContain('919800000001');
    expect(await ofTop('&referenceType=CustomerStatus')).toEqual([]);
    expect(await ofTop('&source=WECHAT')).toEqual([]);
    expect(await ofTop('&startDate=2026-05-03%2000:00:00&endDate=2026-05-03%2023:59:59')).toHaveLength(1);
    expect(await log(`entityType=CUSTOMER&entityId=${TOP}&limit=1&pageNo=99`)).toEqual([]);
  });

  it('covers cards, status and merges', async () => {
    const card = Object.values(sandbox.world.cards).find(({ statusLabel }) => statusLabel === 'ACTIVE');
    await call('PUT /v2/card', { body: { cardNumber: card?.number, statusLabel: 'SUSPENDED' } });
    const [suspended] = await log(`entityType=CARD&entityId=${card?.id}`);
    expect(suspended).toMatchObject({
      events: [{ eventType: 'CardStatus', additionalFields: { previousValue: 'ACTIVE', currentValue: 'SUSPENDED' } }],
    });
    const [victim, survivor] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
    mergeCustomers(sandbox.world, victim, survivor, TILL);
    for (const { id } of [victim, survivor]) {
      const [row] = await log(`entityType=CUSTOMER&entityId=${id}&referenceType=CustomerMerge`);
      expect(row).toMatchObject({
        victimUserDetails: { userId: victim.id },
        survivorUserDetails: { userId: survivor.id },
      });
    }
  });

  it('forgets the values of a person who is erased, and knows nobody who does not exist', async () => {
    await call(`PUT /v2/customers/${LOWEST}?source=INSTORE`, { body: { profiles: [{ firstName: 'Zarathustra' }] } });
    const { mobile } = identifiersOf(LOWEST);
    await call('POST /v2/requests?client_auto_approve=true', {
      body: {
        type: 'CUSTOMER',
        baseType: 'DELETE',
        customerIdentificationInfo: { source: 'INSTORE', identifierType: 'mobile', identifierValue: mobile },
      },
    });
    await toDay(60);
    const rows = await log(`entityType=CUSTOMER&entityId=${LOWEST}`);
    expect(JSON.stringify(rows)).not.toContain('Zarathustra');
    expect(JSON.stringify(rows)).toContain('CustomerStatus');
    await expectRefused('GET /api_gateway/v2/audits?entityType=CUSTOMER&entityId=1', 8015);
    await expectRefused('GET /api_gateway/v2/audits?entityType=CARD&entityId=1', 3010);
  });
});

const identifiersOf = (id: number): Record<string, string> =>
  Object.fromEntries(
    (sandbox.world.customers[id]?.profiles[0]?.identifiers ?? []).map(({ type, value }) => [type, value]),
  );
