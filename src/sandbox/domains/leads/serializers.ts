/** Leads as answers show them. */
import type { Instant } from '../../clock.js';
import { zonedDateTime } from '../../dates.js';
import type { World } from '../../world.js';
import { holderOf } from './rules.js';
import type { FollowUp, Lead, LeadStatusChange } from './state.js';

/** How a moment is written: in the organization's time zone for a lead, in UTC for its logs when read alone. */
type Written = (at: Instant) => string;

const inUtc: Written = (at) => at;

/** A lead with its follow-ups and status log. What it does not have is absent. */
export function leadFace(world: World, lead: Lead): object {
  const written: Written = (at) => zonedDateTime(at, world.organisation.timezone);
  return {
    id: lead.id,
    userId: holderOf(world, lead),
    type: lead.type,
    leadFor: lead.leadFor,
    status: lead.status,
    ...(lead.subStatus !== '' && { subStatus: lead.subStatus }),
    ...(lead.owner !== '' && { owner: lead.owner }),
    ...(lead.nextFollowUp !== null && { nextFollowUp: written(lead.nextFollowUp) }),
    ...(lead.lastFollowUp !== null && { lastFollowUp: written(lead.lastFollowUp) }),
    createdOn: written(lead.createdOn),
    createdBy: lead.createdBy,
    lastUpdatedOn: written(lead.lastUpdatedOn),
    lastUpdatedBy: lead.lastUpdatedBy,
    followUpDetails: lead.followUps.map((each) => followUpFace(world, lead, each, written)),
    statusLogDetails: lead.statusLog.map((each) => statusChangeFace(world, lead, each, written)),
    orgSourceId: lead.orgSourceId,
    extendedFields: lead.extendedFields,
  };
}

export function followUpFace(world: World, lead: Lead, followUp: FollowUp, written: Written = inUtc): object {
  const { followedUpOn, scheduledFollowUp } = followUp;
  return {
    id: followUp.id,
    userId: holderOf(world, lead),
    leadId: lead.id,
    ...(followUp.notes !== '' && { notes: followUp.notes }),
    createdBy: followUp.createdBy,
    createdOn: written(followUp.createdOn),
    followedUpBy: followUp.followedUpBy,
    ...(followedUpOn !== null && { followedUpOn: written(followedUpOn) }),
    ...(scheduledFollowUp !== null && { scheduledFollowUp: written(scheduledFollowUp) }),
  };
}

export function statusChangeFace(world: World, lead: Lead, change: LeadStatusChange, written: Written = inUtc): object {
  const reason = change.reasonId === null ? undefined : world.leadReasons[change.reasonId];
  return {
    id: change.id,
    userId: holderOf(world, lead),
    leadId: lead.id,
    status: change.status,
    ...(change.subStatus !== '' && { subStatus: change.subStatus }),
    createdBy: change.createdBy,
    createdOn: written(change.createdOn),
    ...(reason && { reasonId: reason.id, reason: reason.reason }),
  };
}
