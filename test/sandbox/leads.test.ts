import { beforeEach, describe, expect, it } from 'vitest';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { customerBy, customerById } from '../../src/sandbox/domains/customer/rules.js';
import { leads } from '../../src/tools/leads/leads.js';
import {
  type Answer,
  type CallOptions,
  fieldOfEach,
  listAt,
  OTHER_STORE_TILL,
  useSandbox,
  valueAt,
} from './support.js';

const sandbox = useSandbox(leads.definitions);
const { call } = sandbox;

/** An unknown lead is the only failure with a status of its own. */
const expectRefused = (request: string, code: number, options: CallOptions = {}): Promise<void> =>
  sandbox.expectRefused(request, code, options, code === 404 ? 404 : 400);

beforeEach(() => call('POST /__sandbox/reset'));

/** Asha Rao of the seed, her lead (on hold), and the one that is lost. */
const ASHA = 418400001;
const ON_HOLD = 501;
const LOST = 504;
const NOW = '2026-05-03T12:00:00+05:30';
const TILL = 5001101;

const add = (body: object): Promise<Answer> => call('PATCH /v2/leads', { body });
const ids = async (query: string): Promise<unknown[]> =>
  fieldOfEach((await call(`GET /v2/leads?${query}`)).body, 'data', 'id');

describe('a new lead', () => {
  it('is for a customer, open and about an SKU unless told otherwise', async () => {
    const { status, body } = await add({ userId: ASHA, leadFor: 'TEE-WHT-M' });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: 506,
      userId: ASHA,
      type: 'SKU',
      leadFor: 'TEE-WHT-M',
      status: 'OPEN',
      createdOn: NOW,
      createdBy: TILL,
      lastUpdatedOn: NOW,
      lastUpdatedBy: TILL,
      followUpDetails: [],
      statusLogDetails: [],
      orgSourceId: -1,
      extendedFields: {},
      warnings: [],
    });
  });

  it('is read back as it was written, with its past', async () => {
    const { body } = await add({
      userId: String(ASHA),
      type: 'brand',
      leadFor: 'Northline',
      status: 'ON_HOLD',
      subStatus: 'awaiting stock',
      owner: 'asha.r',
      createdBy: 28812689,
      createdOn: '2026-05-01T10:00:00+05:30',
      nextFollowUp: '2026-05-12T10:00:00+05:30',
      orgSourceId: 77,
      extendedFields: { trial_status: 'Pending' },
      followUpDetails: [
        { notes: 'Called', followedUpOn: '2026-05-01T11:00:00+05:30', followedUpBy: 9 },
        { notes: 'Called again', followedUpOn: '2026-05-02T11:00:00Z', scheduledFollowUp: '2026-05-02T10:00:00Z' },
      ],
      statusLogDetails: [{ status: 'OPEN', createdBy: 9, reasonId: 4 }, { status: 'ON_HOLD' }],
    });
    expect(body).toMatchObject({
      type: 'BRAND',
      status: 'ON_HOLD',
      subStatus: 'Awaiting stock',
      owner: 'asha.r',
      createdBy: 28812689,
      createdOn: '2026-05-01T10:00:00+05:30',
      nextFollowUp: '2026-05-12T10:00:00+05:30',
      lastFollowUp: '2026-05-02T16:30:00+05:30',
      orgSourceId: 77,
      extendedFields: { trial_status: 'Pending' },
    });
    expect(fieldOfEach(body, 'followUpDetails', 'followedUpBy')).toEqual([9, TILL]);
    expect(fieldOfEach(body, 'statusLogDetails', 'reason')).toEqual(['Does not pick up', undefined]);
    const read = await call('GET /v2/leads?type=BRAND&orgSourceId=77');
    const { warnings, ...lead } = Object(body);
    expect(warnings).toEqual([]);
    expect(listAt(read.body, 'data')).toEqual([lead]);
  });

  it('for somebody not known yet makes a non-loyalty customer, once', async () => {
    const first = await add({ idType: 'MOBILE', identifier: '9812340000', leadFor: 'Sofa' });
    const customer = customerBy(sandbox.world, 'mobile', '919812340000');
    expect(customer.loyaltyType).toBe('non_loyalty');
    expect(valueAt(first.body, 'userId')).toBe(customer.id);
    const second = await add({ idType: 'mobile', identifier: '919812340000', leadFor: 'Chair' });
    expect(valueAt(second.body, 'userId')).toBe(customer.id);
    const known = await add({ idType: 'EMAIL', identifier: 'asha.rao@example.com', leadFor: 'Chair' });
    expect(valueAt(known.body, 'userId')).toBe(ASHA);
  });

  it('drops extended fields that are not configured, and says so', async () => {
    const { body } = await add({ userId: ASHA, leadFor: 'x', extendedFields: { budget: 900, shoe: 1 } });
    expect(body).toMatchObject({ extendedFields: { budget: 900 }, warnings: [{ code: 91016 }] });
  });

  it('is refused without a customer or a wish, and with what does not exist', async () => {
    const refused = (code: number, body: object): Promise<void> => expectRefused('PATCH /v2/leads', code, { body });
    await refused(400, { userId: ASHA });
    await refused(400, { leadFor: 'x' });
    await refused(400, { leadFor: 'x', idType: 'MOBILE' });
    await refused(400, { leadFor: 'x', idType: 'CARD', identifier: '1' });
    await refused(8015, { leadFor: 'x', userId: 1 });
    await refused(8056, { leadFor: 'x', idType: 'MOBILE', identifier: '12' });
    await refused(8055, { leadFor: 'x', idType: 'EMAIL', identifier: 'nobody' });
    const stranger = { leadFor: 'x', idType: 'MOBILE', identifier: '919812340000' };
    await refused(400, { ...stranger, type: 'THING' });
    await refused(400, { ...stranger, status: 'LATER' });
    await refused(400, { ...stranger, subStatus: 'Awaiting stock' });
    await refused(400, { ...stranger, nextFollowUp: 'soon' });
    await refused(400, { ...stranger, createdOn: '2026-06-01T10:00:00Z' });
    await refused(400, { ...stranger, statusLogDetails: [{ reasonId: 99 }] });
    await refused(400, { ...stranger, followUpDetails: [{ followedUpOn: '2026-06-01T10:00:00Z' }] });
  });
});

