/** Custom Fields: the brand's own fields, and the extended fields that Capillary defines and the brand switches on. */
import { section } from '../define.js';
import { language } from '../schemas/common.js';
import { boolean, choice } from '../schemas/values.js';
import * as answers from './custom-fields.answers.js';
import { customFieldCreateBody, extendedFieldConfigureBody, SCOPES } from './custom-fields.bodies.js';
import { CUSTOM_FIELDS } from './custom-fields.defaults.js';

export const customFields = section('Custom Fields', CUSTOM_FIELDS);

const scope = () =>
  choice(SCOPES, 'Only these fields: LOYALTY_REGISTRATION for customers, LOYALTY_TRANSACTION for bills').optional();

export const extendedFieldList = customFields.get('v2/extendedFields', {
  tool: 'extended_field_list',
  title: 'Get Org Extended Fields',
  summary:
    "Lists the extended fields (Capillary's standard extra fields) switched on for the organization, by kind of record, with data type and label; unpaged. For fields the brand defined itself use organization_get_custom_fields; to show, hide or require one use extended_field_configure.",
  headers: () => ({ language: language() }),
  answer: answers.extendedFieldsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-extended-fields',
    'Release notes April to June 2026 (LIST)',
    'Retrieve Extended Fields of the Org, documentation 2022',
    'Get Org Extended Fields, documentation 2022',
  ],
  keywords: [
    'which standard extra attributes may a customer have',
    'what can i put under extendedFields on a bill',
    'is gender or city an extended field here',
    'data type of a line item attribute',
    'enabled vertical fields such as room number or vehicle',
    'catalogue of predefined fields for cards and leads',
    'labels of extended fields in arabic',
    'id of an extended field',
    'why is my extended field refused, is it enabled',
    'which extra fields are switched on',
    'available extended attributes',
    'what additional details can be saved',
  ],
});

export const extendedFieldConfigure = customFields.post('v2/organization/entity/extended_field_config', {
  tool: 'extended_field_configure',
  title: 'Configure Org Extended Fields',
  summary:
    'Sets how one extended field behaves in the whole organization: shown or hidden, mandatory, changeable, position, personal data or not. It adds no field: for a custom one use custom_field_create; extended ones are added by Capillary support.',
  listed: 'POST v2/org/extendedFields',
  body: extendedFieldConfigureBody,
  response: { confirmation: ['extendedFieldId'] },
  answer: answers.extendedFieldConfigureAnswer,
  effect: 'update',
  checkedBy: ['extended_field_get_meta'],
  idempotent: true,
  sources: [
    'https://docs.capillarytech.com/reference/configure-org-extended-field',
    'https://docs.capillarytech.com/docs/creating-and-managing-groups',
    'https://docs.capillarytech.com/reference/retrieve-extended-field-config-details',
    'Configure Org Extended Field, documentation September 2025',
    'Show/Hide Extended Fields on InTouch, documentation 2022',
  ],
  keywords: [
    'hide an extended field on the till screen',
    'make city mandatory at registration',
    'show the anniversary field to cashiers',
    'mark a standard attribute as personal data',
    'reorder the fields on the customer form',
    'stop staff from changing a stored attribute',
    'switch an optional vertical field to required',
    'change visibility of a predefined attribute',
    'change whether a field is required',
    'make a standard field invisible',
    'control how an extra field behaves on forms',
  ],
});

export const extendedFieldListOfOrganization = customFields.get('v2/org/extendedFields', {
  tool: 'extended_field_list_of_organization',
  title: 'Get Org Extended Fields (org path)',
  summary:
    "Like extended_field_list, plus the allowed values of fields that have a fixed choice. Not documented; Capillary's own web pages use it, so prefer extended_field_list if you do not need the values.",
  query: () => ({ includePossibleValues: boolean('false leaves out the allowed values').optional() }),
  headers: () => ({ language: language() }),
  answer: answers.extendedFieldsAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'partial',
  sources: [
    "path and includePossibleValues: code of Capillary's web pages in public repositories",
    'not documented; answer after its sibling v2/extendedFields',
  ],
  keywords: [
    'allowed values of an enum extended field',
    'choices in the dropdown of a standard attribute',
    'extended fields the way the web screens load them',
    'possible values for gender or marital status',
    'which options does a predefined field accept',
    'extended fields without their value lists',
    'pick list entries of a vertical attribute',
    'which values may a field take',
    'dropdown entries of standard fields',
    'permitted entries for an extended attribute',
  ],
});

export const extendedFieldGetMeta = customFields.get('v2/org/extendedFieldsMeta', {
  tool: 'extended_field_get_meta',
  title: 'Get Extended Fields Meta',
  summary:
    'Settings of the extended fields of the organization: mandatory, changeable, hidden, personal data, position. Not documented; names, types and labels are extended_field_list, and to change a setting use extended_field_configure.',
  headers: () => ({ language: language() }),
  answer: answers.extendedFieldGetMetaAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'inferred',
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-extended-field-config-details',
    'not documented; after its siblings v2/extendedFields and v2/entity/extendedFieldConfig',
  ],
  keywords: [
    'which extended fields are mandatory',
    'metadata of predefined attributes',
    'is this standard field hidden on screens',
    'extended fields marked as pii',
    'order in which extended fields appear',
    'can a stored extended value be changed later',
    'present configuration before i edit a vertical field',
    'privacy flags of standard attributes',
    'is a standard field required, editable or sensitive',
    'behaviour flags of extra fields',
    'how are the extended fields set up',
  ],
});

