/** What calls of several domains answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, mapOf, open, problem, textOrBoolean } from './answer.js';
import { email, freeText, idOf, mobile, money, personIdentifier, personName } from './leaf-types.js';
import { date, dateTime, epoch } from './times.js';
import { boolean, integer, keyValues, list, number, text } from './values.js';

export const pagination = lazy(() =>
  open({
    limit: anyOf(integer(), number(), text()),
    offset: anyOf(integer(), number(), text()),
    sortBy: text(),
    sortOrder: text(),
    total: number(),
  }),
);

const statusLabelInfo = lazy(() =>
  open({
    orgId: integer(),
    type: text(),
    internalStatus: text(),
    default: boolean(),
  }),
);

/** A status that a card or a customer has or had. */
export const statusInfo = lazy(() =>
  open({
    id: integer(),
    entityId: integer(),
    entityType: text(),
    orgId: integer(),
    status: text(),
    label: text(),
    labelId: integer(),
    prevLabel: text(),
    prevLabelId: integer(),
    reason: freeText(),
    actions: list(anything()),
    isActive: boolean(),
    createdBy: integer(),
    createdByUser: text(),
    createdOn: dateTime({ zone: 'offset' }),
    autoUpdateTime: date(),
    autoUpdateTimeISO: dateTime({ zone: 'offset' }),
  }),
);

export const lineItem = lazy(() =>
  open({
    id: idOf('lineItem', integer()),
    customerId: idOf('customer', integer()),
    details: lineItemDetails(),
    outlierStatus: text(),
    returnDetails: keyValues(),
    valid: boolean(),
    returnLineItemsDtos: list(keyValues()),
    niReturnLineItemsDtos: list(keyValues()),
    comboDetails: list(keyValues()),
    addonDetails: list(keyValues()),
    splitItemsDetails: list(keyValues()),
    niReturn: boolean(),
  }),
);

export const billDetailLineItem = lazy(() =>
  open({
    id: integer(),
    itemCode: text(),
    source: text(),
    grossAmount: number(),
    discount: number(),
    amount: number(),
    rate: number(),
    qty: number(),
    pointsEarned: pointsEarned(),
  }),
);

const eventDetail = lazy(() =>
  open({
    eventDisplayName: text(),
    promotionName: text(),
    promotionDescription: text(),
    promotionIdentifier: text(),
    promotionId: integer(),
    eventDate: dateTime({ zone: 'server' }),
    eventDateISO: dateTime({ zone: 'offset' }),
    reason: freeText(),
  }),
);

export const entityStatus = lazy(() =>
  open({
    statusCode: statusCode(),
    warnings: list(problem()),
    warningsAsStatusCode: list(statusCode()),
    code: anyOf(integer(), number(), text()),
    success: textOrBoolean(),
    message: text(),
  }),
);

export const statusCode = lazy(() =>
  open({
    status: boolean(),
    message: text(),
    code: integer(),
  }),
);

/** A way to identify a customer: a mobile, an email, a card and so on, as `type` says. */
const customerIdentifier = lazy(() =>
  open({
    type: text(),
    value: personIdentifier(),
    cardId: integer(),
    cardExternalId: idOf('cardExternalId', text()),
    seriesId: idOf('cardSeries', integer()),
    seriesCode: idOf('cardSeriesCode', text()),
    statusLabel: text(),
    statusLabelInfo: statusLabelInfo(),
    extendedFields: keyValues(),
  }),
);

export const profile = lazy(() =>
  open({
    firstName: personName(),
    lastName: personName(),
    attribution: profileAttribution(),
    fields: keyValues(),
    allFields: keyValues(),
    identifiers: list(customerIdentifier()),
    commChannels: list(commChannel()),
    source: text(),
    userId: idOf('customer', integer()),
    accountId: text(),
    conflictingProfileList: list(anything()),
    autoUpdateTime: dateTime({ zone: 'offset' }),
    identifiersAll: list(customerIdentifier()),
  }),
);

export const dataProfile = lazy(() =>
  open({
    source: text(),
    firstName: personName(),
    lastName: personName(),
  }),
);

export const commChannel = lazy(() =>
  open({
    type: text(),
    accountId: text(),
    value: personIdentifier(),
    primary: boolean(),
    verified: boolean(),
    subscribed: boolean(),
    attributes: keyValues(),
    meta: open({
      residence: boolean(),
      office: boolean(),
    }),
  }),
);

