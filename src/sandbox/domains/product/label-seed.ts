/** Labels in the seed: on products, a store and a customer. */
import { DAY, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { assign, defineLabel } from './labels.js';

const TILL = 5001101;

export function seedLabels(world: World): void {
  const plain = { description: '', expiry: { type: 'NONE' as const } };
  defineLabel(
    world,
    'PRODUCT',
    {
      ...plain,
      name: 'Monsoon Picks',
      externalId: 'monsoon-26',
      description: 'For the rains',
      expiry: { type: 'RELATIVE', unit: 'DAYS', value: 45 },
    },
    TILL,
  );
  defineLabel(
    world,
    'STORE',
    {
      ...plain,
      name: 'Alterations',
      externalId: 'alter',
      expiry: { type: 'FIXED_DATE', expiryDate: later(now(world), 200 * DAY) },
    },
    TILL,
  );
  defineLabel(world, 'CUSTOMER', { ...plain, name: 'Press', externalId: 'press' }, TILL);
  const put = (entityType: 'PRODUCT' | 'STORE' | 'CUSTOMER', entityId: string, externalId: string) =>
    assign(world, entityType, { entityId, label: { externalId } }, TILL);
  put('PRODUCT', 'JKT-BMB-L', 'monsoon-26');
  put('PRODUCT', 'SHOE-SNK-8', 'monsoon-26');
  put('STORE', '50011', 'alter');
  put('CUSTOMER', '418400002', 'press');
}
