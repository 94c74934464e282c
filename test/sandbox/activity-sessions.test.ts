import { beforeEach, describe, expect, it } from 'vitest';
import { activitySessions } from '../../src/tools/activity-sessions/activity-sessions.js';
import { Snapshot } from './snapshot.js';
import { type CallOptions, fieldOfEach, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(activitySessions.definitions);
const { call } = sandbox;

beforeEach(() => call('POST /__sandbox/reset'));

const NOW = '2026-05-03T06:30:00Z';
const PATH = '/v2/activitySessions';

async function expectRefused(request: string, refusal: [number, number], options: CallOptions = {}): Promise<void> {
  const before = new Snapshot(sandbox.world);
  const { status, body } = await call(request, options);
  expect([status, valueAt(body, 'errors.0.code')]).toEqual(refusal);
  before.expectSame(sandbox.world);
}

const start = async (userId = '70055'): Promise<string> => {
  const { body } = await call(`POST ${PATH}`, { body: { userId, module: 'MEMBER_CARE' } });
  return String(valueAt(body, 'sessionId'));
};

const search = { entityType: 'CUSTOMER', entityId: '418400009', name: 'CustomerSearched', note: 'by phone' };

const add = (id: string, activities: unknown): Promise<unknown> =>
  call(`POST ${PATH}/${id}/activities`, { body: { activities } });

describe('an activity session', () => {
  it('starts, records what is done, ends, and is read back whole', async () => {
    const started = await call(`POST ${PATH}`, { body: { userId: '70055', module: 'MEMBER_CARE' } });
    const sessionId = String(valueAt(started.body, 'sessionId'));
    const beginning = {
      sessionId,
      userId: '70055',
      orgId: sandbox.world.organisation.id,
      module: 'MEMBER_CARE',
      sessionStartTime: NOW,
    };
    expect(started.body).toEqual({ ...beginning, sessionStatus: 'ACTIVE', autoUpdateTime: NOW, warnings: [] });

    await call('POST /__sandbox/clock', { body: { advanceSeconds: 60 } });
    const first = { ...search, addedOn: '2026-05-03T06:31:00Z' };
    const added = await call(`POST ${PATH}/${sessionId}/activities`, { body: { activities: [search] } });
    expect(added.body).toEqual({ activities: [first], autoUpdateTime: first.addedOn, warnings: [] });

    await call('POST /__sandbox/clock', { body: { advanceSeconds: 60 } });
    const second = { ...search, name: 'MobileChanged', note: '', addedOn: '2026-05-03T06:32:00Z' };
    await add(sessionId, [{ ...search, name: 'MobileChanged', note: undefined }]);

    await call('POST /__sandbox/clock', { body: { advanceSeconds: 60 } });
    const end = '2026-05-03T06:33:00Z';
    const details = [{ reason: 'Changed mobile number', comment: 'On customer request' }];
    const ended = await call(`POST ${PATH}/${sessionId}/endSession`, { body: { activitySessionDetails: details } });
    const ending = {
      activitySessionDetails: details,
      sessionEndTime: end,
      sessionStatus: 'INACTIVE',
      autoUpdateTime: end,
    };
    expect(ended.body).toEqual({ ...ending, warnings: [] });

    expect((await call(`GET ${PATH}?userId=70055`)).body).toEqual({
      pagination: { limit: 10, offset: 0, total: 1 },
      data: [{ ...beginning, ...ending, activities: [first, second] }],
      warnings: [],
      errors: [],
    });
  });

  it('takes nothing more once it has ended, and ending it again changes nothing', async () => {
    const id = await start();
    await call(`POST ${PATH}/${id}/endSession`);
    await expectRefused(`POST ${PATH}/${id}/activities`, [400, 400], { body: { activities: [search] } });
    await call('POST /__sandbox/clock', { body: { advanceSeconds: 60 } });
    const again = await call(`POST ${PATH}/${id}/endSession`, { body: { activitySessionDetails: [{ reason: 'x' }] } });
    expect(again.body).toMatchObject({ sessionEndTime: NOW, sessionStatus: 'INACTIVE', activitySessionDetails: [] });
  });

  it('is refused without an agent, a module or activities, and where there is none', async () => {
    await expectRefused(`POST ${PATH}`, [400, 400], { body: { module: 'MEMBER_CARE' } });
    await expectRefused(`POST ${PATH}`, [400, 400], { body: { userId: '70055' } });
    const id = await start();
    await expectRefused(`POST ${PATH}/${id}/activities`, [400, 400], { body: {} });
    await expectRefused(`POST ${PATH}/none/activities`, [404, 404], { body: { activities: [search] } });
    await expectRefused(`POST ${PATH}/none/endSession`, [404, 404], { body: {} });
  });
});

describe('the list of activity sessions', () => {
  const ids = async (query: string): Promise<unknown[]> =>
    fieldOfEach((await call(`GET ${PATH}${query}`)).body, 'data', 'sessionId');

  it('is narrowed by agent, by what was touched, and by when they started', async () => {
    expect(await ids('')).toEqual(['sess-1003', 'sess-1002', 'sess-1001']);
    expect(await ids('?userId=70011')).toEqual(['sess-1002', 'sess-1001']);
    const id = await start();
    await add(id, [search]);
    expect(await ids(`?entityId=${search.entityId}`)).toEqual([id]);
    expect(await ids('?startDate=2026-04-28&endDate=2026-04-28')).toEqual(['sess-1002']);
    expect(await ids('?startDate=2026-04-28T06:10:01Z')).toEqual([id, 'sess-1003']);
    expect(await ids('?endDate=2026-04-28T06:09:59Z')).toEqual(['sess-1001']);
    expect(await ids('?userId=nobody')).toEqual([]);
    await expectRefused(`GET ${PATH}?startDate=soon`, [400, 400]);
  });

  it('comes in pages of ten', async () => {
    for (let count = 0; count < 10; count++) await start();
    const first = await call(`GET ${PATH}`);
    expect(first.body).toMatchObject({ pagination: { limit: 10, offset: 0, total: 13 } });
    expect(await ids('')).toHaveLength(10);
    expect(await ids('?offset=10')).toEqual(['sess-1003', 'sess-1002', 'sess-1001']);
    expect(await ids('?offset=11&limit=1')).toEqual(['sess-1002']);
    await expectRefused(`GET ${PATH}?limit=0`, [400, 400]);
  });
});
