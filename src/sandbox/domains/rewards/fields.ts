/** Custom fields of the rewards catalog: for rewards, catalog promotions and issues. */
import { now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { RewardCustomField, RewardFieldScope } from './state.js';

const MOST_ENUM_VALUES = 30;
const MOST_ISSUE_FIELDS = 10;
const LONGEST_TEXT = 255;
const ENUM_VALUE = /^[A-Za-z0-9 [\]()\-_]*$/;

export type NewRewardField = Omit<RewardCustomField, 'id' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'>;

/**
 * Defines a field.
 * @throws 400 if the name is taken, the list of values is empty or too long, or the default has the wrong type
 * @throws 3022 if there are already 10 fields for issues
 * @throws 3024 if an ENUM value has a character that is not allowed
 * @throws 3029 if an ENUM value is repeated
 * @throws 3025 if the default is not among the ENUM values
 */
export function createRewardField(world: World, input: NewRewardField, tillId: number): RewardCustomField {
  checkField(world, input);
  const time = now(world);
  const field: RewardCustomField = {
    ...input,
    id: nextId(world, 'rewardCustomField'),
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.rewardCustomFields[field.id] = field;
  return field;
}

/**
 * Replaces the settings of a field. Values that rewards have already stay as they are.
 * @throws 400 if there is no such field
 * @throws as `createRewardField` does; but an ENUM needs no default
 */
export function updateRewardField(world: World, id: number, input: NewRewardField, tillId: number): RewardCustomField {
  const field = world.rewardCustomFields[id] ?? failUnknown(400, 'Custom field', id);
  checkField(world, input, field);
  return Object.assign(field, input, { modifiedOn: now(world), modifiedBy: tillId });
}

function checkField(world: World, input: NewRewardField, own?: RewardCustomField): void {
  const others = Object.values(world.rewardCustomFields).filter((each) => each !== own);
  if (others.some((each) => each.name.toLowerCase() === input.name.toLowerCase())) {
    fail(400, `Custom field ${input.name} already exists`);
  }
  if (
    input.scope === 'ISSUE_REWARD' &&
    others.filter((each) => each.scope === 'ISSUE_REWARD').length >= MOST_ISSUE_FIELDS
  ) {
    fail(3022, `There can be at most ${MOST_ISSUE_FIELDS} custom fields for issues`);
  }
  if (input.dataType === 'ENUM') checkEnum(input, own === undefined);
  else if (input.defaultValue !== null && !fits(world, input, input.defaultValue)) {
    fail(400, `defaultValue is not a valid ${input.dataType}`);
  }
}

function checkEnum({ enumValues, defaultValue }: NewRewardField, needsDefault: boolean): void {
  const values = enumValues ?? [];
  if (values.length === 0) fail(400, 'enumValues is empty');
  if (values.length > MOST_ENUM_VALUES) fail(400, `enumValues has more than ${MOST_ENUM_VALUES} values`);
  if (!values.every((each) => ENUM_VALUE.test(each)))
    fail(3024, 'An enum value contains a character that is not allowed');
  if (new Set(values).size < values.length) fail(3029, 'enumValues contains a value twice');
  if (defaultValue === null ? needsDefault : !values.includes(defaultValue))
    fail(3025, 'defaultValue is not among the enum values');
}

/** Whether a value has the type of a field. */
function fits(world: World, field: Pick<RewardCustomField, 'dataType' | 'enumValues'>, value: unknown): boolean {
  const text = String(value);
  switch (field.dataType) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(text);
    case 'INTEGER':
      return /^-?\d+$/.test(text);
    case 'DATE':
      return readDate(text, world.organisation.timezone) !== null;
    case 'ENUM':
      return field.enumValues?.includes(text) ?? false;
    case 'STRING':
      return text.length <= LONGEST_TEXT;
  }
}

/**
 * The given fields.
 * @throws `code` if a field is not defined or a value has the wrong type
 */
export function checkedValues(
  world: World,
  scope: RewardFieldScope,
  given: Readonly<Record<string, unknown>>,
  code: number,
): Record<string, unknown> {
  const fields = activeFields(world, scope);
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find((each) => each.name === name) ?? failUnknown(code, 'Custom field', name);
    if (!fits(world, field, value)) fail(code, `The value of custom field ${name} is not a valid ${field.dataType}`);
  }
  return { ...given };
}

const activeFields = (world: World, scope: RewardFieldScope): RewardCustomField[] =>
  Object.values(world.rewardCustomFields).filter((each) => each.scope === scope && each.isActive);

/**
 * The given fields, completed with defaults.
 * @throws `code` if a field is not defined, a value has the wrong type, or a mandatory field is missing
 */
export function checkedFields(
  world: World,
  scope: RewardFieldScope,
  given: Readonly<Record<string, unknown>>,
  code: number,
): Record<string, unknown> {
  const values = checkedValues(world, scope, given, code);
  const missing = activeFields(world, scope).filter((field) => !(field.name in given));
  for (const field of missing) {
    if (field.isMandatory && field.defaultValue === null) fail(code, `Custom field ${field.name} is missing`);
  }
  const defaults = missing.flatMap((field) => (field.defaultValue === null ? [] : [[field.name, field.defaultValue]]));
  return { ...Object.fromEntries(defaults), ...values };
}
