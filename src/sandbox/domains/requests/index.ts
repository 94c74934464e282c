import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const requests: Domain = { name: 'requests', onErase, onMerge };
