/** Request bodies of Reward vendors. */
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { ownRewardBrandId } from '../schemas/common.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { boolean, choice, integer, keyValues, list, object, plainChoice, text } from '../schemas/values.js';

/** REWARDS fulfils rewards; POINTS is an outside points system. */
export const VENDOR_TYPES = ['REWARDS', 'POINTS'] as const;

const vendorFile = () =>
  object({
    name: text('Unique'),
    altText: text().optional(),
    id: idOf('uploadedFile', text('Handle of the uploaded file')).optional(),
    url: text('Address elsewhere').optional(),
    isExternal: boolean('true for url'),
  });

const settings = (about: string) => secret(keyValues(about));
const integrations = () => list(text(), 'Special integrations; needed with isEncryptionRequired');

export const vendorCreateBody = () =>
  object({
    name: text('Unique', 255),
    brandId: ownRewardBrandId('Brand of the rewards catalog'),
    type: choice(VENDOR_TYPES, 'POINTS: an outside points system, one per brand'),
    code: text('Unique; made up if absent', 255).optional(),
    rank: integer('Place in lists', { min: 1 }).optional(),
    description: text(undefined, 1034).optional(),
    enabled: boolean('In use').optional(),
    isEncryptionRequired: boolean('true encrypts the traffic').optional(),
    vendorTypes: integrations().optional(),
    vendorDetails: settings('Settings, stored encrypted: { name: text }').optional(),
    images: list(vendorFile(), 'At most 5').optional(),
    videos: list(vendorFile(), 'At most 2').optional(),
  });

export const vendorUpdateBody = () =>
  object({
    name: text('Unique', 255),
    enabled: boolean('In use'),
    type: choice(VENDOR_TYPES, 'Fixed for POINTS'),
    rank: integer('Place in lists', { min: 1 }).nullable().optional(),
    code: text('Unique; null makes one up', 255).nullable().optional(),
    description: text(undefined, 1034).nullable().optional(),
    isEncryptionRequired: boolean('true encrypts the traffic').optional(),
    vendorTypes: integrations().nullable().optional(),
    vendorDetails: settings('ALL settings; leave out what was read, which is masked').nullable().optional(),
    images: list(vendorFile(), 'All images, at most 5').nullable().optional(),
    videos: list(vendorFile(), 'All videos, at most 2').nullable().optional(),
  });

/** A call to the vendor. */
const vendorAction = () => ({
  name: text('Of the call'),
  execOrder: integer('Place among the calls'),
  apiUrl: text('Address that is called'),
  apiType: text('HTTP method'),
  apiBody: text(`Template; placeholders such as \${mobile}, \${rewardTransactionId}, \${customfield_NAME}`).optional(),
  apiHeaders: secret(keyValues('Headers; may hold a credential')).optional(),
  contextKeys: keyValues('{ key: path in the answer, e.g. response.coupon.code }').optional(),
  retryAction: boolean('true repeats it if it fails').optional(),
  enabled: boolean('In use').optional(),
});

const redemptionType = () =>
  plainChoice(REDEMPTION_TYPES, 'What the customer receives, as in reward_create: VOUCHER, MILES …');
const responseKeys = () => list(text(), 'contextKeys that the issue answers');

export const vendorRedemptionCreateBody = () =>
  object({
    brandId: ownRewardBrandId('Brand of the rewards catalog'),
    vendorId: idOf('rewardVendor', integer('Vendor of the brand')),
    name: text('Of the set-up'),
    redemptionType: redemptionType(),
    enabled: boolean('In use').optional(),
    actions: list(object(vendorAction()), 'Calls that fulfil a reward'),
    responseKeys: responseKeys().optional(),
  });

export const vendorRedemptionUpdateBody = () =>
  object({
    vendorId: idOf('rewardVendor', integer('Vendor of the brand')),
    name: text('Of the set-up').optional(),
    redemptionType: redemptionType(),
    enabled: boolean('In use').optional(),
    actions: list(
      object({
        actionId: idOf('vendorAction', integer('Call to change; others may be added')).optional(),
        ...vendorAction(),
        apiBodyField: text('Copy of apiBody').optional(),
      }),
      'All calls, whole',
    ),
    responseKeys: responseKeys().optional(),
  });
