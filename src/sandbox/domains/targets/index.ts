import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const targets: Domain = { name: 'targets', onMerge };
