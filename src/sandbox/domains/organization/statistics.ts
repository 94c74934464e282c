/** Sales statistics of a brand over all bills, recomputed only if there are new ones. */
import type { World } from '../../world/world.js';

/** Units sold by SKU, and the number of bills with their total; net of returns. */
export interface Sold {
  items: Record<string, number>;
  amount: number;
  bills: number;
}

/** Statistics of a world as of its last transaction. They are derived and therefore not part of the world. */
const known = new WeakMap<object, { until: number; sold: Sold }>();

export function sellers(world: World): Sold {
  const until = world.ids['transaction'] ?? 0;
  const before = known.get(world.transactions);
  if (before?.until === until) return before.sold;
  const sold: Sold = { items: {}, amount: 0, bills: 0 };
  for (const bill of Object.values(world.transactions)) {
    if (bill.returnType !== null || bill.outlierStatus !== 'NORMAL') continue;
    sold.bills += 1;
    sold.amount += bill.amount - bill.returnedAmount;
    for (const { itemCode, qty, returnedQty } of bill.lineItems) {
      sold.items[itemCode] = (sold.items[itemCode] ?? 0) + qty - returnedQty;
    }
  }
  known.set(world.transactions, { until, sold });
  return sold;
}
