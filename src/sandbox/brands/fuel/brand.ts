/** The fuel-and-fleet brand as a seed world: companies with drivers, their groups and cards, and private drivers. */

import { makeBadge, ONCE } from '../../domains/badges/plain-badge.js';
import { generateCards, linkCard, nextCard } from '../../domains/card/rules.js';
import { keepSeries } from '../../domains/card/series.js';
import { createSeries, issueCoupon } from '../../domains/coupon/rules.js';
import { placeCustomer } from '../../domains/customer/associations.js';
import type { CardSeries, Customer, UserGroup } from '../../domains/customer/state.js';
import { addCompany } from '../../domains/organization/companies.js';
import { createStatuses } from '../../domains/rewards/fulfillment.js';
import { categoriesOf, price, rewardsOf } from '../../domains/rewards/plain-reward.js';
import { seedStores } from '../../domains/store/seed.js';
import { seedTasks, type Work } from '../../domains/tasks/seed.js';
import { createGroup } from '../../domains/user-group/rules.js';
import type { World } from '../../world/world.js';
import { type Brand, tillId } from '../brand.js';
import { type Member, memberHappenings, type Numbering } from '../members.js';
import { type Ago, agoIn, type Happening, live } from '../timeline.js';
import { CATALOGUE, CONCEPTS, ORGANISATION, STORES, ZONES } from './organisation.js';

/** A company, whose members are the first `drivers` of its list: the fleet manager, then drivers. */
interface Fleet {
  externalId: string;
  name: string;
  city: string;
  storeId: number;
  drivers: readonly string[];
}

const FLEETS: readonly Fleet[] = [
  {
    externalId: 'NGL-01',
    name: 'Northgate Logistics',
    city: 'Dubai',
    storeId: 51012,
    drivers: ['Omar Haddad', 'Bilal Aziz', 'Joseph Mensah', 'Rashid Karim', 'Anil Thapa'],
  },
  {
    externalId: 'PCO-01',
    name: 'Palm Couriers',
    city: 'Abu Dhabi',
    storeId: 51013,
    drivers: ['Leila Mansour', 'Dinesh Perera', 'Yusuf Idris', 'Maria Santos'],
  },
  {
    externalId: 'ODT-01',
    name: 'Oasis Desert Tours',
    city: 'Al Ain',
    storeId: 51014,
    drivers: ['Khalid Rahman', 'Nasser Saeed', 'Tomas Novak'],
  },
];

const privateDriver = (
  name: string,
  storeId: number,
  joined: number,
  visitsPerMonth: number,
  basket: readonly string[],
): Member => ({ name, storeId, joined, visitsPerMonth, basket, quantity: [1, 45] });

const PRIVATE: readonly Member[] = [
  privateDriver('Huda Farouk', 51011, 320, 5, ['PETROL-95', 'COFFEE']),
  privateDriver('Daniel Okoye', 51011, 300, 4, ['PETROL-98', 'WASH-PLUS']),
  privateDriver('Sana Iqbal', 51014, 280, 3, ['PETROL-95', 'SANDWICH', 'WATER']),
  privateDriver('Pavel Orlov', 51013, 250, 6, ['DIESEL', 'COFFEE']),
  privateDriver('Amira Nasser', 51011, 210, 8, ['EV-KWH', 'COFFEE']),
  privateDriver('Gopal Menon', 51012, 180, 3, ['PETROL-95']),
  privateDriver('Elena Rossi', 51011, 150, 4, ['EV-KWH', 'WASH-BASIC']),
  privateDriver('Tariq Bashir', 51013, 120, 2, ['PETROL-98', 'OIL-5W30']),
  privateDriver('Noor Saleh', 51014, 90, 4, ['PETROL-95', 'COFFEE']),
  privateDriver('Ivan Petrov', 51012, 45, 3, ['DIESEL', 'ADBLUE-10']),
  privateDriver('Fatima Zayed', 51011, 12, 4, ['PETROL-95', 'WATER']),
];

const NUMBERING: Numbering = {
  mobile: (index) => `9715010000${String(index + 1).padStart(2, '0')}`,
  externalId: (index) => `HD-${String(index + 1).padStart(5, '0')}`,
  billNumber: (count) => `hal-${String(count).padStart(5, '0')}`,
};

const WORK: Work = {
  staff: {
    head: 'Yasmin Darwish',
    stores: [
      ['Imran Qureshi', 'Leila Nasser', 'Marco Reyes'],
      ['Hassan Jaber', 'Sunita Rai', 'Paulo Cruz'],
      ['Mona Khalil', 'Ahmed Siddiq', 'Grace Wanjiru'],
      ['Samir Haddad', 'Deepak Verghese', 'Joy Navarro'],
    ],
  },
  calls: { title: 'Call our fleet managers', body: 'Ask which of their drivers have no fleet card yet' },
  display: { title: 'Put up the summer price boards', body: 'At the entrance, before the weekend' },
  memo: { title: 'Night shift at the wash', body: 'The wash closes at midnight from now on' },
};

const FOUNDED = 400;
const TILL = tillId(51011, 1);

