/** The sections of this domain. */

import { tasks } from './tasks.js';
import { tasksLegacy } from './tasks.legacy.js';

export const tasksSections = [tasksLegacy, tasks];
