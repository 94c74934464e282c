/** Section Leads: recording leads, working on them, listing them, and the reasons and sub-statuses they can have. */
import { given, type JsonObject, listOf, numberOf, objectOf, objectsOf, oneOf, pageOf, textOf } from '../arguments.js';
import type { Instant } from '../clock.js';
import { readDate } from '../dates.js';
import { followUpFace, leadFace, statusChangeFace } from '../faces/lead.js';
import { fail, SandboxFailure } from '../failure.js';
import { type Reply, reply, v2List, v2Single } from '../replies.js';
import {
  addLead,
  addReason,
  addSubStatus,
  findLeads,
  followUpLead,
  type LeadHolder,
  type LeadResult,
  leadById,
  type NewFollowUp,
  type NewStatusChange,
  setLeadStatus,
  updateLead,
} from '../rules/leads.js';
import { LEAD_STATUSES, LEAD_TYPES, type Lead, type LeadStatus } from '../state/lead.js';
import type { World } from '../world.js';
import type { Call, Handlers } from './handler.js';
import { pageRows, placeAsked } from './paging.js';

const leadReply = (world: World, { lead, warnings }: LeadResult): Reply => v2Single(leadFace(world, lead), warnings);

const leadInPath = ({ world, path }: Call): Lead => leadById(world, path['leadId'] ?? '');

/** One of the values; null where it is absent. 400 for any other. */
function choiceAt<T extends string>(row: JsonObject, name: string, values: readonly T[]): T | null {
  if (!given(row[name])) return null;
  return oneOf(values, row[name]) ?? fail(400, `${name} must be one of ${values.join(', ')}`);
}

/** A whole number; null where it is absent. 400 for anything else. */
function idAt(row: JsonObject, name: string): number | null {
  if (!given(row[name])) return null;
  const id = numberOf(row[name]);
  return id !== null && Number.isInteger(id) ? id : fail(400, `${name} is not a whole number`);
}

/** A moment; null where it is absent. 400 for what is none. */
function dateAt(world: World, row: JsonObject, name: string): Instant | null {
  if (!given(row[name])) return null;
  return readDate(textOf(row[name]), world.organisation.timezone) ?? fail(400, `${name} is not a date`);
}

function needed<T>(value: T | null, name: string): T {
  return value ?? fail(400, `${name} is missing`);
}

function readHolder(row: JsonObject): LeadHolder {
  const customerId = idAt(row, 'userId');
  if (customerId !== null) return { customerId };
  const type = choiceAt(row, 'idType', ['EMAIL', 'MOBILE'] as const);
  const value = textOf(row['identifier']);
  if (type === null || value === '') fail(400, 'Neither userId nor idType with identifier was given');
  return { identifier: { type: type === 'EMAIL' ? 'email' : 'mobile', value } };
}

const readFollowUp = (world: World, row: JsonObject): NewFollowUp => ({
  notes: textOf(row['notes']),
  followedUpOn: dateAt(world, row, 'followedUpOn'),
  followedUpBy: idAt(row, 'followedUpBy'),
  scheduledFollowUp: dateAt(world, row, 'scheduledFollowUp'),
  nextFollowUp: dateAt(world, row, 'nextFollowUp'),
  createdBy: idAt(row, 'createdBy'),
});

const readStatusChange = (row: JsonObject): NewStatusChange => ({
  status: choiceAt(row, 'status', LEAD_STATUSES),
  createdBy: idAt(row, 'createdBy'),
  reasonId: idAt(row, 'reasonId'),
});

function add({ world, till, body }: Call): Reply {
  const row = objectOf(body);
  const result = addLead(world, {
    holder: readHolder(row),
    type: choiceAt(row, 'type', LEAD_TYPES) ?? 'SKU',
    leadFor: textOf(row['leadFor']),
    status: choiceAt(row, 'status', LEAD_STATUSES),
    subStatus: textOf(row['subStatus']),
    owner: textOf(row['owner']),
    nextFollowUp: dateAt(world, row, 'nextFollowUp'),
    lastFollowUp: dateAt(world, row, 'lastFollowUp'),
    createdOn: dateAt(world, row, 'createdOn'),
    createdBy: idAt(row, 'createdBy'),
    lastUpdatedOn: dateAt(world, row, 'lastUpdatedOn'),
    lastUpdatedBy: idAt(row, 'lastUpdatedBy'),
    orgSourceId: idAt(row, 'orgSourceId') ?? -1,
    extendedFields: objectOf(row['extendedFields']),
    followUps: objectsOf(row['followUpDetails']).map((each) => readFollowUp(world, each)),
    statusLog: objectsOf(row['statusLogDetails']).map(readStatusChange),
    tillId: till.id,
  });
  return leadReply(world, result);
}

function update(call: Call): Reply {
  const { world, till } = call;
  const lead = leadInPath(call);
  const { owner, extendedFields } = objectOf(call.body);
  const change = {
    ...(owner !== undefined && { owner: textOf(owner) }),
    ...(extendedFields !== undefined && { extendedFields: objectOf(extendedFields) }),
  };
  return leadReply(world, updateLead(world, lead, { ...change, tillId: till.id }));
}

function setStatus(call: Call): Reply {
  const { world, till } = call;
  const lead = leadInPath(call);
  const row = objectOf(call.body);
  const changed = setLeadStatus(world, lead, {
    status: needed(choiceAt(row, 'status', LEAD_STATUSES), 'status'),
    reasonId: needed(idAt(row, 'reasonId'), 'reasonId'),
    subStatus: textOf(row['subStatus']),
    createdBy: idAt(row, 'createdBy'),
    createdOn: dateAt(world, row, 'createdOn'),
    tillId: till.id,
  });
  return leadReply(world, { lead: changed, warnings: [] });
}

