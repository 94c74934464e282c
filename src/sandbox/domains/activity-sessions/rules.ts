/** Activity sessions: starting, recording, ending and finding them. The documentation names no error codes here. */
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Activity, ActivitySession, ClosingDetail } from './state.js';

/** Starts a session of an agent in a module. */
export function startSession(world: World, { userId, module }: { userId: string; module: string }): ActivitySession {
  const at = now(world);
  const session: ActivitySession = {
    id: `sess-${nextId(world, 'activitySession')}`,
    userId,
    module,
    startedOn: at,
    endedOn: null,
    modifiedOn: at,
    details: [],
    activities: [],
  };
  world.activitySessions[session.id] = session;
  return session;
}

/**
 * Finds a session by its id.
 * @throws 404 if the session does not exist
 */
export function sessionById(world: World, id: string): ActivitySession {
  return world.activitySessions[id] ?? failUnknown(404, 'Activity session', id, 404);
}

/**
 * Records activities in a session.
 * @throws 400 if `activities` is empty or the session has ended
 */
export function addActivities(
  world: World,
  session: ActivitySession,
  activities: readonly Partial<Omit<Activity, 'addedOn'>>[],
): void {
  if (activities.length === 0) fail(400, 'activities is empty');
  if (session.endedOn !== null) fail(400, `Activity session ${session.id} has ended`);
  const addedOn = now(world);
  for (const { entityType = '', entityId = '', name = '', note = '' } of activities) {
    session.activities.push({ entityType, entityId, name, note, addedOn });
  }
  session.modifiedOn = addedOn;
}

/** Ends a session. Ending a session again changes nothing. */
export function endSession(world: World, session: ActivitySession, details: readonly Partial<ClosingDetail>[]): void {
  if (session.endedOn !== null) return;
  session.endedOn = now(world);
  session.modifiedOn = session.endedOn;
  session.details = details.map(({ reason = '', comment = '' }) => ({ reason, comment }));
}

/** Criteria for finding sessions. An empty text matches everything. */
export interface SessionFilter {
  userId: string;
  /** Something that the session touched. */
  entityId: string;
  startedWithin: (at: Instant) => boolean;
}

/** Sessions, newest first. */
export function findSessions(world: World, { userId, entityId, startedWithin }: SessionFilter): ActivitySession[] {
  return Object.values(world.activitySessions)
    .filter((session) => userId === '' || session.userId === userId)
    .filter((session) => entityId === '' || session.activities.some((each) => each.entityId === entityId))
    .filter((session) => startedWithin(session.startedOn))
    .reverse();
}
