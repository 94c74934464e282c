/** Two bills in the sanity queue: one with an unknown item, one with the payment mode of another till system. */

import { agoIn, live } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import { setConfig } from '../organization/config.js';
import { causesOf, hold } from './rejection-rules.js';

const TILL = 5001101;

const BILLS = [
  { billNumber: 'BLR-R-1001', amount: 2499, itemCode: 'LINEN-09', mode: 'CARD', daysAgo: 6 },
  { billNumber: 'BLR-R-1002', amount: 899, itemCode: 'SOCK-PK3', mode: 'GIFTPAY', daysAgo: 4 },
] as const;

/** Draws nothing at random. The queue stays on: a till's bills are held for the same reasons as these. */
export function seedRejections(world: World): void {
  setConfig(world, 'CONF_SANITY_QUEUE_ENABLED', '1');
  const ago = agoIn(world);
  const customers = Object.values(world.customers).filter((each) => each.mergedInto === null);
  live(
    world,
    BILLS.map(({ billNumber, amount, itemCode, mode, daysAgo }, index) => ({
      at: ago(daysAgo),
      happens: () => {
        const customer = customers[index] ?? null;
        const posting = {
          type: 'REGULAR' as const,
          customer,
          billNumber,
          amount,
          tillId: TILL,
          billingDate: ago(daysAgo),
          lines: [{ itemCode, qty: 1, rate: amount, value: amount, amount }],
          paymentModes: [{ mode, value: amount, notes: '', attributes: {} }],
        };
        const payload = {
          type: 'REGULAR',
          billNumber,
          billAmount: amount,
          lineItemsV2: [{ itemCode, qty: 1, rate: amount, value: amount, amount }],
          paymentModes: [{ mode, value: amount }],
        };
        hold(world, { posting, causes: causesOf(world, posting) }, payload);
      },
    })),
  );
}
