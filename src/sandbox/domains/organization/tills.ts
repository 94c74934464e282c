/** Tills with a password of their own, and the custom fields of tills. */
import { md5 } from '../../../lib/md5.js';
import type { organizationAddTill } from '../../../tools/beyond/organization.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { now } from '../../world/clock.js';
import { fail, type Warning } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customFieldsOf, defineFields } from '../custom-fields/rules.js';
import { UNKNOWN_CUSTOM_FIELD } from '../customer/rules.js';
import { describeLocation, detailsOf, localeOf } from '../locations/rules.js';
import type { Till } from './state.js';

const NAME = /^[a-z][a-z0-9._-]{2,}$/;
const NAME_EXISTS = 1207;
const NO_STORE = 1214;
const SCOPE = 'TILL_CUSTOM_FIELDS';

type NewTill = Body<typeof organizationAddTill>;
/** A value of a custom field; what else it has describes a field that does not exist yet. */
export type TillField = NonNullable<NewTill['customFields']>[number];

/**
 * Adds a till, which can call the API with its password at once.
 * @throws 400 if the name is not valid
 * @throws 1207 if another till has the name
 * @throws 1214 if there is no such store, or it is closed
 * @throws as `setTillFields` does
 */
export function createTill(kept: World, input: NewTill): { till: Till; warnings: Warning[] } {
  const { name, storeId } = input;
  if (!NAME.test(name)) {
    fail(400, 'A till name begins with a-z and has a-z, 0-9, dots, hyphens and underscores, three at least');
  }
  const taken = Object.values(kept.tills).some((each) => each.code === name || each.name === name);
  if (taken) fail(NAME_EXISTS, `A till named ${name} already exists`);
  if (!kept.stores[storeId]?.active) fail(NO_STORE, `Store ${storeId} does not exist or is not active`);
  return allOrNothing(kept, (world) => {
    const store = world.stores[storeId];
    const id = nextId(world, 'till');
    const passwordMd5 = md5(input.password);
    const till: Till = { id, code: name, name, storeId, active: true, username: name, passwordMd5 };
    world.tills[id] = till;
    describeLocation(
      world,
      { type: 'TILL', entity: till },
      {
        ...(store && localeOf(detailsOf(world, { type: 'STORE', entity: store }))),
        description: input.description ?? '',
        updatedOn: now(world),
      },
    );
    return { till, warnings: setTillFields(world, till, input.customFields ?? []) };
  });
}

/** The documented spellings of the types of values. */
const dataTypeOf = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1).toLowerCase();

/**
 * Sets custom fields of a till, and defines those that do not exist yet for all tills. A field that does not exist and
 * is not described is left out with the warning 1017.
 * @throws 1025 if a field is named twice, or is one of another scope
 * @throws 1023 if too many fields would have an audit trail
 */
export function setTillFields(world: World, till: Till, fields: readonly TillField[]): Warning[] {
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail(1025, `Custom field ${twice} is named twice`);
  const known = new Set(customFieldsOf(world, SCOPE).map(({ name }) => name));
  const isDescribed = ({ name, type, dataType }: TillField): boolean => !known.has(name) && !!type && !!dataType;
  const described = fields.filter(isDescribed).map(({ value: _, options, type = '', dataType = '', ...field }) => ({
    ...field,
    type,
    dataType: dataTypeOf(dataType),
    attrs: field.attrs ?? options ?? '',
  }));
  if (described.length > 0) defineFields(world, SCOPE, described);
  for (const { name } of described) known.add(name);

  const location = { type: 'TILL', entity: till } as const;
  const values = fields.filter(({ name }) => known.has(name)).map(({ name, value }) => [name, value]);
  describeLocation(world, location, {
    customFields: { ...detailsOf(world, location).customFields, ...Object.fromEntries(values) },
    updatedOn: now(world),
  });
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({ code: UNKNOWN_CUSTOM_FIELD, message: `Custom field ${name} does not exist and was ignored` }));
}
