/** Moving points between customers and user groups. */
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerById, isActive, isFraud } from '../customer/rules.js';
import type { Customer, UserGroup } from '../customer/state.js';
import { matchingCode, openCode, useCode } from '../otp/rules.js';
import { memberOf } from '../user-group/rules.js';
import { lotsOf, openLot, points3, recordEvent, sameEntity, takeOldest } from './ledger.js';
import { checkBalance } from './rules.js';
import type { Entity, PointsLot, PointsTransfer } from './state.js';

/** A transfer to check or carry out. `by` is the customer who makes it; the sender by default. */
export interface TransferRequest {
  from: Entity;
  to: Entity;
  points: number;
  by?: Customer;
}

/**
 * Finds a group by id.
 * @throws 1645 if the group does not exist
 */
function groupById(world: World, id: string | number): UserGroup {
  return world.userGroups[Number(id)] ?? fail(1645, 'User group not found');
}

/** The primary member of a group. */
export function primaryMember(group: UserGroup): number | undefined {
  return group.members.find((member) => member.primary)?.customerId;
}

/**
 * Checks a transfer.
 * @throws 422 if the points are missing or not valid
 * @throws 807 if the points are not whole
 * @throws 818 if the program does not allow transfers
 * @throws 418 if sender and receiver are the same
 * @throws 414 if the receiver is marked as fraud
 * @throws 415 if the sender is marked as fraud
 * @throws 416 if a party is not in the loyalty program or not active
 * @throws 1645 if a group does not exist or is not active
 * @throws 830 if `by` may not transfer these points
 * @throws 803, 804 if the balance is too low
 * @throws 817 if some of the points are not transferable, such as joining points
 */
export function checkTransfer(world: World, { from, to, points, by }: TransferRequest): void {
  if (!(points > 0)) fail(422, 'Points to be transferred are missing or not valid');
  if (!Number.isInteger(points)) fail(807, 'Points to be transferred must be whole');
  if (!world.organisation.settings.transfersAllowed) fail(818, 'The program does not allow transfers');
  if (sameEntity(from, to)) fail(418, 'Sender and receiver are the same');
  checkParty(world, to, 414, 'Receiver');
  checkParty(world, from, 415, 'Sender');
  checkPermission(world, from, by);
  checkBalance(world, from, points);
  const transferrable = transferrableLots(world, from).reduce((total, lot) => points3(total + lot.remaining), 0);
  if (points > transferrable) fail(817, `Only ${transferrable} points may be transferred`);
}

function checkParty(world: World, { type, id }: Entity, fraudCode: number, who: string): void {
  if (type === 'USERGROUP2') {
    if (groupById(world, id).status !== 'ACTIVE') fail(1645, `${who} group is not active`);
    return;
  }
  const customer = customerById(world, id);
  if (isFraud(customer)) fail(fraudCode, `${who} is marked as fraud`);
  if (customer.loyaltyType !== 'loyalty') fail(416, `${who} is not in the loyalty program`);
  if (!isActive(world, customer)) fail(416, `${who} has status ${customer.statusLabel}`);
}

/**
 * Customers transfer their own points; a group's points are transferred by its primary member or a member with the
 * permission.
 */
function checkPermission(world: World, from: Entity, by: Customer | undefined): void {
  if (from.type === 'CUSTOMER') {
    if (by && by.id !== from.id) fail(830, 'Only the customer may transfer these points');
    return;
  }
  const group = groupById(world, from.id);
  const member = by && memberOf(group, by.id);
  const allowed = member?.primary || member?.permissions.includes('allow_points_transfer');
  if (!allowed || member?.permissions.includes('block_points_transfer')) {
    fail(830, 'Only the primary member may transfer points of the group');
  }
}

/** Joining points cannot be transferred. */
function transferrableLots(world: World, entity: Entity): PointsLot[] {
  return lotsOf(world, entity, 'Main').filter((lot) => world.events[lot.eventLogId]?.name !== 'CustomerRegistration');
}

/**
 * Transfers points, soonest to expire first; they keep their expiry. If a code was sent to the sender for it, the code
 * is required.
 * @throws as `checkTransfer` does
 * @throws 808 if the validation code is missing or not valid
 */
export function transferPoints(
  world: World,
  request: TransferRequest,
  details: { tillId: number; notes?: string; code?: string },
): PointsTransfer {
  checkTransfer(world, request);
  const { from, to, points } = request;
  const giverId = request.by?.id ?? from.id;
  const owner = { customerId: giverId };
  const given = details.code ?? '';
  const code = given === '' ? undefined : matchingCode(world, owner, 'POINTSTRANSFER', given);
  if (!code && given !== '') fail(808, 'Validation code is wrong, used or expired');
  if (!code && openCode(world, owner, 'POINTSTRANSFER')) fail(808, 'Validation code is missing; one was sent');

  if (code) useCode(world, code);
  const id = nextId(world, 'transfer');
  const event = { tillId: details.tillId, referenceId: String(id), comments: details.notes ?? '' };
  const out = recordEvent(world, 'PointsTransfer', from, { ...event, customerId: giverId });
  const into = recordEvent(world, 'PointsTransfer', to, {
    ...event,
    customerId: to.type === 'CUSTOMER' ? to.id : giverId,
  });
  for (const taken of takeOldest(world, out, from, 'transfer_out', points, transferrableLots(world, from))) {
    openLot(world, into, {
      points: taken.points,
      movement: 'transfer_in',
      pointsType: 'customer_promotions',
      expiresOn: world.lots[taken.lotId]?.expiresOn ?? null,
    });
  }
  const transfer: PointsTransfer = {
    id,
    from: { ...from },
    to: { ...to },
    points,
    programId: world.organisation.program.id,
    notes: details.notes ?? '',
    transferredOn: now(world),
    tillId: details.tillId,
  };
  world.pointsTransfers[id] = transfer;
  return transfer;
}

/** Transfers sent or received, newest first. */
export function transfersOf(world: World, entity: Entity): PointsTransfer[] {
  return Object.values(world.pointsTransfers)
    .filter((each) => sameEntity(each.from, entity) || sameEntity(each.to, entity))
    .reverse();
}
