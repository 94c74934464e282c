/** The lists of the page: what each shows of the world, and what a search in it looks at. */

import { type ListColumn, type ListName, type ListPage, PAGE_SIZE, type Row } from '../../apps/page/contract.js';
import { compareInstants } from '../../lib/instant.js';
import { couponsEnd } from '../domains/coupon/rules.js';
import type { Customer } from '../domains/customer/state.js';
import { balance, customerEntity, promisedBalance } from '../domains/points/ledger.js';
import { tierOf } from '../domains/points/tiers.js';
import { type Instant, now } from '../world/clock.js';
import type { World } from '../world/world.js';
import { brandOf, countBy, customersOf, dayOf, nameOf } from './brand.js';
import { promotionsOf } from './promotions.js';
import { discountOf, hasEnded, nameOfSeries } from './series.js';

/** An entity of a list; its row is made only if it is on the page. */
interface Listed {
  /** What a search looks at. */
  readonly texts: readonly string[];
  readonly row: () => Row;
}

interface List {
  readonly columns: readonly ListColumn[];
  /** All entities, in order. */
  readonly entries: (world: World) => readonly Listed[];
}

const number = (title: string): ListColumn => ({ title, kind: 'number' });
const state: ListColumn = { title: 'State', kind: 'state' };
const until: ListColumn = { title: 'Until', kind: 'day' };
const minor = (column: ListColumn): ListColumn => ({ ...column, minor: true });

const LISTS: Readonly<Record<ListName, List>> = {
  customers: {
    columns: [
      { title: 'Tier', kind: 'text' },
      number('Points'),
      minor(number('Promised')),
      minor({ title: 'Purchases', kind: 'money' }),
      minor({ title: 'Last seen', kind: 'day' }),
    ],
    entries: customers,
  },
  coupons: { columns: [state, number('Issued'), number('Redeemed'), minor(until)], entries: series },
  promotions: {
    columns: [state, number('Customers'), minor({ title: 'From', kind: 'day' }), minor(until)],
    entries: (world) => promotionsOf(world).map(({ row }) => ({ texts: [row.name, row.note ?? ''], row: () => row })),
  },
  rewards: {
    columns: [state, number('Points'), { title: 'Cash', kind: 'money', minor: true }, number('Issued'), minor(until)],
    entries: rewards,
  },
  badges: { columns: [state, number('Earned'), minor(until)], entries: badges },
  groups: { columns: [state, number('Members'), number('Points')], entries: groups },
  stores: {
    columns: [{ title: 'City', kind: 'text' }, minor({ title: 'Zone', kind: 'text' }), number('Tills')],
    entries: stores,
  },
  tills: { columns: [{ title: 'Store', kind: 'text' }, minor({ title: 'User', kind: 'text' }), state], entries: tills },
};

/** @param search - a part of a text of an entity, in any case; if empty, all match */
export function listPage(world: World, name: ListName, { search, page }: { search: string; page: number }): ListPage {
  const { columns, entries } = LISTS[name];
  const part = search.trim().toLowerCase();
  const all = entries(world);
  const found = part === '' ? all : all.filter(({ texts }) => texts.some((text) => text.toLowerCase().includes(part)));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const shown = Math.min(Math.max(1, page), pages);
  return {
    brand: brandOf(world),
    columns,
    rows: found.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE).map(({ row }) => row()),
    found: found.length,
    page: shown,
    pages,
  };
}

/** Whoever acted last first. */
function customers(world: World): Listed[] {
  return customersOf(world)
    .map((customer) => ({ customer, at: lastSeen(world, customer) }))
    .sort((a, b) => compareInstants(b.at, a.at) || b.customer.id - a.customer.id)
    .map(({ customer, at }) => {
      const identifiers = customer.profiles.flatMap((profile) => profile.identifiers.map(({ value }) => value));
      const name = nameOf(customer);
      return {
        texts: [name, ...identifiers, String(customer.id)],
        row: () => ({
          id: String(customer.id),
          name,
          note: identifiers.find((text) => text !== name) ?? '',
          cells: [
            tierOf(world, customer.tier)?.name ?? null,
            balance(world, customerEntity(customer.id)),
            promisedBalance(world, customerEntity(customer.id)),
            customer.lifetimePurchases,
            dayOf(world, at),
          ],
        }),
      };
    });
}

