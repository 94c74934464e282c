/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { page } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const richTextField = lazy(() =>
  open({
    id: idOf('rewardRichTextField', integer()),
    name: text(),
    description: text(),
    isMandatory: boolean(),
    isActive: boolean(),
    scope: text(),
    defaultValue: text(),
    createdBy: integer(),
    createdOn: epoch({ unit: 'milliseconds' }),
    lastUpdatedBy: integer(),
    lastUpdatedOn: epoch({ unit: 'milliseconds' }),
  }),
);

/** A page of fields; a status only where it was refused. */
export const richTextFieldListAnswer = () =>
  open({
    status: entityStatus(),
    richContentMetaROS: list(richTextField()),
    pagingDto: page(),
  });
