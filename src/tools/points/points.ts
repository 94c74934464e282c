/** Points: transfers between customers and groups, reversal of redemptions, early release of promised points. */

import { type SideRead, section } from '../define.js';
import { customerLookup, ownSource, programId, source } from '../schemas/common.js';
import { fromConnection } from '../schemas/from-connection.js';
import { personIdentifier } from '../schemas/leaf-types.js';
import { choice } from '../schemas/values.js';
import * as answers from './points.answers.js';
import {
  checkGroupTransferrableBody,
  checkTransferrableBody,
  reverseRedemptionBody,
  transferBody,
  transferGroupBody,
  unlockPromisedBody,
} from './points.bodies.js';
import { POINTS } from './points.defaults.js';

export const points = section('Points', POINTS);

export const pointsCheckTransferrable = points.post('v2/points/isTransferrable', {
  tool: 'points_check_transferrable',
  title: 'Customer Points Transferrable',
  summary:
    'Checks whether one customer may transfer points to another, without moving any (points_transfer does); with issueOtp=true it also SENDS the giver an OTP. If a group gives or receives use points_check_group_transferrable.',
  body: checkTransferrableBody,
  answer: answers.pointsCheckTransferrableAnswer,
  effect: 'action',
  readUnless: [{ argument: 'body.issueOtp', is: 'true' }],
  checkedBy: {
    unverifiable:
      'It moves no points. If you set issueOtp, ask the customer whether a code arrived before you call again; otherwise call again.',
  },
  sources: [
    'https://docs.capillarytech.com/reference/-customer-points-transferrable',
    'Check if Points Transferrable (Customer), documentation 2022',
    'Check if Points Transferable, documentation September 2025',
  ],
  keywords: [
    'can she gift 500 points to her sister',
    'is this member allowed to share points with a friend',
    'dry run before sending points to someone else',
    'validate a points gift between two members',
    'text a one-time password to the sender before gifting points',
    'why would moving points between two people be refused',
    'does he have enough points to hand over',
    'pre-check for person to person loyalty currency move',
    'can somebody give points to somebody else',
    'would a points gift be allowed',
    'test sending points to a relative',
  ],
});

export const pointsTransfer = points.post('v2/points/transfer', {
  tool: 'points_transfer',
  nextStep: 'only if the new balances are wanted: customer_lookup_get_points_balance.',
  title: 'Transfer Customer Points',
  summary:
    'Moves points from one customer to another at once; it cannot be undone, and what is not allowed is refused. If an OTP is asked for, points_check_transferrable sends it; if either side is a group use points_transfer_group.',
  body: transferBody,
  answer: answers.pointsTransferAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Transfer {points} from {who} to {body.toCustomerIdentifier.value}?',
  undoneBy: 'nothing',
  subjects: ['body.fromCustomerIdentifier'],
  amounts: {
    points: 'body.pointsTobeTransferred',
    of: ['body.fromCustomerIdentifier', 'body.toCustomerIdentifier'],
  },
  precheck: {
    tool: 'points_check_transferrable',
    fields: ['data[].transferrable', 'warnings', 'errors'],
    args: {
      'body.pointsTobeTransferred': 'body.pointsTobeTransferred',
      'body.programId': 'body.programId',
      'body.groupProgramTransfer': 'body.groupProgramTransfer',
      'body.fromCustomerIdentifier': 'body.fromCustomerIdentifier',
      'body.toCustomerIdentifier': 'body.toCustomerIdentifier',
    },
  },
  watch: 'balance',
  checkedBy: ['points_get_transfers', 'points_ledger_get_entries'],
  evidence: 'a transfer of this number of points between these customers at the time of the call',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/transfer-points-customer',
    'Transfer Points (Customer to Customer), documentation 2022',
    'Transfer Customer Points, documentation September 2025',
  ],
  keywords: [
    'gift my points to a friend',
    'send 200 points from one phone number to another',
    'move reward balance to my wife',
    'give points to another member',
    'customer wants to pass her points on to her brother',
    'shift points from duplicate account to the main one',
    'donate loyalty points to someone',
    'complete the points gift with the code the sender got',
    'send points to a relative',
    'give away points to another person',
    'pass points from one account on to another',
    'give points to a friend',
  ],
});

