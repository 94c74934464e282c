/** The prompts: frequent jobs, each as an instruction to an agent that names the tools in their order. */
import type { ListName } from './lists.js';

/** What a value must be. */
export type Form = 'text' | 'day' | 'count';

export interface PromptArgument {
  name: string;
  description: string;
  form: Form;
  required?: true;
  /** Where completions come from: a list of the API, or these values. */
  values?: ListName | readonly string[];
}

export interface PromptDefinition {
  name: string;
  title: string;
  description: string;
  arguments: readonly PromptArgument[];
  /** The instruction. `name` in backticks is a tool, or an argument. */
  steps: string;
}

const IDENTIFIER: PromptArgument = {
  name: 'identifier',
  description: 'Mobile with country code, email, card number or external id of the customer',
  form: 'text',
  required: true,
};

const FIND_CUSTOMER =
  'With `customer_get_id`, find out the customer id: `identifierName` is `mobile`, `email`, `cardnumber` or `externalId`, whichever `identifier` looks like; a mobile has its country code and digits only. If nobody is found, look with `customer_search` and ask me who is meant. Do not guess.';

const HERE = 'Call `describe_connection` first: currency, time zone and the date there, sandbox or live.';

const BEFORE_WRITES =
  'Before each write: preview it with `preview_call` if you have it, tell me in plain words what it will do and to whom, and wait for my yes. Then make exactly that call, by the plan of the preview. If an outcome is unknown, read before you repeat anything.';

