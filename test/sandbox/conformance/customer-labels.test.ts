import { conform } from './conform.js';
import { ASHA } from './people.js';

conform('Customer labels', {
  customer_label_create: {
    args: () => ({ body: { orgLabels: [{ name: 'Early', description: 'Comes before ten' }] } }),
  },
  customer_label_list: {
    args: () => ({}),
    meanwhile: (_, run) => run('customer_label_create', { body: { orgLabels: [{ name: 'Early' }] } }),
  },
  customer_label_tag: {
    args: () => ({ userId: ASHA, body: { add: [{ labelName: 'Dormant' }], remove: [{ labelName: 'Stylist' }] } }),
  },
  customer_label_get_for_customer: { args: () => ({ userId: ASHA }) },
  customer_label_search_customers: { args: () => ({ q: 'weekendshopper' }) },
});
