/** Organization: settings, tills and programs of the organization behind the credentials. */
import { section } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, text } from '../schemas/values.js';
import * as answers from './organization.answers.js';
import { organizationAddStoreBody } from './organization.bodies.js';
import { ORGANIZATION } from './organization.defaults.js';

export const organization = section('Organization', ORGANIZATION);

export const organizationGetCustomFields = organization.get('v2/organization/customFields', {
  tool: 'organization_get_custom_fields',
  title: 'Get Custom Fields',
  summary:
    "Lists the custom fields that registrations, bills, stores, cards … may carry, with type, options and rules, all or of one scope; disabled ones on request, unpaged. With an admin key and more scopes use custom_field_list_of_organization; for Capillary's own standard fields use extended_field_list.",
  accessGroup: 'Organization Data Fields',
  query: () => ({
    scope: choice(
      [
        'loyalty_registration',
        'loyalty_transaction',
        'customer_feedback',
        'customer_preferences',
        'store_custom_fields',
        'points_redemption',
        'voucher_redemption',
        'check_in_feedback',
        'customer_card',
      ],
      'Only these fields: loyalty_registration for customers, loyalty_transaction for bills',
    ).optional(),
    includeDisabled: boolean('true adds disabled fields').optional(),
    includeDisabledAtServer: boolean('true adds fields disabled on the server side').optional(),
  }),
  answer: answers.organizationGetCustomFieldsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-org-custom-fields',
    'https://docs.capillarytech.com/reference/organization-api',
    'Get Org Custom Fields, documentation 2022',
  ],
  keywords: [
    'what extra questions does our sign-up form ask',
    'which custom fields can i send with a bill',
    'names of the custom attributes on customer registration',
    'dropdown choices of a custom field',
    'is marital status a mandatory field for new members',
    'show hidden or disabled profile fields too',
    'data we capture when a voucher is redeemed',
    'field definitions for the pos integration',
    'feedback form fields set up for the brand',
    'own fields of the brand',
    'what additional data do we ask for',
    'custom field list, no admin key',
  ],
});

export const organizationGetConfigValues = organization.get('v2/organization/configkeyvalue', {
  tool: 'organization_get_config_values',
  title: 'Get Config Key Values',
  summary:
    'Reads the value of one configuration key of the organization, by its exact name. To set a key use card_set_active_limit; to see all keys or find a name, organization_get_configs_v1_1.',
  query: () => ({
    name: idOf('configKey', text('Key, e.g. CONF_MAX_CARDS_PER_ORG, IS_DIRECT_REPLAY_ENABLED')),
  }),
  response: { secrets: { settings: true } },
  answer: answers.organizationGetConfigValuesAnswer,
  effect: 'read',
  readUnless: [{ argument: 'name', is: 'not a plain name' }],
  sensitive: true,
  sources: [
    'https://docs.capillarytech.com/reference/get-organization-configs',
    'https://docs.capillarytech.com/reference/organization-api',
    'Get Org Config Key Values, documentation 2022',
  ],
  keywords: [
    'what is this setting switched to',
    'how many active cards may one customer hold',
    'check a single configuration key',
    'is direct replay turned on for us',
    'present value of conf_max_cards_per_org',
    'look up one brand parameter by name',
    'read a feature flag before changing it',
    'has anybody overridden the default of a config',
    'value of one setting',
    'how is a certain parameter set',
    'read a single config key',
  ],
});

