/** Every envelope of the API, as a success and as the failures that hide in it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapillaryClient } from '../../src/client/types.js';
import type { Definition } from '../../src/tools/define.js';
import { type Api, clientOf, endpoint, errorOf, json, startApi } from './support.js';

let api: Api;
let client: CapillaryClient;
let next: { body: unknown; status: number };
beforeAll(async () => {
  api = await startApi((_, response) => json(response, next.body, next.status));
  client = clientOf(api.url);
});
afterAll(async () => {
  await client.close();
  await api.close();
});

const answer = (definition: Definition, body: unknown, status = 200) => {
  next = { body, status };
  return client.send(definition, definition.body ? { body: {} } : {});
};
const failure = (definition: Definition, body: unknown, status = 200) => errorOf(answer(definition, body, status));

const v2Read = endpoint('GET', 'v2/customers');
const v2Write = endpoint('POST', 'v2/customers');
const v3 = endpoint('GET', 'v3/promotions');
const inTouchRead = endpoint('GET', 'v1.1/customer/get');
const inTouchWrite = endpoint('POST', 'v1.1/customer/add');
const gateway = endpoint('POST', 'api_gateway/rewards/core/v1/user/rewards/issue', { version: 'v1' });

describe('v1 and v1.1', () => {
  const row = (success: string, code: number, id: string) => ({
    mobile: id,
    item_status: { success, code, message: success === 'true' ? 'fine' : 'Customer not found' },
  });
  const envelope = (success: string, code: number, rows: unknown) => ({
    response: { status: { success, code: String(code), message: 'overall' }, customers: { customer: rows } },
  });

  it('succeed with every row', async () => {
    const body = envelope('true', 200, [row('true', 1000, '91')]);
    expect((await answer(inTouchRead, body)).data).toEqual(body);
  });

  it('fail as a whole, in a 200', async () => {
    const body = { response: { status: { success: 'false', code: '400', message: 'Bad input' } } };
    expect(await failure(inTouchWrite, body)).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
      message: expect.stringContaining('Bad input'),
    });
  });

  it.each([[[row('false', 1012, '91')]], [row('false', 1012, '91')]])(
    'fail by their only row, in a list or alone',
    async (rows) => {
      expect(await failure(inTouchRead, envelope('false', 500, rows), 200)).toMatchObject({
        kind: 'not_found',
        code: 1012,
      });
    },
  );

  it('fail in part: rows that were done and rows that were not', async () => {
    const rows = [row('true', 1000, '91'), row('false', 1012, '92')];
    expect(await failure(inTouchWrite, envelope('true', 201, rows))).toMatchObject({
      kind: 'partial',
      outcome: 'partial',
      retryable: false,
      details: { failed: [expect.objectContaining({ index: 1, code: 1012 })], applied: [expect.anything()] },
    });
  });

  it('keep what was found when a read fails in part', async () => {
    const body = envelope('true', 201, [row('true', 1000, '91'), row('false', 1012, '92')]);
    const error = await failure(inTouchRead, body);
    expect(error.kind).toBe('partial');
    expect(error.outcome).toBeUndefined();
    expect(JSON.stringify(error.details)).toContain('"mobile":"91"');
  });

  it('answer whether something is redeemable with a value, also when the answer is no', async () => {
    const question = endpoint('GET', 'v1.1/coupon/isredeemable');
    const body = {
      response: {
        status: { success: 'true', code: 200 },
        coupons: {
          redeemable: { is_redeemable: 'false', item_status: { success: 'false', code: 713, message: 'Expired' } },
        },
      },
    };
    expect((await answer(question, body)).data).toEqual(body);
  });

  it('fail where whether something is redeemable could not even be asked', async () => {
    const question = endpoint('GET', 'v1.1/points/isredeemable');
    const status = { success: 'false', code: 816, message: 'Customer not found in this organization' };
    const body = {
      response: {
        status: { success: 'false', code: 500 },
        points: { redeemable: { is_redeemable: 'false', item_status: status } },
      },
    };
    expect(await failure(question, body)).toMatchObject({ kind: 'not_found', code: 816 });
  });
});

describe('v2', () => {
  it('succeeds flat, with warnings beside it', async () => {
    const { data, warnings } = await answer(v2Write, {
      createdId: 5,
      warnings: [{ status: false, code: 8050, message: 'merged' }],
    });
    expect(data).toMatchObject({ createdId: 5 });
    expect(warnings).toEqual([expect.objectContaining({ code: 8050, message: 'merged' })]);
  });

  it.each([200, 400, 404])('fails by its errors under HTTP %s', async (status) => {
    const body = { errors: [{ status: false, code: 8015, message: 'Customer not found' }], warnings: [] };
    expect(await failure(v2Write, body, status)).toMatchObject({
      kind: 'not_found',
      code: 8015,
      httpStatus: status,
      outcome: 'rejected',
    });
  });

  it('takes a wrong code or an empty list for an answer, not an error', async () => {
    expect((await answer(v2Read, { entity: false, warnings: [] })).data).toEqual({ entity: false, warnings: [] });
    expect((await answer(v2Read, { data: [], warnings: [], errors: [] })).data).toMatchObject({ data: [] });
    expect((await answer(v2Read, { valid: false, referrer: -1 })).data).toMatchObject({ valid: false });
  });

  it('is not fooled by errors that are data', async () => {
    const body = { data: [{ name: 'x', errors: ['in the data'], status: 'false' }], errors: [], warnings: [] };
    expect((await answer(v2Read, body)).data).toEqual(body);
  });

  it('fails a batch in part, and as a whole', async () => {
    const bad = {
      entityId: null,
      errors: [{ status: false, code: 604, message: 'Bill number already used' }],
      warnings: [],
    };
    const good = { entityId: 900, result: {}, errors: [], warnings: [] };
    expect(await failure(v2Write, { response: [good, bad], totalCount: 2, failureCount: 1 })).toMatchObject({
      kind: 'partial',
      outcome: 'partial',
      details: { applied: [900], failed: [expect.objectContaining({ index: 1, code: 604 })] },
    });
    expect(await failure(v2Write, { response: [bad, bad], totalCount: 2, failureCount: 2 })).toMatchObject({
      outcome: 'rejected',
      code: 604,
    });
  });

  it('keeps integers beyond 2^53', async () => {
    next = { body: '{"createdId":9223372036854775807,"warnings":[]}', status: 200 };
    const { data } = await client.send(v2Write, { body: {} });
    expect(String((data as { createdId: unknown }).createdId)).toBe('9223372036854775807');
  });
});

describe('v3 and the gateway', () => {
  it('succeed in data', async () => {
    expect((await answer(v3, { data: { id: 1 }, errors: [], warnings: [] })).data).toMatchObject({ data: { id: 1 } });
    expect((await answer(gateway, { status: { success: true, code: 200 }, vouchers: [] })).data).toMatchObject({
      vouchers: [],
    });
  });

  it('fail by errors, by status.success and by success', async () => {
    expect(await failure(v3, { data: null, errors: [{ code: 310211, message: 'Promotion not found' }] })).toMatchObject(
      { kind: 'not_found', code: 310211 },
    );
    expect(
      await failure(gateway, { status: { success: false, code: 2005, message: 'Not enough points' } }),
    ).toMatchObject({ kind: 'rejected', code: 2005 });
    const staff = endpoint('POST', 'v2/staff');
    expect(await failure(staff, { entity: null, errors: [], warnings: [], success: false })).toMatchObject({
      kind: 'rejected',
    });
  });
});

describe('HTTP', () => {
  it.each([
    [403, 'permission'],
    [404, 'not_found'],
    [500, 'upstream'],
    [501, 'not_simulated'],
  ])('%s without a body of use is %s', async (status, kind) => {
    const body = status === 501 ? { errors: [{ code: 'NOT_SIMULATED', message: 'no' }] } : {};
    expect(await failure(v2Write, body, status)).toMatchObject({ kind, httpStatus: status });
  });

  it('a page of HTML is an upstream failure that shows little of it', async () => {
    const error = await failure(v2Write, `<html>${'x'.repeat(5_000)}</html>`, 200);
    expect(error).toMatchObject({ kind: 'upstream', outcome: 'unknown', retryable: false });
    expect(JSON.stringify(error).length).toBeLessThan(1_000);
  });
});
