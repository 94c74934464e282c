/** Leads: recording them, moving them from status to status, following them up, finding them. */
import { type Instant, now } from '../clock.js';
import { fail, type Warning } from '../failure.js';
import type { Customer, Identifier } from '../state/customer.js';
import type {
  FollowUp,
  Lead,
  LeadReason,
  LeadStatus,
  LeadStatusChange,
  LeadSubStatus,
  LeadType,
} from '../state/lead.js';
import { nextId, type World } from '../world.js';
import { customerById, findCustomer, knownFields, register, UNKNOWN_EXTENDED_FIELD } from './customers.js';

/** Whose lead it is: a customer's id, or an identifier, which may be nobody's yet. */
export type LeadHolder = { customerId: number } | { identifier: Identifier };

export type NewFollowUp = Pick<FollowUp, 'notes' | 'followedUpOn' | 'scheduledFollowUp'> & {
  followedUpBy: number | null;
  nextFollowUp: Instant | null;
  createdBy: number | null;
};

export interface NewStatusChange {
  /** The lead's own where null. */
  status: LeadStatus | null;
  createdBy: number | null;
  reasonId: number | null;
}

export interface NewLead {
  holder: LeadHolder;
  type: LeadType;
  leadFor: string;
  /** The last of `statusLog`, or OPEN, where null. */
  status: LeadStatus | null;
  subStatus: string;
  owner: string;
  nextFollowUp: Instant | null;
  lastFollowUp: Instant | null;
  createdOn: Instant | null;
  createdBy: number | null;
  lastUpdatedOn: Instant | null;
  lastUpdatedBy: number | null;
  orgSourceId: number;
  extendedFields: Readonly<Record<string, unknown>>;
  followUps: readonly NewFollowUp[];
  statusLog: readonly NewStatusChange[];
  tillId: number;
}

/** A lead, and what is worth telling about how it went. */
export interface LeadResult {
  lead: Lead;
  warnings: Warning[];
}

/** A lead by id. 404. */
export function leadById(world: World, id: string): Lead {
  return world.leads[Number(id)] ?? fail(404, `There is no lead ${id}`, 404);
}

/** Whose a lead is by now: an account that was merged into another took its leads along. */
export function holderOf(world: World, lead: Lead): number {
  return world.customers[lead.customerId]?.mergedInto ?? lead.customerId;
}

/** Records a lead; an identifier of nobody becomes a new non-loyalty customer. 400, 8015, 8069, 8055, 8056. */
export function addLead(world: World, input: NewLead): LeadResult {
  const time = now(world);
  if (input.leadFor === '') fail(400, 'leadFor is missing');
  const status = input.status ?? input.statusLog.at(-1)?.status ?? 'OPEN';
  const subStatus = subStatusOf(world, status, input.subStatus);
  const createdOn = input.createdOn ?? time;
  if (createdOn > time) fail(400, 'createdOn is in the future');
  for (const { reasonId } of input.statusLog) if (reasonId !== null) reasonById(world, reasonId);
  for (const followUp of input.followUps) checkFollowUp(world, followUp);
  const { known, warnings } = leadFields(world, input.extendedFields);
  // Last of the checks, since it may register somebody.
  const customer = holderMeant(world, input.holder, input.tillId);
  const lead: Lead = {
    id: nextId(world, 'lead'),
    customerId: customer.id,
    type: input.type,
    leadFor: input.leadFor,
    status,
    subStatus,
    owner: input.owner,
    nextFollowUp: null,
    lastFollowUp: null,
    createdOn,
    createdBy: input.createdBy ?? input.tillId,
    lastUpdatedOn: time,
    lastUpdatedBy: input.tillId,
    followUps: [],
    statusLog: [],
    orgSourceId: input.orgSourceId,
    extendedFields: known,
    tillId: input.tillId,
  };
  world.leads[lead.id] = lead;
  for (const followUp of input.followUps) append(world, lead, followUp, input.tillId);
  for (const change of input.statusLog) log(world, lead, change, input.tillId);
  lead.nextFollowUp = input.nextFollowUp ?? lead.nextFollowUp;
  lead.lastFollowUp = input.lastFollowUp ?? lead.lastFollowUp;
  lead.lastUpdatedOn = input.lastUpdatedOn ?? time;
  lead.lastUpdatedBy = input.lastUpdatedBy ?? input.tillId;
  return { lead, warnings };
}

function holderMeant(world: World, holder: LeadHolder, tillId: number): Customer {
  if ('customerId' in holder) return customerById(world, holder.customerId);
  const { identifier } = holder;
  return (
    findCustomer(world, identifier.type, identifier.value) ??
    register(world, { identifiers: [identifier], loyaltyType: 'non_loyalty', tillId }).customer
  );
}

const leadFields = (world: World, fields: Readonly<Record<string, unknown>>) =>
  knownFields(fields, world.organisation.settings.extendedFields.lead, UNKNOWN_EXTENDED_FIELD);

/** Changes owner and extended fields. 400 where neither is given and for a deleted lead. */
export function updateLead(
  world: World,
  lead: Lead,
  change: { owner?: string; extendedFields?: Readonly<Record<string, unknown>>; tillId: number },
): LeadResult {
  if (change.owner === undefined && change.extendedFields === undefined) {
    fail(400, 'Neither owner nor extendedFields was given');
  }
  checkThere(lead);
  const { known, warnings } = leadFields(world, change.extendedFields ?? {});
  lead.owner = change.owner ?? lead.owner;
  Object.assign(lead.extendedFields, known);
  touch(world, lead, change.tillId);
  return { lead, warnings };
}

