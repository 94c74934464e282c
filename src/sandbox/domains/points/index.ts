import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const points: Domain = { name: 'points', onMerge };