export const pageDetail = lazy(() =>
  open({
    pageNumber: integer(),
    pageSize: integer(),
    totalEntries: integer(),
    pageCount: integer(),
  }),
);

export const sideEffect = lazy(() =>
  open({
    type: text(),
    entityType: text(),
    rawAwardedPoints: number(),
    awardedPoints: number('below 0 where a return takes back more'),
    customerId: idOf('customer', integer()),
    isReferrer: boolean(),
    rawAwardedValue: number(),
    awardedValue: number(),
    alternateCurrencyIdentifier: text(),
    alternateCurrencyName: text(),
    id: idOf('coupon', integer()),
    couponType: text(),
    couponCode: text(),
    trimmedCouponCode: text(),
    validTill: dateTime({ zone: 'offset' }),
    description: text(),
    discountCode: text(),
  }),
);

export const attribution = lazy(() =>
  open({
    createdOn: dateTime({ zone: 'offset' }),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
    lastUpdatedBy: lastUpdatedBy(),
    createdBy: orgEntity(),
    createdOnISO: dateTime({ zone: 'offset' }),
    lastUpdatedOnISO: dateTime({ zone: 'offset' }),
  }),
);

export const profileAttribution = lazy(() =>
  open({
    createDate: dateTime({ zone: 'offset' }),
    createdBy: orgEntity(),
    modifiedBy: orgEntity(),
    modifiedDate: dateTime({ zone: 'offset' }),
    createdFromSource: text(),
  }),
);

/** A till, a store or a user of the organization. */
export const orgEntity = lazy(() =>
  open({
    id: integer(),
    code: text(),
    description: text(),
    name: personName(),
    type: text(),
    referenceId: integer(),
    adminType: text(),
    isActive: boolean(),
    isOuEnabled: boolean(),
    isOrgUnit: boolean(),
    timeZoneId: idOf('timeZone', integer()),
    currencyId: idOf('currency', integer()),
    languageId: idOf('language', integer()),
    default: boolean(),
  }),
);

export const identifier = lazy(() =>
  open({
    type: text(),
    value: personIdentifier(),
    role: text(),
  }),
);

export const loyaltyInfo = lazy(() =>
  open({
    loyaltyType: text(),
    attributionV2: profileAttribution(),
    lifetimePurchases: money(),
    score: integer(),
  }),
);

export const upgradeStrategy = lazy(() =>
  open({
    upgradeBasedOn: text(),
    upgradeThreshold: number(),
    customerUpgradeEntityValues: customerUpgradeEntityValue(),
  }),
);

export const customerUpgradeEntityValue = lazy(() =>
  open({
    currentValue: number(),
    gapToUpgrade: number(),
    valueValidUpto: date(),
    setCurrentValue: boolean(),
    setGapToUpgrade: boolean(),
    setValueValidUpto: boolean(),
  }),
);

export const gapToRenewSummary = lazy(() =>
  open({
    tierExpiryDate: date(),
    renewConfirmed: boolean(),
    renewStrategies: list(renewStrategy()),
  }),
);

const renewStrategy = lazy(() =>
  open({
    renewBasedOn: text(),
    trackerEntityIdentifiers: list(trackerEntityIdentifier()),
    renewThreshold: number(),
    customerRenewEntityValue: number(),
    customerGapToRenewValue: number(),
  }),
);

const trackerEntityIdentifier = lazy(() =>
  open({
    trackerName: text(),
    trackerType: text(),
    trackerMode: text(),
    trackerCaseName: text(),
    trackerCasePeriodType: text(),
    trackerCasePeriodValue: anyOf(integer(), number(), text()),
  }),
);

export const promisedPointsScheduleList = lazy(() =>
  open({
    points: number(),
    redeemableFrom: date(),
    redeemableFromISO: dateTime({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    pointsType: text(),
  }),
);

export const triggerBasedPointsList = lazy(() =>
  open({
    points: number(),
    programId: idOf('loyaltyProgram', integer()),
    pointsType: text(),
  }),
);

export const expirySchedule = lazy(() =>
  open({
    points: number(),
    expiryDate: date(),
    expiryDateISO: dateTime({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    pointsType: text(),
    expiryType: text(),
  }),
);

export const transferredFrom = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    firstName: personName(),
    lastName: personName(),
    externalId: idOf('customerExternalId', text()),
  }),
);

const streak = lazy(() =>
  open({
    id: integer(),
    attribution: attribution(),
    targetGroupId: idOf('targetGroup', integer()),
    name: text(),
    targetCountOfSequence: integer(),
  }),
);

export const activePeriod = lazy(() =>
  open({
    startDate: dateTime({ zone: 'server' }),
    endDate: dateTime({ zone: 'server' }),
    refCode: text(),
    periodStatus: text(),
    description: text(),
    active: boolean(),
    id: idOf('targetPeriod', number()),
    attribution: attribution(),
    targetGroupId: idOf('targetGroup', integer()),
  }),
);

export const customerDetail = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    externalId: idOf('customerExternalId', text()),
    firstName: personName(),
    lastName: personName(),
    entityType: text(),
  }),
);

