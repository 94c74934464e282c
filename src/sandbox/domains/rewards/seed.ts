/** The rewards catalog of the seed: a brand, a vendor, rewards of several kinds, a discount on one, some issued, limits. */

import { type Ago, agoIn } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import { balance, customerEntity } from '../points/ledger.js';
import { createPromotion } from './catalog-promotions.js';
import { createRewardField } from './fields.js';
import { createStatuses } from './fulfillment.js';
import { createGroup, groupNamed } from './groups.js';
import { categoriesOf, price, rewardsOf, takeReward } from './plain-reward.js';
import { addReminder } from './reminders.js';
import { addRestriction } from './restrictions.js';
import { createRichTextField } from './rich-texts.js';
import { rewardBrand } from './rules.js';
import type { Reward } from './state.js';
import { setSwitch } from './switches.js';
import { createVendorRedemption } from './vendor-redemptions.js';
import { createVendor } from './vendors.js';

const TILL = 5001101;
const BRAND = 77;

/** Makes the catalog, and issues what the richest members took. */
export function seedRewards(world: World): void {
  const ago = agoIn(world);
  openCatalog(world);
  const add = rewardsOf(world, BRAND, ago, TILL);
  const vouchers = addVouchers(world, add);
  const bag = addOthers(world, add, ago);
  discountBag(world, bag, ago);
  issueSome(world, vouchers);
  limitAll(world);
}

/** More than anybody has: limits of points a month, for everybody and for one kind of reward. A reminder, and a field. */
function limitAll(world: World): void {
  const shared = { kpi: 'POINTS', frequency: 'MONTHLY', interval: 1, isActive: true } as const;
  addRestriction(world, { ...shared, level: 'CUSTOMER', limit: 10000, target: {} }, TILL);
  const vouchers = { redemptionType: 'INTOUCH_REWARD' } as const;
  addRestriction(world, { ...shared, level: 'CUSTOMER_REDEMPTION_TYPE', limit: 5000, target: vouchers }, TILL);
  addReminder(world, { duration: 14, timing: '10:00' }, TILL);
  const supplier = { name: 'supplier', description: 'Who makes it', scope: 'REWARD', dataType: 'STRING' } as const;
  createRewardField(
    world,
    { ...supplier, enumValues: null, defaultValue: null, isMandatory: false, isActive: true },
    TILL,
  );
}

type Add = ReturnType<typeof rewardsOf>;

/** The brand, what its rewards refer to, and the vendor of one reward. */
function openCatalog(world: World): void {
  world.rewardBrands[BRAND] = { id: BRAND, name: world.organisation.name };
  createStatuses(world, ['ORDERED', 'PACKED', 'SHIPPED', 'DELIVERED'], TILL);
  createGroup(world, { name: 'Favourites', rank: 1 }, TILL);
  createRichTextField(
    world,
    { name: 'How to use', description: 'Steps at the counter', isMandatory: false, defaultValue: null },
    TILL,
  );
  categoriesOf(world, BRAND, { 12: 'clothing', 13: 'vouchers', 14: 'giving' }, TILL);
  setSwitch(world, { key: 'REVOKE_ENABLE', value: 'true', brandId: BRAND });
  addVendor(world);
}

/** A tea shop, and how it is asked for vouchers, of which it has few. */
function addVendor(world: World): void {
  const vendor = createVendor(
    world,
    {
      brandId: BRAND,
      name: 'Chai Corner',
      code: 'CHAI01',
      type: 'REWARDS',
      rank: null,
      description: 'Tea on every corner',
      enabled: true,
      encryptionRequired: false,
      integrations: null,
      settings: { merchantKey: 'chai-4711' },
      images: [],
      videos: [],
    },
    TILL,
  );
  const redemption = createVendorRedemption(
    world,
    {
      brandId: BRAND,
      vendorId: vendor.id,
      name: 'Chai Corner vouchers',
      redemptionType: 'VOUCHER',
      enabled: true,
      responseKeys: ['voucher'],
      actions: [
        {
          name: 'issue',
          enabled: true,
          apiType: 'POST',
          apiUrl: 'https://vendor-301.example.com/vouchers',
          apiHeaders: { Authorization: 'Basic c2FuZGJveDp2ZW5kb3I=', 'Content-Type': 'application/json' },
          apiBody: '{"voucher": "standard"}',
          execOrder: 1,
          contextKeys: { voucher: 'response.code' },
          retryAction: false,
        },
      ],
    },
    TILL,
  );
  redemption.stock = 25;
}

