/** Reward vendors, beyond the inventory: outside suppliers of rewards, and how they are called. */
import { section } from '../define.js';
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { ownRewardBrandId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, severalIds, text } from '../schemas/values.js';
import * as answers from './reward-vendors.answers.js';
import {
  VENDOR_TYPES,
  vendorCreateBody,
  vendorRedemptionCreateBody,
  vendorRedemptionUpdateBody,
  vendorUpdateBody,
} from './reward-vendors.bodies.js';

export const rewardVendors = section('Reward vendors', REWARD_CATALOG);

const vendorId = () => ({ vendorId: idOf('rewardVendor', integer('Vendor id')) });
const brandId = () => ({ brandId: ownRewardBrandId() });
const redemptionId = () => ({ redemptionId: idOf('vendorRedemption', integer('Set-up to use, by id')) });
const direction = (about: string) => choice(['ASC', 'DESC'], about).optional();

const transfer = {
  name: 'issue',
  execOrder: 1,
  apiUrl: 'https://partner.example.com/miles',
  apiType: 'POST',
  apiBody: `{"member": "\${mobile}", "ref": "\${rewardTransactionId}"}`,
  contextKeys: { voucher: 'response.id' },
};

export const rewardVendorCreate = rewardVendors.post('api_gateway/rewards/core/v1/vendor/create', {
  tool: 'reward_vendor_create',
  title: 'Create a Vendor',
  summary:
    'Registers an outside supplier of rewards for a brand, such as an airline or a voucher partner. Nothing calls it yet: reward_vendor_redemption_create sets up how it fulfils a reward; for partner loyalty programs see partner_program_list.',
  version: 'v1',
  inInventory: false,
  body: vendorCreateBody,
  rules: [{ each: 'body', needs: ['vendorTypes'], when: { field: 'isEncryptionRequired', is: ['true'] } }],
  answer: answers.rewardVendorAnswer,
  effect: 'create',
  checkedBy: ['reward_vendor_list'],
  evidence: 'a vendor with this name',
  nextStep: 'The vendor fulfils nothing yet: set up how it is called with reward_vendor_redemption_create.',
  example: { body: { name: 'Sky Miles Co', code: 'SKY01', brandId: 77, type: 'REWARDS', rank: 6 } },
  sources: [
    'https://docs.capillarytech.com/reference/createvendor',
    'Create a Vendor, documentation September 2025: type POINTS, which the OpenAPI file of July 2026 lacks',
  ],
  keywords: [
    'new partner that sends out gifts for us',
    'add an airline to the points shop',
    'onboard a gift card supplier',
    'register a third party that fulfils perks',
    'voucher company we work with from now on',
    'set up an external merchant for redemptions',
    'connect an outside points system',
    'register a new supplier for gift cards',
    'add a reward vendor',
    'new supplier of vouchers',
  ],
});

export const rewardVendorUpdate = rewardVendors.put('api_gateway/rewards/core/v1/vendor/{vendorId}', {
  tool: 'reward_vendor_update',
  title: 'Update Vendor Metadata',
  summary:
    'Changes a supplier of rewards: name, rank, code, text, settings or pictures. Optional fields that are left out keep their value, null clears them; just to switch it on or off use reward_vendor_set_status.',
  version: 'v1',
  inInventory: false,
  path: vendorId,
  body: vendorUpdateBody,
  rules: [{ each: 'body', needs: ['vendorTypes'], when: { field: 'isEncryptionRequired', is: ['true'] } }],
  answer: answers.rewardVendorUpdateAnswer,
  effect: 'update',
  destructive: true,
  idempotent: true,
  checkedBy: ['reward_vendor_get'],
  example: { vendorId: 301, body: { name: 'Chai Corner', enabled: true, type: 'REWARDS', rank: 2 } },
  sources: [
    'https://docs.capillarytech.com/reference/update-vendor-metadata',
    'Update Vendor Metadata, an earlier page (putapi_gatewayrewardscorev1vendor119): the path with api_gateway',
  ],
  keywords: [
    'rename a gift supplier',
    'change the logo of a reward partner',
    'move a partner up in the list of suppliers',
    'edit the description of the voucher company',
    'new code for an external merchant',
    'remove the picture of a fulfilment partner',
    'change settings of the airline partner',
    'change the description or rank of a gift supplier',
    'edit a reward vendor',
  ],
});

export const rewardVendorSetStatus = rewardVendors.put(
  'api_gateway/rewards/core/v1/vendor/{vendorId}/status/{action}/brand/{brandId}',
  {
    tool: 'reward_vendor_set_status',
    title: 'Enable or disable a vendor',
    summary:
      'Switches a supplier of rewards on or off for a brand; while it is off, its rewards probably cannot be issued. It can be undone; to hide a single reward use reward_update, to stop one of its set-ups reward_vendor_redemption_update.',
    version: 'v1',
    inInventory: false,
    path: () => ({ ...vendorId(), action: choice(['enable', 'disable'], 'What to do'), ...brandId() }),
    answer: answers.rewardVendorSetStatusAnswer,
    effect: 'update',
    destructive: true,
    idempotent: true,
    checkedBy: ['reward_vendor_get'],
    evidence: 'enabled as it was to be',
    example: { vendorId: 301, action: 'disable', brandId: 77 },
    sources: [
      'https://docs.capillarytech.com/reference/enable-disable-vendor',
      'Enable or disable a vendor, documentation September 2025',
    ],
    keywords: [
      'pause a gift supplier',
      'stop working with a voucher partner',
      'partner is down, take it offline',
      'turn the airline partner back on',
      'deactivate an external merchant of the points shop',
      'switch off everything a supplier delivers',
      'bring back a fulfilment partner',
      'pause the gift card supplier',
      'enable or disable a supplier',
      'switch a reward vendor off',
    ],
  },
);

