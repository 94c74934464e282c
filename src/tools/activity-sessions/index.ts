/** The sections of this domain. */
import { activitySessions } from './activity-sessions.js';

export const activitySessionsSections = [activitySessions];
