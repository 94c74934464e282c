/** Coupons when accounts are merged and when a person is forgotten. */

import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { blank } from '../personal-texts.js';
import { reassign } from '../reassign.js';

export function onMerge(world: World, merge: Merge): void {
  const { victim, survivor } = merge;
  const coupons = Object.values(world.coupons);
  reassign(coupons, merge);
  for (const each of coupons) if (each.issuedToCustomerId === victim.id) each.issuedToCustomerId = survivor.id;
  reassign(Object.values(world.couponRedemptions), merge);
}

/** Uploaded files name customers in the reasons why a row was refused. */
export function onErase(world: World, { customer, isAddress, isPersonal }: Erasure): void {
  const isTheirs = ({ customerId }: { customerId: number | null }): boolean => customerId === customer.id;
  blank(Object.values(world.coupons).filter(isTheirs), ['issualDetails'], isPersonal);
  blank(Object.values(world.couponRedemptions).filter(isTheirs), ['notes', 'customFields'], isPersonal);
  blank(Object.values(world.couponUploads), ['fileName', 'storedAs', 'details', 'refused'], isAddress);
}
