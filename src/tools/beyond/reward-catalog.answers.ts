/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { authorship, page, reward, rewardCategory } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

/** How a vendor's reward is redeemed: one or more calls to the vendor. */
const vendorRedemption = lazy(() =>
  open({
    id: idOf('vendorRedemption', integer()),
    name: text(),
    redemptionType: text(),
    enabled: boolean(),
    actionCount: integer(),
    vendorId: idOf('rewardVendor', integer()),
    vendorName: text(),
    responseKeys: list(text()),
    redemptionActionList: list(vendorCall()),
    ...authorship(),
  }),
);

const vendorCall = lazy(() =>
  open({
    id: integer(),
    name: text(),
    enabled: boolean(),
    apiType: text(),
    apiUrl: secret(),
    apiHeaders: keyValues(),
    apiBody: secret(),
    execOrder: integer(),
    contextKeys: keyValues(),
    retryAction: boolean(),
  }),
);

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

export const rewardListVendorRedemptionsAnswer = () =>
  open({
    status: entityStatus(),
    redemptionList: list(vendorRedemption()),
    pagingDetails: page(),
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
