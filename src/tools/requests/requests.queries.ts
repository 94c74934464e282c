/** Query parameters that all operations of v2/requests share. */
import { accountId, identifierName, identifierValue, limit, offset, sortOrder } from '../schemas/common.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, text } from '../schemas/values.js';

/** Approval in the same call. */
export const autoApproval = () => ({
  client_auto_approve: boolean(
    "true approves it immediately, regardless of the organization's settings; default false",
  ).optional(),
});

/** Order, paging, dates and customer of a list of requests. */
export const requestListFilters = () => ({
  source: text("Channel of the customer's profile, e.g. INSTORE").optional(),
  accountId: accountId(),
  identifierName: identifierName('Only requests about one customer: kind of identifier').optional(),
  identifierValue: identifierValue().optional(),
  start_date: dateTime({ zone: 'utc' }, 'Raised from').optional(),
  end_date: dateTime({ zone: 'utc' }, 'Raised until').optional(),
  sort: choice(['ADDED_ON', 'LAST_UPDATED_ON'], 'Sort field').optional(),
  order: sortOrder(),
  limit: limit('Rows to return, at most 50'),
  offset: offset('Rows to skip, default 0; a page number in the newest documentation'),
});
