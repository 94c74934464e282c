import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const tasks: Domain = { name: 'tasks', onErase, onMerge };
