/** Defaults of all endpoints in the section Communications. */
import type { SectionDefaults } from '../define.js';

export const COMMUNICATIONS: SectionDefaults = {
  domain: 'Communication & Subscriptions',
  accessGroup: 'Communications',
  response: { codes: { not_found: [4102, 4202, 4223] } },
};
