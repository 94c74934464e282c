/** Request bodies of the older loyalty promotions. */
import type { Shape } from '../define.js';
import { ownProgramId } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { idOf, personIdentifier } from '../schemas/leaf-types.js';
import { PROMOTION_SOURCES } from '../schemas/loyalty-promotion.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';

/** One promotion for many customers, all with the same kind of identifier. */
const bulk = <S extends Shape, C extends Shape>(own: S, customer: C) =>
  object({
    ...own,
    type: choice(['CUSTOMER']),
    identifierName: choice(['id', 'mobile', 'email'], "Kind of every identifierValue; id is Capillary's customer id"),
    customers: list(
      object({
        identifierValue: personIdentifier(textOrNumber('Identifier; a mobile number with country code')),
        source: fromConnection('source', choice(PROMOTION_SOURCES, 'Channel whose profile holds the customer')),
        ...customer,
      }),
      'Customers',
    ),
  });

const promotion = () =>
  object({
    programId: ownProgramId('Loyalty program, from organization_get_programs'),
    promotionId: idOf('legacyPromotion', integer('Give this or promoIdentifier')).optional(),
    promoIdentifier: text("The brand's own key; give this or promotionId").optional(),
  }).describe('Which promotion');

const earnIds = () =>
  idOf(
    'earnedPromotion',
    list(integer(), "Only these issues, by earnedId; all of the customer's if absent"),
  ).optional();

export const loyaltyPromotionEarnBulkBody = () =>
  bulk(
    {
      promotionDetails: promotion(),
      bulkAction: choice(['ENROL'], 'Leave out').optional(),
    },
    {},
  );

export const enrolAndEarnBulkBody = () =>
  bulk(
    {
      bulkAction: choice(['ENROL', 'EARN'], 'ENROL enrols, EARN issues to enrolled customers'),
      promotionDetails: promotion(),
    },
    {},
  );

export const revokeEarnedBulkBody = () =>
  bulk(
    {
      promotionDetails: promotion()
        .extend({ promotionId: idOf('legacyPromotion', integer('Promotion id')) })
        .describe('Which promotion'),
      bulkAction: choice(['REVOKE_EARN']).optional(),
    },
    { earnIds: earnIds() },
  );

export const revokeEnrolledBulkBody = () =>
  bulk(
    {
      bulkAction: choice(
        ['REVOKE_ENROL', 'REVOKE_EARN'],
        'REVOKE_EARN takes back issues, REVOKE_ENROL the enrolment; issues go first',
      ),
      promotionDetails: promotion(),
    },
    { earnIds: earnIds() },
  );

const CAP = 'The cap, at most 100; -1 for none';

const restrictions = () =>
  object(
    {
      expiryRestrictions: list(
        object({
          name: choice(
            ['ISSUAL_PROMOTION_EXPIRY_BASED_ON', 'EARN_PROMOTION_EXPIRY_BASED_ON'],
            'ISSUAL…: when the enrolment expires; EARN…: when the issue expires',
          ),
          type: choice(['PROMOTION', 'CUSTOM'], 'With the promotion, or after a number of days'),
          value: integer('Days; needed for CUSTOM').optional(),
        }),
        'When an enrolment or issue expires',
      ),
      redemptionRestrictions: list(
        object({
          name: choice(
            [
              'MAX_ALLOWED_POINTS_PER_EVENT',
              'MAX_ALLOWED_TIMES_PER_CUSTOMER',
              'MAX_ALLOWED_POINTS_PER_CUSTOMER',
              'MAX_ALLOWED_TIMES_PER_PROMOTION',
              'MAX_ALLOWED_POINTS_PER_PROMOTION',
              'MAX_REDEMPTIONS_PER_EARN_PER_CUSTOMER',
            ],
            'What is capped',
          ).optional(),
          value: integer(CAP).optional(),
          type: choice(['PERIOD_BASED', 'NON_PERIOD_BASED'], 'Per period, or overall').optional(),
          periodType: choice(['MOVING_WINDOW']).optional(),
          periodUnit: choice(['DAILY', 'WEEKLY', 'MONTHLY'], 'Length of the period').optional(),
        }),
        'Caps on points and on times used',
      ).optional(),
      issualRestrictions: list(
        object({
          name: choice(['MAX_NUMBER_OF_ISSUALS_PER_CUSTOMER']).optional(),
          value: integer(CAP).optional(),
        }),
        'Caps on enrolments',
      ).optional(),
      earnRestrictions: list(
        object({
          name: choice(
            ['MAX_NUMBER_OF_EARNS_PER_CUSTOMER', 'MAX_POINTS_PER_EARN_PER_CUSTOMER'],
            'What is capped',
          ).optional(),
          value: integer(CAP).optional(),
        }),
        'Caps on issues, for LOYALTY_EARNING',
      ).optional(),
    },
    'Caps and expiry',
  ).optional();

