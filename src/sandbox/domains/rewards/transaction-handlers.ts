/** What was issued to customers, one transaction at a time, and taking it back. */
import {
  rewardGetTransaction,
  rewardGetTransactionOfCustomer,
  rewardListTransactions,
  rewardRevoke,
} from '../../../tools/beyond/reward-transactions.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { reply } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import { CODE_CASES } from './code-cases.js';
import { isInGroup } from './groups.js';
import { isOwnedBy } from './owners.js';
import { paged } from './pages.js';
import { issueById, revokeIssue } from './revocation.js';
import { succeeded } from './serializers.js';
import type { RewardIssue } from './state.js';
import { redemptionIdsOf, toAttemptJson, toTransactionJson } from './transaction-serializers.js';

const NO_TRANSACTION = 6004;
const MOST_REFERENCES = 10;

/** The read succeeded, whatever came of the issue. Unlike elsewhere, the status is a list. */
const READ = [succeeded(200, 'Reward issue transactions details fetched successfully')];

type ListQuery = Parameters<typeof rewardListTransactions.query>;

/** Whether an attempt is asked for. */
function attemptFilter(world: World, query: ListQuery): (issue: RewardIssue) => boolean {
  const { status, rewardId, redemptionType: types, pointsRefIds: references, groupName, ownerType, ownerId } = query;
  return (issue) => {
    const reward = world.rewards[issue.rewardId];
    return (
      (status === undefined || status === (issue.failure === null)) &&
      (rewardId === undefined || rewardId === issue.rewardId) &&
      (!types || types.some((type) => type === reward?.redemptionType)) &&
      (!references || redemptionIdsOf(issue).some((id) => references.includes(id))) &&
      (!groupName || (reward !== undefined && isInGroup(world, reward, groupName))) &&
      isOwnedBy(issue.owner ? [issue.owner] : [], { ownerType, ownerId })
    );
  };
}

export const rewardTransactionHandlers: Handlers = {
  // Refusals have HTTP 200, too.
  ...handle(
    rewardRevoke,
    {
      envelope: 'rewards',
      refused: ({ code, message }) => reply({ status: { success: false, code, message } }),
    },
    ({ world, till, body: { txnId, revokedEventDateTime: on, revokedBy: by = '', revokeReason: reason = '' } }) => {
      const userRewardCount = revokeIssue(world, txnId, { on, by, reason, tillId: till.id });
      return { status: succeeded(200, 'Reward revoked successfully'), txnId, state: 'CANCELLED', userRewardCount };
    },
  ),

  ...handle(
    rewardListTransactions,
    { envelope: 'rewards', codes: { customerId: 1014 } },
    ({ world, path: { customerId }, query }) => {
      const customer = findCustomer(world, 'id', String(customerId)) ?? fail(1014, 'No customer has this id');
      const { pointsRefIds: references } = query;
      if (references && references.length > MOST_REFERENCES) {
        fail(400, `pointsRefIds can have at most ${MOST_REFERENCES} references`);
      }
      const found = Object.values(world.rewardIssues)
        .filter((issue) => issue.customerId === customer.id)
        .filter(attemptFilter(world, query));
      const { rows, pagingDto } = paged(found.reverse(), query, { size: 100, first: 0, code: 400 });
      return {
        status: succeeded(200, 'Reward issue transactions fetched successfully'),
        rewardIssueTransactions: rows.map((issue) => toAttemptJson(world, issue, references !== undefined)),
        pagingDto,
      };
    },
  ),

  ...handle(
    rewardGetTransactionOfCustomer,
    {
      envelope: 'plain',
      codes: { customerId: 1014, rewardTransactionId: NO_TRANSACTION, couponCodeCase: { malformed: 'ignored' } },
    },
    ({ world, path: { customerId, rewardTransactionId }, query: { couponCodeCase = 'UPPER' } }) => {
      const customer = findCustomer(world, 'id', String(customerId)) ?? fail(1014, 'No customer has this id');
      const issue = issueById(world, rewardTransactionId, NO_TRANSACTION);
      if (issue.customerId !== customer.id) fail(NO_TRANSACTION, 'The customer has no such transaction');
      return { status: READ, data: toTransactionJson(world, issue, CODE_CASES[couponCodeCase]) };
    },
  ),

  ...handle(
    rewardGetTransaction,
    {
      envelope: 'plain',
      codes: { rewardTransactionId: NO_TRANSACTION, couponCodeCase: { malformed: 'ignored' } },
    },
    ({ world, path: { rewardTransactionId }, query: { couponCodeCase = 'UPPER' } }) => ({
      status: READ,
      data: toTransactionJson(world, issueById(world, rewardTransactionId, NO_TRANSACTION), CODE_CASES[couponCodeCase]),
    }),
  ),
};
