/** Request bodies of Custom Fields. */
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, list, object, text, textOrNumber } from '../schemas/values.js';

/** Kinds of record that custom fields belong to. */
export const SCOPES = [
  'LOYALTY_REGISTRATION',
  'LOYALTY_TRANSACTION',
  'CUSTOMER_FEEDBACK',
  'POINTS_REDEMPTION',
  'VOUCHER_REDEMPTION',
  'ZONE_CUSTOM_FIELDS',
  'STORE_CUSTOM_FIELDS',
  'CUSTOM_FIELDS_DATA_LOG',
  'CHECK_IN_FEEDBACK',
  'CUSTOMER_PREFERENCES',
  'ADVANCE_FEEDBACK',
  'LOYALTY_LINE_ITEMS',
  'CUSTOMER_CARD',
  'TILL_CUSTOM_FIELDS',
  'ORG_CUSTOM_FIELD',
] as const;

/** A boolean, which this API writes as 1 or 0. */
const flag = (about: string) => integer(about, { min: 0, max: 1 }).optional();

const customField = () =>
  object({
    name: text('Unique; the key that values are sent under', 20),
    type: choice(
      [
        'text',
        'textarea',
        'select',
        'dropdown',
        'checkbox',
        'radio',
        'file',
        'template_area',
        'datepicker',
        'separator',
        'button',
        'email_body',
        'feedback',
        'label',
      ],
      'How the field is shown on forms',
    ),
    dataType: choice(['Boolean', 'Integer', 'Double', 'String'], 'Type of the values'),
    label: text('Shown on forms').optional(),
    scope: text('Same as the scope above').optional(),
    defaultValue: text('Suggested by forms; the server does not apply it', 250).optional(),
    phase: text('Unused').optional(),
    position: integer('Position on the form').optional(),
    rule: text('Rule that forms check, infix with {{field}} placeholders').optional(),
    serverRule: text('Rule that the server checks, infix').optional(),
    regex: text('Pattern of valid values').optional(),
    error: text('Message when a value is invalid').optional(),
    isDisabled: flag('1 hides it'),
    isCompulsory: flag('1 makes forms ask for it; the server does not'),
    disableAtServer: flag('1 disables it on the server'),
    isUpdatable: flag('1 lets forms change a stored value'),
    enableAuditTrail: flag('1 records changes; by default up to 5 fields'),
    isPiiData: flag('1 for personal data'),
    isPsiData: flag('1 for sensitive data'),
    helptext: text('Help shown on forms').optional(),
    attrs: text('Attributes as Label:Value').optional(),
  });

export const customFieldCreateBody = () =>
  object({
    scope: choice(
      [...SCOPES, 'NI_CUSTOM_FIELDS'],
      'What they belong to: LOYALTY_REGISTRATION customers, LOYALTY_TRANSACTION bills …',
    ),
    customFields: list(customField(), 'Fields to create'),
  });

export const extendedFieldConfigureBody = () =>
  object({
    extendedFieldId: idOf('extendedField', integer('Id, from extended_field_list')),
    hideDisplay: boolean('true hides it on screens, false shows it'),
    mandatory: boolean('true makes screens ask for it').optional(),
    updatable: boolean('true lets InStore change a stored value; the server does not check').optional(),
    position: integer('Position on the screen').optional(),
    isPiiData: boolean('true for personal data').optional(),
    isPsiData: boolean('true for sensitive data').optional(),
    createdOn: textOrNumber('Set by the server; leave out').optional(),
    createdBy: text('Set by the server; leave out').optional(),
    modifiedOn: textOrNumber('Set by the server; leave out').optional(),
    modifiedBy: text('Set by the server; leave out').optional(),
  });
