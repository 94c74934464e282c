/** Labels of customers, products and stores: defining, archiving, assigning and removing them. */

import { DAY, type Instant, later, now } from '../../world/clock.js';
import { addMonths } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Label, LabelAssignment, LabelExpiry, Labelled } from './label-state.js';
import { productAnywhere } from './rules.js';

const TEXT_LENGTH = 255;
const DESCRIPTION_LENGTH = 1024;
const MOST_PER_ENTITY = 200;

export interface LabelSettings {
  name: string;
  externalId: string;
  description: string;
  expiry: LabelExpiry;
}

/**
 * Checks the settings of a label.
 * @throws 23007 if the name is missing or too long
 * @throws 23008 if the external id is too long
 * @throws 23009 if the description is too long
 * @throws 23004 if the expiry date is not in the future
 * @throws 23027 with HTTP status 409 if another label has the name
 * @throws 23028 with HTTP status 409 if another label has the external id
 */
function check(world: World, settings: LabelSettings, entityType: Labelled, own?: Label): void {
  const { name, externalId, description, expiry } = settings;
  if (name === '' || name.length > TEXT_LENGTH) fail(23007, `name must have 1 to ${TEXT_LENGTH} characters`);
  if (externalId.length > TEXT_LENGTH) fail(23008, `externalId can have at most ${TEXT_LENGTH} characters`);
  if (description.length > DESCRIPTION_LENGTH)
    fail(23009, `description can have at most ${DESCRIPTION_LENGTH} characters`);
  const isNewDate = expiry.type === 'FIXED_DATE' && expiry !== own?.expiry;
  if (isNewDate && expiry.expiryDate <= now(world)) fail(23004, 'The expiry date is not in the future');
  const others = activeLabels(world, entityType).filter((each) => each !== own);
  if (others.some((each) => each.name === name)) fail(23027, `Another label has the name ${name}`, 409);
  if (externalId !== '' && others.some((each) => each.externalId === externalId)) {
    fail(23028, `Another label has the external id ${externalId}`, 409);
  }
}

const activeLabels = (world: World, entityType: Labelled): Label[] =>
  Object.values(world.labels).filter((each) => each.entityType === entityType && each.status === 'ACTIVE');

/**
 * Defines a label.
 * @throws as `check` does
 */
