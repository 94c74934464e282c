/** What the calls of this section answer. */
import { open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list } from '../schemas/values.js';

export const referralValidateCodeAnswer = () =>
  open({
    valid: boolean(),
    referrer: idOf('customer', integer()),
    warnings: list(problem()),
    errors: list(problem()),
  });
