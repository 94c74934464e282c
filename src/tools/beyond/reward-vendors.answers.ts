/** What the calls of this section answer. The settings of vendors and the calls to them hold the credentials of others. */
import { lazy } from '../../lib/lazy.js';
import { authorship, page } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, text, textOrNumber } from '../schemas/values.js';

const file = lazy(() =>
  open({
    name: text(),
    altText: text(),
    id: text(),
    url: text(),
    isExternal: boolean(),
  }),
);

const vendor = lazy(() =>
  open({
    id: idOf('rewardVendor', integer()),
    name: text(),
    code: idOf('rewardVendorCode', text()),
    brandId: idOf('rewardBrand', integer()),
    enabled: boolean(),
    type: text(),
    rank: integer(),
    description: text(),
    vendorTypes: list(text()),
    vendorDetails: secret(keyValues()),
    images: list(file()),
    videos: list(file()),
    encryptionRequired: boolean(),
    ...authorship(),
  }),
);

export const rewardVendorAnswer = lazy(() =>
  open({
    status: entityStatus(),
    vendor: vendor(),
  }),
);

/** The code is a word here. */
export const rewardVendorUpdateAnswer = () =>
  open({
    status: open({ ...entityStatus().shape, code: textOrNumber() }),
    vendor: vendor(),
  });

export const rewardVendorSetStatusAnswer = () =>
  open({
    status: entityStatus(),
    vendorRo: vendor(),
  });

export const rewardVendorGetAnswer = () =>
  open({
    status: entityStatus(),
    vendor: open({ ...vendor().shape, redemptionsConfigured: integer() }),
  });

export const rewardVendorListAnswer = () =>
  open({
    status: entityStatus(),
    vendorList: list(vendor()),
  });

/** How a vendor's reward is redeemed: one or more calls to the vendor. */
const redemptionSummary = () => ({
  id: idOf('vendorRedemption', integer()),
  name: text(),
  redemptionType: text(),
  enabled: boolean(),
  actionCount: integer(),
  ...authorship(),
});

const vendorRedemption = lazy(() =>
  open({
    ...redemptionSummary(),
    vendorId: idOf('rewardVendor', integer()),
    vendorName: text(),
    responseKeys: list(text()),
    redemptionActionList: list(vendorCall()),
  }),
);

/** Templates of bodies and addresses hold keys, too. */
const vendorCall = lazy(() =>
  open({
    id: idOf('vendorAction', integer()),
    name: text(),
    enabled: boolean(),
    apiType: text(),
    apiUrl: secret(),
    apiHeaders: secret(keyValues()),
    apiBody: secret(),
    execOrder: integer(),
    contextKeys: keyValues(),
    retryAction: boolean(),
  }),
);

export const rewardVendorRedemptionSavedAnswer = lazy(() =>
  open({
    status: entityStatus(),
    redemption: open(redemptionSummary()),
  }),
);

export const rewardVendorRedemptionGetAnswer = () =>
  open({
    status: entityStatus(),
    redemption: vendorRedemption(),
  });

export const rewardListVendorRedemptionsAnswer = () =>
  open({
    status: entityStatus(),
    redemptionList: list(vendorRedemption()),
    pagingDetails: page(),
  });
