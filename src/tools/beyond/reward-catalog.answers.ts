/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { authorship, page, rewardCategory } from '../rewards/reward-catalog.answers.js';
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
