/** Request bodies of loyalty promotions, except their activities, which are in loyalty-promotions.activities.ts. */
import type { Shape } from '../define.js';
import { ownProgramId } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf, personIdentifier } from '../schemas/leaf-types.js';
import { PROMOTION_SOURCES } from '../schemas/loyalty-promotion.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, number, object, text } from '../schemas/values.js';
import { activities, changedReward, newReward } from './loyalty-promotions.activities.js';

const metadata = <S extends Shape>(own: S) =>
  object(
    {
      name: text('Unique', 200),
      orgId: idOf('organization', integer('Organization id; taken from the credentials if absent')).optional(),
      startDate: dateTime({ zone: 'offset' }, 'Start, fixed once live'),
      endDate: dateTime({ zone: 'offset', ends: true }, 'End; once live only extended, or cut to now'),
      promotionType: choice(
        ['LOYALTY_EARNING', 'LOYALTY', 'GENERIC'],
        'GENERIC open to all; LOYALTY by enrolment, or broadcast; LOYALTY_EARNING by enrolment and opt-in',
      ),
      programId: idOf('loyaltyProgram', integer('From organization_get_programs; fixed after creation')).optional(),
      description: text(undefined, 1000).optional(),
      promoIdentifier: text("The brand's own unique key, permanent; generated if absent", 255).nullish(),
      loyaltyEarningType: choice(
        ['DIRECT_EARN', 'ISSUE_AND_EARN'],
        'How LOYALTY_EARNING is earned; null for other types',
      ).nullish(),
      timezoneName: text('IANA name, e.g. Asia/Kolkata; only a label, as dates carry their offset').nullish(),
      loyaltyConfigMetaData: object(
        {
          isStackable: boolean('Can combine with others; not with isExclusive or isAlwaysApply').optional(),
          isExclusive: boolean('Excludes every other promotion from the transaction').optional(),
          isAlwaysApply: boolean('Applies regardless of ranking and stacking').optional(),
          isConsideredForRanking: boolean('Competes with others by rank').optional(),
        },
        'How it combines with other promotions',
      ).optional(),
      promotionMetadata: list(
        object({
          key: text('Unique; needs a value', 100).optional(),
          value: text('Its value', 1000).optional(),
          isBrandDefined: boolean('true: a field of the brand').optional(),
        }),
        'Custom fields of the promotion; [] for none',
      ).optional(),
      ...own,
    },
    'Core settings',
  );

const customerEnrolment = () =>
  object(
    {
      enrolmentMethod: choice(
        ['TRANSACTION', 'IMPORT', 'AUDIENCE_FILTER'],
        'TRANSACTION every buyer; IMPORT an uploaded list or workflowMetadata; AUDIENCE_FILTER segments',
      ).optional(),
      audienceGroups: list(
        object({
          audienceGroupId: idOf('audienceGroup', integer('Segment id')),
          audienceGroupName: text('Name of the segment').optional(),
          description: text().optional(),
        }),
        'Segments',
      ).optional(),
      customerEligibilityType: choice(
        ['LOYAL', 'NON_LOYAL', 'ALL'],
        'By loyalty status; default ALL, fixed once live',
      ).optional(),
    },
    'Who can take part',
  );

