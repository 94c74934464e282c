/** What the calls of this section answer. */

import { open, problem } from '../schemas/answer.js';
import { pagination, targetGroup } from '../schemas/answers.modern.js';
import { list } from '../schemas/values.js';

export const targetGroupListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(targetGroup()),
    errors: list(problem()),
    warnings: list(problem()),
  });
