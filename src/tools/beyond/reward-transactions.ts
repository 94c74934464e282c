/** Reward catalog, beyond the inventory: what was issued to customers, and taking it back. */
import { section } from '../define.js';
import { REDEMPTION_TYPES } from '../rewards/reward-catalog.bodies.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { customerId as customerIdParameter } from '../schemas/common.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, commaList, integer, object, severalIds, text, textOrNumber } from '../schemas/values.js';
import * as answers from './reward-transactions.answers.js';

export const rewardTransactions = section('Reward catalog', REWARD_CATALOG);

const customerId = () => ({ customerId: customerIdParameter() });
const transactionId = () => ({
  rewardTransactionId: idOf('rewardTransaction', integer('The transactionId that issuing returned')),
});
const couponCodeCase = () => ({
  couponCodeCase: choice(['UPPER', 'LOWER', 'AS_IT_IS'], 'Letter case of the codes; default UPPER').optional(),
});

export const rewardRevoke = rewardTransactions.post('api_gateway/rewards/core/v1/user/reward/revoke', {
  tool: 'reward_revoke',
  title: 'Revoke User Reward',
  summary:
    'Takes back ALL rewards of one issue by reward_issue or reward_issue_bulk and gives the points back; their codes stop working. Only while none is redeemed, and if REVOKE_ENABLE is on (reward_set_config). For points redeemed at the till use points_reverse_redemption.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    username: idOf('tillUsername', text('User name of the till, as for issuing')).optional(),
  }),
  body: () =>
    object({
      txnId: idOf('rewardTransaction', integer('The transactionId that issuing returned')),
      revokedEventDateTime: dateTime({ zone: 'utc' }, 'When it was revoked; default now').optional(),
      revokedBy: text('Who asked for it').optional(),
      revokeReason: freeText('Why').optional(),
    }),
  answer: answers.rewardRevokeAnswer,
  effect: 'delete',
  consent: 'always',
  question: 'Revoke the rewards of transaction {body.txnId}, and give their points back?',
  undoneBy: 'nothing',
  subjects: [],
  destructive: true,
  checkedBy: ['points_ledger_get_entries', 'reward_get_purchased_by_user'],
  evidence: 'the points as given back, or the reward no longer among those the customer has',
  example: { body: { txnId: 397001, revokedBy: 'SUPPORT_DESK', revokeReason: 'issued by mistake' } },
  sources: [
    'https://docs.capillarytech.com/reference/revoke-user-reward',
    'https://docs.capillarytech.com/reference/reward-state-management',
  ],
  keywords: [
    'take back a gift and return the points',
    'undo a redemption in the points shop',
    'cancel a reward issued by mistake',
    'refund points for an unused gift card',
    'customer claimed the wrong gift',
    'reverse a reward purchase',
    'void a voucher bought with points',
    'she wants her points back for that reward',
    'cancel a gift the customer just got and give the points back',
    'wrong voucher ordered from the points shop, undo it',
    'undo a reward',
    'revoke a reward',
    'member wants the points back for a gift',
    'he did not want the reward, return his points',
  ],
});

