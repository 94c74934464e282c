/** What the tools for badges have in common, within the inventory and beyond it. */
import type { SectionDefaults } from '../define.js';
import { idOf } from '../schemas/leaf-types.js';
import { choice, text } from '../schemas/values.js';

export const BADGES: SectionDefaults = {
  domain: 'Badges',
  accessGroup: null,
  response: {
    rows: [
      { at: 'data.issuedBadges[]', errors: 'error' },
      { at: 'data.revokedIssuedBadges[]', errors: 'error' },
    ],
    codes: { not_found: [737, 814, 1026, 1054], conflict: [725, 733, 809, 810, 811] },
    advice: {
      733: 'Another badge group has this name: choose another one. badge_group_list shows all.',
      737: 'The badge has no such claim: badge_get shows its claims under ownership.',
      809: 'The requestId was used before: check with badge_get_for_customer whether that call did what you want, and otherwise use a new requestId.',
      810: 'No module record has claimed the badge for this use: claim it with badge_claim first.',
      811: 'The customer must be enrolled in the badge first, with badge_enroll_customers.',
      1051: 'Name what to revoke: customers, or single enrolments in revokeIssuals.',
    },
  },
};

export const badgeId = () => idOf('badge', text('Badge id, 24 hex digits, from badge_list'));

export const customerIdentifier = () =>
  choice(
    ['email', 'mobile', 'externalId', 'cardNumber'],
    "Kind of identifier in customerId, if not Capillary's customer id",
  ).optional();
