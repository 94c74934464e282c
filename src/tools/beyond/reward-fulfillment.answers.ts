/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { authorship } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

/** The states that were made, changed or found. Those just made have no id. */
export const fulfillmentStatuses = lazy(() =>
  list(
    open({
      id: idOf('rewardFulfillmentStatusId', integer()),
      orgId: integer(),
      name: idOf('rewardFulfillmentStatus', text()),
      isEnabled: boolean(),
      ...authorship(),
    }),
  ),
);

/** The rewards that were changed; a status only where they were refused. */
export const fulfilledTransactions = () =>
  open({
    status: entityStatus(),
    transactions: list(
      open({
        transactionId: idOf('rewardTransaction', integer()),
        rewardId: idOf('reward', integer()),
        customerId: idOf('customer', integer()),
        fulfillmentDetails: open({
          id: idOf('rewardFulfillmentStatusId', integer()),
          status: idOf('rewardFulfillmentStatus', text()),
        }),
        transactionCustomFields: keyValues(),
      }),
    ),
  });
