/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { freeText, open, problem, time } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { integer, list, text } from '../schemas/values.js';

export const activitySession = lazy(() =>
  open({
    sessionId: text(),
    userId: text(),
    orgId: integer(),
    module: text(),
    sessionStartTime: time({ zone: 'offset' }),
    sessionEndTime: time({ zone: 'offset' }),
    sessionStatus: text(),
    autoUpdateTime: time({ zone: 'offset' }),
    activitySessionDetails: list(
      open({
        reason: freeText(),
        comment: freeText(),
      }),
    ),
    activities: list(dataActivity()),
    warnings: list(problem()),
  }),
);

const dataActivity = lazy(() =>
  open({
    entityId: text(),
    entityType: text(),
    name: text(),
    addedOn: time({ zone: 'offset' }),
    note: freeText(),
  }),
);

export const activitySessionListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(activitySession()),
    warnings: list(problem()),
    errors: list(problem()),
  });

export const activitySessionAddActivitiesAnswer = () =>
  open({
    activities: list(dataActivity()),
    autoUpdateTime: time({ zone: 'offset' }),
    warnings: list(problem()),
  });

export const activitySessionEndAnswer = () =>
  open({
    activitySessionDetails: list(
      open({
        reason: freeText(),
        comment: freeText(),
      }),
    ),
    sessionEndTime: time({ zone: 'offset' }),
    sessionStatus: text(),
    autoUpdateTime: time({ zone: 'offset' }),
    warnings: list(problem()),
  });
