/** The coffee chain as a seed world: frequent visitors, their badges and rewards. */

import { makeBadge, ONCE, type SeedBadge } from '../../domains/badges/plain-badge.js';
import { claimBadge, earn, enrol } from '../../domains/badges/rules.js';
import type { Badge } from '../../domains/badges/state.js';
import { createSeries, issueCoupon } from '../../domains/coupon/rules.js';
import { createStatuses } from '../../domains/rewards/fulfillment.js';
import { categoriesOf, price, rewardsOf, takeReward } from '../../domains/rewards/plain-reward.js';
import type { Reward } from '../../domains/rewards/state.js';
import { seedStores } from '../../domains/store/seed.js';
import { seedStreak } from '../../domains/targets/seed.js';
import { seedTasks, type Work } from '../../domains/tasks/seed.js';
import { transactionsOf } from '../../domains/transaction/lookup.js';
import type { World } from '../../world/world.js';
import { type Brand, tillId } from '../brand.js';
import { type Member, memberHappenings, type Numbering } from '../members.js';
import { type Ago, agoIn, type Happening, live } from '../timeline.js';
import { CATALOGUE, CONCEPTS, ORGANISATION, STORES, ZONES } from './organisation.js';

const member = (
  name: string,
  storeId: number,
  joined: number,
  visitsPerMonth: number,
  basket: readonly string[],
): Member => ({ name, storeId, joined, visitsPerMonth, basket, quantity: [1, 2] });

/** In order of joining. */
const MEMBERS: readonly Member[] = [
  member('Mei Tan', 52011, 300, 18, ['FLAT-WHITE', 'CROISSANT']),
  member('Arif Rahim', 52012, 290, 20, ['KOPI', 'KAYA-TOAST']),
  member('Grace Lim', 52013, 270, 9, ['LATTE', 'BANANA-BREAD', 'BEANS-250']),
  member('Ravi Chandran', 52012, 260, 12, ['ESPRESSO']),
  member('Chloe Wong', 52014, 240, 6, ['MATCHA', 'CROISSANT']),
  member('Farid Hassan', 52015, 220, 4, ['KOPI']),
  member('Yi Ng', 52011, 200, 15, ['COLD-BREW', 'KAYA-TOAST']),
  member('Priya Nathan', 52013, 170, 7, ['CHAI', 'BANANA-BREAD']),
  member('Lucas Meyer', 52012, 140, 10, ['FLAT-WHITE']),
  member('Hana Sato', 52014, 110, 8, ['MATCHA', 'BEANS-250']),
  member('Daniel Koh', 52015, 90, 3, ['LATTE', 'CUP-KEEP']),
  member('Siti Aminah', 52011, 75, 9, ['KOPI', 'KAYA-TOAST']),
  member('Emma Clarke', 52013, 60, 5, ['FLAT-WHITE', 'CROISSANT']),
  member('Wei Ong', 52012, 40, 14, ['COLD-BREW']),
  member('Nadia Yusof', 52014, 25, 6, ['LATTE']),
  member('Ben Foo', 52011, 9, 7, ['ESPRESSO', 'CROISSANT']),
];

const WORK: Work = {
  staff: {
    head: 'Joyce Teo',
    stores: [
      ['Kelvin Goh', 'Farid Rahman', 'Amy Chua'],
      ['Nurul Huda', 'Jason Lee', 'Devi Pillai'],
      ['Marcus Yeo', 'Aisha Salleh', 'Tina Ho'],
      ['Rachel Sim', 'Vikram Nair', 'Peter Chong'],
      ['Zul Ismail', 'Cheryl Ang', 'Adam Tay'],
    ],
  },
  calls: { title: 'Call our regulars', body: 'Invite them to the cupping evening' },
  display: { title: 'Set up the cold brew stand', body: 'Beside the counter, by Friday' },
  memo: { title: 'New oat milk', body: 'Oat milk costs nothing extra from now on' },
};

const NUMBERING: Numbering = {
  mobile: (index) => `658100${String(index + 1).padStart(4, '0')}`,
  externalId: (index) => `CB-${String(index + 1).padStart(5, '0')}`,
  billNumber: (count) => `cb-${String(count).padStart(5, '0')}`,
};

const TILL = tillId(52011, 1);

function past(world: World): void {
  const ago = agoIn(world);
  live(world, [...memberHappenings(world, MEMBERS, NUMBERING, ago), ...offers(world, ago)]);
  badges(world, ago);
  catalogue(world, ago);
  seedStreak(world, {
    name: 'Cup a week',
    description: 'A visit in each of four weeks',
    tillId: TILL,
    periods: [
      ['W1', -27, -21],
      ['W2', -20, -14],
      ['W3', -13, -7],
      ['W4', -6, 1],
    ],
    levels: [
      { name: 'Two weeks running', count: 2 },
      { name: 'Four weeks running', count: 4 },
    ],
  });
  seedTasks(world, WORK);
  seedStores(
    world,
    [
      ['Mei', 'Tan'],
      ['Farid', 'Rahman'],
    ],
    { regularBills: 142, notInterestedBills: 37, enterLaterBills: 1, sales: 1968, footfall: 310 },
  );
}

