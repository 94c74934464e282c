/** Which reads and writes look like a pair, and why some of them are none. */
import type { Definition } from '../../../src/tools/define.js';

/** Parts of a path that say what is done, not with what. */
const VERBS = new Set([
  ...['add', 'all', 'bulk', 'create', 'customerDetails', 'edit', 'get', 'getbulk'],
  ...['integrations', 'list', 'lookup', 'search', 'update', 'upsert'],
]);

const resourceOf = ({ path }: Definition): string =>
  path
    .split('/')
    .filter((part) => !part.startsWith('{') && !/^v[\d.]+$/.test(part) && !VERBS.has(part))
    .join('/');

const isTwin = ({ tool }: Definition): boolean => tool.endsWith('_v1');

const shows = ({ tool }: Definition, { checkedBy }: Definition): boolean =>
  checkedBy !== undefined && !('unverifiable' in checkedBy) && checkedBy.includes(tool);

/**
 * Reads and writes of the same resource, and writes with the reads that show their effect, as `read > write`. v1.1 spells
 * all its names differently from v2 and v3, so that nothing of one can be written to the other; v1 is like v1.1.
 */
export function candidates(definitions: readonly Definition[]): string[] {
  const known = definitions.filter((each) => !isTwin(each));
  const reads = known.filter(({ effect, method }) => effect === 'read' && method === 'GET');
  const writes = known.filter(({ effect, body }) => effect !== 'read' && body !== undefined);
  return writes.flatMap((write) =>
    reads
      .filter((read) => read.legacy === write.legacy)
      .filter((read) => resourceOf(read) === resourceOf(write) || shows(read, write))
      .map((read) => `${read.tool} > ${write.tool}`),
  );
}

