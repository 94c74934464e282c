import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const points: Domain = { name: 'points', onErase, onMerge };
