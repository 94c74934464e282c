/** What the calls of this section answer. */

import { open, problem } from '../schemas/answer.js';
import { boolean, list } from '../schemas/values.js';
import { customerCustomer } from './customer.entities.js';

export const userAuthRegisterAnswer = () => customerCustomer();

export const userAuthAuthorizeAnswer = () =>
  open({
    entity: boolean(),
    warnings: list(problem()),
  });

export const userAuthUpdatePasswordAnswer = () =>
  open({
    entity: boolean(),
    warnings: list(problem()),
  });
