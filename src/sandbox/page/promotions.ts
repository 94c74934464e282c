/** Promotions of every kind in one list, and one of them as the promotion view shows it. */

import type { PromotionData } from '../../apps/contract.js';
import type { Row } from '../../apps/page/contract.js';
import { compareInstants } from '../../lib/instant.js';
import type { CartPromotion } from '../domains/promotions/cart-state.js';
import type { LoyaltyPromotion } from '../domains/promotions/loyalty-state.js';
import { groupStatus, groupsIn } from '../domains/targets/rules.js';
import type { TargetGroup } from '../domains/targets/state.js';
import { type Instant, now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { brandOf, countBy, dayOf, timeOf } from './brand.js';

interface Listed {
  /** `LIVE` if it runs. */
  readonly state: string;
  readonly row: Row;
}

/** Those that run first, then the newest. The cells of their rows: state, members, start, end. */
export function promotionsOf(world: World): Listed[] {
  const inLoyalty = membersOf(world);
  const reachers = reachersOf(world);
  const all = [
    ...Object.values(world.loyaltyPromotions).map((each) =>
      listed(world, each, { id: `loyalty-${each.id}`, note: 'Loyalty', members: inLoyalty.get(each.id) ?? 0 }),
    ),
    ...groupsIn(world).map((each) =>
      listed(
        world,
        { ...each, ...spanOf(each), status: groupStatus(world, each) },
        { id: `target-${each.id}`, note: kindOf(each), members: reachers.get(each.id)?.size ?? 0 },
      ),
    ),
    ...Object.values(world.cartPromotions).map((each) =>
      listed(world, { ...each, status: each.active ? 'ACTIVE' : 'STOPPED' }, { note: cartKindOf(each), members: null }),
    ),
  ];
  return all.sort((a, b) => Number(b.state === 'LIVE') - Number(a.state === 'LIVE'));
}

interface Timed {
  readonly name: string;
  readonly status: string;
  readonly startsOn: Instant | undefined;
  readonly endsOn: Instant | undefined;
}

function listed(
  world: World,
  promotion: Timed,
  { members, ...named }: { id?: string; note: string; members: number | null },
): Listed {
  const { name, startsOn, endsOn } = promotion;
  const state = statusOf(world, promotion);
  const day = (at: Instant | undefined): string | null => (at === undefined ? null : dayOf(world, at));
  return { state, row: { ...named, name, cells: [state, members, day(startsOn), day(endsOn)] } };
}

/** What is active is live only in its time. */
function statusOf(world: World, { status, startsOn, endsOn }: Timed): string {
  const time = now(world);
  if (status !== 'ACTIVE') return status;
  if (startsOn !== undefined && startsOn > time) return 'UPCOMING';
  return endsOn !== undefined && endsOn < time ? 'ENDED' : 'LIVE';
}

function spanOf({ periods }: TargetGroup): Pick<Timed, 'startsOn' | 'endsOn'> {
  return {
    startsOn: periods.map(({ startsOn }) => startsOn).sort()[0],
    endsOn: periods
      .map(({ endsOn }) => endsOn)
      .sort()
      .at(-1),
  };
}

const kindOf = ({ streaks }: TargetGroup): string => (streaks.length > 0 ? 'Streak' : 'Milestone');

const cartKindOf = ({ type }: CartPromotion): string => `Cart, ${type.toLowerCase()}`;

/** How many are in each loyalty promotion. */
const membersOf = (world: World) =>
  countBy(
    Object.values(world.promotionEnrolments).filter(({ revoked }) => revoked === null),
    ({ promotionId }) => promotionId,
  );

/** The customers who reached a goal, by group. */
function reachersOf(world: World): ReadonlyMap<number, ReadonlySet<number>> {
  const reachers = new Map(groupsIn(world).map(({ id }) => [id, new Set<number>()]));
  const byTarget = new Map(
    groupsIn(world).flatMap(({ id, targets }) => targets.map((target) => [target.id, reachers.get(id)])),
  );
  for (const [customerId, reached] of Object.entries(world.targetsReached))
    for (const { targetId } of reached) byTarget.get(targetId)?.add(Number(customerId));
  return reachers;
}

/** Undefined if there is no such promotion. */
export function promotionData(world: World, id: string): PromotionData | undefined {
  const [, kind, own = ''] = /^(loyalty|target)-(.+)$/.exec(id) ?? [];
  const loyalty = kind === 'loyalty' ? world.loyaltyPromotions[own] : undefined;
  if (loyalty) return loyaltyData(world, loyalty);
  const group = kind === 'target' ? groupsIn(world).find((each) => String(each.id) === own) : undefined;
  return group && targetData(world, group);
}

function loyaltyData(world: World, promotion: LoyaltyPromotion): PromotionData {
  const { id, name, description, startsOn, endsOn, enrolmentMethod } = promotion;
  const enrolments = Object.values(world.promotionEnrolments).filter((each) => each.promotionId === id);
  const awards = Object.entries(world.promotionAwards).flatMap(([key, award]) =>
    key.startsWith(`${id}:`) ? [award] : [],
  );
  const benefits = awards.flatMap(({ given }) => given);
  const times = (kind: string): number =>
    benefits.reduce((sum, each) => sum + (each.kind === kind ? each.times : 0), 0);
  const given = [
    { label: 'points', value: awards.reduce((sum, { points }) => sum + points, 0) },
    { label: 'coupons', value: times('coupon') },
    { label: 'badges', value: times('badge') },
  ];
  return {
    view: 'promotion',
    brand: brandOf(world),
    promotion: {
      id,
      name,
      ...(description !== '' && { description }),
      kind: 'promotion',
      status: statusOf(world, promotion),
      startsOn: timeOf(world, startsOn),
      endsOn: timeOf(world, endsOn),
      joinedBy: enrolmentMethod,
    },
    members: [
      { label: 'enrolled', value: enrolments.filter(({ revoked }) => revoked === null).length },
      { label: 'rewarded', value: awards.length },
    ],
    given: given.filter(({ value }, index) => index === 0 || value > 0),
    byDay: byDay(enrolments.map(({ enrolledOn }) => dayOf(world, enrolledOn))),
  };
}

function targetData(world: World, group: TargetGroup): PromotionData {
  const { startsOn, endsOn } = spanOf(group);
  const ids = new Set(group.targets.map(({ id }) => id));
  const reached = Object.values(world.targetsReached)
    .flat()
    .filter(({ targetId }) => ids.has(targetId));
  return {
    view: 'promotion',
    brand: brandOf(world),
    promotion: {
      id: String(group.id),
      name: group.name,
      ...(group.description !== '' && { description: group.description }),
      kind: kindOf(group).toLowerCase(),
      status: groupStatus(world, group),
      ...(startsOn !== undefined && { startsOn: timeOf(world, startsOn) }),
      ...(endsOn !== undefined && { endsOn: timeOf(world, endsOn) }),
    },
    members: [
      { label: 'achieved', value: reachersOf(world).get(group.id)?.size ?? 0 },
      { label: 'goals reached', value: reached.length },
    ],
    byDay: byDay(reached.map(({ reachedOn }) => dayOf(world, reachedOn))),
  };
}

const byDay = (days: readonly string[]): { on: string; value: number }[] =>
  [...countBy(days, (day) => day)]
    .map(([on, value]) => ({ on: String(on), value }))
    .sort((a, b) => compareInstants(a.on, b.on));
