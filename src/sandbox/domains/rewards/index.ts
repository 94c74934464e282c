import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const rewards: Domain = { name: 'rewards', onMerge };
