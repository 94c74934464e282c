import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const events: Domain = { name: 'events', onErase, onMerge };
