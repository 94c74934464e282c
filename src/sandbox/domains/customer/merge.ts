/**
 * Merging two accounts of one person: the survivor takes over everything of the victim, and the victim points to it.
 * What that is, each domain knows of its own state (`onMerge`).
 */

import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { allDomains } from '../domain.js';
import { inheritTier, upgradeTier } from '../points/tiers.js';
import { recordAudit } from './audit.js';
import { awaitsDeletion } from './erasure.js';
import { touch } from './rules.js';
import type { Customer } from './state.js';

/**
 * @throws 9027 if the victim was already merged
 * @throws 9023 if the survivor was merged into another customer
 * @throws 9029 if both are the same customer
 * @throws 9011 if the victim's data was erased
 * @throws 9007 if the survivor's data was erased
 * @throws 9022 if the survivor is not in the loyalty program, but the victim is
 * @throws 8109 if the deletion of one of the two is requested
 */
export function checkMerge(world: World, victim: Customer, survivor: Customer): void {
  if (victim.mergedInto !== null) fail(9027, 'The customer was already merged');
  if (survivor.mergedInto !== null) fail(9023, 'The surviving customer was merged into another one');
  if (victim.id === survivor.id) fail(9029, 'Both are the same customer');
  if (victim.piiDeleted) fail(9011, 'The data of the customer was erased');
  if (survivor.piiDeleted) fail(9007, 'The data of the surviving customer was erased');
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
  for (const domain of allDomains()) domain.onMerge?.(world, { victim, survivor, tillId });
  const merge = { victimId: victim.id, survivorId: survivor.id };
  for (const { id } of [victim, survivor]) {
    recordAudit(world, { entityType: 'CUSTOMER', entityId: id, tillId, merge }, []);
  }
  victim.mergedInto = survivor.id;
  touch(world, victim, tillId);
  touch(world, survivor, tillId);
  if (survivor.loyaltyType !== 'loyalty') return;
  inheritTier(world, survivor, victim, tillId);
  upgradeTier(world, survivor, tillId);
}
