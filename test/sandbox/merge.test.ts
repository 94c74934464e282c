import { describe, expect, it } from 'vitest';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { seedWorld } from '../../src/sandbox/brands/worlds.js';
import { addCard, delinkCard, linkCard } from '../../src/sandbox/domains/card/rules.js';
import { messagesTo, sendMessage } from '../../src/sandbox/domains/communications/rules.js';
import { couponsOf, issueCoupon } from '../../src/sandbox/domains/coupon/rules.js';
import { placeCustomer } from '../../src/sandbox/domains/customer/associations.js';
import { approveDeletion, requestDeletion } from '../../src/sandbox/domains/customer/erasure.js';
import { checkMerge, mergeCustomers } from '../../src/sandbox/domains/customer/merge.js';
import { campaignOf, customerOfCode, invite } from '../../src/sandbox/domains/customer/referrals.js';
import { customerById, findCustomer } from '../../src/sandbox/domains/customer/rules.js';
import type { Customer } from '../../src/sandbox/domains/customer/state.js';
import { issueCode, recipientOf } from '../../src/sandbox/domains/otp/rules.js';
import { balance, customerEntity } from '../../src/sandbox/domains/points/ledger.js';
import { redeemPoints, reverseRedemption } from '../../src/sandbox/domains/points/rules.js';
import { setTier, tierOf } from '../../src/sandbox/domains/points/tiers.js';
import { enrolInPromotion, enrolmentIn, optIn, promote } from '../../src/sandbox/domains/promotions/loyalty-rules.js';
import { decide, raiseChange, raiseGoodwill } from '../../src/sandbox/domains/requests/rules.js';
import { goalsReached } from '../../src/sandbox/domains/targets/rules.js';
import { addReturn } from '../../src/sandbox/domains/transaction/returns.js';
import { addMember, createGroup, defaultGroupOf, memberOf } from '../../src/sandbox/domains/user-group/rules.js';
import { WorldTemplate } from '../../src/sandbox/world/template.js';
import type { World } from '../../src/sandbox/world/world.js';
import { MOVES, STAYS } from './customer-places.js';
import { DEED_NAMES, did } from './deeds.js';
import { type Place, placesOfCustomers } from './state-walk.js';
import { aBill, aCustomer, expectBooksAddUp, expectFailure, failureOf, START, TILL } from './support.js';

const BRANDS = BRAND_NAMES.map((brand) => ({
  brand,
  template: new WorldTemplate(seedWorld({ seed: 5, now: START, brand })),
}));

const aWorld = (): World => {
  const [fashion] = BRANDS;
  if (!fashion) throw new Error('there are no brands');
  return fashion.template.create();
};

interface Pair {
  world: World;
  victim: Customer;
  survivor: Customer;
}

function aPair(): Pair {
  const world = aWorld();
  return { world, victim: aCustomer(world), survivor: aCustomer(world) };
}

const merge = ({ world, victim, survivor }: Pair): void => mergeCustomers(world, victim, survivor, TILL);
const held = (world: World, { id }: Customer): number => balance(world, customerEntity(id));
const raised = (customer: Customer) => ({ customer, reason: '', comments: '', referenceId: '', tillId: TILL });
const movedAmong = (places: Iterable<Place> = []): Place[] => [...places].filter((place) => !(place in STAYS));

/** Few customers who are together at all places where a world names customers who can be merged. */
function fewForAllPlaces(world: World): number[] {
  const places = [...placesOfCustomers(world)].filter(([id]) => world.customers[id]?.mergedInto === null);
  const open = new Set(places.flatMap(([, each]) => [...each]));
  const covers = (each: ReadonlySet<Place>): number => [...each].filter((place) => open.has(place)).length;
  const chosen: number[] = [];
  while (open.size > 0) {
    const [best] = [...places].sort(([, a], [, b]) => covers(b) - covers(a));
    if (!best) break;
    chosen.push(best[0]);
    for (const place of best[1]) open.delete(place);
  }
  return chosen;
}

