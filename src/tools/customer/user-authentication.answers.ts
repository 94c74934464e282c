/** What the calls of this section answer. */
import { open, problem } from '../schemas/answer.js';
import { boolean, list } from '../schemas/values.js';
import { customerMembers } from './customer.entities.js';

export const userAuthRegisterAnswer = () => open(customerMembers());

export const userAuthAuthorizeAnswer = () =>
  open({ entity: boolean('whether the password is right'), warnings: list(problem()), errors: list(problem()) });

export const userAuthUpdatePasswordAnswer = () =>
  open({ entity: boolean('true when changed'), warnings: list(problem()), errors: list(problem()) });
