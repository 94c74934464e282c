/** The sections of this domain. */

import { couponBeyond } from '../beyond/coupon.js';
import { coupon } from './coupon.js';
import { couponLegacy } from './coupon.legacy.js';
import { couponUpload } from './upload.js';

export const couponSections = [couponLegacy, coupon, couponUpload, couponBeyond];