export const pointsGetTransfers = points.get('v2/points/transfer', {
  tool: 'points_get_transfers',
  title: 'Get Points Transfer Details',
  summary:
    'Lists all points a customer or group gave to or received from others, found by mobile, email, card or external id; unpaged. With a customer id and paging use customer_get_points_transfers; to make a transfer use points_transfer.',
  query: () => ({
    ...customerLookup(),
    source: fromConnection(
      'source',
      source('Channel whose profile holds the customer; needed for a customer'),
      ({ userEntityType }) => !/^USERGROUP2$/i.test(String(userEntityType)),
    ).optional(),
    programId: programId('Only this loyalty program'),
    userEntityType: choice(
      ['CUSTOMER', 'USERGROUP2'],
      'USERGROUP2 for a group, by id or externalId; default CUSTOMER',
    ).optional(),
  }),
  answer: answers.pointsGetTransfersAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/get-points-transfer-details',
    'Get Points Transfer Details, documentation 2022 and September 2025',
  ],
  keywords: [
    'who did this customer give points to',
    'points received from friends, by mobile number',
    'gifting history of a member',
    'did the 200 points she was sent arrive',
    'show all points sent and received by this phone number',
    'past transfers of a family group',
    'look up a points gift and its date',
    'proof that points were passed to another account',
    'points gifts by mobile number',
    'who sent points to whom',
    'sent and received points of a shopper',
  ],
});

export const pointsReverseRedemption = points.post('v2/points/reverse', {
  tool: 'points_reverse_redemption',
  title: 'Reverse Redeemed Points',
  summary:
    'Gives back points a customer redeemed, in full or in part, by the redemption id (from points_redeem_v1_1 or customer_get_redemptions_v1_1) or your own reference, to every wallet that paid. Use when the purchase is cancelled or returned; coupons come back with coupon_reactivate.',
  body: reverseRedemptionBody,
  response: { confirmation: ['reversalId', 'pointsReversed'] },
  answer: answers.pointsReverseRedemptionAnswer,
  effect: 'action',
  consent: 'always',
  question: 'Give redeemed points back to {who}[ for redemption {body.redemptionId}][: {points}]?',
  amounts: { points: 'body.pointsToBeReversed', of: ['body.identifier'] },
  watch: {
    tool: 'customer_get_redemptions_v1_1',
    args: { identifierName: 'body.identifier.type', identifierValue: 'body.identifier.value' },
    with: { type: 'POINTS' },
    row: { in: 'response.customer.redemptions.points.point[]', by: 'redemption_id', is: 'body.redemptionId' },
    fields: ['points_redeemed', 'reversals[].points_reversed'],
  },
  undoneBy: 'points_redeem_v1_1, while the customer has the points',
  checkedBy: ['customer_get_redemptions_v1_1', 'points_ledger_get_entries'],
  evidence: 'a reversal of this redemption, by this number of points',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/reverse-redeemed-points',
    'Reverse Redeemed Points, documentation 2022 and September 2025',
    'Release notes April to June 2026 (either reference identifies the redemption)',
  ],
  keywords: [
    'refund points spent on a cancelled order',
    'undo a points redemption',
    'put burned points back on the account',
    'customer returned the goods, restore the points she paid with',
    'cashier redeemed points by mistake',
    'partially give back redeemed points',
    'cancel points burn for this bill',
    'roll back wrong redemption of 500 points',
    'give used points back',
    'cancel paying with points',
    'points spent by mistake should return',
    'order cancelled, return the points',
    'give redeemed points back',
  ],
});

export const pointsCheckGroupTransferrable = points.post('v2/points/userGroup2/isTransferrable', {
  tool: 'points_check_group_transferrable',
  title: 'Group Points Transferrable',
  summary:
    'Checks whether points may move between a group and a customer, or between two groups, and moves nothing; then use points_transfer_group. Between two individuals use points_check_transferrable.',
  body: checkGroupTransferrableBody,
  answer: answers.pointsCheckGroupTransferrableAnswer,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/group-points-transferrable',
    'Check if Points Transferrable (Group), documentation 2022',
    'Group Points Transferrable, documentation September 2025',
  ],
  keywords: [
    'can the family pool give points to one member',
    'may a driver move points into the fleet account',
    'verify points can go from one company account to another',
    'test a group points move before doing it',
    'does this member have permission to send the pool points out',
    'is the shared balance large enough to pass 1000 points on',
    'validate fleet to driver points allocation',
    'are pooled account points allowed to be shared out',
    'may points leave the family pot',
    'can a group share points, only test',
    'check before moving pooled points',
  ],
});

