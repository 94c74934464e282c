/** Defaults of all endpoints in the section Custom Fields. */
import type { SectionDefaults } from '../define.js';

export const CUSTOM_FIELDS: SectionDefaults = {
  domain: 'Custom Fields',
  accessGroup: 'Organization Data Fields',
  response: { codes: { permission: [91032], conflict: [1025] } },
};
