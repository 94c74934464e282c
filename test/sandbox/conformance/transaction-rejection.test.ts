import { conform } from './conform.js';

const NEW_PRODUCT = { sku: 'LINEN-09', description: 'Linen shirt', price: 2499 };

conform('Transaction rejection', {
  transaction_rejection_list: { args: () => ({ errorCode: 683 }) },
  transaction_rejection_retrigger: { args: () => ({ body: { errorCode: ['683'] } }) },
  transaction_rejection_get_retrigger_status: {
    args: async (_, run) => {
      await run('transaction_rejection_retrigger', { body: { errorCode: ['683'] } });
      return { retriggerId: 31 };
    },
    meanwhile: async (_, run) => {
      await run('product_add', { body: NEW_PRODUCT });
      await run('transaction_rejection_retrigger', { body: { errorCode: ['683'] } });
    },
  },
  transaction_rejection_mark_failed: {
    args: () => ({ body: { transactionNumber: ['BLR-R-1001'], comments: 'sent twice' } }),
  },
});
