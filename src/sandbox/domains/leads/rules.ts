/** Leads: recording them, changing their status, following them up, finding them. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerById, findCustomer, knownFields, register, UNKNOWN_EXTENDED_FIELD } from '../customer/rules.js';
import type { Customer, Identifier } from '../customer/state.js';
import type { Lead, LeadReason, LeadStatus, LeadSubStatus, LeadType } from './state.js';

/** The owner of the lead: a customer id, or an identifier that may not belong to a customer yet. */
export type LeadHolder = { customerId: number } | { identifier: Identifier };

export interface NewFollowUp {
  readonly notes?: string;
  readonly followedUpOn?: Instant;
  /** The author by default. */
  readonly followedUpBy?: number;
  readonly scheduledFollowUp?: Instant;
  readonly nextFollowUp?: Instant;
  /** The till by default. */
  readonly createdBy?: number;
}

interface NewStatusChange {
  /** The lead's own by default. */
  readonly status?: LeadStatus;
  /** The till by default. */
  readonly createdBy?: number;
  readonly reasonId?: number;
}

export interface NewLead {
  readonly holder: LeadHolder;
  /** SKU by default. */
  readonly type?: LeadType;
  readonly leadFor: string;
  /** By default the last status of `statusLog`, or OPEN. */
  readonly status?: LeadStatus;
  readonly subStatus?: string;
  readonly owner?: string;
  readonly nextFollowUp?: Instant;
  readonly lastFollowUp?: Instant;
  /** Now by default. */
  readonly createdOn?: Instant;
  /** The till by default. */
  readonly createdBy?: number;
  readonly lastUpdatedOn?: Instant;
  readonly lastUpdatedBy?: number;
  /** INSTORE by default. */
  readonly orgSourceId?: number;
  readonly extendedFields?: Readonly<Record<string, unknown>>;
  readonly followUps?: readonly NewFollowUp[];
  readonly statusLog?: readonly NewStatusChange[];
  readonly tillId: number;
}

/** The source account of leads without one. */
const INSTORE = -1;

/** A lead, with warnings about the change. */
export interface LeadResult {
  lead: Lead;
  warnings: Warning[];
}

/**
 * Finds a lead by id.
 * @throws 404 if the lead does not exist
 */
export function leadById(world: World, id: number): Lead {
  return world.leads[id] ?? failUnknown(404, 'Lead', id, 404);
}

/**
 * Records a lead. An unknown identifier registers a new non-loyalty customer.
 * @throws 400 if the reason or sub-status is not defined, or a date is in the future
 * @throws 8015 if no customer has the id
 * @throws 8069 if the customer was merged into another
 * @throws 8055, 8056 if the identifier is malformed
 */
