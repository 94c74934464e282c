/** Section Points: redeeming, reversing, transferring, unlocking. */
import { defined } from '../../../lib/defined.js';
import type {
  checkTransferrableBody,
  transferGroupBody,
  unlockPromisedBody,
} from '../../../tools/points/points.bodies.js';
import {
  pointsCheckGroupTransferrable,
  pointsCheckTransferrable,
  pointsGetTransfers,
  pointsReverseRedemption,
  pointsTransfer,
  pointsTransferGroup,
  pointsUnlockPromised,
} from '../../../tools/points/points.js';
import type { Decoded } from '../../../tools/schemas/decoded.js';
import { numberOf, objectOf } from '../../http/arguments.js';
import type { Loosened } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerNamed, customerOf, customerShape } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { issueCode, recipientOf, toldCode } from '../otp/rules.js';
import { billsNumbered } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import { findGroup } from '../user-group/rules.js';
import { customerEntity, lotsOf } from './ledger.js';
import { checkProgram } from './program.js';
import { reverseRedemption, unlockPromised } from './rules.js';
import type { Entity, OtpAction, PointsLot } from './state.js';
import { toTransferJson } from './transfer-serializers.js';
import { checkTransfer, type TransferRequest, transferPoints, transfersOf } from './transfers.js';

/** The points of a transfer, which tables of the documentation spell otherwise than its samples. */
const pointsMeant = (spelled: number | undefined, sent: unknown): number =>
  spelled ?? numberOf(objectOf(sent)['pointsToBeTransferred']) ?? Number.NaN;

function checkPrograms(world: World, programId: number | undefined, acrossPrograms = false): void {
  checkProgram(world, programId, 885);
  if (acrossPrograms) fail(3316, 'The customers are not in a group program');
}

type CustomerTransfer = Loosened<Decoded<ReturnType<typeof checkTransferrableBody>>, 'pointsTobeTransferred'>;

function transferMeant(world: World, body: CustomerTransfer, sent: unknown) {
  checkPrograms(world, body.programId, body.groupProgramTransfer);
  return {
    from: customerOf(world, body.fromCustomerIdentifier),
    to: customerOf(world, body.toCustomerIdentifier),
    points: pointsMeant(body.pointsTobeTransferred, sent),
  };
}

/** Sends a code after a successful check and reports it. A code that cannot be sent is only a warning. */
export function sendCode(world: World, customer: Customer, action: OtpAction): Warning[] {
  try {
    const { code } = issueCode(world, recipientOf(customer), action);
    return [{ code: 200, message: toldCode(code) }];
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return [{ code: 876, message: error.message }];
  }
}

/**
 * A group by one of the API's group identifiers.
 * @throws 434 if the identifier type is unknown
 * @throws 1645 if the group does not exist
 */
export function groupEntity(world: World, type: string, value: string): Entity {
  const primary = /^primaryUser(Id|Cardnumber|Mobile|Email)$/i.exec(type)?.[1];
  if (primary === undefined && !/^(id|groupId|externalId)$/i.test(type)) fail(434, `${type} does not identify a group`);
  const group = primary
    ? findGroup(world, { primaryUserId: customerOf(world, { type: primary, value }).id })
    : findGroup(world, /^externalId$/i.test(type) ? { externalId: value } : { id: value });
  return group ? { type: 'USERGROUP2', id: group.id } : fail(1645, 'User group not found');
}

type GroupTransfer = Loosened<
  Decoded<ReturnType<typeof transferGroupBody>>,
  'pointsTobeTransferred' | 'programId' | 'transferredBy'
>;

/** A party of a group transfer. */
function partyMeant(world: World, { type, identifierType, identifierValue }: GroupTransfer['fromEntity']): Entity {
  if (type === 'USERGROUP2') return groupEntity(world, identifierType, identifierValue);
  return customerEntity(customerOf(world, { type: identifierType, value: identifierValue }).id);
}