function offers(world: World, ago: Ago): Happening[] {
  const start = (days: number, settings: Parameters<typeof createSeries>[1], customers: number): Happening => ({
    at: ago(days),
    happens: () => {
      const series = createSeries(world, settings, TILL);
      for (const customer of Object.values(world.customers).slice(0, customers)) {
        issueCoupon(world, series, customer, customer.tillId);
      }
    },
  });
  return [
    start(
      50,
      {
        description: 'Second cup, half price',
        discountCode: 'SECOND',
        seriesCode: 'SECONDCUP',
        discountType: 'PERC',
        discountValue: 50,
        discountUpto: 4,
        isMultipleUseAllowed: true,
        redemptionPerCouponMaxLimit: 4,
        sameUserMultipleRedeem: true,
        validTillDate: ago(-90),
      },
      10,
    ),
    start(
      15,
      {
        description: 'Bring a friend, S$3 off',
        discountCode: 'FRIEND3',
        seriesCode: 'FRIEND3',
        discountType: 'ABS',
        discountValue: 3,
        minBillAmount: 8,
        isTransferrable: true,
        validTillDate: ago(-30),
      },
      6,
    ),
  ];
}

/** Badges for coming, and for coming again; with them go those that the past has earned. */
function badges(world: World, ago: Ago): void {
  const make = (name: string, description: string, rank: number, more: Partial<SeedBadge> = {}): Badge => {
    const badge = makeBadge(world, TILL, {
      name,
      description,
      startOn: ago(310),
      expiresOn: ago(-365),
      owners: ['Loyalty', 'Loyalty_Promotion', 'Milestones'],
      customerLimits: ONCE,
      rank,
      ...more,
    });
    claimBadge(badge, TRIGGER);
    return badge;
  };
  const first = make('First cup', 'The first visit', 1);
  const fifty = make('Fifty cups', 'Fifty visits', 2);
  const streak = make('Four weeks running', 'A visit in each of four weeks', 3, {
    earnType: 'ISSUE_EARN',
    enrolmentExpiry: { expiryType: 'RELATIVE', unit: 'MONTHS', value: 6 },
    earnedExpiry: { expiryType: 'RELATIVE', unit: 'MONTHS', value: 3 },
  });
  for (const customer of Object.values(world.customers)) {
    const visits = transactionsOf(world, customer.id).toReversed();
    const give = (badge: Badge, eventOn: string | undefined): void => {
      if (eventOn === undefined) return;
      earn(world, badge, customer, { requestId: `seed-${badge.numericId}-${customer.id}`, eventOn, trigger: TRIGGER });
    };
    give(first, visits[0]?.billingDate);
    give(fifty, visits[49]?.billingDate);
  }
  const regulars = Object.keys(world.customers).slice(0, 5);
  enrol(world, streak, regulars, { requestId: 'seed-streak', eventOn: ago(20), trigger: TRIGGER });
}

const TRIGGER = { ownerType: 'Loyalty' as const, referenceId: '981' };

function catalogue(world: World, ago: Ago): void {
  world.rewardBrands[79] = { id: 79, name: world.organisation.name };
  createStatuses(world, ['ORDERED', 'READY', 'TAKEN'], TILL);
  categoriesOf(world, 79, { 31: 'on the house', 32: 'to take home' }, TILL);
  const add = rewardsOf(world, 79, ago, TILL);
  const series = Object.values(world.couponSeries).find(({ seriesCode }) => seriesCode === 'SECONDCUP');
  const cup = add('Second cup', 'Half off the second cup, four times', {
    redemptionType: 'INTOUCH_REWARD',
    prices: [price('POINTS', { points: 200 })],
    seriesId: series?.id ?? null,
    categoryIds: [31],
  });
  add('House beans', 'A bag of 250 grams', {
    type: 'PHYSICAL_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('POINTS', { points: 1500 }), price('POINTS_CASH', { points: 700, cash: 9 })],
    categoryIds: [32],
  });
  add('Cupping class', 'An evening of tasting, for the Pot tier', {
    type: 'FREE_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('FREE')],
    programs: [{ loyaltyProgramId: world.organisation.program.id, tierIds: [25413], partnerProgramIds: [] }],
  });
  takeOne(world, cup);
}

/** The first member takes the reward. */
function takeOne(world: World, reward: Reward): void {
  const [customer] = Object.values(world.customers);
  if (customer) takeReward(world, customer, reward, TILL);
}

export const COFFEE: Brand = {
  organisation: ORGANISATION,
  zones: ZONES,
  concepts: CONCEPTS,
  stores: STORES,
  catalogue: CATALOGUE,
  past,
};
