/** Badges in the seed: one given directly, one to enrol in first, one that is over; some customers hold them. */
import { DAY, later, now } from '../clock.js';
import { type BadgeSettings, claimBadge, createBadge, earn, enrol, limitId } from '../rules/badges.js';
import type { World } from '../world.js';

const TILL = 5001101;

/** Makes the badges, lets Loyalty claim the live ones, and gives them to the first customers. */
export function seedBadges(world: World): void {
  const ago = (days: number): string => later(now(world), -days * DAY);
  const settings: BadgeSettings = {
    name: 'First look',
    description: 'Came to the opening of a store',
    startOn: ago(100),
    expiresOn: ago(-265),
    earnType: 'EARN',
    earnedExpiry: { expiryType: 'ABSOLUTE', expiresOn: null },
    enrolmentExpiry: null,
    owners: ['Loyalty', 'Milestones'],
    customerLimits: [],
    overallLimits: [],
    benefits: [],
    images: [],
    tags: [],
    customFields: {},
    groupId: null,
    rank: 1,
    tillId: TILL,
    active: true,
  };
  const once = { referenceId: limitId(world), kind: 'FIXED_VALUE' as const };
  const sent = { constraintType: 'CUSTOMER_BADGE_FIXED_VALUE', maxEarnLimit: 1 };
  const direct = createBadge(world, { ...settings, customerLimits: [{ ...once, sent }] }, TILL);
  const enrolled = createBadge(
    world,
    {
      ...settings,
      name: 'Five looks',
      description: 'Five outfits in a season',
      earnType: 'ISSUE_EARN',
      earnedExpiry: { expiryType: 'RELATIVE', unit: 'MONTHS', value: 12 },
      enrolmentExpiry: { expiryType: 'NEVER' },
      rank: 2,
    },
    TILL,
  );
  createBadge(world, { ...settings, name: 'Winter guest', startOn: ago(200), expiresOn: ago(110), rank: 3 }, TILL);
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
}
