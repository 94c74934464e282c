/** Request bodies of Tiers. */
import { ownProgramId } from '../schemas/common.js';
import { freeText } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text, textOrNumber } from '../schemas/values.js';

/** How a customer enters a tier. Values without a sample are named in the texts only, because they may have changed. */
const eligibility = () =>
  object(
    {
      kpiType: text('Measure: CURRENT_POINTS, CUMULATIVE_POINTS, CUMULATIVE_PURCHASES, TRACKER_VALUE_BASED'),
      threshold: number('Value to reach; only the lowest tier has none').optional(),
      upgradeType: text('When: LAZY, EAGER or DYNAMIC').optional(),
      expressionRelation: text('How conditions combine: AND or OR').optional(),
      conditions: list(
        object({
          type: text('PURCHASE, VISITS, POINTS or TRACKER').optional(),
          value: textOrNumber('Its threshold').optional(),
          trackerName: text('Tracker').optional(),
          trackerId: integer('Id of the tracker').optional(),
          trackerCondition: integer('Id of the condition of the tracker').optional(),
        }),
        'Further conditions',
      ).optional(),
    },
    'How a customer enters the tier',
  );

const renewal = () =>
  object(
    {
      criteriaType: text('Only "Same as eligibility"').optional(),
      downgradeTo: text('SINGLE, THRESHOLD or LOWEST').optional(),
      shouldDowngrade: boolean('false: nobody falls out of the tier').optional(),
      expressionRelation: text('Such as (PURCHASE AND VISITS) OR POINTS').optional(),
      conditions: list(
        object({
          type: text('As above').optional(),
          value: textOrNumber('Its threshold').optional(),
          trackerName: text('Tracker').optional(),
        }),
        'At most one TRACKER',
      ).optional(),
    },
    'What happens at its end; names inferred',
  );

const validity = () =>
  object(
    {
      periodType: text('SLAB_UPGRADE, SLAB_UPGRADE_CYCLIC, FIXED or FIXED_CUSTOMER_REGISTRATION').optional(),
      periodValue: integer('Length', { min: 1 }).optional(),
      unit: text('NUM_MONTHS').optional(),
      startDate: dateTime({ zone: 'offset' }, 'Fixed start; not with SLAB_UPGRADE').optional(),
      renewal: renewal().optional(),
    },
    'How long it is kept',
  );

const looks = () => ({
  description: text(undefined, 500).optional(),
  color: text('#RRGGBB').optional(),
});

export const tierCreateBody = () =>
  object({
    programId: ownProgramId('Loyalty program'),
    name: text('Unique among the live tiers', 50),
    ...looks(),
    eligibility: eligibility(),
    validity: validity().optional(),
  });

export const tierUpdateBody = () =>
  object({
    name: text('Unique among the live tiers', 50).optional(),
    ...looks(),
    eligibility: eligibility().partial().describe('How a customer enters the tier').optional(),
    validity: validity().optional(),
  });

export const tierReviewBody = () =>
  object({
    approvalStatus: choice(['APPROVE', 'REJECT'], 'Decision, in capitals'),
    comment: freeText('To the maker').optional(),
  });