describe('the status of a lead', () => {
  it('moves with a reason and goes into the log', async () => {
    const { body } = await call(`PUT /v2/leads/${ON_HOLD}/status`, { body: { status: 'WON', reasonId: '3' } });
    expect(body).toMatchObject({ id: ON_HOLD, status: 'WON', lastUpdatedOn: NOW, warnings: [] });
    expect(body).not.toHaveProperty('subStatus');
    const { body: log } = await call(`GET /v2/leads/${ON_HOLD}/statusLog`);
    expect(fieldOfEach(log, 'data', 'status')).toEqual(['ON_HOLD', 'WON']);
    expect(listAt(log, 'data')[1]).toEqual({
      id: 704,
      userId: ASHA,
      leadId: ON_HOLD,
      status: 'WON',
      createdBy: TILL,
      createdOn: '2026-05-03T06:30:00Z',
      reasonId: 3,
      reason: 'Bought in store',
    });
  });

  it('keeps who changed it and when, and its sub-status', async () => {
    const change = { reasonId: 1, createdBy: 9, createdOn: '2026-05-02T10:00:00+0530', subStatus: 'price too high' };
    const { body } = await call(`PUT /v2/leads/${ON_HOLD}/status`, { body: { ...change, status: 'LOST' } });
    expect(body).toMatchObject({ status: 'LOST', subStatus: 'Price too high' });
    expect(listAt(body, 'statusLogDetails').at(-1)).toMatchObject({
      subStatus: 'Price too high',
      createdBy: 9,
      createdOn: '2026-05-02T10:00:00+05:30',
    });
  });

  it('DELETED hides a lead, which then takes nothing but another status', async () => {
    const deleted = await call(`PUT /v2/leads/${LOST}/status`, { body: { status: 'DELETED', reasonId: 2 } });
    expect(valueAt(deleted.body, 'status')).toBe('DELETED');
    expect(await ids('')).not.toContain(LOST);
    expect(await ids('status=DELETED')).toEqual([LOST]);
    await expectRefused(`PUT /v2/leads/${LOST}`, 400, { body: { owner: 'vikram.s' } });
    const contact = { followedUpOn: '2026-05-03T10:00:00+05:30', createdBy: TILL };
    await expectRefused(`POST /v2/leads/${LOST}/followup`, 400, { body: contact });
    await call(`PUT /v2/leads/${LOST}/status`, { body: { status: 'OPEN', reasonId: 2 } });
    expect(await ids('')).toContain(LOST);
  });

  it('is refused without a reason or status, and with what is not defined', async () => {
    const path = `PUT /v2/leads/${ON_HOLD}/status`;
    await expectRefused(path, 400, { body: { status: 'WON' } });
    await expectRefused(path, 400, { body: { reasonId: 3 } });
    await expectRefused(path, 400, { body: { status: 'SOLD', reasonId: 3 } });
    await expectRefused(path, 400, { body: { status: 'WON', reasonId: 99 } });
    await expectRefused(path, 400, { body: { status: 'WON', reasonId: 3, subStatus: 'Price too high' } });
    await expectRefused(path, 400, { body: { status: 'WON', reasonId: 3, createdOn: '2027-01-01T00:00:00Z' } });
    await expectRefused('PUT /v2/leads/1/status', 404, { body: { status: 'WON', reasonId: 3 } });
    await expectRefused('GET /v2/leads/1/statusLog', 404);
    await expectRefused('GET /v2/leads/mine/statusLog', 404);
  });
});

