/** How the reads in `checkedBy` are called: with what the caller of the write knows. */
import { isObject } from '../../../src/lib/json.js';
import type { World } from '../../../src/sandbox/world/world.js';
import type { Definition } from '../../../src/tools/define.js';
import { apiJsonSchema } from '../../../src/tools/input.js';
import { valueAt } from '../support.js';
import { ASHA, ASHAS_MOBILE, first } from './people.js';
import type { Args, Do } from './sample.js';

/** Arguments that do not follow from names; `ask` calls other reads first, as the caller would. */
type Check = (write: Args, ask: Do, world: World) => Args | Promise<Args>;

const withStatistics: Check = (write) => ({
  badgeId: valueAt(write, 'body.badgeMetaId') ?? valueAt(write, 'badgeId'),
  includeStatistics: true,
});
const byRecipient: Check = () => ({ mobile: ASHAS_MOBILE });
const withPictures: Check = ({ customerId, userId }) => ({
  customerId: customerId ?? userId,
  source: 'INSTORE',
  embed: ['customerImage'],
});
const byMobile = (mobile: unknown): Args => ({ identifierName: 'mobile', identifierValue: mobile, source: 'INSTORE' });
const byCode: Check = (write) => ({ entityCodes: valueAt(write, 'body.0.sku') ?? valueAt(write, 'body.0.code') });
const groupMembers = (id: unknown): Args => ({ identifierName: 'id', identifierValue: String(id), source: 'INSTORE' });
const linking = (mobile: unknown): Args => ({ ...byMobile(mobile), activityType: 'linkingUpdates' });
const goodwill: Check = () => ({ type: 'GOODWILL', mobile: ASHAS_MOBILE });
const retro: Check = (_, __, world) => ({
  identifierName: 'id',
  identifierValue: String(first(world.requests, ({ type }) => type === 'RETRO').customerId),
  source: 'INSTORE',
});
const rewardsOf: Check = (write) => ({
  brandName: valueAt(write, 'body.brand'),
  username: write['username'],
  mobile: valueAt(write, 'body.mobile'),
});
const company: Check = (write) => ({
  associationEntityType: 'company',
  associationEntityIdentifierType: 'externalId',
  associationEntityIdentifierValue: valueAt(write, 'body.0.associationDetails.fleetCompany.externalId'),
  includeCustomerAssociateDetail: true,
  source: 'INSTORE',
});
const trackedEvents: Check = (write) => ({
  userId: valueAt(write, 'body.0.customerId'),
  targetRuleId: write['targetId'],
});
const progress: Check = (write) => ({ userId: valueAt(write, 'body.0.customerId') });
const ownProgress: Check = (write) => ({ userId: valueAt(write, 'body.0.customerId'), 'DATA-SCOPE': 'SELF' });
const ownProgram: Check = (_, __, world) => ({ programId: world.organisation.program.id });
const customerIdOf = async (mobile: unknown, ask: Do): Promise<unknown> =>
  valueAt(await ask('customer_get_id', byMobile(mobile)), 'entity');

/** The customer of a transaction of the rewards catalog. */
const recipientOf = async (write: Args, ask: Do): Promise<unknown> =>
  valueAt(
    await ask('reward_get_transaction', { rewardTransactionId: valueAt(write, 'body.txnId') }),
    'data.customerId',
  );
const mobileOf = (world: World, customerId: number): unknown =>
  world.customers[customerId]?.profiles[0]?.identifiers.find(({ type }) => type === 'mobile')?.value;

