/** What the calls of this section answer. */
import { page, reward, rewardCategory } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const rewardListCategoriesAnswer = () =>
  open({
    status: entityStatus(),
    categoryList: list(rewardCategory(), 'times only with sortBy'),
  });

export const rewardListBrandsAnswer = () =>
  open({
    status: entityStatus(),
    brandList: list(
      open({
        id: idOf('rewardBrand', integer()),
        brand: idOf('rewardBrandName', text()),
        enabled: boolean(),
        orgId: integer(),
      }),
    ),
  });

/** A reward as it is set up: `categories` has ids, and the times are `startDate` and `endDate`. */
export const rewardGetAnswer = () =>
  open({
    status: entityStatus(),
    reward: open({ ...reward().shape, categories: list(idOf('rewardCategory', integer())) }),
  });

export const rewardSearchAnswer = () => open({ status: entityStatus(), rewardList: list(reward()), pagingDto: page() });

export const rewardListForPromotionAnswer = () => open({ status: entityStatus(), rewardList: list(reward()) });

export const rewardCreateCategoryAnswer = () => open({ status: entityStatus(), category: rewardCategory() });

export const rewardUpdateCategoryStatusAnswer = () => open({ status: entityStatus() });