const limit = () =>
  object({
    actionType: choice(
      ['AWARD_CURRENCY', 'AWARD_BADGE', 'ISSUE_COUPON', 'ISSUE_REWARD', 'UPGRADE_TIER', 'RENEW_TIER', 'DOWNGRADE_TIER'],
      'Reward that is capped',
    ).optional(),
    actionSubTypeId: idOf('couponSeries', text('Which one: currency, e.g. Points, or coupon series id')).optional(),
    limitType: choice(['SUM', 'COUNT'], 'Caps the total value, or the number of rewards').optional(),
    limitValue: number('The cap').optional(),
    granularity: choice(['USER', 'OVERALL', 'PER_ACTIVITY'], 'Per member, overall or per activity').optional(),
    period: object(
      {
        periodType: choice(
          ['NON_PERIOD_BASED', 'MOVING_WINDOW', 'FIXED_CALENDAR_WINDOW', 'FIXED_WINDOW'],
          'NON_PERIOD_BASED never resets',
        ).optional(),
        periodUnit: choice(
          ['DAYS', 'WEEKS', 'MONTHS'],
          'Needed for MOVING_WINDOW and FIXED_CALENDAR_WINDOW',
        ).optional(),
        periodValue: integer('Number of units').optional(),
        periodStartDay: choice(
          ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'],
          'For FIXED_CALENDAR_WINDOW in WEEKS',
        ).optional(),
        referenceDate: dateTime(
          { zone: 'offset' },
          'First day, for FIXED_CALENDAR_WINDOW in DAYS or MONTHS',
        ).optional(),
        startDate: dateTime({ zone: 'offset' }, 'Start, for FIXED_WINDOW').optional(),
        endDate: dateTime({ zone: 'offset', ends: true }, 'End, for FIXED_WINDOW').optional(),
      },
      'When the cap starts over',
    ).optional(),
    entityScope: choice(['PROMOTION', 'PROGRAM'], 'What is capped; default PROMOTION').optional(),
    entityId: idOf('loyaltyProgram', integer('Program id when entityScope is PROGRAM')).optional(),
    active: boolean('false switches the cap off').optional(),
  });

const costShare = () =>
  object({
    liabilityOwnerType: choice(['PROGRAM', 'PARTNER'], 'Own program or partner').optional(),
    liabilityOwnerId: idOf('loyaltyProgram', integer('Program or partner id')).optional(),
    liabilityOwnerName: text('Name of the program or partner').optional(),
    ratio: number('Percent', { min: 0, max: 100 }).optional(),
    componentType: choice(['PROMOTION', 'PROGRAM'], 'Scope of the share; default PROMOTION').optional(),
    orgId: idOf('organization', integer('Organization id')).optional(),
    active: boolean('false switches the share off').optional(),
  });

const expiry = (about: string) =>
  object(
    {
      type: choice(['PROMOTION', 'CUSTOM', 'FIXED_DATE'], 'PROMOTION: with the promotion').optional(),
      value: integer('Days; needed for CUSTOM').nullish(),
      expiryDate: dateTime({ zone: 'offset', ends: true }, 'Needed for FIXED_DATE').nullish(),
    },
    about,
  ).optional();

const cap = (about: string) =>
  object(
    {
      value: integer('The cap').optional(),
      type: choice(['NON_PERIOD_BASED', 'PERIOD_BASED'], 'Overall, or per period').optional(),
      periodType: choice(['MOVING_WINDOW'], 'Needed for PERIOD_BASED').nullish(),
      periodUnit: choice(['DAILY', 'WEEKLY', 'MONTHLY'], 'Needed for PERIOD_BASED').nullish(),
    },
    about,
  ).optional();

/** Automatic enrolment or opt-in: its trigger and limits. */
const workflow = <S extends Shape>(about: string, own: S) =>
  object(
    {
      basedOn: choice(['ACTIVITY', 'AUDIENCE', 'EXTERNAL_TRIGGER'], 'What starts it').optional(),
      activities: list(keyValues(), 'Needed for ACTIVITY: fields as in activities').optional(),
      audienceMapping: list(
        object({
          groupId: idOf('audienceGroup', integer('Segment id')).optional(),
          groupName: text('Name of the segment', 255).optional(),
        }),
        'Needed for AUDIENCE',
      ).optional(),
      ...own,
      restrictions: object(
        {
          enrolmentExpiryBasedOn: expiry('When an enrolment ends'),
          optinExpiryBasedOn: expiry('When an opt-in ends'),
          enrolmentLimitPerCustomer: cap('Enrolments per member'),
          enrolmentLimitPerPromotion: cap('Enrolments overall, value up to 100,000'),
          optinLimitPerCustomer: cap('Opt-ins per member'),
          maxRedemptionsPerEarnPerCustomer: cap('Redemptions of each earned promotion'),
          maxPointsPerEarnPerCustomer: cap('Points for each earned promotion'),
        },
        'Caps and expiry',
      ).optional(),
    },
    about,
  ).optional();

