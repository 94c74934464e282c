/** Defaults of all endpoints in the section Organization. */
import type { SectionDefaults } from '../define.js';

export const ORGANIZATION: SectionDefaults = {
  domain: 'Organisation Management',
  accessGroup: 'Organization',
  response: { codes: { not_found: [3202, 3209], conflict: [1206, 1220] } },
};
