import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const userGroup: Domain = { name: 'user-group', onMerge };
