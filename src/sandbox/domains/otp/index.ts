import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const otp: Domain = { name: 'otp', onErase, onMerge };
