/** Defaults of all endpoints in the section Points. */
import type { SectionDefaults } from '../define.js';

export const POINTS: SectionDefaults = {
  domain: 'Points Management',
  accessGroup: 'Points',
  response: {
    advice: {
      808: 'The code is missing, wrong or expired. points_send_validation_code_v1_1 sends the customer a code; pass what the customer received with the next call.',
      830: "Whoever is in transferredBy may not transfer these points. Name the giver there; for a group's points, its primary member or a member with the permission to transfer.",
    },
    codes: {
      permission: [830],
      not_found: [816, 3034, 3918, 8139, 8874, 8877, 8911, 82323277],
      conflict: [902, 3802],
      upstream: [886, 896, 898],
      transient: [886, 896, 898],
    },
  },
};
