/** Activity sessions in v2's form: new, with added activities, ended, and in a list. */

import type { World } from '../../world/world.js';
import type { ActivitySession } from './state.js';

const statusOf = ({ endedOn }: ActivitySession): 'ACTIVE' | 'INACTIVE' => (endedOn === null ? 'ACTIVE' : 'INACTIVE');

export function newSessionFace(world: World, session: ActivitySession): object {
  return {
    sessionId: session.id,
    userId: session.userId,
    orgId: world.organisation.id,
    module: session.module,
    sessionStartTime: session.startedOn,
    sessionStatus: statusOf(session),
    autoUpdateTime: session.modifiedOn,
  };
}

export function activitiesFace({ activities, modifiedOn }: ActivitySession): object {
  return { activities, autoUpdateTime: modifiedOn };
}

export function endedSessionFace(session: ActivitySession): object {
  return {
    activitySessionDetails: session.details,
    sessionEndTime: session.endedOn,
    sessionStatus: statusOf(session),
    autoUpdateTime: session.modifiedOn,
  };
}

/** Everything about a session. */
export function sessionFace(world: World, session: ActivitySession): object {
  return { ...newSessionFace(world, session), ...endedSessionFace(session), ...activitiesFace(session) };
}
