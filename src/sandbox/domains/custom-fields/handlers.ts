/** Section Custom Fields: custom and extended fields of the organization. */
import { SCOPES } from '../../../tools/custom-fields/custom-fields.bodies.js';
import {
  booleanOf,
  given,
  type JsonObject,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handler, Handlers } from '../../http/handler.js';
import { type Reply, reply, v2Single } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { isAdminTill } from '../locations/rules.js';
import { customFieldsOf, defineFields, ENTITY_NAMES, extendedFieldById, type NewField, titled } from './rules.js';
import type { CustomFieldDefinition, ExtendedFieldDefinition, Scope } from './state.js';

const success = (entity: unknown): Reply => reply({ entity, warnings: [], errors: [], success: true });

/**
 * The requested scope; null for all scopes.
 * @throws `code` if the scope does not exist
 */
export function scopeAsked(value: unknown, code: number): Scope | null {
  return given(value) ? (oneOf(SCOPES, value) ?? fail(code, `${textOf(value)} is not a scope`)) : null;
}

const fieldFace = (world: World, field: CustomFieldDefinition): object => ({ orgId: world.organisation.id, ...field });

/**
 * Only administrators can list custom fields here. Since 2026 everybody can create them.
 * @throws 91032 if the caller is not an administrator
 */
const asAdmin =
  (handler: Handler): Handler =>
  (call) =>
    isAdminTill(call.world, call.till) ? handler(call) : fail(91032, 'The API user is not an administrator');

const list = ({ world, query }: Call): Reply =>
  success(customFieldsOf(world, scopeAsked(query['scope'], 1018)).map((each) => fieldFace(world, each)));

const flag = (value: unknown): number => (booleanOf(value) ? 1 : 0);

const fieldIn = (row: JsonObject): NewField => ({
  name: textOf(row['name']),
  type: textOf(row['type']),
  dataType: textOf(row['dataType']),
  label: textOf(row['label']) || textOf(row['name']),
  defaultValue: textOf(row['defaultValue']),
  phase: textOf(row['phase']) || '1',
  position: numberOf(row['position']) ?? 0,
  rule: textOf(row['rule']),
  serverRule: textOf(row['serverRule']),
  regex: textOf(row['regex']),
  error: textOf(row['error']),
  isDisabled: flag(row['isDisabled']),
  isCompulsory: flag(row['isCompulsory']),
  disableAtServer: flag(row['disableAtServer']),
  isUpdatable: row['isUpdatable'] === undefined ? 1 : flag(row['isUpdatable']),
  enableAuditTrail: flag(row['enableAuditTrail']),
  isPiiData: flag(row['isPiiData']),
  isPsiData: flag(row['isPsiData']),
  helptext: textOf(row['helptext']),
  attrs: textOf(row['attrs']),
});

function create({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const scope = scopeAsked(sent['scope'], 1018) ?? fail(1018, 'scope is missing');
  const rows = objectsOf(sent['customFields']);
  if (rows.length === 0) fail(1028, 'customFields is missing or empty');
  return success(
    defineFields(world, scope, rows.map(fieldIn)).map((each) => ({ ...fieldFace(world, each), value: '' })),
  );
}

const extendedFace = ({ id, name, entity, createdOn, modifiedOn }: ExtendedFieldDefinition): object => ({
  id,
  name,
  createdBy: -1,
  createdOn: createdOn.slice(0, 10),
  createdOnISO: createdOn,
  modifiedBy: -1,
  modifiedOn: modifiedOn.slice(0, 10),
  modifiedOnISO: modifiedOn,
  label: titled(name),
  baseEntityType: entity,
  dataType: 'STRING',
  parentId: -1,
});

/** Fields by entity, without hidden ones. */
function listExtended({ world, query }: Call): Reply {
  const asked = given(query['entityType'])
    ? (oneOf(ENTITY_NAMES, query['entityType']) ?? fail(400, `${query['entityType']} has no extended fields`))
    : null;
  const fields = Object.values(world.extendedFieldDefinitions).filter((each) => !each.hidden);
  const entities = ENTITY_NAMES.filter((entity) => asked === null || entity === asked);
  return success(
    Object.fromEntries(
      entities.map((entity) => [entity, fields.filter((each) => each.entity === entity).map(extendedFace)]),
    ),
  );
}

function meta({ world }: Call): Reply {
  return success(
    Object.values(world.extendedFieldDefinitions).map((field) => ({
      ...extendedFace(field),
      mandatory: field.mandatory,
      updatable: field.updatable,
      hideDisplay: field.hidden,
      isPiiData: field.isPiiData,
      isPsiData: field.isPsiData,
      position: field.position,
    })),
  );
}

function configure({ world, body }: Call): Reply {
  const sent = objectOf(body);
  if (!given(sent['extendedFieldId'])) fail(400, 'extendedFieldId is missing');
  if (!given(sent['hideDisplay'])) fail(400, 'hideDisplay is missing');
  const field = extendedFieldById(world, numberOf(sent['extendedFieldId']) ?? Number.NaN);
  field.hidden = booleanOf(sent['hideDisplay']);
  for (const name of ['mandatory', 'updatable', 'isPiiData', 'isPsiData'] as const) {
    if (given(sent[name])) field[name] = booleanOf(sent[name]);
  }
  field.position = numberOf(sent['position']) ?? field.position;
  field.modifiedOn = now(world);
  return v2Single({
    extendedFieldId: field.id,
    hideDisplay: field.hidden,
    isPiiData: field.isPiiData,
    isPsiData: field.isPsiData,
    updatable: field.updatable,
    mandatory: field.mandatory,
    rejectTxnOnInvalidValue: false,
    auditTrailEnabled: false,
  });
}

export const fieldHandlers: Handlers = {
  extended_field_list: listExtended,
  extended_field_configure: configure,
  extended_field_list_of_organization: listExtended,
  extended_field_get_meta: meta,
  extended_field_list_of_entity: listExtended,
  custom_field_list_of_organization: asAdmin(list),
  custom_field_list: asAdmin(list),
  custom_field_create: create,
};