/** By `write > read`. */
const CHECKS: Readonly<Record<string, Check>> = {
  'badge_earn_bulk > badge_get_for_customer': (write) => ({
    customerId: valueAt(write, 'body.customerIds.0'),
    badgeType: 'EARNED',
  }),
  'badge_earn_bulk > badge_get': withStatistics,
  'badge_enroll_customers > badge_get': withStatistics,
  'badge_revoke_enrolment > badge_get': withStatistics,
  'badge_revoke_earned > badge_get': withStatistics,
  'cart_promotion_issue_bulk > cart_promotion_list_for_customer': (write) => ({
    customerId: valueAt(write, 'body.0'),
  }),
  'cart_promotion_link_code > cart_promotion_get_codes': (write) => ({
    codes: [valueAt(write, 'body.code')],
    mode: valueAt(write, 'body.mode'),
  }),
  'communication_send_sms_v1_1 > customer_get_interactions_v1_1': byRecipient,
  'communication_send_email_v1_1 > customer_get_interactions_v1_1': byRecipient,
  'communication_send_email > customer_get_interactions_v1_1': byRecipient,
  'communication_send_message > customer_get_interactions_v1_1': byRecipient,
  'communication_resend > customer_get_interactions_v1_1': byRecipient,
  'coupon_update_expiry > coupon_get': (write) => ({ couponCodes: [valueAt(write, 'body.couponCodes.0.couponCode')] }),
  'coupon_update_expiry > customer_list_coupons': byRecipient,
  'coupon_revoke > customer_list_coupons': () => ({ mobile: ASHAS_MOBILE, status: 'ACTIVE' }),
  'coupon_issue_multiple > customer_list_coupons': byRecipient,
  'coupon_reactivate > customer_list_coupons': () => ({ mobile: ASHAS_MOBILE }),
  'coupon_update_redemption > customer_get_redemptions_v1_1': byRecipient,
  'coupon_reactivate > customer_get_redemptions_v1_1': () => ({ mobile: ASHAS_MOBILE }),
  'customer_add_image > customer_get': withPictures,
  'customer_adjust_tier > customer_get_tier': ({ identifierValue }) => ({ userId: identifierValue }),
  'customer_delete_image > customer_get': withPictures,
  'customer_associate > customer_get_hierarchy': company,
  'customer_update_association > customer_get_hierarchy': company,
  'customer_lookup_add_image > customer_lookup_get_details': ({ identifierName, identifierValue, source }) => ({
    identifierName,
    identifierValue,
    source,
    embed: ['customerImage'],
  }),
  'customer_lookup_update_status > customer_get_status_log': async ({ identifierValue }, ask) => ({
    userId: await customerIdOf(identifierValue, ask),
  }),
  'customer_update_identity_v1_1 > customer_get_identifier_change_requests': async (write, ask) => ({
    customerId: await customerIdOf(valueAt(write, 'body.root.customer.0.old_value'), ask),
  }),
  'loyalty_promotion_enrol_members > loyalty_promotion_get_for_member': async (write, ask) => ({
    memberId: await customerIdOf(valueAt(write, 'body.customer.identifierValue'), ask),
    promotionId: valueAt(write, 'body.promotion.promotionId'),
  }),
  'loyalty_promotion_revoke_enrolment > loyalty_promotion_get_for_member': async (write, ask) => ({
    memberId: await customerIdOf(valueAt(write, 'body.customers.0.identifierValue'), ask),
    promotionId: valueAt(write, 'body.promotion.promotionId'),
  }),
  'partner_program_link_customer > partner_program_get_customer_activity': (write) =>
    linking(valueAt(write, 'body.linkCustomers.0.customer.mobile')),
  'partner_program_update_customer > partner_program_get_customer_activity': (write) =>
    linking(valueAt(write, 'body.customersPartnerUpdates.0.customer.mobile')),
  'partner_program_delink_customer > partner_program_get_customer_activity': (write) =>
    linking(valueAt(write, 'body.deLinkCustomers.0.customer.mobile')),
  'pii_deletion_request > pii_deletion_get_requests': (write) => ({
    requestType: valueAt(write, 'body.type'),
    requestSubType: valueAt(write, 'body.baseType'),
  }),
  'points_redeem_by_customer_id > customer_get_redemptions_v1_1': byRecipient,
  'points_deduct > points_ledger_get_entries': () => byMobile(ASHAS_MOBILE),
  'points_allocate_bulk > points_ledger_get_entries': () => byMobile(ASHAS_MOBILE),
  'points_update_redemption > customer_get_redemptions_v1_1': byRecipient,
  'points_update_expiry > points_ledger_get_expiry_updates': () => ({ customerId: ASHA }),
  'points_update_expiry > customer_get_points_expiry_schedule': () => ({ userId: ASHA }),
  'points_transfer_group > points_get_transfers': (write) => ({
    identifierName: 'id',
    identifierValue: valueAt(write, 'body.toEntity.identifierValue'),
    source: 'INSTORE',
  }),
  'points_transfer_group > user_group_get_ledger': (write) => ({
    type: 'USERGROUP2',
    identifierName: valueAt(write, 'body.fromEntity.identifierType'),
    identifierValue: valueAt(write, 'body.fromEntity.identifierValue'),
    source: 'INSTORE',
  }),
  'product_add_attribute_values > product_get_attribute_values': async (write, ask) => attributeValues(write, ask),
  'product_update_attribute_values > product_get_attribute_values': async (write, ask) => attributeValues(write, ask),
  'product_update_skus > product_search_skus': byCode,
  'product_update_categories > product_search_categories': byCode,
  'promotion_create > customer_lookup_get_promotions': () => byMobile(ASHAS_MOBILE),
  'request_add > request_get_details': (write) => ({
    requestType: valueAt(write, 'body.type'),
    requestSubType: valueAt(write, 'body.baseType'),
  }),
  'request_approve_v1_1 > request_get_v1_1': goodwill,
  'request_reject_v1_1 > request_get_v1_1': goodwill,
  'request_approve_retro_v1_1 > customer_lookup_get_retro_requests': retro,
  'coupon_update_series > coupon_get_series': ({ id }) => ({ ids: [id] }),
  'reward_fulfillment_update > reward_get_purchased_by_user': (write, _, world) => {
    const issue = world.rewardIssues[Number(valueAt(write, 'body.transactions.0.transactionId'))];
    const customer = issue && world.customers[issue.customerId];
    const mobile = customer?.profiles[0]?.identifiers.find(({ type }) => type === 'mobile')?.value;
    return { brandName: world.rewardBrands[77]?.name, mobile };
  },
  'reward_issue > reward_get_purchased_by_user': rewardsOf,
  'reward_issue_bulk > reward_get_purchased_by_user': rewardsOf,
  'reward_revoke > points_ledger_get_entries': async (write, ask) => ({
    identifierName: 'id',
    identifierValue: String(await recipientOf(write, ask)),
    source: 'INSTORE',
  }),
  'reward_revoke > reward_get_purchased_by_user': async (write, ask, world) => ({
    brandName: 'Meridian Threads',
    mobile: mobileOf(world, Number(await recipientOf(write, ask))),
  }),
  'reward_reminder_update > reward_reminder_list': () => ({}),
  'reward_vendor_redemption_create > reward_list_vendor_redemptions': () => ({ page: 0, size: 50 }),
  'staff_change_identifier > staff_get': async (write, ask) => ({
    [TOKEN]: await staffToken(ask),
    [String(valueAt(write, 'body.type'))]: valueAt(write, 'body.identifier'),
  }),
  'staff_remove > staff_list_of_store': () => ({ storeCode: 'blr01' }),
  'target_enroll_customer > target_get_tracked_events': trackedEvents,
  'target_enroll_customer > target_group_get_for_user': progress,
  'target_enroll_customer_with_scope > target_group_get_for_user_with_scope': ownProgress,
  'target_unenroll_customer > target_get_tracked_events': trackedEvents,
  'target_unenroll_customer > target_group_get_for_user': progress,
  'target_unenroll_customer_with_scope > target_group_get_for_user_with_scope': ownProgress,
  'tier_update > tier_list': ownProgram,
  'tier_delete > tier_list': ownProgram,
  'tier_submit > tier_list': ownProgram,
  'tier_approve > tier_list': ownProgram,
  'transaction_add_v1_1 > customer_get_transactions': async (write, ask) => ({
    id: await customerIdOf(valueAt(write, 'body.root.transaction.0.customer.mobile'), ask),
  }),
  'transaction_add_with_local_currency_v1_1 > customer_get_transactions': async (write, ask) => ({
    id: await customerIdOf(valueAt(write, 'body.root.transaction.0.customer.mobile'), ask),
  }),
  'transaction_add_bulk > customer_get_transactions': async (write, ask) => ({
    id: await customerIdOf(valueAt(write, 'body.0.identifierValue'), ask),
  }),
  'transaction_add > customer_get_transactions': async ({ identifierValue }, ask) => ({
    id: await customerIdOf(identifierValue, ask),
  }),
  'custom_field_set_value > organization_get_hierarchy': () => ({ fetchCustomFields: true }),
  'user_group_update_permissions > user_group_get_members_with_cards': (write) => groupMembers(write['id']),
  'user_group_update > user_group_get': (write) => ({ id: valueAt(write, 'body.id') }),
  'user_group_join > user_group_get_members_with_cards': (write) => groupMembers(write['id']),
  'user_group_remove_member > user_group_get_members_with_cards': ({ groupId }) => groupMembers(groupId),
  'user_group_transfer_member > user_group_get_members_with_cards': (write) =>
    groupMembers(valueAt(write, 'body.joinGroupId')),
};

