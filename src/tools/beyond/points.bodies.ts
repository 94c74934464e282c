/** Request bodies of Points, beyond the inventory. */
import { accountId, ownProgramId, programId, source } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf, personIdentifier, personName, secret } from '../schemas/leaf-types.js';
import { CUSTOMER_SOURCES } from '../schemas/sources.js';
import { boolean, choice, integer, keyValues, list, number, object, text, textOrNumber } from '../schemas/values.js';

export const redeemBody = () =>
  object({
    points: number('Points to redeem'),
    redemptionType: choice(['POINTS']).optional(),
    transactionNumber: text('Number of the bill that the points pay for').optional(),
    validationCode: secret(
      text('Code that points_send_validation_code_v1_1 sent the customer, if the organization asks for one'),
    ).optional(),
    source: source().optional(),
    commit: boolean('true books the redemption; what false does is not documented').optional(),
    externalReferenceNumber: text('Your own unique reference').optional(),
    groupRedemption: boolean('Without effect: setting and membership decide').optional(),
  });

const AWARDED_BY = [
  'bill_regular',
  'bill_promotions',
  'line_item_regular',
  'line_item_promotions',
  'customer_promotions',
] as const;

export const deductBody = () =>
  object({
    pointsToBeAdjusted: number('Points to take, above 0; or give valueToBeAdjusted').optional(),
    reasonOfReturn: freeText('Why'),
    programId: programId('Needed with promotionIdentifier'),
    pointCategoryTypes: choice(
      ['REGULAR', 'PROMISED', 'EXTERNAL_TRIGGER_BASED'],
      'Balance to take from; default REGULAR',
    ).optional(),
    pointsAwardedId: idOf('pointsAward', integer('Take from this award alone')).optional(),
    pointsAwardedRefType: choice(AWARDED_BY, 'Kind of that award; needed with pointsAwardedId').optional(),
    promotionId: idOf('loyaltyPromotionNumber', integer('Take from awards of this promotion')).optional(),
    promotionIdentifier: text('External id of the promotion, instead of promotionId').optional(),
    valueToBeAdjusted: number('Amount of an alternate currency to take, above 0').optional(),
    alternateCurrencyName: text('That currency; needed with valueToBeAdjusted').optional(),
  });

const receiver = () =>
  object(
    {
      entityType: choice(['CUSTOMER', 'USERGROUP2'], 'USERGROUP2 is a user group'),
      identifierType: choice(['mobile', 'email', 'id', 'externalId'], 'Needed for a CUSTOMER').optional(),
      identifierValue: personIdentifier('Needed for a CUSTOMER; a mobile with country code').optional(),
      groupId: idOf('userGroup', textOrNumber('Needed for a USERGROUP2')).optional(),
      source: choice([...CUSTOMER_SOURCES, 'ALL', 'MAPP_SDK'], 'Channel whose profile holds the customer').optional(),
      accountId: accountId(),
    },
    'Receiver',
  );

const ROUNDING = ['FLOOR', 'ACTUAL', 'ROUND'] as const;

export const allocateBody = () =>
  list(
    object({
      orgId: fromConnection('organizationId', idOf('organization', integer())),
      programId: ownProgramId('Loyalty program'),
      awardStrategyId: idOf('allocationStrategy', integer('Computes the amount')),
      expiryStrategyId: idOf('expiryStrategy', integer('Computes the expiry')),
      sourceValue: number('Amount to compute from; -1 with a fixed amount'),
      eventName: text("TransactionAdd, TargetCompleted or a behavioural event's own name"),
      eventSourceId: idOf('transaction', text('Transaction id; or id of the achieved target, or of the event')),
      lookupParams: receiver(),
      currencyType: choice(['REGULAR', 'PROMISED'], 'PROMISED is not redeemable yet').optional(),
      alternateCurrencyIdentifier: text('Generated id of an alternate currency, instead of points').optional(),
      promotionId: idOf('loyaltyPromotionNumber', integer('-1 for none')).optional(),
      billLineItemId: idOf('lineItem', integer('Line of the bill')).optional(),
      sourceValueRoundingStrategy: choice(ROUNDING, 'Of sourceValue').optional(),
      pointsRoundingStrategy: choice(ROUNDING, 'Of the points').optional(),
    }),
    'At most 10',
  );

export const updateRedemptionBody = () =>
  object({
    redemptionId: idOf('pointsRedemptionCode', text('Give this or externalReferenceNumber, not both')).optional(),
    externalReferenceNumber: idOf('redemptionReference', text('Your reference of the redemption')).optional(),
    billNumber: text('Number of the bill').optional(),
    billId: idOf('transaction', integer('Transaction id of the bill')).optional(),
    purpose: freeText('Why, at most 255 characters').optional(),
    entity: object(
      {
        type: choice(['CUSTOMER', 'USERGROUP2', 'FLEET'], 'USERGROUP2 and FLEET are groups'),
        identifierType: text('mobile, email, externalId, id …'),
        identifierValue: personIdentifier('A mobile with country code'),
      },
      'Who redeemed; refused without it (1219), though documented as optional',
    ).optional(),
    customFields: keyValues('Redemption custom fields by name').optional(),
  });

const AWARDS = [
  'POINT_AWARDED',
  'POINT_AWARDED_BILL_PROMOTION',
  'POINT_AWARDED_LINEITEM',
  'POINT_AWARDED_LINEITEM_PROMOTION',
  'POINT_AWARDED_CUSTOMER_PROMOTION',
] as const;

const expiryUpdate = () =>
  object({
    identifierName: choice(['mobile', 'id', 'externalId', 'email'], 'Kind of identifier'),
    identifierValue: personIdentifier('A mobile with country code'),
    programId: ownProgramId('Loyalty program'),
    pointsAwardedRefId: idOf('pointsAward', integer('Award to change')),
    pointsAwardedRefType: choice(AWARDS, 'Kind of that award'),
    expiryDate: object(
      {
        expiryType: choice(['FIXED_DATE', 'FIXED_DAYS', 'FIXED_MONTHS', 'IMMEDIATE'], 'IMMEDIATE takes the points'),
        expiryValue: textOrNumber('YYYY-MM-DD, or a number of days or months'),
      },
      'New expiry',
    ),
    pointCategoryType: choice(['REGULAR', 'PROMISED'], 'PROMISED are not yet redeemable').optional(),
    currencyName: text('Alternate currency; default POINTS').optional(),
    expiryUpdateReasonType: choice(['EARLY_EXPIRY', 'EXTEND_EXPIRY'], 'Direction of the change').optional(),
    expiryUpdateReasonNote: freeText('Why').optional(),
    standardMeta: object(
      {
        who_raised: personName('Who asked').optional(),
        who_approved: personName('Who agreed').optional(),
        reason_for_trigger: freeText('Why').optional(),
      },
      'For audits; no other keys',
    ).optional(),
    customMeta: keyValues('More for audits').optional(),
  });

export const updateExpiryBody = () => object({ expiryDateUpdateRequest: list(expiryUpdate(), 'One row') });

export const historicalBody = () =>
  object({
    filter: object(
      {
        filterType: text('NONE, DATE, PROGRAM_ID, POINTS_ACTIVITY; others are not documented'),
        filterValues: list(text(), 'Empty for NONE; from and to, ISO 8601 with offset; program ids; EARNED …'),
      },
      'Which entries',
    ),
    pageDetails: object({ offset: integer('Rows to skip'), limit: integer('Rows to return, such as 10') }, 'Page'),
  });