export const rewardVendorGet = rewardVendors.get('api_gateway/rewards/core/v1/vendor/{vendorId}/details', {
  tool: 'reward_vendor_get',
  title: 'Get Vendor Details',
  summary:
    'Reads ONE supplier of rewards: name, code, whether it is on, pictures and how many redemption set-ups it has; its settings are hidden. For all of a brand use reward_vendor_list, for the set-ups reward_list_vendor_redemptions.',
  version: 'v1',
  inInventory: false,
  path: vendorId,
  answer: answers.rewardVendorGetAnswer,
  effect: 'read',
  example: { vendorId: 301 },
  sources: [
    'https://docs.capillarytech.com/reference/get-vendor-explode-info',
    'Get Vendor Details, documentation September 2025',
  ],
  keywords: [
    'details of a gift supplier',
    'is the voucher partner switched on',
    'who is partner 301',
    'logo and description of a reward partner',
    'how many set-ups does the airline have',
    'look up an external merchant of the points shop',
    'code of a fulfilment partner',
    'one reward supplier by its id',
    'show the supplier of our gifts',
    'reward vendor details',
  ],
});

export const rewardVendorList = rewardVendors.get('api_gateway/rewards/core/v1/vendor/brand/{brandId}', {
  tool: 'reward_vendor_list',
  title: 'Get vendors of a brand',
  summary:
    'Lists the suppliers of rewards of a brand with id, name and code, also those without a set-up; not paged. How they are called is in reward_list_vendor_redemptions, whose ids reward_create takes.',
  version: 'v1',
  inInventory: false,
  path: brandId,
  query: () => ({
    enabled: boolean('true: only those switched on; false does not filter').optional(),
    code: idOf('rewardVendorCode', text('Code of a vendor')).optional(),
    type: choice(VENDOR_TYPES, 'POINTS: outside points systems').optional(),
    sortBy: choice(['lastUpdatedOn'], 'Field to sort by').optional(),
    orderBy: direction('Sort direction, default DESC'),
  }),
  answer: answers.rewardVendorListAnswer,
  effect: 'read',
  example: { brandId: 77 },
  sources: [
    'https://docs.capillarytech.com/reference/get-vendor-list-for-specific-brand',
    'Get vendors of a brand, documentation September 2025',
  ],
  keywords: [
    'all gift suppliers we work with',
    'which partners fulfil perks for this brand',
    'id of the airline partner',
    'find an external merchant by its code',
    'companies behind our points shop',
    'list voucher partners that are switched off',
    'do we have an outside points system',
    'suppliers that deliver the gifts of our brand',
    'list reward vendors',
    'which companies supply rewards',
  ],
});

export const rewardVendorRedemptionCreate = rewardVendors.post('api_gateway/rewards/core/v1/vendor/redemption/create', {
  tool: 'reward_vendor_redemption_create',
  title: 'Create Vendor Redemption',
  summary:
    "Sets up how a supplier fulfils rewards: the HTTP calls that Capillary makes to it at each issue, with customers' data, and what it keeps of the answers. No reward uses it until reward_create names it as vendorRedemption; for the supplier itself use reward_vendor_create.",
  version: 'v1',
  inInventory: false,
  body: vendorRedemptionCreateBody,
  answer: answers.rewardVendorRedemptionSavedAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_list_vendor_redemptions'],
  evidence: 'a set-up of this vendor with this name',
  nextStep: 'No reward uses the set-up yet: give its id as vendorRedemption to reward_create or reward_update.',
  example: {
    body: {
      brandId: 77,
      vendorId: 301,
      name: 'Miles transfer',
      redemptionType: 'MILES',
      actions: [transfer],
      responseKeys: ['voucher'],
    },
  },
  confidence: 'documented',
  sources: [
    'https://docs.capillarytech.com/reference/create-vendor-redemption-1',
    'https://docs.capillarytech.com/reference/create-vendor-redemption',
    'Create Vendor Redemption, documentation September 2025: nothing is starred; what is required here is in every sample',
  ],
  keywords: [
    'tell capillary how to call the voucher partner',
    'connect gift card issuing to a supplier api',
    'integrate an external coupon api with the points shop',
    'request that is sent to the airline when miles are claimed',
    'webhook to a partner for each redeemed gift',
    'where does the partner code of a reward come from',
    'wire a third party api to a new reward',
    'define how a supplier is called when a gift is ordered',
    'set up the calls to a voucher supplier',
    'new vendor redemption',
  ],
});