function addFollowUp(call: Call): Reply {
  const { world, till } = call;
  const lead = leadInPath(call);
  const followUp = readFollowUp(world, objectOf(call.body));
  needed(followUp.followedUpOn, 'followedUpOn');
  needed(followUp.createdBy, 'createdBy');
  return leadReply(world, { lead: followUpLead(world, lead, followUp, till.id), warnings: [] });
}

/** Reasons are added one by one; those that are not stand in `errors` beside the others. */
function addReasons({ world, body }: Call): Reply {
  const rows = listOf(body);
  if (rows.length === 0) fail(400, 'No reasons were sent');
  const data: object[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    try {
      data.push(addReason(world, textOf(objectOf(row)['reason'])));
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      errors.push({ status: false, code: error.code, message: error.message });
    }
  }
  return reply({ data, warnings: [], errors }, data.length === 0 ? 400 : 200);
}

function defineSubStatus({ world, body }: Call): Reply {
  const row = objectOf(body);
  const status: LeadStatus = needed(choiceAt(row, 'status', LEAD_STATUSES), 'status');
  return v2Single(addSubStatus(world, { status, subStatus: textOf(row['subStatus']) }));
}

const PLACES = ['ZONE', 'CONCEPT', 'STORE', 'TILL'] as const;
const PEOPLE = ['STR_SERVER', 'ADMIN_USER', 'ASSOCIATE', 'STAFF'] as const;

/** Leads recorded at a place, or owned by somebody. 400 where type and code do not come together. */
function entityAsked(world: World, query: JsonObject): (lead: Lead) => boolean {
  const type = choiceAt(query, 'entityType', [...PLACES, ...PEOPLE]);
  const code = textOf(query['entityCode']);
  if ((type === null) !== (code === '')) fail(400, 'entityType and entityCode must come together');
  if (type === null) return () => true;
  if (PEOPLE.some((each) => each === type)) return ({ owner }) => owner.toLowerCase() === code.toLowerCase();
  const isThere = placeAsked(world, type, code);
  return ({ tillId }) => isThere({ tillId, storeId: world.tills[tillId]?.storeId ?? 0 });
}

/** Unsorted, or with a sort key alone, the first recorded come first. */
function orderAsked(query: JsonObject): (a: Lead, b: Lead) => number {
  const by = choiceAt(query, 'sortBy', ['createdon', 'lastUpdatedOn'] as const);
  const sign = choiceAt(query, 'sortOrder', ['ASC', 'DESC'] as const) === 'DESC' ? -1 : 1;
  const keyOf = (lead: Lead): Instant => (by === 'lastUpdatedOn' ? lead.lastUpdatedOn : lead.createdOn);
  const sorted = by !== null || given(query['sortOrder']);
  return (a, b) => {
    const difference = sorted && keyOf(a) !== keyOf(b) ? (keyOf(a) < keyOf(b) ? -1 : 1) : a.id - b.id;
    return sign * difference;
  };
}

/**
 * The one list of leads: three endpoints have its method and path, so that it takes the parameters of all of them.
 * Without `limit` it gives everything from `offset` on, since no default is documented.
 */
function list({ world, query }: Call): Reply {
  const page = pageOf(query, { limit: Number.MAX_SAFE_INTEGER }) ?? fail(400, 'limit or offset is not valid');
  const customerId = idAt(query, 'userId');
  const type = choiceAt(query, 'type', [...LEAD_TYPES, 'ALL'] as const);
  const status = choiceAt(query, 'status', LEAD_STATUSES);
  const orgSourceId = idAt(query, 'orgSourceId');
  const order = orderAsked(query);
  const found = findLeads(world, {
    ...(customerId !== null && { customerId }),
    ...(type !== null && type !== 'ALL' && { type }),
    ...(status !== null && { status }),
    ...(given(query['substatus']) && { subStatus: textOf(query['substatus']) }),
    ...(given(query['owner']) && { owner: ownerMeant(world, textOf(query['owner'])) }),
    ...(orgSourceId !== null && { orgSourceId }),
    matches: entityAsked(world, query),
  });
  return v2List(pageRows(found.sort(order), page).map((lead) => leadFace(world, lead)));
}

/** Owners are asked for by user id and kept by username; a till's user has both. */
const ownerMeant = (world: World, owner: string): string => world.tills[Number(owner)]?.username ?? owner;

export const leadHandlers: Handlers = {
  lead_add: add,
  lead_add_substatus: defineSubStatus,
  lead_update_status: setStatus,
  lead_add_followup: addFollowUp,
  lead_update: update,
  lead_add_reasons: addReasons,
  lead_get_status_log: (call) => {
    const lead = leadInPath(call);
    return v2List(lead.statusLog.map((each) => statusChangeFace(call.world, lead, each)));
  },
  lead_get_followups: (call) => {
    const lead = leadInPath(call);
    return v2List(lead.followUps.map((each) => followUpFace(call.world, lead, each)));
  },
  lead_get_reasons: ({ world }) => v2List(Object.values(world.leadReasons)),
  lead_get: list,
  lead_get_substatuses: ({ world }) => v2List(world.leadSubStatuses),
  lead_list_assigned: list,
  lead_search: list,
};
