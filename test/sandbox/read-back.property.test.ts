/** An entity read back equals what was written: first when it is made, then when it is changed. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { answerOf, definitionOf, failureIn } from './conformance/answers.js';
import { first } from './conformance/people.js';
import { fittingHandlers } from './fitting.js';
import { valueAt } from './support.js';

type Fields = Record<string, unknown>;

/** Calls a tool and gives the API's answer. */
type Run = (tool: string, args: Fields) => Promise<unknown>;

interface RoundTrip {
  /** What is written and read, by name. */
  fields: fc.Arbitrary<Fields>;
  /** Makes an entity with these; `key` is unlike any before. Gives what it is read by. */
  add: (run: Run, fields: Fields, key: string) => Promise<unknown>;
  change?: (run: Run, id: unknown, fields: Fields, key: string) => Promise<unknown>;
  /** The same fields as the API shows them. */
  read: (run: Run, id: unknown) => Promise<Fields>;
}

const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,28}[a-z]$/);
const word = fc.stringMatching(/^[a-z]{3,12}$/);
const amount = fc.integer({ min: 1, max: 90_000 });

/** Some fields of an object, by their paths in it. */
const pick = (from: unknown, names: Readonly<Record<string, string>>): Fields =>
  Object.fromEntries(Object.entries(names).map(([name, path]) => [name, valueAt(from, path)]));

const customer: RoundTrip = {
  fields: fc.record({ firstName: text, lastName: text, shoe_size: word, city: text }),
  add: async (run, fields, key) => {
    const { firstName, lastName, shoe_size, city } = fields;
    const identifiers = [{ type: 'mobile', value: `91971${key}` }];
    const profiles = [{ firstName, lastName, fields: { shoe_size }, identifiers, source: 'INSTORE' }];
    return valueAt(await run('customer_add', { body: { profiles, extendedFields: { city } } }), 'createdId');
  },
  change: (run, userId, { firstName, lastName, shoe_size, city }) =>
    run('customer_update', {
      userId,
      source: 'INSTORE',
      body: {
        profiles: [{ firstName, lastName, fields: { shoe_size }, source: 'INSTORE' }],
        extendedFields: { city },
      },
    }),
  read: async (run, customerId) =>
    pick(await run('customer_get', { customerId, source: 'INSTORE' }), {
      firstName: 'profiles.0.firstName',
      lastName: 'profiles.0.lastName',
      shoe_size: 'profiles.0.fields.shoe_size',
      city: 'extendedFields.city',
    }),
};

const bill: RoundTrip = {
  fields: fc.record({
    amount,
    note: text,
    cashier: word,
    qty: fc.integer({ min: 1, max: 9 }),
    mode: fc.constantFrom('CASH', 'UPI'),
  }),
  add: async (run, { amount, note, cashier, qty, mode }, key) => {
    const body = {
      type: 'REGULAR',
      billNumber: `RB-${key}`,
      billAmount: amount,
      note,
      customFields: { cashier },
      lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty, amount }],
      paymentModes: [{ mode, value: amount }],
    };
    const who = { identifierName: 'mobile', identifierValue: '919800000001', source: 'INSTORE' };
    return valueAt(await run('transaction_add', { ...who, body }), 'createdId');
  },
  read: async (run, id) =>
    pick(await run('transaction_get', { id, tenders: true }), {
      amount: 'billDetails.amount',
      note: 'billDetails.note',
      cashier: 'customFields.cashier',
      qty: 'lineItems.0.details.qty',
      mode: 'paymentModes.0.mode',
    }),
};

const series: RoundTrip = {
  fields: fc.record({
    description: text,
    discountCode: word,
    discountValue: fc.integer({ min: 1, max: 99 }),
    minBillAmount: amount,
    maxVouchersPerUser: fc.integer({ min: 1, max: 9 }),
  }),
  add: async (run, fields) => valueAt(await run('coupon_create_series', seriesBody(fields)), 'id'),
  change: async (run, id, fields) => {
    const { entity } = Object(await run('coupon_get_series', { ids: [id] }));
    return run('coupon_update_series', { id, ...seriesBody({ ...fields, id, seriesCode: entity[0].seriesCode }) });
  },
  read: async (run, id) =>
    pick(await run('coupon_get_series', { ids: [id] }), {
      description: 'entity.0.description',
      discountCode: 'entity.0.discountCode',
      discountValue: 'entity.0.discountValue',
      minBillAmount: 'entity.0.minBillAmount',
      maxVouchersPerUser: 'entity.0.maxVouchersPerUser',
    }),
};

const seriesBody = (fields: Fields): Fields => ({
  body: {
    CouponSeriesV2: {
      validTillDate: '2027-09-30T00:00:00+05:30',
      anyUser: false,
      smsTemplate: 'Use {{voucher}}',
      discountType: 'PERC',
      clientHandlingType: 'DISC_CODE',
      expiryStrategyType: 'SERIES_EXPIRY',
      expiryStrategyValue: 1,
      isMultipleVouchersPerUserAllowed: true,
      ...fields,
    },
  },
});

