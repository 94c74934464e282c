/** Reward groups, beyond the inventory: the shelves under which rewards are listed. */
import { section } from '../define.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, choice, integer, object, text } from '../schemas/values.js';
import * as answers from './reward-groups.answers.js';

export const rewardGroups = section('Reward groups', REWARD_CATALOG);

const groupId = () => ({ id: idOf('rewardGroupId', integer('Group id')) });

const groupBody = () =>
  object({
    name: text('Unique in the organization'),
    rank: integer('Place among the groups').optional(),
  });

export const rewardGroupCreate = rewardGroups.post('api_gateway/rewards/core/v1/group/create', {
  tool: 'reward_group_create',
  title: 'Create reward group',
  summary:
    'Creates a group under which rewards are listed, with a rank for its place; it is empty at first. For subjects such as travel use the categories in reward_list_categories, for groups of customers user_group_add.',
  version: 'v1',
  inInventory: false,
  body: groupBody,
  answer: answers.rewardGroup,
  effect: 'create',
  checkedBy: ['reward_group_list'],
  evidence: 'a group with this name',
  nextStep: 'The group is empty: put rewards into it by its name, with groups in reward_create or reward_update.',
  example: { body: { name: 'Weekend treats', rank: 3 } },
  sources: [
    'https://docs.capillarytech.com/reference/create-group-reward',
    'Create reward group, documentation September 2025: the path without rewards/',
  ],
  keywords: [
    'new shelf in the points shop',
    'put festive gifts together under one heading',
    'make a collection of rewards',
    'bestsellers section for the redemption catalogue',
    'bundle of perks shown together in the app',
    'add a heading to the rewards page',
    'make a group for gifts',
    'new reward group',
    'group rewards under a name',
    'bundle rewards in a group',
  ],
});

export const rewardGroupUpdate = rewardGroups.put('api_gateway/rewards/core/v1/group/{id}', {
  tool: 'reward_group_update',
  title: 'Update reward group',
  summary:
    'Renames a group of rewards or changes its rank; its rewards stay in it. To move rewards in or out use groups in reward_update.',
  version: 'v1',
  inInventory: false,
  path: groupId,
  body: groupBody,
  answer: answers.rewardGroup,
  effect: 'update',
  idempotent: true,
  checkedBy: ['reward_group_get'],
  example: { id: 2401, body: { name: 'Staff picks', rank: 1 } },
  sources: [
    'https://docs.capillarytech.com/reference/update-group-reward',
    'Update reward group, documentation September 2025: required fields as at creation',
  ],
  keywords: [
    'rename a shelf of the points shop',
    'move a collection of gifts to the top',
    'change the order of reward sections',
    'other heading for a set of perks',
    'collection should come second in the app',
    'edit the name of a gift collection',
    'reorder the shelves of the rewards shop',
    'put a group of gifts at the top',
    'rename a reward group',
    'change the rank of a reward group',
  ],
});

export const rewardGroupList = rewardGroups.get('api_gateway/rewards/core/v1/group', {
  tool: 'reward_group_list',
  title: 'Get all reward groups',
  summary:
    'Lists the groups of rewards with id, exact name and rank, page by page. Their rewards are not included: reward_list_for_user filters by groupName; for groups of customers use user_group_search.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    active: boolean('Only groups that are in use, or only others').optional(),
    name: text('Name of the group').optional(),
    sortOn: choice(['RANK', 'LAST_UPDATED_ON'], 'Field to sort by; default RANK').optional(),
    sortBy: choice(['RANK'], 'Older name of sortOn').optional(),
    orderBy: choice(['ASC', 'DESC'], 'Sort direction; default ASC').optional(),
    page: integer('Page, from 0', { min: 0 }).optional(),
    size: integer('Rows per page', { min: 1 }).optional(),
  }),
  answer: answers.rewardGroupListAnswer,
  effect: 'read',
  limits: { pagination: 'page from 0, size' },
  example: { active: true, sortOn: 'RANK', orderBy: 'ASC' },
  sources: [
    'https://docs.capillarytech.com/reference/get-group-rewards',
    'Get all reward groups, documentation September 2025',
  ],
  keywords: [
    'which shelves does the points shop have',
    'sections of the rewards page in order',
    'collections of gifts we show',
    'exact name of a reward collection',
    'headings in the redemption catalogue',
    'id of a gift collection',
    'which bundle of perks comes first',
    'which groups are gifts sorted into',
    'all groups of rewards',
    'names of reward groups',
  ],
});

export const rewardGroupGet = rewardGroups.get('api_gateway/rewards/core/v1/group/{id}', {
  tool: 'reward_group_get',
  title: 'Get reward group by ID',
  summary:
    'Reads the name and rank of ONE group of rewards, by id. Its rewards come from reward_list_for_user with groupName; the other groups from reward_group_list.',
  version: 'v1',
  inInventory: false,
  path: groupId,
  answer: answers.rewardGroup,
  effect: 'read',
  example: { id: 2401 },
  sources: [
    'https://docs.capillarytech.com/reference/get-rewards-group-by-id',
    'Get reward group by ID, documentation September 2025',
  ],
  keywords: [
    'name of reward collection 2401',
    'rank of one shelf of the points shop',
    'who made this gift collection',
    'check a heading before renaming it',
    'look at a single section of the rewards page',
    'is this collection of perks in use',
    'one reward group by its id',
    'show gift group 31',
    'name and rank of a group of gifts',
  ],
});
