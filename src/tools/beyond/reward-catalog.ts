/** Reward catalog, beyond the inventory: what its ids and names refer to. */
import { section } from '../define.js';
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, list, object, severalIds, text, textOrNumber } from '../schemas/values.js';
import * as answers from './reward-catalog.answers.js';

export const rewardCatalogBeyond = section('Reward catalog', REWARD_CATALOG);

const direction = (about: string) => choice(['ASC', 'DESC'], about).optional();

export const rewardListBrands = rewardCatalogBeyond.post('api_gateway/rewards/core/v1/brand/getAll', {
  tool: 'reward_list_brands',
  title: 'Retrieve Brand ID',
  summary:
    'Lists the brands of the rewards catalog with id and name, which nearly every reward tool needs: some take the id, others the name. It changes nothing; for the brands of products use product_search_brands.',
  version: 'v1',
  inInventory: false,
  body: () =>
    object({
      orgIds: fromConnection(
        'organizationId',
        idOf('organization', list(integer(), 'Id of the organization, in a list')),
      ),
    }),
  answer: answers.rewardListBrandsAnswer,
  effect: 'read',
  confidence: 'partial',
  example: { body: { orgIds: [100900] } },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-brand-id',
    'Retrieve Brand ID, documentation September 2025: orgIds is mandatory and in the body; the OpenAPI file of July 2026 has it in the query',
  ],
  keywords: [
    'brand id of the rewards catalog',
    'which brand name do reward tools want',
    'find brandId',
    'find brandName for a points shop',
    'which brands have a rewards shop',
    'list the catalogs of gifts we run',
    'id of our brand in the redemption catalogue',
  ],
});

export const rewardListCategories = rewardCatalogBeyond.get(
  'api_gateway/rewards/core/v1/metadata/categories/brand/{brandId}',
  {
    tool: 'reward_list_categories',
    title: 'Get reward categories',
    summary:
      'Lists the reward categories of a brand with id, name and whether they are in use; reward_create and the filters of reward_list_for_user refer to them. For categories of products use product_search_categories.',
    version: 'v1',
    inInventory: false,
    path: () => ({ brandId: idOf('rewardBrand', textOrNumber('Brand of the rewards catalog, by id or by name')) }),
    query: () => ({
      sortBy: choice(['lastUpdatedOn'], 'Field to sort by').optional(),
      orderBy: direction('Sort direction, default DESC'),
    }),
    answer: answers.rewardListCategoriesAnswer,
    effect: 'read',
    example: { brandId: 77 },
    sources: [
      'https://docs.capillarytech.com/reference/get-reward-category',
      'Get Reward Category, documentation September 2025',
    ],
    keywords: [
      'category id of a reward',
      'which categories does the points shop have',
      'groups of gifts such as travel or vouchers',
      'sections of the redemption catalogue',
      'turn a reward category name into its id',
      'is the travel category switched on for rewards',
      'where can a new gift be filed',
    ],
  },
);

export const rewardListVendorRedemptions = rewardCatalogBeyond.get('api_gateway/rewards/core/v1/vendor/redemptions', {
  tool: 'reward_list_vendor_redemptions',
  title: 'Get all vendor redemptions',
  summary:
    'Lists the redemption set-ups of reward vendors, by vendor or kind, a page at a time: their ids are the vendorRedemption of reward_create. The requests to the vendor, with its credentials, are hidden.',
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
  // The headers are hidden everywhere; templates of bodies and addresses hold keys, too.
  answer: answers.rewardListVendorRedemptionsAnswer,
  effect: 'read',
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
  ],
});