describe('follow-ups', () => {
  it('are appended and read back', async () => {
    const { body } = await call(`POST /v2/leads/${ON_HOLD}/followup`, {
      body: {
        followedUpOn: '2026-05-03T10:45:00+05:30',
        followedUpBy: 9,
        createdBy: TILL,
        notes: 'wants a fabric swatch',
        nextFollowUp: '2026-05-10T10:00:00+05:30',
        scheduledFollowUp: '2026-05-03T10:30:00+05:30',
      },
    });
    expect(body).toMatchObject({
      nextFollowUp: '2026-05-10T10:00:00+05:30',
      lastFollowUp: '2026-05-03T10:45:00+05:30',
      lastUpdatedOn: NOW,
    });
    const read = await call(`GET /v2/leads/${ON_HOLD}/followups`);
    expect(fieldOfEach(read.body, 'data', 'notes')).toEqual(['Wants it in size 42', 'wants a fabric swatch']);
    expect(listAt(read.body, 'data')[1]).toEqual({
      id: 905,
      userId: ASHA,
      leadId: ON_HOLD,
      notes: 'wants a fabric swatch',
      createdBy: TILL,
      createdOn: '2026-05-03T06:30:00Z',
      followedUpBy: 9,
      followedUpOn: '2026-05-03T05:15:00Z',
      scheduledFollowUp: '2026-05-03T05:00:00Z',
    });
  });

  it('are refused without time or author, ahead of time, and on no lead', async () => {
    const path = `POST /v2/leads/${ON_HOLD}/followup`;
    const followedUpOn = '2026-05-03T10:45:00+05:30';
    await expectRefused(path, 400, { body: { createdBy: TILL } });
    await expectRefused(path, 400, { body: { followedUpOn } });
    await expectRefused(path, 400, { body: { followedUpOn: '2026-05-04T10:45:00+05:30', createdBy: TILL } });
    await expectRefused('POST /v2/leads/1/followup', 404, { body: { followedUpOn, createdBy: TILL } });
    await expectRefused('GET /v2/leads/1/followups', 404);
  });
});

describe('owner and extended fields', () => {
  it('change, and leave each other alone', async () => {
    const owned = await call(`PUT /v2/leads/${ON_HOLD}`, { body: { owner: 'vikram.s' } });
    expect(owned.body).toMatchObject({ owner: 'vikram.s', extendedFields: {} });
    const { body } = await call(`PUT /v2/leads/${ON_HOLD}`, { body: { extendedFields: { trial_status: 'Done' } } });
    expect(body).toMatchObject({ owner: 'vikram.s', extendedFields: { trial_status: 'Done' }, status: 'ON_HOLD' });
    expect(await ids('owner=vikram.s')).toEqual([ON_HOLD, 503, 505]);
    expect(await ids('owner=asha.r')).toEqual([502]);
  });

  it('are refused when neither is given, and on no lead', async () => {
    await expectRefused(`PUT /v2/leads/${ON_HOLD}`, 400, { body: {} });
    await expectRefused('PUT /v2/leads/1', 404, { body: { owner: 'vikram.s' } });
  });
});

