/** Leads as answers show them. What a lead does not have is absent. */
import type { leadAdd, leadGetFollowups, leadGetStatusLog } from '../../../tools/leads/leads.js';
import type { Answer, RowOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { FollowUp, Lead, LeadStatusChange } from './state.js';

/** How a moment is written: in the organization's time zone for a lead, in UTC for its logs when read alone. */
type Written = (at: Instant) => string;

const inUtc: Written = (at) => at;

/** A lead with its follow-ups and status log. */
export function toLeadJson(world: World, lead: Lead): Answer<typeof leadAdd> {
  const written: Written = (at) => zonedDateTime(at, world.organisation.timezone);
  return {
    id: lead.id,
    userId: lead.customerId,
    type: lead.type,
    leadFor: lead.leadFor,
    status: lead.status,
    subStatus: lead.subStatus || undefined,
    owner: lead.owner || undefined,
    nextFollowUp: lead.nextFollowUp === null ? undefined : written(lead.nextFollowUp),
    lastFollowUp: lead.lastFollowUp === null ? undefined : written(lead.lastFollowUp),
    createdOn: written(lead.createdOn),
    createdBy: lead.createdBy,
    lastUpdatedOn: written(lead.lastUpdatedOn),
    lastUpdatedBy: lead.lastUpdatedBy,
    followUpDetails: lead.followUps.map((each) => toFollowUpJson(lead, each, written)),
    statusLogDetails: lead.statusLog.map((each) => toStatusChangeJson(world, lead, each, written)),
    orgSourceId: lead.orgSourceId,
    extendedFields: lead.extendedFields,
  };
}

export function toFollowUpJson(
  lead: Lead,
  { followedUpOn, scheduledFollowUp, ...followUp }: FollowUp,
  written: Written = inUtc,
): RowOf<typeof leadGetFollowups> {
  return {
    id: followUp.id,
    userId: lead.customerId,
    leadId: lead.id,
    notes: followUp.notes || undefined,
    createdBy: followUp.createdBy,
    createdOn: written(followUp.createdOn),
    followedUpBy: followUp.followedUpBy,
    followedUpOn: followedUpOn === null ? undefined : written(followedUpOn),
    scheduledFollowUp: scheduledFollowUp === null ? undefined : written(scheduledFollowUp),
  };
}

export function toStatusChangeJson(
  world: World,
  lead: Lead,
  change: LeadStatusChange,
  written: Written = inUtc,
): RowOf<typeof leadGetStatusLog> {
  const reason = change.reasonId === null ? undefined : world.leadReasons[change.reasonId];
  return {
    id: change.id,
    userId: lead.customerId,
    leadId: lead.id,
    status: change.status,
    subStatus: change.subStatus || undefined,
    createdBy: change.createdBy,
    createdOn: written(change.createdOn),
    reasonId: reason?.id,
    reason: reason?.reason,
  };
}
