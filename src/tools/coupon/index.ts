/** The sections of this domain. */

import { coupon } from './coupon.js';
import { couponLegacy } from './coupon.legacy.js';
import { couponUpload } from './upload.js';

export const couponSections = [couponLegacy, coupon, couponUpload];
