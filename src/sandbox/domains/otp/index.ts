import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const otp: Domain = { name: 'otp', onMerge };
