import type { Reward } from '../../../src/sandbox/domains/rewards/state.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { first } from './people.js';
import type { Args } from './sample.js';

const BRAND = { brandId: 77 };
const brand = { brandName: 'Meridian Threads', username: 'blr01.till01' };

const named = (world: World, name: string): Reward =>
  first(world.rewards, ({ texts }) => texts.some((each) => each.name === name));

/** Rewards that a customer took of one, with a customer who has the points. */
const taken = (world: World) =>
  first(world.rewardIssues, ({ rewardId }) => rewardId === named(world, 'Hundred off').id);

/** Who took it, by the identifier that the catalog takes. */
function taker(world: World): Args {
  const { customerId } = taken(world);
  const mobile = world.customers[customerId]?.profiles[0]?.identifiers.find(({ type }) => type === 'mobile')?.value;
  return { mobile: mobile ?? '' };
}

/** The same customer, as who shops names them. */
const shopper = (world: World): Args => ({ brandName: brand.brandName, userId: taken(world).customerId });

const scarf = (more: Args = {}): Args => ({
  startTime: '2026-05-02T00:00:00Z',
  endTime: '2027-01-31T23:59:59Z',
  type: 'VOUCHER',
  ...BRAND,
  redemptionType: 'PHYSICAL_REWARD',
  languageSpecificInfo: [{ languageCode: 'en', name: 'Silk scarf', description: 'Hand-printed', enabled: true }],
  paymentConfigs: [{ paymentMode: 'POINTS', points: 50 }],
  enabled: true,
  priority: 2,
  categories: [12],
  ...more,
});

const giftNote = {
  body: { name: 'giftNote', description: 'Printed card', scope: 'ISSUE_REWARD', dataType: 'STRING', isActive: true },
};

const sale = (world: World): Args => ({
  brandId: '77',
  startTime: '2026-05-04T00:00:00.000Z',
  endTime: '2026-06-15T23:59:00.000Z',
  discountType: 'PERCENTAGE',
  discountValue: 25,
  enabled: true,
  languageSpecificInfo: [{ languageCode: 'en', name: 'Spring sale', description: 'A quarter off', enabled: true }],
  rewardIds: [named(world, 'Tea for two').id],
});

const promotion = (world: World): Args => ({ promotionId: first(world.catalogPromotions).id, ...BRAND });

conform('Reward catalog', {
  reward_create: { args: () => ({ body: scarf() }) },
  reward_update: {
    args: (world) => {
      const { id, startTime } = named(world, 'Diwali hamper');
      const languageSpecificInfo = [
        { languageCode: 'en', name: 'Diwali hamper', description: 'Lights', enabled: true },
      ];
      return { rewardId: id, ...BRAND, body: scarf({ startTime, languageSpecificInfo }) };
    },
  },
  reward_create_custom_field: { args: () => giftNote },
  reward_get_custom_fields: {
    args: async (_, run) => {
      await run('reward_create_custom_field', giftNote);
      return { scope: 'ISSUE_REWARD' };
    },
  },
  reward_get_for_user: { args: (world) => ({ rewardId: named(world, 'Hundred off').id, ...shopper(world) }) },
  reward_list_for_brand: { args: () => BRAND },
  reward_get_user_vouchers: {
    args: (world) => ({ ...brand, ...taker(world) }),
  },
  reward_get_user_vouchers_of_reward: {
    args: (world) => ({ rewardId: named(world, 'Hundred off').id, ...brand, ...taker(world) }),
  },
  reward_issue: {
    args: (world) => ({
      rewardId: named(world, 'Hundred off').id,
      username: brand.username,
      skip_validation: true,
      body: { ...taker(world), brand: brand.brandName, transactionNumber: 'RW-17', requestId: 'req-17' },
    }),
  },
  reward_issue_bulk: {
    args: (world) => ({
      username: brand.username,
      skip_validation: true,
      body: {
        ...taker(world),
        brand: brand.brandName,
        transactionNumber: 'RW-18',
        rewards: [{ rewardId: named(world, 'Hundred off').id, quantity: 1, requestId: 'req-18' }],
      },
    }),
  },
  reward_create_promotion: { args: (world) => ({ body: sale(world) }) },
  reward_update_promotion: {
    args: (world) => {
      const { discountType, discountValue } = first(world.catalogPromotions);
      const rewardIds = [named(world, 'Tea for two').id];
      return { ...promotion(world), body: { endTime: '2027-04-20T23:59:00Z', discountType, discountValue, rewardIds } };
    },
  },
  reward_get_promotion: { args: promotion },
  reward_list_promotions: { args: () => BRAND },
  reward_disable_promotion: { args: promotion },
  reward_list_for_user: { args: shopper },
  reward_get_purchased_by_user: { args: (world) => ({ ...brand, ...taker(world) }) },
});
