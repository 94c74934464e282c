/** Customer labels in the seed, and the customers who have them. */

import type { World } from '../../world/world.js';
import { addLabels, changeLabels } from './labels.js';

const TILL = 5001101;

const LABELS = [
  { name: 'WeekendShopper', description: 'Buys mostly on weekends', carriers: [0, 4, 6] },
  { name: 'Stylist', description: 'Advises others', carriers: [0] },
  { name: 'Dormant', description: 'Has not come for half a year', carriers: [2, 5] },
] as const;

export function seedCustomerLabels(world: World): void {
  addLabels(world, LABELS, TILL);
  const customers = Object.values(world.customers);
  for (const { name, carriers } of LABELS) {
    for (const index of carriers) {
      const customer = customers[index];
      if (customer) changeLabels(world, customer, { add: [name], remove: [], tillId: TILL });
    }
  }
}
