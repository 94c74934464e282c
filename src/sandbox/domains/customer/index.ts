import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const customer: Domain = { name: 'customer', onErase, onMerge };
