import { conform } from './conform.js';
import { asha } from './people.js';
import type { Do } from './sample.js';

const bought = (run: Do) =>
  run('transaction_add', { ...asha(), body: { type: 'REGULAR', billNumber: 'sent-1', billAmount: 100 } });
const group = { consumerGroupId: '9b1e6f02-5d3c-4f7a-8c44-2e0d7a6b9f13' };

conform('Event notification webhooks', {
  webhook_list: {
    args: () => ({}),
    meanwhile: (_, run) => run('webhook_deactivate', { webHookId: '5f2d8a4be90c471d6a13b7c0' }),
  },
  webhook_get_delivery_logs: { args: () => group, meanwhile: (_, run) => bought(run) },
  webhook_get_delivery_metrics: { args: () => group, meanwhile: (_, run) => bought(run) },
});