describe('the list of leads', () => {
  it('is narrowed by customer, type, status, sub-status and owner', async () => {
    expect(await ids('')).toEqual([501, 502, 503, 504, 505]);
    expect(await ids(`userId=${ASHA}`)).toEqual([ON_HOLD]);
    expect(await ids('userId=1')).toEqual([]);
    expect(await ids('type=SKU')).toEqual([501, 504]);
    expect(await ids('type=ALL')).toHaveLength(5);
    expect(await ids('status=OPEN')).toEqual([502, 505]);
    expect(await ids('substatus=price+too+high')).toEqual([LOST]);
    expect(await ids('type=SKU&status=LOST')).toEqual([LOST]);
    expect(await ids('orgSourceId=-1&owner=asha.r')).toEqual([501, 502]);
  });

  it('is narrowed by where a lead was recorded and who has it', async () => {
    const other = sandbox.world.tills[OTHER_STORE_TILL];
    const store = sandbox.world.stores[other?.storeId ?? 0];
    const before = await ids(`entityType=STORE&entityCode=${store?.code}`);
    const headers = {
      'x-cap-api-attribution-entity-type': 'TILL',
      'x-cap-api-attribution-entity-code': other?.code ?? '',
    };
    const { body } = await call('PATCH /v2/leads', { body: { userId: ASHA, leadFor: 'x' }, headers });
    const id = valueAt(body, 'id');
    expect(await ids(`entityType=STORE&entityCode=${store?.code}`)).toEqual([...before, id]);
    expect(await ids(`entityType=TILL&entityCode=${other?.code}`)).toContain(id);
    expect(await ids('entityType=STAFF&entityCode=asha.r')).toEqual([501, 502]);
  });

  it('pages, and sorts by creation and change either way', async () => {
    expect(await ids('limit=2')).toEqual([501, 502]);
    expect(await ids('limit=2&offset=4')).toEqual([505]);
    expect(await ids('sortBy=createdon')).toEqual([504, 503, 501, 502, 505]);
    expect(await ids('sortOrder=DESC&limit=2')).toEqual([505, 502]);
    await call(`PUT /v2/leads/${LOST}`, { body: { owner: 'asha.r' } });
    expect(await ids('sortBy=lastUpdatedOn&sortOrder=DESC&limit=1')).toEqual([LOST]);
  });

  it('follows an account that was merged into another', async () => {
    const [, , , fourth] = Object.values(sandbox.world.customers);
    if (fourth) mergeCustomers(sandbox.world, fourth, customerById(sandbox.world, ASHA), TILL);
    expect(await ids(`userId=${ASHA}`)).toEqual([ON_HOLD, LOST]);
  });

  it('refuses what is no filter', async () => {
    await expectRefused('GET /v2/leads?type=THING', 400);
    await expectRefused('GET /v2/leads?status=LATER', 400);
    await expectRefused('GET /v2/leads?userId=asha', 400);
    await expectRefused('GET /v2/leads?limit=x', 400);
    await expectRefused('GET /v2/leads?sortBy=name', 400);
    await expectRefused('GET /v2/leads?entityType=STORE', 400);
    await expectRefused('GET /v2/leads?entityCode=pune', 400);
  });
});

describe('reasons', () => {
  it('are added one by one and can then be given', async () => {
    const { status, body } = await call('POST /v2/leads/reasons', {
      body: [{ reason: 'Moved away' }, { reason: 'does not pick up' }, {}],
    });
    expect(status).toBe(200);
    expect(listAt(body, 'data')).toEqual([{ id: 5, reason: 'Moved away' }]);
    expect(fieldOfEach(body, 'errors', 'code')).toEqual([400, 400]);
    const read = await call('GET /v2/leads/reasons');
    expect(fieldOfEach(read.body, 'data', 'id')).toEqual([1, 2, 3, 4, 5]);
    const lost = await call(`PUT /v2/leads/${ON_HOLD}/status`, { body: { status: 'LOST', reasonId: 5 } });
    expect(listAt(lost.body, 'statusLogDetails').at(-1)).toMatchObject({ reason: 'Moved away' });
  });

  it('are refused when none can be added', async () => {
    await expectRefused('POST /v2/leads/reasons', 400, { body: [] });
    await expectRefused('POST /v2/leads/reasons', 400, { body: [{ reason: ' ' }] });
    await expectRefused('POST /v2/leads/reasons', 400, { body: [{ reason: 'Does not pick up' }] });
  });
});

describe('sub-statuses', () => {
  it('are defined under a status and can then be given', async () => {
    const defined = await call('POST /v2/leads/substatus', { body: { status: 'WON', subStatus: 'BoughtInStore' } });
    expect(defined.body).toEqual({ status: 'WON', subStatus: 'BoughtInStore', warnings: [] });
    const { body } = await call('GET /v2/leads/substatuses');
    expect(body).toEqual({
      data: [
        { status: 'OPEN', subStatus: 'Trial booked' },
        { status: 'ON_HOLD', subStatus: 'Awaiting stock' },
        { status: 'LOST', subStatus: 'Price too high' },
        { status: 'WON', subStatus: 'BoughtInStore' },
      ],
      warnings: [],
      errors: [],
    });
    const change = { status: 'WON', reasonId: 3, subStatus: 'BoughtInStore' };
    const won = await call(`PUT /v2/leads/${ON_HOLD}/status`, { body: change });
    expect(valueAt(won.body, 'subStatus')).toBe('BoughtInStore');
  });

  it('are refused without name or status, and twice', async () => {
    const path = 'POST /v2/leads/substatus';
    await expectRefused(path, 400, { body: { status: 'WON' } });
    await expectRefused(path, 400, { body: { subStatus: 'x' } });
    await expectRefused(path, 400, { body: { status: 'SOLD', subStatus: 'x' } });
    await expectRefused(path, 400, { body: { status: 'LOST', subStatus: 'PRICE TOO HIGH' } });
  });
});
