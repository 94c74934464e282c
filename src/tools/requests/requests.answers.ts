/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { bulkAnswer, open, problem } from '../schemas/answer.js';
import { lineItemsV2, pagination, paymentMode, profile, profileAttribution } from '../schemas/answers.modern.js';
import { freeText, idOf, money, personIdentifier } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, text } from '../schemas/values.js';

/** A picture of a bill. */
const image = lazy(() =>
  open({
    id: integer(),
    provider: text(),
    namespace: text(),
    serial: integer(),
    fileName: text(),
    active: boolean(),
  }),
);

/** The bill that a customer claims. */
const claimedBill = lazy(() =>
  open({
    deliveryStatus: text(),
    type: text(),
    billAmount: money(),
    billNumber: text(),
    billingDate: dateTime({ zone: 'offset' }),
    discount: money(),
    grossAmount: money(),
    note: freeText(),
    lineItemsV2: list(lineItemsV2()),
    paymentModes: list(paymentMode()),
    customFields: keyValues(),
    extendedFields: keyValues(),
    notInterestedReason: freeText(),
    isUseDefaultUserGroup2: boolean(),
    useDefaultUserGroup2: boolean(),
  }),
);

/** A mobile, email or other identifier of a customer. */
const identifier = lazy(() => open({ type: text(), value: personIdentifier() }));

/** A merge of two customers: `add` is the one that stays, `remove` the one that goes. */
const changeIdentifierRequest = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    requestId: idOf('request', integer()),
    changeType: text(),
    changeStatus: text(),
    changeIdentifiers: open({ add: list(identifier()), remove: list(identifier()) }),
    oneStep: boolean(),
  }),
);

/** A claim of a bill has `transaction`, `images`, `customer` and `comments`, a merge has `changeIdentifierRequest`. */
export const request = lazy(() =>
  open({
    id: idOf('request', integer()),
    type: text(),
    baseType: text(),
    status: text(),
    transaction: claimedBill(),
    images: list(image()),
    customer: open({ id: idOf('customer', integer()), profiles: list(profile()) }),
    attribution: profileAttribution(),
    addedOn: dateTime({ zone: 'offset' }),
    userId: idOf('customer', integer()),
    comments: freeText(),
    changeIdentifierRequest: changeIdentifierRequest(),
    oneStep: boolean(),
    orgId: integer(),
    warnings: list(problem()),
  }),
);

export const requestAddAnswer = () => open({ createdId: idOf('request', integer()), warnings: list(problem()) });

export const requestUpdateAnswer = () => bulkAnswer(idOf('request', integer()), boolean());

export const requestGetDetailsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(request()),
    warnings: list(problem()),
    errors: list(problem()),
  });
