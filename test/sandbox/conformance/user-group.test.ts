import type { UserGroup } from '../../../src/sandbox/domains/customer/state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { first } from './people.js';
import type { Args } from './sample.js';

/** Friends of the seed who have bills of their group. */
const friends = (world: World): UserGroup =>
  first(world.userGroups, ({ externalId }) => externalId === 'fri-saturday-01');

/** Somebody who is in no group yet. */
const loner = (world: World): number =>
  first(
    world.customers,
    ({ id, mergedInto }) =>
      mergedInto === null &&
      !Object.values(world.userGroups).some(({ members }) => members.some(({ customerId }) => customerId === id)),
  ).id;

/** Asha's family: she has a card. */
const RAOS = 'fam-rao-01';

const byId = (world: World, externalId = friends(world).externalId): Args => ({
  source: 'INSTORE',
  identifierName: 'id',
  identifierValue: String(first(world.userGroups, (group) => group.externalId === externalId).id),
});

const mobileOf = (world: World, customerId = 0): string =>
  world.customers[customerId]?.profiles[0]?.identifiers.find(({ type }) => type === 'mobile')?.value ?? '';

const joining = (world: World): Args => ({
  id: friends(world).id,
  body: [{ userId: loner(world), permissions: ['allow_points_redemption'], defaultGroup: true }],
});

conform('User group', {
  user_group_add: {
    args: () => ({ body: { externalId: 'fam-menon-01', groupName: 'Menon family', maxGroupSize: 5 } }),
  },
  user_group_update: {
    args: (world) => ({
      body: { id: friends(world).id, groupName: 'Sunday shoppers', extendedFields: { ug_status: 'Active' } },
    }),
  },
  user_group_search: { args: () => ({ q: 'saturday' }) },
  user_group_delete: { args: (world) => ({ externalId: friends(world).externalId }) },
  user_group_join: { args: joining },
  user_group_remove_member: {
    args: (world) => ({
      groupId: friends(world).id,
      source: 'INSTORE',
      identifierName: 'mobile',
      identifierValue: mobileOf(world, friends(world).members.at(-1)?.customerId),
    }),
  },
  user_group_transfer_member: {
    args: async (world, run) => {
      const { entity } = Object(
        await run('user_group_add', { body: { externalId: 'fri-sunday-01', groupName: 'Sunday', maxGroupSize: 5 } }),
      );
      const userIds = [friends(world).members.at(-1)?.customerId];
      return { body: { leaveGroupId: friends(world).id, joinGroupId: entity, userIds } };
    },
  },
  user_group_get_transactions: { args: (world) => ({ id: friends(world).id, embed: 'LINEITEMS' }) },
  user_group_get: {
    args: (world) => ({
      id: friends(world).id,
      programDetails: true,
      expiredPoints: true,
      expirySchedules: true,
    }),
  },
  user_group_get_members_with_cards: {
    args: (world) => ({
      ...byId(world, RAOS),
      includeCardDetails: true,
      includeStatusDetails: true,
      paginationDetails: true,
    }),
  },
  user_group_get_primary_and_secondary: { args: (world) => byId(world) },
  user_group_get_tier_history: { args: (world) => ({ fleetGroupId: friends(world).id }) },
  user_group_get_ledger: { args: (world) => ({ type: 'USERGROUP2', ...byId(world) }) },
  user_group_get_points_expiry_schedule: { args: (world) => ({ externalId: friends(world).externalId }) },
  user_group_get_promised_points_schedule: {
    args: async (world, run) => {
      const primary = friends(world).members.find((member) => member.primary)?.customerId;
      await run('transaction_add', {
        source: 'ECOMMERCE',
        identifierName: 'mobile',
        identifierValue: mobileOf(world, primary),
        body: { type: 'REGULAR', billNumber: 'web-1', billAmount: 1200, userGroup2Id: friends(world).id },
      });
      return { primaryUserId: primary };
    },
    differs: { triggerBasedPointsList: 'no trigger promises points' },
  },
});