/** Candidates that are no pairs, by the reason. `*` is any tool. */
export const NOT_PAIRS: Readonly<Record<string, readonly string[]>> = {
  'The answer is a log or a result of what was done, and no entity.': [
    'badge_get_for_customer > *',
    'card_get_generation_log > *',
    'card_get_status_log > *',
    'cart_promotion_get_redemptions > *',
    'communication_get_email_v1_1 > *',
    'communication_get_sms_v1_1 > *',
    'coupon_upload_get_redeemed_status > *',
    'coupon_upload_get_status > *',
    'customer_get_interactions_v1_1 > *',
    'customer_get_redemptions_v1_1 > *',
    'customer_get_referrals > *',
    'customer_get_referrals_v1_1 > *',
    'customer_get_status_log > *',
    'customer_lookup_get_promised_points_schedule > *',
    'customer_lookup_get_promotions > *',
    'customer_lookup_get_referrals > *',
    'event_get_audit_logs > *',
    'event_search > *',
    'partner_program_get_customer_activity > *',
    'points_get_transfers > *',
    'points_ledger_get_entries > *',
    'points_ledger_get_expiry_updates > *',
    'points_ledger_get_group_redemptions > *',
    'reward_get_purchased_by_user > *',
    'store_get_reports_v1_1 > *',
    'transaction_rejection_list > *',
    'user_group_get_ledger > *',
  ],
  'The answer is an id.': ['customer_get_id > *'],
  'The write names an entity and does something with it; it takes none of its fields.': [
    '* > activity_session_end',
    '* > badge_claim',
    '* > badge_earn_bulk',
    '* > badge_enroll_customers',
    '* > badge_revoke_enrolment',
    '* > badge_unclaim',
    '* > cart_promotion_activate_for_customer',
    '* > cart_promotion_earn',
    '* > cart_promotion_earn_bulk',
    '* > cart_promotion_evaluate',
    '* > cart_promotion_issue_bulk',
    '* > cart_promotion_link_code',
    '* > cart_promotion_revoke_earned',
    '* > coupon_issue',
    '* > coupon_issue_bulk',
    '* > coupon_issue_multiple',
    '* > coupon_reactivate',
    '* > coupon_redeem',
    '* > coupon_redeem_bulk',
    '* > coupon_revoke',
    '* > customer_adjust_tier',
    '* > customer_link_card',
    '* > customer_update_identifiers',
    '* > loyalty_promotion_enrol_members',
    '* > loyalty_promotion_review',
    '* > loyalty_promotion_revoke_enrolment',
    '* > loyalty_promotion_update_status',
    '* > product_label_remove_assignments',
    '* > staff_change_identifier',
    '* > staff_remove',
    '* > staff_transfer',
    '* > target_enroll_customer',
    '* > target_enroll_customer_with_scope',
    '* > target_unenroll_customer',
    '* > target_unenroll_customer_with_scope',
    '* > tier_approve',
    '* > user_group_join',
    '* > user_group_transfer_member',
    '* > user_group_update_permissions',
  ],
  'The answer is a sum of awards, of which the write takes a part, or changes one.': [
    'customer_get_points_balance > points_deduct',
    'customer_get_points_expiry_schedule > points_update_expiry',
    'customer_lookup_get_points_balance > points_deduct_by_identifier',
  ],
  'The answer has all coupons of a customer with the days on which they end; coupon_get shows the moment.': [
    'customer_list_coupons > coupon_update_expiry',
  ],
  'The write decides on a request; it changes none.': [
    '* > pii_deletion_update_status',
    '* > request_approve_v1_1',
    '* > request_reject_v1_1',
    '* > request_update',
  ],
  'A request as it is read names the customer and the values asked for otherwise than the call that makes it.': [
    '* > customer_request_group_goodwill_points',
    '* > pii_deletion_request',
    '* > request_add',
    '* > request_add_v1_1',
    '* > request_send_retro_v1_1',
  ],
  'The write takes one field by its name and the kind of what has it; the read has all fields.': [
    'organization_get_hierarchy > custom_field_set_value',
  ],
  'The answer has the validity of a tier as its renewal, with the length as text.': [
    'tier_get > tier_create',
    'tier_get > tier_update',
    'tier_list > tier_create',
    'tier_list > tier_update',
  ],
  'The group alone, which is written back, is read by target_group_get.': ['target_group_list > target_group_create'],
  'The write takes a name and a password, which no read shows.': ['location_list > organization_add_till'],
  'The write takes a file; the read shows its address.': ['* > customer_add_image', '* > customer_lookup_add_image'],
  'There can be only one, which badge_update_org_meta changes.': ['* > badge_create_org_meta'],
  'The association with a company is no part of a customer; customer_get_hierarchy shows it.': [
    'customer_get > customer_associate',
    'customer_get > customer_update_association',
    'customer_lookup_get_details > customer_associate',
    'customer_lookup_get_details > customer_update_association',
    'customer_search > customer_associate',
    'customer_search > customer_update_association',
  ],
  'The answer contains several customers with their roles; customer_update_association takes them.': [
    'customer_get_hierarchy > customer_add',
    'customer_get_hierarchy > customer_associate',
    'customer_get_hierarchy > customer_lookup_update',
    'customer_get_hierarchy > customer_update',
  ],
  'The answer hides the calls to the vendor, which the write takes whole.': [
    'reward_list_vendor_redemptions > reward_vendor_redemption_create',
    'reward_vendor_redemption_get > reward_vendor_redemption_update',
  ],
  'The answer has too little of a customer to make a copy.': ['customer_search > customer_add'],
  'The answer groups by channel and priority what the write takes as rows.': [
    'customer_get_subscriptions_v1_1 > customer_update_subscriptions_v1_1',
  ],
  'The answer groups by entity what the write takes as rows; product_label_search_assignments shows the rows.': [
    'product_label_get_assignments > product_label_assign',
    'product_label_get_assignments > product_label_update_assignments',
  ],
  'The answer has the amounts, the number and the date of a bill in billDetails, and its lines otherwise.': [
    'customer_get_transactions > transaction_add',
    'customer_get_transactions > transaction_add_bulk',
    'transaction_get > transaction_add',
    'transaction_get > transaction_add_bulk',
    'transaction_get_by_bill_number > transaction_add',
    'transaction_get_by_bill_number > transaction_add_bulk',
  ],
  'The answer shows an answer to a question; the write names form, token and customer.': [
    'survey_get_response > survey_submit_responses',
  ],
};
