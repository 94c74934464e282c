import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const rewards: Domain = { name: 'rewards', onErase, onMerge };