export const customFieldListOfOrganization = customFields.get('v2/org/customFields', {
  tool: 'custom_field_list_of_organization',
  title: 'Get Custom Fields',
  summary:
    "Lists the organization's custom fields with id, rules, audit and privacy flags, all or of one scope; needs an admin key. Without one use organization_get_custom_fields; for standard fields extended_field_list, for fields of rewards reward_get_custom_fields.",
  query: () => ({ scope: scope() }),
  answer: answers.customFieldsAnswer,
  effect: 'read',
  host: 'intouch',
  auth: 'admin',
  sources: ['https://docs.capillarytech.com/reference/get-custom-fields'],
  keywords: [
    'id of a custom field',
    'admin view of store custom fields',
    'which custom fields keep an audit trail',
    'validation rules of our own fields',
    'custom fields flagged as personal data',
    'fields defined for tills and zones',
    'custom attributes of bill line items',
    'server rule and regex of a field',
    'own fields on loyalty cards, definitions',
    'own fields by scope, as an administrator',
    'which fields did we define for stores or tills',
    'custom field ids and their rules',
  ],
});

export const customFieldCreate = customFields.post('v2/customFields', {
  tool: 'custom_field_create',
  title: 'Create Custom Field',
  summary:
    'Defines new custom fields in one scope (customers, bills, stores, tills, cards …) for the whole organization, and they cannot be removed; the key needs write access to the Organization resource. Values are set on the records; for standard fields use extended_field_configure, fields of rewards reward_create_custom_field.',
  body: customFieldCreateBody,
  response: { rows: [{ at: 'entity[]', errors: 'error' }] },
  answer: answers.customFieldsAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['organization_get_custom_fields'],
  evidence: 'fields with these names in the scope',
  host: 'intouch',
  limits: { batch: 'several fields of one scope per call; 5 audited fields per organization by default' },
  sources: [
    'https://docs.capillarytech.com/reference/create-a-custom-field',
    'https://docs.capillarytech.com/docs/data-entities',
    'Release notes April to June 2026 (no longer for administrators only)',
  ],
  keywords: [
    'add a t-shirt size question to registration',
    'we want to capture pet name on sign-up',
    'new field on bills for delivery type',
    'set up an extra attribute for stores',
    'define a dropdown for customer preferences',
    'create our own data field on the loyalty card',
    'extend the enrolment form',
    'make a mandatory date field for members',
    'store something the standard profile lacks',
    'add our own question to a form',
    'invent a new field for customers or bills',
    'capture an extra detail nobody asks yet',
    'store something new about customers',
    'define a custom field with a default value',
  ],
});

export const customFieldList = customFields.get('v2/customFields', {
  tool: 'custom_field_list',
  title: 'Get All Custom Fields',
  summary:
    'Lists all custom fields from the admin resource that custom_field_create writes to; needs an admin key. Not documented: prefer custom_field_list_of_organization, or organization_get_custom_fields without an admin key.',
  query: () => ({ scope: scope() }),
  answer: answers.customFieldsAnswer,
  answerFrom: 'sibling',
  effect: 'read',
  host: 'intouch',
  auth: 'admin',
  confidence: 'inferred',
  sources: [
    'https://docs.capillarytech.com/reference/create-a-custom-field',
    'https://docs.capillarytech.com/reference/get-custom-fields',
    'not documented; after its siblings POST v2/customFields and GET v2/org/customFields',
  ],
  keywords: [
    'every field the brand defined, across all scopes',
    'does a field of this name exist already',
    'check the field i just created',
    'full inventory of own fields',
    'read back newly defined attributes',
    'all custom fields regardless of entity',
    'avoid duplicate custom field names',
    'all fields that we made ourselves',
    'complete list of custom fields for the admin',
    'look through every custom field',
  ],
});

export const extendedFieldListOfEntity = customFields.get('v2/entity/extendedFields', {
  tool: 'extended_field_list_of_entity',
  title: 'Get Entity Extended Fields',
  summary:
    'Lists the extended fields of one kind of record, e.g. cards or leads; a newly enabled vertical can take a day to show. Barely documented: prefer extended_field_list, which lists all kinds.',
  query: () => ({
    entityType: choice(
      ['customer', 'transaction', 'lineitem', 'profile', 'lead', 'company', 'card', 'usergroup2'],
      'Kind of record',
    ).optional(),
  }),
  headers: () => ({ language: language() }),
  answer: answers.extendedFieldsAnswer,
  answerFrom: 'inferred',
  effect: 'read',
  confidence: 'inferred',
  sources: [
    'https://docs.capillarytech.com/reference/customer-upsert-api',
    'not documented; arguments and answer after its sibling v2/extendedFields',
  ],
  keywords: [
    'extended fields of leads only',
    'standard attributes for a fleet or group',
    'what extra data can a company record hold',
    'predefined fields for cards alone',
    'line item attributes for reporting',
    'extended attributes per entity type',
    'fields of transactions, nothing else',
    'extra fields for one type of record',
    'which extended attributes apply to leads or cards',
    'standard fields of a given entity',
  ],
});