const ledgerEntryCustomerDetail = lazy(() =>
  open({
    firstName: personName(),
    lastName: personName(),
    userId: idOf('customer', integer()),
    identifier: identifier(),
  }),
);

export const ledgerDetail = lazy(() =>
  open({
    pageNumber: integer(),
    pageSize: integer(),
    totalEntries: integer(),
    pageCount: integer(),
    ledgerClosingBalance: list(
      open({
        pointsCategory: text(),
        programName: text(),
        programId: idOf('loyaltyProgram', integer()),
        closingBalance: text(),
        alternateCurrencyName: text(),
      }),
    ),
  }),
);

export const ledgerEntry = lazy(() =>
  open({
    eventLogId: idOf('ledgerEvent', integer()),
    eventName: text(),
    customerId: idOf('customer', integer()),
    ledgerCreatedDate: dateTime({ zone: 'server' }),
    ledgerCreatedDateISO: dateTime({ zone: 'offset' }),
    customerDetails: ledgerEntryCustomerDetail(),
    entryDetails: list(entryDetail()),
    netPointsOnEvent: text(),
    netAlternateCurrenciesOnEvent: keyValues(),
    transactionDetails: transactionDetail(),
    store: text(),
    storeCode: text(),
    tillCode: text(),
    eventDetails: eventDetail(),
    sourceProgramId: idOf('loyaltyProgram', integer()),
    sourceProgramName: text(),
    orgId: integer(),
    conceptId: idOf('concept', integer()),
    conceptName: text(),
  }),
);

const entryDetail = lazy(() =>
  open({
    ledgerEntryType: text(),
    points: text(),
    pointsCategory: text(),
    programName: text(),
    programId: idOf('loyaltyProgram', integer()),
    alternateCurrencyName: text(),
  }),
);

const transactionDetail = lazy(() =>
  open({
    transactionId: idOf('transaction', integer()),
    transactionNumber: text(),
    date: dateTime({ zone: 'server' }),
    dateISO: dateTime({ zone: 'offset' }),
    amount: number(),
    grossBillAmount: number(),
    source: text(),
  }),
);

export const promo = lazy(() =>
  open({
    promotionId: integer(),
    promotionName: text(),
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    value: number(),
    expiresOn: dateTime({ zone: 'server' }),
    expiresOnISO: dateTime({ zone: 'offset' }),
    expiryType: text(),
    promotionStartDate: dateTime({ zone: 'server' }),
    promotionEndDate: dateTime({ zone: 'server' }),
  }),
);

export const pointsEarned = lazy(() =>
  open({
    regular: list(regular()),
    promo: list(promo()),
    promised: list(promised()),
  }),
);

export const regular = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
    value: number(),
    expiresOn: dateTime({ zone: 'server' }),
    expiresOnISO: dateTime({ zone: 'offset' }),
    expiryType: text(),
  }),
);

export const billDetail = lazy(() =>
  open({
    amount: money(),
    billingStore: orgEntity(),
    billNumber: idOf('billNumber', text()),
    billingTime: dateTime({ zone: 'offset' }),
    billingTimeInputOffset: text(),
    discount: money(),
    grossAmount: money(),
    note: freeText(),
    returnDetails: open({ canceled: boolean() }),
    niReturnDetails: keyValues(),
    invalidBill: boolean(),
  }),
);

export const pointInTimeSlab = lazy(() =>
  open({
    pointInTimeSlabNumber: integer(),
    pointInTimeSlabName: text(),
    programId: idOf('loyaltyProgram', integer()),
    isDefaultProgram: boolean(),
  }),
);

export const fleetGroupUser = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    groupId: idOf('userGroup', integer()),
    defaultGroup: boolean(),
    active: boolean(),
    primaryMember: boolean(),
  }),
);

const defaultValue = lazy(() =>
  open({
    id: number(),
    periodId: idOf('targetPeriod', integer()),
    defaultValue: number(),
  }),
);

