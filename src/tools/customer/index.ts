/** The sections of this domain. */

import { customerBeyond } from '../beyond/customer.js';
import { lookupBeyond } from '../beyond/lookup.js';
import { customer } from './customer.js';
import { customerLegacyActivity } from './customer.legacy.activity.js';
import { customerLegacy } from './customer.legacy.js';
import { customerLoyalty } from './customer.loyalty.js';
import { customerLabels } from './labels.js';
import { lookup } from './lookup.js';
import { referral } from './referral.js';
import { userAuthentication } from './user-authentication.js';

export const customerSections = [
  customerLegacyActivity,
  customerLegacy,
  customerLoyalty,
  customer,
  customerLabels,
  lookup,
  lookupBeyond,
  referral,
  userAuthentication,
  customerBeyond,
];
