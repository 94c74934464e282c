/** What all endpoints of the section Tasks have in common. */
import type { SectionDefaults } from '../define.js';

export const TASKS: SectionDefaults = {
  domain: 'Tasks',
  accessGroup: 'Task',
  response: { codes: { not_found: [5204, 5211] } },
};
