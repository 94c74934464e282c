import type { Domain } from '../domain.js';
import { onErase } from './reactions.js';

export const communications: Domain = { name: 'communications', onErase };
