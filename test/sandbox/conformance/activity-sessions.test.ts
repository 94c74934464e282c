import { conform } from './conform.js';
import { ASHA, first } from './people.js';

conform('Activity Sessions', {
  activity_session_create: { args: () => ({ body: { userId: String(ASHA), module: 'MEMBER_CARE' } }) },
  activity_session_list: { args: () => ({}), other: () => ({ limit: 1 }) },
  activity_session_add_activities: {
    args: (world) => ({
      sessionId: first(world.activitySessions, ({ endedOn }) => endedOn === null).id,
      body: { activities: [{ entityType: 'CUSTOMER', entityId: String(ASHA), name: 'CustomerSearched' }] },
    }),
  },
  activity_session_end: {
    args: (world) => ({
      sessionId: first(world.activitySessions, ({ endedOn }) => endedOn === null).id,
      body: { activitySessionDetails: [{ reason: 'Changed mobile number', comment: 'On request' }] },
    }),
    without: { body: 'a session may end without a reason' },
  },
});
