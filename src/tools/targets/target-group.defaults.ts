/** Defaults of all endpoints in the section Target group. */
import type { SectionDefaults } from '../define.js';

export const TARGET_GROUP: SectionDefaults = {
  domain: 'Target Group & Milestones',
  accessGroup: 'Target Loyalty',
  response: { codes: { conflict: [310069] } },
};
