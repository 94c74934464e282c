import { describe, expect, it } from 'vitest';
import { judge } from '../../src/client/judge.js';
import { failure, readInTouch, succeeds, tool, writeInTouch } from './judging.js';

describe('v1 and v1.1', () => {
  const inTouch = (success: unknown, code: unknown, content: object = {}) => ({
    response: { status: { success, code, message: 'Overall' }, ...content },
  });
  const row = (id: string, success: unknown, code: unknown, message = 'Row') => ({
    id,
    item_status: { success, code, message },
  });

  it.each([
    ['true', '200'],
    [true, 200],
  ])('succeeds with success %j', (success, code) => {
    succeeds(readInTouch, 200, inTouch(success, code, { customers: { customer: [row('1', success, '1000')] } }));
  });

  it.each([
    ['false', '400'],
    [false, 400],
    ['False', 400],
  ])('fails with success %j and HTTP 200', (success, code) => {
    const error = failure(writeInTouch, 200, inTouch(success, code));
    expect(error).toMatchObject({ kind: 'rejected', code, httpStatus: 200, outcome: 'rejected', retryable: false });
    expect(error.message).toContain('Overall');
  });

  it("uses the row's code if the only row failed, in an object or in a list", () => {
    const one = row('', 'false', '1012', 'No customer with that mobile');
    for (const customer of [one, [one]]) {
      const error = failure(readInTouch, 200, inTouch('false', 500, { customers: { customer } }));
      expect(error).toMatchObject({ kind: 'not_found', code: '1012', retryable: false });
      expect(error.message).toContain('No customer with that mobile');
      expect(error.outcome).toBeUndefined();
    }
  });

  it('fails if a row failed, with an overall success or with HTTP 500', () => {
    const content = {
      coupons: { coupon: { code: 'X', item_status: { success: 'false', code: 696, message: 'Used' } } },
    };
    const redeem = tool('coupon_redeem_v1_1');
    expect(failure(redeem, 200, inTouch('true', 200, content))).toMatchObject({ kind: 'rejected', code: 696 });
    expect(failure(redeem, 500, inTouch('false', 500, content))).toMatchObject({
      kind: 'rejected',
      code: 696,
      outcome: 'rejected',
    });
  });

  it('recognizes the envelope without its outer key', () => {
    const bare = inTouch('true', 200, { coupons: { coupon: row('1', 'false', 711) } }).response;
    expect(failure(tool('coupon_redeem_v1_1'), 200, bare).code).toBe(711);
  });

  it('is partial if some rows failed, and lists the failed and the applied ones', () => {
    const rows = [row('a', 'true', '1000'), row('b', 'false', '1016', 'Email taken'), row('c', 'true', '1000')];
    const error = failure(writeInTouch, 200, inTouch('true', '201', { customers: { customer: rows } }));
    expect(error).toMatchObject({ kind: 'partial', outcome: 'partial', retryable: false, code: '1016' });
    expect(error.message).toContain('1 of 3');
    expect(error.details).toEqual({
      failed: [{ index: 1, id: 'b', code: '1016', message: 'Email taken' }],
      applied: [
        { index: 0, id: 'a', result: { id: 'a' } },
        { index: 2, id: 'c', result: { id: 'c' } },
      ],
    });
  });

  it('keeps the results of a lookup that failed in part', () => {
    const rows = [row('a', 'true', '1000'), row('b', 'false', '1012')];
    const error = failure(readInTouch, 200, inTouch('true', '201', { customers: { customer: rows } }));
    expect(error.kind).toBe('partial');
    expect(error.outcome).toBeUndefined();
    expect(error.details).toMatchObject({ found: [{ id: 'a' }], failed: [{ index: 1, code: '1012' }] });
  });

  it('says that all rows failed, and lists them', () => {
    const rows = [row('a', 'false', '1012'), row('b', 'false', '1012')];
    const error = failure(writeInTouch, 200, inTouch('false', '500', { customers: { customer: rows } }));
    expect(error).toMatchObject({ kind: 'not_found', outcome: 'rejected' });
    expect(error.message).toContain('All 2 rows failed');
    expect(error.details).toMatchObject({ failed: [{ index: 0 }, { index: 1 }] });
  });

  it('counts rows without a status next to failed ones as found', () => {
    const log = [
      { task_id: '318', customer_id: '7' },
      { task_id: '999', item_status: { success: 'false', code: '5204' } },
    ];
    const error = failure(tool('task_get_logs_v1_1'), 200, inTouch('true', '200', { tasks: { task: { log } } }));
    expect(error.details).toMatchObject({ failed: [{ index: 1, id: '999' }], found: [{ index: 0, id: '318' }] });
  });

  it('reads the alternative flag of a row', () => {
    const items = [{ sku: 'A', item_status: { status: false, code: 2101, message: 'Not fetched' } }];
    expect(failure(tool('product_get_v1_1'), 200, inTouch(true, 200, { product: { item: items } })).code).toBe(2101);
  });

  it('finds an invitee who was refused in an otherwise successful referral', () => {
    const invitee = (identifier: string, success: string, code: number) => ({
      identifier,
      status: { success, code, message: 'Refer' },
    });
    const customer = (referral: object[]) => ({
      customers: {
        customer: [
          {
            referrals: { referral_type: [{ type: 'MOBILE', referral }] },
            item_status: { success: 'true', code: 1000 },
          },
        ],
      },
    });
    const definition = tool('customer_refer_v1_1');
    const bad = invitee('x', 'false', 1701);
    expect(failure(definition, 200, inTouch('true', 200, customer([bad])))).toMatchObject({
      kind: 'rejected',
      code: 1701,
    });
    expect(failure(definition, 200, inTouch('true', 200, customer([invitee('y', 'true', 1000), bad]))).kind).toBe(
      'partial',
    );
  });

  it('is partial if a row succeeded but a nested row failed', () => {
    const task = { ...row('7', 'true', 200), entries: { entry: [row('8', 'false', 5207)] } };
    expect(failure(tool('task_add_v1_1'), 200, inTouch('true', 200, { tasks: { task } })).details).toMatchObject({
      failed: [{ id: '8' }],
      applied: [{ id: '7' }],
    });
  });

  it('is partial if the count of successes is too low, even if no row failed', () => {
    const body = inTouch('true', 200, { customers: { customer: [row('a', 'true', '1000')] } });
    Object.assign(body.response.status, { total: '2', success_count: '1' });
    expect(failure(writeInTouch, 200, body)).toMatchObject({ kind: 'partial', outcome: 'partial' });
  });

  it.each(['true', 'false'])('is rejected if the counts say that nothing succeeded, with success %j', (success) => {
    for (const total of [1, '3']) {
      const body = inTouch(success, 200);
      Object.assign(body.response.status, { total, success_count: total === 1 ? 0 : '0' });
      expect(failure(tool('customer_add_v1_1'), 200, body)).toMatchObject({ kind: 'rejected', outcome: 'rejected' });
    }
  });

  it.each([
    ['coupon_check_redeemable_v1_1', 'coupons'],
    ['points_check_redeemable_v1_1', 'points'],
  ])('treats a no from %s as a result, and gives the reason', (name, key) => {
    const body = (item: object, success = 'true') =>
      inTouch(success, success === 'true' ? 200 : 500, {
        [key]: { redeemable: { is_redeemable: 'false', item_status: item } },
      });
    for (const [success, overall] of [
      ['false', 'false'],
      ['false', 'true'],
      ['true', 'true'],
    ]) {
      const response = body({ success, status: 'true', code: 804, message: 'Not enough points' }, overall);
      expect(judge(tool(name), 200, response)).toEqual({
        data: response,
        warnings: [{ code: 804, message: 'not redeemable: Not enough points' }],
      });
    }
  });

  it('fails if the question itself was refused', () => {
    for (const echo of [{}, { is_redeemable: 'false' }]) {
      const redeemable = { ...echo, item_status: { success: 'false', code: 816 } };
      const body = inTouch('false', 500, { points: { redeemable } });
      expect(failure(tool('points_check_redeemable_v1_1'), 200, body).kind).toBe('not_found');
    }
  });

  it('reads the flat envelope of log uploads', () => {
    const body = (success: string) => ({ response: { success, code: '904', message: 'Size differs' } });
    succeeds(tool('store_upload_logs_v1_1'), 200, body('true'));
    expect(failure(tool('store_upload_logs_v1_1'), 200, body('false')).code).toBe('904');
  });

  it('reads a refusal from a gateway in front of v1.1', () => {
    expect(failure(writeInTouch, 200, { errors: [{ code: 401, message: 'Token expired' }] }).kind).toBe(
      'authentication',
    );
  });

  it('reads the same envelope on a v2 path', () => {
    expect(failure(tool('communication_send_email'), 200, inTouch('false', '4201')).code).toBe('4201');
  });

  it('collects the warnings of rows', () => {
    const item_status = {
      success: 'true',
      code: 1000,
      warnings: { warning: [1017, { code: 91016, message: 'Field' }] },
    };
    const body = inTouch('true', 200, { customers: { customer: [{ id: '1', item_status }] } });
    expect(judge(writeInTouch, 200, body).warnings).toEqual([{ code: 1017 }, { code: 91016, message: 'Field' }]);
  });

  it('leaves the outcome of a write unknown after HTTP 500 without rows', () => {
    expect(failure(writeInTouch, 500, inTouch('false', 500))).toMatchObject({ kind: 'upstream', outcome: 'unknown' });
    expect(failure(writeInTouch, 200, inTouch('false', 500))).toMatchObject({
      kind: 'rejected',
      outcome: 'rejected',
    });
  });
});
