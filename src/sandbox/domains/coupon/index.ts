/** Coupons and their series. */
import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';
import { emptyCouponState } from './state.js';
import { emptyCouponUploadState } from './upload-state.js';

export const coupon: Domain = {
  name: 'coupon',
  state: () => ({ ...emptyCouponState(), ...emptyCouponUploadState() }),
  ids: { couponSeries: 700401, coupon: 99120001, couponRedemption: 369400001, couponUpload: 4460 },
  handlers: async () => (await import('./endpoints.js')).couponEndpoints,
  onErase,
  onMerge,
};