export const PROMPTS: readonly PromptDefinition[] = [
  {
    name: 'customer_overview',
    title: 'Customer overview',
    description: 'Who a customer is, and what matters about them now: tier, points, coupons, purchases.',
    arguments: [IDENTIFIER],
    steps: `Give me an overview of one customer.

1. Call \`customer_overview\`: \`identifierName\` is \`mobile\`, \`email\`, \`cardnumber\` or \`externalId\`, whichever \`identifier\` looks like; a mobile has its country code and digits only. If nobody is found, look with \`customer_search\` and ask me who is meant. Do not guess.
2. Tell me in this order: who it is and since when, and anything that blocks the account; the tier and what the next one needs; points, their worth, and what expires next; coupons that can be used, with their end; the last purchases; what is unusual.
3. If one of these needs more than the overview shows, read it: \`customer_get_transactions\` for older bills, \`points_ledger_get_entries\` for the entries behind a balance.

Amounts are in the brand's currency, dates in its time zone. What the answer names under \`unavailable\` is unknown: say so. Show no more personal data than I need. Change nothing.`,
  },
  {
    name: 'explain_missing_points',
    title: 'Why did this customer get no points?',
    description: 'Finds out why a purchase gave a customer no points, or fewer than expected.',
    arguments: [
      IDENTIFIER,
      { name: 'bill', description: 'Number on the receipt', form: 'text' },
      { name: 'day', description: 'Day of the purchase, YYYY-MM-DD', form: 'day' },
      {
        name: 'promotion',
        description: 'Promotion that should have given points: its id or name',
        form: 'text',
        values: 'promotion',
      },
    ],
    steps: `Find out why a customer got no points for a purchase, or fewer than expected. Stop at the first cause that explains it, and prove it.

1. ${HERE}
2. ${FIND_CUSTOMER}
3. Find the bill: \`transaction_get_by_bill_number\` with \`mlp\` and \`points_breakup\` true if I gave its number (\`bill\`), else \`customer_get_transactions\` around \`day\`. More than one may fit: ask me.
4. If it is not there, call \`transaction_rejection_list\`: a bill that was turned away gave nothing. Its errors are the cause. If it is in neither, it was never sent, or is somebody else's: see whose it is before you say so, and do not tell me who that is.
5. If it is there, call \`transaction_get_earning\` for what it earned, and \`transaction_search_evaluation_log\` for the rules that passed and those that did not.
6. Points may be promised and not yet redeemable: \`customer_get_promised_points_schedule\`. Points may have been there and be gone: \`points_ledger_get_entries\`. The engine may have failed: \`customer_get_loyalty_events\`.
7. If a \`promotion\` is meant, find it with \`loyalty_promotion_list\` and compare its dates, its state, its conditions and its limits with the bill.

Answer with the cause in a sentence, the evidence for it, and what can be done. If the cause is not proven, say what is known and what is missing. Change nothing: booking the bill, giving points or filing a request is my decision.`,
  },
  {
    name: 'launch_coupon',
    title: 'Launch a coupon',
    description: 'Sets up a coupon series, or takes one that exists, and issues its coupons to chosen customers.',
    arguments: [
      { name: 'offer', description: 'What the coupon gives, such as 15 % off from 999', form: 'text', required: true },
      { name: 'audience', description: 'Who gets it, such as a list of mobiles', form: 'text' },
      { name: 'until', description: 'Last day on which it can be used, YYYY-MM-DD', form: 'day' },
      { name: 'most', description: 'How many coupons at most', form: 'count' },
      { name: 'brand', description: 'Product brand that it is limited to', form: 'text', values: 'productBrand' },
      { name: 'series', description: 'Series that exists, to issue from', form: 'text', values: 'couponSeries' },
    ],
    steps: `Launch a coupon: \`offer\`, for \`audience\`.

1. ${HERE} The last day (\`until\`) counts whole, in that time zone.
2. Read the series that exist with \`coupon_get_series_v1_1\`. If \`series\` is given or one fits, use it and go to step 5. No two series have the same code.
3. Ask me for what is missing: discount and its kind, smallest bill, first and last day, how many coupons in all (\`most\`) and for each customer, whom it is for, the text of the message. Without a limit there is none.
4. Create the series with \`coupon_create_series\` (\`anyUser\` false for chosen customers; \`brand\` goes into \`productInfo\` as a BRAND, whose code \`product_search_brands\` confirms). Read it back with \`coupon_get_series\` and compare.
5. Go through the customers: no duplicates, nobody without a match, nobody who has unsubscribed. Issue to one with \`coupon_issue\`, check that coupon with \`coupon_check_redeemable\`, and only then to the others. Each may send a message.
6. Count with \`coupon_get_series\` and report: the series with id, code, discount, end and limits; how many coupons went out; to whom it failed and why. \`coupon_revoke\` takes unused coupons back.

${BEFORE_WRITES} One yes for the series and one for the list of customers is enough.`,
  },
  {
    name: 'win_back_list',
    title: 'Win-back list',
    description: 'Lists customers who used to buy and have not bought for a while, best first.',
    arguments: [
      {
        name: 'days',
        description: 'Days without a purchase; 90 if absent',
        form: 'count',
        values: ['30', '60', '90', '180', '365'],
      },
      { name: 'store', description: 'Store in which they bought: its code', form: 'text', values: 'store' },
      {
        name: 'most',
        description: 'How many customers to list; 20 if absent',
        form: 'count',
        values: ['10', '20', '50'],
      },
    ],
    steps: `Make a list of customers to win back: they bought before, and have not bought for \`days\` days (90 if I gave none). List \`most\` of them (20 if I gave no number).

1. ${HERE} Work out the first day of that time, there. \`billDate\` takes epoch milliseconds.
2. With \`search_entities\`, find the bills (\`entityType\` TRANSACTION, \`fieldId\` billDate, \`operator\` RANGE) of an equally long time before that day; with a \`store\`, add \`storeCode\`. Page by \`limit\` 20 and \`offset\`. If there are more than 200, take a shorter time, and tell me.
3. Read those bills with \`transaction_get\`, 20 in one call of \`call_read_tool\`, and collect whose they are and their amounts. Bills without a customer are left out.
4. For each of these customers, call \`customer_get_transactions\` with \`startDate\` on that first day. Who has bought since is not lapsed: leave them out.
5. For those who remain, read \`customer_get_points_balance\` and \`customer_list_coupons\`: points that expire and coupons that wait are reasons to write.

Show a table: customer id, name, last purchase, what they spent in that time, tier and points, open coupons, a reason to come back. Best first: by what they spent. Say which time you looked at and what you could not read. Show mobiles and emails only if I ask. Send nothing and issue nothing: if I want to offer something, that is a job of its own.`,
  },
  {
    name: 'till_reconciliation',
    title: 'Till reconciliation',
    description: "Compares what a store or till booked on a day with the till's own figures.",
    arguments: [
      { name: 'day', description: 'Day to reconcile, YYYY-MM-DD', form: 'day', required: true },
      { name: 'store', description: 'Store: its code', form: 'text', values: 'store' },
      { name: 'till', description: 'Till of that store: its code', form: 'text', values: 'till' },
    ],
    steps: `Compare what Capillary has of a day with what the till has.

1. ${HERE} The \`day\` begins and ends in that time zone. Without a \`store\`, take the one that it names, and tell me.
2. Ask me for the till's own figures, if I have not given them: number and sum of sales, number and sum of returns, points and coupons redeemed.
3. Confirm store and till with \`location_list\`.
4. With \`search_entities\`, find the bills of the day (\`entityType\` TRANSACTION, \`fieldId\` billDate, \`operator\` RANGE, in epoch milliseconds; \`storeCode\` EQUALS). Page by \`limit\` 20 and \`offset\` until all are read.
5. Read them with \`transaction_get\`, 20 in one call of \`call_read_tool\`. With a \`till\`, keep its own. Sort out sales, returns and bills without a customer; sum the amounts.
6. Call \`transaction_rejection_list\` with the day as \`startDate\` and \`endDate\`: bills that were turned away are with the till and not here. It shows 10 at most; narrow it by \`errorCode\` if there are more.
7. If it is the store of this connection, \`store_get_reports_v1_1\` has the day's own totals. Compare them, too.

Show both sides in a table with the differences, then each bill that explains one: turned away and why, booked twice (same number and amount), of another day or till, returned. What remains, call unexplained. Book, correct and delete nothing: tell me what should be done with each.`,
  },
  {
    name: 'erasure_request',
    title: 'Erasure request',
    description: "Files a customer's request to have all personal data erased, after checking what will be lost.",
    arguments: [
      IDENTIFIER,
      {
        name: 'reason',
        description: 'How they asked, without personal data; it outlives the erasure',
        form: 'text',
        values: [
          'Asked by email',
          'Asked by phone',
          'Asked in a store',
          'Asked by letter',
          'GDPR request',
          'DPDP request',
        ],
      },
    ],
    steps: `A customer wants all personal data erased. File the request.

1. Ask me whether the person has proved who they are, and whether anybody else uses the account. Without a yes, stop.
2. Find the customer with \`customer_lookup_get_details\` (\`identifierName\` is \`mobile\`, \`email\`, \`cardnumber\` or \`externalId\`, whichever \`identifier\` looks like) and let me confirm the name. If nobody or somebody else is found, stop.
3. Read what will be lost: \`customer_get_points_balance\`, \`customer_list_coupons\`. With \`pii_deletion_get_requests\`, see that no request of this customer is open. The accounts merged into this one are erased as well.
4. Tell me what will be lost and that nothing brings it back, and ask whether to go on.
5. File it with \`pii_deletion_request\` (type CUSTOMER, baseType DELETE, \`reason\` as \`comments\`). Leave out \`client_auto_approve\`: it would decide in place of the people who should.
6. Read it back with \`pii_deletion_get_status\`, and tell me its id, its state, and who decides. Approve it with \`pii_deletion_update_status\` only if I say that I may decide, and say yes to exactly this request. Until it is carried out, the same tool cancels it.

${BEFORE_WRITES} Do not repeat the customer's data more than needed.`,
  },
];
