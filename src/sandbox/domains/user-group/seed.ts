/** User groups in the seed besides the Rao family: friends who shop together, with bills of their group. */

import type { World } from '../../world/world.js';
import { productBySku } from '../product/rules.js';
import { addBill } from '../transaction/rules.js';
import { addMember, createGroup } from './rules.js';

const TILL = 5001101;

const BILLS = [
  { sku: 'BAG-TOTE-01', qty: 8 },
  { sku: 'DUP-PHU-01', qty: 4 },
  { sku: 'SHIRT-LIN-40', qty: 2 },
];

/** A group of three of the last to join; each has shopped for it today. */
export function seedUserGroups(world: World): void {
  const friends = Object.values(world.customers)
    .filter((customer) => customer.mergedInto === null && customer.loyaltyType === 'loyalty')
    .slice(-BILLS.length);
  const [primary, ...others] = friends;
  if (!primary) return;
  const group = createGroup(world, {
    name: 'Saturday shoppers',
    externalId: 'fri-saturday-01',
    primary,
    maxGroupSize: 4,
    extendedFields: { ug_city: 'Chennai' },
    tillId: TILL,
  });
  for (const customer of others) addMember(world, group, customer, { permissions: ['allow_points_redemption'] });
  for (const [index, customer] of friends.entries()) {
    const { sku = '', qty = 1 } = BILLS[index] ?? {};
    const amount = qty * (productBySku(world, sku)?.price ?? 0);
    addBill(world, {
      customer,
      billNumber: `group-${index + 1}`,
      tillId: TILL,
      amount,
      userGroupId: group.id,
      lineItems: [{ itemCode: sku, qty }],
      paymentModes: [{ mode: 'UPI', value: amount }],
    });
  }
}
