/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { anything, day, email, mobile, open, personName, problem, time } from '../schemas/answer.js';
import {
  billDetail,
  customerDetail,
  customerUpgradeEntityValue,
  expirySchedule,
  fleetGroupUser,
  gapToRenewSummary,
  identifier,
  ledgerDetail,
  ledgerEntry,
  lineItem,
  pagination,
  promisedPointsScheduleList,
  statusInfo,
  triggerBasedPointsList,
  upgradeStrategy,
} from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const userGroup = lazy(() =>
  open({
    fleetUserId: idOf('customer', integer()),
    firstName: personName(),
    lastName: personName(),
    joinedOn: day(),
    permissions: text(),
    pointsContributed: number(),
    email: email(),
    mobile: mobile(),
    role: text(),
    roleCode: text(),
    identifiers: list(identifier()),
    cards: list(card()),
    inActive: boolean(),
    primaryMember: boolean(),
  }),
);

const card = lazy(() =>
  open({
    cardId: integer(),
    issuedDate: time({ zone: 'offset' }),
    createdDate: day(),
    expiryDays: integer(),
    expiryDate: time({ zone: 'offset' }),
    seriesName: text(),
    seriesId: idOf('cardSeries', integer()),
    seriesCode: text(),
    cardNumber: text(),
    type: text(),
    customerId: idOf('customer', integer()),
    maxActiveCards: integer(),
    orgId: integer(),
    entityId: integer(),
    customFields: keyValues(),
    transactionNotAllowed: boolean(),
    statusInfo: statusInfo(),
  }),
);

export const userGroupAddAnswer = () =>
  open({
    entity: idOf('userGroup', integer()),
    warnings: list(problem()),
  });

export const userGroupUpdateAnswer = () =>
  open({
    id: integer(),
    externalId: text(),
    groupName: text(),
    maxGroupSize: integer(),
    extendedFields: keyValues(),
    warnings: list(problem()),
  });

