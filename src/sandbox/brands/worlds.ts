/** The worlds with which a sandbox can start: a brand and its past, created by the rules that calls use. */
import { md5 } from '../../lib/md5.js';
import { seedActivitySessions } from '../domains/activity-sessions/seed.js';
import { seedBadges } from '../domains/badges/seed.js';
import { describeFields } from '../domains/custom-fields/rules.js';
import { seedCustomerLabels } from '../domains/customer/label-seed.js';
import { seedBehaviour } from '../domains/events/seed.js';
import { DOMAINS } from '../domains/index.js';
import { seedPartnerPrograms } from '../domains/leads/partner-program-seed.js';
import { isAdminTill } from '../domains/locations/rules.js';
import { describeLocations } from '../domains/locations/seed.js';
import type { OAuthClient, Till } from '../domains/organization/state.js';
import { seedLabels } from '../domains/product/label-seed.js';
import { stock } from '../domains/product/seed.js';
import { seedCartPromotions } from '../domains/promotions/cart-seed.js';
import { seedLoyaltyPromotions } from '../domains/promotions/loyalty-seed.js';
import { seedRequests } from '../domains/requests/seed.js';
import { seedRewards } from '../domains/rewards/seed.js';
import { seedStores } from '../domains/store/seed.js';
import { seedSurveys } from '../domains/survey/seed.js';
import { seedTargets } from '../domains/targets/seed.js';
import { seedTasks, type Work } from '../domains/tasks/seed.js';
import { seedRejections } from '../domains/transaction/rejection-seed.js';
import { seedUserGroups } from '../domains/user-group/seed.js';
import type { ClockStart } from '../world/clock.js';
import { createWorld, type World } from '../world/world.js';
import { type Brand, tillId } from './brand.js';
import { COFFEE } from './coffee/brand.js';
import { liveThrough } from './fashion/history.js';
import { ACCESS, CONCEPTS, ORGANISATION, STORES, TILLS_PER_STORE, ZONES } from './fashion/organisation.js';
import { CATALOGUE } from './fashion/products.js';
import { FUEL } from './fuel/brand.js';
import type { BrandName } from './names.js';

/** The credentials of the sandbox. */
export interface SandboxCredentials {
  username: string;
  password: string;
  clientKey: string;
  clientSecret: string;
  adminKey: string;
  adminOrgId: string;
}

/** What determines a seeded world. */
export interface SeedOptions {
  seed: number;
  /** Fixes the clock; by default, time passes normally. */
  now?: ClockStart;
  /** The fashion retailer by default. */
  brand?: BrandName;
}

const BRANDS: Readonly<Record<BrandName, Brand>> = {
  fashion: {
    organisation: ORGANISATION,
    zones: ZONES,
    concepts: CONCEPTS,
    stores: STORES,
    catalogue: CATALOGUE,
    past: fashionPast,
  },
  fuel: FUEL,
  coffee: COFFEE,
};

/** The seeded world. Equal options give equal worlds, byte for byte, where `now` is given. */
export function seedWorld(options: SeedOptions): World {
  const world = openWorld(options);
  const { brand = 'fashion' } = options;
  BRANDS[brand].past(world);
  world.notifications = [];
  for (const { seed } of DOMAINS) seed?.[brand]?.(world);
  // Webhooks are notified of what happens from now on.
  world.changes = [];
  return world;
}

const WORK: Work = {
  staff: {
    head: 'Priya Menon',
    stores: [
      ['Lakshmi Hegde', 'Arjun Shetty', 'Nisha Bhat'],
      ['Karthik Subramanian', 'Divya Raman', 'Suresh Babu'],
      ['Farah Khan', 'Rohan Kadam', 'Tanvi Sawant'],
      ['Sameer Joshi', 'Pooja Patil', 'Amit Kulkarni'],
      ['Harpreet Gill', 'Neeraj Verma', 'Ritu Saini'],
    ],
  },
  calls: { title: 'Call our best customers', body: 'Invite them to the preview of the festive collection' },
  display: { title: 'Set up the monsoon display', body: 'Front window, by the weekend' },
  memo: { title: 'New return policy', body: 'Returns are taken for 30 days now' },
};

/** The past of Meridian Threads, the fashion retailer. */
function fashionPast(world: World): void {
  liveThrough(world);
  seedTasks(world, WORK);
  seedSurveys(world);
  seedActivitySessions(world);
  seedPartnerPrograms(world);
  seedBadges(world);
  seedUserGroups(world);
  seedRewards(world);
  seedRequests(world);
  seedCustomerLabels(world);
  seedLabels(world);
  seedBehaviour(world);
  seedTargets(world);
  seedLoyaltyPromotions(world);
  seedCartPromotions(world);
  seedStores(
    world,
    [
      ['Lakshmi', 'Hegde'],
      ['Nisha', 'Bhat'],
      ['Divya', 'Raman'],
    ],
    { regularBills: 70, notInterestedBills: 12, enterLaterBills: 2, sales: 91240, footfall: 260 },
  );
  seedRejections(world);
}

/** The same organization before its first customer, for tests of single rules. */
export function openWorld(options: SeedOptions): World {
  const brand = BRANDS[options.brand ?? 'fashion'];
  const world = createWorld({ organisation: brand.organisation }, { ...options, domains: DOMAINS });
  for (const zone of brand.zones) world.zones[zone.id] = { ...zone };
  for (const concept of brand.concepts) world.concepts[concept.id] = { ...concept };
  for (const store of brand.stores) {
    world.stores[store.id] = { ...store };
    for (let number = 1; number <= TILLS_PER_STORE; number++) {
      const till = tillOf(store.id, store.code, number);
      world.tills[till.id] = till;
    }
  }
  describeLocations(world);
  describeFields(world);
  world.adminKey = ACCESS.adminKey;
  for (const client of clients(tillId(brand.stores[0]?.id ?? 0, 1))) world.oauthClients[client.key] = client;
  stock(world, brand.catalogue);
  return world;
}

function tillOf(storeId: number, storeCode: string, number: number): Till {
  const code = `${storeCode}.till${String(number).padStart(2, '0')}`;
  return {
    id: tillId(storeId, number),
    code,
    name: code,
    storeId,
    active: true,
    username: code,
    passwordMd5: md5(ACCESS.password),
  };
}

function clients(tillId: number): OAuthClient[] {
  return [
    { key: ACCESS.clientKey, secret: ACCESS.clientSecret, name: 'All groups', accessGroups: null, tillId },
    {
      key: ACCESS.limitedClientKey,
      secret: ACCESS.limitedClientSecret,
      name: 'Points and Customer only',
      accessGroups: [...ACCESS.limitedGroups],
      tillId,
    },
  ];
}

/** The credentials of the administrator's till, of the unlimited OAuth client, and the admin key. */
export function credentialsOf(world: World): SandboxCredentials {
  const till = Object.values(world.tills).find((each) => isAdminTill(world, each));
  return {
    username: till?.username ?? '',
    password: ACCESS.password,
    clientKey: ACCESS.clientKey,
    clientSecret: ACCESS.clientSecret,
    adminKey: ACCESS.adminKey,
    adminOrgId: String(world.organisation.id),
  };
}
