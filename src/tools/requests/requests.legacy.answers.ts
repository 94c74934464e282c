/** What the InTouch calls on requests answer. */

import { lazy } from '../../lib/lazy.js';
import { anything, codeAndName, inTouchAnswer, itemStatus, listOrOne, open, textOrBoolean } from '../schemas/answer.js';
import { customerNames } from '../schemas/answers.in-touch.js';
import { email, freeText, idOf, mobile, personalData, personIdentifier, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { text, textOrNumber } from '../schemas/values.js';

/** Whose request it is. */
const requester = lazy(() =>
  open({
    ...customerNames(),
    fraud_status: text(),
  }),
);

/** What every form of a request has. The values are mobiles, emails or external ids; ids of customers in a merge. */
const shared = lazy(() => ({
  id: idOf('request', textOrNumber()),
  reference_id: text(),
  type: text(),
  base_type: text(),
  status: text(),
  old_value: personIdentifier(),
  new_value: personIdentifier(),
  customer: requester(),
  reason: freeText(),
  comments: freeText(),
}));

/** `old_type`, `new_type` and `transaction_id` are filled only if a bill is to become one of a member (RETRO). */
const addedRequest = lazy(() =>
  open({
    ...shared(),
    requested_on: dateTime({ zone: 'organization' }),
    old_type: text(),
    new_type: text(),
    misc_info: anything(),
    transaction_id: idOf('transaction', textOrNumber()),
    /** What a request for goodwill asks for, and the group that it is for. */
    points: textOrNumber(),
    series_id: idOf('couponSeries', textOrNumber()),
    user_group_2: open({ id: idOf('userGroup', textOrNumber()) }),
    item_status: itemStatus(),
  }),
);

/** `approved_value` (points, or a coupon series) and `assoc_id` (0 or -1 for none) are those of goodwill requests. */
const decidedRequest = lazy(() =>
  open({
    ...shared(),
    approved_value: textOrNumber(),
    assoc_id: idOf('associate', textOrNumber()),
    updated_comments: freeText(),
    item_status: itemStatus(),
  }),
);

/** Who did something to a request, and when. */
const requestLog = lazy(() =>
  open({
    added_by: open({ till: codeAndName(), store: codeAndName(), time: dateTime({ zone: 'offset' }) }),
    updated_by: open({
      user: open({ name: personName(), mobile: mobile(), email: email() }),
      ip: personalData(text()),
      time: dateTime({ zone: 'offset' }),
    }),
  }),
);

/** A goodwill request or a change of identifier. Its logs come with the logs, who added it with the requests. */
const stored = lazy(() => ({
  ...shared(),
  points: textOrNumber(),
  approved_value: textOrNumber(),
  assoc_id: idOf('associate', textOrNumber()),
  updated_comments: freeText(),
  added_on: dateTime({ zone: 'offset' }),
  last_action_on: dateTime({ zone: 'offset' }),
  added_by: codeAndName(),
  updated_by: codeAndName(),
  one_step_change: textOrBoolean(),
  approval_type: text(),
  logs: requestLog(),
}));

const storedRequest = lazy(() => open(stored()));

/** A request that turns a bill into one of a member. By analogy: no sample shows it. */
const storedRetro = lazy(() => open({ ...stored(), transaction_id: idOf('transaction', textOrNumber()) }));

/** The answer of a call that adds requests. */
export const requestsAdded = lazy(() => inTouchAnswer({ requests: open({ request: listOrOne(addedRequest()) }) }));

/** The answer of a call that reads requests or their logs. */
export const requestsStored = lazy(() =>
  inTouchAnswer({
    requests: open({
      count: textOrNumber(),
      rows: textOrNumber(),
      goodwill: listOrOne(storedRequest()),
      change_identifier: listOrOne(storedRequest()),
      transaction_update: listOrOne(storedRetro()),
      item_status: itemStatus(),
    }),
  }),
);

/** The answer of a call that approves or rejects requests; `goodwill` is its older form. */
export const requestsDecided = lazy(() =>
  inTouchAnswer({
    requests: open({ request: listOrOne(decidedRequest()), goodwill: listOrOne(storedRequest()) }),
  }),
);
