/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { freeText, open, problem, time } from '../schemas/answer.js';
import { fleetGroupUser, identifier, loyaltyInfo, profile, transferredFrom } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text, textOrNumber } from '../schemas/values.js';

export const point = lazy(() =>
  open({
    toEntityId: idOf('customer', integer()),
    toEntityType: text(),
    fromEntityId: idOf('customer', integer()),
    fromEntityType: text(),
    pointsTransferDate: time({ zone: 'organization' }),
    pointsTransferDateISO: time({ zone: 'offset' }),
    pointsTransferred: number(),
    transferId: integer(),
    transferType: text(),
    transferredFrom: transferredFrom(),
    transferredTo: transferredFrom(),
    notes: freeText(),
    programName: text(),
    transferredFromUserGroup2: transferredFromUserGroup2(),
    transferredToUserGroup2: transferredFromUserGroup2(),
    pointsTransferBreakupByEarningPrograms: list(pointsTransferBreakupByEarningProgram()),
  }),
);

const pointsTransferBreakupByEarningProgram = lazy(() =>
  open({
    programId: idOf('loyaltyProgram', integer()),
    deductedPoints: number(),
    programCurrentPoints: number(),
  }),
);

const transferredFromUserGroup2 = lazy(() =>
  open({
    id: integer(),
    externalId: idOf('userGroupExternalId', text()),
    groupStatus: text(),
    fleetGroupUsers: list(fleetGroupUser()),
    createdBy: integer(),
    createdOn: time({ zone: 'offset' }),
    groupName: text(),
    maxGroupSize: integer(),
    lifeTimePurchases: number(),
  }),
);

const transferFrom = lazy(() =>
  open({
    id: integer(),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    segments: keyValues(),
    extendedFields: keyValues(),
  }),
);

const transferTo = lazy(() =>
  open({
    id: integer(),
    profiles: list(profile()),
    loyaltyInfo: loyaltyInfo(),
    segments: keyValues(),
    extendedFields: keyValues(),
  }),
);

export const pointsCheckTransferrableAnswer = () =>
  open({
    data: list(
      open({
        pointsTobeTransferred: number(),
        transferFrom: transferFrom(),
        transferTo: transferTo(),
        transferrable: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsTransferAnswer = () =>
  open({
    data: list(point()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsGetTransfersAnswer = () =>
  open({
    data: list(point()),
    warnings: list(problem()),
    errors: list(problem()),
  });

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
        expiryBatchDate: time({ zone: 'offset' }),
        status: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsCheckGroupTransferrableAnswer = () =>
  open({
    data: list(
      open({
        pointsTobeTransferred: number(),
        pointsToBeTransferred: number(),
        transferrable: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const pointsTransferGroupAnswer = () =>
  open({
    data: list(point()),
    warnings: list(problem()),
    errors: list(problem()),
  });

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
  });
