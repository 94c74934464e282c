/** What several sections of this domain answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, day, email, freeText, mobile, open, personName, problem, secret, time } from '../schemas/answer.js';
import {
  expirySchedule,
  gapToRenewSummary,
  loyaltyInfo,
  profile,
  statusInfo,
  upgradeStrategy,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const entityCustomerCoupon = lazy(() =>
  open({
    code: text(),
    seriesId: idOf('couponSeries', integer()),
    description: text(),
    validTill: time({ zone: 'offset' }),
    discountType: text(),
    discountValue: number(),
    discountUpto: number(),
    redemptionCount: integer(),
    redemptionsLeft: integer(),
    id: idOf('coupon', integer()),
    createdDate: time({ zone: 'offset' }),
    createdDateISO: time({ zone: 'offset' }),
    transactionNumber: text(),
    issuedAt: open({
      code: text(),
      name: text(),
    }),
    redemptions: list(
      open({
        date: time({ zone: 'offset' }),
        dateISO: time({ zone: 'offset' }),
        transactionNumber: text(),
        redeemedAt: open({
          code: text(),
          name: text(),
        }),
        id: integer(),
      }),
    ),
    reversedRedemptions: list(anything()),
    validTillDateTime: time({ zone: 'offset' }),
    customProperty: list(
      open({
        name: text(),
        value: text(),
      }),
    ),
  }),
);

export const entityCustomer = lazy(() =>
  open({
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    id: idOf('customer', integer()),
    coupons: list(entityCustomerCoupon()),
    email: email(),
    externalId: idOf('customerExternalId', text()),
  }),
);

export const fraudDetail = lazy(() =>
  open({
    markedBy: keyValues(),
    modifiedOn: time({ zone: 'offset' }),
    status: text(),
  }),
);

export const customerPointsSummary = lazy(() =>
  open({
    adjusted: number(),
    cumulativePurchases: number(),
    currentSlab: text(),
    expired: number(),
    lifetimePoints: number(),
    loyaltyId: integer(),
    loyaltyPoints: number(),
    nextSlab: text(),
    nextSlabDescription: text(),
    nextSlabSerialNumber: integer(),
    redeemed: number(),
    returned: number(),
    slabExpiryDate: time({ zone: 'offset' }),
    slabSNo: integer(),
  }),
);

export const subscriptionInfoSubscription = lazy(() =>
  open({
    channel: text(),
    accountId: text(),
    priority: text(),
    type: text(),
    orgUnitId: integer(),
    sourceName: text(),
  }),
);

const transactionPromotionType = lazy(() =>
  open({
    points: number(),
    issuedAt: open({
      code: text(),
      name: text(),
    }),
    issuedOn: time({ zone: 'offset' }),
    expiryDate: time({ zone: 'offset' }),
    promotionSource: open({
      promotionSourceId: integer(),
      promotionSourceType: text(),
    }),
    programId: idOf('loyaltyProgram', integer()),
    promotionName: text(),
  }),
);

const lineitemPromotionType = lazy(() =>
  open({
    points: number(),
    issuedAt: open({
      code: text(),
      name: text(),
    }),
    issuedOn: time({ zone: 'offset' }),
    expiryDate: time({ zone: 'offset' }),
    promotionSource: open({
      promotionSourceId: integer(),
      promotionSourceType: text(),
    }),
    programId: idOf('loyaltyProgram', integer()),
    promotionName: text(),
  }),
);

export const promotionalPoint = lazy(() =>
  open({
    customerPromotionType: list(customerPromotionType()),
    transactionPromotionType: list(transactionPromotionType()),
    lineitemPromotionType: list(lineitemPromotionType()),
  }),
);

const customerPromotionType = lazy(() =>
  open({
    points: number(),
    issuedAt: open({
      code: text(),
      name: text(),
    }),
    issuedOn: time({ zone: 'offset' }),
    expiryDate: time({ zone: 'offset' }),
    promotionSource: open({
      promotionSourceId: integer(),
      promotionSourceType: text(),
    }),
    programId: idOf('loyaltyProgram', integer()),
    promotionName: text(),
  }),
);

export const customerImage = lazy(() =>
  open({
    code: integer(),
    file: file(),
    filePath: text(),
    message: text(),
    secureFilePath: secret(),
    status: text(),
  }),
);

export const file = lazy(() =>
  open({
    acl: text(),
    fileHandle: text(),
    fileSize: text(),
    lastModified: time({ zone: 'organization' }),
    latestVersion: integer(),
    name: text(),
    namespace: text(),
    s3Token: secret(),
    version: integer(),
  }),
);

export const loyaltyProgramDetail = lazy(() =>
  open({
    redeemed: number(),
    expired: number(),
    returned: number(),
    adjusted: number(),
    lifetimePoints: number(),
    loyaltyPoints: number(),
    cumulativePurchases: number(),
    loyaltyId: integer(),
    currentSlab: text(),
    nextSlab: text(),
    nextSlabSerialNumber: integer(),
    nextSlabDescription: text(),
    slabSNo: integer(),
    slabExpiryDate: time({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    delayedPoints: number(),
    delayedReturnedPoints: number(),
    delayedExpiredPoints: number(),
    totalAvailablePoints: number(),
    totalReturnedPoints: number(),
    linkedPartnerPrograms: list(linkedPartnerProgram()),
    programTitle: text(),
    programDescription: text(),
    programPointsToCurrencyRatio: number(),
    upgradeStrategies: list(upgradeStrategy()),
    gapToRenewSummary: gapToRenewSummary(),
  }),
);

export const linkedPartnerProgram = lazy(() =>
  open({
    partnerProgramId: idOf('partnerProgram', integer()),
    partnerProgramName: text(),
    partnerProgramDescription: text(),
    partnerTierNumber: integer(),
    partnerTierName: text(),
    partnerTierExpiryDate: time({ zone: 'offset' }),
    partnerMembershipId: text(),
    partnerProgramType: text(),
    tierBased: boolean(),
  }),
);

export const groupLoyaltyProgramDetail = lazy(() =>
  open({
    groupProgramId: integer(),
    title: text(),
    description: text(),
    programsList: list(programsList()),
    lifetimePoints: number(),
    loyaltyPoints: number(),
    promisedPoints: number(),
    pointsToCurrencyRatio: number(),
  }),
);

const programsList = lazy(() =>
  open({
    id: idOf('loyaltyProgram', integer()),
    name: text(),
    description: text(),
  }),
);

export const cardDetail = lazy(() =>
  open({
    cardId: integer(),
    issuedDate: time({ zone: 'offset' }),
    createdDate: day(),
    expiryDays: integer(),
    seriesName: text(),
    customerId: idOf('customer', integer()),
    maxActiveCards: integer(),
    entityCode: text(),
    cardExternalId: idOf('cardExternalId', text()),
    extendedFields: keyValues(),
    customFields: keyValues(),
    type: text(),
    cardNumber: text(),
    seriesId: idOf('cardSeries', integer()),
    seriesCode: text(),
    orgId: integer(),
    entityId: integer(),
    statusInfo: statusInfo(),
    id: integer(),
    activeAndDigital: boolean(),
    transactionNotAllowed: boolean(),
    expiryDate: time({ zone: 'offset' }),
  }),
);

export const alternateCurrencyDetail = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    alternateCurrencyData: alternateCurrencyData(),
  }),
);

const alternateCurrencyData = lazy(() =>
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

export const invitee = lazy(() =>
  open({
    type: text(),
    identifier: email(),
    invitedOn: time({ zone: 'organization' }),
    till: open({
      code: text(),
      name: text(),
    }),
  }),
);

export const referee = lazy(() =>
  open({
    eventType: text(),
    userId: idOf('customer', integer()),
    firstName: personName(),
    lastName: personName(),
    email: email(),
    mobile: mobile(),
    externalId: idOf('customerExternalId', text()),
    addedOn: time({ zone: 'organization' }),
  }),
);

export const programTier = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    currentTierName: text(),
    currentTierSerialNumber: integer(),
    tierExpiryDate: time({ zone: 'organization' }),
    tierExpiryDateISO: time({ zone: 'offset' }),
    nextTierName: text(),
    nextTierSerialNumber: integer(),
  }),
);

export const note = lazy(() =>
  open({
    id: text(),
    description: freeText(),
    added_on: time({ zone: 'organization' }),
  }),
);

export const customerCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    segments: keyValues(),
    referralCode: text(),
    associationDetails: associationDetail(),
    extendedFields: keyValues(),
    warnings: list(problem()),
    expirySchedules: list(expirySchedule()),
    errors: list(problem()),
  }),
);

const childCustomer = lazy(() =>
  open({
    profiles: list(profile()),
    extendedFields: keyValues(),
  }),
);

const parentCustomer = lazy(() =>
  open({
    profiles: list(profile()),
    extendedFields: keyValues(),
  }),
);

const associationDetail = lazy(() =>
  open({
    hierarchyCode: text(),
    hierarchyId: integer(),
    roleCode: text(),
    childCustomers: list(childCustomer()),
    fleetCompany: open({
      externalId: idOf('company', text()),
      companyId: idOf('company', integer()),
    }),
    childRoleCode: text(),
    skipLevelAllowed: boolean(),
    new: boolean(),
    childCustomer: boolean(),
    parentCustomer: parentCustomer(),
  }),
);
