/** Section Leads: recording, processing and listing leads, and their reasons and sub-statuses. */
import {
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  pageOf,
  textOf,
} from '../../arguments.js';
import type { Instant } from '../../clock.js';
import { readDate } from '../../dates.js';
import { fail, SandboxFailure } from '../../failure.js';
import type { Call, Handlers } from '../../handlers/handler.js';
import { pageRows, placeAsked } from '../../handlers/paging.js';
import { type Reply, reply, v2List, v2Single } from '../../replies.js';
import type { World } from '../../world.js';
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
} from './rules.js';
import { followUpFace, leadFace, statusChangeFace } from './serializers.js';
import { LEAD_STATUSES, LEAD_TYPES, type Lead, type LeadStatus } from './state.js';

const leadReply = (world: World, { lead, warnings }: LeadResult): Reply => v2Single(leadFace(world, lead), warnings);

const leadInPath = ({ world, path }: Call): Lead => leadById(world, path['leadId'] ?? '');

/**
 * One of the values; null if absent.
 * @throws 400 for any other value
 */
function choiceAt<T extends string>(row: JsonObject, name: string, values: readonly T[]): T | null {
  if (!given(row[name])) return null;
  return oneOf(values, row[name]) ?? fail(400, `${name} must be one of ${values.join(', ')}`);
}

/**
 * A whole number; null if absent.
 * @throws 400 if the value is not a whole number
 */
function idAt(row: JsonObject, name: string): number | null {
  if (!given(row[name])) return null;
  const id = numberOf(row[name]);
  return id !== null && Number.isInteger(id) ? id : fail(400, `${name} is not a whole number`);
}

/**
 * A moment; null if absent.
 * @throws 400 if the value is not a date
 */
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
  if (type === null || value === '') fail(400, 'Give userId, or idType with identifier');
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

/** Reasons are added one by one; failed ones are listed in `errors`. */
function addReasons({ world, body }: Call): Reply {
  const rows = listOf(body);
  if (rows.length === 0) fail(400, 'Send at least one reason');
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

/**
 * A filter for leads recorded at a place or owned by a user.
 * @throws 400 if only one of type and code is given
 */
function entityAsked(world: World, query: JsonObject): (lead: Lead) => boolean {
  const type = choiceAt(query, 'entityType', [...PLACES, ...PEOPLE]);
  const code = textOf(query['entityCode']);
  if ((type === null) !== (code === '')) fail(400, 'entityType and entityCode must be given together');
  if (type === null) return () => true;
  if (PEOPLE.some((each) => each === type)) return ({ owner }) => owner.toLowerCase() === code.toLowerCase();
  const isThere = placeAsked(world, type, code);
  return ({ tillId }) => isThere({ tillId, storeId: world.tills[tillId]?.storeId ?? 0 });
}

/** Without a sort key, or with a sort key alone, the oldest come first. */
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
 * The list of leads. Three endpoints share its method and path, so it takes the parameters of all of them. Without
 * `limit` it returns everything from `offset` on, because no default is documented.
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

/** Owners are queried by user id and stored by username; the user of a till has both. */
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