export const userGroupSearchAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        groupId: idOf('userGroup', integer()),
        groupName: text(),
        groupStatus: text(),
        groupExternalId: text(),
        firstName: personName(),
        lastName: personName(),
        primaryMemberId: idOf('customer', integer()),
        email: email(),
        mobile: mobile(),
        totalMembers: integer(),
        totalActiveMembers: integer(),
        extendedFields: keyValues(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const userGroupDeleteAnswer = () =>
  open({
    warnings: list(problem()),
  });

export const userGroupJoinAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const userGroupRemoveMemberAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const userGroupTransferMemberAnswer = () =>
  open({
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

const pointSummary = lazy(() =>
  open({
    issuedPoints: number(),
    returnedPoints: number(),
    redeemedPoints: number(),
    expiredPoints: number(),
    availablePoints: number(),
    expiryDate: time({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    delayedPoints: number(),
    delayedPointsReturned: number(),
    redeemableFrom: time({ zone: 'offset' }),
  }),
);

export const userGroupGetTransactionsAnswer = () =>
  open({
    data: list(
      open({
        useDefaultFleetGroup: boolean(),
        pointSummary: pointSummary(),
        loyaltiesPointDetails: list(anything()),
        billPointsBreakup: list(anything()),
        userGroup2: open({
          id: idOf('userGroup', integer()),
          groupStatus: text(),
          lifeTimePurchases: number(),
          primaryUserId: idOf('customer', integer()),
        }),
        billDetails: billDetail(),
        source: text(),
        customFields: keyValues(),
        addWithLocalCurrency: boolean(),
        async: boolean(),
        useV2: boolean(),
        simulation: boolean(),
        customerId: idOf('customer', integer()),
        id: integer(),
        lineItems: list(lineItem()),
        outlierStatus: text(),
        paymentModes: list(anything()),
        type: text(),
        warnings: list(problem()),
        lifeTimePurchases: number(),
        ignorePoints: boolean(),
        extendedFields: keyValues(),
        autoUpdateTime: time({ zone: 'offset' }),
        transactionEventStatus: text(),
        basketSize: number(),
        retroTxn: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

const expiredPointsSummary = lazy(() =>
  open({
    paType: text(),
    paId: integer(),
    expiryUpdateReasonType: text(),
    expiryUpdateReasonNote: text(),
    newExpiryDate: time({ zone: 'organization' }),
    eventDate: time({ zone: 'organization' }),
    points: number(),
    strategyName: text(),
  }),
);

export const userGroupGetAnswer = () =>
  open({
    id: integer(),
    externalId: text(),
    groupStatus: text(),
    fleetGroupUsers: list(fleetGroupUser()),
    createdBy: integer(),
    createdOn: time({ zone: 'offset' }),
    groupName: text(),
    maxGroupSize: integer(),
    lifeTimePurchases: number(),
    expiredPoints: list(
      open({
        points: number(),
        expiredOn: day(),
        programId: idOf('loyaltyProgram', integer()),
        expiredPointsSummary: list(expiredPointsSummary()),
      }),
    ),
    expirySchedules: list(expirySchedule()),
    gapToUpgrade: list(
      open({
        upgradeBasedOn: text(),
        upgradeThreshold: number(),
        customerUpgradeEntityValues: customerUpgradeEntityValue(),
        setUpgradeBasedOn: boolean(),
        setUpgradeEntityIdentifiers: boolean(),
        setUpgradeThreshold: boolean(),
        setCustomerUpgradeEntityValues: boolean(),
      }),
    ),
    gapToRenew: open({
      tierExpiryDate: day(),
      renewConfirmed: boolean(),
      renewStrategies: list(anything()),
    }),
    totalActiveMembers: integer(),
    totalExitedMembers: integer(),
    pointsSummaries: list(
      open({
        redeemed: number(),
        expired: number(),
        returned: number(),
        adjusted: number(),
        lifetimePoints: number(),
        loyaltyPoints: number(),
        userGroup2Id: idOf('userGroup', integer()),
        currentSlab: text(),
        currentSlabDescription: text(),
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
        linkedPartnerPrograms: list(anything()),
        programTitle: text(),
        programDescription: text(),
        programPointsToCurrencyRatio: number(),
        upgradeStrategies: list(upgradeStrategy()),
        gapToRenewSummary: gapToRenewSummary(),
        pointsContributionToGroup: number(),
      }),
    ),
    extendedFields: keyValues(),
    warnings: list(problem()),
  });

export const userGroupGetMembersWithCardsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(userGroup()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const userGroupGetPrimaryAndSecondaryAnswer = () =>
  open({
    pagination: pagination(),
    data: list(userGroup()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const userGroupGetTierHistoryAnswer = () =>
  open({
    data: list(
      open({
        fromSlabNumber: integer(),
        toSlabNumber: integer(),
        from: text(),
        to: text(),
        changedOn: time({ zone: 'offset' }),
        notes: text(),
        tillId: idOf('till', integer()),
        store: open({
          id: idOf('store', integer()),
          code: text(),
          description: text(),
          name: text(),
          type: text(),
          adminType: text(),
          isOrgUnit: boolean(),
        }),
        type: text(),
        programId: idOf('loyaltyProgram', integer()),
      }),
    ),
    pagination: pagination(),
    warnings: list(problem()),
  });

export const userGroupGetLedgerAnswer = () =>
  open({
    customerDetails: customerDetail(),
    ledgerDetails: ledgerDetail(),
    ledgerEntries: list(ledgerEntry()),
    warnings: list(problem()),
  });

export const userGroupGetPointsExpiryScheduleAnswer = () =>
  open({
    expirySchedules: list(expirySchedule()),
    warnings: list(problem()),
  });

export const userGroupGetPromisedPointsScheduleAnswer = () =>
  open({
    entityId: idOf('userGroup', integer()),
    entityType: text(),
    promisedPointsScheduleList: list(promisedPointsScheduleList()),
    triggerBasedPointsList: list(triggerBasedPointsList()),
    warnings: list(problem()),
  });
