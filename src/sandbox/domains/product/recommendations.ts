/**
 * Recommendations: what customers with the same purchases also bought; best sellers for customers without such
 * purchases.
 */

import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { Product } from './state.js';

/** Products that a customer has not bought, most wanted first; ties are ordered by SKU. */
export function recommendedProducts(world: World, customer: Customer): Product[] {
  const buyers = buyersByProduct(world);
  const own = new Set([...buyers].filter(([, ids]) => ids.has(customer.id)).map(([sku]) => sku));
  const alike = new Set([...own].flatMap((sku) => [...(buyers.get(sku) ?? [])]));
  alike.delete(customer.id);
  const unbought = Object.values(world.products).filter(({ sku, active }) => active && !own.has(sku));
  const byAlike = ranked(unbought, (sku) => [...(buyers.get(sku) ?? [])].filter((id) => alike.has(id)).length);
  return byAlike.length > 0 ? byAlike : ranked(unbought, (sku) => buyers.get(sku)?.size ?? 0);
}

/** Products by demand. */
function ranked(products: readonly Product[], wantedBy: (sku: string) => number): Product[] {
  return products
    .map((product) => ({ product, wanted: wantedBy(product.sku) }))
    .filter(({ wanted }) => wanted > 0)
    .sort((a, b) => b.wanted - a.wanted || a.product.sku.localeCompare(b.product.sku))
    .map(({ product }) => product);
}

/** By SKU, the ids of customers who bought it and did not return all of it. */
function buyersByProduct(world: World): Map<string, Set<number>> {
  const buyers = new Map<string, Set<number>>();
  for (const { type, customerId, outlierStatus, lineItems } of Object.values(world.transactions)) {
    if (type !== 'REGULAR' || customerId === null || outlierStatus !== 'NORMAL') continue;
    for (const { itemCode, qty, returnedQty } of lineItems) {
      if (qty <= returnedQty) continue;
      const ids = buyers.get(itemCode) ?? new Set();
      buyers.set(itemCode, ids.add(customerId));
    }
  }
  return buyers;
}
