import { conform } from './conform.js';
import { first } from './people.js';

const PRODUCT = { entityType: 'PRODUCT' };
const PICK = { entityId: 'JKT-BMB-L' };

conform('Labels', {
  product_label_create: {
    args: () => ({
      body: {
        labels: [
          {
            ...PRODUCT,
            name: 'Picks',
            externalId: 'p',
            description: 'x',
            expiryConfig: { type: 'RELATIVE', unit: 'DAYS', value: 45 },
          },
        ],
      },
    }),
  },
  product_label_update: {
    args: (world) => ({ body: { labels: [{ labelId: first(world.labels).id, description: 'until June' }] } }),
  },
  product_label_search: { args: () => ({ q: 'monsoon' }) },
  product_label_assign: {
    args: () => ({ body: { ...PRODUCT, assignments: [{ entityId: 'CAP-CNV-01', labelExternalId: 'monsoon-26' }] } }),
  },
  product_label_get_assignments: { args: () => ({ ...PRODUCT, entityIds: 'JKT-BMB-L,CAP-CNV-01' }) },
  product_label_search_assignments: { args: () => ({ ...PRODUCT, labelExternalId: 'monsoon-26' }) },
  product_label_update_assignments: {
    args: (world) => ({
      body: {
        ...PRODUCT,
        updates: [{ ...PICK, labelId: first(world.labels).id, expiryDate: '2026-09-30T23:59:59+05:30' }],
      },
    }),
  },
  product_label_remove_assignments: {
    args: (world) => ({ body: { ...PRODUCT, removals: [{ ...PICK, labelIds: [first(world.labels).id] }] } }),
  },
});
