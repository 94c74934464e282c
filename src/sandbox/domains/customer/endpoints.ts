/** The handlers of all sections of this domain. */
import type { Handlers } from '../../http/handler.js';
import { customerAssociationHandlers } from './association-handlers.js';
import { customerBeyondHandlers } from './beyond-handlers.js';
import { customerCouponHandlers } from './coupon-handlers.js';
import { customerEngagementHandlers } from './engagement-handlers.js';
import { customerEngagementInTouchHandlers } from './engagement-in-touch-handlers.js';
import { customerHandlers } from './handlers.js';
import { customerHistoryHandlers } from './history-handlers.js';
import { customerInTouchHandlers } from './in-touch-handlers.js';
import { customerLabelHandlers } from './label-handlers.js';
import { customerLookupHandlers } from './lookup-handlers.js';
import { customerLoyaltyHandlers } from './loyalty-handlers.js';
import { referralHandlers } from './referral-handlers.js';
import { userAuthHandlers } from './user-authentication-handlers.js';

export const customerEndpoints: Handlers = {
  ...customerAssociationHandlers,
  ...customerBeyondHandlers,
  ...customerCouponHandlers,
  ...customerEngagementHandlers,
  ...customerEngagementInTouchHandlers,
  ...customerHandlers,
  ...customerHistoryHandlers,
  ...customerInTouchHandlers,
  ...customerLabelHandlers,
  ...customerLookupHandlers,
  ...customerLoyaltyHandlers,
  ...referralHandlers,
  ...userAuthHandlers,
};
