/** Section Activity Sessions: a record of what an agent does. */
import {
  activitySessionAddActivities,
  activitySessionCreate,
  activitySessionEnd,
  activitySessionList,
} from '../../../tools/activity-sessions/activity-sessions.js';
import { textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { byOffset } from '../../http/paging.js';
import { addActivities, endSession, findSessions, sessionById, startSession } from './rules.js';
import { toActivitiesJson, toEndedSessionJson, toNewSessionJson, toSessionJson } from './serializers.js';

export const activitySessionHandlers: Handlers = {
  ...handle(activitySessionCreate, { envelope: 'single' }, ({ world, body }) =>
    toNewSessionJson(world, startSession(world, body)),
  ),

  ...handle(
    activitySessionList,
    {
      envelope: 'list',
      // Sessions are created with any text.
      codes: { userId: { malformed: 'ignored' } },
      paging: byOffset({ limit: 10, reported: true }),
    },
    ({ world, query, raw, page }) => {
      const { entityId = '', startDate, endDate } = query;
      const userId = textOf(raw.query['userId']);
      const startedWithin = momentsAsked(world, startDate, endDate, 400);
      return page(findSessions(world, { userId, entityId, startedWithin })).map((each) => toSessionJson(world, each));
    },
  ),

  ...handle(activitySessionAddActivities, { envelope: 'single' }, ({ world, path, body }) => {
    const session = sessionById(world, path.sessionId);
    addActivities(world, session, body.activities);
    return toActivitiesJson(session);
  }),

  ...handle(activitySessionEnd, { envelope: 'single', optional: ['body'] }, ({ world, path, body }) => {
    const session = sessionById(world, path.sessionId);
    endSession(world, session, body?.activitySessionDetails ?? []);
    return toEndedSessionJson(session);
  }),
};
