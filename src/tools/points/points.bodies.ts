/** Request bodies of Points. */
import { accountId, ownProgramId, ownSource, source } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { freeText, idOf, personIdentifier, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, list, number, object, text, textOrNumber } from '../schemas/values.js';

const customerIdentifier = (about: string) =>
  object(
    {
      type: choice(['ID', 'MOBILE', 'EXTERNAL_ID', 'EMAIL'], "Kind of identifier; ID is Capillary's customer id"),
      value: personIdentifier('Identifier; a mobile number with country code'),
    },
    about,
  );

const customerTransfer = () => ({
  pointsTobeTransferred: number('Points to move; whole numbers in most programs. Spelled with a small b'),
  programId: ownProgramId('Loyalty program to draw from').optional(),
  groupProgramTransfer: boolean("true transfers across the organization's programs").optional(),
  notes: freeText('Note kept with the transfer').optional(),
  fromCustomerIdentifier: customerIdentifier('Customer giving the points'),
  toCustomerIdentifier: customerIdentifier('Customer receiving the points'),
});

export const checkTransferrableBody = () =>
  object({
    ...customerTransfer(),
    issueOtp: boolean('true sends the giver an OTP if the check passes; default false').optional(),
  });

export const transferBody = () =>
  object({
    ...customerTransfer(),
    code: secret('OTP the giver received; needed when points_check_transferrable issued one').optional(),
  });

const CUSTOMER_IDENTIFIERS = [
  'mobile',
  'email',
  'externalId',
  'cardnumber',
  'wechat',
  'martjackId',
  'fbId',
  'id',
] as const;

const GROUP_IDENTIFIERS = ['primaryUserId', 'primaryUserCardnumber', 'primaryUserMobile', 'primaryUserEmail'] as const;

/** The member who transfers for a group; each member needs that permission. */
const transferredBy = (about: string) =>
  object(
    {
      identifierType: choice(CUSTOMER_IDENTIFIERS, 'Kind of identifier'),
      identifierValue: personIdentifier('Value of that identifier'),
      source: ownSource('Channel whose profile holds this customer').optional(),
      accountId: accountId(),
    },
    about,
  );

const transferEntity = (about: string) =>
  object(
    {
      type: choice(['CUSTOMER', 'USERGROUP2'], 'USERGROUP2 is a user group'),
      identifierType: choice(
        [...CUSTOMER_IDENTIFIERS, ...GROUP_IDENTIFIERS],
        'Kind of identifier; a group takes id, externalId or a primaryUser… of its primary member',
      ),
      identifierValue: personIdentifier('Value of that identifier'),
      source: fromConnection(
        'source',
        source('Channel whose profile holds the customer; needed for a CUSTOMER'),
        ({ type }) => /^CUSTOMER$/i.test(String(type)),
      ).optional(),
      accountId: accountId(),
    },
    about,
  );

const groupTransfer = () => ({
  pointsTobeTransferred: number('Points to move; whole numbers in most programs. Spelled with a small b'),
  programId: ownProgramId('Loyalty program to draw from'),
  notes: freeText('Note kept with the transfer').optional(),
  fromEntity: transferEntity('Giver: a customer or a group'),
  toEntity: transferEntity('Receiver: a customer or a group'),
});

export const checkGroupTransferrableBody = () =>
  object({
    ...groupTransfer(),
    transferredBy: transferredBy(
      'Who makes the transfer: of a group its primary member (user_group_search) or one with the permission',
    ),
  });

export const transferGroupBody = () =>
  object({
    ...groupTransfer(),
    transferredBy: transferredBy(
      'Who makes the transfer: of a group its primary member (user_group_search) or one with the permission; needed unless a customer gives',
    ).optional(),
    groupProgramTransfer: boolean("true transfers across the organization's programs").optional(),
    code: secret('OTP, where one was issued').optional(),
  });

export const reverseRedemptionBody = () =>
  object({
    redemptionId: idOf(
      'pointsRedemptionCode',
      text('redemption_id that points_redeem_v1_1 returned; give this or externalReferenceNumber, not both'),
    ).optional(),
    externalReferenceNumber: idOf(
      'redemptionReference',
      text("The redemption's external_reference_number, instead of redemptionId"),
    ).optional(),
    pointsToBeReversed: number('Points to give back, up to 3 decimals; all of the redemption if absent').optional(),
    identifier: object(
      {
        type: text('Kind of identifier: mobile, email, externalId, id, cardnumber, cardExternalId …'),
        value: personIdentifier('Identifier; a mobile number with country code'),
      },
      'Customer who redeemed',
    ),
  }).refine((body) => body.redemptionId !== undefined || body.externalReferenceNumber !== undefined, {
    error: 'expected redemptionId or externalReferenceNumber',
  });

export const unlockPromisedBody = () =>
  object({
    eventName: choice(
      [
        'GenericEvent',
        'CustomerPromotionImport',
        'TargetCompleted',
        'LineitemsPointsPromotionImport',
        'BillPointsPromotionImport',
        'TransactionAdd',
        'GroupTransactionAdd',
      ],
      'Event that promised the points; TransactionAdd for a bill',
    ),
    billNumber: idOf('billNumber', textOrNumber('Number on the receipt')),
    eventLogId: idOf('ledgerEvent', integer('Ledger id of the event, from points_ledger_get_entries')).optional(),
    lineItemIds: idOf('lineItem', list(integer(), 'Only these lines of the bill, by id')).optional(),
    itemCodes: idOf('sku', list(text(), 'Only these items of the bill, by SKU')).optional(),
    billDate: dateTime({ zone: 'utc' }, 'Time of the bill, or its day').optional(),
    sourceStoreId: idOf('store', integer('Store of the bill')).optional(),
    sourceTilId: idOf('till', integer('Till of the bill; spelled sourceTilId')).optional(),
    sourceProgramId: idOf('loyaltyProgram', integer('Loyalty program of the bill')).optional(),
  });
