/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { day, open, problem, time } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const customFieldsCustomer = lazy(() =>
  open({
    id: integer(),
    name: text(),
    createdBy: integer(),
    createdOn: day(),
    createdOnISO: time({ zone: 'offset' }),
    modifiedBy: integer(),
    modifiedOn: day(),
    modifiedOnISO: time({ zone: 'offset' }),
    label: text(),
    baseEntityType: text(),
    dataType: text(),
    parentId: idOf('extendedField', integer()),
    possibleValues: list(text()),
  }),
);

export const customField = lazy(() =>
  open({
    orgId: integer(),
    id: integer(),
    name: text(),
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
    options: text(),
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

const extendedFieldListCustomer = lazy(() =>
  open({
    name: text(),
    createdBy: integer(),
    createdOn: day(),
    modifiedBy: integer(),
    modifiedOn: day(),
    label: text(),
    entityType: text(),
    dataType: text(),
  }),
);

const regularlineitem = lazy(() =>
  open({
    name: text(),
    createdBy: integer(),
    createdOn: day(),
    modifiedBy: integer(),
    modifiedOn: day(),
    label: text(),
    entityType: text(),
    dataType: text(),
  }),
);

export const extendedFieldListAnswer = () =>
  open({
    entity: open({
      customer: list(customFieldsCustomer()),
      transaction: list(customFieldsCustomer()),
      lineitem: list(customFieldsCustomer()),
      CUSTOMER: list(extendedFieldListCustomer()),
      REGULAR_LINEITEM: list(regularlineitem()),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const extendedFieldConfigureAnswer = () =>
  open({
    extendedFieldId: idOf('extendedField', integer()),
    createdBy: integer(),
    modifiedBy: integer(),
    createdOn: time({ zone: 'organization' }),
    modifiedOn: time({ zone: 'organization' }),
    hideDisplay: boolean(),
    isPiiData: boolean(),
    isPsiData: boolean(),
    updatable: boolean(),
    mandatory: boolean(),
    position: integer(),
    rejectTxnOnInvalidValue: boolean(),
    auditTrailEnabled: boolean(),
    warnings: list(problem()),
  });

export const extendedFieldListOfOrganizationAnswer = () =>
  open({
    entity: open({
      customer: list(customFieldsCustomer()),
      transaction: list(customFieldsCustomer()),
      lineitem: list(customFieldsCustomer()),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const extendedFieldGetMetaAnswer = () =>
  open({
    entity: list(
      open({
        id: integer(),
        name: text(),
        label: text(),
        baseEntityType: text(),
        dataType: text(),
        mandatory: boolean(),
        updatable: boolean(),
        fieldUpdatable: boolean(),
        hideDisplay: boolean(),
        isPiiData: boolean(),
        isPsiData: boolean(),
        position: integer(),
        computeEnabled: boolean(),
        rejectTxnOnInvalidValue: boolean(),
        auditTrailEnabled: boolean(),
      }),
    ),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customFieldListOfOrganizationAnswer = () =>
  open({
    entity: list(customField()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customFieldCreateAnswer = () =>
  open({
    entity: list(customField()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const customFieldListAnswer = () =>
  open({
    entity: list(customField()),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const extendedFieldListOfEntityAnswer = () =>
  open({
    entity: open({
      customer: list(customFieldsCustomer()),
      transaction: list(customFieldsCustomer()),
      lineitem: list(customFieldsCustomer()),
    }),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });
