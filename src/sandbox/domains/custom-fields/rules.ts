/** Custom and extended fields of an organization: describing and defining them. */
import { defined } from '../../../lib/defined.js';
import { DAY, later, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Settings } from '../organization/state.js';
import type { CustomFieldDefinition, ExtendedFieldDefinition, Scope } from './state.js';

type List = keyof Settings['customFields'];

/** The setting with the names of a scope's fields; other scopes have only definitions. */
const LISTS: readonly (readonly [Scope, List])[] = [
  ['LOYALTY_REGISTRATION', 'customer'],
  ['LOYALTY_TRANSACTION', 'transaction'],
  ['POINTS_REDEMPTION', 'redemption'],
  ['CUSTOMER_PREFERENCES', 'preference'],
  ['CUSTOMER_FEEDBACK', 'ticket'],
  ['CUSTOMER_CARD', 'card'],
];

/** Fields of every organization whose values belong to places, or to the organization itself. */
const OF_PLACES: readonly (readonly [Scope, string])[] = [
  ['STORE_CUSTOM_FIELDS', 'format'],
  ['TILL_CUSTOM_FIELDS', 'counter'],
  ['ORG_CUSTOM_FIELD', 'header_colour'],
];

type Entity = keyof Settings['extendedFields'];

/** The entities of extended fields, with the API's names. */
const ENTITIES: readonly (readonly [Entity, string])[] = [
  ['customer', 'customer'],
  ['transaction', 'transaction'],
  ['lineItem', 'lineitem'],
  ['card', 'card'],
  ['userGroup', 'usergroup2'],
  ['lead', 'lead'],
];

export const ENTITY_NAMES: readonly string[] = ENTITIES.map(([, name]) => name);

/** The display name of a field. */
export const titled = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');

type Field = Omit<CustomFieldDefinition, 'id' | 'scope'>;

/** A field to define. It is a plain one in what it does not say. */
type NewField = Pick<Field, 'name' | 'type' | 'dataType'> & Partial<Field>;

const plain = (name: string, position: number): Field => ({
  name,
  type: 'text',
  dataType: 'String',
  label: titled(name),
  defaultValue: '',
  phase: '1',
  position,
  rule: '',
  serverRule: '',
  regex: '',
  error: '',
  isDisabled: 0,
  isCompulsory: 0,
  disableAtServer: 0,
  isUpdatable: 1,
  enableAuditTrail: 0,
  isPiiData: 0,
  isPsiData: 0,
  helptext: '',
  attrs: '',
});

/** Describes every field that the settings name. */
export function describeFields(world: World): void {
  const { customFields, extendedFields } = world.organisation.settings;
  for (const [scope, list] of LISTS) {
    for (const [index, name] of customFields[list].entries()) keep(world, scope, plain(name, index));
  }
  for (const [scope, name] of OF_PLACES) keep(world, scope, plain(name, 0));
  const since = later(now(world), -600 * DAY);
  for (const [list, entity] of ENTITIES) {
    for (const [index, name] of extendedFields[list].entries()) {
      const id = nextId(world, 'extendedField');
      const personal = /birth|pincode|name|city/.test(name) && (entity === 'customer' || entity === 'transaction');
      world.extendedFieldDefinitions[id] = {
        id,
        entity,
        name,
        hidden: false,
        mandatory: false,
        updatable: true,
        position: index,
        isPiiData: personal,
        isPsiData: false,
        createdOn: since,
        modifiedOn: since,
      };
    }
  }
}

function keep(world: World, scope: Scope, field: Field): CustomFieldDefinition {
  const definition = { ...field, id: nextId(world, 'customField'), scope };
  world.customFieldDefinitions[definition.id] = definition;
  return definition;
}

const MOST_AUDITED = 5;

/** Custom fields of a scope in their order, or of all scopes. */
export const customFieldsOf = (world: World, scope?: Scope): CustomFieldDefinition[] =>
  Object.values(world.customFieldDefinitions).filter((each) => !scope || each.scope === scope);

/**
 * Defines fields, all or none. Values sent under their names are accepted from then on.
 * @throws 1028 if there are none
 * @throws 1025 if the scope already has the field
 * @throws 1023 if too many fields have an audit trail
 */
export function defineFields(world: World, scope: Scope, fields: readonly NewField[]): CustomFieldDefinition[] {
  if (fields.length === 0) fail(1028, 'customFields is empty');
  for (const [index, { name }] of fields.entries()) {
    const others = [...customFieldsOf(world), ...fields.slice(0, index)];
    if (others.some((each) => each.name === name)) fail(1025, `Custom field ${name} already exists`);
  }
  const audited = [...customFieldsOf(world), ...fields].filter((each) => each.enableAuditTrail === 1).length;
  if (audited > MOST_AUDITED) fail(1023, `An organization may have at most ${MOST_AUDITED} fields with an audit trail`);
  const list = LISTS.find(([each]) => each === scope)?.[1];
  return fields.map((field) => {
    if (list) world.organisation.settings.customFields[list].push(field.name);
    const { name, label, phase } = field;
    return keep(world, scope, { ...plain(name, 0), ...field, label: label || name, phase: phase || '1' });
  });
}

interface FieldSettings
  extends Partial<Pick<ExtendedFieldDefinition, 'mandatory' | 'updatable' | 'isPiiData' | 'isPsiData' | 'position'>> {
  hideDisplay: boolean;
}

/** Changes the given settings of an extended field. */
export function configureField(
  world: World,
  field: ExtendedFieldDefinition,
  settings: FieldSettings,
): ExtendedFieldDefinition {
  const { hideDisplay, mandatory, updatable, isPiiData, isPsiData, position } = settings;
  Object.assign(field, defined({ hidden: hideDisplay, mandatory, updatable, isPiiData, isPsiData, position }));
  field.modifiedOn = now(world);
  return field;
}

/** @throws 400 if the field does not exist */
export const extendedFieldById = (world: World, id: number): ExtendedFieldDefinition =>
  world.extendedFieldDefinitions[id] ?? failUnknown(400, 'Extended field', id);
