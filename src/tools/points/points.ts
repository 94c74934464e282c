/** Points. */
import { section } from '../define.js';
import { customerLookup, programId, source } from '../schemas/common.js';
import { boolean, dateTime, integer, list, number, object, oneOf, text } from '../schemas/values.js';
import { pointsCheckGroupTransferrableBody, pointsTransferGroupBody } from './points.bodies.js';

export const points = section('Points', { domain: 'Points Management', accessGroup: 'Points' });

points.post('v2/points/isTransferrable', {
  tool: 'points_check_transferrable',
  title: 'Customer Points Transferrable',
  summary:
    'Checks whether a customer may transfer given points to another customer; with issueOtp=true it also SENDS an OTP to the giver. It moves nothing: use Transfer Customer Points; for groups use Group Points Transferrable.',
  body: () =>
    object({
      pointsTobeTransferred: number(
        'Points to move (samples spell it with a small b; one table writes pointsToBeTransferred)',
      ),
      programId: integer(
        'Loyalty program to draw from; needed in multi-program orgs, default program otherwise',
      ).optional(),
      groupProgramTransfer: boolean(
        'Transfer across the programs of the org; samples send the string "false"',
      ).optional(),
      notes: text('Note kept with the transfer').optional(),
      fromCustomerIdentifier: object(
        {
          type: oneOf(['ID', 'MOBILE', 'EXTERNAL_ID', 'EMAIL'], 'Identifier kind'),
          value: text('Identifier value'),
        },
        'Customer giving the points',
      ),
      toCustomerIdentifier: object(
        {
          type: oneOf(['ID', 'MOBILE', 'EXTERNAL_ID', 'EMAIL'], 'Identifier kind'),
          value: text('Identifier value'),
        },
        'Customer receiving the points',
      ),
      issueOtp: boolean('true sends the giver an OTP when the check passes; default false').optional(),
    }),
  returns: 'data[] { pointsTobeTransferred, transferrable, transferFrom, transferTo }, warnings, errors',
  effect: 'action',
  pii: true,
  keywords: [],
  limits: { batch: '1' },
  sources: [
    'https://docs.capillarytech.com/reference/-customer-points-transferrable',
    '2022 edition: Check if Points Transferrable (Customer)',
    'September 2025 edition: 07--customer-points-transferrable.md',
  ],
});

points.post('v2/points/transfer', {
  tool: 'points_transfer',
  title: 'Transfer Customer Points',
  summary:
    'Moves points from one customer to another. Run Customer Points Transferrable first; for transfers from or to a group use Transfer Group Points.',
  body: () =>
    object({
      pointsTobeTransferred: number(
        'Points to move; whole numbers per the current error table (807). Samples spell it with a small b; the table writes pointsToBeTransferred',
      ),
      programId: integer(
        'Loyalty program to draw from; needed in multi-program orgs (885 when missing or not valid)',
      ).optional(),
      groupProgramTransfer: boolean(
        'Transfer across the programs of the org; samples send the string "false"',
      ).optional(),
      notes: text('Note kept with the transfer').optional(),
      fromCustomerIdentifier: object(
        {
          type: oneOf(['ID', 'MOBILE', 'EXTERNAL_ID', 'EMAIL'], 'Identifier kind'),
          value: text('Identifier value'),
        },
        'Customer giving the points',
      ),
      toCustomerIdentifier: object(
        {
          type: oneOf(['ID', 'MOBILE', 'EXTERNAL_ID', 'EMAIL'], 'Identifier kind'),
          value: text('Identifier value'),
        },
        'Customer receiving the points',
      ),
      code: text('OTP received by the giver (2022 docs made it mandatory)').optional(),
    }),
  returns:
    'data[] { transferId, transferType, pointsTransferDate, pointsTransferDateISO, pointsTransferred, fromEntityId, fromEntityType, toEntityId, toEntityType, transferredFrom, transferredTo, transferredFromUserGroup2, notes, programName, pointsTransferBreakupByEarningPrograms }, warnings, errors',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: { batch: '1' },
  sources: [
    'https://docs.capillarytech.com/reference/transfer-points-customer',
    '2022 edition: Transfer Points (Customer to Customer)',
    'September 2025 edition: 08-transfer-points-customer.md',
  ],
});

points.get('v2/points/transfer', {
  tool: 'points_get_transfers',
  title: 'Get Points Transfer Details',
  summary:
    'Lists the point transfers given or received by a customer or a group, found by identifier. Get Points Transfer Summary does it by user id in the path, with paging.',
  query: () => ({
    ...customerLookup(),
    source: source().optional(),
    programId: programId('Program filter (2022 sample)'),
    userEntityType: oneOf(
      ['CUSTOMER', 'USERGROUP2'],
      'Whose transfers; only USERGROUP2 appears, in the 2022 sample, CUSTOMER is inferred',
    ).optional(),
  }),
  returns:
    'data[] { transferId, transferType, pointsTransferDate, pointsTransferDateISO, pointsTransferred, fromEntityId, fromEntityType, toEntityId, toEntityType, transferredFrom, transferredTo, transferredFromUserGroup2, transferredToUserGroup2, notes, programName, pointsTransferBreakupByEarningPrograms }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/get-points-transfer-details',
    '2022 edition: Get Points Transfer Details',
    'September 2025 edition: 09-get-points-transfer-details.md',
  ],
});

