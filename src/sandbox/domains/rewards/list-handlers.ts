/** What ids and names of the rewards catalog refer to: brands and categories. */
import { rewardListBrands, rewardListCategories } from '../../../tools/beyond/reward-catalog.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { fail } from '../../world/failure.js';
import { rewardBrand, rewardBrandNamed } from './rules.js';
import { succeeded, toCategoryJson } from './serializers.js';

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
};
