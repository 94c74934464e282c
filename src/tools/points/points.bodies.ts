/** Request bodies of Points. */
import { source } from '../schemas/common.js';
import { boolean, integer, number, object, oneOf, text } from '../schemas/values.js';

const transferredBy = () => ({
  identifierType: oneOf(
    ['mobile', 'email', 'externalId', 'cardnumber', 'wechat', 'martjackId', 'fbId', 'id'],
    'Customer identifier kind',
  ),
  identifierValue: text('Its value'),
  source: source('Source holding the customer').optional(),
  accountId: text('Account of a multi-account source').optional(),
});

const toEntity = () => ({
  type: oneOf(['CUSTOMER', 'USERGROUP2'], 'Entity kind'),
  identifierType: oneOf(
    [
      'mobile',
      'email',
      'externalId',
      'cardnumber',
      'wechat',
      'martjackId',
      'fbId',
      'id',
      'primaryUserId',
      'primaryUserCardnumber',
      'primaryUserMobile',
      'primaryUserEmail',
    ],
    'For a customer: mobile, email, externalId, cardnumber, wechat, martjackId, fbId (id in samples); for a group: id, externalId, primaryUserId, primaryUserCardnumber, primaryUserMobile, primaryUserEmail',
  ),
  identifierValue: text('Its value'),
  source: source('Source; needed when the entity is a customer').optional(),
  accountId: text('Account of a multi-account source').optional(),
});

export const pointsCheckGroupTransferrableBody = () =>
  object({
    pointsTobeTransferred: number(
      'Points to move (integer in tables, 10.5 in the 2022 sample; 807 where the org wants whole or divisible points)',
    ),
    programId: integer(
      'Program to draw from; starred on the current page and 885 when missing, although its text still says the primary program is the default (optional in 2022)',
    ),
    notes: text('Note kept with the transfer').optional(),
    transferredBy: object(transferredBy(), 'Person making the transfer, who needs the permission'),
    toEntity: object(toEntity(), 'Receiver: a customer or a group'),
    fromEntity: object(toEntity(), 'Giver: a customer or a group'),
  });

export const pointsTransferGroupBody = () =>
  object({
    pointsTobeTransferred: number(
      'Points to move (integer now, 10.5 in the 2022 sample; 422 when missing, 807 when not whole)',
    ),
    programId: integer('Program to draw from; default program was used when absent in 2022, current page stars it'),
    notes: text('Note kept with the transfer').optional(),
    transferredBy: object(
      transferredBy(),
      'Person making the transfer, who needs the permission (830 otherwise)',
    ).optional(),
    toEntity: object(toEntity(), 'Receiver: a customer or a group'),
    fromEntity: object(
      toEntity(),
      'Giver: a customer or a group (not starred in the newest table, but 1206 when missing)',
    ),
    groupProgramTransfer: boolean('Transfer across programs (name taken from the customer sibling)').optional(),
    code: text('OTP when one was issued (name taken from the customer sibling)').optional(),
  });
