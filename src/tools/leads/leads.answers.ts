/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { freeText, idOf, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, keyValues, list, text } from '../schemas/values.js';

const followUp = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    leadId: idOf('lead', integer()),
    notes: freeText(),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'offset' }),
    followedUpBy: idOf('staffMember', integer()),
    followedUpOn: dateTime({ zone: 'offset' }),
    scheduledFollowUp: dateTime({ zone: 'offset' }),
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
    createdOn: dateTime({ zone: 'offset' }),
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
    nextFollowUp: dateTime({ zone: 'offset' }),
    lastFollowUp: dateTime({ zone: 'offset' }),
    createdOn: dateTime({ zone: 'offset' }),
    createdBy: integer(),
    lastUpdatedOn: dateTime({ zone: 'offset' }),
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
