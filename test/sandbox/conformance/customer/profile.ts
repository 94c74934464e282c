/** Valid calls of Section Customer, v2, about who a customer is and what hangs on one. */
import type { World } from '../../../../src/sandbox/world/world.js';
import { ASHA, ASHAS_MOBILE, asha, first } from '../people.js';
import type { Args, Do, Samples } from '../sample.js';

const user = (): Args => ({ userId: ASHA });
const customer = (): Args => ({ customerId: ASHA });
const INSTORE = { source: 'INSTORE' };

const profile = (mobile: string, more: Args = {}): Args => ({
  firstName: 'Meera',
  lastName: 'Rao',
  identifiers: [{ type: 'mobile', value: mobile }],
  ...INSTORE,
  ...more,
});

const picture = { body: { file: { filename: 'asha.png', contentType: 'image/png', text: 'x'.repeat(20_000) } } };

const staffOfLotus = (mobile: string, association: Args): Args => ({
  body: [
    {
      profiles: [profile(mobile)],
      loyaltyInfo: { loyaltyType: 'loyalty' },
      associationDetails: { hierarchyCode: 'CORPORATE', fleetCompany: { externalId: 'LOTUS-01' }, ...association },
    },
  ],
});

const optOut = {
  body: {
    reason: 'asked at the till',
    scope: { scope: 'USER', subScope: 'NONE' },
    subscriptions: [
      { channel: 'EMAIL', priority: 'BULK', type: 'OPTOUT', sourceName: 'INSTORE', accountId: '', orgUnitId: -1 },
    ],
  },
};

/** Joining brings points, which an answer tells of. */
function welcomed(world: World): Args {
  world.organisation.program.registrationPoints = 50;
  return {};
}

const suspend = (run: Do): Promise<unknown> =>
  run('customer_lookup_update_status', { ...asha(), body: { reason: 'Chargeback', label: 'Suspended' } });

export const profileSamples: Samples = {
  customer_add: {
    args: (world) => ({
      ...welcomed(world),
      ...INSTORE,
      body: {
        profiles: [
          profile('919700001234', {
            commChannels: [{ type: 'mobile', value: '919700001234', primary: true, verified: true }],
            fields: { shoe_size: '38' },
          }),
        ],
        loyaltyInfo: { loyaltyType: 'loyalty' },
        extendedFields: { gender: 'Female', city: 'Pune' },
      },
    }),
  },
  customer_get_id: { args: asha },
  customer_update_identifiers: {
    args: () => ({ ...user(), ...INSTORE, body: { add: [{ type: 'email', value: 'asha.new@example.org' }] } }),
  },
  customer_upsert_bulk: {
    args: () => ({ body: [{ profiles: [profile('919700001234')], loyaltyInfo: { loyaltyType: 'loyalty' } }] }),
  },
  customer_associate: {
    args: () =>
      staffOfLotus('919700001234', {
        roleCode: 'HEAD',
        childRoleCode: 'BUYER',
        childCustomers: [{ profiles: [profile('919700001235')] }],
      }),
  },
  customer_get: {
    args: async (_, run) => {
      await run('customer_add_image', { ...customer(), ...picture });
      const embed = [
        'points',
        'subscriptions',
        'mlp',
        'promotionalPoints',
        'expirySchedules',
        'customerImage',
        'userGroup',
      ];
      return {
        ...customer(),
        ...INSTORE,
        embed,
        includedFraudDetails: true,
        ug2PaginationDetails: true,
      };
    },
  },
  customer_get_hierarchy: {
    args: () => ({
      associationEntityType: 'company',
      associationEntityIdentifierType: 'externalId',
      associationEntityIdentifierValue: 'LOTUS-01',
      includeNoOfChildren: true,
      includeCustomerAssociateDetail: true,
    }),
  },
  customer_update: {
    args: () => ({
      ...user(),
      ...INSTORE,
      body: { profiles: [{ lastName: 'Rao-Iyer', ...INSTORE }], extendedFields: { city: 'Mumbai' } },
    }),
    differs: { 'sideEffects[]': 'an update earns nothing here' },
    without: { body: 'an update may name nothing to change' },
  },
  customer_update_association: {
    args: async (_, run) => {
      await run('customer_associate', staffOfLotus('919700001234', { roleCode: 'HEAD' }));
      return { ...INSTORE, ...staffOfLotus('919700001234', { roleCode: 'BUYER' }) };
    },
  },
  customer_search: { args: () => ({ q: 'asha' }) },
  customer_update_subscriptions: { args: () => ({ ...user(), ...optOut }) },
  customer_get_subscriptions: { args: customer },
  customer_add_image: { args: () => ({ ...customer(), ...picture }) },
  customer_delete_image: {
    args: async (_, run) => {
      await run('customer_add_image', { ...customer(), ...picture });
      return { ...user(), image_ids: '0' };
    },
  },
  customer_link_card: {
    args: (world) => {
      const { id } = first(world.cardSeries, ({ code }) => code === 'MERIDIANAPP');
      const { number } = first(world.cards, ({ customerId, seriesId }) => customerId === null && seriesId === id);
      return { ...user(), ...INSTORE, body: { add: [{ type: 'cardnumber', value: number, statusLabel: 'ACTIVE' }] } };
    },
  },
  customer_add_referrals: {
    args: () => ({
      ...user(),
      body: {
        customerReferrals: [
          {
            customer: { id: ASHA, mobile: ASHAS_MOBILE },
            campaignToken: 'BRINGAFRIEND',
            referrals: [
              {
                type: 'MOBILE',
                referral: [{ name: 'Meera', identifier: '919822200033', invitedOn: '2026-02-01 13:15:45' }],
              },
            ],
          },
        ],
      },
    }),
  },
  customer_get_referrals: {
    args: async (world, run) => {
      const referralCode = world.customers[ASHA]?.referralCode;
      await run('customer_add', { ...INSTORE, body: { profiles: [profile('919700001234')], referralCode } });
      return { ...user(), campaignToken: 'BRINGAFRIEND' };
    },
  },
  customer_get_status_log: {
    args: async (_, run) => {
      await suspend(run);
      return user();
    },
  },
  customer_get_subscription_log: {
    args: async (_, run) => {
      await run('customer_update_subscriptions', { ...user(), ...optOut });
      return user();
    },
  },
};
