/** Defaults of all endpoints in the section Behavioural events. */
import type { SectionDefaults } from '../define.js';

export const EVENTS: SectionDefaults = {
  domain: 'Behavioural Events & Webhooks',
  accessGroup: 'Behavioural Events',
  response: { codes: { conflict: [1806], upstream: [1849] } },
};
