import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const coupon: Domain = { name: 'coupon', onMerge };
