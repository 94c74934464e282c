/** What several sections of this domain answer. */
import { lazy } from '../../lib/lazy.js';
import { card } from '../card/card.answers.js';
import { anyOf, anything, codeAndName, listOrOne, open, problem } from '../schemas/answer.js';
import {
  expirySchedule,
  gapToRenewSummary,
  loyaltyInfo,
  orgEntity,
  pagination,
  profile,
  upgradeStrategy,
} from '../schemas/answers.modern.js';
import { email, freeText, idOf, mobile, money, personIdentifier, personName, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** The points and the tier of a customer or group in one program. */
export const pointsAndTier = () => ({
  programId: idOf('loyaltyProgram', integer()),
  loyaltyPoints: number(),
  lifetimePoints: number(),
  redeemed: number(),
  expired: number(),
  returned: number(),
  adjusted: number(),
  currentSlab: text(),
  slabSNo: integer(),
  slabExpiryDate: dateTime({ zone: 'offset' }),
  nextSlab: text(),
  nextSlabSerialNumber: integer(),
  nextSlabDescription: text(),
});

/** The points of a customer in one program, or in the only one. */
const pointsTotals = () => ({
  ...pointsAndTier(),
  loyaltyId: integer(),
  cumulativePurchases: money(),
});

/** What else answers have of a program. */
export const programMembers = () => ({
  programTitle: text(),
  programDescription: text(),
  programPointsToCurrencyRatio: number(),
  delayedPoints: number(),
  delayedReturnedPoints: number(),
  delayedExpiredPoints: number(),
  totalAvailablePoints: number(),
  totalReturnedPoints: number(),
  upgradeStrategies: list(upgradeStrategy()),
});

const linkedPartnerProgram = lazy(() =>
  open({
    partnerProgramId: idOf('partnerProgram', integer()),
    partnerProgramName: idOf('partnerProgramName', text()),
    partnerProgramDescription: text(),
    partnerProgramType: text(),
    partnerMembershipId: text(),
    partnerTierNumber: integer(),
    partnerTierName: idOf('partnerTierName', text()),
    partnerTierExpiryDate: dateTime({ zone: 'offset' }),
    tierBased: boolean(),
  }),
);

/** A customer's points and tier in one loyalty program. */
export const loyaltyDetails = lazy(() =>
  open({
    ...pointsTotals(),
    ...programMembers(),
    linkedPartnerPrograms: list(linkedPartnerProgram()),
    gapToRenewSummary: anyOf(gapToRenewSummary(), list(gapToRenewSummary())),
  }),
);

/** A program that sums up the points of several. */
export const groupLoyaltyDetails = lazy(() =>
  open({
    groupProgramId: integer(),
    title: text(),
    description: text(),
    programsList: list(open({ id: idOf('loyaltyProgram', integer()), name: text(), description: text() })),
    lifetimePoints: number(),
    loyaltyPoints: number(),
    promisedPoints: number(),
    pointsToCurrencyRatio: number(),
  }),
);

/** The balance of an alternate currency, in its own units. */
const alternateCurrency = lazy(() =>
  open({
    name: text(),
    earned: number(),
    lifetimeEarned: number(),
    redeemed: number(),
    expired: number(),
    returned: number(),
    delayedEarned: number(),
    delayedLifetimeEarned: number(),
    delayedReturned: number(),
    delayedExpired: number(),
    totalAvailable: number(),
    totalRedeemed: number(),
    totalReturned: number(),
    totalExpired: number(),
  }),
);

const alternateCurrencies = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    alternateCurrencyData: listOrOne(alternateCurrency()),
  }),
);

/** Points that a promotion gave. */
const promotionPoints = lazy(() =>
  open({
    points: number(),
    issuedAt: codeAndName(),
    issuedOn: dateTime({ zone: 'offset' }),
    expiryDate: dateTime({ zone: 'offset' }),
    promotionSource: open({ promotionSourceId: integer(), promotionSourceType: text() }),
    programId: idOf('loyaltyProgram', integer()),
    promotionName: text(),
  }),
);

export const subscription = lazy(() =>
  open({
    channel: text(),
    accountId: text(),
    priority: text(),
    type: text(),
    orgUnitId: integer(),
    sourceName: text(),
  }),
);

const fraudDetails = lazy(() =>
  open({
    status: text(),
    reason: freeText(),
    markedBy: orgEntity(),
    modifiedOn: dateTime({ zone: 'offset' }),
  }),
);

/** An uploaded file. */
const file = lazy(() =>
  open({
    acl: text(),
    fileHandle: text(),
    fileSize: text(),
    lastModified: dateTime({ zone: 'server' }),
    name: text(),
    namespace: text(),
    s3Token: secret(),
    version: integer(),
    latestVersion: integer(),
  }),
);

/** A customer's image: what became of the upload, and where the file is. */
export const customerImage = lazy(() =>
  open({
    code: integer(),
    status: text(),
    message: text(),
    file: file(),
    filePath: secret(),
    secureFilePath: secret(),
    createdDateTime: dateTime({ zone: 'server' }),
    createdDateTimeISO: dateTime({ zone: 'offset' }),
    autoUpdateTime: dateTime({ zone: 'server' }),
    autoUpdateTimeISO: dateTime({ zone: 'offset' }),
  }),
);

