/** Reward rich content, beyond the inventory: texts with markup that rewards have per language, such as terms. */
import { section } from '../define.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, object, text } from '../schemas/values.js';
import * as answers from './reward-rich-content.answers.js';

export const rewardRichContent = section('Reward rich content', REWARD_CATALOG);

const fieldBody = () =>
  object({
    name: text('Unique', 256),
    description: text(undefined, 256).optional(),
    isMandatory: boolean('true: every reward has it'),
    isActive: boolean('false retires it; no effect at creation').optional(),
    scope: choice(['REWARD']),
    defaultValue: text('HTML or text of rewards without their own; needed if mandatory', 50_000).nullable().optional(),
  });

export const rewardRichTextFieldCreate = rewardRichContent.post('api_gateway/rewards/core/v1/brand/richContentMeta', {
  tool: 'reward_rich_text_field_create',
  title: 'Create rich text metadata for rewards',
  summary:
    'Defines a rich-text field that rewards fill in each language, such as terms or how to use; if mandatory, rewards without a text show the default at once. It holds no text of a reward; for plain values use reward_create_custom_field.',
  version: 'v1',
  inInventory: false,
  body: fieldBody,
  rules: [{ each: 'body', needs: ['defaultValue'], when: { field: 'isMandatory', is: ['true'] } }],
  answer: answers.richTextField,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_rich_text_field_list'],
  evidence: 'a field with this name',
  nextStep:
    'Rewards get their own text in languageSpecificInfo[].richContentRO of reward_create or reward_update, under the name of the field.',
  limits: { batch: '20 fields in the organization' },
  example: {
    body: {
      name: 'Opening hours',
      description: 'When the counter is open',
      isMandatory: true,
      scope: 'REWARD',
      defaultValue: 'Show the code at the till.',
    },
  },
  sources: [
    'https://docs.capillarytech.com/reference/create-rich-content-meta',
    'https://docs.capillarytech.com/reference/adding-rich-text-content-metadata',
    'Create rich text metadata for rewards, documentation September 2025',
  ],
  keywords: [
    'add a long description to gifts',
    'how to use section with formatting for rewards',
    'terms with bullet points and links on perks',
    'html block on the gift page',
    'standard text shown with every reward',
    'formatted instructions in several languages',
    'fine print for all items in the points shop',
    'text block on every gift',
    'new formatted text field for rewards',
    'how to use text for each reward',
  ],
});

export const rewardRichTextFieldUpdate = rewardRichContent.put(
  'api_gateway/rewards/core/v1/brand/richContentMeta/{richContentMetaId}',
  {
    tool: 'reward_rich_text_field_update',
    title: 'Update rich text metadata for rewards',
    summary:
      'Changes the definition of a rich-text field of rewards: its name, default, or whether rewards must have it; isActive=false retires it. To edit the text of one reward use reward_update.',
    version: 'v1',
    inInventory: false,
    path: () => ({ richContentMetaId: idOf('rewardRichTextField', integer('Field id')) }),
    body: fieldBody,
    rules: [{ each: 'body', needs: ['defaultValue'], when: { field: 'isMandatory', is: ['true'] } }],
    answer: answers.richTextField,
    effect: 'update',
    idempotent: true,
    checkedBy: ['reward_rich_text_field_list'],
    example: {
      richContentMetaId: 7,
      body: { name: 'How to use', isMandatory: false, isActive: false, scope: 'REWARD' },
    },
    sources: [
      'https://docs.capillarytech.com/reference/update-rich-content',
      'Update rich text metadata for rewards, documentation September 2025: createdOn changes in its samples',
    ],
    keywords: [
      'make the how to use text optional',
      'change the standard text on all gifts',
      'remove the fine print block from rewards',
      'rename a formatted section of perks',
      'every reward must have terms now',
      'other default instructions for redeeming',
      'stop showing a text block on the gift page',
      'retire a text block of gifts',
      'change a formatted text field of rewards',
    ],
  },
);

export const rewardRichTextFieldList = rewardRichContent.get('api_gateway/rewards/core/v1/brand/richContentMeta', {
  tool: 'reward_rich_text_field_list',
  title: 'Get rich text metadata for rewards',
  summary:
    'Lists the rich-text fields that rewards can have, with name, default and whether they are mandatory; page with page and size. The texts of one reward are in reward_get_for_user; other extra fields in reward_get_custom_fields.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    status: choice(['ACTIVE', 'INACTIVE'], 'Only fields in this state').optional(),
    page: integer('Page, from 0', { min: 0 }).optional(),
    size: integer('Rows per page', { min: 1, max: 50 }).optional(),
  }),
  response: { confirmation: ['richContentMetaROS'] },
  answer: answers.richTextFieldListAnswer,
  effect: 'read',
  limits: { pagination: 'page from 0, size up to 50' },
  example: { status: 'ACTIVE', page: 0, size: 10 },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-rich-text-content-metadata-for-brand',
    'Get rich text metadata for rewards, documentation September 2025',
  ],
  keywords: [
    'which formatted texts can gifts have',
    'must a new reward have terms',
    'default instructions shown with perks',
    'text blocks on the gift page',
    'names for the long descriptions of rewards',
    'html sections that are retired',
    'what do i have to write for a new catalog item',
    'formatted text blocks that a gift can have',
    'text fields of rewards',
  ],
});
