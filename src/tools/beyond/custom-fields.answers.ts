/** What the calls of this section answer. */
import { extendedFieldSettings } from '../custom-fields/custom-fields.answers.js';
import { open, problem } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list } from '../schemas/values.js';

export const customFieldSetValueAnswer = () =>
  open({
    entity: integer('what has the value now'),
    warnings: list(problem()),
    errors: list(problem()),
    success: boolean(),
  });

export const extendedFieldGetConfigsAnswer = () =>
  list(
    open({
      extendedFieldId: idOf('extendedField', integer()),
      ...extendedFieldSettings(),
      createdBy: integer(),
      modifiedBy: integer(),
      warnings: list(problem()),
    }),
  );
