/** Reward points restrictions, beyond the inventory: how many points customers may spend in the rewards catalog. */
import { lazy } from '../../lib/lazy.js';
import type { SectionDefaults } from '../define.js';
import { section } from '../define.js';
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text, textOrNumber } from '../schemas/values.js';

const RESTRICTIONS: SectionDefaults = {
  domain: 'Reward Catalog',
  accessGroup: null,
  response: {
    codes: { not_found: [12015], conflict: [12014] },
    advice: {
      12014: 'There is such a restriction already: change it with reward_points_restriction_update.',
      12019: 'The organization has its 50 restrictions: change one with reward_points_restriction_update instead.',
      12020: 'There are 15 active restrictions: stop one with reward_points_restriction_update and isActive=false.',
    },
  },
};

export const rewardPointsRestrictions = section('Reward points restrictions', RESTRICTIONS);

const LEVELS = [
  'CUSTOMER',
  'CUSTOMER_REDEMPTION_TYPE',
  'CUSTOMER_TIER',
  'CUSTOMER_LOYALTY_PROGRAM',
  'CUSTOMER_SUPPL_PROGRAM',
  'CUSTOMER_LABEL',
  'CUSTOMER_SEGMENT',
] as const;

/** Where a level needs the id of what it is about. The API's own check is not documented. */
const settings = () => ({
  kpi: choice(['POINTS']),
  constraintLevel: choice(LEVELS, 'CUSTOMER is everybody; the others need the field of their target'),
  frequencyType: choice(['DAILY', 'WEEKLY', 'MONTHLY'], 'Calendar window'),
  intervalValue: integer('Usually 1'),
  constraintLimitValue: number('Most points per customer in a window', { min: 0 }),
  isActive: boolean('false: not in force'),
  redemptionType: choice([...REDEMPTION_TYPES, 'NULL'], 'For CUSTOMER_REDEMPTION_TYPE; NULL: any').optional(),
  programId: idOf('loyaltyProgram', textOrNumber('For CUSTOMER_LOYALTY_PROGRAM')).optional(),
  tierId: idOf('tier', textOrNumber('For CUSTOMER_TIER')).optional(),
  supplementaryProgramId: idOf('partnerProgram', textOrNumber('For CUSTOMER_SUPPL_PROGRAM')).optional(),
  label: idOf('customerLabel', text('For CUSTOMER_LABEL: its name')).optional(),
  segmentId: idOf('audienceGroup', textOrNumber('For CUSTOMER_SEGMENT, with partitionId')).optional(),
  partitionId: textOrNumber('Partition of the segment').optional(),
  startDayOfTheWeek: text('Comes from reward_set_config; leave out').optional(),
  orgId: idOf('organization', integer('Leave out')).optional(),
});

const restriction = lazy(() =>
  open({
    rewardConstraintId: idOf('pointsRestriction', integer()),
    orgId: integer(),
    kpi: text(),
    constraintLevel: text(),
    frequencyType: text(),
    intervalValue: integer(),
    constraintLimitValue: number(),
    isActive: boolean(),
    startDayOfTheWeek: text(),
    redemptionType: text(),
    programId: idOf('loyaltyProgram', textOrNumber()),
    tierId: idOf('tier', textOrNumber()),
    supplementaryProgramId: idOf('partnerProgram', textOrNumber()),
    label: idOf('customerLabel', text()),
    segmentId: idOf('audienceGroup', textOrNumber()),
    partitionId: textOrNumber(),
    status: entityStatus(),
    createdOn: epoch({ unit: 'milliseconds' }),
    lastUpdatedOn: epoch({ unit: 'milliseconds' }),
    createdBy: integer(),
    lastUpdatedBy: integer(),
  }),
);

const restrictions = lazy(() => list(restriction()));

const ROWS = [{ at: '[]', verdict: 'status' }] as const;
const LIMITS = { batch: '50 restrictions an organization, 15 of them active' };

