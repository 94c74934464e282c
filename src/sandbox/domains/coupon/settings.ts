/** Settings of a coupon series that few or no rules read: stored as sent, with the API's defaults. */

/** The default of each setting, which also defines its type. */
export const OTHER_DEFAULTS = {
  validDaysFromCreation: 30,
  redemptionRange: '{"dom":["-1"],"dow":["-1"],"hours":["-1"]}',
  storeIdsJson: '[-1]',
  redeemStoreType: 'redeemable_stores',
  shortSMSTemplate: '',
  isSMSDisabled: false,
  resendMessageEnabled: true,
  isValidationRequired: false,
  isValidWithDiscountedItem: false,
  isReferralExistingUsersAllowed: false,
  maxReferralsPerReferee: -1,
  issueToLoyalty: false,
  isDvsEnabled: false,
  dvsExpiryDate: '',
  dvsItems: '',
  campaignId: -1,
  priority: 0,
  ownedBy: 'NONE',
  ownerId: -1,
  ownerValidity: 0,
  sourceOrgId: -1,
  externalIssual: false,
  updateProductData: false,
  syncToClient: false,
  showPinCode: false,
  offlineRedeemType: false,
  isOldFlowEnabled: false,
  isPreRedeemEventRequired: false,
  signalRedemptionEvent: false,
  shortCodeLength: 0,
  isPrefixEnabled: false,
  orgPrefixOverride: false,
  isSuffixEnabled: false,
  orgSuffixOverride: false,
};

type Defaulted = typeof OTHER_DEFAULTS;

/** The settings that were sent. The last three have no default of their own. */
export type OtherSettings = Partial<Defaulted> & {
  tag?: string;
  fixedExpiryDate?: number;
  targetUserDetails?: Record<string, unknown>;
};

/** All settings: as sent, or else the defaults. */
export const otherSettings = (series: { otherSettings: OtherSettings }): Defaulted & OtherSettings => ({
  ...OTHER_DEFAULTS,
  ...series.otherSettings,
});
