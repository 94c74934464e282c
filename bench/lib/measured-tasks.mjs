/**
 * The tasks of evals/ whose tokens are compared, and for each tool of their references, what an agent searches for to find
 * it: one action in the words of the task.
 *
 * @type {Record<string, Record<string, string>>}
 */
export const MEASURED_TASKS = {
  'customer/tier-and-its-end': { customer_lookup_get_tier: 'tier of a customer with this mobile, and until when' },
  'points/gift-to-a-friend': { points_transfer: "give a customer's points to another customer" },
  'points/half-of-the-order-came': {
    customer_get_redemptions_v1_1: 'points redemptions of a customer',
    points_reverse_redemption: 'give back points with which an order was paid',
    customer_lookup_get_points_balance: 'how many points a customer with this mobile has',
  },
  'user-group/driver-with-most-points': {
    user_group_search: 'find a fleet by name',
    user_group_get_primary_and_secondary: 'drivers of a fleet with the points that each brought the group',
  },
  'store/leila-has-left': {
    location_list: 'list our stores',
    staff_list_of_store: 'who works at a station',
    staff_remove: 'employee no longer works here and must not log in any more',
  },
  'coupon/friends-for-the-tasting': {
    customer_list_coupons: 'which coupons a customer has',
    coupon_issue: 'give a customer a coupon',
  },
  'badges/own-mug': {
    customer_search: 'find a customer by name',
    badge_create: 'set up a new badge',
    badge_earn: 'give a badge to a customer',
  },
  'promotions/ten-percent-in-june': {
    cart_promotion_create: 'set up 10% off automatically at the checkout from an amount on',
  },
  'rewards/beans-for-points-only': {
    reward_list_for_brand: 'rewards of our brand and how they are paid',
    reward_issue: 'customer takes a reward and pays with points',
    customer_lookup_get_points_balance: 'how many points are left, by mobile',
  },
  'leads/wedding-outfits': {
    customer_get_id: 'id of the customer with this mobile',
    lead_get: 'leads of a customer',
    lead_get_reasons: 'reasons for closing a lead',
    lead_update_status: 'close a lead as won with a reason',
  },
};