/** When the customer last bought something, or was changed. */
function lastSeen(world: World, { id, modifiedOn }: Customer): Instant {
  const bought = world.transactions[world.transactionsByCustomer[id]?.at(-1) ?? 0]?.createdOn ?? '';
  return bought > modifiedOn ? bought : modifiedOn;
}

const newestFirst = <T>(entities: Readonly<Record<string | number, T>>): T[] => Object.values(entities).reverse();

function series(world: World): Listed[] {
  return newestFirst(world.couponSeries).map((each) => ({
    texts: [nameOfSeries(each), each.seriesCode, String(each.id)],
    row: () => ({
      id: String(each.id),
      name: nameOfSeries(each),
      note: discountOf(each),
      cells: [
        hasEnded(world, each) ? 'ENDED' : 'ACTIVE',
        each.numIssued,
        each.numRedeemed,
        dayOf(world, couponsEnd(world, each)),
      ],
    }),
  }));
}

function rewards(world: World): Listed[] {
  const issued = countBy(
    Object.values(world.rewardIssues).filter(({ revocation }) => revocation === null),
    ({ rewardId }) => rewardId,
  );
  return newestFirst(world.rewards).map((each) => {
    const name = each.texts[0]?.name || `Reward ${each.id}`;
    const [price] = each.prices;
    return {
      texts: [name, String(each.id)],
      row: () => ({
        name,
        note: each.type,
        cells: [
          stateIn(world, each.enabled, each.endTime),
          price?.points ?? null,
          price?.cash ?? null,
          issued.get(each.id) ?? 0,
          dayOf(world, each.endTime),
        ],
      }),
    };
  });
}

const stateIn = (world: World, active: boolean, end: Instant): string =>
  end < now(world) ? 'ENDED' : active ? 'ACTIVE' : 'INACTIVE';

function badges(world: World): Listed[] {
  const earned = countBy(
    Object.values(world.earnedBadges).filter(({ revoked }) => !revoked),
    ({ badgeId }) => badgeId,
  );
  return newestFirst(world.badges).map((each) => ({
    texts: [each.name, each.description ?? ''],
    row: () => ({
      name: each.name,
      note: each.description ?? '',
      cells: [stateIn(world, each.active, each.expiresOn), earned.get(each.id) ?? 0, dayOf(world, each.expiresOn)],
    }),
  }));
}

function groups(world: World): Listed[] {
  return newestFirst(world.userGroups).map((each) => ({
    texts: [each.name, each.externalId],
    row: () => ({
      name: each.name || `Group ${each.id}`,
      note: each.externalId,
      cells: [each.status, each.members.length, balance(world, { type: 'USERGROUP2', id: each.id })],
    }),
  }));
}

function stores(world: World): Listed[] {
  const count = countBy(Object.values(world.tills), ({ storeId }) => storeId);
  return Object.values(world.stores).map((each) => ({
    texts: [each.name, each.code, each.city],
    row: () => ({
      name: each.name,
      note: each.code,
      cells: [each.city || null, world.zones[each.zoneId]?.name ?? null, count.get(each.id) ?? 0],
    }),
  }));
}

function tills(world: World): Listed[] {
  return Object.values(world.tills).map((each) => {
    const store = world.stores[each.storeId]?.name ?? '';
    return {
      texts: [each.name, each.code, each.username, store],
      row: () => ({
        name: each.name || each.code,
        note: each.code,
        cells: [store || null, each.username, each.active ? 'ACTIVE' : 'INACTIVE'],
      }),
    };
  });
}
