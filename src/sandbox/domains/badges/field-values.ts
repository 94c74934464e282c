/** Values of custom fields on badges: defaults, and what a value must be. */
import { textOf } from '../../http/arguments.js';
import { readMoment } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { BadgeCustomField } from './state.js';

type Values = Readonly<Record<string, unknown>>;

const inUse = (world: World): BadgeCustomField[] =>
  Object.values(world.badgeCustomFields).filter(({ isActive }) => isActive);

/** The values that were sent, and the defaults of fields that were not; of a badge that exists, only mandatory ones. */
export function withDefaults(world: World, sent: Values = {}, isNew = true): Record<string, unknown> {
  const values = { ...sent };
  for (const { name, defaultValue, isMandatory } of inUse(world)) {
    if (isMissing(values[name]) && defaultValue !== null && (isNew || isMandatory)) values[name] = defaultValue;
  }
  return values;
}

/** What is wrong with the values of a badge. Names that are not defined are kept as they are. */
export const customFieldProblems = (world: World, values: Values): { reference: string; message: string }[] =>
  inUse(world).flatMap((field) => {
    const value = values[field.name];
    const reference = `customFields.${field.name}`;
    if (isMissing(value)) {
      return field.isMandatory ? [{ reference, message: `The custom field ${field.name} is mandatory` }] : [];
    }
    const fits = fitsType(world, field.dataType, textOf(value));
    return fits ? [] : [{ reference, message: `The custom field ${field.name} must be of type ${field.dataType}` }];
  });

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '';

/** Whether a text is a value of a type. */
export function fitsType(world: World, type: BadgeCustomField['dataType'], text: string): boolean {
  if (type === 'INTEGER') return /^-?\d+$/.test(text);
  if (type === 'BOOLEAN') return /^(true|false)$/i.test(text);
  return type === 'STRING' || readMoment(text, world.organisation.timezone) !== null;
}