function past(world: World): void {
  const ago = agoIn(world);
  const groups: UserGroup[] = [];
  const managers: Customer[] = [];
  let cards: CardSeries | undefined;
  const drivers = FLEETS.flatMap((fleet, company) =>
    fleet.drivers.map((name, place) => ({ name, fleet, company, place })),
  );
  const members = [...drivers.map(({ name, fleet, place }) => driver(name, fleet, place)), ...PRIVATE];
  const founding: Happening = {
    at: ago(FOUNDED),
    happens: () => {
      found(world);
      groups.push(...FLEETS.map((fleet) => fleetGroup(world, fleet)));
      cards = fleetCards(world, members.length);
    },
  };
  const joining = memberHappenings(world, members, NUMBERING, ago, {
    group: (index) => groups[drivers[index]?.company ?? -1],
    joined: (customer, index) => {
      const place = drivers[index];
      if (!place || !cards) return;
      const manager = managers[place.company];
      if (!manager) managers[place.company] = customer;
      placeCustomer(world, customer, {
        hierarchyCode: 'FLEET',
        roleCode: manager ? 'DRIVER' : 'MANAGER',
        companyExternalId: place.fleet.externalId,
        ...(manager && { parent: manager }),
      });
      const { number } = nextCard(world, cards);
      linkCard(world, customer, { number, statusLabel: 'ACTIVE' }, { tillId: customer.tillId });
    },
  });
  live(world, [founding, ...joining, ...offers(world, ago)]);
  catalogue(world, ago);
  seedTasks(world, WORK);
  seedStores(
    world,
    [
      ['Imran', 'Qureshi'],
      ['Leila', 'Nasser'],
    ],
    { regularBills: 231, notInterestedBills: 118, enterLaterBills: 0, sales: 46310, footfall: 402 },
  );
}

const driver = (name: string, { city, storeId }: Fleet, place: number): Member => ({
  name,
  storeId,
  joined: 380 - place * 3,
  // The manager drives little.
  visitsPerMonth: place === 0 ? 1 : 6,
  basket: ['DIESEL', 'ADBLUE-10', 'COFFEE'],
  quantity: [1, 60],
  extendedFields: { city },
});

/** The companies, and the roles in them. */
function found(world: World): void {
  world.hierarchies['FLEET'] = {
    id: 21,
    code: 'FLEET',
    name: 'Fleets',
    roles: ['MANAGER', 'DRIVER'].map((code, index) => ({ id: index + 1, code, name: code.toLowerCase() })),
    skipLevelAllowed: false,
  };
  for (const { externalId, name, city } of FLEETS) {
    addCompany(world, {
      externalId,
      name,
      hierarchyDefinitionCode: 'FLEET',
      extendedFields: { company_city: city },
    });
  }
}

/** Drivers of a company collect points together. */
const fleetGroup = (world: World, { externalId, name, city, storeId, drivers }: Fleet): UserGroup =>
  createGroup(world, {
    name,
    externalId: `fleet-${externalId.toLowerCase()}`,
    maxGroupSize: 20,
    extendedFields: { ug_city: city, fleet_size: drivers.length },
    tillId: tillId(storeId, 1),
  });

function fleetCards(world: World, count: number): CardSeries {
  const details = {
    code: 'HALDENFLEET',
    name: 'Halden fleet card',
    type: 'PHYSICAL',
    prefix: 'HF',
    codeLength: 10,
    maxActivePerCustomer: 1,
    generated: true,
  } as const;
  const series = keepSeries(world, details, { tillId: TILL });
  generateCards(world, series, { count, tillId: TILL });
  return series;
}

/** A free wash for everybody who is there when it starts, and a code for all. */
function offers(world: World, ago: Ago): Happening[] {
  return [
    {
      at: ago(40),
      happens: () => {
        const wash = createSeries(
          world,
          {
            description: 'Free basic wash',
            discountCode: 'WASH',
            seriesCode: 'FREEWASH',
            discountType: 'ABS',
            discountValue: 35,
            maxVouchersPerUser: 1,
            validTillDate: ago(-60),
          },
          TILL,
        );
        for (const customer of Object.values(world.customers).slice(0, 15))
          issueCoupon(world, wash, customer, customer.tillId);
      },
    },
    {
      at: ago(20),
      happens: () => {
        createSeries(
          world,
          {
            description: 'Summer, 5% off everything in the shop',
            discountCode: 'SUMMER5',
            seriesCode: 'SUMMER5',
            discountType: 'PERC',
            discountValue: 5,
            clientHandlingType: 'GENERIC',
            genericCode: 'SUMMER5',
            anyUser: true,
            validTillDate: ago(-60),
          },
          TILL,
        );
      },
    },
  ];
}

/** Rewards for points, and a badge. */
function catalogue(world: World, ago: Ago): void {
  world.rewardBrands[78] = { id: 78, name: world.organisation.name };
  createStatuses(world, ['ORDERED', 'SENT', 'DELIVERED'], TILL);
  categoriesOf(world, 78, { 21: 'on the road' }, TILL);
  const add = rewardsOf(world, 78, ago, TILL);
  const series = Object.values(world.couponSeries).find(({ seriesCode }) => seriesCode === 'FREEWASH');
  add('Car wash', 'A basic wash at any station', {
    redemptionType: 'INTOUCH_REWARD',
    prices: [price('POINTS', { points: 700 })],
    seriesId: series?.id ?? null,
    categoryIds: [21],
  });
  add('Road kit', 'Torch, triangle and first aid, sent to you', {
    type: 'PHYSICAL_VOUCHER',
    redemptionType: 'PHYSICAL_REWARD',
    prices: [price('POINTS', { points: 3000 }), price('POINTS_CASH', { points: 1500, cash: 75 })],
    categoryIds: [21],
  });
  makeBadge(world, TILL, {
    name: 'Night driver',
    description: 'Fills up after midnight',
    startOn: ago(100),
    expiresOn: ago(-265),
    customerLimits: ONCE,
  });
}

export const FUEL: Brand = {
  organisation: ORGANISATION,
  zones: ZONES,
  concepts: CONCEPTS,
  stores: STORES,
  catalogue: CATALOGUE,
  past,
};