const badgeBody = (fields: Fields, key: string): Fields => ({
  name: `Badge ${key}`,
  startOn: 1782864000,
  expiresOn: 1798761599,
  earnType: 'ISSUE_EARN',
  earnedBadgeExpiry: { expiryType: 'NEVER' },
  issuedBadgeExpiry: { expiryType: 'NEVER' },
  ownership: { restrictedToOwners: ['Loyalty'] },
  ...fields,
});

const badge: RoundTrip = {
  fields: fc.record({ description: text, active: fc.boolean() }),
  add: async (run, fields, key) => valueAt(await run('badge_create', { body: badgeBody(fields, key) }), 'data.id'),
  change: (run, id, fields, key) => run('badge_update', { body: { ...badgeBody(fields, key), id } }),
  read: async (run, badgeId) =>
    pick(await run('badge_get', { badgeId }), { description: 'data.description', active: 'data.active' }),
};

const company: RoundTrip = {
  fields: fc.record({ name: text, company_city: text }),
  add: async (run, { name, company_city }, key) => {
    const body = { name, externalId: key, hierarchyDefinitionCode: 'CORPORATE', extendedFields: { company_city } };
    await run('company_add', { body });
    return key;
  },
  change: (run, externalId, { name, company_city }) =>
    run('company_update', { externalId, body: { name, extendedFields: { company_city } } }),
  read: async (run, externalId) =>
    pick(await run('company_get', { externalId }), {
      name: 'name',
      company_city: 'extendedFields.company_city',
    }),
};

const group: RoundTrip = {
  fields: fc.record({ groupName: text, ug_city: text }),
  add: async (run, { groupName, ug_city }, key) => {
    const body = { externalId: key, groupName, maxGroupSize: 5, extendedFields: { ug_city } };
    return valueAt(await run('user_group_add', { body }), 'entity');
  },
  change: (run, id, { groupName, ug_city }) =>
    run('user_group_update', { body: { id, groupName, extendedFields: { ug_city } } }),
  read: async (run, id) =>
    pick(await run('user_group_get', { id }), {
      groupName: 'groupName',
      ug_city: 'extendedFields.ug_city',
    }),
};

const staff: RoundTrip = {
  fields: fc.record({
    email: word.map((name) => `${name}@example.com`),
    storeCode: fc.constantFrom('blr01', 'maa01', 'bom01'),
  }),
  add: async (run, { email, storeCode }, key) => {
    const body = { username: `seller.${key}`, password: 'S3cret!', email: `${key}.${email}`, storeCode };
    return valueAt(await run('staff_add', { body }), 'entity');
  },
  read: async (run, refId) => {
    const token = valueAt(await run('staff_get_access_token', {}), 'entity');
    const shown = await run('staff_get', { refId, 'X-CAP-API-ACCESS-TOKEN': token });
    const { email, storeCode } = pick(shown, { email: 'entity.email', storeCode: 'entity.storeCode' });
    return { email: String(email).replace(/^\d+\./, ''), storeCode };
  },
};

const rewardBody = ({ name, description, points, priority }: Fields): Fields => ({
  startTime: '2026-06-01T00:00:00Z',
  endTime: '2027-01-31T23:59:59Z',
  type: 'VOUCHER',
  brandId: 77,
  redemptionType: 'PHYSICAL_REWARD',
  languageSpecificInfo: [{ languageCode: 'en', name, description, enabled: true }],
  paymentConfigs: [{ paymentMode: 'POINTS', points }],
  enabled: true,
  priority,
});

const reward: RoundTrip = {
  fields: fc.record({ name: text, description: text, points: amount, priority: fc.integer({ min: 1, max: 50 }) }),
  add: async (run, fields) => valueAt(await run('reward_create', { body: rewardBody(fields) }), 'reward.id'),
  change: (run, rewardId, fields) => run('reward_update', { rewardId, brandId: 77, body: rewardBody(fields) }),
  read: async (run, rewardId) =>
    pick(await run('reward_get_for_user', { rewardId, brandName: 'Meridian Threads' }), {
      name: 'reward.name',
      description: 'reward.description',
      points: 'reward.paymentConfigs.0.points',
      priority: 'reward.priority',
    }),
};

const promotionBody = (name: unknown, { endDay }: Fields, key: string): Fields => ({
  metadata: {
    name,
    orgId: 100900,
    programId: 812,
    startDate: '2026-06-01T00:00:00+05:30',
    endDate: `2026-07-${endDay}T23:59:59+05:30`,
    promotionType: 'GENERIC',
    status: 'DRAFT',
    promoIdentifier: `id-${key}`,
    promotionMetadata: [],
  },
  customerEnrolment: { enrolmentMethod: 'TRANSACTION', audienceGroups: [] },
  activities: [
    {
      id: 'act_1',
      type: 'SINGLE',
      event: 'TransactionAdd',
      expJSON: '{"arity":"literal","type":"boolean:primitive","value":"true"}',
      commonCycleActionMapping: [
        {
          cycle: 'Cycle_1',
          actions: [
            {
              actionName: 'AWARD_POINTS_ACTION',
              actionClass: 'Decorator',
              mandatoryPropertiesValues: { AwardStrategy: '5001' },
            },
          ],
        },
      ],
    },
  ],
});

