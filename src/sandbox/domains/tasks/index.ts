import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const tasks: Domain = { name: 'tasks', onMerge };
