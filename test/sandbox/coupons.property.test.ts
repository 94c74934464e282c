import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  couponsOf,
  createSeries,
  issueCoupon,
  reactivateRedemptions,
  redeemCoupon,
  redemptionsOf,
  UNLIMITED,
} from '../../src/sandbox/domains/coupon/rules.js';
import type { CouponSeries } from '../../src/sandbox/domains/coupon/state.js';
import { uploadCodes } from '../../src/sandbox/domains/coupon/upload-rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { advance, DAY } from '../../src/sandbox/world/clock.js';
import type { World } from '../../src/sandbox/world/world.js';
import { Journal } from './journal.js';
import { aCustomer, emptyWorld, failureOf, TILL } from './support.js';

interface Situation {
  world: World;
  series: CouponSeries;
  customers: Customer[];
}

type Step = (situation: Situation) => void;

const who = fc.nat(2);
const nth = fc.nat(50);
const limit = fc.oneof(fc.constant(UNLIMITED), fc.integer({ min: 1, max: 4 }));

const limits = fc.record({
  maxCreate: limit,
  maxVouchersPerUser: limit,
  maxRedeem: limit,
  maxRedemptionsInSeriesPerUser: limit,
  redemptionPerCouponMaxLimit: limit,
  isMultipleUseAllowed: fc.boolean(),
  sameUserMultipleRedeem: fc.boolean(),
  isMultipleVouchersPerUserAllowed: fc.boolean(),
  anyUser: fc.boolean(),
});

const at = <T>(items: readonly T[], index: number): T | undefined => items[index % Math.max(1, items.length)];

const customerAt = ({ customers }: Situation, index: number): Customer => {
  const customer = at(customers, index);
  if (!customer) throw new Error('no such customer');
  return customer;
};

const steps: fc.Arbitrary<Step> = fc.oneof(
  who.map(
    (index): Step =>
      (s) => {
        issueCoupon(s.world, s.series, customerAt(s, index), TILL);
      },
  ),
  fc.tuple(who, fc.array(who, { maxLength: 3 })).map(
    ([index, rows]): Step =>
      (s) => {
        uploadCodes(s.world, s.series, {
          fileName: 'codes.csv',
          details: '',
          customers: 'USER_ID',
          tillId: TILL,
          rows: [index, ...rows].map((each, row) => ({
            code: `UP-${Object.keys(s.world.couponUploads).length}-${row}`,
            customer: String(customerAt(s, each).id),
          })),
        });
      },
  ),
  fc.tuple(who, nth).map(
    ([index, coupon]): Step =>
      (s) => {
        const { code } = at(Object.values(s.world.coupons), coupon) ?? { code: 'none' };
        redeemCoupon(s.world, { code, customer: customerAt(s, index), tillId: TILL });
      },
  ),
  nth.map(
    (index): Step =>
      (s) => {
        const redemption = at(Object.values(s.world.couponRedemptions), index);
        reactivateRedemptions(s.world, redemption ? [redemption.id] : []);
      },
  ),
  fc.integer({ min: 1, max: 5 }).map(
    (days): Step =>
      (s) => {
        advance(s.world, days * DAY);
      },
  ),
);

/** Looked at after each of thousands of steps, so it expects only where it fails. */
const within = (count: number, most: number, what: string): void => {
  if (most !== UNLIMITED && count > most) expect(count, what).toBeLessThanOrEqual(most);
};

function expectWithinLimits({ world, series, customers }: Situation): void {
  const coupons = Object.values(world.coupons);
  const redemptions = coupons.flatMap((coupon) => redemptionsOf(world, coupon));
  within(coupons.length, series.maxCreate, 'coupons of the series');
  within(redemptions.length, series.maxRedeem, 'redemptions of the series');
  expect(series.numIssued).toBe(coupons.length);
  for (const customer of customers) {
    const held = couponsOf(world, customer.id, series.id);
    const most = series.isMultipleVouchersPerUserAllowed ? series.maxVouchersPerUser : 1;
    within(held.length, most, 'coupons of a customer');
    const used = redemptions.filter((each) => each.customerId === customer.id);
    within(used.length, series.maxRedemptionsInSeriesPerUser, 'redemptions of a customer');
  }
  for (const coupon of coupons) {
    const cap = series.isMultipleUseAllowed ? series.redemptionPerCouponMaxLimit : 1;
    within(redemptionsOf(world, coupon).length, cap, 'redemptions of a coupon');
  }
}

it('coupons never go over a limit, whatever happens in whatever order, and what fails changes nothing', () => {
  fc.assert(
    fc.property(limits, fc.array(steps, { maxLength: 60, size: 'max' }), (settings, actions) => {
      const world = emptyWorld();
      const customers = [aCustomer(world), aCustomer(world), aCustomer(world)];
      const series = createSeries(
        world,
        {
          description: 'Any',
          discountCode: 'ANY',
          discountType: 'ABS',
          discountValue: 50,
          validTillDate: '2030-01-01T00:00:00Z',
          ...settings,
        },
        TILL,
      );
      const journal = new Journal();
      const { view } = journal;
      const seen = { world: view(world), series: view(series), customers: customers.map(view) };
      for (const act of actions) {
        journal.begin();
        const failed = failureOf(() => act(seen)) !== undefined;
        if (failed && journal.takeBack(world)) expect.unreachable('the failure changed the world');
        expectWithinLimits({ world, series, customers });
      }
    }),
    { numRuns: 200 },
  );
});
