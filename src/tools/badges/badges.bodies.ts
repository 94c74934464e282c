/** Request bodies of Badges. */
import { fromConnection } from '../schemas/from-connection.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, object, text, textOrNumber } from '../schemas/values.js';

/** Capillary modules that badges can belong to. */
export const MODULES = [
  'Loyalty',
  'Loyalty_Promotion',
  'Referral_Campaigns',
  'Journeys',
  'Audience_Campaigns',
  'Rewards_Catalog',
  'Goodwill_Module',
  'Milestones',
] as const;

export const CLAIMANTS = [...MODULES, 'Historical_Import'] as const;

/**
 * How customers get a badge. The documentation's tables contradict its examples; this follows the examples and error
 * 811 (earned before enrolment).
 */
export const earnType = () =>
  choice(['EARN', 'ISSUE_EARN'], 'EARN: given directly; ISSUE_EARN: enrolment first (some tables say the reverse)');

export const orgMetaBody = () =>
  object({
    orgId: fromConnection(
      'organizationId',
      idOf('organization', integer('Organization whose badges may carry the tags')),
    ),
    tags: list(
      object({
        key: text('Name, e.g. Category').optional(),
        dataType: text('string, integer …').optional(),
        description: text().optional(),
        mandatory: boolean('true: every badge must set it').optional(),
      }),
      'All tags that badges may carry; an update needs the whole list',
    ).optional(),
  });

const expiry = (about: string) =>
  object(
    {
      expiryType: choice(['RELATIVE', 'ABSOLUTE', 'NEVER'], 'RELATIVE counts from the day of issue'),
      type: choice(
        ['WITH_BADGE_META', 'FIXED_DATE'],
        'Needed when ABSOLUTE: expires with the badge, or on its own date',
      ).optional(),
      expiresOn: epoch({ unit: 'milliseconds', orSeconds: true }, 'End, needed when FIXED_DATE').optional(),
      expireWithBadgeMeta: boolean('Needed when WITH_BADGE_META: true').optional(),
      relativeExpirytype: choice(
        ['DAYS', 'WEEKS', 'MONTHS'],
        'Needed when RELATIVE: unit (spelling as in the API)',
      ).optional(),
      value: integer('Needed when RELATIVE: number of units').optional(),
    },
    about,
  );

/**
 * A limit in total or per window, for one customer or for all together. Documented samples mix the kinds and fields of
 * both, so either list accepts them all.
 */
const earnLimit = () =>
  object({
    constraintType: choice(
      [
        'CUSTOMER_BADGE_FIXED_WINDOW',
        'CUSTOMER_BADGE_FIXED_VALUE',
        'CUSTOMER_BADGE_ROLLING_WINDOW',
        'CUSTOMER_BADGE_NO_LIMIT',
        'BADGE_FIXED_WINDOW',
        'BADGE_ROLLING_WINDOW',
        'BADGE_FIXED_VALUE',
        'BADGE_NO_LIMIT',
      ],
      'CUSTOMER_ in customerConstraints; an update cannot change between FIXED_WINDOW and the others',
    ).optional(),
    durationType: choice(
      ['DAYS', 'WEEKS', 'MONTHS', 'DAILY', 'WEEKLY', 'MONTHLY'],
      'FIXED_WINDOW: unit; responses show DAYS, WEEKS, MONTHS',
    ).optional(),
    refreshRate: integer('FIXED_WINDOW: days in a window; needed when the unit is days').optional(),
    startDayOfTheWeek: textOrNumber(
      'Weekly window: first day, MONDAY (default) to SUNDAY, or 1 (Monday) to 7',
    ).optional(),
    maxEarnLimit: integer('Maximum per window, or in total with FIXED_VALUE').optional(),
    maxEarnForDays: integer('ROLLING_WINDOW: maximum in rollForDays').optional(),
    rollForDays: integer('ROLLING_WINDOW: days').optional(),
    maxEarnForWeeks: integer('ROLLING_WINDOW: maximum in rollForWeeks').optional(),
    rollForWeeks: integer('ROLLING_WINDOW: weeks').optional(),
    maxEarnForMonths: integer('ROLLING_WINDOW: maximum in rollForMonths').optional(),
    rollForMonths: integer('ROLLING_WINDOW: months').optional(),
    rollType: choice(['DAYS', 'WEEKS', 'MONTHS'], 'ROLLING_WINDOW: unit').optional(),
    rollValue: integer('ROLLING_WINDOW: length').optional(),
    referenceId: idOf('badgeWindow', text('Id of the window, from badge_get; send it back on update')).optional(),
  });

/** What the customer gets with the badge. */
const benefit = () =>
  object({
    benefitType: text('COUPON, LOYALTY_POINTS …').optional(),
    seriesId: idOf('couponSeries', integer('Needed when COUPON: coupon series')).optional(),
    programId: idOf('loyaltyProgram', integer('Needed when LOYALTY_POINTS')).optional(),
    promotionId: idOf('loyaltyPromotionNumber', integer('Needed when LOYALTY_POINTS')).optional(),
    allocationStrategyId: idOf('allocationStrategy', integer('Needed when LOYALTY_POINTS')).optional(),
    expirationStrategyId: idOf('expiryStrategy', integer('Needed when LOYALTY_POINTS')).optional(),
  });

const picture = () =>
  object({
    name: text('Name of the picture').optional(),
    fileSvcHandle: idOf('uploadedFile', text('Handle in the file service')).optional(),
    url: text('Address of the picture').optional(),
    tag: choice(['UN_EARNED', 'EARNED', 'IN_PROGRESS'], 'State in which it is shown').optional(),
  });

