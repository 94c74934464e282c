import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const events: Domain = { name: 'events', onMerge };
