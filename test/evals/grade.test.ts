/** Grading by the state: what must change, what may not, and in which words a failure is reported. */
import { expect, it } from 'vitest';
import { grade } from '../../evals/grading/grade.js';
import { changedParts, gradedState, sameJson } from '../../evals/grading/state.js';
import { openWorld } from '../../src/sandbox/brands/worlds.js';
import {
  createSeries,
  issueCoupon,
  type NewSeries,
  reactivateRedemptions,
  redeemCoupon,
} from '../../src/sandbox/domains/coupon/rules.js';
import { register } from '../../src/sandbox/domains/customer/rules.js';
import { givePoints } from '../../src/sandbox/domains/points/rules.js';
import type { World } from '../../src/sandbox/world/world.js';

const TILL = 5001101;
const ASHA = '919700000001';
const DEV = '919700000002';

function twoCustomers(): World {
  const world = openWorld({ seed: 7, now: '2026-05-03T06:30:00Z' });
  for (const [firstName, value] of [
    ['Asha', ASHA],
    ['Dev', DEV],
  ] as const) {
    register(world, { identifiers: [{ type: 'mobile', value }], firstName, lastName: 'Rao', tillId: TILL });
  }
  return world;
}

/** Grades what an act does to the world, with an answer. */
function graded(expected: Parameters<typeof grade>[0], act: (world: World) => void, answer = ''): string[] {
  const world = twoCustomers();
  const before = gradedState(structuredClone(world));
  act(world);
  return grade(expected, before, gradedState(world), answer).failures;
}

const give = (mobile: string, points: number) => (world: World) => {
  const id = world.identifierIndex[`mobile:${mobile}`] ?? 0;
  givePoints(world, { type: 'CUSTOMER', id }, { kind: 'goodwill', points, tillId: TILL });
};

it('compares a number with the one before', () => {
  const expected = { state: { [`members[mobile=${ASHA}].points`]: '+200' } };
  expect(graded(expected, give(ASHA, 200))).toEqual([]);
  expect(graded(expected, give(ASHA, 100))).toEqual([
    `members[mobile=${ASHA}].points should change by +200, but changed by 100`,
  ]);
  expect(graded(expected, give(DEV, 200))).toHaveLength(1);
});

it('compares values, lists, patterns and parts of objects', () => {
  const failures = (state: Parameters<typeof grade>[0]['state'] = {}) => graded({ state }, give(ASHA, 50));
  const asha = `members[mobile=${ASHA}]`;
  expect(failures({ [asha]: { points: 50, name: /^Asha/, tier: 'Bronze' } })).toEqual([]);
  expect(failures({ 'members.name': ['Dev Rao', 'Asha Rao'] })).toEqual([]);
  expect(failures({ 'members[points>0].#': 1, [`${asha}.name`]: /Rao$/ })).toEqual([]);
  expect(failures({ [`${asha}.points`]: 51 })).toEqual([`${asha}.points is 50 instead of 51`]);
  expect(failures({ 'members.name': ['Asha Rao'] })).toHaveLength(1);
  expect(failures({ [asha]: { points: 50, tier: 'Gold' } })).toHaveLength(1);
  expect(failures({ 'members[mobile=1].points': 50 })).toEqual(['members[mobile=1].points finds nothing']);
});

it('reports what changed although it should not', () => {
  const others = { unchanged: [`members[mobile!=${ASHA}]`] };
  expect(graded(others, give(ASHA, 50))).toEqual([]);
  expect(graded(others, give(DEV, 50))).toEqual([`members[mobile!=${ASHA}] changed`]);
  expect(graded({ unchanged: true }, () => {})).toEqual([]);
  expect(graded({ unchanged: true }, give(ASHA, 50))).toContain('lots changed, but nothing should');
});

it('lists a coupon as long as its holder can redeem it', () => {
  const world = twoCustomers();
  const asha = world.customers[world.identifierIndex[`mobile:${ASHA}`] ?? 0];
  if (!asha) throw new Error('Asha is missing.');
  const issue = (settings: Partial<NewSeries>): string => {
    const discount = { description: '15 off', discountType: 'PERC', discountValue: 15 } as const;
    const series = createSeries(world, { ...discount, validTillDate: '2026-12-31T18:29:59Z', ...settings }, TILL);
    return issueCoupon(world, series, asha, TILL).coupon.code;
  };
  const redeem = (code: string) => redeemCoupon(world, { code, customer: asha, tillId: TILL }).redemption.id;
  const once = issue({});
  const twice = issue({ isMultipleUseAllowed: true, redemptionPerCouponMaxLimit: 2, sameUserMultipleRedeem: true });
  const onceByEach = issue({
    isMultipleUseAllowed: true,
    redemptionPerCouponMaxLimit: 2,
    sameUserMultipleRedeem: false,
  });
  const coupons = () => gradedState(world).find(`members[mobile=${ASHA}].coupons`).flat();

  expect(coupons()).toEqual([once, twice, onceByEach]);
  const redemptions = [once, twice, onceByEach].map(redeem);
  expect(coupons()).toEqual([twice]);
  redeem(twice);
  expect(coupons()).toEqual([]);
  reactivateRedemptions(world, redemptions);
  expect(coupons()).toEqual([once, twice, onceByEach]);
});

it('does not count access tokens as a change', () => {
  const world = twoCustomers();
  const before = structuredClone(world);
  world.accessTokens['token'] = { token: 'token', clientKey: 'key', expiresOn: '2026-05-03T07:30:00Z' };
  expect(changedParts(before, world)).toEqual([]);
});

it('names the facts that an answer does not state', () => {
  const expected = { answer: [50, { found: `members[mobile=${ASHA}].points` }, { anyOf: ['Gold', /silver/i] }] };
  expect(graded(expected, give(ASHA, 50), 'Silver, with 50 points')).toEqual([]);
  expect(graded(expected, give(ASHA, 60), 'Bronze')).toEqual([
    'the answer does not state 50',
    `the answer does not state members[mobile=${ASHA}].points of the state`,
    "the answer does not state 'Gold' or /silver/i",
  ]);
});

it.each([
  [{ a: [1, { b: null }] }, { a: [1, { b: null }] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: 1, b: 2 }, { a: 1, c: 2 }, false],
  [[1, 2], [1], false],
  [[1], { 0: 1 }, false],
  [{ 0: 1 }, [1], false],
  [null, {}, false],
  ['1', 1, false],
])('%j and %j are the same: %s', (a, b, same) => {
  expect(sameJson(a, b)).toBe(same);
});