/** Whether the transfer is allowed. */
const GROUP_TRANSFERRABLE: SideRead = {
  tool: 'points_check_group_transferrable',
  args: {
    'body.pointsTobeTransferred': 'body.pointsTobeTransferred',
    'body.programId': 'body.programId',
    'body.fromEntity': 'body.fromEntity',
    'body.toEntity': 'body.toEntity',
    'body.transferredBy': 'body.transferredBy',
  },
};

export const pointsTransferGroup = points.post('v2/points/userGroup2/transfer', {
  tool: 'points_transfer_group',
  title: 'Transfer Group Points',
  summary:
    'Moves points from a group to a customer, a customer to a group or between groups; it cannot be undone, and what is not allowed is refused. If an OTP is asked for, points_check_group_transferrable sends it; between two individuals use points_transfer.',
  body: transferGroupBody,
  answer: answers.pointsTransferGroupAnswer,
  effect: 'action',
  consent: 'always',
  question:
    'Transfer {points} from {body.fromEntity.type} {body.fromEntity.identifierValue} to {body.toEntity.type} {body.toEntity.identifierValue}?',
  undoneBy: 'nothing',
  subjects: [],
  amounts: { points: 'body.pointsTobeTransferred', of: ['body.fromEntity', 'body.toEntity'] },
  precheck: { ...GROUP_TRANSFERRABLE, fields: ['data[].transferrable', 'warnings', 'errors'] },
  watch: { ...GROUP_TRANSFERRABLE, fields: ['data[].transferrable'] },
  checkedBy: ['points_get_transfers', 'user_group_get_ledger'],
  evidence: 'a transfer of this number of points between the two at the time of the call',
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/transfer-group-points',
    'Transfer Points (Group), documentation 2022',
    'Transfer Group Points, documentation September 2025',
  ],
  keywords: [
    'move points from the family pool to my own account',
    'put my points into the household pot',
    'fleet manager hands out pooled points to a driver',
    'shift balance from one company account to another',
    'contribute personal points to the team',
    'share group wallet with one of its members',
    'transfer from corporate account to employee',
    'pay out pooled rewards to the primary member',
    'move points in or out of a family pot',
    'share pooled points with a person',
    'points between a group and a member',
  ],
});

export const pointsUnlockPromised = points.post('v2/points/unlockPromisedPoints', {
  tool: 'points_unlock_promised',
  title: 'Points Unlock API',
  summary:
    "Makes the promised (not yet redeemable) points and alternate currencies of a customer's or group's bill redeemable at once; cannot be undone. To only see what is promised use customer_lookup_get_promised_points_schedule.",
  query: () => ({
    identifierName: choice(
      ['mobile', 'id', 'externalId', 'cuid', 'primaryUserId'],
      "Kind of identifier; primaryUserId is a group's primary member",
    ),
    identifierValue: personIdentifier('Identifier; a mobile number with country code'),
    source: ownSource(),
    type: choice(['CUSTOMER', 'USERGROUP2'], 'Whose points; USERGROUP2 for a group, default CUSTOMER').optional(),
  }),
  body: unlockPromisedBody,
  response: { confirmation: ['pointsUnlocked'] },
  answer: answers.pointsUnlockPromisedAnswer,
  effect: 'action',
  checkedBy: ['customer_lookup_get_promised_points_schedule', 'points_ledger_get_entries'],
  evidence:
    'that the promised points of this bill are no longer promised (for a group, read user_group_get_promised_points_schedule)',
  idempotent: true,
  destructive: true,
  sources: [
    'https://docs.capillarytech.com/reference/points-unlock-api',
    'Convert Promised Points, documentation September 2025',
  ],
  keywords: [
    'release pending points early',
    'turn points on hold into usable ones',
    'convert delayed points of a bill now',
    'customer cannot wait for the cooling-off period to spend her points',
    'make locked points from order 4711 spendable',
    'activate points still under the return window',
    'free up pending alternate currency of a purchase',
    'promised to redeemable for one bill',
    'let a customer use waiting points now',
    'release points before time',
    'make pending points available',
  ],
});