export const organizationGetTill = organization.get('v2/organization/till', {
  tool: 'organization_get_till',
  title: 'Get org till details',
  summary:
    'Returns one till (a login of a point of sale) by its code, id or name: active or not, general or admin, locale ids, custom fields. For all tills use location_list with type TILL, for id and code of active ones organization_get_active_tills.',
  query: () => ({
    code: idOf('tillCode', text('Till code, i.e. its user name; give code, tillId or name')).optional(),
    tillId: idOf('till', text('Till id')).optional(),
    name: idOf('tillName', text('Till name')).optional(),
  }),
  answer: answers.organizationGetTillAnswer,
  effect: 'read',
  limits: { rate: '1,000 per minute on demo clusters; elsewhere set by brand' },
  sources: [
    'https://docs.capillarytech.com/reference/get-tills',
    'https://docs.capillarytech.com/reference/get-till-id-details',
    'Get Org Till Details, documentation 2022',
  ],
  keywords: [
    'details of cash register pune.counter2',
    'is this pos terminal still active',
    'look up a checkout counter by its id',
    'find a till by name',
    'which currency and time zone does this counter use',
    'what kind of account is this point of sale user',
    'admin or general till',
    'cashier terminal info',
    'information on one till',
    'find a cash desk by code',
    'is this register active',
  ],
});

export const organizationGetActiveTills = organization.get('v2/organization/activeTill', {
  tool: 'organization_get_active_tills',
  title: 'Get Active Tills',
  summary:
    'Lists active tills with id and code only; the documentation asks for a till code or id. For full details of one till use organization_get_till, for all tills of the organization location_list with type TILL and isActive.',
  query: () => ({
    code: idOf('tillCode', text('Till code, i.e. its user name; give code or tillId')).optional(),
    tillId: idOf('till', text('Till id')).optional(),
  }),
  answer: answers.organizationGetActiveTillsAnswer,
  answerFrom: 'table',
  effect: 'read',
  confidence: 'partial',
  sources: [
    'https://docs.capillarytech.com/reference/get-active-tills',
    'arguments after the note on that page, envelope after its siblings; no example is published',
  ],
  keywords: [
    'which counters are live',
    'list checkouts in use right now',
    'ids and codes of working pos terminals',
    'enabled cash registers only',
    'is till 75200418 among the active ones',
    'current billing points without the closed ones',
    'live point of sale logins',
    'registers not deactivated',
    'which cash desks are active',
    'tills in use',
    'list working registers',
  ],
});

export const organizationGetPrograms = organization.get('v2/organization/programs', {
  tool: 'organization_get_programs',
  title: 'Get Loyalty Programs',
  summary:
    "Lists the organization's active loyalty programs with ids, money value of a point, and their partner and supplementary programs with the tiers of these; unpaged. A program's own tiers are in tier_list; for one customer's status use customer_get_loyalty_details; to join a partner program partner_program_link_customer.",
  accessGroup: 'Points',
  answer: answers.organizationGetProgramsAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-loyalty-programs',
    'Get Org Loyalty Programs, documentation 2022',
  ],
  keywords: [
    'which loyalty schemes do we run',
    'what is one point worth in money',
    'i need the program id',
    'default programme of the brand',
    'paid memberships and supplementary programmes on offer',
    'partner programs and their exchange rates',
    'tiers of the coalition partner scheme',
    'how long does the supplementary membership last',
    'points to cash ratio per programme',
    'our loyalty programs',
    'program ids and tiers of partners',
    'what is a point worth',
  ],
});

export const organizationAddStore = organization.post('v2/orgEntity/store', {
  tool: 'organization_add_store',
  title: 'Add Store',
  summary:
    'Creates one store under a zone and a concept; needs credentials of an organization admin. For several stores, or zones, concepts and tills, use location_add; for one till organization_add_till; to see a store store_get_v1_1.',
  body: organizationAddStoreBody,
  answer: answers.organizationAddStoreAnswer,
  effect: 'create',
  nextStep: 'it has no till yet, and bills need one. organization_add_till creates one, location_add several.',
  checkedBy: ['location_list'],
  evidence: 'a store with the code you sent',
  limits: { batch: 'one store per call' },
  sources: ['https://docs.capillarytech.com/reference/add-store', 'Add Store, documentation 2022'],
  keywords: [
    'open a new outlet in the system',
    'register a branch under a zone',
    'we have a new shop in the mall, set it up',
    'onboard one fuel station',
    'create an admin store',
    'add a location with address and external id',
    'put our new showroom on the map with latitude and longitude',
    'new store code for the pos rollout',
    'a new shop opens',
    'create one branch',
    'set up a single outlet',
    'open a new store',
  ],
});
