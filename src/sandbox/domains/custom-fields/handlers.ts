/** Section Custom Fields: custom and extended fields of the organization. */
import { customFieldSetValue, extendedFieldGetConfigs } from '../../../tools/beyond/custom-fields.js';
import {
  customFieldCreate,
  customFieldList,
  customFieldListOfOrganization,
  extendedFieldConfigure,
  extendedFieldGetMeta,
  extendedFieldList,
  extendedFieldListOfEntity,
  extendedFieldListOfOrganization,
} from '../../../tools/custom-fields/custom-fields.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail } from '../../world/failure.js';
import { isAdminTill } from '../locations/rules.js';
import { configureField, customFieldsOf, defineFields, ENTITY_NAMES, extendedFieldById } from './rules.js';
import {
  toConfigurationJson,
  toConfiguredFieldJson,
  toCustomFieldJson,
  toExtendedFieldJson,
  toFieldConfigJson,
} from './serializers.js';
import { setFieldValue } from './values.js';

const success = <E>(entity: E) => ({ entity, warnings: [], errors: [], success: true });

export const fieldHandlers: Handlers = {
  // They show the same fields, by entity and without hidden ones.
  ...handle(
    [extendedFieldList, extendedFieldListOfOrganization, extendedFieldListOfEntity],
    { envelope: 'plain' },
    ({ world, query }) => {
      const fields = Object.values(world.extendedFieldDefinitions).filter((each) => !each.hidden);
      const entities = query.entityType === undefined ? ENTITY_NAMES : [query.entityType];
      const ofEntity = (name: string) => fields.filter(({ entity }) => entity === name).map(toExtendedFieldJson);
      return success(Object.fromEntries(entities.map((name) => [name, ofEntity(name)])));
    },
  ),

  ...handle(extendedFieldConfigure, { envelope: 'single' }, ({ world, body }) =>
    toConfigurationJson(configureField(world, extendedFieldById(world, body.extendedFieldId), body)),
  ),

  ...handle(extendedFieldGetMeta, { envelope: 'plain' }, ({ world }) =>
    success(Object.values(world.extendedFieldDefinitions).map(toConfiguredFieldJson)),
  ),

  // Only administrators can list custom fields here. Since 2026 everybody can create them.
  ...handle(
    [customFieldListOfOrganization, customFieldList],
    { envelope: 'plain', codes: { scope: 1018 } },
    ({ world, till, query }) => {
      if (!isAdminTill(world, till)) fail(91032, 'The API user is not an administrator');
      return success(customFieldsOf(world, query.scope).map((each) => toCustomFieldJson(world, each)));
    },
  ),

  ...handle(
    customFieldCreate,
    {
      envelope: 'plain',
      codes: {
        body: 1018,
        'body.scope': 1018,
        'body.customFields': 1028,
        'body.customFields[].name': 1024,
        'body.customFields[].type': 1024,
        'body.customFields[].dataType': 1024,
      },
    },
    ({ world, body }) => {
      const defined = defineFields(world, body.scope, body.customFields);
      return success(defined.map((each) => ({ ...toCustomFieldJson(world, each), value: '' })));
    },
  ),

  ...handle(customFieldSetValue, { envelope: 'plain' }, ({ world, body: { scope, entityId, customField } }) => {
    setFieldValue(world, { scope, entityId, ...customField });
    return success(entityId);
  }),

  ...handle(extendedFieldGetConfigs, { envelope: 'plain' }, ({ world }) =>
    Object.values(world.extendedFieldDefinitions).map(toFieldConfigJson),
  ),
};