/** A claim sent with a badge. A badge that was read has more fields in its claims. */
const claim = () =>
  object({
    ownerType: text('Module, as in badge_claim').optional(),
    referenceId: idOf('owningRecord', textOrNumber('Id of its program, campaign, journey …')).optional(),
    badgeMetaId: idOf('badge', text('Badge id')).optional(),
  });

const badge = () => ({
  name: text('Unique in the organization, case sensitive'),
  description: text().optional(),
  startOnISO: dateTime({ zone: 'utc' }, 'Start, not in the past; overrides startOn').optional(),
  expiresOnISO: dateTime({ zone: 'utc', ends: true }, 'End, overrides expiresOn').optional(),
  orgId: idOf('organization', integer('Taken from the credentials')).optional(),
  earnType: earnType(),
  earnedBadgeExpiry: expiry('How long the badge lasts once earned'),
  issuedBadgeExpiry: expiry('How long an enrolment lasts; needed when ISSUE_EARN').optional(),
  ownership: object(
    {
      restrictedToOwners: list(
        choice([...CLAIMANTS, 'Membercare']),
        'Modules that may claim it, at least one; keep those that have claimed it',
      ),
      claims: list(claim(), 'Claims to make at creation; later use badge_claim').optional(),
    },
    'Modules that may give it',
  ),
  active: boolean('Whether it is active. Send it; later changed with badge_set_activation').optional(),
  isActive: boolean('Alias of active').optional(),
  customerConstraints: list(earnLimit(), 'Limits for one customer').optional(),
  badgeConstraints: list(earnLimit(), 'Limits for all customers together').optional(),
  benefits: list(benefit(), 'Benefits of the badge, at most 10; their ids are not checked').optional(),
  images: list(picture(), 'Pictures').optional(),
  tags: list(
    object({ name: text('Name of the label').optional(), value: text('Its value').optional() }),
    'Labels; their names come from badge_get_org_meta',
  ).optional(),
  customFields: keyValues('Values of custom fields, by name').optional(),
  badgeGroupId: idOf('badgeGroup', text('Badge group it belongs to')).optional(),
  badgeRank: integer('Rank, within its group if it has one').optional(),
  defaultTillId: idOf('till', integer("Till it is recorded at; the creator's if absent")).optional(),
});

export const badgeCreateBody = () =>
  object({
    ...badge(),
    startOn: epoch(
      { unit: 'milliseconds', orSeconds: true },
      'Start, not in the past; always needed, but startOnISO wins, so a rough value does beside it',
    ),
    expiresOn: epoch({ unit: 'milliseconds', orSeconds: true }, 'End; always needed, but expiresOnISO wins'),
  });

export const badgeUpdateBody = () =>
  object({
    id: idOf('badge', text('Badge id, from badge_list')),
    ...badge(),
    startOn: epoch(
      { unit: 'milliseconds', orSeconds: true },
      'Start; needed without startOnISO, fixed once the badge is live',
    ).optional(),
    expiresOn: epoch({ unit: 'milliseconds', orSeconds: true }, 'End; needed without expiresOnISO').optional(),
  });

/** The module record that claims or awards a badge. */
export const owner = () => ({
  ownerType: choice(CLAIMANTS, 'Module'),
  referenceId: idOf('badgeClaimant', textOrNumber('That of a claim on the badge: ownership.claims in badge_get')),
});

export const claimBody = () =>
  object({
    ...owner(),
    referenceId: idOf('owningRecord', textOrNumber('Id of the program, campaign, journey … that claims')),
  });

export const badgeMetaId = () => idOf('badge', text('Badge id, from badge_list'));

export const enrollBody = () =>
  object({
    badgeMetaId: badgeMetaId(),
    customers: idOf('customer', list(integer(), "Capillary's customer ids")),
    requestId: textOrNumber('Your own id of this request, unique').optional(),
    issueEventDate: dateTime(
      { zone: 'organization', iso: true },
      'Time of enrolment, within the validity; prefer issueEventDateISO',
    ).optional(),
    issueEventDateISO: dateTime({ zone: 'utc' }, 'Time of enrolment').optional(),
    triggeredBy: object(owner()).partial().describe('What causes the enrolment').optional(),
  });

export const badgeEarnBody = () =>
  object({
    badgeMetaId: badgeMetaId(),
    customerId: idOf('customer', integer("Capillary's customer id")),
    requestId: textOrNumber('Your own id of this request, unique'),
    earnEventDate: dateTime(
      { zone: 'utc' },
      'When it was earned, within the validity, at most 24 hours ahead',
    ).optional(),
    earnEventDateISO: dateTime({ zone: 'utc' }, 'The same').optional(),
    triggeredBy: object(owner(), 'What causes it').optional(),
  });

export const revokeEnrolmentBody = () =>
  object({
    badgeMetaId: badgeMetaId(),
    customers: idOf(
      'customer',
      list(textOrNumber(), 'Customer ids, at most 20, who lose every enrolment; needed without revokeIssuals'),
    ).optional(),
    revokeIssuals: list(
      object({
        customerId: idOf('customer', textOrNumber("Capillary's customer id")),
        issueId: idOf('badgeEnrolment', text('Enrolment id, issuedId of badge_enroll_customers')),
      }),
      'Single enrolments, at most 20; wins over customers',
    ).optional(),
  });

export const revokeEarnedBody = () =>
  object({
    badgeMetaId: badgeMetaId(),
    customerId: idOf('customer', textOrNumber('Customer id, or the identifier that X-CAP-CUSTOMER-IDENTIFIER names')),
    earnedBadgeId: idOf('earnedBadge', text('Id of the earned badge, from badge_earn')),
  });
