/** Rewards of seed worlds: the brand's settings, with defaults for the rest. */

import type { Ago } from '../../brands/timeline.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { balance, customerEntity } from '../points/ledger.js';
import { addCategory } from './categories.js';
import { issueReward } from './issues.js';
import { createReward, type NewReward, rewardBrand } from './rules.js';
import type { Reward, RewardPrice } from './state.js';

/** A price without an id, which the rules give. */
export const price = (paymentMode: RewardPrice['paymentMode'], amounts: Partial<RewardPrice> = {}): RewardPrice => ({
  id: 0,
  paymentMode,
  points: null,
  cash: null,
  conversionRatio: null,
  ...amounts,
});

/** Adds categories of a brand, by their ids. */
export function categoriesOf(world: World, brandId: number, names: Readonly<Record<number, string>>, tillId: number) {
  const brand = rewardBrand(world, brandId);
  for (const [id, name] of Object.entries(names)) addCategory(world, { id: Number(id), name, brand }, tillId);
}

const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

/** The settings that a seed gives. */
export type SeedReward = Pick<NewReward, 'redemptionType' | 'prices'> & Partial<NewReward>;

/** Adds rewards of a brand, in English, on offer from two months ago for ten. */
export const rewardsOf =
  (world: World, brandId: number, ago: Ago, tillId: number) =>
  (name: string, description: string, settings: SeedReward): Reward =>
    createReward(
      world,
      {
        brandId,
        type: 'VOUCHER',
        startTime: ago(60),
        endTime: ago(-240),
        enabled: true,
        texts: [
          {
            languageCode: 'en',
            name,
            description,
            enabled: true,
            richTexts: {},
            sent: { termNConditionsId: 'tc-standard', imageId: `img-${slug(name)}`, thumbnailId: `th-${slug(name)}` },
          },
        ],
        seriesId: null,
        vendorRedemptionId: null,
        categoryIds: [],
        rewardLimits: [],
        customerLimits: [],
        priority: null,
        tier: null,
        group: null,
        label: null,
        groups: [],
        rewardRank: null,
        programs: [],
        segmentIds: [],
        cardSeries: [],
        labels: [],
        owners: [],
        customFields: {},
        externalId: '',
        kept: {},
        ...settings,
      },
      tillId,
    );

/** A customer takes one of a reward for its first price, if their points are enough. */
export function takeReward(world: World, customer: Customer, reward: Reward, tillId: number): void {
  const [cost] = reward.prices;
  if (!cost || balance(world, customerEntity(customer.id)) < (cost.points ?? 0)) return;
  issueReward(
    world,
    {
      customer,
      tillId,
      validationCode: '',
      skipValidation: true,
      transactionNumber: `seed-reward-${customer.id}-${reward.id}`,
      eventLogId: null,
      eventOn: null,
      notes: '',
    },
    {
      reward,
      price: cost,
      quantity: 1,
      value: null,
      requestId: null,
      asked: '',
      customFields: null,
      fulfillmentStatusId: null,
    },
  );
}
