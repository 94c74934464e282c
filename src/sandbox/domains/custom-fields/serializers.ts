/** Custom and extended fields as answers show them. */
import type { extendedFieldGetConfigs } from '../../../tools/beyond/custom-fields.js';
import type {
  customFieldCreate,
  extendedFieldConfigure,
  extendedFieldGetMeta,
} from '../../../tools/custom-fields/custom-fields.js';
import type { Answer, ElementOf, RowOf } from '../../../tools/schemas/decoded.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { titled } from './rules.js';
import type { CustomFieldDefinition, ExtendedFieldDefinition } from './state.js';

/** Nobody knows who created the fields of the organization. */
const SOMEBODY = -1;

export const toCustomFieldJson = (
  world: World,
  field: CustomFieldDefinition,
): RowOf<typeof customFieldCreate, 'entity'> => ({ orgId: world.organisation.id, ...field });

/** A field by itself, with the members that every list of fields has. */
export const toExtendedFieldJson = ({ id, name, entity, createdOn, modifiedOn }: ExtendedFieldDefinition) => ({
  id,
  name,
  createdBy: SOMEBODY,
  createdOn: createdOn.slice(0, 10),
  createdOnISO: createdOn,
  modifiedBy: SOMEBODY,
  modifiedOn: modifiedOn.slice(0, 10),
  modifiedOnISO: modifiedOn,
  label: titled(name),
  baseEntityType: entity,
  dataType: 'STRING',
  parentId: -1,
});

const toSettingsJson = ({ mandatory, updatable, hidden, isPiiData, isPsiData, position }: ExtendedFieldDefinition) => ({
  mandatory,
  updatable,
  hideDisplay: hidden,
  isPiiData,
  isPsiData,
  position,
});

export const toConfiguredFieldJson = (
  field: ExtendedFieldDefinition,
): RowOf<typeof extendedFieldGetMeta, 'entity'> => ({
  ...toExtendedFieldJson(field),
  ...toSettingsJson(field),
});

export const toConfigurationJson = (field: ExtendedFieldDefinition): Answer<typeof extendedFieldConfigure> => ({
  extendedFieldId: field.id,
  ...toSettingsJson(field),
  createdBy: SOMEBODY,
  createdOn: serverDateTime(field.createdOn),
  modifiedBy: SOMEBODY,
  modifiedOn: serverDateTime(field.modifiedOn),
  rejectTxnOnInvalidValue: false,
  auditTrailEnabled: false,
});

/** The settings alone, as the documented call lists them. */
export const toFieldConfigJson = (
  field: ExtendedFieldDefinition,
): NonNullable<ElementOf<Answer<typeof extendedFieldGetConfigs>>> => ({
  extendedFieldId: field.id,
  ...toSettingsJson(field),
  fieldUpdatable: field.updatable,
  computeEnabled: false,
  rejectTxnOnInvalidValue: false,
  auditTrailEnabled: false,
  warnings: [],
  createdBy: SOMEBODY,
  modifiedBy: SOMEBODY,
});
