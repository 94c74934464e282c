/** Activity sessions: starting, recording, ending, finding. The documentation names no codes for what is refused. */
import { type Instant, now } from '../clock.js';
import { fail } from '../failure.js';
import type { Activity, ActivitySession, ClosingDetail } from '../state/activity-session.js';
import { nextId, type World } from '../world.js';

/** Starts a session of an agent in a module. */
export function startSession(world: World, { userId, module }: { userId: string; module: string }): ActivitySession {
  if (userId === '') fail(400, 'userId is missing');
  if (module === '') fail(400, 'module is missing');
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

/** A session. 404. */
export function sessionById(world: World, id: string): ActivitySession {
  return world.activitySessions[id] ?? fail(404, `There is no activity session ${id}`, 404);
}

/** Adds to a session what was done in it. 400 for nothing, and once it has ended. */
export function addActivities(
  world: World,
  session: ActivitySession,
  activities: readonly Omit<Activity, 'addedOn'>[],
): void {
  if (activities.length === 0) fail(400, 'activities is empty');
  if (session.endedOn !== null) fail(400, `Activity session ${session.id} has ended`);
  const addedOn = now(world);
  session.activities.push(...activities.map((each) => ({ ...each, addedOn })));
  session.modifiedOn = addedOn;
}

/** Ends a session. One that has ended stays as it is: ending again says nothing new. */
export function endSession(world: World, session: ActivitySession, details: readonly ClosingDetail[]): void {
  if (session.endedOn !== null) return;
  session.endedOn = now(world);
  session.modifiedOn = session.endedOn;
  session.details = [...details];
}

/** What sessions are asked for; empty texts do not narrow. */
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
