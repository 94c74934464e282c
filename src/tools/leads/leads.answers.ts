/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { freeText, open, personName, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { integer, keyValues, list, text } from '../schemas/values.js';

const followUp = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    leadId: idOf('lead', integer()),
    notes: freeText(),
    createdBy: integer(),
    createdOn: time({ zone: 'offset' }),
    followedUpBy: idOf('staffMember', integer()),
    followedUpOn: time({ zone: 'offset' }),
    scheduledFollowUp: time({ zone: 'offset' }),
  }),
);

/** A status that a lead had. `createdBy` is -1 for the system. */
const pastStatus = lazy(() =>
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

export const lead = lazy(() =>
  open({
    id: idOf('lead', integer()),
    userId: idOf('customer', integer()),
    type: text(),
    leadFor: text(),
    status: text(),
    subStatus: text(),
    owner: idOf('staffUsername', personName()),
    nextFollowUp: time({ zone: 'offset' }),
    lastFollowUp: time({ zone: 'offset' }),
    createdOn: time({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: time({ zone: 'offset' }),
    lastUpdatedBy: integer(),
    followUpDetails: list(followUp()),
    statusLogDetails: list(pastStatus()),
    orgSourceId: integer(),
    extendedFields: keyValues(),
    warnings: list(problem()),
  }),
);

const reason = lazy(() => open({ id: idOf('leadReason', integer()), reason: text() }));

const outcome = lazy(() => ({ warnings: list(problem()), errors: list(problem()) }));

export const leads = lazy(() => open({ data: list(lead()), ...outcome() }));

export const reasons = lazy(() => open({ data: list(reason()), ...outcome() }));

export const leadAddSubstatusAnswer = () => open({ status: text(), subStatus: text(), warnings: list(problem()) });

export const leadGetStatusLogAnswer = () => open({ data: list(pastStatus()), ...outcome() });

export const leadGetFollowupsAnswer = () => open({ data: list(followUp()), ...outcome() });

export const leadGetSubstatusesAnswer = () =>
  open({ data: list(open({ status: text(), subStatus: idOf('leadSubstatus', text()) })), ...outcome() });
