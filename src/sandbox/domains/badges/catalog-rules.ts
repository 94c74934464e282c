/** Groups and custom fields of badges. */
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { fitsType } from './field-values.js';
import { objectId } from './rules.js';
import type { BadgeCustomField, BadgeGroup } from './state.js';

type GroupSettings = Pick<BadgeGroup, 'name' | 'rank'>;

/** @throws 733 if another group has the name */
function checkGroup(world: World, { name }: GroupSettings, group?: BadgeGroup): void {
  const taken = Object.values(world.badgeGroups).some((each) => each.name === name && each.id !== group?.id);
  if (taken) fail(733, `A badge group named ${name} already exists`);
}

/** @throws 733 if another group has the name */
export function createGroup(world: World, settings: GroupSettings, tillId: number): BadgeGroup {
  checkGroup(world, settings);
  const at = now(world);
  const made = { createdOn: at, createdBy: tillId, modifiedOn: at, modifiedBy: tillId };
  const group: BadgeGroup = { id: objectId(world, 'badgeGroup'), ...settings, isActive: true, ...made };
  world.badgeGroups[group.id] = group;
  return group;
}

/** @throws 733 if another group has the name */
export function updateGroup(world: World, group: BadgeGroup, settings: GroupSettings, tillId: number): BadgeGroup {
  checkGroup(world, settings, group);
  return Object.assign(group, settings, { modifiedOn: now(world), modifiedBy: tillId });
}

/** @throws 404 if there is no such group */
export const groupById = (world: World, id: string): BadgeGroup =>
  world.badgeGroups[id] ?? failUnknown(404, 'Badge group', id, 404);

type FieldSettings = Pick<BadgeCustomField, 'name' | 'isMandatory' | 'defaultValue' | 'isActive' | 'dataType'>;

/**
 * No documentation has codes for these.
 * @throws 409 if another field has the name
 * @throws 400 if the default is not a value of the type
 */
function checkField(world: World, { name, dataType, defaultValue }: FieldSettings, field?: BadgeCustomField): void {
  const taken = Object.values(world.badgeCustomFields).some((each) => each.name === name && each.id !== field?.id);
  if (taken) fail(409, `A custom field of badges named ${name} already exists`, 409);
  if (defaultValue !== null && !fitsType(world, dataType, defaultValue)) {
    fail(400, `defaultValue must be of type ${dataType}`);
  }
}

/** @throws 409, 400 as `checkField` does */
export function createField(world: World, settings: FieldSettings, tillId: number): BadgeCustomField {
  checkField(world, settings);
  const at = now(world);
  const made = { createdOn: at, createdBy: tillId, modifiedOn: at, modifiedBy: tillId };
  const field: BadgeCustomField = { id: objectId(world, 'badgeCustomField'), ...settings, ...made };
  world.badgeCustomFields[field.id] = field;
  return field;
}

/** @throws 409, 400 as `checkField` does */
export function updateField(
  world: World,
  field: BadgeCustomField,
  settings: FieldSettings,
  tillId: number,
): BadgeCustomField {
  checkField(world, settings, field);
  return Object.assign(field, settings, { modifiedOn: now(world), modifiedBy: tillId });
}

/** @throws 404 if there is no such field */
export const fieldById = (world: World, id: string): BadgeCustomField =>
  world.badgeCustomFields[id] ?? failUnknown(404, 'Custom field of badges', id, 404);