export const rewardListTransactions = rewardTransactions.get(
  'api_gateway/rewards/core/v1/management/customer/{customerId}/issuals',
  {
    tool: 'reward_list_transactions',
    title: 'Get customer reward transactions',
    summary:
      'Lists the attempts to issue rewards to a customer, failed ones included, each with its outcome and transaction id. For what the customer holds, with codes, use reward_get_purchased_by_user; for one in full reward_get_transaction.',
    version: 'v1',
    inInventory: false,
    path: customerId,
    query: () => ({
      status: boolean('true: issued, false: failed').optional(),
      rewardId: idOf('reward', integer('Only this reward')).optional(),
      redemptionType: commaList(REDEMPTION_TYPES, 'Comma list').optional(),
      pointsRefIds: idOf('pointsRedemptionCode', severalIds('Points redemptions, at most 10')).optional(),
      groupName: idOf('rewardGroup', text('Name of the group')).optional(),
      ownerType: text(
        'Module that gave it out: Loyalty program, Milestones, Campaigns, Journeys or Goodwill',
      ).optional(),
      ownerId: idOf('owningRecord', textOrNumber('Record of that module')).optional(),
      page: integer('Page, from 0', { min: 0 }).optional(),
      size: integer('Rows per page; default 100', { min: 1 }).optional(),
    }),
    answer: answers.rewardListTransactionsAnswer,
    effect: 'read',
    whenEmpty: 'Only rewards are here. Coupons: customer_list_coupons; points redeemed: customer_get_redemptions_v1_1.',
    limits: { pagination: 'page from 0, size 100', batch: '10 pointsRefIds' },
    example: { customerId: 418400001 },
    sources: [
      'https://docs.capillarytech.com/reference/get-customer-reward-transactions',
      'Get all reward transactions for a user, documentation September 2025: the filters are only on this page',
    ],
    keywords: [
      'why did she not get the gift',
      'failed attempts to redeem points',
      'transaction id of a reward',
      'history of claiming gifts, with errors',
      'support looks up a failed reward',
      'all reward orders of a member',
      'which redemption paid for this gift',
      'everything a member tried to get from the rewards shop',
      'attempts to get a gift and why they failed',
      'reward transactions of a customer',
      'orders of a customer in the points shop',
    ],
  },
);

export const rewardGetTransactionOfCustomer = rewardTransactions.get(
  'api_gateway/rewards/core/v1/management/customer/{customerId}/issuals/{rewardTransactionId}',
  {
    tool: 'reward_get_transaction_of_customer',
    title: "Get a customer's reward transaction",
    summary:
      "Reads one issue of a reward and refuses it if it is not this customer's: outcome, points spent, codes, vendor's answer, custom fields. Without the customer use reward_get_transaction.",
    version: 'v1',
    inInventory: false,
    path: () => ({ ...customerId(), ...transactionId() }),
    query: couponCodeCase,
    answer: answers.rewardTransactionAnswer,
    effect: 'read',
    example: { customerId: 418400001, rewardTransactionId: 397001 },
    sources: [
      'https://docs.capillarytech.com/reference/get-reward-issue-transaction-details',
      'Get reward issue transaction details, documentation September 2025',
    ],
    keywords: [
      'one gift order of a member',
      'is this reward transaction really hers',
      'code of the voucher from one redemption of this customer',
      'what did he pay for that reward',
      "details of a shopper's reward order",
      'vendor answer for one gift of a member',
      'the voucher that a customer got in one reward transaction',
      'details of transaction 880 of this customer',
      'one reward order of a customer',
    ],
  },
);

export const rewardGetTransaction = rewardTransactions.get(
  'api_gateway/rewards/core/v1/reward-transactions/{rewardTransactionId}',
  {
    tool: 'reward_get_transaction',
    title: 'Get reward transaction by ID',
    summary:
      "Reads one issue of a reward by transaction id alone: who got it, outcome, points spent, codes, vendor's answer; call it before reward_revoke. For all issues to a customer use reward_list_transactions.",
    version: 'v1',
    inInventory: false,
    path: transactionId,
    query: couponCodeCase,
    answer: answers.rewardTransactionAnswer,
    effect: 'read',
    example: { rewardTransactionId: 397001 },
    sources: [
      'https://docs.capillarytech.com/reference/get-transaction-details-by-reward-transaction-id',
      'Get transaction details by reward transaction id, documentation September 2025: couponCodeCase is in its samples',
    ],
    keywords: [
      'look up a reward order by its number',
      'was the gift really issued after the timeout',
      'who got reward transaction 397001',
      'check before taking a reward back',
      'points spent in one gift order',
      'code that came with a redemption',
      'reward order by its number without the customer',
      'details of a reward transaction',
    ],
  },
);
