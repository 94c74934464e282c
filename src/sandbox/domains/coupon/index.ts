import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const coupon: Domain = { name: 'coupon', onErase, onMerge };
