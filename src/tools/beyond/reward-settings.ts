/** Reward catalog, beyond the inventory: its switches and its custom fields. */
import { lazy } from '../../lib/lazy.js';
import { section } from '../define.js';
import { rewardCustomField } from '../rewards/reward-catalog.answers.js';
import { rewardCustomFieldBody } from '../rewards/reward-catalog.bodies.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { ownRewardBrandId } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { integer, list, object, text } from '../schemas/values.js';

export const rewardSettings = section('Reward catalog', REWARD_CATALOG);

const configAnswer = lazy(() =>
  open({
    status: entityStatus(),
    configList: list(
      open({
        configKeyName: text(),
        configKeyValue: text(),
        brandId: idOf('rewardBrand', integer('null: the organization')),
        label: text(),
      }),
    ),
  }),
);

export const rewardSetConfig = rewardSettings.post('api_gateway/rewards/core/v1/brand/config', {
  tool: 'reward_set_config',
  title: 'Set rewards catalog configuration',
  summary:
    'Sets ONE switch of the rewards catalog, at once for all customers: revoking, reminders, catalog promotions, first day of the week, time zone. Read it first with reward_get_config; for other settings of the organization see organization_get_configs.',
  version: 'v1',
  inInventory: false,
  body: () =>
    object({
      configKeyName: text('A key that reward_get_config lists; REVOKE_ENABLE for revoking'),
      configKeyValue: text('true or false; a weekday; HH:MM; or minutes from 0 to 30'),
      brandId: idOf('rewardBrand', integer('Only for this brand')).optional(),
      label: text('Note on it').optional(),
    }),
  answer: configAnswer,
  effect: 'update',
  idempotent: true,
  destructive: true,
  checkedBy: ['reward_get_config'],
  evidence: 'the key with this value',
  example: {
    body: { configKeyName: 'CONF_SEND_REWARD_EXPIRY_NOTIFICATION_ENABLED', configKeyValue: 'true', brandId: 77 },
  },
  sources: [
    'https://docs.capillarytech.com/reference/organisation-level-configuration-for-rewards-catalog',
    'Organisation Level Configuration for Rewards Catalog, documentation September 2025',
    'https://docs.capillarytech.com/reference/revoke-user-reward: REVOKE_ENABLE is set in the same way',
  ],
  keywords: [
    'allow taking rewards back',
    'switch on reminders before gifts expire',
    'let the week of reward limits start on sunday',
    'turn on discounts in the points shop',
    'settings of the rewards catalog',
    'use our own time zone for reward limits',
    'at what time of day reward reminders go out',
    'change a switch of the rewards shop',
    'let the rewards shop use the time zone of the organization',
    'allow gift promotions',
    'turn a rewards catalog setting on or off',
    'enable revoking of rewards',
    'turn reminders on in the rewards settings',
  ],
});

export const rewardGetConfig = rewardSettings.get('api_gateway/rewards/core/v1/brand/{brandId}/getConfig', {
  tool: 'reward_get_config',
  title: 'Get rewards catalog configuration',
  summary:
    'Reads the switches of the rewards catalog that hold for a brand: revoking, reminders, catalog promotions, first day of the week, time zone. To change one use reward_set_config.',
  version: 'v1',
  inInventory: false,
  path: () => ({ brandId: ownRewardBrandId() }),
  answer: configAnswer,
  effect: 'read',
  example: { brandId: 77 },
  sources: [
    'https://docs.capillarytech.com/reference/retrieve-organisation-level-configuration-for-rewards-catalog',
    'Retrieve Organisation Level Configuration for Rewards Catalog, documentation September 2025',
  ],
  keywords: [
    'can rewards be taken back here',
    'are reminders before gifts expire switched on',
    'on which day does the week of reward limits start',
    'is the points shop allowed to have sales',
    'settings of the rewards catalog',
    'why is nobody reminded of expiring gifts',
    'are gift promotions switched on for the rewards shop',
    'which switches of the rewards shop are on',
    'rewards catalog configuration',
    'rewards configuration',
    'may rewards be revoked',
  ],
});

export const rewardUpdateCustomField = rewardSettings.put('api_gateway/rewards/core/v1/brand/customfield/{id}', {
  tool: 'reward_update_custom_field',
  title: 'Update reward custom field',
  summary:
    'Changes a custom field of rewards, of issued rewards or of catalog promotions: repeat all its settings; isActive=false retires it. To add one use reward_create_custom_field; for fields of customers or bills custom_field_update.',
  version: 'v1',
  inInventory: false,
  path: () => ({ id: idOf('rewardCustomField', integer('Custom field id')) }),
  body: rewardCustomFieldBody,
  answer: rewardCustomField,
  effect: 'update',
  idempotent: true,
  checkedBy: ['reward_get_custom_fields'],
  evidence: 'the field with these settings',
  example: {
    id: 311,
    body: {
      name: 'supplier',
      description: 'Who makes and packs it',
      scope: 'REWARD',
      dataType: 'STRING',
      isMandatory: false,
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-custom-field',
    'Update custom field, documentation September 2025',
  ],
  keywords: [
    'retire an extra field of rewards',
    'rename a custom field of the points shop',
    'add a value to a dropdown on gifts',
    'make a question at reward checkout optional',
    'stop asking for a detail when gifts are claimed',
    'edit an own attribute of rewards',
    'rename an extra field that rewards have',
    'edit a custom field of rewards',
    'change the options of a reward field',
  ],
});
