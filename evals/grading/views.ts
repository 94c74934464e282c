/** Customers and user groups in one line each, because the state spreads them over several entities. */
import { redemptionsLeft, redemptionsOf } from '../../src/sandbox/domains/coupon/rules.js';
import type { Coupon } from '../../src/sandbox/domains/coupon/state.js';
import type { World } from '../../src/sandbox/world/world.js';

/** A customer as tasks refer to one. */
export interface Member {
  id: number;
  name: string;
  mobile: string;
  email: string;
  externalId: string;
  cardNumber: string;
  /** Names, as the organization calls them. */
  tier: string;
  status: string;
  /** Redeemable now, and promised for later. */
  points: number;
  promised: number;
  /** Codes of the coupons they hold that were not revoked and have a redemption left for them. */
  coupons: string[];
}

export interface Group {
  id: number;
  externalId: string;
  name: string;
  status: string;
  points: number;
  /** Names of the customers in it. */
  members: string[];
}

export function membersOf(world: World): Member[] {
  const points = balances(world);
  const tiers = new Map(world.organisation.program.tiers.map(({ number, name }) => [number, name]));
  const held = new Map<number | null, string[]>();
  for (const coupon of Object.values(world.coupons)) {
    const { customerId, code } = coupon;
    if (hasUsesLeft(world, coupon)) held.set(customerId, [...(held.get(customerId) ?? []), code]);
  }
  return Object.values(world.customers).map((customer) => {
    const identifiers = customer.profiles.flatMap((profile) => profile.identifiers);
    const identifier = (wanted: string): string => identifiers.find(({ type }) => type === wanted)?.value ?? '';
    return {
      id: customer.id,
      name: nameOf(world, customer.id),
      mobile: identifier('mobile'),
      email: identifier('email'),
      externalId: identifier('externalId'),
      cardNumber: identifier('cardnumber'),
      tier: tiers.get(customer.tier ?? 0) ?? '',
      status: customer.statusLabel,
      points: points(`CUSTOMER:${customer.id}`, true),
      promised: points(`CUSTOMER:${customer.id}`, false),
      coupons: held.get(customer.id) ?? [],
    };
  });
}

/** Whether the holder of a coupon can redeem it again, as far as earlier redemptions decide that. */
function hasUsesLeft(world: World, coupon: Coupon): boolean {
  const series = world.couponSeries[coupon.seriesId];
  if (!series || coupon.revoked || redemptionsLeft(world, coupon, series) === 0) return false;
  return (
    series.sameUserMultipleRedeem ||
    redemptionsOf(world, coupon).every(({ customerId }) => customerId !== coupon.customerId)
  );
}

export function userGroupsOf(world: World): Group[] {
  const points = balances(world);
  return Object.values(world.userGroups).map(({ id, externalId, name, status, members }) => ({
    id,
    externalId,
    name,
    status,
    points: points(`USERGROUP2:${id}`, true),
    members: members.map(({ customerId }) => nameOf(world, customerId)),
  }));
}

function nameOf(world: World, customerId: number): string {
  const [profile] = world.customers[customerId]?.profiles ?? [];
  return `${profile?.firstName ?? ''} ${profile?.lastName ?? ''}`.trim();
}

/** What remains in everybody's lots: by holder, main points or promised ones. */
function balances(world: World): (holder: string, main: boolean) => number {
  const sums = new Map<string, number>();
  for (const { entity, category, remaining } of Object.values(world.lots)) {
    const key = `${entity.type}:${entity.id} ${category === 'Main'}`;
    sums.set(key, (sums.get(key) ?? 0) + remaining);
  }
  return (holder, main) => Math.round((sums.get(`${holder} ${main}`) ?? 0) * 1000) / 1000;
}