/** Fields of both bodies besides metadata and activities. */
const settings = () => ({
  limits: list(limit(), 'Caps').optional(),
  workflowMetadata: object(
    {
      enrolment: workflow('Automatic enrolment; {} for none', {}),
      optin: workflow('Opt-in by the member; {} for none', {
        optInStartDate: dateTime(
          { zone: 'offset' },
          'Window opens; only for LOYALTY_EARNING, together with optInEndDate, where enabled; fixed once open',
        ).optional(),
        optInEndDate: dateTime(
          { zone: 'offset', ends: true },
          'Window closes, by the end of the promotion; once open only later, fixed if STOPPED or PENDING_APPROVAL',
        ).optional(),
      }),
    },
    'Automatic enrolment and opt-in; both {} for GENERIC, leave out for broadcasts',
  ).optional(),
  liabilityOwnerSplitInfo: list(costShare(), 'Who bears the cost; ratios add up to 100').optional(),
  comments: freeText('Internal comment').nullish(),
});

export const loyaltyPromotionCreateBody = () =>
  object({
    metadata: metadata({
      status: choice(['DRAFT'], 'The only value; may be left out').optional(),
      promotionCategory: choice(['BROADCAST'], 'Only for broadcasts, with promotionType LOYALTY').nullish(),
    }),
    customerEnrolment: customerEnrolment(),
    activities: activities(newReward),
    ...settings(),
    broadcastMetadata: object(
      {
        source: choice(['AUDIENCE_FILTER']),
        audienceFilter: object(
          { audienceListIds: idOf('audienceGroup', list(integer(), 'At least one audience')) },
          'Who gets it',
        ),
        tillId: idOf('till', integer('Till that issues the rewards')),
      },
      'Who gets a broadcast; needed when promotionCategory is BROADCAST',
    ).optional(),
    promotionSchedule: object(
      {
        schedule: object(
          {
            startType: choice(['IMMEDIATE', 'PARTICULAR_DATE'], 'IMMEDIATE: on approval'),
            scheduleDate: dateTime({ zone: 'offset' }, 'Needed for PARTICULAR_DATE').optional(),
            frequency: choice(['ONCE', 'DAILY'], 'Once, or every day until the end').optional(),
          },
          'Start and frequency',
        ),
      },
      'When a broadcast gives its rewards; needed when promotionCategory is BROADCAST',
    ).optional(),
  });

export const loyaltyPromotionUpdateBody = () =>
  object({
    metadata: metadata({
      status: text(
        'Its current status, as read: DRAFT, PENDING_APPROVAL, UPCOMING, ACTIVE, LIVE, PAUSED, STOPPED, COMPLETED, SNAPSHOT, PUBLISH_FAILED',
      ),
      lastModifiedBy: integer('User id of the editor').optional(),
      lastModifiedOn: dateTime({ zone: 'offset' }, 'May be sent as read').nullish(),
    }),
    customerEnrolment: customerEnrolment(),
    activities: activities(changedReward),
    ...settings(),
    id: idOf('loyaltyPromotion', text('Same id as in the path')).optional(),
  });

export const enrolBody = () =>
  object({
    action: choice(['ENROL', 'OPT_IN'], 'OPT_IN for promotions that need it after enrolment'),
    promotion: object(
      {
        id: idOf('loyaltyPromotion', text('data.id, 24 hexadecimal digits')),
        promotionId: idOf('loyaltyPromotionNumber', integer('data.metadata.promotionId, a number')),
      },
      'Both ids, from loyalty_promotion_get',
    ),
    customer: object({
      identifierName: choice(
        ['id', 'mobile', 'email', 'externalId'],
        "Kind of identifier; id is Capillary's customer id",
      ),
      identifierValue: personIdentifier('Identifier; a mobile number with country code'),
      // The table of parameters calls it optional, but error 310008 demands it.
      source: fromConnection(
        'source',
        choice(PROMOTION_SOURCES, 'Channel whose profile holds the customer, INSTORE as a rule'),
      ),
    }).describe('Who joins'),
    programId: ownProgramId('Loyalty program of the promotion'),
    optinDate: dateTime(
      { zone: 'offset' },
      'For OPT_IN: when the member opted in, within the opt-in window, now if absent',
    ).optional(),
    requestId: text('Your own id, returned in the response').optional(),
  });
