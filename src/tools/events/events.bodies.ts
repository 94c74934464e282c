/** Request bodies of Behavioural events. */
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, list, object, text } from '../schemas/values.js';

/** Types of event fields. */
const FIELD_TYPES = [
  'customer',
  'tillCode',
  'couponCode',
  'productSku',
  'productBrand',
  'productCategory',
  'groupId',
  'string',
  'double',
] as const;

/** Consumers of events. */
const CONSUMERS = ['EMFConsumer', 'EIConsumer'] as const;

/** A property of a field: its value as text, with the value's type. */
const attribute = (about: string) =>
  object(
    {
      valueType: choice(['Boolean', 'String', 'Enum'], 'Type of value, in any letter case').optional(),
      value: text('The setting, as text').optional(),
    },
    about,
  ).optional();

const field = () =>
  object({
    name: text('Name of the field'),
    type: choice(FIELD_TYPES, 'What its values refer to; reads show it in capitals, which are taken as well'),
    attributes: object(
      {
        addCustomerIfNotExists: attribute('For type customer: "true" registers an unknown customer'),
        isRequired: attribute('"true": the field is required'),
        isUniqueKeyField: attribute('"true": part of the check for duplicates; needs isRequired "true"'),
        isPsiData: attribute('"true": sensitive data; not for the customer field'),
        identifierType: attribute(
          'For type customer: userId, mobile, email, externalId, wechat, martjackId, cuid, fbid, unionId, fcmToken, line, cardnumber or cardExternalId',
        ),
        source: attribute('For type customer: where the profile is, e.g. INSTORE'),
        accountId: attribute('For type customer: account of the source'),
        regex: attribute('For type string: pattern that the value must match'),
      },
      'Properties of the field, each { valueType, value }',
    ).optional(),
  });

export const definitionBody = () =>
  object({
    eventName: text('Unique; no spaces, no special characters'),
    actions: list(choice(CONSUMERS), 'Consumers: EMFConsumer for loyalty and messages, EIConsumer for insights'),
    description: text().optional(),
    fields: list(field(), 'Fields of the event; one should be of type customer').optional(),
  });

export const webhookBody = () =>
  object({
    transformerType: choice(['WebEngageTransformer'], 'How pushed data is mapped'),
    tillCode: idOf('tillCode', text('Till that pushed events are recorded at')),
    authEnabled: boolean('true: callers must authenticate; default false').optional(),
    authMechanism: choice(['Basic', 'OAUTH'], 'Needed when authEnabled is true').optional(),
    uniquenessCheckEnabled: boolean('true drops duplicate events').optional(),
    listenToChildEvents: boolean("true: a parent organization gets its children's events too").optional(),
  });
