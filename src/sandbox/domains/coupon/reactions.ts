/** Coupons when accounts are merged. */
import type { World } from '../../world.js';
import type { Merge } from '../domain.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const coupons = Object.values(world.coupons);
  reassign(coupons, merge);
  for (const each of coupons) if (each.issuedToCustomerId === victim.id) each.issuedToCustomerId = survivor.id;
  reassign(Object.values(world.couponRedemptions), merge);
}
