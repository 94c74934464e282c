/** What all endpoints of the section Organization have in common. */
import type { SectionDefaults } from '../define.js';

export const ORGANIZATION: SectionDefaults = {
  domain: 'Organisation Management',
  accessGroup: 'Organization',
  response: { codes: { not_found: [3202, 3209], conflict: [1206, 1220] } },
};