export function addLead(world: World, input: NewLead): LeadResult {
  const time = now(world);
  const { tillId, followUps = [], statusLog = [] } = input;
  const status = input.status ?? statusLog.at(-1)?.status ?? 'OPEN';
  const subStatus = subStatusOf(world, status, input.subStatus);
  const createdOn = input.createdOn ?? time;
  if (createdOn > time) fail(400, 'createdOn is in the future');
  for (const { reasonId } of statusLog) if (reasonId !== undefined) reasonById(world, reasonId);
  for (const followUp of followUps) checkFollowUp(world, followUp);
  const { known, warnings } = leadFields(world, input.extendedFields);
  // The last check, because it may register a customer.
  const customer = holderMeant(world, input.holder, tillId);
  const lead: Lead = {
    id: nextId(world, 'lead'),
    customerId: customer.id,
    type: input.type ?? 'SKU',
    leadFor: input.leadFor,
    status,
    subStatus,
    owner: input.owner ?? '',
    nextFollowUp: null,
    lastFollowUp: null,
    createdOn,
    createdBy: input.createdBy ?? tillId,
    lastUpdatedOn: input.lastUpdatedOn ?? time,
    lastUpdatedBy: input.lastUpdatedBy ?? tillId,
    followUps: [],
    statusLog: [],
    orgSourceId: input.orgSourceId ?? INSTORE,
    extendedFields: known,
    tillId,
  };
  world.leads[lead.id] = lead;
  for (const followUp of followUps) append(world, lead, followUp, tillId);
  for (const change of statusLog) log(world, lead, change, tillId);
  lead.nextFollowUp = input.nextFollowUp ?? lead.nextFollowUp;
  lead.lastFollowUp = input.lastFollowUp ?? lead.lastFollowUp;
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

const leadFields = (world: World, fields: Readonly<Record<string, unknown>> = {}) =>
  knownFields(fields, world.organisation.settings.extendedFields.lead, UNKNOWN_EXTENDED_FIELD);

/**
 * Changes owner and extended fields.
 * @throws 400 if neither is given, or the lead is deleted
 */
export function updateLead(
  world: World,
  lead: Lead,
  { owner, extendedFields }: Pick<NewLead, 'owner' | 'extendedFields'>,
  tillId: number,
): LeadResult {
  if (owner === undefined && extendedFields === undefined) fail(400, 'Give owner or extendedFields');
  checkThere(lead);
  const { known, warnings } = leadFields(world, extendedFields);
  lead.owner = owner ?? lead.owner;
  Object.assign(lead.extendedFields, known);
  touch(world, lead, tillId);
  return { lead, warnings };
}

interface LeadChange {
  readonly status: LeadStatus;
  readonly reasonId: number;
  readonly subStatus?: string;
  /** The till by default. */
  readonly createdBy?: number;
  /** Now by default. */
  readonly createdOn?: Instant;
}

/**
 * Changes the status of a lead, including a deleted one.
 * @throws 400 if the reason or sub-status is not defined, or `createdOn` is in the future
 */
export function setLeadStatus(world: World, lead: Lead, change: LeadChange, tillId: number): Lead {
  const { status, createdOn } = change;
  reasonById(world, change.reasonId);
  const subStatus = subStatusOf(world, status, change.subStatus);
  if (createdOn !== undefined && createdOn > now(world)) fail(400, 'createdOn is in the future');
  // A sub-status belongs to its status and ends with it.
  lead.subStatus = subStatus === '' && status === lead.status ? lead.subStatus : subStatus;
  lead.status = status;
  log(world, lead, { ...change, subStatus }, tillId);
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
  if (followedUpOn !== undefined && followedUpOn > now(world)) fail(400, 'followedUpOn is in the future');
}

function append(world: World, lead: Lead, input: NewFollowUp, tillId: number): void {
  const { createdBy = tillId, followedUpOn = null } = input;
  lead.followUps.push({
    id: nextId(world, 'leadFollowUp'),
    notes: input.notes ?? '',
    createdBy,
    createdOn: now(world),
    followedUpBy: input.followedUpBy ?? createdBy,
    followedUpOn,
    // The contact is what was planned, unless the caller says otherwise.
    scheduledFollowUp: input.scheduledFollowUp ?? lead.nextFollowUp,
  });
  if (followedUpOn !== null && (lead.lastFollowUp === null || followedUpOn > lead.lastFollowUp)) {
    lead.lastFollowUp = followedUpOn;
  }
  lead.nextFollowUp = input.nextFollowUp ?? lead.nextFollowUp;
}

function log(
  world: World,
  lead: Lead,
  change: NewStatusChange & Pick<LeadChange, 'subStatus' | 'createdOn'>,
  tillId: number,
): void {
  lead.statusLog.push({
    id: nextId(world, 'leadStatusChange'),
    status: change.status ?? lead.status,
    subStatus: change.subStatus ?? '',
    createdBy: change.createdBy ?? tillId,
    createdOn: change.createdOn ?? now(world),
    reasonId: change.reasonId ?? null,
  });
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
 * @throws 400 if the reason already exists
 */
export function addReason(world: World, reason: string): LeadReason {
  const there = Object.values(world.leadReasons).some((each) => same(each.reason, reason));
  if (there) fail(400, `Reason ${reason} already exists`);
  const id = nextId(world, 'leadReason');
  const added = { id, reason };
  world.leadReasons[id] = added;
  return added;
}

/**
 * Defines a sub-status of a status.
 * @throws 400 if the sub-status already exists
 */
export function addSubStatus(world: World, added: LeadSubStatus): LeadSubStatus {
  const { status, subStatus } = added;
  const there = world.leadSubStatuses.some((each) => each.status === status && same(each.subStatus, subStatus));
  if (there) fail(400, `Sub-status ${subStatus} of ${status} already exists`);
  world.leadSubStatuses.push({ status, subStatus });
  return added;
}

/**
 * The name as it was defined; empty if no name is given.
 * @throws 400 if the status does not have the sub-status
 */
function subStatusOf(world: World, status: LeadStatus, name = ''): string {
  if (name === '') return '';
  const found = world.leadSubStatuses.find((each) => each.status === status && same(each.subStatus, name));
  return found?.subStatus ?? fail(400, `${status} has no sub-status ${name}`);
}

/** Criteria for finding leads; absent ones match everything. */
interface LeadFilter {
  readonly userId?: number | undefined;
  readonly type?: LeadType | undefined;
  readonly status?: LeadStatus | undefined;
  readonly subStatus?: string | undefined;
  readonly owner?: string | undefined;
  readonly orgSourceId?: number | undefined;
  readonly matches: (lead: Lead) => boolean;
}

/** Leads in order of recording. Deleted ones are included only if that status is requested. */
export function findLeads(world: World, filter: LeadFilter): Lead[] {
  const { userId, type, status, subStatus, owner, orgSourceId } = filter;
  return Object.values(world.leads).filter(
    (lead) =>
      (status === undefined ? lead.status !== 'DELETED' : lead.status === status) &&
      (userId === undefined || lead.customerId === userId) &&
      (type === undefined || lead.type === type) &&
      (subStatus === undefined || same(lead.subStatus, subStatus)) &&
      (owner === undefined || same(lead.owner, owner)) &&
      (orgSourceId === undefined || lead.orgSourceId === orgSourceId) &&
      filter.matches(lead),
  );
}
