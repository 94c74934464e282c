import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const promotions: Domain = { name: 'promotions', onMerge };
