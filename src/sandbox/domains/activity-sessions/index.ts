import type { Domain } from '../domain.js';
import { onErase } from './reactions.js';

export const activitySessions: Domain = { name: 'activity-sessions', onErase };
