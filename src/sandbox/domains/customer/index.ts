import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const customer: Domain = { name: 'customer', onMerge };
