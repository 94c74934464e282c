/** Section Activity Sessions: a record of what an agent does. */
import { objectOf, objectsOf, pageOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { momentsAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, v2List, v2Single } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import { addActivities, endSession, findSessions, sessionById, startSession } from './rules.js';
import { activitiesFace, endedSessionFace, newSessionFace, sessionFace } from './serializers.js';

function create({ world, body }: Call): Reply {
  const { userId, module } = objectOf(body);
  return v2Single(newSessionFace(world, startSession(world, { userId: textOf(userId), module: textOf(module) })));
}

const DEFAULT_LIMIT = 10;

function list({ world, query }: Call): Reply {
  const page = pageOf(query, { limit: DEFAULT_LIMIT }) ?? fail(400, 'limit or offset is not valid', 400);
  const found = findSessions(world, {
    userId: textOf(query['userId']),
    entityId: textOf(query['entityId']),
    startedWithin: momentsAsked(world, query['startDate'], query['endDate'], 400),
  });
  const rows = pageRows(found, page).map((session) => sessionFace(world, session));
  return v2List(rows, { pagination: { ...page, total: found.length } });
}

function add({ world, path, body }: Call): Reply {
  const session = sessionById(world, path['sessionId'] ?? '');
  const activities = objectsOf(objectOf(body)['activities']).map((each) => ({
    entityId: textOf(each['entityId']),
    entityType: textOf(each['entityType']),
    name: textOf(each['name']),
    note: textOf(each['note']),
  }));
  addActivities(world, session, activities);
  return v2Single(activitiesFace(session));
}

function end({ world, path, body }: Call): Reply {
  const session = sessionById(world, path['sessionId'] ?? '');
  const details = objectsOf(objectOf(body)['activitySessionDetails']).map(({ reason, comment }) => ({
    reason: textOf(reason),
    comment: textOf(comment),
  }));
  endSession(world, session, details);
  return v2Single(endedSessionFace(session));
}

export const activitySessionHandlers: Handlers = {
  activity_session_create: create,
  activity_session_list: list,
  activity_session_add_activities: add,
  activity_session_end: end,
};
