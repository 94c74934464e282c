/** The newer workflow shows the requests for goodwill points that the older calls make and decide. */
import { describe, expect, it } from 'vitest';
import { hideSecrets, secretsOf } from '../../src/client/hide-secrets.js';
import { definitions } from '../../src/tools/catalogue.js';
import { definitionOf } from './conformance/answers.js';
import { aCustomer, fieldOfEach, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);
const { call, expectRefused } = sandbox;

const LIST = '/api_gateway/v2/request-workflow/requests';
const listed = async (query = '') => (await call(`GET ${LIST}${query}`)).body;
const idsIn = (body: unknown) => fieldOfEach(body, 'data', 'requestId');

/** Asks for goodwill points, with the older call. */
async function askFor(points: number): Promise<{ id: unknown; customerId: number }> {
  const customerId = aCustomer(sandbox.world).id;
  const row = { type: 'GOODWILL', base_type: 'POINTS', customer: { id: customerId }, points, reason: 'Waited long' };
  const { body } = await call('POST /v1.1/request/add', { body: { root: { request: [row] } } });
  return { id: valueAt(body, 'response.requests.request.0.id'), customerId };
}

const decide = (verb: 'approve' | 'reject', id: unknown, customerId: number) =>
  call(`POST /v1.1/request/${verb}`, {
    body: {
      root: {
        request: [
          { type: 'GOODWILL', base_type: 'POINTS', customer: { id: customerId }, id, updated_comments: 'checked' },
        ],
      },
    },
  });

describe('workflow requests', () => {
  it('wait for a decision, with the call that an approval makes', async () => {
    const before = idsIn(await listed('?states=AdminTask'));
    const { customerId } = await askFor(40);
    const waiting = await listed('?states=AdminTask&sortBy=startDate&sortOrder=desc');
    const [newest] = idsIn(waiting);
    expect(idsIn(waiting)).toHaveLength(before.length + 1);
    const one = await call(`GET ${LIST}/${newest}`);
    expect(valueAt(one.body, 'data')).toMatchObject({
      requestType: 'goodwill-points',
      state: 'AdminTask',
      endTime: null,
      details: {
        'IntouchAPITask-Payload': {
          path: '/internal/goodwill/',
          body: { points: 40, earningEntityId: customerId, reason: 'Waited long' },
        },
      },
    });
  });

  it('show how they were decided, and what came of it', async () => {
    const [given, refused] = [await askFor(40), await askFor(50)];
    await decide('approve', given.id, given.customerId);
    await decide('reject', refused.id, refused.customerId);
    const row = async (state: string) => {
      const body = await listed(`?states=${state}&limit=50`);
      const at = idsIn(body).length - 1;
      return valueAt(body, `data.${at}`);
    };
    expect(await row('approved')).toMatchObject({
      state: 'approved',
      details: {
        'AdminTask-Payload': { actionDecision: 'approved', actionMessage: 'checked' },
        IntouchAPITask_Output: { status: 200, body: { points: 40 } },
      },
    });
    expect(await row('rejected')).toMatchObject({ state: 'rejected', details: { AdminTask_Output: 'rejected' } });
    expect(valueAt(await row('rejected'), 'details.IntouchAPITask_Output')).toBeUndefined();
  });

  it('are filtered by kind, place, user and day, and come in pages', async () => {
    const all = idsIn(await listed('?limit=50'));
    expect(all.length).toBeGreaterThan(2);
    expect(idsIn(await listed('?requestType=GOODWILL-POINTS&limit=50'))).toEqual(all);
    expect(idsIn(await listed('?requestType=EARN-BADGE'))).toEqual([]);
    expect(idsIn(await listed(`?tillId=${TILL}&userId=${TILL}&limit=50`))).toEqual(all);
    expect(idsIn(await listed('?tillId=1'))).toEqual([]);
    expect(idsIn(await listed('?endDate=2020-01-01'))).toEqual([]);
    const second = await listed('?limit=1&PageNo=2');
    expect(idsIn(second)).toEqual([all[1]]);
    expect(valueAt(second, 'pagination')).toEqual({ totalElements: all.length, numberOfElements: 1 });
  });

  it('never show the credentials of whoever asked', async () => {
    const body = await listed();
    expect(JSON.stringify(body)).toContain('Basic ');
    hideSecrets(body, secretsOf(definitionOf('request_workflow_list')));
    expect(JSON.stringify(body)).not.toContain('Basic ');
  });

  it('are refused by id, kind and order that there is none of', async () => {
    await expectRefused(`GET ${LIST}/00000000-0000-4000-8000-000000000001`, 2007);
    await expectRefused(`GET ${LIST}?requestType=WISH`, 2009);
    await expectRefused(`GET ${LIST}?sortBy=points`, 2011);
    await expectRefused(`GET ${LIST}?sortOrder=up`, 2012);
  });
});
