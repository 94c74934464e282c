import { describe, expect, it } from 'vitest';
import { addActivities, startSession } from '../../src/sandbox/domains/activity-sessions/rules.js';
import { sendMessage } from '../../src/sandbox/domains/communications/rules.js';
import { mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { campaignOf, invite } from '../../src/sandbox/domains/customer/referrals.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { containing } from '../../src/sandbox/domains/personal-texts.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { definitions } from '../../src/tools/catalogue.js';
import { DEED_NAMES, did } from './deeds.js';
import { placesOfTexts } from './state-walk.js';
import { aBill, aCustomer, expectBooksAddUp, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call } = sandbox;

const MOBILE = '919700123456';
const OLD_MOBILE = '919700654321';
const NAMES = ['Zarathustra', 'Quillfeather'];
const TEXTS = [...NAMES, MOBILE, OLD_MOBILE, 'zarathustra@example.net', 'ext-quillfeather', 'Zara Quill'];

/** Somebody with something in every domain, in texts of which the person is named. */
function somebody(mobile: string, more: object = {}): Customer {
  const [firstName = '', lastName = ''] = NAMES;
  const { world } = sandbox;
  const customer = aCustomer(world, {
    identifiers: [
      { type: 'mobile', value: mobile },
      { type: 'email', value: mobile === MOBILE ? 'zarathustra@example.net' : 'old.zarathustra@example.net' },
      { type: 'externalId', value: `ext-quillfeather-${mobile.slice(-2)}` },
    ],
    firstName,
    lastName,
    fields: { gender: 'female' },
    extendedFields: { city: 'Bengaluru', pincode: '560001' },
    ...more,
  });
  aBill(world, customer, 9000, {
    extendedFields: { ship_first_name: 'Somebody', ship_last_name: 'Else', ship_city: 'Pune', order_channel: 'web' },
    note: `gift for ${firstName}`,
    paymentModes: [
      { mode: 'CARD', value: 9000, notes: `card of ${lastName}`, attributes: { card_name: 'Zara Quill' } },
    ],
  });
  for (const [index, deed] of DEED_NAMES.entries()) {
    for (let n = 0; n < 4; n++) did(world, customer, deed, n + index * 4);
  }
  const friend = aCustomer(world);
  invite(world, friend, campaignOf(world, ''), { type: 'MOBILE', name: firstName, identifier: mobile }, TILL);
  sendMessage(world, { channel: 'sms', to: mobile, body: `Dear ${firstName}` });
  sendMessage(world, { channel: 'sms', to: '919700000099', body: `${mobile} invites you` });
  const session = startSession(world, { userId: 'agent', module: 'care' });
  const activity = { entityType: 'CUSTOMER', entityId: String(customer.id), name: 'call', note: `${firstName} called` };
  addActivities(world, session, [activity]);
  return customer;
}

const erase = (identifierValue: string) =>
  call('POST /v2/requests?client_auto_approve=true', {
    body: {
      type: 'CUSTOMER',
      baseType: 'DELETE',
      comments: `${NAMES.join(' ')} asked for it`,
      customerIdentificationInfo: { source: 'INSTORE', identifierType: 'mobile', identifierValue },
    },
  });

describe('the erasure of a person', () => {
  it('leaves no name and no address anywhere, not of accounts that were merged either', async () => {
    const { world } = sandbox;
    const [old, customer] = [somebody(OLD_MOBILE), somebody(MOBILE)];
    mergeCustomers(world, old, customer, TILL);
    const places = placesOfTexts(world, TEXTS);
    expect(places.size).toBeGreaterThan(30);
    const [points, bills] = [balance(world, customerEntity(customer.id)), world.transactionsByCustomer[customer.id]];
    await erase(MOBILE);
    expect(customer.piiDeleted).toBe(true);
    expect([...placesOfTexts(world, TEXTS)]).toEqual([]);
    const left = (bills ?? []).map((id) => world.transactions[id]?.extendedFields ?? {});
    expect(left.flatMap((fields) => Object.keys(fields)).filter((name) => name.startsWith('ship_'))).toEqual([]);
    expect(left.some((fields) => fields['order_channel'] === 'web')).toBe(true);
    expect(balance(world, customerEntity(customer.id))).toBe(points);
    expect(world.transactionsByCustomer[customer.id]).toEqual(bills);
    expectBooksAddUp(world);
  });

  it('leaves others as they were, also those of the same name', async () => {
    const { world } = sandbox;
    const namesake = somebody('919700777777');
    const before = structuredClone(namesake);
    const notes = (): unknown[] =>
      (world.transactionsByCustomer[namesake.id] ?? []).map((id) => world.transactions[id]?.note);
    const [customer, written] = [somebody(MOBILE), notes()];
    await erase(MOBILE);
    expect(customer.piiDeleted).toBe(true);
    expect(namesake).toEqual(before);
    expect(notes()).toEqual(written);
  });

  it('forgets the recorded calls, the one that erased too', async () => {
    somebody(MOBILE);
    await call(`GET /v2/customers/lookup?source=INSTORE&identifierName=mobile&identifierValue=${MOBILE}`);
    const recorded = async (): Promise<string> => (await fetch(`${sandbox.url}/__sandbox/requests`)).text();
    expect(await recorded()).toContain(MOBILE);
    expect(await lastCalls()).toContain(MOBILE);
    await erase(MOBILE);
    expect(await recorded()).not.toContain(MOBILE);
    expect(await lastCalls()).not.toContain(MOBILE);
  });

  it('is not undone by finding: no look-up by what was erased finds anybody', async () => {
    const { id } = somebody(MOBILE);
    await erase(MOBILE);
    const found = async (name: string, value: unknown): Promise<unknown> =>
      valueAt(
        (await call(`GET /v2/customers/lookup?source=INSTORE&identifierName=${name}&identifierValue=${value}`)).body,
        'entity',
      );
    expect(await found('mobile', MOBILE)).toBeUndefined();
    expect(await found('email', 'zarathustra@example.net')).toBeUndefined();
    expect(await found('id', id)).toBeUndefined();
    const inTouch = await call(`GET /v1.1/customer/get?id=${id}&format=json`);
    expect(JSON.stringify(inTouch.body)).toContain('deleted after PII delete request');
    expect((await call(`GET /v2/customers/${id}?source=INSTORE`)).status).toBe(400);
    const search = await call(`GET /v1.1/customer/search?q=${MOBILE}&format=json`);
    expect(JSON.stringify(search.body)).not.toContain(String(id));
  });
});

describe('an approved erasure', () => {
  const statusOf = async (id: unknown): Promise<unknown> => {
    const { body } = await call(`GET /v2/requests/${id}`);
    return [valueAt(body, 'status'), valueAt(body, 'customerDeletionDetails')];
  };

  it('says on which day it will be carried out, and when it was', async () => {
    const customer = somebody(MOBILE);
    await call('POST /v2/organization/configs', {
      body: { keyName: 'CONF_PII_DATA_DELETE_AFTER_DAYS', value: '10', scope: 'ORG' },
    });
    const id = valueAt((await erase(MOBILE)).body, 'createdId');
    expect(await statusOf(id)).toEqual(['APPROVED', { deletionDate: '2026-05-13T06:30:00Z' }]);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 10 * 86_400 - 1 } });
    expect(await statusOf(id)).toEqual(['APPROVED', { deletionDate: '2026-05-13T06:30:00Z' }]);
    expect(customer.piiDeleted).toBe(false);
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 1 } });
    expect(await statusOf(id)).toEqual(['SUCCESS', { deletionDate: '2026-05-13T06:30:00Z' }]);
    expect(customer.piiDeleted).toBe(true);
  });
});

describe('a text contains another', () => {
  it('as whole words, or as the whole text where it is short', () => {
    const contains = containing(['Al', 'Rao', '919700123456']);
    expect(['Al', 'Mr. Rao', 'rao', 'call 919700123456!', 919700123456].map(contains)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['Also', 'Raoul', 'to Al', 'x919700123456', 42].map(contains)).toEqual([false, false, false, false, false]);
  });
});

/** What the page is sent when it is opened. */
async function lastCalls(): Promise<string> {
  const abort = new AbortController();
  const { body } = await fetch(`${sandbox.url}/__sandbox/page/calls`, { signal: abort.signal });
  const first = await body?.pipeThrough(new TextDecoderStream()).getReader().read();
  abort.abort();
  return first?.value ?? '';
}
