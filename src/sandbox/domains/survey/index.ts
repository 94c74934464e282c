import type { Domain } from '../domain.js';
import { onErase, onMerge } from './reactions.js';

export const survey: Domain = { name: 'survey', onErase, onMerge };
