/** Delivery states, groups, rich-text fields and vendors as answers show them. */
import type { rewardFulfillmentStatusList, rewardFulfillmentUpdate } from '../../../tools/beyond/reward-fulfillment.js';
import type { rewardGroupGet } from '../../../tools/beyond/reward-groups.js';
import type { rewardRichTextFieldCreate } from '../../../tools/beyond/reward-rich-content.js';
import type {
  rewardListVendorRedemptions,
  rewardVendorCreate,
  rewardVendorRedemptionCreate,
} from '../../../tools/beyond/reward-vendors.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { toAuthorshipJson, toEpochsJson } from './authorship.js';
import type {
  FulfillmentStatus,
  RewardGroup,
  RewardVendor,
  RichTextField,
  VendorAction,
  VendorRedemption,
} from './back-office-state.js';
import { fulfillmentStatusOf } from './fulfillment.js';
import type { RewardIssue } from './state.js';

type StatusJson = ElementOf<Answer<typeof rewardFulfillmentStatusList>>;
type VendorJson = PartOf<Answer<typeof rewardVendorCreate>, 'vendor'>;
type RedemptionJson = RowOf<typeof rewardListVendorRedemptions, 'redemptionList'>;
type ActionJson = ElementOf<PartOf<RedemptionJson, 'redemptionActionList'>>;

/** A state that was just made, of which the API does not answer the id. */
export function toNewStatusJson(world: World, status: FulfillmentStatus): StatusJson {
  const { name, enabled: isEnabled } = status;
  return { orgId: world.organisation.id, name, isEnabled, ...toAuthorshipJson(status) };
}

export const toStatusJson = (world: World, status: FulfillmentStatus): StatusJson => ({
  id: status.id,
  ...toNewStatusJson(world, status),
});

/** An issued reward, with what is recorded about it. */
export function toFulfilledJson(
  world: World,
  issue: RewardIssue,
): RowOf<typeof rewardFulfillmentUpdate, 'transactions'> {
  const { id: transactionId, rewardId, customerId, customFields } = issue;
  const status = fulfillmentStatusOf(world, issue);
  return {
    transactionId,
    rewardId,
    customerId,
    fulfillmentDetails: status ? { id: status.id, status: status.name } : null,
    transactionCustomFields: customFields,
  };
}

export function toGroupJson(world: World, group: RewardGroup): Answer<typeof rewardGroupGet> {
  const { id, name, rank, active: isActive } = group;
  return { id, orgId: world.organisation.id, name, rank, isActive, ...toAuthorshipJson(group) };
}

export function toRichTextFieldJson(field: RichTextField): Answer<typeof rewardRichTextFieldCreate> {
  const { id, name, description, isMandatory, isActive, defaultValue } = field;
  return { id, name, description, isMandatory, isActive, scope: 'REWARD', defaultValue, ...toEpochsJson(field) };
}

const MASK = '********';

/** A vendor. The API masks its settings. */
export function toVendorJson(vendor: RewardVendor): VendorJson {
  const { id, name, code, brandId, enabled, type, rank, description, images, videos, encryptionRequired } = vendor;
  return {
    id,
    name,
    brandId,
    enabled,
    vendorTypes: vendor.integrations,
    vendorDetails: Object.fromEntries(Object.keys(vendor.settings).map((key) => [key, MASK])),
    type,
    rank,
    code,
    description,
    images,
    videos,
    encryptionRequired,
    ...toAuthorshipJson(vendor),
  };
}

/** A set-up without its calls. */
export function toSavedRedemptionJson(
  redemption: VendorRedemption,
): PartOf<Answer<typeof rewardVendorRedemptionCreate>, 'redemption'> {
  const { id, name, redemptionType, enabled, actions } = redemption;
  return { id, name, redemptionType, enabled, actionCount: actions.length, ...toAuthorshipJson(redemption) };
}

/** A set-up with its calls to the vendor, whose headers hold the vendor's credentials. */
export const toVendorRedemptionJson = (world: World, redemption: VendorRedemption): RedemptionJson => ({
  ...toSavedRedemptionJson(redemption),
  vendorId: redemption.vendorId,
  vendorName: world.rewardVendors[redemption.vendorId]?.name ?? null,
  responseKeys: redemption.responseKeys,
  redemptionActionList: redemption.actions.map(toActionJson),
});

const toActionJson = (action: VendorAction): ActionJson => ({ ...action });
