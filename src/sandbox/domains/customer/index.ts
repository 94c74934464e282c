/** Customers: who they are, what they want, and how accounts become one. */
import type { Domain } from '../domain.js';
import { customerAssociationHandlers } from './association-handlers.js';
import { customerCouponHandlers } from './coupon-handlers.js';
import { customerEngagementHandlers } from './engagement-handlers.js';
import { customerEngagementInTouchHandlers } from './engagement-in-touch-handlers.js';
import { customerHandlers } from './handlers.js';
import { emptyHierarchyState } from './hierarchy-state.js';
import { customerHistoryHandlers } from './history-handlers.js';
import { customerInTouchHandlers } from './in-touch-handlers.js';
import { customerLabelHandlers } from './label-handlers.js';
import { emptyCustomerLabelState } from './label-state.js';
import { customerLookupHandlers } from './lookup-handlers.js';
import { customerLoyaltyHandlers } from './loyalty-handlers.js';
import { onErase, onMerge } from './reactions.js';
import { referralHandlers } from './referral-handlers.js';
import { emptyCustomerState } from './state.js';
import { userAuthHandlers } from './user-authentication-handlers.js';

export const customer: Domain = {
  name: 'customer',
  state: () => ({ ...emptyHierarchyState(), ...emptyCustomerLabelState(), ...emptyCustomerState() }),
  ids: {
    customer: 418400001,
    loyalty: 88120001,
    note: 4001,
    ticket: 5001,
    referral: 6001,
    customerLabel: 41,
    labelTag: 33501,
  },
  handlers: {
    ...customerAssociationHandlers,
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
  },
  onErase,
  onMerge,
};
