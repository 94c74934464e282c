import { conform } from './conform.js';
import { asha } from './people.js';
import type { Do } from './sample.js';

const none = () => ({});
const bought = (_: unknown, run: Do) =>
  run('transaction_add', {
    ...asha(),
    body: {
      type: 'REGULAR',
      billNumber: 'top-1',
      billAmount: 49_900,
      lineItemsV2: [{ itemCode: 'CAP-CNV-01', qty: 100, rate: 499 }],
    },
  });
const configured = (_: unknown, run: Do) =>
  run('card_set_active_limit', { body: { keyName: 'CONF_MAX_CARDS_PER_ORG', value: '3', scope: 'ORG' } });
const store = {
  code: 'hyd01',
  name: 'Hyderabad Banjara Hills',
  type: 'STORE',
  adminType: 'GENERAL',
  isActive: true,
  parentZoneId: 30001,
  parentConceptId: 40001,
  externalIds: ['HYD-017'],
};

conform('Organization', {
  organization_get_v1_1: {
    args: none,
    meanwhile: (world) => {
      world.organisation.name = 'Renamed';
    },
  },
  organization_get_entities_v1_1: { args: () => ({ type: 'STORE' }) },
  organization_get_configs_v1_1: { args: none, meanwhile: configured },
  organization_get_statistics_v1_1: { args: none, meanwhile: bought },
  organization_get_top_items_v1_1: { args: none, meanwhile: bought },
  organization_get_custom_fields_v1_1: { args: none, other: () => ({ scope: 'loyalty_registration' }) },
  organization_get_payment_modes_v1_1: { args: none, other: () => ({ attribute_name: 'issuer' }) },
  organization_get_custom_fields: { args: none, other: () => ({ scope: 'loyalty_registration' }) },
  organization_get_config_values: { args: () => ({ name: 'CONF_MAX_CARDS_PER_ORG' }) },
  organization_get_till: { args: () => ({ code: 'blr01.till01' }) },
  organization_get_active_tills: { args: none, other: () => ({ code: 'blr01.till01' }) },
  organization_get_programs: {
    args: none,
    meanwhile: (world) => {
      world.organisation.program.description = 'Changed';
    },
  },
  organization_add_store: { args: () => ({ body: store }) },
  organization_add_stores: { args: () => ({ body: [store] }) },
  organization_get_hierarchy: {
    args: () => ({ fetchCustomFields: true }),
    meanwhile: (world) => {
      world.organisation.name = 'Renamed';
    },
    differs: {
      'baseOrganization.relationshipType': 'a standard organization has no relatives',
      connectedOrganizations: 'a standard organization has no relatives',
    },
  },
  organization_get_currency_ratios: {
    args: none,
    meanwhile: (_, run) => run('organization_set_currency_ratio', { body: { currencyCode: 'SGD', ratioInr: 63.5 } }),
  },
});
