/** Activity sessions in v2's form: new, with added activities, ended, and in a list. */

import type { activitySessionCreate } from '../../../tools/activity-sessions/activity-sessions.js';
import type { Answer } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import type { ActivitySession } from './state.js';

type SessionJson = Answer<typeof activitySessionCreate>;

const statusOf = ({ endedOn }: ActivitySession): 'ACTIVE' | 'INACTIVE' => (endedOn === null ? 'ACTIVE' : 'INACTIVE');

export function toNewSessionJson(world: World, session: ActivitySession): SessionJson {
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

export function toActivitiesJson({ activities, modifiedOn }: ActivitySession): SessionJson {
  return { activities, autoUpdateTime: modifiedOn };
}

export function toEndedSessionJson(session: ActivitySession): SessionJson {
  return {
    activitySessionDetails: session.details,
    sessionEndTime: session.endedOn,
    sessionStatus: statusOf(session),
    autoUpdateTime: session.modifiedOn,
  };
}

/** Everything about a session. */
export function toSessionJson(world: World, session: ActivitySession): SessionJson {
  return { ...toNewSessionJson(world, session), ...toEndedSessionJson(session), ...toActivitiesJson(session) };
}