export const lineItemsV2 = lazy(() =>
  open({
    amount: number(),
    itemCode: text(),
    description: text(),
    discount: number(),
    qty: number(),
    rate: number(),
    value: number(),
    returnable: boolean(),
    returnableDays: integer(),
    comboDetails: list(keyValues()),
    addOnDetails: list(keyValues()),
    splitDetails: list(keyValues()),
    extendedFields: keyValues(),
  }),
);

export const paymentMode = lazy(() =>
  open({
    mode: text(),
    value: number(),
    notes: freeText(),
    attributes: keyValues(),
  }),
);

/** Points that become redeemable later. */
export const promised = lazy(() =>
  open({
    promotionId: integer(),
    promotionName: text(),
    promotionIdentifier: text(),
    value: number(),
    conversionDate: dateTime({ zone: 'server' }),
    programId: idOf('loyaltyProgram', integer()),
    programName: text(),
  }),
);

export const targetGroup = lazy(() =>
  open({
    active: boolean(),
    activePeriod: activePeriod(),
    attribution: attribution(),
    createdOn: epoch({ unit: 'milliseconds' }),
    description: text(),
    frequency: number(),
    frequencyType: text(),
    fromDate: date(),
    id: idOf('targetGroup', number()),
    name: text(),
    periods: list(activePeriod()),
    preferredTillId: idOf('till', integer()),
    recurringCycles: number(),
    targetCycleStartDate: dateTime({ zone: 'server' }),
    targetEvaluationType: text(),
    toDate: date(),
    totalPeriods: number(),
    trackingType: text(),
    targetCycleEndDate: dateTime({ zone: 'server' }),
    targets: list(target()),
    leaderboardEnabled: boolean(),
    userCreated: boolean(),
    streaks: list(streak()),
    orgId: integer(),
    combinationType: text(),
    unifiedTargetExpression: unifiedTargetExpression(),
    targetAudienceFilter: list(targetAudienceFilter()),
    deactivateTargetIds: list(idOf('target', integer())),
    targetCycleStartDateISO: dateTime({ zone: 'offset' }),
    targetCycleEndDateISO: dateTime({ zone: 'offset' }),
  }),
);

export const target = lazy(() =>
  open({
    id: idOf('target', number()),
    attribution: attribution(),
    name: text(),
    emfRuleSetId: integer(),
    targetType: text(),
    targetEntity: text(),
    eventName: text(),
    targetGroupId: idOf('targetGroup', integer()),
    description: text(),
    active: boolean(),
    expression: text(),
    expressionJson: text(),
    filters: list(
      open({
        entityType: text(),
        entityIds: list(idOf('store', integer())),
      }),
    ),
    enrolmentMethod: text(),
    defaultValues: list(defaultValue()),
    targetPeriodDefaultValuesMap: mapOf(defaultValue()).describe('by id of the period'),
    extendedFieldInfo: extendedFieldInfo(),
    targetMilestoneTriggers: list(anything()),
    targetAudienceFilter: list(targetAudienceFilter()),
    emfUnrolledRulesetId: integer(),
  }),
);

const lastUpdatedBy = lazy(() =>
  open({
    id: integer(),
    code: text(),
    description: text(),
    name: personName(),
    type: text(),
  }),
);

const extendedFieldInfo = lazy(() =>
  open({
    name: text(),
    aggregateFunction: text(),
    programId: idOf('loyaltyProgram', integer()),
    alternateCurrencyIdentifier: text(),
    aggregateWindow: anything(),
  }),
);

const targetAudienceFilter = lazy(() =>
  open({
    audienceGroupId: idOf('audienceGroup', integer()),
    versionId: integer(),
    audienceFilterMetaId: integer(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
  }),
);

const unifiedTargetExpression = lazy(() =>
  open({
    aggregation: text(),
    thresholdValue: number(),
    ruleExpression: text(),
  }),
);

export const lineItemDetails = lazy(() =>
  open({
    amount: money(),
    description: text(),
    discount: money(),
    itemCode: text(),
    qty: number(),
    rate: money(),
    serial: integer(),
    value: money(),
    returnable: boolean(),
    returnableDays: integer(),
    attributes: keyValues(),
    extendedFields: keyValues(),
    newExtendedFields: keyValues(),
    attributesSet: list(keyValues()),
  }),
);

/** A customer by its identifiers, as far as they are known, and whether there is such a customer. */
export const knownCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    mobile: mobile(),
    email: email(),
    externalId: idOf('customerExternalId', text()),
    status: statusCode(),
  }),
);