points.post('v2/points/reverse', {
  tool: 'points_reverse_redemption',
  title: 'Reverse Redeemed Points',
  summary:
    'Gives back points that were redeemed, by the redemption id of Redeem Points, in full or in part. For coupons use Reactivate redeemed coupon.',
  body: () =>
    object({
      redemptionId: text(
        'Id returned by the redeem call; the newest page shows externalReferenceNumber as an alternative',
      ),
      externalReferenceNumber: text(
        'External reference of the redemption, instead of redemptionId (newest page only)',
      ).optional(),
      pointsToBeReversed: number('Points to give back, max three decimals; everything when absent').optional(),
      identifier: object(
        {
          type: text(
            'ID, PHONE or EMAIL on the current page; mobile, email, externalId, id, cardnumber, cardExternalId in its OpenAPI part and samples',
          ),
          value: text("Its value, must match the redemption's customer"),
        },
        'Customer of the redemption',
      ),
    }),
  returns:
    'orgId, identifier, customerId, redemptionId, reversalId, pointsToBeReversed, pointsReversed, pointsReversedDetails { available, expired }, crossMemberReversalBreakup, warnings',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: { batch: '1' },
  sources: [
    'https://docs.capillarytech.com/reference/reverse-redeemed-points',
    'docs.capillarytech.com, full page',
    '2022 edition: Reverse Redeemed Points',
    'September 2025 edition: 10-reverse-redeemed-points.md',
  ],
});

points.post('v2/points/userGroup2/isTransferrable', {
  tool: 'points_check_group_transferrable',
  title: 'Group Points Transferrable',
  summary:
    'Checks whether points may move between a user group and a customer or between two groups, without moving them. For two individuals use Customer Points Transferrable.',
  body: pointsCheckGroupTransferrableBody,
  returns: 'data[] { pointsTobeTransferred, transferrable }, warnings, errors',
  effect: 'read',
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/group-points-transferrable',
    '2022 edition: Check if Points Transferrable (Group)',
    'September 2025 edition: 11-group-points-transferrable.md',
  ],
});

points.post('v2/points/userGroup2/transfer', {
  tool: 'points_transfer_group',
  title: 'Transfer Group Points',
  summary:
    'Moves points group to customer, customer to group or group to group. Between two individuals use Transfer Customer Points; moving a MEMBER to another group is Transfer Group Member.',
  body: pointsTransferGroupBody,
  returns:
    'data[] { transferId, transferType, pointsTransferDate, pointsTransferDateISO, pointsTransferred, fromEntityId, fromEntityType, toEntityId, toEntityType, transferredFrom, transferredTo, transferredFromUserGroup2, transferredToUserGroup2, notes, programName, pointsTransferBreakupByEarningPrograms }, warnings, errors',
  effect: 'action',
  destructive: true,
  pii: true,
  keywords: [],
  limits: { batch: '1' },
  sources: [
    'https://docs.capillarytech.com/reference/transfer-group-points',
    '2022 edition: Transfer Points (Group)',
    'September 2025 edition: 12-transfer-group-points.md',
  ],
});

points.post('v2/points/unlockPromisedPoints', {
  tool: 'points_unlock_promised',
  title: 'Points Unlock API',
  summary:
    "Turns a customer's or group's promised (delayed) points and alternate currencies of a bill into redeemable ones ahead of their date. To only see what is promised use Get Points Conversion Schedule.",
  query: () => ({
    identifierName: oneOf(['mobile', 'id', 'externalId', 'cuid', 'primaryUserId'], 'Identifier kind'),
    identifierValue: text('Its value'),
    source: source('Source holding the customer'),
    type: oneOf(['CUSTOMER', 'USERGROUP2'], 'Whose points; default CUSTOMER').optional(),
  }),
  body: () =>
    object({
      eventName: oneOf(
        [
          'GenericEvent',
          'CustomerPromotionImport',
          'TargetCompleted',
          'LineitemsPointsPromotionImport',
          'BillPointsPromotionImport',
          'TransactionAdd',
          'GroupTransactionAdd',
        ],
        'Event that promised the points',
      ),
      billNumber: text('Bill number (samples send a number)'),
      eventLogId: integer('Event log id (long; one table says array)').optional(),
      lineItemIds: list(integer(), 'Line item ids (long)').optional(),
      itemCodes: list(text(), 'Item codes (string)').optional(),
      billDate: dateTime('YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ').optional(),
      sourceStoreId: integer('Store of the bill').optional(),
      sourceTilId: integer('Till of the bill (spelled Til in sample and schema; table says sourceTillId)').optional(),
      sourceProgramId: integer('Program of the bill').optional(),
    }),
  returns:
    'pointsUnlocked[] { billNumber, itemCode, pointsUnlocked, programId, promotionId, promotionIdentifier, promotionName }',
  effect: 'action',
  idempotent: true,
  destructive: true,
  pii: true,
  keywords: [],
  sources: [
    'https://docs.capillarytech.com/reference/points-unlock-api',
    'docs.capillarytech.com, full page',
    'September 2025 edition: 13-points-unlock-api.md',
  ],
});
