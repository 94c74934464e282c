import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const badges: Domain = { name: 'badges', onMerge };
