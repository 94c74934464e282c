import type { Badge } from '../../../src/sandbox/domains/badges/state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args } from './sample.js';

const named = (world: World, name: string): Badge => first(world.badges, (badge) => badge.name === name);

const trailblazer = (more: Args = {}): Args => ({
  name: 'Trailblazer',
  description: 'Ten hikes logged in a season',
  startOn: 1782864000,
  expiresOn: 1798761599,
  earnType: 'ISSUE_EARN',
  earnedBadgeExpiry: { expiryType: 'ABSOLUTE', type: 'WITH_BADGE_META', expireWithBadgeMeta: true },
  issuedBadgeExpiry: { expiryType: 'NEVER' },
  ownership: { restrictedToOwners: ['Loyalty', 'Milestones'] },
  active: true,
  customerConstraints: [
    { constraintType: 'CUSTOMER_BADGE_FIXED_WINDOW', durationType: 'DAYS', refreshRate: 7, maxEarnLimit: 1 },
  ],
  ...more,
});

const LOYALTY = { triggeredBy: { ownerType: 'Loyalty', referenceId: '973' } };
const orgMeta = (...keys: string[]): Args => ({
  body: {
    orgId: 100900,
    tags: keys.map((key) => ({ key, dataType: 'string', description: `A ${key}`, mandatory: false })),
  },
});

conform('Badges', {
  badge_create_org_meta: { args: () => orgMeta('Tier') },
  badge_update_org_meta: {
    args: async (_, run) => {
      await run('badge_create_org_meta', orgMeta('Tier'));
      return orgMeta('Tier', 'Season');
    },
  },
  badge_get_org_meta: {
    args: async (_, run) => {
      await run('badge_create_org_meta', orgMeta('Tier'));
      return {};
    },
    meanwhile: (_, run) => run('badge_update_org_meta', orgMeta('Tier', 'Season')),
  },
  badge_create: { args: () => ({ body: trailblazer() }) },
  badge_update: {
    args: async (world, run) => {
      await run('badge_create', { body: trailblazer() });
      return { body: trailblazer({ id: named(world, 'Trailblazer').id, description: 'Twelve hikes' }) };
    },
  },
  badge_list: { args: () => ({ status: 'LIVE' }) },
  badge_get: {
    args: async (world, run) => {
      await run('badge_create', { body: trailblazer() });
      return { badgeId: named(world, 'Trailblazer').id, includeStatistics: true };
    },
  },
  badge_claim: {
    args: (world) => ({
      badgeId: named(world, 'First look').id,
      body: { ownerType: 'Milestones', referenceId: 'ms-5512' },
    }),
  },
  badge_set_activation: {
    args: (world) => ({ badgeId: named(world, 'First look').id, activationStatus: 'deactivate' }),
  },
  badge_enroll_customers: {
    args: (world) => ({
      body: {
        badgeMetaId: named(world, 'Five looks').id,
        customers: [ASHA + 4, ASHA + 5],
        requestId: 'enrol-1',
        issueEventDateISO: '2026-05-02T09:00:00Z',
        ...LOYALTY,
      },
    }),
  },
  badge_earn: {
    args: (world) => ({
      body: {
        badgeMetaId: named(world, 'Five looks').id,
        customerId: ASHA,
        requestId: 'earn-1',
        earnEventDateISO: '2026-05-02T09:00:00Z',
        ...LOYALTY,
      },
    }),
  },
  badge_revoke_enrolment: {
    args: (world) => ({ body: { badgeMetaId: named(world, 'Five looks').id, customers: [ASHA] } }),
  },
  badge_revoke_earned: {
    args: (world) => {
      const badge = named(world, 'First look');
      const earned = first(world.earnedBadges, ({ badgeId }) => badgeId === badge.id);
      return { body: { badgeMetaId: badge.id, customerId: earned.customerId, earnedBadgeId: earned.id } };
    },
  },
  badge_get_for_customer: {
    args: () => ({ customerId: ASHA, badgeType: 'EARNED' }),
    differs: { 'data.badges[].images[]': 'the seeded badges have no pictures' },
  },
  badge_custom_field_create: {
    args: () => ({ body: { name: 'Sponsor', isMandatory: false, defaultValue: 'none', dataType: 'STRING' } }),
  },
  badge_custom_field_list: {
    args: () => ({ isActive: true }),
    meanwhile: (_, run) => run('badge_custom_field_create', { body: { name: 'Sponsor', dataType: 'STRING' } }),
  },
  badge_group_list: {
    args: () => ({}),
    meanwhile: (_, run) => run('badge_group_create', { body: { name: 'Spring quests', rank: 3 } }),
  },
  badge_earn_bulk: {
    args: (world) => ({
      body: {
        badgeMetaId: named(world, 'Five looks').id,
        customerIds: [ASHA, ASHA + 2],
        requestId: 'bulk-1',
        issueEventDate: '2026-05-02T09:00:00+05:30',
        ...LOYALTY,
      },
    }),
    differs: { 'data.failedEarnBadgeErrorList[]': 'no row of the sample fails' },
  },
  badge_search_for_customer: {
    args: () => ({ customerId: ASHA, badgeType: 'EARNED' }),
    differs: { 'data.customerBadges[].images[]': 'the seeded badges have no pictures' },
  },
});