export function defineLabel(world: World, entityType: Labelled, settings: LabelSettings, tillId: number): Label {
  check(world, settings, entityType);
  const time = now(world);
  const label: Label = {
    id: nextId(world, 'label'),
    ...settings,
    entityType,
    status: 'ACTIVE',
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.labels[label.id] = label;
  return label;
}

/**
 * Changes a label.
 * @throws 23025 if the label does not exist
 * @throws 23026 if the label is archived and more than its status would change
 * @throws as `check` does
 */
export function changeLabel(
  world: World,
  id: number,
  change: Partial<LabelSettings> & { status?: Label['status'] },
  tillId: number,
): Label {
  const label = world.labels[id] ?? failUnknown(23025, 'Label', id);
  const { status, ...settings } = change;
  const onlyRevives = status === 'ACTIVE' && Object.keys(settings).length === 0;
  if (label.status === 'ARCHIVED' && !onlyRevives) fail(23026, `Label ${id} is archived`);
  if (status !== 'ARCHIVED') check(world, { ...label, ...settings }, label.entityType, label);
  Object.assign(label, change);
  label.modifiedOn = now(world);
  label.modifiedBy = tillId;
  return label;
}

/** Names a label by one of the three, or by name and external id together. */
export interface LabelNamed {
  id?: number;
  name?: string;
  externalId?: string;
}

/**
 * The active label with the id, name or external id; undefined if there is none.
 * @throws 23038 if name and external id belong to different labels
 */
export function labelMeant(
  world: World,
  entityType: Labelled,
  { id, name, externalId }: LabelNamed,
): Label | undefined {
  const labels = activeLabels(world, entityType);
  const by = (passes: (label: Label) => boolean): Label | undefined => labels.find(passes);
  if (id !== undefined) return by((each) => each.id === id);
  const named = name === undefined ? undefined : by((each) => each.name === name);
  const external = externalId === undefined ? undefined : by((each) => each.externalId === externalId);
  if (named && external && named !== external) fail(23038, 'Name and external id belong to different labels');
  return external ?? named;
}

/** Whether an entity exists. */
function entityExists(world: World, entityType: Labelled, entityId: string): boolean {
  switch (entityType) {
    case 'PRODUCT':
      return productAnywhere(world, entityId) !== undefined;
    case 'CUSTOMER':
      return world.customers[Number(entityId)] !== undefined;
    case 'STORE':
      return world.stores[Number(entityId)] !== undefined;
  }
}

/** The id under which an entity's labels are stored: the SKU of a product ignores case. */
export const labelledId = (world: World, entityType: Labelled, entityId: string): string =>
  (entityType === 'PRODUCT' ? productAnywhere(world, entityId)?.sku : undefined) ?? entityId;

/** Whether an assignment is active now. */
const isHeld = (world: World, { removed, expiresOn }: LabelAssignment): boolean =>
  !removed && (expiresOn === null || expiresOn > now(world));

const ofType = (world: World, entityType: Labelled, { labelId }: LabelAssignment): boolean =>
  world.labels[labelId]?.entityType === entityType;

/** The labels of an entity, oldest first; optionally including past ones. */
export const assignmentsOf = (
  world: World,
  entityType: Labelled,
  entityId: string,
  includeInactive = false,
): LabelAssignment[] =>
  Object.values(world.labelAssignments).filter(
    (each) => each.entityId === entityId && ofType(world, entityType, each) && (includeInactive || isHeld(world, each)),
  );

/** The entities that have a label now. */
export const carriersOf = (world: World, label: Label): LabelAssignment[] =>
  Object.values(world.labelAssignments).filter((each) => each.labelId === label.id && isHeld(world, each));

/**
 * Assigns a label to an entity. An unknown name creates a new label.
 * @throws 23045 if the entity does not exist
 * @throws 23037 if no active label matches
 * @throws 23044 with HTTP status 409 if the entity already has the label
 * @throws 23043 if the entity has the maximum number of labels
 * @throws 23039 if the expiry is not in the future
 */
export function assign(
  world: World,
  entityType: Labelled,
  given: { entityId: string; label: LabelNamed; expiresOn?: Instant },
  tillId: number,
): LabelAssignment {
  const { entityId, label: named, expiresOn } = given;
  if (!entityExists(world, entityType, entityId)) failUnknown(23045, entityType, entityId);
  if (expiresOn !== undefined && expiresOn <= now(world)) fail(23039, 'The expiry is not in the future');
  const found = labelMeant(world, entityType, named);
  if (!found && (named.name === undefined || named.externalId !== undefined)) fail(23037, 'No active label matches');
  const carried = assignmentsOf(world, entityType, entityId);
  if (carried.some((each) => each.labelId === found?.id)) fail(23044, 'The entity already has the label', 409);
  if (carried.length >= MOST_PER_ENTITY) fail(23043, `An entity can have at most ${MOST_PER_ENTITY} labels`);
  const fresh = { name: named.name ?? '', externalId: '', description: '', expiry: { type: 'NONE' as const } };
  const label = found ?? defineLabel(world, entityType, fresh, tillId);
  const assignment: LabelAssignment = {
    id: nextId(world, 'labelAssignment'),
    labelId: label.id,
    entityId,
    expiresOn: expiresOn ?? endOf(world, label.expiry),
    removed: false,
  };
  world.labelAssignments[assignment.id] = assignment;
  return assignment;
}

function endOf(world: World, expiry: LabelExpiry): Instant | null {
  if (expiry.type === 'NONE') return null;
  if (expiry.type === 'FIXED_DATE') return expiry.expiryDate;
  if (expiry.unit === 'DAYS') return later(now(world), expiry.value * DAY);
  return addMonths(now(world), expiry.value * (expiry.unit === 'YEARS' ? 12 : 1));
}

/**
 * The assignment of a label to an entity.
 * @throws 23050 if the entity does not have the label
 */
export function assignmentMeant(
  world: World,
  entityType: Labelled,
  entityId: string,
  named: LabelNamed,
): LabelAssignment {
  const label = labelMeant(world, entityType, named);
  const found = assignmentsOf(world, entityType, entityId).find((each) => each.labelId === label?.id);
  return found ?? fail(23050, `Entity ${entityId} does not have this label`);
}
