/** Reward catalog, beyond the inventory: rewards as they are set up, and what ids and names refer to. */
import { section } from '../define.js';
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { ownRewardBrandId } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, choice, custom, integer, list, object, severalIds, text, textOrNumber } from '../schemas/values.js';
import * as answers from './reward-catalog.answers.js';

export const rewardCatalogBeyond = section('Reward catalog', REWARD_CATALOG);

const direction = (about: string) => choice(['ASC', 'DESC'], about).optional();
const brandId = () => ({ brandId: ownRewardBrandId() });
const language = () => text('Language of the texts, ISO code; default en').optional();

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
    path: () => ({
      brandId: fromConnection(
        'rewardBrandId',
        idOf('rewardBrand', textOrNumber('Brand of the rewards catalog, by id or by name')),
      ),
    }),
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
      'list reward categories',
      'which categories of rewards exist',
    ],
  },
);

export const rewardGet = rewardCatalogBeyond.get('api_gateway/rewards/core/v1/reward/{rewardId}/brand/{brandId}', {
  tool: 'reward_get',
  title: 'Get reward details by ID',
  summary:
    'Reads one reward as it is set up: texts in every language, dates, prices, limits, who may get it, owners; call it before reward_update. For what a customer sees and may still get use reward_get_for_user.',
  version: 'v1',
  inInventory: false,
  path: () => ({ rewardId: idOf('reward', integer('Reward id')), ...brandId() }),
  answer: answers.rewardGetAnswer,
  effect: 'read',
  example: { rewardId: 98101, brandId: 77 },
  sources: [
    'https://docs.capillarytech.com/reference/get-reward-details-by-id',
    'Get reward details by ID, documentation September 2025',
  ],
  keywords: [
    'all settings of one reward',
    'look at a gift before changing it',
    'what is configured for this item of the points shop',
    'texts of a reward in every language',
    'which tiers or labels a gift is limited to',
    'coupon series behind a reward',
    'what limits are set on this gift',
    'is this reward switched on',
    'whole set-up of one reward with its texts and limits',
    'reward by its id, as configured',
    'reward details for the manager',
    'open one reward as an admin',
    'configuration of a reward',
    'everything configured for one reward',
    'full definition of a reward',
  ],
});

export const rewardSearch = rewardCatalogBeyond.get('api_gateway/rewards/core/v1/reward/list/brand/{brandId}', {
  tool: 'reward_search',
  title: 'Get all brand rewards (filtered list)',
  summary:
    "Searches a brand's rewards for catalog managers: by part of the name, state, kind, vendor, group, owner or dates, a page at a time. For what a customer may get use reward_list_for_user; without filters reward_list_for_brand does, too.",
  version: 'v1',
  inInventory: false,
  path: brandId,
  query: () => ({
    rewardName: text('Part of the name').optional(),
    rewardStatus: choice(['LIVE', 'UPCOMING', 'ENDED'], 'State').optional(),
    redemptionType: choice(REDEMPTION_TYPES, 'Kind').optional(),
    vendorIds: idOf('rewardVendor', severalIds('Vendors; one page calls it vendorId', 'integer')).optional(),
    enabled: boolean('true: switched on').optional(),
    groupName: idOf('rewardGroup', text('Name of the group')).optional(),
    ownerType: text(
      'Module that gives it out: Loyalty program, Milestones, Campaigns, Journeys or Goodwill',
    ).optional(),
    ownerId: idOf('owningRecord', textOrNumber('Record of that module')).optional(),
    startDate: epoch({ unit: 'milliseconds' }, 'On offer at some time from here; needs endDate').optional(),
    endDate: epoch({ unit: 'milliseconds' }, 'Until here; needs startDate').optional(),
    language: language(),
    page: integer('Page, from 0', { min: 0 }).optional(),
    size: integer('Rows per page; default 100', { min: 1 }).optional(),
  }),
  answer: answers.rewardSearchAnswer,
  effect: 'read',
  limits: { pagination: 'page from 0, size 100' },
  example: { brandId: 77, rewardName: 'hundred' },
  sources: [
    'https://docs.capillarytech.com/reference/get-reward-list',
    'Get reward list, documentation September 2025: most filters are only on this page',
  ],
  keywords: [
    'find a gift by its name',
    'which rewards come from this vendor',
    'rewards that ended last year',
    'switched-off items of the points shop',
    'all physical gifts',
    'rewards of one group',
    'upcoming rewards',
    'search the redemption catalogue',
    'rewards that a milestone or campaign may give',
    'all rewards of a vendor that are switched off',
    'rewards that expire this month',
    'search rewards by name, vendor or status',
    'which rewards end soon',
    'filter the rewards of our brand',
    'rewards that are not active',
  ],
});

const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/;

