/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { product2 } from '../product/product.answers.js';
import { freeText, open, problem, time } from '../schemas/answer.js';
import { lineItemsV2, pagination, paymentMode, profile, profileAttribution } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

const requestsImage = lazy(() =>
  open({
    id: integer(),
    provider: text(),
    namespace: text(),
    serial: integer(),
    fileName: text(),
    active: boolean(),
  }),
);

const dataTransaction = lazy(() =>
  open({
    deliveryStatus: text(),
    type: text(),
    billAmount: number(),
    billNumber: text(),
    discount: number(),
    grossAmount: number(),
    note: freeText(),
    lineItemsV2: list(lineItemsV2()),
    customFields: keyValues(),
    extendedFields: keyValues(),
    notInterestedReason: freeText(),
    isUseDefaultUserGroup2: boolean(),
    useDefaultUserGroup2: boolean(),
    paymentModes: list(paymentMode()),
    billingDate: time({ zone: 'offset' }),
  }),
);

const requestsRequestCustomer = lazy(() =>
  open({
    id: idOf('customer', integer()),
    profiles: list(profile()),
  }),
);

export const requestsRequest = lazy(() =>
  open({
    type: text(),
    baseType: text(),
    status: text(),
    transaction: dataTransaction(),
    images: list(requestsImage()),
    customer: requestsRequestCustomer(),
    attribution: profileAttribution(),
    id: idOf('request', integer()),
    orgId: integer(),
    addedOn: time({ zone: 'offset' }),
    userId: idOf('customer', integer()),
    comments: freeText(),
    changeIdentifierRequest: changeIdentifierRequest(),
    oneStep: boolean(),
    warnings: list(problem()),
  }),
);

const changeIdentifierRequest = lazy(() =>
  open({
    id: integer(),
    userId: idOf('customer', integer()),
    requestId: idOf('request', integer()),
    changeType: text(),
    changeStatus: text(),
    changeIdentifiers: open({
      add: list(
        open({
          type: text(),
          value: idOf('customer', text()),
        }),
      ),
      remove: list(
        open({
          type: text(),
          value: idOf('customer', text()),
        }),
      ),
    }),
    oneStep: boolean(),
  }),
);

export const requestAddAnswer = () =>
  open({
    createdId: idOf('request', integer()),
    warnings: list(problem()),
  });

export const requestUpdateAnswer = () =>
  open({
    response: list(product2()),
    totalCount: integer(),
    failureCount: integer(),
  });

export const requestGetDetailsAnswer = () =>
  open({
    pagination: pagination(),
    data: list(requestsRequest()),
    warnings: list(problem()),
    errors: list(problem()),
  });
