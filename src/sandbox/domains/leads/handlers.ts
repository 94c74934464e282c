/** Section Leads: recording, processing and listing leads, and their reasons and sub-statuses. */
import {
  leadAdd,
  leadAddFollowup,
  leadAddReasons,
  leadAddSubstatus,
  leadGet,
  leadGetFollowups,
  leadGetReasons,
  leadGetStatusLog,
  leadGetSubstatuses,
  leadListAssigned,
  leadSearch,
  leadUpdate,
  leadUpdateStatus,
} from '../../../tools/leads/leads.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { placeAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { sorted } from '../../http/sorting.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  addLead,
  addReason,
  addSubStatus,
  findLeads,
  followUpLead,
  type LeadHolder,
  leadById,
  setLeadStatus,
  updateLead,
} from './rules.js';
import { toFollowUpJson, toLeadJson, toStatusChangeJson } from './serializers.js';
import type { Lead } from './state.js';

/** An id that no lead can have is an unknown one. */
const NO_LEAD = { code: 404, httpStatus: 404 } as const;

function holderMeant({ userId, idType, identifier }: Body<typeof leadAdd>): LeadHolder {
  if (userId !== undefined) return { customerId: userId };
  if (!idType || !identifier) return fail(400, 'Give userId, or idType with identifier');
  return { identifier: { type: idType === 'EMAIL' ? 'email' : 'mobile', value: identifier } };
}

/** The user names and the user ids of people, after whom leads are listed. */
const PEOPLE = ['STR_SERVER', 'ADMIN_USER', 'ASSOCIATE', 'STAFF'];

/**
 * A filter for leads recorded at a place or owned by a user.
 * @throws 400 if only one of type and code is given
 */
function entityMeant(world: World, type: string | undefined, code: string | undefined): (lead: Lead) => boolean {
  if ((type === undefined) !== (code === undefined)) fail(400, 'entityType and entityCode must be given together');
  if (type === undefined || code === undefined) return () => true;
  if (PEOPLE.includes(type)) return ({ owner }) => owner.toLowerCase() === code.toLowerCase();
  const isThere = placeAsked(world, type, code);
  return ({ tillId }) => isThere({ tillId, storeId: world.tills[tillId]?.storeId ?? 0 });
}

/** Owners are queried by user id and stored by username; the user of a till has both. */
const ownerMeant = (world: World, owner: string): string => world.tills[Number(owner)]?.username ?? owner;

export const leadHandlers: Handlers = {
  ...handle(leadAdd, { envelope: 'single' }, ({ world, till, body, warn }) => {
    const { followUpDetails: followUps, statusLogDetails: statusLog, ...lead } = body;
    const added = addLead(world, {
      ...lead,
      holder: holderMeant(body),
      ...(followUps && { followUps }),
      ...(statusLog && { statusLog }),
      tillId: till.id,
    });
    warn(added.warnings);
    return toLeadJson(world, added.lead);
  }),

  ...handle(leadUpdate, { envelope: 'single', codes: { leadId: NO_LEAD } }, ({ world, till, path, body, warn }) => {
    const { lead, warnings } = updateLead(world, leadById(world, path.leadId), body, till.id);
    warn(warnings);
    return toLeadJson(world, lead);
  }),

  ...handle(leadUpdateStatus, { envelope: 'single', codes: { leadId: NO_LEAD } }, ({ world, till, path, body }) =>
    toLeadJson(world, setLeadStatus(world, leadById(world, path.leadId), body, till.id)),
  ),

  ...handle(leadAddFollowup, { envelope: 'single', codes: { leadId: NO_LEAD } }, ({ world, till, path, body }) =>
    toLeadJson(world, followUpLead(world, leadById(world, path.leadId), body, till.id)),
  ),

  // Three endpoints share a method and path, so that the list takes the parameters of all of them.
  ...handle(
    [leadGet, leadListAssigned, leadSearch],
    { envelope: 'list', paging: byOffset() },
    ({ world, query, page }) => {
      const { type, owner, substatus, sortBy, sortOrder } = query;
      const found = findLeads(world, {
        ...query,
        type: type === 'ALL' ? undefined : type,
        subStatus: substatus,
        owner: owner === undefined ? undefined : ownerMeant(world, owner),
        matches: entityMeant(world, query.entityType, query.entityCode),
      });
      const keys = (lead: Lead) => [sortBy === 'lastUpdatedOn' ? lead.lastUpdatedOn : lead.createdOn, lead.id];
      const rows = sortBy || sortOrder ? sorted(found, keys, sortOrder) : found;
      return page(rows).map((lead) => toLeadJson(world, lead));
    },
  ),

  ...handle(leadGetStatusLog, { envelope: 'list', codes: { leadId: NO_LEAD } }, ({ world, path }) => {
    const lead = leadById(world, path.leadId);
    return lead.statusLog.map((each) => toStatusChangeJson(world, lead, each));
  }),

  ...handle(leadGetFollowups, { envelope: 'list', codes: { leadId: NO_LEAD } }, ({ world, path }) => {
    const lead = leadById(world, path.leadId);
    return lead.followUps.map((each) => toFollowUpJson(lead, each));
  }),

  ...handleRows(leadAddReasons, { envelope: 'dataAndErrors', batch: { none: 400 } }, ({ world, row }) =>
    addReason(world, row.reason),
  ),

  ...handle(leadGetReasons, { envelope: 'list' }, ({ world }) => Object.values(world.leadReasons)),

  ...handle(leadAddSubstatus, { envelope: 'single' }, ({ world, body }) => addSubStatus(world, body)),

  ...handle(leadGetSubstatuses, { envelope: 'list' }, ({ world }) => world.leadSubStatuses),
};
