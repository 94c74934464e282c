import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const userGroup: Domain = { name: 'user-group', onErase, onMerge };
