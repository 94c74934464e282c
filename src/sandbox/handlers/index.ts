/** All handlers of the sandbox, by tool name. */
import { DOMAINS } from '../domains/index.js';
import { activitySessionHandlers } from './activity-sessions.js';
import { badgeHandlers } from './badges.js';
import { behaviourHandlers } from './behaviour.js';
import { cardHandlers } from './card.js';
import { cartPromotionHandlers } from './cart-promotions.js';
import { catalogueHandlers } from './catalogue.js';
import { communicationHandlers } from './communications.js';
import { companyHandlers } from './company.js';
import { couponHandlers } from './coupon.js';
import { couponInTouchHandlers } from './coupon-in-touch.js';
import { couponSeriesHandlers } from './coupon-series.js';
import { couponUploadHandlers } from './coupon-upload.js';
import { customerHandlers } from './customer.js';
import { customerAssociationHandlers } from './customer-association.js';
import { customerCouponHandlers } from './customer-coupons.js';
import { customerEngagementHandlers } from './customer-engagement.js';
import { customerEngagementInTouchHandlers } from './customer-engagement-in-touch.js';
import { customerHistoryHandlers } from './customer-history.js';
import { customerInTouchHandlers } from './customer-in-touch.js';
import { customerLabelHandlers } from './customer-labels.js';
import { customerLookupHandlers } from './customer-lookup.js';
import { customerLoyaltyHandlers } from './customer-loyalty.js';
import { fieldHandlers } from './fields.js';
import { globalSearchHandlers } from './global-search.js';
import type { Handlers } from './handler.js';
import { labelHandlers } from './labels.js';
import { legacyPromotionHandlers } from './legacy-promotions.js';
import { locationHandlers } from './locations.js';
import { loyaltyPromotionHandlers } from './loyalty-promotions.js';
import { organizationHandlers } from './organization.js';
import { otpHandlers } from './otp.js';
import { partnerProgramHandlers } from './partner-program.js';
import { pointsHandlers } from './points.js';
import { pointsLedgerHandlers } from './points-ledger.js';
import { productHandlers } from './products.js';
import { productInTouchHandlers } from './products-in-touch.js';
import { referralHandlers } from './referral.js';
import { requestsHandlers } from './requests.js';
import { requestsInTouchHandlers } from './requests-in-touch.js';
import { rewardListHandlers } from './reward-lists.js';
import { rewardHandlers } from './rewards.js';
import { simulationHandlers } from './simulation.js';
import { staffHandlers } from './staff.js';
import { storeHandlers } from './store.js';
import { surveyHandlers } from './survey.js';
import { targetHandlers } from './targets.js';
import { taskHandlers } from './tasks.js';
import { transactionRejectionHandlers } from './transaction-rejection.js';
import { userAuthHandlers } from './user-auth.js';
import { userGroupHandlers } from './user-group.js';

export const handlers: Handlers = {
  ...pointsHandlers,
  ...pointsLedgerHandlers,
  ...transactionRejectionHandlers,
  ...userGroupHandlers,
  ...customerHandlers,
  ...customerEngagementHandlers,
  ...customerAssociationHandlers,
  ...customerLookupHandlers,
  ...customerInTouchHandlers,
  ...customerEngagementInTouchHandlers,
  ...customerLoyaltyHandlers,
  ...customerHistoryHandlers,
  ...customerCouponHandlers,
  ...couponSeriesHandlers,
  ...cardHandlers,
  ...simulationHandlers,
  ...surveyHandlers,
  ...activitySessionHandlers,
  ...badgeHandlers,
  ...couponHandlers,
  ...couponUploadHandlers,
  ...couponInTouchHandlers,
  ...locationHandlers,
  ...staffHandlers,
  ...storeHandlers,
  ...partnerProgramHandlers,
  ...otpHandlers,
  ...taskHandlers,
  ...rewardHandlers,
  ...rewardListHandlers,
  ...requestsHandlers,
  ...companyHandlers,
  ...customerLabelHandlers,
  ...labelHandlers,
  ...catalogueHandlers,
  ...productHandlers,
  ...productInTouchHandlers,
  ...referralHandlers,
  ...userAuthHandlers,
  ...behaviourHandlers,
  ...communicationHandlers,
  ...globalSearchHandlers,
  ...targetHandlers,
  ...loyaltyPromotionHandlers,
  ...cartPromotionHandlers,
  ...fieldHandlers,
  ...organizationHandlers,
  ...legacyPromotionHandlers,
  ...requestsInTouchHandlers,
  ...Object.fromEntries(DOMAINS.flatMap(({ handlers = {} }) => Object.entries(handlers))),
};