/** Moves a lead to a status, from a deleted one too. 400 for a reason or sub-status that is not defined. */
export function setLeadStatus(
  world: World,
  lead: Lead,
  change: {
    status: LeadStatus;
    subStatus: string;
    reasonId: number;
    createdBy: number | null;
    createdOn: Instant | null;
    tillId: number;
  },
): Lead {
  reasonById(world, change.reasonId);
  const given = subStatusOf(world, change.status, change.subStatus);
  if (change.createdOn !== null && change.createdOn > now(world)) fail(400, 'createdOn is in the future');
  // A sub-status belongs to its status and ends with it.
  lead.subStatus = given === '' && change.status === lead.status ? lead.subStatus : given;
  lead.status = change.status;
  const { createdBy, createdOn, reasonId, tillId } = change;
  log(world, lead, { status: change.status, createdBy, reasonId }, tillId, { subStatus: given, createdOn });
  touch(world, lead, tillId);
  return lead;
}

/** Logs a contact with the customer. 400 for a contact in the future and for a deleted lead. */
export function followUpLead(world: World, lead: Lead, followUp: NewFollowUp, tillId: number): Lead {
  checkThere(lead);
  checkFollowUp(world, followUp);
  append(world, lead, followUp, tillId);
  touch(world, lead, tillId);
  return lead;
}

function checkThere(lead: Lead): void {
  if (lead.status === 'DELETED') fail(400, `Lead ${lead.id} is deleted`);
}

function checkFollowUp(world: World, { followedUpOn }: NewFollowUp): void {
  if (followedUpOn !== null && followedUpOn > now(world)) fail(400, 'followedUpOn is in the future');
}

function append(world: World, lead: Lead, input: NewFollowUp, tillId: number): void {
  const createdBy = input.createdBy ?? tillId;
  lead.followUps.push({
    id: nextId(world, 'leadFollowUp'),
    notes: input.notes,
    createdBy,
    createdOn: now(world),
    followedUpBy: input.followedUpBy ?? createdBy,
    followedUpOn: input.followedUpOn,
    // What was planned is what this contact was, unless the caller says otherwise.
    scheduledFollowUp: input.scheduledFollowUp ?? lead.nextFollowUp,
  });
  const { followedUpOn } = input;
  if (followedUpOn !== null && (lead.lastFollowUp === null || followedUpOn > lead.lastFollowUp)) {
    lead.lastFollowUp = followedUpOn;
  }
  lead.nextFollowUp = input.nextFollowUp ?? lead.nextFollowUp;
}

function log(
  world: World,
  lead: Lead,
  { status, createdBy, reasonId }: NewStatusChange,
  tillId: number,
  more: { subStatus: string; createdOn: Instant | null } = { subStatus: '', createdOn: null },
): void {
  const change: LeadStatusChange = {
    id: nextId(world, 'leadStatusChange'),
    status: status ?? lead.status,
    subStatus: more.subStatus,
    createdBy: createdBy ?? tillId,
    createdOn: more.createdOn ?? now(world),
    reasonId,
  };
  lead.statusLog.push(change);
}

function touch(world: World, lead: Lead, tillId: number): void {
  lead.lastUpdatedOn = now(world);
  lead.lastUpdatedBy = tillId;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A reason by id. 400. */
function reasonById(world: World, id: number): LeadReason {
  return world.leadReasons[id] ?? fail(400, `There is no lead reason ${id}`);
}

/** Adds a reason to the organisation. 400 for a blank one and for one that is there. */
export function addReason(world: World, reason: string): LeadReason {
  if (reason === '') fail(400, 'reason is missing');
  const there = Object.values(world.leadReasons).some((each) => same(each.reason, reason));
  if (there) fail(400, `The reason ${reason} exists already`);
  const id = nextId(world, 'leadReason');
  const added = { id, reason };
  world.leadReasons[id] = added;
  return added;
}

/** Defines a sub-status under a status. 400 for a blank one and for one that is there. */
export function addSubStatus(world: World, added: LeadSubStatus): LeadSubStatus {
  const { status, subStatus } = added;
  if (subStatus === '') fail(400, 'subStatus is missing');
  const there = world.leadSubStatuses.some((each) => each.status === status && same(each.subStatus, subStatus));
  if (there) fail(400, `The sub-status ${subStatus} of ${status} exists already`);
  world.leadSubStatuses.push({ status, subStatus });
  return added;
}

/** The name as it was defined; empty for none. 400 where the status has no such sub-status. */
function subStatusOf(world: World, status: LeadStatus, name: string): string {
  if (name === '') return '';
  const found = world.leadSubStatuses.find((each) => each.status === status && same(each.subStatus, name));
  return found?.subStatus ?? fail(400, `${status} has no sub-status ${name}`);
}

/** What leads are asked for; what is absent does not narrow. */
export interface LeadFilter {
  customerId?: number;
  type?: LeadType;
  status?: LeadStatus;
  subStatus?: string;
  owner?: string;
  orgSourceId?: number;
  matches: (lead: Lead) => boolean;
}

/** Leads in order of recording. Deleted ones only where that status is asked for. */
export function findLeads(world: World, filter: LeadFilter): Lead[] {
  const { customerId, type, status, subStatus, owner, orgSourceId } = filter;
  return Object.values(world.leads).filter(
    (lead) =>
      (status === undefined ? lead.status !== 'DELETED' : lead.status === status) &&
      (customerId === undefined || holderOf(world, lead) === customerId) &&
      (type === undefined || lead.type === type) &&
      (subStatus === undefined || same(lead.subStatus, subStatus)) &&
      (owner === undefined || same(lead.owner, owner)) &&
      (orgSourceId === undefined || lead.orgSourceId === orgSourceId) &&
      filter.matches(lead),
  );
}
