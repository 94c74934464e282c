/** Defaults of all endpoints in the section Tasks. */
import type { SectionDefaults } from '../define.js';

export const TASKS: SectionDefaults = {
  domain: 'Tasks',
  accessGroup: 'Task',
  response: { codes: { not_found: [5204, 5211] } },
};
