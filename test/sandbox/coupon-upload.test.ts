import { expect, it } from 'vitest';
import { couponByCode, couponsOf, createSeries, issueCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import type { CouponSeries } from '../../src/sandbox/domains/coupon/state.js';
import { definitions } from '../../src/tools/catalogue.js';
import { Snapshot } from './snapshot.js';
import { aCustomer, basic, TILL, useSandbox, valueAt } from './support.js';

const sandbox = useSandbox(definitions);

const aSeries = (more: object = {}): CouponSeries =>
  createSeries(
    sandbox.world,
    {
      description: 'Own codes',
      discountCode: 'OWN',
      discountType: 'ABS',
      discountValue: 50,
      validTillDate: '2027-05-03T06:30:00Z',
      ...more,
    },
    TILL,
  );

const headers = () => {
  const { username, password } = sandbox.credentials;
  return { authorization: basic(username, password) };
};

/** Uploads the lines of a CSV: the HTTP status and the answer. */
async function upload(what: 'file' | 'redeemFile', seriesId: number, lines: readonly string[] | null, fields: object) {
  const form = new FormData();
  if (lines) form.append('file', new Blob([lines.join('\n')], { type: 'text/csv' }), 'mine.csv');
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  const url = `${sandbox.url}/coupon/api/v1/upload/${what}/${seriesId}`;
  const response = await fetch(url, { method: 'POST', headers: headers(), body: form });
  return { status: response.status, body: (await response.json()) as unknown };
}

/** The last job of a series. */
async function jobOf(seriesId: number, what: 'getUploadStatus' | 'getUploadRedeemedCouponStatus'): Promise<unknown> {
  const response = await fetch(`${sandbox.url}/coupon/api/v1/upload/${what}/${seriesId}`, { headers: headers() });
  const body: unknown = await response.json();
  const list = what === 'getUploadStatus' ? 'uploadJobStatuses' : 'redeemUploadJobStatuses';
  return valueAt(body, `result.${list}.0`);
}

const mobileOf = (customer: ReturnType<typeof aCustomer>): string => customer.profiles[0]?.identifiers[0]?.value ?? '';

it('loads codes that the series then gives out, each once', async () => {
  const series = aSeries({ clientHandlingType: 'DISC_CODE_PIN' });
  const { body } = await upload('file', series.id, ['PIN-1', 'PIN-1'], { customerIdentifier: 'NOT_TAGGED' });
  expect(valueAt(body, 'result.uploadJobStatuses.0.uploadStatus')).toBe('STARTED');
  expect(await jobOf(series.id, 'getUploadStatus')).toMatchObject({
    uploadStatus: 'FINISHED',
    uploadedFileName: 'mine.csv',
    actualRowCount: 2,
    errorCount: 1,
  });
  expect(issueCoupon(sandbox.world, series, aCustomer(sandbox.world), TILL).coupon.code).toBe('PIN-1');
});

it('gives coupons to the customers of a file, within the limits of the series', async () => {
  const series = aSeries({ maxVouchersPerUser: 1 });
  const [one, other] = [aCustomer(sandbox.world), aCustomer(sandbox.world)];
  const lines = [`MINE-1,${mobileOf(one)}`, `MINE-2,${mobileOf(one)}`, `MINE-3,${mobileOf(other)}`, 'MINE-4,1'];
  await upload('file', series.id, lines, { customerIdentifier: 'MOBILE', customerIdentifierColumn: 1 });
  expect(couponsOf(sandbox.world, one.id, series.id).map(({ code }) => code)).toEqual(['MINE-1']);
  expect(couponsOf(sandbox.world, other.id, series.id).map(({ code }) => code)).toEqual(['MINE-3']);
  expect(series.numIssued).toBe(2);
  expect(await jobOf(series.id, 'getUploadStatus')).toMatchObject({ errorCount: 2 });
});

it('marks coupons used that were redeemed elsewhere, each once', async () => {
  const series = aSeries();
  const customer = aCustomer(sandbox.world);
  const { coupon } = issueCoupon(sandbox.world, series, customer, TILL);
  const row = [Date.parse('2026-05-02T10:00:00Z'), TILL, customer.id, coupon.code, 'B-77'].join(',');
  await upload('redeemFile', series.id, [row, row], {
    customerIdentifier: 'USER_ID',
    couponIdentifier: 'COUPON_CODE',
    uploadHeaders: '{"redeemedDateInMillis":0,"redeemedAt":1,"userId":2,"couponCode":3,"billNumber":4}',
  });
  expect(await jobOf(series.id, 'getUploadRedeemedCouponStatus')).toMatchObject({
    uploadRedeemedCouponStatus: 'COMPLETED',
    actualRowCount: 2,
    errorCount: 1,
  });
  expect(couponByCode(sandbox.world, coupon.code)?.redemptionIds).toHaveLength(1);
  expect(sandbox.world.couponRedemptions[coupon.redemptionIds[0] ?? 0]).toMatchObject({
    billNumber: 'B-77',
    redeemedOn: '2026-05-02T10:00:00Z',
  });
});

it('refuses a file whose columns nobody can tell', async () => {
  const series = aSeries();
  const before = new Snapshot(sandbox.world);
  const redeemed = { customerIdentifier: 'USER_ID', couponIdentifier: 'COUPON_ID' };
  const answers = await Promise.all([
    upload('file', series.id, null, { customerIdentifier: 'NOT_TAGGED' }),
    upload('file', series.id, ['A'], { customerIdentifier: 'NAME' }),
    upload('file', series.id, ['A'], { customerIdentifier: 'MOBILE', customerIdentifierColumn: 'first' }),
    upload('file', 1, ['A'], { customerIdentifier: 'NOT_TAGGED' }),
    upload('redeemFile', series.id, ['A'], { ...redeemed, uploadHeaders: '{' }),
    upload('redeemFile', series.id, ['A'], { ...redeemed, uploadHeaders: '{"userId":0}' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  before.expectSame(sandbox.world);
});
