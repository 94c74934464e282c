/** Transactions when accounts are merged. */
import { handOver, within } from '../../state/lists.js';
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  reassign(within(world.transactions, world.transactionsByCustomer, victim.id), merge);
  handOver(world.transactionsByCustomer, victim.id, survivor.id);
  reassign(Object.values(world.rejectedTransactions), merge);
}