/** A time to the minute: the API refuses one with seconds. */
const minute = (about: string) =>
  dateTime(
    { zone: 'utc' },
    custom<string>(
      'a UTC time to the minute such as 2026-01-31T18:30Z',
      (input) => typeof input === 'string' && MINUTE.test(input),
      { type: 'string', description: `${about}; ISO 8601 UTC without seconds: YYYY-MM-DDTHH:MMZ` },
    ),
  );

export const rewardListForPromotion = rewardCatalogBeyond.get(
  'api_gateway/rewards/core/v1/reward/brand/{brandId}/available',
  {
    tool: 'reward_list_for_promotion',
    title: 'Get available brand rewards',
    summary:
      'Lists the rewards of a brand that are in no catalog promotion in a period, for reward_create_promotion, which refuses linked, ended and disabled ones. For what customers may get use reward_list_for_user.',
    version: 'v1',
    inInventory: false,
    path: brandId,
    query: () => ({ startDate: minute('From'), endDate: minute('Until'), language: language() }),
    answer: answers.rewardListForPromotionAnswer,
    effect: 'read',
    example: { brandId: 77, startDate: '2026-05-10T00:00Z', endDate: '2026-06-10T00:00Z' },
    sources: [
      'https://docs.capillarytech.com/reference/get-available-brand-rewards',
      'Get available brand rewards, documentation September 2025: its samples have ended and disabled rewards, too',
    ],
    keywords: [
      'which gifts can still be discounted',
      'rewards free for a points sale',
      'gifts that are in no sale in june',
      'what can go into the next reward promotion',
      'rewards not yet on offer at a lower price',
      'pick gifts for a sale in the rewards shop',
      'gifts that can still be put on sale',
      'which rewards can go into a promotion',
      'rewards that may still be added to a catalog promotion',
    ],
  },
);

export const rewardCreateCategory = rewardCatalogBeyond.post('api_gateway/rewards/core/v1/metadata/category/create', {
  tool: 'reward_create_category',
  title: 'Create Reward Category',
  summary:
    'Adds a category, in use at once, to the rewards catalog of a brand. For categories of products use product_add_categories; a reward group, which has ranks, is something else.',
  version: 'v1',
  inInventory: false,
  body: () => object({ ...brandId(), name: text('Customers filter by it; at most 255 characters') }),
  answer: answers.rewardCreateCategoryAnswer,
  effect: 'create',
  checkedBy: ['reward_list_categories'],
  evidence: 'a category with this name',
  nextStep: 'No reward is in the category yet: put its id into categories of reward_create or reward_update.',
  example: { body: { brandId: 77, name: 'travel' } },
  sources: [
    'https://docs.capillarytech.com/reference/create-reward-category',
    'https://docs.capillarytech.com/docs/rewards-catalog-settings',
  ],
  keywords: [
    'new category of gifts',
    'add a section to the points shop',
    'file rewards under travel',
    'make a shelf for vouchers in the redemption catalogue',
    'group rewards by theme so shoppers can filter',
    'another heading in the rewards shop',
    'add a section to the rewards shop',
    'new reward category',
    'create a category such as travel for gifts',
  ],
});

export const rewardUpdateCategoryStatus = rewardCatalogBeyond.put(
  'api_gateway/rewards/core/v1/metadata/category/{categoryId}/status/{action}/brand/{brandId}',
  {
    tool: 'reward_update_category_status',
    title: 'Enable or disable a reward category',
    summary:
      'Switches a reward category of a brand on or off. Disabling takes it off ALL rewards that have it, and enabling does not put it back: note them before, with reward_list_for_user and category. To make a category use reward_create_category.',
    version: 'v1',
    inInventory: false,
    path: () => ({
      categoryId: idOf('rewardCategory', integer('Category id')),
      action: choice(['enable', 'disable'], 'What to do'),
      ...brandId(),
    }),
    answer: answers.rewardUpdateCategoryStatusAnswer,
    effect: 'update',
    idempotent: true,
    destructive: true,
    checkedBy: ['reward_list_categories'],
    evidence: 'the category with enabled as requested',
    example: { categoryId: 14, action: 'disable', brandId: 77 },
    sources: [
      'https://docs.capillarytech.com/reference/enable-or-disable-reward-categories',
      'https://docs.capillarytech.com/docs/rewards-catalog-settings: what disabling does to rewards',
    ],
    keywords: [
      'switch off a category of gifts',
      'hide a section of the points shop',
      'bring a reward category back',
      'stop using a category of rewards',
      'remove a heading from the redemption catalogue',
      'deactivate a reward category',
      'hide a section of the rewards shop for now',
      'disable a reward category',
      'turn a category of gifts on again',
      'take a category of rewards offline',
    ],
  },
);