/** Somebody to merge a customer into. */
function aSurvivorFor(world: World, victimId: number): Customer {
  const found = Object.values(world.customers).find(
    ({ id, mergedInto, loyaltyType }) => id !== victimId && mergedInto === null && loyaltyType === 'loyalty',
  );
  if (!found) throw new Error('nobody to merge into');
  return found;
}

/** A customer with something in every domain. */
function withEverything(world: World): Customer {
  const customer = aCustomer(world);
  const { transaction } = aBill(world, customer, 9000);
  for (const deed of DEED_NAMES) for (let n = 0; n < 6; n++) did(world, customer, deed, n);
  for (const promotion of Object.values(world.loyaltyPromotions)) {
    promote(world, { promotion, actions: [{ activityId: 'a', kind: 'points', points: 1 }] }, transaction, customer);
  }
  const friend = aCustomer(world, { referralCode: customer.referralCode });
  const invitation = { type: 'MOBILE' as const, name: '', identifier: '9700000009' };
  invite(world, friend, campaignOf(world, ''), invitation, TILL).joinedCustomerId = customer.id;
  const [former] = Object.values(world.userGroups).slice(1);
  const member = { primary: false, joinedOn: START, permissions: [], defaultGroup: false };
  former?.exited.push({ customerId: customer.id, ...member });
  return customer;
}

describe.each(BRANDS)('a merge in the world of brand $brand', ({ template }) => {
  it.each(fewForAllPlaces(template.create()))('leaves nothing with customer %i', (id) => {
    const world = template.create();
    mergeCustomers(world, customerById(world, id), aSurvivorFor(world, id), TILL);
    expect(movedAmong(placesOfCustomers(world).get(id))).toEqual([]);
    expectBooksAddUp(world);
  });
});

describe('a chain of merges', () => {
  it('leads to the last customer from everywhere', () => {
    const world = aWorld();
    const [first, second, last] = [withEverything(world), aCustomer(world), aCustomer(world)];
    mergeCustomers(world, first, second, TILL);
    mergeCustomers(world, second, last, TILL);
    const places = placesOfCustomers(world);
    for (const { id, profiles } of [first, second]) {
      expect(movedAmong(places.get(id))).toEqual([]);
      const { type = 'id', value = '' } = profiles[0]?.identifiers[0] ?? {};
      expect([findCustomer(world, type, value), findCustomer(world, 'id', String(id))]).toEqual([last, last]);
      expect(() => customerById(world, id)).toThrow(`merged into ${last.id}`);
    }
    expect(customerOfCode(world, first.referralCode)).toBe(last);
    expect(Object.values(world.requests).map(({ customerId }) => customerId)).not.toContain(first.id);
    expectBooksAddUp(world);
  });

  it('is tested with customers who are at every place that moves', () => {
    const world = aWorld();
    const everywhere = new Set(placesOfCustomers(world).get(withEverything(world).id));
    const seeded = BRANDS.flatMap(({ template }) => [...placesOfCustomers(template.create()).values()]);
    for (const place of seeded.flatMap((each) => [...each])) everywhere.add(place);
    for (const place of placesOfCustomers(world).values()) for (const each of place) everywhere.add(each);
    expect(MOVES.filter((place) => !everywhere.has(place))).toEqual([]);
    expect(movedAmong(everywhere).filter((place) => !MOVES.includes(place))).toEqual([]);
  });
});

