/** Transaction, InTouch layers. */
import { section } from '../define.js';
import { format, language } from '../schemas/common.js';
import { boolean, date, integer, number, oneOf, text } from '../schemas/values.js';
import {
  transactionAddBody,
  transactionAddWithLocalCurrencyBody,
  transactionUpdateBody,
} from './transaction.legacy.bodies.js';

export const transactionLegacy = section('Transaction', {
  domain: 'Transaction Management',
  accessGroup: 'Transaction',
});

transactionLegacy.inTouch.post('transaction/add', {
  tool: 'transaction_add',
  title: 'Add Transaction',
  summary:
    'Legacy InTouch call that adds bills, returns or exchanges and registers or updates the customer on the fly. New work should use transaction_add (v2), which never registers customers.',
  query: () => ({
    format: format(),
  }),
  body: transactionAddBody,
  returns:
    'response { status { success, code, message }, transactions { transaction[] { id, number, type, delivery_status, outlier_status, bill_client_id, shipping_source_till_code, parent_bill_number, source, customer { user_id, mobile, lifetime_points, loyalty_points, current_slab, tier_expiry_date, points_summaries { points_summary }, lifetime_purchases, type }, side_effects { effect }, points_deducted, points_balance, item_status { success, code, message } } } }',
  effect: 'create',
  destructive: true,
  pii: true,
  supersededBy: 'transaction_add',
  keywords: [],
  limits: {
    batch: 'several per call; 2020 docs said 1000 an hour',
    rate: 'Asia-2 (Singapore) 1500; Asia-1 (N. Virginia) 1500; EMEA (Ireland) 700; US "no default"',
  },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction',
    'https://docs.capillarytech.com/reference/return-transaction',
    '2021 edition (v1.1): Add Transaction',
    '2021 edition (v1.1): Return Transaction',
    '2021 edition (v1.1): Cancel a Transaction Line-Item',
    'September 2025 edition: add',
    'September 2025 edition: 01-add-transaction.md',
    'September 2025 edition: 06-return-transaction.md',
  ],
});

transactionLegacy.inTouch.post('transaction/add_with_local_currency', {
  tool: 'transaction_add_with_local_currency',
  title: 'Add Transaction with Local Currency',
  summary:
    "Legacy InTouch call that adds a bill in the store's local currency and converts it to the org base currency before awarding points. In v2 set addWithLocalCurrency and currencyCode on transaction_add.",
  query: () => ({
    format: format(),
  }),
  body: transactionAddWithLocalCurrencyBody,
  returns:
    'response { status { success, code, message }, transactions { transaction[] { id, number, type, delivery_status, outlier_status, bill_client_id, customer { user_id, mobile, lifetime_points, loyalty_points, current_slab, tier_expiry_date, points_summaries { points_summary }, lifetime_purchases, type }, side_effects { effect }, points_deducted, points_balance, item_status { success, code, message } } } }',
  effect: 'create',
  pii: true,
  supersededBy: 'transaction_add',
  keywords: [],
  limits: { batch: 'several per call', rate: 'Asia-2 (Singapore) 1500; Asia-1 (N. Virginia) 1500; EMEA (Ireland) 700' },
  sources: [
    'https://docs.capillarytech.com/reference/add-transaction-with-local-currency',
    '2021 edition (v1.1): Add Transaction with Local Currency',
    'September 2025 edition: add_with_local_currency',
    'September 2025 edition: 02-add-transaction-with-local-currency.md',
  ],
});

transactionLegacy.inTouch.post('transaction/update', {
  tool: 'transaction_update',
  title: 'Update Transaction Details',
  summary:
    "Legacy InTouch call that edits a bill's custom/extended fields or delivery status, or turns a not-interested bill into a loyalty bill (retro). Field edits belong to transaction_update in v2; retro has no listed v2 twin.",
  query: () => ({
    format: format(),
  }),
  headers: () => ({
    'X-CAP-CLIENT-SIGNATURE': text('Name of the calling system; mandatory for retro conversion').optional(),
  }),
  body: transactionUpdateBody,
  returns:
    'response { status, transactions { transaction[] { id, number, type, notes, billing_time, store, discount, gross_amount, amount, delivery_status, customer, custom_fields, extended_fields, side_effects, old_id, old_type, item_status } } }',
  effect: 'update',
  pii: true,
  supersededBy: 'transaction_update',
  keywords: [],
  limits: {
    batch: 'several per call',
    rate: 'endpoint page {"Asia-2 (Singapore)": 1500, "Asia-1 (N. Virginia)": 200, "EMEA (Ireland)": 100}; rate-limits page {"Asia-2 (Singapore)": 500, "Asia-1 (N. Virginia)": 100, "EMEA (Ireland)": 100, "US": "no default"}',
  },
  sources: [
    'https://docs.capillarytech.com/reference/update-transaction-details',
    'https://docs.capillarytech.com/reference/retro-transaction',
    '2021 edition (v1.1): Update Transaction Details',
    '2021 edition (v1.1): Retro Transaction',
    'September 2025 edition: update',
    'September 2025 edition: 03-update-transaction-details.md',
    'September 2025 edition: 07-retro-transaction.md',
  ],
});

transactionLegacy.inTouch.get('transaction/get', {
  tool: 'transaction_get',
  title: 'Get Transaction Details',
  summary:
    'Legacy InTouch lookup of a bill by transaction id or bill number with store, till, amount, date and type filters. In v2 use transaction_get (by id) or transaction_get_by_bill_number (by bill number).',
  query: () => ({
    id: integer('Transaction id; id or number needed').optional(),
    number: text('Bill number; id or number needed').optional(),
    store_code: text('Store code filter').optional(),
    till_code: text('Till code filter').optional(),
    amount: number('Exact amount filter').optional(),
    date: date('Day filter, YYYY-MM-DD').optional(),
    type: oneOf(
      ['REGULAR', 'NOT_INTERESTED', 'RETURN', 'NOT_INTERESTED_RETURN', 'MIXED', 'NI_MIXED', 'ALL'],
      'Kind of bill; default REGULAR',
    ).optional(),
    tenders: boolean(
      'Include payment details (the 2025 OpenAPI definition spells it tender, all tables tenders)',
    ).optional(),
    credit_notes: boolean('Include credit notes').optional(),
    user_id: boolean("true = include the customer's id").optional(),
    format: format(),
  }),
  headers: () => ({
    language: language(),
  }),
  returns:
    'response { status, transactions { count, transaction[] { customer, billing_till, billing_store, id, number, type, outlier_status, store, delivery_status, source, amount, gross_amount, discount, billing_time, auto_update_time, notes, custom_fields { field }, extended_fields { field }, local_currency, currency, line_items { line_item }, item_status } } }',
  effect: 'read',
  pii: true,
  supersededBy: 'transaction_get',
  keywords: [],
  limits: { batch: 'several per call' },
  sources: [
    'https://docs.capillarytech.com/reference/get_transaction_detailsv1',
    '2021 edition (v1.1): Get Transaction Details',
    'September 2025 edition: get',
    'September 2025 edition: 05-get_transaction_detailsv1.md',
  ],
});
