/** Valid calls of Section Customer, v2, about points, tiers, coupons and requests. */
import type { World } from '../../../../src/sandbox/world/world.js';
import { ASHA, asha, first } from '../people.js';
import type { Args, Do, Samples } from '../sample.js';

const user = (): Args => ({ userId: ASHA });
const customer = (): Args => ({ customerId: ASHA });

/** Whoever has such a thing. */
const whoseRequest = (world: World, type: string): number =>
  Number(first(world.requests, (request) => request.type === type).customerId);

const orderOnline = (run: Do): Promise<unknown> =>
  run('transaction_add', {
    ...asha(),
    source: 'ECOMMERCE',
    body: { type: 'REGULAR', billNumber: 'WEB-1', billAmount: 900 },
  });

const boughtNow = { type: 'REGULAR', billNumber: 'NOW-1', billAmount: 500 };

const group = (world: World) => first(world.userGroups);

export const loyaltySamples: Samples = {
  customer_get_points_expiry_schedule: { args: user },
  customer_lookup_get_points_expiry_schedule: { args: asha },
  customer_get_loyalty_events: { args: user },
  customer_get_loyalty_details: { args: customer },
  customer_get_points_transfers: { args: user },
  customer_get_points_balance: { args: user },
  customer_get_tier: { args: user },
  customer_get_promised_points_schedule: {
    args: async (_, run) => {
      await orderOnline(run);
      return user();
    },
    differs: { 'triggerBasedPointsList[]': 'no points here wait for an event' },
  },
  customer_get_coupons: { args: customer },
  customer_get_retro_requests: { args: (world) => ({ customerId: whoseRequest(world, 'RETRO') }) },
  customer_get_identifier_change_requests: {
    args: (world) => ({ customerId: whoseRequest(world, 'CHANGE_IDENTIFIER') }),
  },
  customer_get_goodwill_requests: { args: (world) => ({ customerId: whoseRequest(world, 'GOODWILL') }) },
  customer_request_group_goodwill_points: {
    args: (world) => ({
      body: {
        type: 'GOODWILL',
        baseType: 'POINTS',
        goodwillRequest: { comments: 'Store outage', points: 80, reason: 'POINTS_ISSUE' },
        earningEntityType: 'USERGROUP2',
        userGroup2IdentificationInfo: {
          identifierType: 'id',
          identifierValue: String(group(world).id),
          source: 'INSTORE',
        },
      },
    }),
  },
  customer_list_coupons: { args: () => ({ id: ASHA }) },
  customer_get_group_trackers: {
    args: async (world, run) => {
      const { id, members } = group(world);
      const member = { identifierName: 'id', identifierValue: String(members[0]?.customerId), source: 'INSTORE' };
      await run('transaction_add', { ...member, body: { ...boughtNow, userGroup2Id: id } });
      return { type: 'USERGROUP2', identifierType: 'id', identifierValue: String(id) };
    },
  },
  customer_get_transactions: {
    args: async (_, run) => {
      await run('transaction_add', { ...asha(), body: boughtNow });
      return { id: ASHA };
    },
  },
};
