/** Custom fields of the rewards catalog: of rewards, of catalog promotions, and of each issue. */
import { now } from '../clock.js';
import { readDate } from '../dates.js';
import { fail } from '../failure.js';
import type { RewardCustomField, RewardFieldScope } from '../state/reward.js';
import { nextId, type World } from '../world.js';

const MOST_ENUM_VALUES = 30;
const LONGEST_ENUM_VALUE = 80;
const MOST_ISSUE_FIELDS = 10;
const LONGEST_TEXT = 255;
const ENUM_VALUE = /^[A-Za-z0-9 [\]()\-_]*$/;

export type NewRewardField = Omit<RewardCustomField, 'id' | 'createdOn' | 'createdBy'>;

/**
 * Defines a field. 400 (name taken, list of values empty or too long, default of the wrong kind), 3022 (an 11th field
 * of issues), and for the values of an ENUM 3030 (empty), 3028 (too long), 3024 (characters), 3029 (repeated), 3025
 * (default not among them).
 */
export function createRewardField(world: World, input: NewRewardField, tillId: number): RewardCustomField {
  const fields = Object.values(world.rewardCustomFields);
  if (fields.some((each) => each.name.toLowerCase() === input.name.toLowerCase())) {
    fail(400, `A custom field ${input.name} already exists`);
  }
  if (
    input.scope === 'ISSUE_REWARD' &&
    fields.filter((each) => each.scope === 'ISSUE_REWARD').length >= MOST_ISSUE_FIELDS
  ) {
    fail(3022, `There are ${MOST_ISSUE_FIELDS} fields of issues already`);
  }
  if (input.dataType === 'ENUM') checkEnum(input);
  else if (input.defaultValue !== null && !fits(world, input, input.defaultValue)) {
    fail(400, `defaultValue is no ${input.dataType}`);
  }
  const field: RewardCustomField = {
    ...input,
    id: nextId(world, 'rewardCustomField'),
    createdOn: now(world),
    createdBy: tillId,
  };
  world.rewardCustomFields[field.id] = field;
  return field;
}

function checkEnum({ enumValues, defaultValue }: NewRewardField): void {
  const values = enumValues ?? [];
  if (values.length === 0) fail(400, 'enumValues is empty');
  if (values.length > MOST_ENUM_VALUES) fail(400, `enumValues holds more than ${MOST_ENUM_VALUES} values`);
  if (values.includes('')) fail(3030, 'An enum value is empty');
  if (values.some((each) => each.length > LONGEST_ENUM_VALUE)) {
    fail(3028, `An enum value has more than ${LONGEST_ENUM_VALUE} characters`);
  }
  if (!values.every((each) => ENUM_VALUE.test(each))) fail(3024, 'An enum value holds a character not allowed');
  if (new Set(values).size < values.length) fail(3029, 'Enum values repeat');
  if (defaultValue === null || !values.includes(defaultValue)) fail(3025, 'defaultValue is not among the enum values');
}

/** Whether a value is of a field's kind. */
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
 * The fields given, completed by defaults. `code` is what to fail with: for a field that is not defined, a value of
 * the wrong kind, a mandatory field left out.
 */
export function checkedFields(
  world: World,
  scope: RewardFieldScope,
  given: Readonly<Record<string, unknown>>,
  code: number,
): Record<string, unknown> {
  const fields = Object.values(world.rewardCustomFields).filter((each) => each.scope === scope && each.isActive);
  for (const [name, value] of Object.entries(given)) {
    const field = fields.find((each) => each.name === name) ?? fail(code, `There is no custom field ${name}`);
    if (!fits(world, field, value)) fail(code, `The value of custom field ${name} is no ${field.dataType}`);
  }
  const missing = fields.filter((field) => !(field.name in given));
  for (const field of missing) {
    if (field.isMandatory && field.defaultValue === null) fail(code, `Custom field ${field.name} is missing`);
  }
  const defaults = missing.flatMap((field) => (field.defaultValue === null ? [] : [[field.name, field.defaultValue]]));
  return { ...Object.fromEntries(defaults), ...given };
}