const label: RoundTrip = {
  fields: fc.record({ description: text }),
  add: async (run, { description }, key) => {
    const row = { entityType: 'PRODUCT', name: `Label ${key}`, externalId: key, description };
    await run('product_label_create', { body: { labels: [row] } });
    return key;
  },
  change: async (run, q, { description }) => {
    const labelId = valueAt(await run('product_label_search', { q }), 'labels.0.id');
    return run('product_label_update', { body: { labels: [{ labelId, description }] } });
  },
  read: async (run, q) => pick(await run('product_label_search', { q }), { description: 'labels.0.description' }),
};

const location: RoundTrip = {
  fields: fc.record({
    name: text,
    email: word.map((name) => `${name}@example.com`),
    mobile: fc.integer({ min: 9_000_000_000, max: 9_999_999_999 }).map((digits) => `91${digits}`),
    currency: fc.constantFrom('INR', 'AED', 'SGD'),
  }),
  add: async (run, fields, key) => {
    const code = `store${key}`;
    const places = {
      areaParentCode: 'south',
      groupParentCode: 'flagship',
      language: 'en-IN',
      timezone: 'Asia/Kolkata',
    };
    await run('location_add', {
      locationType: 'stores',
      body: [{ code, ...places, ...fields, name: `${fields['name']} ${key}` }],
    });
    return code;
  },
  read: async (run, entityCodes) => {
    const found = pick(await run('location_list', { entityCodes }), {
      name: 'data.0.name',
      email: 'data.0.email',
      mobile: 'data.0.mobile',
      currency: 'data.0.currency',
    });
    return { ...found, name: String(found['name']).replace(/ \d+$/, '') };
  },
};

const lead: RoundTrip = {
  fields: fc.record({ owner: word, status: fc.constantFrom('OPEN', 'ON_HOLD') }),
  add: async (run, { owner, status }) => {
    const body = { type: 'SKU', leadFor: 'JKT-BMB-L', userId: 418400005, owner, status };
    return valueAt(await run('lead_add', { body }), 'id');
  },
  change: async (run, leadId, { owner, status }) => {
    await run('lead_update', { leadId, body: { owner } });
    const { id: reasonId } = first(sandbox.world.leadReasons);
    return run('lead_update_status', { leadId, body: { status, reasonId } });
  },
  read: async (run, id) => {
    const leads: unknown = valueAt(await run('lead_get', { limit: 100 }), 'data');
    const found = Array.isArray(leads) ? leads.find((each) => valueAt(each, 'id') === id) : undefined;
    return pick(found, { owner: 'owner', status: 'status' });
  },
};

const promotion: RoundTrip = {
  fields: fc.record({ name: text, endDay: fc.integer({ min: 10, max: 31 }) }),
  add: async (run, fields, key) => {
    const body = promotionBody(`${fields['name']} ${key}`, fields, key);
    return valueAt(await run('loyalty_promotion_create', { body }), 'data.id');
  },
  change: (run, promotionId, fields, key) =>
    run('loyalty_promotion_update', { promotionId, body: promotionBody(`${fields['name']} ${key}`, fields, key) }),
  read: async (run, promotionId) => {
    const shown = await run('loyalty_promotion_get', { promotionId });
    const { name, endDate } = pick(shown, { name: 'data.metadata.name', endDate: 'data.metadata.endDate' });
    return { name: String(name).replace(/ \d+$/, ''), endDay: Number(String(endDate).slice(8, 10)) };
  },
};

const TRIPS = { customer, bill, series, badge, company, group, staff, reward, promotion, label, location, lead };

let sandbox: Sandbox;
let keys = 1_000_000;

beforeAll(async () => {
  sandbox = await startSandbox({ handlers: fittingHandlers(), seed: 5, now: '2026-05-03T06:30:00Z' });
});
afterAll(() => sandbox.close());

const run: Run = async (tool, args) => {
  const definition = definitionOf(tool);
  const answer = await answerOf(sandbox, definition, args);
  const failure = failureIn(definition, answer);
  if (failure) throw new Error(`${tool}: ${failure.message}`);
  return answer.body;
};

it.each(Object.entries(TRIPS))('%s: reads back as it was written', async (_, { fields, add, change, read }) => {
  await fc.assert(
    fc.asyncProperty(fields, fields, async (made, changed) => {
      keys += 1;
      const id = await add(run, made, String(keys));
      expect(await read(run, id)).toEqual(made);
      if (!change) return;
      await change(run, id, changed, String(keys));
      expect(await read(run, id)).toEqual(changed);
    }),
    { numRuns: 12 },
  );
});
