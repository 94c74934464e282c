/** What the calls of this section answer. */
import { open, problem } from '../schemas/answer.js';
import { idOf, secret } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, integer, list } from '../schemas/values.js';

export const otpGenerateAnswer = () =>
  open({
    createdId: integer('id of the request, not the code'),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const otpValidateAnswer = () =>
  open({
    entity: boolean('whether the code is right'),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const otpGetAnswer = () =>
  open({
    orgId: integer(),
    userId: idOf('customer', integer()),
    code: secret(),
    validUpto: dateTime({ zone: 'offset' }),
    warnings: list(problem()),
    errors: list(problem()),
  });
