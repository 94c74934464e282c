/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open, problem } from '../schemas/answer.js';
import { pagination } from '../schemas/answers.modern.js';
import { freeText, idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { integer, list, text } from '../schemas/values.js';

/** What was done to an entity during a session. */
const activity = lazy(() =>
  open({
    entityId: text(),
    entityType: text(),
    name: text(),
    addedOn: dateTime({ zone: 'offset' }),
    note: freeText(),
  }),
);

/** A session of an agent. It has no end while it is open; a write answers only what it changed. */
export const activitySession = lazy(() =>
  open({
    sessionId: idOf('activitySession', text()),
    userId: idOf('agent', text()),
    orgId: integer(),
    module: text(),
    sessionStartTime: dateTime({ zone: 'offset' }),
    sessionEndTime: dateTime({ zone: 'offset' }),
    sessionStatus: text(),
    autoUpdateTime: dateTime({ zone: 'offset' }),
    activitySessionDetails: list(open({ reason: freeText(), comment: freeText() })),
    activities: list(activity()),
    warnings: list(problem()),
  }),
);

export const activitySessionListAnswer = () =>
  open({
    pagination: pagination(),
    data: list(activitySession()),
    warnings: list(problem()),
    errors: list(problem()),
  });
