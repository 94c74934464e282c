/** Leads: recording them, changing their status, following them up, finding them. */
import { type Instant, now } from '../../clock.js';
import { fail, failUnknown, type Warning } from '../../failure.js';
import { customerById, findCustomer, knownFields, register, UNKNOWN_EXTENDED_FIELD } from '../../rules/customers.js';
import type { Customer, Identifier } from '../../state/customer.js';
import { nextId, type World } from '../../world.js';
import type { FollowUp, Lead, LeadReason, LeadStatus, LeadStatusChange, LeadSubStatus, LeadType } from './state.js';

/** The owner of the lead: a customer id, or an identifier that may not belong to a customer yet. */
export type LeadHolder = { customerId: number } | { identifier: Identifier };

export type NewFollowUp = Pick<FollowUp, 'notes' | 'followedUpOn' | 'scheduledFollowUp'> & {
  followedUpBy: number | null;
  nextFollowUp: Instant | null;
  createdBy: number | null;
};

export interface NewStatusChange {
  /** The lead's own date if null. */
  status: LeadStatus | null;
  createdBy: number | null;
  reasonId: number | null;
}

export interface NewLead {
  holder: LeadHolder;
  type: LeadType;
  leadFor: string;
  /** If null: the last status of `statusLog`, or OPEN. */
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

/** A lead, with warnings about the change. */
export interface LeadResult {
  lead: Lead;
  warnings: Warning[];
}

/**
 * Finds a lead by id.
 * @throws 404 if the lead does not exist
 */
export function leadById(world: World, id: string): Lead {
  return world.leads[Number(id)] ?? failUnknown(404, 'Lead', id, 404);
}

/** The customer of a lead. An account that was merged into another took its leads along. */
export function holderOf(world: World, lead: Lead): number {
  return world.customers[lead.customerId]?.mergedInto ?? lead.customerId;
}

/**
 * Records a lead. An unknown identifier registers a new non-loyalty customer.
 * @throws 400 if a field is missing or not valid
 * @throws 8015 if no customer has the id
 * @throws 8069 if the customer was merged into another
 * @throws 8055, 8056 if the identifier is malformed
 */
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
  // The last check, because it may register a customer.
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

/**
 * Changes owner and extended fields.
 * @throws 400 if neither is given, or the lead is deleted
 */
export function updateLead(
  world: World,
  lead: Lead,
  change: { owner?: string; extendedFields?: Readonly<Record<string, unknown>>; tillId: number },
): LeadResult {
  if (change.owner === undefined && change.extendedFields === undefined) {
    fail(400, 'Give owner or extendedFields');
  }
  checkThere(lead);
  const { known, warnings } = leadFields(world, change.extendedFields ?? {});
  lead.owner = change.owner ?? lead.owner;
  Object.assign(lead.extendedFields, known);
  touch(world, lead, change.tillId);
  return { lead, warnings };
}

/**
 * Changes the status of a lead, including a deleted one.
 * @throws 400 if the reason or sub-status is not defined, or `createdOn` is in the future
 */
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

/**
 * Logs a contact with the customer.
 * @throws 400 if the contact is in the future, or the lead is deleted
 */
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
    // The contact is what was planned, unless the caller says otherwise.
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

/**
 * Finds a reason by id.
 * @throws 400 if the reason does not exist
 */
function reasonById(world: World, id: number): LeadReason {
  return world.leadReasons[id] ?? failUnknown(400, 'Lead reason', id);
}

/**
 * Adds a reason to the organization.
 * @throws 400 if the reason is blank or already exists
 */
export function addReason(world: World, reason: string): LeadReason {
  if (reason === '') fail(400, 'reason is missing');
  const there = Object.values(world.leadReasons).some((each) => same(each.reason, reason));
  if (there) fail(400, `Reason ${reason} already exists`);
  const id = nextId(world, 'leadReason');
  const added = { id, reason };
  world.leadReasons[id] = added;
  return added;
}

/**
 * Defines a sub-status of a status.
 * @throws 400 if the sub-status is blank or already exists
 */
export function addSubStatus(world: World, added: LeadSubStatus): LeadSubStatus {
  const { status, subStatus } = added;
  if (subStatus === '') fail(400, 'subStatus is missing');
  const there = world.leadSubStatuses.some((each) => each.status === status && same(each.subStatus, subStatus));
  if (there) fail(400, `Sub-status ${subStatus} of ${status} already exists`);
  world.leadSubStatuses.push({ status, subStatus });
  return added;
}

/**
 * The name as it was defined; empty if no name is given.
 * @throws 400 if the status does not have the sub-status
 */
function subStatusOf(world: World, status: LeadStatus, name: string): string {
  if (name === '') return '';
  const found = world.leadSubStatuses.find((each) => each.status === status && same(each.subStatus, name));
  return found?.subStatus ?? fail(400, `${status} has no sub-status ${name}`);
}

/** Criteria for finding leads; absent ones match everything. */
export interface LeadFilter {
  customerId?: number;
  type?: LeadType;
  status?: LeadStatus;
  subStatus?: string;
  owner?: string;
  orgSourceId?: number;
  matches: (lead: Lead) => boolean;
}

/** Leads in order of recording. Deleted ones are included only if that status is requested. */
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
