/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { freeText, open, personName, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { integer, keyValues, list, text } from '../schemas/values.js';

export const lead = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    type: text(),
    leadFor: text(),
    status: text(),
    subStatus: text(),
    owner: personName(),
    nextFollowUp: time({ zone: 'offset' }),
    lastFollowUp: time({ zone: 'offset' }),
    createdOn: time({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    followUpDetails: list(followUpDetail()),
    statusLogDetails: list(statusLogDetail()),
    orgSourceId: integer(),
    extendedFields: keyValues(),
    warnings: list(problem()),
  }),
);

const followUpDetail = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    leadId: idOf('lead', integer()),
    notes: freeText(),
    createdBy: integer(),
    createdOn: time({ zone: 'offset' }),
    followedUpBy: integer(),
    followedUpOn: time({ zone: 'offset' }),
    scheduledFollowUp: time({ zone: 'offset' }),
  }),
);

const statusLogDetail = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    leadId: idOf('lead', integer()),
    status: text(),
    subStatus: text(),
    createdBy: integer(),
    createdOn: time({ zone: 'offset' }),
    reasonId: idOf('leadReason', integer()),
    reason: text(),
  }),
);

export const leadAddSubstatusAnswer = () =>
  open({
    status: text(),
    subStatus: text(),
    warnings: list(problem()),
  });

export const leadAddReasonsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        reason: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadGetStatusLogAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        userId: idOf('customer', integer()),
        leadId: idOf('lead', integer()),
        status: text(),
        subStatus: text(),
        createdBy: integer(),
        createdOn: time({ zone: 'offset' }),
        reasonId: idOf('leadReason', integer()),
        reason: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadGetFollowupsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        userId: idOf('customer', integer()),
        leadId: idOf('lead', integer()),
        notes: freeText(),
        createdBy: integer(),
        createdOn: time({ zone: 'offset' }),
        followedUpBy: integer(),
        followedUpOn: time({ zone: 'offset' }),
        scheduledFollowUp: time({ zone: 'offset' }),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadGetReasonsAnswer = () =>
  open({
    data: list(
      open({
        id: integer(),
        reason: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadGetAnswer = () =>
  open({
    data: list(lead()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadGetSubstatusesAnswer = () =>
  open({
    data: list(
      open({
        status: text(),
        subStatus: text(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadListAssignedAnswer = () =>
  open({
    data: list(lead()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const leadSearchAnswer = () =>
  open({
    data: list(lead()),
    warnings: list(problem()),
    errors: list(problem()),
  });
