import { conform } from './conform.js';
import { ASHA, asha, first } from './people.js';
import type { Args, Do } from './sample.js';

/** A bill whose points become redeemable later. */
const orderOnline = (run: Do): Promise<unknown> =>
  run('transaction_add', {
    ...asha(),
    source: 'ECOMMERCE',
    body: { type: 'REGULAR', billNumber: 'WEB-1', billAmount: 900 },
  });

const withLaterPoints = async (_: unknown, run: Do): Promise<Args> => {
  await orderOnline(run);
  return asha();
};

const byId = (id: unknown): Args => ({ identifierName: 'id', identifierValue: String(id), source: 'INSTORE' });

conform('Customer (Lookup)', {
  customer_lookup_get_promotions: {
    args: asha,
    differs: {
      'promotions[].promotionRestriction.redemptionRestrictions[].period': 'these limits hold for the whole promotion',
    },
  },
  customer_lookup_update: {
    args: () => ({
      ...asha(),
      body: { profiles: [{ firstName: 'Ashwini' }], loyaltyInfo: { loyaltyType: 'loyalty' } },
    }),
    without: { body: 'an update may name nothing to change' },
  },
  customer_lookup_get_details: { args: asha },
  customer_lookup_update_status: { args: () => ({ ...asha(), body: { reason: 'Chargeback', label: 'Suspended' } }) },
  customer_lookup_get_subscriptions: { args: asha },
  customer_lookup_get_loyalty_details: { args: asha },
  customer_lookup_get_retro_requests: {
    args: (world) => byId(first(world.requests, ({ type }) => type === 'RETRO').customerId),
  },
  customer_lookup_add_image: {
    args: () => ({
      ...asha(),
      body: { file: { filename: 'asha.png', contentType: 'image/png', text: 'x'.repeat(20_000) } },
    }),
  },
  customer_lookup_get_referrals: {
    args: async (world, run) => {
      const referralCode = world.customers[ASHA]?.referralCode;
      const friend = {
        firstName: 'Meera',
        source: 'INSTORE',
        identifiers: [{ type: 'mobile', value: '919700001234' }],
      };
      await run('customer_add', { source: 'INSTORE', body: { profiles: [friend], referralCode } });
      return { ...asha(), campaignToken: 'BRINGAFRIEND' };
    },
  },
  customer_lookup_get_recommendations: { args: asha },
  customer_lookup_get_points_balance: { args: asha },
  customer_lookup_get_tier: { args: asha },
  customer_lookup_get_promised_points_schedule: { args: withLaterPoints },
});