export const rewardPointsRestrictionCreate = rewardPointsRestrictions.post(
  'api_gateway/rewards/core/v1/brand/constraints',
  {
    tool: 'reward_points_restriction_create',
    title: 'Create points restriction',
    summary:
      'Limits the points a customer may spend on rewards per day, week or month, at once: for everybody or by tier, program, label, segment or kind of reward. For how often ONE reward is issued use restrictions of reward_create.',
    version: 'v1',
    inInventory: false,
    body: () => list(object(settings()), 'Restrictions; each with isActive true'),
    response: { rows: ROWS },
    answer: restrictions,
    effect: 'create',
    destructive: true,
    checkedBy: ['reward_points_restriction_list'],
    evidence: 'a restriction with this level, target and window',
    limits: LIMITS,
    example: {
      body: [
        {
          kpi: 'POINTS',
          constraintLevel: 'CUSTOMER_REDEMPTION_TYPE',
          frequencyType: 'DAILY',
          intervalValue: 1,
          constraintLimitValue: 500,
          isActive: true,
          redemptionType: 'INTOUCH_REWARD',
        },
      ],
    },
    sources: [
      'https://docs.capillarytech.com/reference/create-points-restriction',
      'Create points restriction, documentation September 2025: the error codes, and samples with the fields of each level',
      'https://docs.capillarytech.com/docs/point-redemption-controls-for-the-catalog',
    ],
    keywords: [
      'cap how many points a member may redeem a month',
      'limit spending of points in the rewards shop',
      'at most 500 points a day on gifts',
      'stop members from burning all points at once',
      'redemption ceiling for a tier',
      'weekly limit on points for vouchers',
      'restrict points of one segment in the catalogue',
      'nobody may spend more than 5000 points a day',
      'cap on the points that silver members burn on gifts',
      'new limit on points spent in the rewards shop',
      'restrict how many points can be redeemed for rewards',
      'set a daily maximum of points for rewards',
    ],
  },
);

export const rewardPointsRestrictionUpdate = rewardPointsRestrictions.put(
  'api_gateway/rewards/core/v1/brand/constraints',
  {
    tool: 'reward_points_restriction_update',
    title: 'Update points restriction',
    summary:
      'Replaces points restrictions by id: repeat all settings with the new cap or window; isActive=false lifts one, because none can be deleted. To add one use reward_points_restriction_create.',
    version: 'v1',
    inInventory: false,
    body: () =>
      list(
        object({ rewardConstraintId: idOf('pointsRestriction', integer('Restriction id')), ...settings() }),
        'Restrictions',
      ),
    response: { rows: ROWS },
    answer: restrictions,
    effect: 'update',
    idempotent: true,
    checkedBy: ['reward_points_restriction_list'],
    evidence: 'the restriction with these settings',
    limits: LIMITS,
    example: {
      body: [
        {
          rewardConstraintId: 50502,
          kpi: 'POINTS',
          constraintLevel: 'CUSTOMER_REDEMPTION_TYPE',
          frequencyType: 'MONTHLY',
          intervalValue: 1,
          constraintLimitValue: 8000,
          isActive: true,
          redemptionType: 'INTOUCH_REWARD',
        },
      ],
    },
    sources: [
      'https://docs.capillarytech.com/reference/update-points-restriction',
      'Update points restriction, documentation September 2025: the error codes',
    ],
    keywords: [
      'raise the monthly limit of points on gifts',
      'lift the cap on redeeming in the rewards shop',
      'members may spend more points now',
      'switch off a redemption limit',
      'change how many points may be spent a day',
      'edit a points limit of the catalogue',
      'raise the cap on points spent on gifts',
      'change or lift a points limit of the rewards shop',
      'increase the daily points cap for rewards',
    ],
  },
);

export const rewardPointsRestrictionList = rewardPointsRestrictions.get(
  'api_gateway/rewards/core/v1/brand/constraints',
  {
    tool: 'reward_points_restriction_list',
    title: 'Get points restrictions',
    summary:
      'Lists the limits on points that customers may spend on rewards, active or not; explains why issuing failed with 12005. How much of them a customer has used is in orgLevelRestrictions of reward_list_for_user.',
    version: 'v1',
    inInventory: false,
    query: () => ({
      sortBy: choice(['lastUpdatedOn'], 'Field to sort by').optional(),
      orderBy: choice(['ASC', 'DESC'], 'Default ASC').optional(),
    }),
    answer: restrictions,
    effect: 'read',
    example: { orderBy: 'DESC' },
    sources: [
      'https://docs.capillarytech.com/reference/get-points-constraints',
      'Get points constraints, documentation September 2025',
    ],
    keywords: [
      'is there a cap on redeeming points',
      'why can she not spend more points on gifts',
      'limits on points in the rewards shop',
      'how many points may be burned a month',
      'which redemption limits are active',
      'daily ceiling for gifts bought with points',
      'limits that apply to spending points on gifts',
      'points restrictions we have',
    ],
  },
);
