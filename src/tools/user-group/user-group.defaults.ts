/** Defaults of all endpoints in the section User group. */
import type { SectionDefaults } from '../define.js';

export const USER_GROUP: SectionDefaults = {
  domain: 'User Group & Fleet',
  accessGroup: 'User Groups',
  response: { codes: { not_found: [1620, 1632, 11003, 93002, 93004, 93014], conflict: [1623, 1633, 1636] } },
};
