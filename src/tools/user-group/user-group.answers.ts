/** What the calls of this section answer. */

import { lazy } from '../../lib/lazy.js';
import { pointsAndTier, programMembers } from '../customer/customer.entities.js';
import { anything, bulkAnswer, open, problem } from '../schemas/answer.js';
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
} from '../schemas/answers.modern.js';
import { email, freeText, idOf, mobile, money, personName } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';
import { paymentMode } from '../transaction/transaction.answers.js';

/** A customer's place in a group. */
export const membership = lazy(() =>
  open({
    userId: idOf('customer', integer()),
    groupId: idOf('userGroup', integer()),
    permissions: list(text()),
    defaultGroup: boolean(),
    active: boolean(),
    primaryMember: boolean(),
  }),
);

/** A member with cards, if they were asked for. */
const member = lazy(() =>
  open({
    fleetUserId: idOf('customer', integer()),
    firstName: personName(),
    lastName: personName(),
    joinedOn: date(),
    permissions: text(),
    pointsContributed: number(),
    email: email(),
    mobile: mobile(),
    role: text(),
    roleCode: idOf('roleCode', text()),
    identifiers: list(identifier()),
    cards: list(card()),
    inActive: boolean('misnamed: true for active members'),
    primaryMember: boolean(),
  }),
);

const card = lazy(() =>
  open({
    cardId: integer(),
    issuedDate: dateTime({ zone: 'offset' }),
    createdDate: date(),
    expiryDays: integer(),
    expiryDate: dateTime({ zone: 'offset' }),
    seriesName: text(),
    seriesId: idOf('cardSeries', integer()),
    seriesCode: idOf('cardSeriesCode', text()),
    cardNumber: idOf('cardNumber', text()),
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
    id: idOf('userGroup', integer()),
    externalId: idOf('userGroupExternalId', text()),
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
        groupExternalId: idOf('userGroupExternalId', text()),
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

export const userGroupJoinAnswer = () => bulkAnswer(membership(), membership());

/** The answer of a call that moves or removes a member. */
export const memberMoved = () => open({ success: boolean(), warnings: list(problem()), errors: list(problem()) });

const pointSummary = lazy(() =>
  open({
    issuedPoints: number(),
    returnedPoints: number(),
    redeemedPoints: number(),
    expiredPoints: number(),
    availablePoints: number(),
    expiryDate: dateTime({ zone: 'offset' }),
    programId: idOf('loyaltyProgram', integer()),
    delayedPoints: number(),
    delayedPointsReturned: number(),
    redeemableFrom: dateTime({ zone: 'offset' }),
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
          lifeTimePurchases: money(),
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
        paymentModes: list(paymentMode()),
        type: text(),
        deliveryStatus: text(),
        returnDetails: open({ canceled: boolean() }),
        niReturnDetails: keyValues(),
        /** Of the member who bought. */
        role: text(),
        warnings: list(problem()),
        lifeTimePurchases: money(),
        ignorePoints: boolean(),
        extendedFields: keyValues(),
        autoUpdateTime: dateTime({ zone: 'offset' }),
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
    newExpiryDate: dateTime({ zone: 'server' }),
    eventDate: dateTime({ zone: 'server' }),
    points: number(),
    strategyName: text(),
  }),
);

/** Points that expired on a day. */
const expiredPoints = lazy(() =>
  open({
    points: number(),
    expiredOn: date(),
    programId: idOf('loyaltyProgram', integer()),
    expiredPointsSummary: list(expiredPointsSummary()),
  }),
);

/** What is missing to the next tier. The flags were there in 2022 only. */
const gapToUpgrade = lazy(() =>
  open({
    upgradeBasedOn: text(),
    upgradeThreshold: number(),
    customerUpgradeEntityValues: customerUpgradeEntityValue(),
    setUpgradeBasedOn: boolean(),
    setUpgradeEntityIdentifiers: boolean(),
    setUpgradeThreshold: boolean(),
    setCustomerUpgradeEntityValues: boolean(),
  }),
);

/** What a group has in one program. */
const pointsSummary = lazy(() =>
  open({
    ...pointsAndTier(),
    ...programMembers(),
    userGroup2Id: idOf('userGroup', integer()),
    currentSlabDescription: text(),
    linkedPartnerPrograms: list(anything()),
    gapToRenewSummary: gapToRenewSummary(),
    pointsContributionToGroup: number(),
  }),
);

export const userGroupGetAnswer = () =>
  open({
    id: idOf('userGroup', integer()),
    externalId: idOf('userGroupExternalId', text()),
    groupStatus: text(),
    fleetGroupUsers: list(fleetGroupUser()),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'offset' }),
    groupName: text(),
    maxGroupSize: integer(),
    lifeTimePurchases: money(),
    expiredPoints: list(expiredPoints()),
    expirySchedules: list(expirySchedule()),
    gapToUpgrade: list(gapToUpgrade()),
    gapToRenew: gapToRenewSummary(),
    totalActiveMembers: integer(),
    totalExitedMembers: integer(),
    pointsSummaries: list(pointsSummary()),
    /** What these two hold is not documented. */
    primaryMember: anything(),
    company: anything(),
    extendedFields: keyValues(),
    warnings: list(problem()),
  });

/** The answer of both calls that list members. `pagination` comes only if it was asked for. */
export const members = () =>
  open({
    pagination: pagination(),
    data: list(member()),
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
        changedOn: dateTime({ zone: 'offset' }),
        notes: freeText(),
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