const allocation = () =>
  object({
    allocation: object(
      {
        type: text('e.g. FIXED').optional(),
        value: number('Points or factor').optional(),
      },
      'How many points',
    ).optional(),
    expiry: object(
      {
        type: text('e.g. DAYS').optional(),
        value: integer('Number of those units').optional(),
      },
      'Validity of the points',
    ).optional(),
    rounding: text('e.g. ROUND').optional(),
  }).optional();

const condition = () =>
  object({
    kpi: text('Measured value, e.g. value').optional(),
    entity: text('What it is measured on, e.g. BILL').optional(),
    operator: text('e.g. GREATER_THAN').optional(),
    matchValue: textOrNumber('Value compared with').optional(),
    params: keyValues('Further settings').nullish(),
  }).optional();

export const loyaltyPromotionCreateLegacyBody = () =>
  object({
    id: integer('-1 for a new promotion'),
    name: text('Unique', 255),
    programId: ownProgramId('From organization_get_programs'),
    identifier: text("The brand's own unique key", 255),
    startDate: dateTime({ zone: 'offset' }, 'Start'),
    endDate: dateTime({ zone: 'offset', ends: true }, 'End'),
    eventName: text(
      'Trigger: TRANSACTIONADD, CUSTOMERUPDATE, CUSTOMERREGISTRATION, TARGETCOMPLETED or a behavioural event',
    ),
    pointsOfferType: choice(
      ['LOYALTY', 'LOYALTY_EARNING'],
      'LOYALTY is issued directly, LOYALTY_EARNING after enrolling',
    ),
    allocatePointsOn: choice(['BILL', 'LINEITEM', 'CUSTOMER'], 'What points are calculated on').optional(),
    qualifyingConditions: list(
      object({ C1: condition().describe('A condition') }),
      'Conditions, each with your own label',
    ).optional(),
    conditionExpression: text('Labels of the conditions that must be met, e.g. C1').optional(),
    allocationActions: list(
      object({ A1: allocation().describe('An allocation') }),
      'Allocations, each with your own label',
    ).optional(),
    allocationRule: list(
      object({ allocation_ref: text('Label of an allocation, e.g. A1').optional() }),
      'Allocations that apply',
    ).optional(),
    limits: object(
      {
        pointsPerCustomer: integer('Points for one customer').optional(),
        numberOfTimesPerCustomer: integer('Times for one customer').optional(),
        totalPointsInPromotion: integer('Points for all together').optional(),
      },
      'Caps; -1 for none',
    ).optional(),
    promotionRestrictions: object(
      {
        loyaltyEarningType: choice(['ISSUE_AND_EARN', 'DIRECT_EARN'], 'How it is earned').optional(),
        restrictions: restrictions(),
        isStackable: boolean('Can combine with others').optional(),
        isExclusive: boolean('Evaluated alone').optional(),
        isConsideredForRanking: boolean('Competes with others by rank').optional(),
        linkedTargetGroupVsTargetRuleIdMap: keyValues('Linked target group to target').optional(),
      },
      'How it is earned, capped and combined',
    ).optional(),
    rulesetInfo: keyValues('Rules').optional(),
    metadata: list(
      object({ key: text('Name of the field').optional(), value: text('Its value').optional() }),
      'Custom fields',
    ).optional(),
  });
