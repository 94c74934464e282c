/** Request bodies of Store. */
import { envelope } from '../schemas/in-touch.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { choice, object, text, textOrNumber } from '../schemas/values.js';

/** Number of bills of each kind in the store. */
const billCounts = () =>
  object({
    regular: textOrNumber('Bills of members').optional(),
    not_interested: textOrNumber('Bills of shoppers who did not want to register').optional(),
    total_enter_later: textOrNumber('Bills to be entered later, in total').optional(),
    enter_later_for_today: textOrNumber('Bills to be entered later, of this day').optional(),
  });

const report = () =>
  object(
    {
      '-type': choice(['loyalty']),
      store_code: idOf('storeCode', text('Store the figures belong to')).optional(),
      date: dateTime({ zone: 'organization' }, 'Time of the report').optional(),
      total_transactions: textOrNumber('Number of bills').optional(),
      total_sales: money(textOrNumber('Amount sold')).optional(),
      footfall_count: textOrNumber('Number of visitors').optional(),
      transaction_count: billCounts().describe('Number of bills, by kind').optional(),
    },
    'Figures of one store',
  );

export const uploadReportsBody = () => envelope({ report: report() });
