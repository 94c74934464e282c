import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, ASHAS_MOBILE, asha, first } from './people.js';
import type { Args } from './sample.js';

/** A bill of Asha's with lines. */
const bought = (world: World) =>
  first(
    world.transactions,
    ({ customerId, type, lineItems }) => customerId === ASHA && type === 'REGULAR' && lineItems.length > 0,
  );

const bill = (more: Args = {}): Args => ({
  type: 'REGULAR',
  billNumber: 'ST12-000481',
  billingDate: '2026-05-02T17:20:00+05:30',
  billAmount: 2490,
  grossAmount: 2690,
  discount: 200,
  lineItemsV2: [{ itemCode: 'TEE-WHT-M', qty: 2, rate: 1345, value: 2690, discount: 200, amount: 2490 }],
  paymentModes: [{ mode: 'UPI', value: 2490 }],
  ...more,
});

const inTouchBill = (more: Args = {}): Args => ({
  body: {
    root: {
      transaction: [
        {
          type: 'regular',
          number: 'ST12-000482',
          amount: '2490',
          gross_amount: '2690',
          discount: '200',
          billing_time: '2026-05-02 18:05:00',
          customer: { mobile: ASHAS_MOBILE, firstname: 'Asha' },
          line_items: { line_item: [{ serial: '1', item_code: 'TEE-WHT-M', qty: '2', rate: '1345', amount: '2490' }] },
          ...more,
        },
      ],
    },
  },
});

conform('Transaction', {
  transaction_add_v1_1: { args: () => inTouchBill() },
  transaction_add_with_local_currency_v1_1: { args: () => inTouchBill({ currency_code: 'AED', amount: '180' }) },
  transaction_update_v1_1: {
    args: (world) => {
      const { id, billNumber } = first(world.transactions, ({ type }) => type === 'NOT_INTERESTED');
      const conversion = { id: String(id), number: billNumber, old_type: 'NOT_INTERESTED', new_type: 'REGULAR' };
      return { 'X-CAP-CLIENT-SIGNATURE': 'INTOUCH_BLR', ...inTouchBill(conversion) };
    },
  },
  transaction_get_v1_1: { args: (world) => ({ number: bought(world).billNumber }) },
  transaction_add_bulk: {
    args: () => ({
      body: [bill({ identifierType: 'mobile', identifierValue: ASHAS_MOBILE, source: 'INSTORE' })],
    }),
  },
  transaction_add: { args: () => ({ ...asha(), body: bill() }) },
  transaction_update: {
    args: (world) => ({
      ...asha(),
      points: 'MLP',
      body: { id: bought(world).id, deliveryStatus: 'SHIPPED', extendedFields: { ship_first_name: 'Asha' } },
    }),
  },
  transaction_get: { args: (world) => ({ id: bought(world).id }) },
  transaction_get_by_bill_number: { args: (world) => ({ billNumber: bought(world).billNumber }) },
});
