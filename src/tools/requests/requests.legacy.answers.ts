/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import {
  anything,
  email,
  freeText,
  itemStatus,
  mobile,
  open,
  personName,
  responseStatus,
  time,
} from '../schemas/answer.js';
import { customer } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { list, text, textOrNumber } from '../schemas/values.js';

const requestRequest = lazy(() =>
  open({
    reference_id: text(),
    id: idOf('request', text()),
    status: text(),
    requested_on: time({ zone: 'organization' }),
    type: text(),
    base_type: text(),
    customer: customer(),
    old_value: mobile(),
    new_value: mobile(),
    old_type: text(),
    new_type: text(),
    misc_info: anything(),
    transaction_id: idOf('transaction', text()),
    reason: freeText(),
    comments: freeText(),
    item_status: itemStatus(),
  }),
);

const request = lazy(() =>
  open({
    id: idOf('request', text()),
    type: text(),
    base_type: text(),
    status: text(),
    old_value: mobile(),
    new_value: mobile(),
    approved_value: text(),
    assoc_id: idOf('associate', text()),
    reason: freeText(),
    updated_comments: freeText(),
    item_status: itemStatus(),
  }),
);

const goodwill = lazy(() =>
  open({
    id: idOf('request', text()),
    type: text(),
    status: text(),
    base_type: text(),
    reason: freeText(),
    comments: freeText(),
    customer: customer(),
    assoc_id: idOf('associate', text()),
    approved_value: text(),
    updated_comments: freeText(),
    added_on: time({ zone: 'offset' }),
    last_action_on: time({ zone: 'offset' }),
    added_by: open({
      code: text(),
      name: text(),
    }),
    updated_by: open({
      code: text(),
      name: text(),
    }),
    points: text(),
    one_step_change: text(),
    approval_type: text(),
    logs: log(),
  }),
);

const log = lazy(() =>
  open({
    added_by: addedBy(),
    updated_by: updatedBy(),
  }),
);

const changeIdentifier = lazy(() =>
  open({
    id: idOf('request', text()),
    type: text(),
    status: text(),
    base_type: text(),
    new_value: mobile(),
    old_value: mobile(),
    customer: customer(),
    updated_comments: freeText(),
    added_on: time({ zone: 'offset' }),
    last_action_on: time({ zone: 'offset' }),
    added_by: open({
      code: text(),
      name: text(),
    }),
    updated_by: open({
      code: text(),
      name: text(),
    }),
    one_step_change: text(),
    approval_type: text(),
    logs: responseRequestLog(),
  }),
);

const responseRequestLog = lazy(() =>
  open({
    added_by: addedBy(),
    updated_by: updatedBy(),
  }),
);

const responseRequest = lazy(() =>
  open({
    count: text(),
    rows: textOrNumber(),
    goodwill: list(goodwill()),
    change_identifier: list(changeIdentifier()),
    item_status: itemStatus(),
  }),
);

const addedBy = lazy(() =>
  open({
    till: open({
      code: text(),
      name: text(),
    }),
    store: open({
      code: text(),
      name: text(),
    }),
    time: time({ zone: 'offset' }),
  }),
);

const updatedBy = lazy(() =>
  open({
    user: updatedByUser(),
    ip: text(),
    time: time({ zone: 'offset' }),
  }),
);

const updatedByUser = lazy(() =>
  open({
    name: personName(),
    mobile: mobile(),
    email: email(),
  }),
);

const requestAddRequest = lazy(() =>
  open({
    request: list(requestRequest()),
  }),
);

export const requestAddAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: requestAddRequest(),
    }),
  });

const requestSendRetroRequest = lazy(() =>
  open({
    request: list(requestRequest()),
  }),
);

export const requestSendRetroAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: requestSendRetroRequest(),
    }),
  });

const requestApproveRequest = lazy(() =>
  open({
    request: list(request()),
  }),
);

export const requestApproveAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: requestApproveRequest(),
    }),
  });

const requestApproveRetroRequest = lazy(() =>
  open({
    request: list(request()),
  }),
);

export const requestApproveRetroAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: requestApproveRetroRequest(),
    }),
  });

const requestRejectRequest = lazy(() =>
  open({
    request: list(request()),
  }),
);

export const requestRejectAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: requestRejectRequest(),
    }),
  });

export const requestGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: responseRequest(),
    }),
  });

export const requestGetLogsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      requests: responseRequest(),
    }),
  });
