/**
 * Merging two accounts of one person: the survivor takes over everything of the victim, and the victim points to it.
 */
import { allDomains } from '../domains/domain.js';
import { fail } from '../failure.js';
import type { Customer } from '../state/customer.js';
import type { World } from '../world.js';
import { tagsOf } from './customer-labels.js';
import { touch } from './customers.js';
import { assignmentsOf } from './labels.js';
import { customerEntity, lotsOf, openLot, points3, recordEvent, takeFrom } from './ledger.js';
import { awaitsDeletion } from './pii.js';
import { upgradeTier } from './tiers.js';
import { transactionsOf } from './transaction-lookup.js';
import { giveTransaction } from './transactions.js';

/**
 * @throws 9027 if the victim was already merged
 * @throws 9023 if the survivor was merged into another customer
 * @throws 9029 if both are the same customer
 * @throws 9022 if the survivor is not in the loyalty program, but the victim is
 * @throws 8109 if the deletion of one of the two is requested
 */
export function checkMerge(world: World, victim: Customer, survivor: Customer): void {
  if (victim.mergedInto !== null) fail(9027, 'The customer was already merged');
  if (survivor.mergedInto !== null) fail(9023, 'The surviving customer was merged into another one');
  if (victim.id === survivor.id) fail(9029, 'Both are the same customer');
  if (victim.loyaltyType === 'loyalty' && survivor.loyaltyType !== 'loyalty') {
    fail(9022, 'The surviving customer is not in the loyalty program');
  }
  for (const { id } of [victim, survivor]) {
    if (awaitsDeletion(world, id)) fail(8109, `The deletion of customer ${id} is requested`);
  }
}

/**
 * Merges two customers. The victim keeps its identifiers, which lead to the survivor.
 * @throws as `checkMerge` does
 */
export function mergeCustomers(world: World, victim: Customer, survivor: Customer, tillId: number): void {
  checkMerge(world, victim, survivor);
  movePoints(world, victim, survivor, tillId);
  for (const transaction of transactionsOf(world, victim.id)) giveTransaction(world, transaction, survivor.id);
  survivor.lifetimePurchases = points3(survivor.lifetimePurchases + victim.lifetimePurchases);
  survivor.visits += victim.visits;
  moveHoldings(world, victim.id, survivor.id);
  moveCards(world, victim, survivor);
  moveMemberships(world, victim.id, survivor.id);
  survivor.notes.push(...victim.notes);
  survivor.tickets.push(...victim.tickets);
  moveLabels(world, victim, survivor);
  for (const domain of allDomains()) domain.onMerge?.(world, { victim, survivor, tillId });
  victim.notes = [];
  victim.tickets = [];
  victim.mergedInto = survivor.id;
  touch(world, victim, tillId);
  touch(world, survivor, tillId);
  if (survivor.loyaltyType === 'loyalty') upgradeTier(world, survivor, tillId);
}

/** Each lot becomes a lot of the survivor, with the same bill, category and expiry. */
function movePoints(world: World, victim: Customer, survivor: Customer, tillId: number): void {
  const lots = lotsOf(world, customerEntity(victim.id)).filter((lot) => lot.remaining > 0);
  if (lots.length === 0) return;
  const about = { tillId, reason: 'Merge' };
  const given = recordEvent(world, 'PointsTransfer', customerEntity(victim.id), about);
  const taken = recordEvent(world, 'PointsTransfer', customerEntity(survivor.id), about);
  for (const lot of lots) {
    const points = lot.remaining;
    takeFrom(world, given, lot, 'transfer_out', points);
    const { pointsType, category, expiresOn, redeemableFrom, transactionId, lineItemId, promotionId } = lot;
    openLot(world, taken, {
      movement: 'transfer_in',
      points,
      pointsType,
      category,
      expiresOn,
      redeemableFrom,
      transactionId,
      lineItemId,
      promotionId,
    });
  }
}

/**
 * Moves everything that refers to a customer by id, except labels, cards and groups, which have their own functions.
 */
function moveHoldings(world: World, victimId: number, survivorId: number): void {
  const holdings: readonly { customerId: number | null }[][] = [
    Object.values(world.coupons),
    Object.values(world.couponRedemptions),
    Object.values(world.pointsRedemptions),
    Object.values(world.earnedBadges),
    Object.values(world.badgeEnrolments),
    Object.values(world.rewardIssues),
    Object.values(world.earnedPromotions),
    Object.values(world.cartEvaluations),
    world.cartRedemptions,
    Object.values(world.promotionEnrolments),
    Object.values(world.legacyIssuals),
    Object.values(world.legacyEarns),
    Object.values(world.surveyResponses),
    world.eventOccurrences,
  ];
  for (const each of holdings.flat()) if (each.customerId === victimId) each.customerId = survivorId;
  for (const membership of world.partnerMemberships) {
    const has = world.partnerMemberships.some(
      (each) => each.customerId === survivorId && each.programId === membership.programId,
    );
    if (membership.customerId === victimId && !has) membership.customerId = survivorId;
  }
}

function moveLabels(world: World, victim: Customer, survivor: Customer): void {
  for (const tag of tagsOf(world, victim.id)) {
    if (survivor.labels.includes(String(tag.labelId))) delete world.labelTags[tag.id];
    else tag.customerId = survivor.id;
  }
  survivor.labels = [...new Set([...survivor.labels, ...victim.labels])];
  victim.labels = [];
  for (const assignment of assignmentsOf(world, 'CUSTOMER', String(victim.id))) {
    const carried = assignmentsOf(world, 'CUSTOMER', String(survivor.id));
    if (carried.some((each) => each.labelId === assignment.labelId)) assignment.removed = true;
    else assignment.entityId = String(survivor.id);
  }
}

function moveCards(world: World, victim: Customer, survivor: Customer): void {
  for (const id of victim.cardIds) {
    const card = world.cards[id];
    if (card) card.customerId = survivor.id;
  }
  survivor.cardIds.push(...victim.cardIds);
  victim.cardIds = [];
}

function moveMemberships(world: World, victimId: number, survivorId: number): void {
  for (const group of Object.values(world.userGroups)) {
    const isIn = group.members.some((member) => member.customerId === survivorId);
    if (isIn) group.members = group.members.filter((member) => member.customerId !== victimId);
    for (const member of group.members) if (member.customerId === victimId) member.customerId = survivorId;
  }
}