export const rewardVendorRedemptionUpdate = rewardVendors.put(
  'api_gateway/rewards/core/v1/vendor/redemption/{redemptionId}/brand/{brandId}',
  {
    tool: 'reward_vendor_redemption_update',
    title: 'Update Vendor Redemption',
    summary:
      'REPLACES how a supplier is called for rewards; those that use it follow at once. Send every call whole with its actionId: addresses, headers and bodies are hidden when read, so ask for them; to switch the supplier off use reward_vendor_set_status.',
    version: 'v1',
    inInventory: false,
    path: () => ({ ...redemptionId(), ...brandId() }),
    body: vendorRedemptionUpdateBody,
    answer: answers.rewardVendorRedemptionSavedAnswer,
    effect: 'update',
    destructive: true,
    idempotent: true,
    checkedBy: ['reward_vendor_redemption_get'],
    example: {
      redemptionId: 9,
      brandId: 77,
      body: {
        vendorId: 301,
        name: 'Tea vouchers',
        redemptionType: 'VOUCHER',
        enabled: true,
        actions: [{ actionId: 91, ...transfer, retryAction: true }],
        responseKeys: ['voucher'],
      },
    },
    confidence: 'documented',
    sources: [
      'https://docs.capillarytech.com/reference/update-vendor-redemption',
      'Update Vendor Redemption, documentation September 2025: the body, which the OpenAPI file of July 2026 lacks',
    ],
    keywords: [
      'supplier has a new api address',
      'change the credentials for the voucher partner',
      'stop one way a partner delivers gifts',
      'send another field to the airline',
      'retry if the gift card supplier fails',
      'edit the request to a reward partner',
      'partner moved to version 2 of its api',
      'change the call that orders vouchers from a supplier',
      "supplier's address has moved",
      'edit a vendor redemption',
      'partner changed its token, fix the integration',
      'update the integration of a reward vendor',
    ],
  },
);

export const rewardVendorRedemptionGet = rewardVendors.get(
  'api_gateway/rewards/core/v1/vendor/{vendorId}/redemption/{redemptionId}/brand/{brandId}',
  {
    tool: 'reward_vendor_redemption_get',
    title: 'Get vendor redemption by ID',
    summary:
      'Reads ONE redemption set-up of a supplier with the ids, order and keys of its calls; addresses, headers and bodies of the calls are hidden, because they hold credentials. For all set-ups use reward_list_vendor_redemptions.',
    version: 'v1',
    inInventory: false,
    path: () => ({ ...vendorId(), ...redemptionId(), ...brandId() }),
    answer: answers.rewardVendorRedemptionGetAnswer,
    effect: 'read',
    example: { vendorId: 301, redemptionId: 9, brandId: 77 },
    sources: [
      'https://docs.capillarytech.com/reference/get-list-of-vendor-redemption-details-by-vendor-id',
      'Get vendor redemption by ID, documentation September 2025',
    ],
    keywords: [
      'how is the voucher partner called',
      'which calls go to the airline for miles',
      'look at a set-up before changing it',
      'is the connection to a gift supplier in use',
      'action ids of a partner integration',
      'what do we keep of the answer of a supplier',
      'does it retry when the partner fails',
      'calls behind one supplier set-up',
      'one vendor redemption by its id',
      'which calls does a supplier hook-up make',
    ],
  },
);

export const rewardListVendorRedemptions = rewardVendors.get('api_gateway/rewards/core/v1/vendor/redemptions', {
  tool: 'reward_list_vendor_redemptions',
  title: 'Get all vendor redemptions',
  summary:
    'Lists the redemption set-ups of reward vendors, by vendor or kind, a page at a time: their ids are the vendorRedemption of reward_create. The requests to the vendor, with its credentials, are hidden; for the vendors themselves use reward_vendor_list.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    page: integer('Page, from 0', { min: 0 }),
    size: integer('Rows per page', { min: 1 }),
    vendorIds: idOf('rewardVendor', severalIds('Only of these vendors', 'integer')).optional(),
    redemptionType: choice(REDEMPTION_TYPES, 'Only of this kind').optional(),
    sortOn: text('Field to sort by: LAST_UPDATED_ON').optional(),
    order: direction('Sort direction, default ASC'),
  }),
  answer: answers.rewardListVendorRedemptionsAnswer,
  effect: 'read',
  whenEmpty: 'Vendors without a set-up are not here: reward_vendor_list has all vendors of a brand.',
  example: { page: 0, size: 10 },
  sources: [
    'https://docs.capillarytech.com/reference/get-vendor-redemptions-details',
    'Get Vendor Redemptions Details, documentation September 2025',
  ],
  keywords: [
    'which vendors deliver our rewards',
    'vendorRedemption id for a new reward',
    'vendor ids of the rewards catalog',
    'who supplies the gift cards in the points shop',
    'partners that fulfil rewards',
    'external voucher suppliers set up for rewards',
    'find the set-up of an airline miles partner',
    'all supplier set-ups',
    'list vendor redemptions',
    'supplier integrations for rewards',
  ],
});
