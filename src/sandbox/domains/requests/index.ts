import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const requests: Domain = { name: 'requests', onMerge };
