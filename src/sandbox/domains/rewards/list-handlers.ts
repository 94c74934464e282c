/** What ids and names of the rewards catalog refer to: brands, categories, vendors' redemptions. */
import { REDEMPTION_TYPES } from '../../../tools/rewards/reward-catalog.bodies.js';
import { given, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import type { Reply } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import { partsOf } from '../coupon/serializers.js';
import { paged, success } from './handlers.js';
import { rewardBrand, rewardBrandNamed } from './rules.js';
import { vendorRedemptionFace } from './serializers.js';

/** The brands of the organization; none if only others are asked for. */
function listBrands({ world, body, query }: Call): Reply {
  const { id: orgId } = world.organisation;
  const asked = listOf(objectOf(body)['orgIds'] ?? partsOf(query['orgIds'])).map(numberOf);
  if (asked.length === 0) fail(400, 'orgIds is missing');
  const brands = asked.includes(orgId) ? Object.values(world.rewardBrands) : [];
  return success(3001, 'Brand fetched successfully', {
    brandList: brands.map(({ id, name }) => ({ id, brand: name, enabled: true, orgId })),
  });
}

function listCategories({ world, path, query }: Call): Reply {
  const named = textOf(path['brandId']);
  if (numberOf(named) === null) rewardBrandNamed(world, named);
  else rewardBrand(world, named);
  const categories = Object.values(world.rewardCategories).map(({ id, name, enabled }) => ({ id, name, enabled }));
  return success(200, 'Category fetched successfully', {
    // Ids increase with time, and nothing changes a category later.
    categoryList: oneOf(['ASC'], query['orderBy']) ? categories : categories.reverse(),
  });
}

const UNKNOWN_TYPE = 2110;
const WRONG_PAGE = 8000;

function listVendorRedemptions({ world, query }: Call): Reply {
  const vendors = partsOf(query['vendorIds']);
  const type = given(query['redemptionType'])
    ? (oneOf(REDEMPTION_TYPES, query['redemptionType']) ?? fail(UNKNOWN_TYPE, 'redemptionType is not known'))
    : null;
  for (const name of ['page', 'size']) if (!given(query[name])) fail(WRONG_PAGE, `${name} is missing`);
  const found = Object.values(world.vendorRedemptions)
    .filter(({ vendorId }) => vendors.length === 0 || vendors.includes(String(vendorId)))
    .map(vendorRedemptionFace)
    .filter(({ redemptionType }) => type === null || redemptionType === type);
  const ordered = oneOf(['DESC'], query['order']) ? found.reverse() : found;
  const { rows, pagingDto } = paged(query, ordered, ordered.length, 0, { code: WRONG_PAGE });
  return success(5011, 'Vendor redemption fetched successfully', { redemptionList: rows, pagingDetails: pagingDto });
}

export const rewardListHandlers: Handlers = {
  reward_list_brands: listBrands,
  reward_list_categories: listCategories,
  reward_list_vendor_redemptions: listVendorRedemptions,
};
