import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const card: Domain = { name: 'card', onMerge };
