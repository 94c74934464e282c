/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { categoryList, entityStatus } from '../schemas/answers.modern.js';
import { boolean, keyValues, list, number, text } from '../schemas/values.js';

export const rewardListCategoriesAnswer = () =>
  open({
    status: entityStatus(),
    categoryList: list(categoryList()),
  });

export const rewardListBrandsAnswer = () =>
  open({
    status: entityStatus(),
    brandList: list(
      open({
        id: number(),
        brand: text(),
        enabled: boolean(),
        orgId: number(),
      }),
    ),
  });

const redemptionActionList = lazy(() =>
  open({
    id: number(),
    name: text(),
    enabled: boolean(),
    apiType: text(),
    apiUrl: text(),
    apiHeaders: keyValues(),
    apiBody: text(),
    execOrder: number(),
    contextKeys: keyValues(),
    retryAction: boolean(),
  }),
);

export const rewardListVendorRedemptionsAnswer = () =>
  open({
    status: entityStatus(),
    redemptionList: list(
      open({
        id: number(),
        name: text(),
        redemptionType: text(),
        enabled: boolean(),
        actionCount: number(),
        vendorId: number(),
        vendorName: text(),
        responseKeys: list(text()),
        redemptionActionList: list(redemptionActionList()),
      }),
    ),
    pagingDetails: open({
      last: boolean(),
      totalElements: number(),
      totalPages: number(),
      numberOfElements: number(),
      first: boolean(),
      size: number(),
      number: number(),
    }),
  });
