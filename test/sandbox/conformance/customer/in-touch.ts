/** Valid calls of Section Customer, v1.1, which stand for v1's too. */
import { ASHA, ASHAS_MOBILE, first } from '../people.js';
import type { Args, Samples } from '../sample.js';

const customer = (more: Args = {}): Args => ({ body: { root: { customer: [{ mobile: ASHAS_MOBILE, ...more }] } } });
const byMobile = (): Args => ({ mobile: ASHAS_MOBILE });

const note = customer({ notes: { note: [{ date: '2026-02-05 15:15:00', description: 'Prefers evening calls' }] } });
const ticket = customer({
  ticket: [{ status: 'OPEN', priority: 'high', department: 'CARE', subject: 'Points missing', message: 'No points' }],
});

export const inTouchSamples: Samples = {
  customer_get_transactions_v1_1: { args: byMobile },
  customer_get_redemptions_v1_1: { args: byMobile },
  customer_get_coupons_v1_1: { args: byMobile },
  customer_set_notes_v1_1: { args: () => note },
  customer_get_notes_v1_1: {
    args: async (_, run) => {
      await run('customer_set_notes_v1_1', note);
      return { ...byMobile(), user_id: true };
    },
  },
  customer_get_recommendations_v1_1: { args: byMobile },
  customer_get_interactions_v1_1: { args: byMobile },
  customer_add_ticket_v1_1: { args: () => ticket },
  customer_get_tickets_v1_1: {
    args: async (_, run) => {
      await run('customer_add_ticket_v1_1', ticket);
      return byMobile();
    },
  },
  customer_refer_v1_1: {
    args: () =>
      customer({
        referrals: {
          campaign_token: 'BRINGAFRIEND',
          referral_type: {
            type: 'MOBILE',
            referral: [{ id: '1', name: 'Meera', identifier: '919822200033', invited_on: '2026-02-01T13:15:45+05:30' }],
          },
        },
      }),
  },
  customer_get_referrals_v1_1: {
    args: async (world, run) => {
      const referral_code = world.customers[ASHA]?.referralCode;
      await run('customer_add_v1_1', customer({ mobile: '919700001234', firstname: 'Meera', referral_code }));
      return { ...byMobile(), campaign_token: 'BRINGAFRIEND' };
    },
  },
  customer_add_v1_1: {
    args: () =>
      customer({
        mobile: '919700001234',
        email: 'meera@example.org',
        firstname: 'Meera',
        lastname: 'Rao',
        extended_fields: { field: [{ name: 'gender', value: 'Female' }] },
        subscriptions: { subscription: [{ priority: 'BULK', scope: 'all', is_subscribed: '1', channel: 'sms' }] },
      }),
  },
  customer_update_v1_1: {
    args: () => customer({ lastname: 'Rao-Iyer', extended_fields: { field: [{ name: 'city', value: 'Mumbai' }] } }),
  },
  customer_update_identity_v1_1: {
    args: () =>
      customer({ mobile: undefined, identifier: 'mobile', old_value: ASHAS_MOBILE, new_value: '919800054321' }),
  },
  customer_get_v1_1: { args: byMobile },
  customer_set_preferences_v1_1: {
    args: (world) =>
      customer({
        store: { code: first(world.stores).code },
        custom_fields: { field: [{ name: 'favourite_colour', value: 'Green' }] },
      }),
  },
  customer_get_preferences_v1_1: { args: () => ({ ...byMobile(), user_id: true }) },
  customer_update_subscriptions_v1_1: {
    args: () => ({
      body: {
        root: {
          subscription: [
            { mobile: ASHAS_MOBILE, priority: 'BULK', scope: 'all', channel: 'email', is_subscribed: '0' },
          ],
        },
      },
    }),
  },
  customer_get_subscriptions_v1_1: { args: byMobile },
};
