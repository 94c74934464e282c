import type { Coupon, CouponSeries } from '../../../src/sandbox/domains/coupon/state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args, Do } from './sample.js';

const series = (world: World, code = 'VISIT100'): CouponSeries =>
  first(world.couponSeries, ({ seriesCode }) => seriesCode === code);

/** A coupon that nobody has used yet. */
const fresh = (world: World): Coupon =>
  first(world.coupons, (coupon) => coupon.seriesId === series(world).id && coupon.redemptionIds.length === 0);

function mobileOf(world: World, customerId: number | null): string {
  const { identifiers = [] } = world.customers[customerId ?? 0]?.profiles[0] ?? {};
  return identifiers.find(({ type }) => type === 'mobile')?.value ?? '';
}

const holder = (world: World): Args => ({ mobile: mobileOf(world, fresh(world).customerId) });
const codeAndHolder = (world: World): Args => ({ code: fresh(world).code, ...holder(world) });

const offer = (more: Args = {}): Args => ({
  description: 'Monsoon 15 off',
  discountCode: 'MON15',
  validTillDate: '2027-09-30T00:00:00+05:30',
  anyUser: false,
  smsTemplate: 'Use {{voucher}}',
  discountType: 'PERC',
  discountValue: 15,
  clientHandlingType: 'DISC_CODE',
  expiryStrategyType: 'SERIES_EXPIRY',
  expiryStrategyValue: 1,
  ...more,
});

const redemption = (world: World): Args => ({
  redemptionRequestList: [{ code: fresh(world).code }],
  user: holder(world),
  transactionNumber: 'bill-2201',
  billAmount: '1800',
});

/** That a coupon was redeemed, which changes what is told of it. */
const used = (world: World, run: Do): Promise<unknown> => run('coupon_redeem', { body: redemption(world) });

conform('Coupon', {
  coupon_issue_v1_1: {
    args: (world) => ({
      body: { root: { coupon: [{ series_id: String(series(world).id), customer: holder(world) }] } },
    }),
  },
  coupon_resend_v1_1: { args: codeAndHolder },
  coupon_redeem_v1_1: {
    args: (world) => ({
      body: {
        root: {
          coupon: [
            {
              code: fresh(world).code,
              customer: holder(world),
              transaction: [{ number: 'bill-2203', amount: '1800' }],
            },
          ],
        },
      },
    }),
  },
  coupon_get_v1_1: { args: (world) => ({ code: fresh(world).code }) },
  coupon_check_redeemable_v1_1: { args: codeAndHolder },
  coupon_get_series_v1_1: { args: (world) => ({ id: series(world).id }) },
  coupon_create_series: { args: () => ({ body: { CouponSeriesV2: offer() } }) },
  coupon_update_series: {
    args: (world) => {
      const { id, seriesCode } = series(world);
      return { id, body: { CouponSeriesV2: offer({ id, seriesCode, discountValue: 20 }) } };
    },
  },
  coupon_get_series: { args: (world) => ({ ids: [series(world).id] }) },
  coupon_issue: { args: (world) => ({ body: { seriesId: series(world).id, customer: holder(world) } }) },
  coupon_issue_bulk: { args: (world) => ({ body: { seriesIds: [series(world).id], customer: holder(world) } }) },
  coupon_redeem: { args: (world) => ({ body: redemption(world) }) },
  coupon_redeem_bulk: { args: (world) => ({ body: redemption(world) }) },
  coupon_check_redeemable: { args: codeAndHolder, meanwhile: used },
  coupon_reactivate: {
    args: async (world, run) => {
      await used(world, run);
      return { body: { redemptionIds: [Math.max(...Object.keys(world.couponRedemptions).map(Number))] } };
    },
  },
  coupon_get: { args: (world) => ({ couponCodes: [fresh(world).code] }) },
  coupon_revoke: {
    args: (world) => {
      const { seriesId, code } = first(world.coupons, ({ customerId, redemptionIds, validTill }) => {
        return customerId === ASHA && redemptionIds.length === 0 && validTill > '2027';
      });
      return { body: { couponSeriesId: seriesId, couponCodes: [code] } };
    },
    differs: { 'entity.failedToRevoke[]': 'a call with a code that cannot be revoked fails in part' },
  },
  coupon_update_redemption: {
    args: (world) => {
      const { id, transactionId } = first(world.couponRedemptions, ({ customerId }) => customerId === ASHA);
      const row = { redemptionId: id, billAmount: 1499, transactionNumber: 'BILL-26-1001', billId: transactionId };
      return { body: { redemptions: [{ ...row, customFields: { channel: 'app' } }] } };
    },
  },
});
