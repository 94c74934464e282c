import type { Domain } from '../domain.js';
import { onMerge } from './reactions.js';

export const survey: Domain = { name: 'survey', onMerge };
