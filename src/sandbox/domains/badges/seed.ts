/** Badges in the seed: one without enrolment, one with it, one that has ended; some customers hold them. */

import { agoIn } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import { createField, createGroup } from './catalog-rules.js';
import { makeBadge, ONCE, type SeedBadge } from './plain-badge.js';
import { type BadgeSettings, claimBadge, earn, enrol } from './rules.js';

const TILL = 5001101;

/** Creates the badges, lets Loyalty claim the live ones, and gives them to the first customers. */
export function seedBadges(world: World): void {
  const ago = agoIn(world);
  const make = (name: string, description: string, rank: number, more: Partial<SeedBadge> = {}) =>
    makeBadge(world, TILL, {
      name,
      description,
      startOn: ago(100),
      expiresOn: ago(-265),
      earnedExpiry: { expiryType: 'ABSOLUTE', expiresOn: null },
      owners: ['Loyalty', 'Milestones'],
      rank,
      customFields: { 'Partner code': 'none' },
      ...more,
    });
  const opening = 'Came to the opening of a store';
  const direct = make('First look', opening, 1, { customerLimits: ONCE });
  const enrolled = make('Five looks', 'Five outfits in a season', 2, {
    earnType: 'ISSUE_EARN',
    earnedExpiry: { expiryType: 'RELATIVE', unit: 'MONTHS', value: 12 },
    enrolmentExpiry: { expiryType: 'NEVER' },
    overallLimits: THOUSAND_A_MONTH,
  });
  make('Winter guest', opening, 3, { startOn: ago(200), expiresOn: ago(110) });
  const trigger = { ownerType: 'Loyalty' as const, referenceId: '973' };
  claimBadge(direct, trigger);
  claimBadge(enrolled, trigger);
  const customers = Object.values(world.customers).filter((each) => each.mergedInto === null);
  const [first, second, third] = customers;
  if (!first || !second || !third) return;
  earn(world, direct, first, { requestId: 'seed-earn-1', eventOn: ago(40), trigger });
  earn(world, direct, second, { requestId: 'seed-earn-2', eventOn: ago(35), trigger });
  enrol(world, enrolled, [first.id, third.id], { requestId: 'seed-enrol-1', eventOn: ago(30), trigger });
  earn(world, enrolled, first, { requestId: 'seed-earn-3', eventOn: ago(10), trigger });
  createGroup(world, { name: 'Welcome', rank: 1 }, TILL);
  enrolled.groupId = createGroup(world, { name: 'Season quests', rank: 2 }, TILL).id;
  createField(
    world,
    { name: 'Partner code', isMandatory: false, defaultValue: 'none', isActive: true, dataType: 'STRING' },
    TILL,
  );
}

const THOUSAND_A_MONTH: BadgeSettings['overallLimits'] = [
  {
    kind: 'FIXED_WINDOW',
    sent: { constraintType: 'BADGE_FIXED_WINDOW', durationType: 'DAYS', refreshRate: 30, maxEarnLimit: 1000 },
  },
];
