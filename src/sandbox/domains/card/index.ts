import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const card: Domain = { name: 'card', onErase, onMerge };
