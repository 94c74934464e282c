/** Custom Fields, beyond the inventory. */
import { SCOPES } from '../custom-fields/custom-fields.bodies.js';
import { CUSTOM_FIELDS } from '../custom-fields/custom-fields.defaults.js';
import { section } from '../define.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, integer, object, text } from '../schemas/values.js';
import * as answers from './custom-fields.answers.js';

export const customFieldsBeyond = section('Custom Fields', CUSTOM_FIELDS);

export const customFieldSetValue = customFieldsBeyond.post('v2/customField/tag', {
  tool: 'custom_field_set_value',
  title: 'Set Custom Field Value of Entity',
  summary:
    "Sets the value of a custom field that exists, such as the organization's own brand colour, and overwrites the earlier value; needs an admin key. New fields are custom_field_create; tills have organization_update_till_fields, stores location_update.",
  inInventory: false,
  accessGroup: null,
  body: () =>
    object({
      scope: choice(SCOPES, 'What the field is of; ORG_CUSTOM_FIELD for the organization itself'),
      entityId: fromConnection(
        'organizationId',
        idOf('organization', integer('Organization; for other scopes not documented, probably the record')),
        ({ scope }) => scope === 'ORG_CUSTOM_FIELD',
      ),
      customField: object(
        { name: idOf('fieldName', text('Name of the field')), value: text('New value') },
        'Field that exists, and its value',
      ),
    }),
  answer: answers.customFieldSetValueAnswer,
  answerFrom: 'table',
  effect: 'update',
  idempotent: true,
  checkedBy: ['organization_get_hierarchy'],
  evidence: 'the value in customFields, with fetchCustomFields; those of stores, zones and tills are in location_list',
  host: 'intouch',
  auth: 'admin',
  confidence: 'partial',
  example: {
    body: {
      scope: 'ORG_CUSTOM_FIELD',
      entityId: 100900,
      customField: { name: 'header_colour', value: '#004567' },
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/tag-custom-field-to-an-entity',
    'Tag custom field to an entity, documentation September 2025 (the table has no required marks)',
  ],
  keywords: [
    'fill a custom field of the organization',
    'put a value into our own field',
    'overwrite what is stored in a custom field',
    'set the value of a custom field of the organization',
    'store a value in an own field of a store',
    "give the organization's field another value",
  ],
});

export const extendedFieldGetConfigs = customFieldsBeyond.get('v2/entity/extendedFieldConfig', {
  tool: 'extended_field_get_configs',
  title: 'Get Extended Field Configuration',
  summary:
    'How each extended field behaves, by id: mandatory, changeable, hidden, personal or sensitive, audited, whether bad values reject the bill. The documented form of extended_field_get_meta; names are extended_field_list, and extended_field_configure changes a setting.',
  inInventory: false,
  accessGroup: null,
  answer: answers.extendedFieldGetConfigsAnswer,
  answerFrom: 'table',
  effect: 'read',
  confidence: 'partial',
  example: {},
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-extended-field-config-details',
    'Retrieve extended field config details, documentation September 2025 (that the rows are a bare list is inferred)',
  ],
  keywords: [
    'which standard fields must be filled in',
    'does a bad value in an extra field reject the bill',
    'changes of which attributes are logged',
    'standard attributes marked as sensitive',
    'extended fields hidden at the till',
    'rules for each predefined field by id',
    'which extended fields are mandatory',
    'extended fields that count as personal data',
    'settings of extended fields',
    'is an extended field required, hidden or audited',
  ],
});