function groupTransferMeant(world: World, body: GroupTransfer, sent: unknown): TransferRequest {
  checkPrograms(world, body.programId, body.groupProgramTransfer);
  const [from, to] = [partyMeant(world, body.fromEntity), partyMeant(world, body.toEntity)];
  if (body.programId === undefined) fail(885, 'programId is missing');
  const points = pointsMeant(body.pointsTobeTransferred, sent);
  const { transferredBy: by } = body;
  return {
    from,
    to,
    points,
    ...(by && { by: customerOf(world, { type: by.identifierType, value: by.identifierValue }) }),
  };
}

/**
 * The promised points of a bill, or of some of its lines.
 * @throws 3918 if the event does not exist
 * @throws 82323282 if there are no such points
 */
function promisedLots(
  world: World,
  entity: Entity,
  bill: Transaction,
  { eventLogId, lineItemIds = [], itemCodes = [] }: Decoded<ReturnType<typeof unlockPromisedBody>>,
): PointsLot[] {
  if (eventLogId !== undefined && !world.events[eventLogId]) fail(3918, `No event log has the id ${eventLogId}`);
  const lots = lotsOf(world, entity).filter((lot) => {
    if (lot.category === 'Main' || lot.remaining <= 0 || lot.transactionId !== bill.id) return false;
    if (eventLogId !== undefined && lot.eventLogId !== eventLogId) return false;
    // Points of the whole bill belong to each of its lines.
    const lines = bill.lineItems.filter((line) => lot.lineItemId === null || line.id === lot.lineItemId);
    return (
      (lineItemIds.length === 0 || lines.some((line) => lineItemIds.includes(line.id))) &&
      (itemCodes.length === 0 || lines.some((line) => itemCodes.includes(line.itemCode)))
    );
  });
  return lots.length > 0 ? lots : fail(82323282, 'The bill has no promised points to unlock');
}

/** Codes of what says which points are transferred. */
const POINTS_CODES = { 'body.pointsTobeTransferred': 422, 'body.programId': 885 } as const;

const TRANSFER_CODES = {
  ...POINTS_CODES,
  'body.fromCustomerIdentifier': 8013,
  'body.fromCustomerIdentifier.type': 8013,
  'body.fromCustomerIdentifier.value': 8015,
  'body.toCustomerIdentifier': 8013,
  'body.toCustomerIdentifier.type': 8013,
  'body.toCustomerIdentifier.value': 8015,
} as const;

const GROUP_TRANSFER_CODES = {
  ...POINTS_CODES,
  'body.fromEntity': 1206,
  'body.fromEntity.type': { missing: 1206, malformed: 1208 },
  'body.fromEntity.identifierType': 434,
  'body.fromEntity.identifierValue': 434,
  'body.toEntity': 1207,
  'body.toEntity.type': { missing: 1207, malformed: 1208 },
  'body.toEntity.identifierType': 434,
  'body.toEntity.identifierValue': 434,
  'body.transferredBy.identifierType': 8013,
  'body.transferredBy.identifierValue': 8015,
} as const;

