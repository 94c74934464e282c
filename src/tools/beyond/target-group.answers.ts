/** What the calls of this section answer. */

import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination, target, targetGroup } from '../schemas/answers.modern.js';
import { email, idOf, mobile, personalData, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list, number, text } from '../schemas/values.js';

const problems = () => ({ errors: list(problem()), warnings: list(problem()) });

export const targetGroupListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(targetGroup()),
    ...problems(),
  });

export const enrolledCustomerAnswer = () => open({ data: idOf('customer', integer()), ...problems() });

export const targetListEnrolledAnswer = () => open({ data: list(target()), ...problems() });

export const targetGetTrackedEventsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(
      open({
        eventLogId: idOf('ledgerEvent', integer()),
        eventName: text('GENERIC_EVENT, ADD_TRANSACTION, RETURN_BILL, ENROL or UNENROL'),
        customerId: idOf('customer', integer()),
        eventDisplayName: text(),
        uniqueId: text('transaction id of a bill; request id of a behavioural event'),
        eventDate: dateTime({ zone: 'server' }),
        eventProcessedDate: dateTime({ zone: 'server' }),
        periodId: idOf('targetPeriod', integer()),
        targetGroupId: idOf('targetGroup', integer()),
        targetRuleId: idOf('target', integer()),
        targetValue: number('what it counted'),
      }),
    ),
    ...problems(),
  });

export const targetCheckNameAnswer = () => open({ data: boolean('true: free'), ...problems() });

export const targetGroupUpdateAnswer = () => open({ data: targetGroup(), ...problems() });

export const targetUpdateUnifiedAnswer = () =>
  open({
    data: open({
      unifiedTargetExpression: open({ aggregation: text(), thresholdValue: number(), ruleExpression: text() }),
      targets: list(target()),
      deactivateTargetIds: list(idOf('target', integer())),
    }),
    ...problems(),
  });

/** When a leaderboard was computed. The member without ISO has the abbreviation of a time zone at its end. */
const synchronized = () => ({ lastSyncTime: text(), lastSyncTimeISO: dateTime({ zone: 'offset' }) });

const person = () => ({ first_name: personName(), last_name: personName(), mobile: mobile(), email: email() });

const rankedCustomer = lazy(() =>
  open({
    rank: integer(),
    userId: idOf('customer', integer()),
    achievedValue: number(),
    lastActivityTime: text(),
    lastActivityTimeISO: dateTime({ zone: 'offset' }),
    userEnrichmentDetails: open({
      ...person(),
      gender: personalData(text()),
      birthday: personalData(text()),
      anniversary: personalData(text()),
    }),
  }),
);

export const targetGroupGetLeaderboardAnswer = () =>
  open({
    pagination: pagination(),
    data: open({
      ...synchronized(),
      targetGroupId: idOf('targetGroup', integer()),
      targetGroupName: text(),
      targetRuleId: idOf('target', integer()),
      targetRuleName: text(),
      periodId: idOf('targetPeriod', integer()),
      periodRefCode: text(),
      rankings: list(rankedCustomer()),
    }),
    ...problems(),
  });

export const targetGetRankForUserAnswer = () =>
  open({
    data: open({
      ...synchronized(),
      customerId: idOf('customer', integer()),
      userEnrichmentDetails: open(person()),
      userRanks: list(
        open({
          orgId: integer(),
          targetGroupId: idOf('targetGroup', integer()),
          targetRuleId: idOf('target', integer()),
          periodId: idOf('targetPeriod', integer()),
          achievedValue: number(),
          rank: integer(),
          lastActivityTimeISO: dateTime({ zone: 'offset' }),
          totalUsersInTargetGroup: integer(),
        }),
      ),
    }),
    ...problems(),
  });
