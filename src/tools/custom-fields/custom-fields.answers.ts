/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anyOf, anything, mapOf, open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const extendedFieldMembers = () => ({
  id: idOf('extendedField', integer()),
  name: idOf('fieldName', text()),
  label: text(),
  dataType: text('LIST: ordered, with metadata about type of elements, allowed values, number of entries'),
  baseEntityType: text(),
  parentId: idOf('extendedField', integer('-1: no parent')),
  createdBy: integer(),
  createdOn: date(),
  createdOnISO: dateTime({ zone: 'offset' }),
  modifiedBy: integer(),
  modifiedOn: date(),
  modifiedOnISO: dateTime({ zone: 'offset' }),
});

/** An extended field. The oldest answers have `entityType` and no ids. */
const extendedField = lazy(() =>
  open({ ...extendedFieldMembers(), entityType: text(), possibleValues: list(anything()) }),
);

export const extendedFieldSettings = () => ({
  hideDisplay: boolean(),
  isPiiData: boolean(),
  isPsiData: boolean(),
  mandatory: boolean(),
  updatable: boolean(),
  fieldUpdatable: boolean(),
  position: integer(),
  computeEnabled: boolean(),
  rejectTxnOnInvalidValue: boolean(),
  auditTrailEnabled: boolean(),
});

/** An extended field with the organization's settings for it. */
const configuredField = lazy(() =>
  open({
    ...extendedFieldMembers(),
    extendedFieldId: idOf('extendedField', integer()),
    ...extendedFieldSettings(),
  }),
);

/** A custom field. Flags are 0 or 1, unset texts empty. */
export const customField = lazy(() =>
  open({
    orgId: integer(),
    id: integer(),
    name: idOf('fieldName', text()),
    type: text(),
    dataType: text(),
    label: text(),
    scope: text(),
    defaultValue: text(),
    phase: text(),
    position: integer(),
    rule: text(),
    serverRule: text(),
    regex: text(),
    error: text(),
    options: anything('choices of a drop-down'),
    isDisabled: integer(),
    isCompulsory: integer(),
    disableAtServer: integer(),
    isUpdatable: integer(),
    enableAuditTrail: integer(),
    isPiiData: integer(),
    isPsiData: integer(),
    helptext: text(),
    attrs: text(),
    value: text(),
  }),
);

/** By what the fields are of: `customer`, `transaction`, `lineitem` and others that the organization has. */
export const extendedFieldsAnswer = lazy(() =>
  open({
    entity: mapOf(list(extendedField())),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  }),
);

export const extendedFieldConfigureAnswer = () =>
  open({
    extendedFieldId: idOf('extendedField', integer()),
    ...extendedFieldSettings(),
    createdBy: integer(),
    createdOn: dateTime({ zone: 'server' }),
    modifiedBy: integer(),
    modifiedOn: dateTime({ zone: 'server' }),
    warnings: list(problem()),
    errors: list(problem()),
  });

/** Not documented: a list, or lists by what the fields are of. */
export const extendedFieldGetMetaAnswer = () =>
  open({
    entity: anyOf(list(configuredField()), mapOf(list(configuredField()))),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customFieldsAnswer = lazy(() =>
  open({
    entity: list(customField()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  }),
);