/** A change of tier. */
const slabChange = lazy(() =>
  open({
    from: text(),
    to: text(),
    type: text(),
    notes: freeText(),
    store: codeAndName(),
    programId: idOf('loyaltyProgram', integer()),
    changedOn: dateTime({ zone: 'offset' }),
    changedOnISO: dateTime({ zone: 'offset' }),
  }),
);

/** What each v2 answer about a customer holds, if only as empty lists. */
export const customerMembers = () => ({
  id: idOf('customer', integer()),
  profiles: list(profile()),
  loyaltyInfo: loyaltyInfo(),
  segments: keyValues(),
  associatedWith: text(),
  extendedFields: keyValues(),
  warnings: list(problem()),
  errors: list(problem()),
});

/** A customer with all blocks that `embed` and the flags of a call may add. */
export const customer = lazy(() =>
  open({
    ...customerMembers(),
    referralCode: idOf('referralCode', text()),
    cardDetails: list(card()),
    fraudDetails: fraudDetails(),
    pointsSummary: open(pointsTotals()),
    loyaltyProgramDetails: list(loyaltyDetails()),
    groupLoyaltyProgramDetails: list(groupLoyaltyDetails()),
    alternateCurrencyDetails: list(alternateCurrencies()),
    promotionalPoints: open({
      customerPromotionType: list(promotionPoints()),
      transactionPromotionType: list(promotionPoints()),
      lineitemPromotionType: list(promotionPoints()),
    }),
    expirySchedules: list(expirySchedule()),
    upgradeStrategies: list(upgradeStrategy()),
    gapToRenewSummary: anyOf(gapToRenewSummary(), list(gapToRenewSummary())),
    slabHistory: list(slabChange()),
    subscriptionInfo: open({ subscriptions: list(subscription()) }),
    customerImage: list(customerImage()),
    userGroup: anything('with embed userGroup'),
    ug2Pagination: pagination(),
    fleetParentDetails: anything('the company; with embed fleetParentDetails'),
    createdDateTime: dateTime({ zone: 'offset' }),
    createdDateTimeISO: dateTime({ zone: 'offset' }),
  }),
);

/** A member of the customer's hierarchy. */
const relative = lazy(() =>
  open({ id: idOf('customer', integer()), profiles: list(profile()), extendedFields: keyValues() }),
);

/** A customer with its place in a hierarchy of customers or in a company's fleet. */
export const associatedCustomer = lazy(() =>
  open({
    ...customerMembers(),
    referralCode: idOf('referralCode', text()),
    expirySchedules: list(expirySchedule()),
    associationDetails: open({
      hierarchyCode: idOf('hierarchyCode', text()),
      hierarchyId: integer(),
      roleCode: idOf('roleCode', text()),
      childRoleCode: idOf('roleCode', text()),
      parentRoleId: integer(),
      parentCustomer: relative(),
      childCustomers: list(relative()),
      fleetCompany: open({ companyId: idOf('company', integer()), externalId: idOf('companyExternalId', text()) }),
      skipLevelAllowed: boolean(),
      new: boolean(),
      childCustomer: boolean(),
    }),
  }),
);

const couponRedemption = lazy(() =>
  open({
    id: integer(),
    date: dateTime({ zone: 'offset' }),
    dateISO: dateTime({ zone: 'offset' }),
    transactionNumber: idOf('billNumber', text()),
    redeemedAt: codeAndName(),
  }),
);

const customerCoupon = lazy(() =>
  open({
    id: idOf('coupon', integer()),
    code: text(),
    seriesId: idOf('couponSeries', integer()),
    description: text(),
    discountType: text(),
    discountValue: number(),
    discountUpto: number(),
    createdDate: dateTime({ zone: 'offset' }),
    createdDateISO: dateTime({ zone: 'offset' }),
    validTill: dateTime({ zone: 'offset' }),
    validTillDateTime: dateTime({ zone: 'offset' }),
    transactionNumber: idOf('billNumber', text()),
    issuedAt: codeAndName(),
    redemptionCount: integer(),
    redemptionsLeft: integer(),
    redemptions: list(couponRedemption()),
    reversedRedemptions: list(couponRedemption()),
    customProperty: list(open({ name: text(), value: text() })),
  }),
);

/** A customer with the coupons that it holds. */
export const couponHolder = lazy(() =>
  open({
    id: idOf('customer', integer()),
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    email: email(),
    externalId: idOf('customerExternalId', text()),
    coupons: list(customerCoupon()),
  }),
);

/** A customer's referrals: whom it invited, and who came. */
export const referrals = lazy(() =>
  open({
    customer: open(customerMembers()),
    referralCode: idOf('referralCode', text()),
    invitees: list(
      open({
        type: text(),
        name: personName(),
        identifier: personIdentifier(),
        invitedOn: dateTime({ zone: 'server' }),
        till: codeAndName(),
      }),
    ),
    referee: list(
      open({
        eventType: text(),
        userId: idOf('customer', integer()),
        firstName: personName(),
        lastName: personName(),
        email: email(),
        mobile: mobile(),
        externalId: idOf('customerExternalId', text()),
        addedOn: dateTime({ zone: 'server' }),
      }),
    ),
    incentives: list(anything()),
  }),
);
