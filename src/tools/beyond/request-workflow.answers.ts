/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { anything, open, problem } from '../schemas/answer.js';
import { freeText, idOf, personName, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** The call that an approval makes, with the credentials of whoever asked for it. */
const storedCall = lazy(() =>
  open({
    hostname: text(),
    path: text(),
    method: text(),
    pathParams: keyValues(),
    queryParams: keyValues(),
    body: anything(),
    headers: secret(keyValues()),
  }),
);

const workflowRequest = lazy(() =>
  open({
    requestId: idOf('workflowRequest', text()),
    userId: integer('user of the platform'),
    userName: personName(),
    requestType: text(),
    state: text(),
    startTime: dateTime({ zone: 'server' }),
    endTime: dateTime({ zone: 'server' }),
    details: open({
      'IntouchAPITask-Payload': storedCall(),
      'AdminTask-Payload': open({ actionDecision: text(), actionMessage: freeText() }),
      ValidateMakerAccess_Output: boolean(),
      ValidatePayload_Output: boolean(),
      AdminTask_Output: text(),
      ValidateCheckerAccess_Output: boolean(),
      IntouchAPITask_Output: open({ status: number(), headers: secret(keyValues()), body: anything() }),
    }),
  }),
);

export const requestWorkflowListAnswer = () =>
  open({
    data: list(workflowRequest()),
    pagination: open({ totalElements: integer(), numberOfElements: integer() }),
    errors: list(problem()),
  });

export const requestWorkflowGetAnswer = () => open({ data: workflowRequest(), errors: list(problem()) });