async function attributeValues(write: Args, ask: Do): Promise<Args> {
  const answer = await ask('product_search_attributes', { entityCodes: valueAt(write, 'body.0.attributeCode') });
  return { attributeId: valueAt(answer, 'data.0.id') };
}

/** Reads, by `write > read`, that show nothing new after the write of the sample, and why. */
export const NOT_SHOWN: Readonly<Record<string, string>> = {
  'badge_create > badge_get': 'needs the id, which badge_list shows',
  'product_add_attributes_v1_1 > product_get_attribute_values': 'needs the id, which product_search_attributes shows',
  'transaction_update_v1_1 > transaction_get': 'the sample converts a bill, which gets a new id',
  'transaction_update > transaction_get_by_bill_number':
    'the sample knows the bill by its id, as transaction_get needs',
};

/**
 * Reads that do not end the hold of a call whose outcome is unknown: they name the thing in a way that the write does not,
 * or another thing than the one that the write is about. The caller then reads further, or passes `again`. It may only shrink.
 */
export const ENDS_NO_HOLD: ReadonlySet<string> = new Set([
  'badge_enroll_customers > badge_get',
  'badge_revoke_enrolment > badge_get',
  'badge_earn_bulk > badge_get',
  'cart_promotion_link_code > cart_promotion_get_codes',
  'customer_update_identity_v1_1 > customer_get_identifier_change_requests',
  'customer_associate > customer_get_hierarchy',
  'product_add_attribute_values > product_get_attribute_values',
  'reward_revoke > points_ledger_get_entries',
  'staff_add > staff_get',
  'user_group_add > user_group_search',
]);

