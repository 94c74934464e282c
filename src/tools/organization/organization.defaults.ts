/** Defaults of all endpoints in the section Organization. */
import type { SectionDefaults } from '../define.js';

export const ORGANIZATION: SectionDefaults = {
  domain: 'Organisation Management',
  accessGroup: 'Organization',
  response: { codes: { permission: [1209], not_found: [1214, 1235, 3202, 3209], conflict: [1025, 1206, 1207, 1220] } },
};
