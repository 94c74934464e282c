/** Coupons and their series. */
import type { Domain } from '../domain.js';
import { couponHandlers } from './handlers.js';
import { couponInTouchHandlers } from './in-touch-handlers.js';
import { onErase, onMerge } from './reactions.js';
import { couponSeriesHandlers } from './series-handlers.js';
import { emptyCouponState } from './state.js';
import { couponUploadHandlers } from './upload-handlers.js';
import { emptyCouponUploadState } from './upload-state.js';

export const coupon: Domain = {
  name: 'coupon',
  state: () => ({ ...emptyCouponState(), ...emptyCouponUploadState() }),
  ids: { couponSeries: 700401, coupon: 99120001, couponRedemption: 369400001, couponUpload: 4460 },
  handlers: { ...couponHandlers, ...couponInTouchHandlers, ...couponSeriesHandlers, ...couponUploadHandlers },
  onErase,
  onMerge,
};