/** Names of parameters that mean the same. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['customerid', 'userid', 'memberid', 'customers', 'customerids', 'userids'],
  ['number', 'cardnumber'],
  ['billnumber', 'transactionnumber', 'number'],
  ['badgeid', 'badgemetaid', 'id'],
  ['name', 'keyname'],
  ['eventname', 'name'],
  ['entityids', 'entityid'],
  ['targetgroupid', 'groupid'],
  ['taskid', 'id'],
  ['q', 'groupname'],
];

const CUSTOMER_IDENTIFIERS = ['mobile', 'email', 'externalId', 'external_id', 'cardNumber', 'card_number'];

/**
 * The arguments of the read.
 *
 * @returns undefined if the write has no value for a required argument
 */
export async function checkArguments(
  { tool }: Definition,
  read: Definition,
  write: Args,
  { ask, world }: { ask: Do; world: World },
): Promise<Args | undefined> {
  const explicit = CHECKS[`${tool} > ${read.tool}`];
  if (explicit) return explicit(write, ask, world);
  const { properties, required } = apiJsonSchema(read);
  const known = leavesOf(write);
  const args: Args = {};
  for (const name of Array.isArray(required) ? required.map(String) : []) {
    const value = name === TOKEN ? await staffToken(ask) : findValue(known, name, read);
    if (value === undefined) return undefined;
    args[name] = value;
  }
  if (Object.keys(args).length > 0 && !(TOKEN in args)) return args;
  // A read by any one of several identifiers.
  const identifier = ['username', ...CUSTOMER_IDENTIFIERS].find(
    (name) => name in properties && findLeaf(known, [normalize(name)]) !== undefined,
  );
  if (identifier !== undefined) return { ...args, [identifier]: findLeaf(known, [normalize(identifier)]) };
  const id = 'mobile' in properties && 'id' in properties ? findLeaf(known, SYNONYMS[0] ?? []) : undefined;
  return { ...args, ...(id !== undefined && { id }) };
}

type Leaf = [name: string, value: unknown];

const normalize = (name: string): string => name.replace(/[^a-z0-9]/gi, '').toLowerCase();

/** All texts and numbers with their normalized names; `{type: 'MOBILE', value}` counts as `mobile`, too. */
function leavesOf(value: unknown, name = ''): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((element) => leavesOf(element, name));
  if (!isObject(value)) return [[normalize(name), value]];
  const { type, value: typed } = value;
  const pair: Leaf[] = typeof type === 'string' && typed !== undefined ? [[normalize(type), typed]] : [];
  return [...pair, ...Object.entries(value).flatMap(([key, each]) => leavesOf(each, key))];
}

const findLeaf = (known: readonly Leaf[], names: readonly string[]): unknown =>
  known.find(([name]) => names.includes(name))?.[1];

function findValue(known: readonly Leaf[], name: string, read: Definition): unknown {
  const normalized = normalize(name);
  const own = findLeaf(known, [normalized]);
  if (own !== undefined && normalized !== 'id') return own;
  if (normalized === 'source') return 'INSTORE';
  if (normalized === 'identifiername') return identifierOf(known)?.[0];
  if (normalized === 'identifiervalue') return identifierOf(known)?.[1];
  const isCustomer = new RegExp(`customers?/\\{${name}\\}`).test(read.path);
  const synonyms = SYNONYMS.filter((names) => names[0] === (isCustomer ? 'customerid' : normalized)).flat();
  return findLeaf(known, synonyms) ?? findLeaf(known, isCustomer ? ['id'] : []) ?? own;
}

function identifierOf(known: readonly Leaf[]): [string, string] | undefined {
  for (const [names, identifier] of [
    [['mobile'], 'mobile'],
    [['email'], 'email'],
    [['externalid'], 'externalId'],
    [['customerid', 'userid', 'id'], 'id'],
  ] as const) {
    const value = findLeaf(known, names);
    if (value !== undefined) return [identifier, String(value)];
  }
  return undefined;
}

const TOKEN = 'X-CAP-API-ACCESS-TOKEN';

/** A token of somebody else than the account that is changed. */
const staffToken = async (ask: Do): Promise<unknown> => valueAt(await ask('staff_get_access_token', {}), 'entity');