describe('after a merge', () => {
  it('reversed points, and points taken back, are the survivor’s', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const { transaction } = aBill(world, victim, 2000);
    const { id } = redeemPoints(world, { customer: victim, points: 50 }, { tillId: TILL, skipValidation: true });
    const before = held(world, victim);
    merge(pair);
    expect([held(world, victim), held(world, survivor)]).toEqual([0, before]);
    reverseRedemption(world, { redemptionId: id, customer: survivor, tillId: TILL });
    expect([held(world, victim), held(world, survivor)]).toEqual([0, before + 50]);
    const { billNumber } = transaction;
    addReturn(world, { customer: survivor, billNumber, returnType: 'FULL', tillId: TILL });
    expect([held(world, victim), held(world, survivor)]).toEqual([0, before + 50 - transaction.points]);
    expectBooksAddUp(world);
  });

  it('a goal that the merged account reached is not reached again', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    aBill(world, victim, 20_000);
    const reached = world.targetsReached[victim.id]?.length ?? 0;
    expect(reached).toBeGreaterThan(0);
    merge(pair);
    expect(goalsReached(world, survivor)).toEqual([]);
    aBill(world, survivor, 100);
    expect(
      Object.values(world.events).filter(
        ({ name, customerId }) => name === 'TargetCompleted' && customerId === survivor.id,
      ),
    ).toHaveLength(reached);
  });

  it('what both got counts against the limits of promotions and coupons', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const [promotion] = Object.values(world.loyaltyPromotions).filter(({ status }) => status === 'ACTIVE');
    if (!promotion) throw new Error('no promotion runs');
    Object.assign(promotion, { type: 'GENERIC', timesPerMember: 2, pointsPerMember: 70, eligibility: 'ALL' });
    const [points] = [{ activityId: 'a', kind: 'points' as const, points: 40 }];
    const award = (customer: Customer): void => {
      const { transaction } = aBill(world, customer, 100);
      promote(world, { promotion, actions: [points] }, transaction, customer);
    };
    award(victim);
    merge(pair);
    const before = held(world, survivor);
    award(survivor);
    award(survivor);
    // 30 are left of the 70, and two bills of 10 points each come with them.
    expect(held(world, survivor)).toBe(before + 30 + 20);
    expect(world.promotionAwards[`${promotion.id}:${survivor.id}`]).toMatchObject({
      points: 70,
      times: 2,
      given: [{ points: 70, times: 2 }],
    });

    const series = Object.values(world.couponSeries).find(({ seriesCode }) => seriesCode === 'VISIT100');
    if (!series) throw new Error('no such series');
    Object.assign(series, { isMultipleVouchersPerUserAllowed: true, maxVouchersPerUser: 2, minDaysBetweenVouchers: 0 });
    const [another, main] = [aCustomer(world), aCustomer(world)];
    issueCoupon(world, series, another, TILL);
    issueCoupon(world, series, main, TILL);
    merge({ world, victim: another, survivor: main });
    expect(couponsOf(world, main.id, series.id)).toHaveLength(2);
    expectFailure(world, 722, () => issueCoupon(world, series, main, TILL));
  });

  it('who was enrolled in a promotion twice is enrolled once, with all opt-ins', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const promotion = Object.values(world.loyaltyPromotions).find(({ type }) => type === 'LOYALTY_EARNING');
    if (!promotion) throw new Error('no such promotion');
    for (const customer of [victim, survivor]) {
      enrolInPromotion(world, promotion, customer);
      optIn(world, promotion, customer, promotion.startsOn);
    }
    merge(pair);
    const enrolments = Object.values(world.promotionEnrolments).filter(
      ({ promotionId }) => promotionId === promotion.id,
    );
    expect(enrolments.filter(({ customerId }) => customerId === survivor.id)).toHaveLength(1);
    expect(enrolmentIn(world, promotion, survivor.id)?.optIns).toHaveLength(2);
  });

  it('pending goodwill and changes of identifiers are carried out for the survivor', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const goodwill = raiseGoodwill(world, raised(victim), { points: 40 });
    const newValue = '919700555001';
    const change = raiseChange(world, raised(victim), { name: 'MOBILE', oldValue: '', newValue });
    merge(pair);
    for (const request of [goodwill, change])
      decide(world, request, { status: 'APPROVED', comments: '', tillId: TILL });
    expect(held(world, survivor)).toBe(40 + world.organisation.program.registrationPoints * 2);
    expect(findCustomer(world, 'mobile', newValue)).toBe(survivor);
    expect(survivor.profiles[0]?.identifiers).toHaveLength(1);
  });

  it('the survivor is primary member and has the default group, unless they have another', () => {
    const world = aWorld();
    const [victim, survivor, other] = [aCustomer(world), aCustomer(world), aCustomer(world)];
    const group = (name: string, primary: Customer) =>
      createGroup(world, { name, externalId: name, primary, tillId: TILL });
    const [first, second] = [group('merge-1', victim), group('merge-2', other)];
    addMember(world, first, survivor, { permissions: ['block_points_transfer'] });
    merge({ world, victim, survivor });
    expect(first.members).toHaveLength(1);
    expect(memberOf(first, survivor.id)).toMatchObject({ primary: true, defaultGroup: true });
    merge({ world, victim: other, survivor });
    expect(defaultGroupOf(world, survivor)).toBe(first);
    expect(memberOf(second, survivor.id)).toMatchObject({ primary: true, defaultGroup: false });
  });

  it('the higher tier stays, as long as it was to last', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const tier = tierOf(world, 3);
    if (!tier) throw new Error('no third tier');
    setTier(world, victim, tier, { tillId: TILL, expiresOn: '2026-12-31T18:30:00Z' });
    merge(pair);
    expect(survivor).toMatchObject({ tier: 3, tierExpiresOn: '2026-12-31T18:30:00Z' });
    const third = aCustomer(world);
    merge({ world, victim: third, survivor });
    expect(survivor.tier).toBe(3);
  });

  it('cards can be given back by the survivor', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    const [series] = Object.values(world.cardSeries);
    if (!series) throw new Error('no card series');
    const number = `${series.prefix}${'7'.repeat(series.codeLength)}`.slice(0, series.codeLength);
    addCard(world, series, { number, tillId: TILL });
    linkCard(world, victim, { number, statusLabel: 'ACTIVE' }, { tillId: TILL });
    merge(pair);
    expect(findCustomer(world, 'cardnumber', number)).toBe(survivor);
    delinkCard(world, survivor, { number, statusLabel: 'NOT_ISSUED' }, { tillId: TILL });
    expect(findCustomer(world, 'cardnumber', number)).toBeUndefined();
  });

  it('children in a hierarchy are the survivor’s', () => {
    const world = aWorld();
    const [hierarchy] = Object.values(world.hierarchies);
    const [top, below] = hierarchy?.roles ?? [];
    if (!hierarchy || !top || !below) throw new Error('no hierarchy with two levels');
    const [victim, survivor, child] = [aCustomer(world), aCustomer(world), aCustomer(world)];
    placeCustomer(world, victim, { hierarchyCode: hierarchy.code, roleCode: top.code });
    placeCustomer(world, child, { roleCode: below.code, parent: victim });
    merge({ world, victim, survivor });
    expect(world.associations[survivor.id]).toMatchObject({ roleCode: top.code, customerId: survivor.id });
    expect(world.associations[child.id]?.parentCustomerId).toBe(survivor.id);
    merge({ world, victim: survivor, survivor: child });
    expect(world.associations[child.id]).toMatchObject({ roleCode: below.code, parentCustomerId: null });
  });

  it('messages to the merged account are among the survivor’s', () => {
    const pair = aPair();
    const { world, victim, survivor } = pair;
    sendMessage(world, { channel: 'sms', to: victim.profiles[0]?.identifiers[0]?.value ?? '', body: 'Hello' });
    issueCode(world, recipientOf(victim), 'POINTS');
    merge(pair);
    expect(messagesTo(world, survivor)).toHaveLength(2);
  });

  it('nobody is merged with, or sold to, or found, once erased', () => {
    const { world, victim, survivor } = aPair();
    approveDeletion(world, requestDeletion(world, victim, { comments: '', tillId: TILL }), victim, TILL);
    expect(failureOf(() => checkMerge(world, victim, survivor))).toBe(9011);
    expect(failureOf(() => checkMerge(world, survivor, victim))).toBe(9007);
    expectFailure(world, 681, () => aBill(world, victim, 100));
    expect(findCustomer(world, 'id', String(victim.id))).toBeUndefined();
    expect(failureOf(() => customerById(world, victim.id))).toBe(8015);
  });
});
