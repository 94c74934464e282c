/** Defaults of all endpoints in the section Card. */
import type { SectionDefaults } from '../define.js';

export const CARD: SectionDefaults = {
  domain: 'Card Management',
  accessGroup: 'Card',
  response: { codes: { not_found: [3004, 3010], conflict: [3002, 3006, 3009, 3045] } },
};
