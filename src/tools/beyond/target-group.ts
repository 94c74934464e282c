/** Target group, beyond the inventory. */
import { section } from '../define.js';
import { limit, offset } from '../schemas/common.js';
import { date } from '../schemas/times.js';
import { boolean, choice, text } from '../schemas/values.js';
import { TARGET_GROUP, TARGET_MEASURES } from '../targets/target-group.defaults.js';
import * as answers from './target-group.answers.js';

export const targetGroupBeyond = section('Target group', TARGET_GROUP);

export const targetGroupList = targetGroupBeyond.get('v3/milestones', {
  tool: 'target_group_list',
  title: 'List Milestones',
  summary:
    "Lists the organization's milestones and streaks (target groups) with their targets and running period; filter by name, status, kind or dates, page with limit and offset. With an id use target_group_get, for one customer's progress target_group_get_for_user.",
  inInventory: false,
  accessGroup: null,
  query: () => ({
    name: text('Name of the group').optional(),
    status: choice(['LIVE', 'UPCOMING', 'ENDED', 'STOPPED'], 'Only groups in this state').optional(),
    type: choice(['DEFAULT', 'CAPPING', 'UNIFIED', 'STREAKS'], 'Only groups of this trackingType').optional(),
    'start-date': date('Only groups active on or after this day').optional(),
    'end-date': date('Only groups active on or before this day').optional(),
    'target-on': choice(TARGET_MEASURES, 'Only groups with a target on this figure').optional(),
    'require-periods': boolean('true adds all periods').optional(),
    includeUserCreatedTargetGroups: boolean('true adds challenges that customers made').optional(),
    limit: limit('Rows to return; 10 unless set'),
    offset: offset(),
  }),
  answer: answers.targetGroupListAnswer,
  effect: 'read',
  example: { status: 'LIVE' },
  sources: [
    'https://docs.capillarytech.com/reference/get-all-milestones',
    'Get all milestones (target), documentation September 2025',
  ],
  keywords: [
    'which milestones are running',
    'list all challenges and streaks',
    'find the milestone called summer spend',
    'id of a target group by its name',
    'what goals can customers work towards now',
    'spend challenges of this quarter',
    'show upcoming or ended streaks',
    'overview of our gamification',
    'which challenges exist',
  ],
});
