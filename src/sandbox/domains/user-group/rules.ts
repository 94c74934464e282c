/**
 * User groups: creating and changing them, members joining, leaving and moving, and finding a group as the API names
 * it.
 */
import { now } from '../../world/clock.js';
import { fail, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { identifierOf, knownFields, UNKNOWN_EXTENDED_FIELD } from '../customer/rules.js';
import type { Customer, GroupChange, GroupMember, GroupPermission, UserGroup } from '../customer/state.js';
import { configNumber } from '../organization/config.js';

export interface NewGroup {
  name: string;
  externalId: string;
  /** The owner; a group may be empty at first. */
  primary?: Customer;
  maxGroupSize?: number;
  extendedFields?: Readonly<Record<string, unknown>>;
  tillId: number;
}

const DEFAULT_SIZE = 10;

const WRONG_TYPE = 91017;

/**
 * Creates a group, empty or with its primary member.
 * @throws 1633 if another group has the external id
 * @throws 1640 if the size is not a whole number from 1
 * @throws 1639 if the size is above the limit
 */
export function createGroup(world: World, input: NewGroup): UserGroup {
  checkExternalId(world, input.externalId);
  const maxGroupSize = input.maxGroupSize ?? DEFAULT_SIZE;
  checkSize(world, maxGroupSize);
  const id = nextId(world, 'userGroup');
  const time = now(world);
  const group: UserGroup = {
    id,
    externalId: input.externalId,
    name: input.name,
    status: 'ACTIVE',
    maxGroupSize,
    members: [],
    exited: [],
    tier: world.organisation.program.tiers[0]?.number ?? 1,
    tierExpiresOn: null,
    tierHistory: [],
    extendedFields: { ...input.extendedFields },
    createdOn: time,
    tillId: input.tillId,
    lifetimePurchases: 0,
    audit: [],
  };
  recordChange(world, group, 'CREATE', 'GROUP', input.tillId);
  if (input.primary) enter(world, group, input.primary, { primary: true });
  world.userGroups[id] = group;
  return group;
}

/** @param tillId - where it was changed; by default the till that created the group */
function recordChange(
  world: World,
  group: UserGroup,
  action: GroupChange['action'],
  featureType: GroupChange['featureType'],
  tillId = group.tillId,
): void {
  group.audit.push({ action, featureType, tillId, changedOn: now(world) });
}

function checkExternalId(world: World, externalId: string): void {
  const taken = Object.values(world.userGroups).some((each) => each.externalId === externalId);
  if (externalId !== '' && taken) fail(1633, `External id ${externalId} is used by another group`);
}

function checkSize(world: World, size: number): void {
  if (!Number.isInteger(size) || size < 1) fail(1640, 'maxGroupSize must be a whole number from 1');
  const most = configNumber(world, 'CONF_MAX_FLEET_GROUP_SIZE');
  if (size > most) fail(1639, `A group may have at most ${most} members`);
}

/** The extended fields configured for groups. Others become warnings: 91016 (unknown), 91017 (wrong type). */
export function knownGroupFields(
  world: World,
  fields: Readonly<Record<string, unknown>> = {},
): { fields: Record<string, unknown>; warnings: Warning[] } {
  const configured = world.organisation.settings.extendedFields.userGroup;
  const { known, warnings } = knownFields(fields, configured, UNKNOWN_EXTENDED_FIELD);
  for (const [name, value] of Object.entries(known)) {
    if (typeof value !== 'object') continue;
    delete known[name];
    warnings.push({ code: WRONG_TYPE, message: `Field ${name} is of the wrong type and was ignored` });
  }
  return { fields: known, warnings };
}

/** Changes to a group; absent fields keep their value. */
export type GroupSettings = Partial<Pick<UserGroup, 'name' | 'externalId' | 'maxGroupSize' | 'extendedFields'>>;

/**
 * Changes a group.
 * @throws 1633 if another group has the external id
 * @throws 1640 if the size is not a whole number from 1
 * @throws 1639 if the size is above the limit
 * @throws 1645 if the size is below the number of members
 * @throws 1643 if nothing would change
 */
export function updateGroup(world: World, group: UserGroup, change: GroupSettings, by: { tillId: number }): void {
  const { name = group.name, externalId = group.externalId, maxGroupSize = group.maxGroupSize } = change;
  const changesField = Object.entries(change.extendedFields ?? {}).some(
    ([field, value]) => group.extendedFields[field] !== value,
  );
  if (externalId !== group.externalId) checkExternalId(world, externalId);
  checkSize(world, maxGroupSize);
  if (maxGroupSize < group.members.length) fail(1645, `The group has ${group.members.length} members`);
  const same =
    name === group.name && externalId === group.externalId && maxGroupSize === group.maxGroupSize && !changesField;
  if (same) fail(1643, 'Nothing would change');
  Object.assign(group, { name, externalId, maxGroupSize });
  Object.assign(group.extendedFields, change.extendedFields);
  recordChange(world, group, 'UPDATE', 'GROUP', by.tillId);
}

/** Deletes a group. It can still be read, but not used. */
export function deleteGroup(world: World, group: UserGroup, { tillId }: { tillId: number }): void {
  group.status = 'DELETED';
  recordChange(world, group, 'DELETE', 'GROUP', tillId);
}

/** Role and permissions of a member in a group. */
export interface Membership {
  primary?: boolean;
  permissions?: readonly GroupPermission[];
  defaultGroup?: boolean;
  /** Where the customer joins. */
  tillId?: number;
}

/** The membership of a customer; undefined if the customer is not, or no longer, in the group. */
export const memberOf = (group: UserGroup, customerId: number): GroupMember | undefined =>
  group.members.find((member) => member.customerId === customerId);

function enter(world: World, group: UserGroup, customer: Customer, membership: Membership): GroupMember {
  const others = Object.values(world.userGroups).flatMap((each) => memberOf(each, customer.id) ?? []);
  const defaultGroup = membership.defaultGroup ?? !others.some((each) => each.defaultGroup);
  // A customer has one default group.
  if (defaultGroup) for (const other of others) other.defaultGroup = false;
  const member: GroupMember = {
    customerId: customer.id,
    primary: membership.primary ?? false,
    joinedOn: now(world),
    permissions: [...(membership.permissions ?? [])],
    defaultGroup,
  };
  group.exited = group.exited.filter((each) => each.customerId !== customer.id);
  group.members.push(member);
  recordChange(world, group, 'CREATE', 'MEMBER', membership.tillId);
  return member;
}

/**
 * Adds a member.
 * @throws 1623 if the customer is already in the group
 * @throws 1638 if the group is full
 */
export function joinGroup(world: World, group: UserGroup, customer: Customer): void {
  if (memberOf(group, customer.id)) fail(1623, 'User is already in the group');
  if (group.members.length >= group.maxGroupSize) fail(1638, 'Group is full');
  enter(world, group, customer, {});
}

/**
 * Adds a member with a role and permissions.
 * @throws 1636 if the customer is already a member
 * @throws 1642 if the customer is the primary member of another group
 * @throws 1637 if the group would have a second primary member
 * @throws 1638 if the group is full
 */
export function addMember(world: World, group: UserGroup, customer: Customer, membership: Membership): GroupMember {
  if (memberOf(group, customer.id)) fail(1636, 'User is already a member of the group');
  const owns = Object.values(world.userGroups).some(
    (each) => each.status === 'ACTIVE' && memberOf(each, customer.id)?.primary,
  );
  if (owns) fail(1642, 'User is primary member of another group');
  if (membership.primary && group.members.some((member) => member.primary)) {
    fail(1637, 'Group already has a primary member');
  }
  if (group.members.length >= group.maxGroupSize) fail(1638, 'Group is full');
  return enter(world, group, customer, membership);
}

/**
 * The membership of a customer.
 * @throws 1620 if the customer is not in the group
 */
const membershipIn = (group: UserGroup, customer: Customer): GroupMember =>
  memberOf(group, customer.id) ?? fail(1620, `User ${customer.id} is not in the group`);

function exit(world: World, group: UserGroup, member: GroupMember, tillId: number): void {
  group.members = group.members.filter((each) => each !== member);
  group.exited.push(member);
  recordChange(world, group, 'DELETE', 'MEMBER', tillId);
}

/**
 * Removes a member. Without its primary member a group is inactive.
 * @throws 1620 if the customer is not in the group
 */
export function leaveGroup(world: World, group: UserGroup, customer: Customer, { tillId }: { tillId: number }): void {
  const member = membershipIn(group, customer);
  exit(world, group, member, tillId);
  if (member.primary) group.status = 'INACTIVE';
}

/**
 * Moves secondary members to another group, all or none. Points do not move.
 * @throws 1620 if a customer is not in the group
 * @throws 1624 if a customer is the primary member
 * @throws 1623 if a customer is already in the other group
 * @throws 1622 if the customers belong to different companies
 * @throws 1638 if the other group would be too full
 */
export function moveMembers(
  world: World,
  { from, to, tillId }: { from: UserGroup; to: UserGroup; tillId: number },
  customers: readonly Customer[],
): void {
  for (const customer of customers) {
    if (membershipIn(from, customer).primary) fail(1624, 'The primary member cannot be transferred');
    if (memberOf(to, customer.id)) fail(1623, `User ${customer.id} is already in the group`);
  }
  const ids = [...customers, ...to.members.map(({ customerId }) => ({ id: customerId }))].map(({ id }) => id);
  const companies = new Set(ids.flatMap((id) => world.associations[id]?.companyId ?? []));
  if (companies.size > 1) fail(1622, 'The users belong to different companies');
  if (to.members.length + customers.length > to.maxGroupSize) fail(1638, 'Group is full');
  for (const customer of customers) {
    const { permissions, defaultGroup, ...member } = membershipIn(from, customer);
    exit(world, from, membershipIn(from, customer), tillId);
    enter(world, to, customer, { primary: member.primary, permissions, defaultGroup, tillId });
  }
}

/**
 * Groups that match a text: in name or external id, as id, or in mobile, email or a card of the primary member. Deleted
 * groups are included.
 */
export function searchGroups(world: World, text: string): UserGroup[] {
  const wanted = text.toLowerCase();
  return Object.values(world.userGroups).filter((group) => {
    const primary = world.customers[group.members.find((member) => member.primary)?.customerId ?? 0];
    const identifiers = primary ? [identifierOf(primary, 'mobile'), identifierOf(primary, 'email')] : [];
    const cards = (primary?.cardIds ?? []).map((id) => world.cards[id]?.number ?? '');
    const texts = [group.name, group.externalId, ...identifiers, ...cards];
    return String(group.id) === wanted || texts.some((each) => each.toLowerCase().includes(wanted));
  });
}

/** How a call names a group. */
export interface GroupSelector {
  readonly id?: number | string | undefined;
  readonly externalId?: string | undefined;
  readonly primaryUserId?: number | undefined;
}

/** Finds a group by id, external id or the id of its primary member; undefined if there is none or it was deleted. */
export function findGroup(world: World, by: GroupSelector): UserGroup | undefined {
  const groups = Object.values(world.userGroups).filter((group) => group.status !== 'DELETED');
  if (by.id !== undefined && by.id !== '') return groups.find((group) => group.id === Number(by.id));
  return groups.find(
    (group) =>
      (by.externalId !== undefined && by.externalId !== '' && group.externalId === by.externalId) ||
      (by.primaryUserId !== undefined &&
        group.members.some((member) => member.primary && member.customerId === by.primaryUserId)),
  );
}

/** The customer's active default group, or else the first active group that they are in. */
export function defaultGroupOf(world: World, customer: Customer): UserGroup | undefined {
  const groups = Object.values(world.userGroups).filter(
    (group) => group.status === 'ACTIVE' && memberOf(group, customer.id) !== undefined,
  );
  return groups.find((group) => memberOf(group, customer.id)?.defaultGroup) ?? groups[0];
}

/** What replaces what. */
const OPPOSITES: Readonly<Record<GroupPermission, GroupPermission>> = {
  allow_points_redemption: 'block_points_redemption',
  allow_points_transfer: 'block_points_transfer',
  block_points_redemption: 'allow_points_redemption',
  block_points_transfer: 'allow_points_transfer',
};

/**
 * Gives a member a permission, which replaces its opposite.
 * @throws 1632 if the customer is not in the group
 */
export function setPermission(
  world: World,
  group: UserGroup,
  { customerId, permission, tillId }: { customerId: number; permission: GroupPermission; tillId: number },
): GroupMember {
  const member = memberOf(group, customerId) ?? fail(1632, `User ${customerId} is not in the group`);
  const others = member.permissions.filter((each) => each !== permission && each !== OPPOSITES[permission]);
  member.permissions = [...others, permission];
  recordChange(world, group, 'UPDATE', 'PERMISSION', tillId);
  return member;
}

/**
 * Groups whose extended fields have all the values, as text; deleted ones are not among them.
 * @throws 1661 if there are no fields
 * @throws 91016 if a field does not exist
 * @throws 91017 if a value is neither text nor a number
 */
export function groupsWithFields(world: World, wanted: Readonly<Record<string, unknown>>): UserGroup[] {
  const fields = Object.entries(wanted);
  if (fields.length === 0) fail(1661, 'extendedFields is empty');
  const configured = world.organisation.settings.extendedFields.userGroup;
  for (const [name, value] of fields) {
    if (!configured.includes(name)) fail(UNKNOWN_EXTENDED_FIELD, `Groups have no extended field ${name}`);
    if (value === null || typeof value === 'object') fail(WRONG_TYPE, `The value of ${name} is of the wrong type`);
  }
  return Object.values(world.userGroups).filter(
    ({ status, extendedFields }) =>
      status !== 'DELETED' && fields.every(([name, value]) => String(extendedFields[name] ?? '') === String(value)),
  );
}
