/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { customerMembers } from '../customer/customer.entities.js';
import { open, problem } from '../schemas/answer.js';
import { fleetGroupUser, identifier, pagination, transferredFrom } from '../schemas/answers.modern.js';
import { freeText, idOf, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, number, text, textOrNumber } from '../schemas/values.js';

/** A group whose points were transferred. */
const transferGroup = lazy(() =>
  open({
    id: idOf('userGroup', integer()),
    externalId: idOf('userGroupExternalId', text()),
    groupName: text(),
    groupStatus: text(),
    maxGroupSize: integer(),
    lifeTimePurchases: money(),
    fleetGroupUsers: list(fleetGroupUser()),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'offset' }),
  }),
);

/** A transfer of points. Each side is a customer, or a group where its entity type is `USERGROUP2`. */
export const pointsTransfer = lazy(() =>
  open({
    transferId: integer(),
    transferType: text(),
    pointsTransferred: number(),
    pointsTransferDate: dateTime({ zone: 'server' }),
    pointsTransferDateISO: dateTime({ zone: 'offset' }),
    startDateISO: dateTime({ zone: 'offset' }),
    endDateISO: dateTime({ zone: 'offset' }),
    fromEntityId: idOf('customer', integer()),
    fromEntityType: text(),
    toEntityId: idOf('customer', integer()),
    toEntityType: text(),
    transferredFrom: transferredFrom(),
    transferredTo: transferredFrom(),
    transferredFromUserGroup2: transferGroup(),
    transferredToUserGroup2: transferGroup(),
    notes: freeText(),
    programName: text(),
    pointsTransferBreakupByEarningPrograms: list(
      open({
        programId: idOf('loyaltyProgram', integer()),
        deductedPoints: number(),
        programCurrentPoints: number(),
      }),
    ),
  }),
);

/** Whether points may be transferred. The API spells the number of points in two ways. */
export const pointsCheckTransferrableAnswer = () =>
  open({
    data: list(
      open({
        transferrable: boolean(),
        pointsTobeTransferred: number(),
        pointsToBeTransferred: number(),
        transferFrom: open(customerMembers()),
        transferTo: open(customerMembers()),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsTransferAnswer = () =>
  open({
    pagination: pagination(),
    data: list(pointsTransfer()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsGetTransfersAnswer = pointsTransferAnswer;

export const pointsReverseRedemptionAnswer = () =>
  open({
    orgId: integer(),
    identifier: identifier(),
    customerId: idOf('customer', integer()),
    redemptionId: idOf('pointsRedemption', text()),
    reversalId: text(),
    pointsToBeReversed: number(),
    pointsReversed: number(),
    pointsReversedDetails: open({
      available: number(),
      expired: number(),
    }),
    crossMemberReversalBreakup: list(
      open({
        memberId: idOf('customer', integer()),
        pointsRestored: number(),
        pointsExpiredByReversal: number(),
        expiryBatchDate: dateTime({ zone: 'offset' }),
        status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsCheckGroupTransferrableAnswer = pointsCheckTransferrableAnswer;

export const pointsTransferGroupAnswer = pointsTransferAnswer;

export const pointsUnlockPromisedAnswer = () =>
  open({
    pointsUnlocked: list(
      open({
        billNumber: textOrNumber(),
        itemCode: textOrNumber(),
        pointsUnlocked: textOrNumber(),
        programId: idOf('loyaltyProgram', integer()),
        promotionIdentifier: text(),
        promotionId: integer(),
        promotionName: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });
