/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { authorship, page } from '../rewards/reward-catalog.answers.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, text } from '../schemas/values.js';

export const rewardGroup = lazy(() =>
  open({
    id: idOf('rewardGroupId', integer()),
    orgId: integer(),
    name: idOf('rewardGroup', text()),
    rank: integer(),
    isActive: boolean(),
    ...authorship(),
  }),
);

export const rewardGroupListAnswer = () =>
  open({
    status: entityStatus(),
    groupRoList: list(rewardGroup()),
    pagingDto: page(),
  });
