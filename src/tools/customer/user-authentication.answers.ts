/** What the calls of this section answer. */
import { open, problem } from '../schemas/answer.js';
import { boolean, list } from '../schemas/values.js';
import { customerMembers } from './customer.entities.js';

export const userAuthRegisterAnswer = () => open(customerMembers());

export const userAuthAuthorizeAnswer = () =>
  open({ entity: boolean(), warnings: list(problem()), errors: list(problem()) });

export const userAuthUpdatePasswordAnswer = userAuthAuthorizeAnswer;
