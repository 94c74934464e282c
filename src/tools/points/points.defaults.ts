/** Defaults of all endpoints in the section Points. */
import type { SectionDefaults } from '../define.js';

export const POINTS: SectionDefaults = {
  domain: 'Points Management',
  accessGroup: 'Points',
  response: {
    codes: {
      permission: [830],
      not_found: [816, 3918, 82323277],
      conflict: [902, 3802],
      upstream: [886, 896, 898],
      transient: [886, 896, 898],
    },
  },
};