export const pointsHandlers: Handlers = {
  ...handle(
    pointsCheckTransferrable,
    { envelope: 'list', codes: TRANSFER_CODES, optional: ['body.pointsTobeTransferred'] },
    ({ world, body, raw, warn }) => {
      const { from, to, points } = transferMeant(world, body, raw.body);
      checkTransfer(world, { from: customerEntity(from.id), to: customerEntity(to.id), points });
      if (body.issueOtp) warn(sendCode(world, from, 'POINTSTRANSFER'));
      return [
        {
          pointsTobeTransferred: points,
          transferFrom: customerShape(world, from),
          transferTo: customerShape(world, to),
          transferrable: true,
        },
      ];
    },
  ),

  ...handle(
    pointsTransfer,
    { envelope: 'list', codes: TRANSFER_CODES, optional: ['body.pointsTobeTransferred'] },
    ({ world, till, body, raw }) => {
      const { from, to, points } = transferMeant(world, body, raw.body);
      const giver = customerEntity(from.id);
      const { notes, code } = body;
      const details = { tillId: till.id, ...defined({ notes, code }) };
      const made = transferPoints(world, { from: giver, to: customerEntity(to.id), points }, details);
      return [toTransferJson(world, made, giver)];
    },
  ),

  ...handle(
    pointsGetTransfers,
    {
      envelope: 'list',
      codes: {
        identifierName: { missing: 8013, malformed: 'ignored' },
        identifierValue: 8015,
        programId: 885,
        userEntityType: { malformed: 'ignored' },
      },
    },
    ({ world, query }) => {
      checkProgram(world, query.programId, 885);
      const entity =
        query.userEntityType === 'USERGROUP2'
          ? groupEntity(world, query.identifierName, query.identifierValue)
          : customerEntity(customerNamed(world, query).id);
      return transfersOf(world, entity).map((each) => toTransferJson(world, each, entity));
    },
  ),

  ...handle(
    pointsReverseRedemption,
    {
      envelope: 'single',
      codes: {
        body: 8013,
        'body.identifier': 8013,
        'body.identifier.type': 8013,
        'body.identifier.value': 8015,
        'body.pointsToBeReversed': 801,
      },
    },
    ({ world, till, body: { identifier, pointsToBeReversed: points, redemptionId, externalReferenceNumber } }) => {
      const customer = customerOf(world, identifier);
      const named = defined({ redemptionId, externalReferenceNumber, points });
      const { redemption, reversal } = reverseRedemption(world, { ...named, customer, tillId: till.id });
      return {
        orgId: world.organisation.id,
        identifier,
        customerId: customer.id,
        redemptionId: redemption.id,
        reversalId: reversal.id,
        pointsToBeReversed: reversal.points,
        pointsReversed: reversal.points,
        pointsReversedDetails: { available: reversal.available, expired: reversal.expired },
      };
    },
  ),

  ...handle(
    pointsCheckGroupTransferrable,
    {
      envelope: 'list',
      codes: GROUP_TRANSFER_CODES,
      optional: ['body.pointsTobeTransferred', 'body.programId', 'body.transferredBy'],
    },
    ({ world, body, raw }) => {
      const request = groupTransferMeant(world, body, raw.body);
      checkTransfer(world, request);
      return [{ pointsTobeTransferred: request.points, transferrable: true }];
    },
  ),

  ...handle(
    pointsTransferGroup,
    {
      envelope: 'list',
      codes: GROUP_TRANSFER_CODES,
      optional: ['body.pointsTobeTransferred', 'body.programId'],
    },
    ({ world, till, body, raw }) => {
      const request = groupTransferMeant(world, body, raw.body);
      const { notes, code } = body;
      const made = transferPoints(world, request, { tillId: till.id, ...defined({ notes, code }) });
      return [toTransferJson(world, made, request.from)];
    },
  ),

  ...handle(
    pointsUnlockPromised,
    {
      envelope: 'plain',
      codes: {
        identifierName: { missing: 82323284, malformed: 8013 },
        identifierValue: 82323284,
        source: { missing: 82323284, malformed: 8003 },
        type: 82323276,
        body: 82323272,
        'body.eventName': 82323272,
        'body.billNumber': 82323271,
        'body.eventLogId': 3918,
      },
    },
    ({ world, till, query, body }) => {
      const { billNumber } = body;
      const entity =
        query.type === 'USERGROUP2'
          ? groupEntity(world, query.identifierName, query.identifierValue)
          : customerEntity(customerNamed(world, query).id);
      const bill =
        billsNumbered(world, billNumber).find((each) => each.type === 'REGULAR') ??
        fail(82323277, `No bill has the number ${billNumber}`);
      const lots = promisedLots(world, entity, bill, body);
      unlockPromised(world, lots, { tillId: till.id });
      return {
        pointsUnlocked: lots.map((lot) => ({
          billNumber,
          itemCode: bill.lineItems.find((each) => each.id === lot.lineItemId)?.itemCode,
          pointsUnlocked: lot.remaining,
          programId: lot.programId,
          promotionId: lot.promotionId ?? undefined,
        })),
      };
    },
  ),
};