/** The vouchers that members take. */
function addVouchers(world: World, add: Add): Reward[] {
  const series = Object.values(world.couponSeries).find((each) => each.seriesCode === 'VISIT100');
  const voucher = add('Hundred off', 'A coupon of ₹100 off for every visit', {
    redemptionType: 'INTOUCH_REWARD',
    prices: [price('POINTS', { points: 100 })],
    priority: 1,
    seriesId: series?.id ?? null,
    categoryIds: [13],
    groups: [{ groupId: groupNamed(world, 'Favourites').id, groupRank: 1, rewardRank: 1 }],
    customerLimits: [
      {
        id: 0,
        kpi: 'QUANTITY',
        limit: 3,
        windowType: 'FIXED',
        repeatFrequencyType: 'MONTHS',
        interval: 1,
        weekStartDay: 'MONDAY',
        startOfCycle: null,
      },
    ],
  });
  const tea = add('Tea for two', 'Two cups at Chai Corner', {
    redemptionType: 'VOUCHER',
    prices: [price('POINTS', { points: 60 })],
    priority: 2,
    vendorRedemptionId: 9,
    categoryIds: [13],
    groups: [{ groupId: groupNamed(world, 'Favourites').id, groupRank: 1, rewardRank: 2 }],
  });
  return [voucher, tea];
}

/** A reward of each other kind. @returns the bag, which is discounted later */
function addOthers(world: World, add: Add, ago: Ago): Reward {
  const bag = add('Canvas bag', 'A bag of the season, sent home', {
    type: 'PHYSICAL_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('POINTS', { points: 400 }), price('POINTS_CASH', { points: 200, cash: 250 })],
    categoryIds: [12],
    externalId: 'MTBAG26',
  });
  add('Books for schools', 'Points given to a school library', {
    redemptionType: 'CHARITY',
    prices: [price('CONV_RATIO', { conversionRatio: 0.5 })],
    categoryIds: [14],
  });
  add('Stylist hour', 'An hour with a stylist, for the upper tiers', {
    type: 'FREE_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('FREE')],
    programs: [{ loyaltyProgramId: world.organisation.program.id, tierIds: [25213, 25214], partnerProgramIds: [] }],
  });
  add('Diwali hamper', 'Sweets and lights', {
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('POINTS', { points: 500 })],
    startTime: ago(-30),
  });
  add('Spring draw', 'A ticket of the spring draw', {
    redemptionType: 'SWEEPSTAKES',
    prices: [price('POINTS', { points: 20 })],
    startTime: ago(120),
    endTime: ago(30),
  });
  return bag;
}

function discountBag(world: World, bag: Reward, ago: Ago): void {
  createPromotion(
    world,
    {
      brandId: BRAND,
      startTime: ago(5),
      endTime: ago(-25),
      discountType: 'PERCENTAGE',
      discountValue: 25,
      enabled: true,
      texts: [{ languageCode: 'en', name: 'Bag month', description: 'A quarter off the bag', enabled: true }],
      customFields: {},
      rewardIds: [bag.id],
    },
    rewardBrand(world, BRAND),
    TILL,
  );
}

/** The richest members who may redeem take one of each; nothing is drawn from the world's random source before. */
function issueSome(world: World, rewards: readonly Reward[]): void {
  const richest = Object.values(world.customers)
    .filter((each) => each.mergedInto === null && each.loyaltyType === 'loyalty' && each.statusLabel === 'Active')
    .filter((each) => each.fraudStatus === 'NONE')
    .map((customer) => ({ customer, points: balance(world, customerEntity(customer.id)) }))
    .sort((a, b) => b.points - a.points || a.customer.id - b.customer.id)
    .slice(0, 2);
  for (const { customer } of richest) for (const reward of rewards) takeReward(world, customer, reward, TILL);
}
