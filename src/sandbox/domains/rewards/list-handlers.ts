/** What ids and names of the rewards catalog refer to: brands, categories, vendors' redemptions. */
import {
  rewardListBrands,
  rewardListCategories,
  rewardListVendorRedemptions,
} from '../../../tools/beyond/reward-catalog.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { fail } from '../../world/failure.js';
import { paged } from './pages.js';
import { rewardBrand, rewardBrandNamed } from './rules.js';
import { succeeded, toCategoryJson, toVendorRedemptionJson } from './serializers.js';

const UNKNOWN_TYPE = 2110;
const WRONG_PAGE = 8000;

export const rewardListHandlers: Handlers = {
  // None if only those of others are asked for.
  ...handle(rewardListBrands, { envelope: 'rewards' }, ({ world, body: { orgIds } }) => {
    const { id: orgId } = world.organisation;
    if (orgIds.length === 0) fail(400, 'orgIds is empty');
    const brands = orgIds.includes(orgId) ? Object.values(world.rewardBrands) : [];
    return {
      status: succeeded(3001, 'Brand fetched successfully'),
      brandList: brands.map(({ id, name }) => ({ id, brand: name, enabled: true, orgId })),
    };
  }),

  ...handle(
    rewardListCategories,
    { envelope: 'rewards', codes: { orderBy: { malformed: 'ignored' } } },
    ({ world, path: { brandId }, query: { orderBy } }) => {
      const brand = Number.isNaN(Number(brandId))
        ? rewardBrandNamed(world, brandId)
        : rewardBrand(world, Number(brandId));
      const categories = Object.values(world.rewardCategories).filter((each) => each.brandId === brand.id);
      return {
        status: succeeded(200, 'Category fetched successfully'),
        categoryList: sorted(categories, ({ modifiedOn, id }) => [modifiedOn, id], orderBy ?? 'DESC').map(
          toCategoryJson,
        ),
      };
    },
  ),

  ...handle(
    rewardListVendorRedemptions,
    {
      envelope: 'rewards',
      codes: {
        page: WRONG_PAGE,
        size: WRONG_PAGE,
        redemptionType: UNKNOWN_TYPE,
        order: { malformed: 'ignored' },
      },
    },
    ({ world, query }) => {
      const { vendorIds, redemptionType, order } = query;
      const found = Object.values(world.vendorRedemptions)
        .filter(({ vendorId }) => vendorIds === undefined || vendorIds.includes(vendorId))
        .map(toVendorRedemptionJson)
        .filter((each) => redemptionType === undefined || each.redemptionType === redemptionType);
      const ordered = order === 'DESC' ? found.reverse() : found;
      const { rows, pagingDto } = paged(ordered, query, { size: 1, first: 0, code: WRONG_PAGE });
      return {
        status: succeeded(5011, 'Vendor redemption fetched successfully'),
        redemptionList: rows,
        pagingDetails: pagingDto,
      };
    },
  ),
};
