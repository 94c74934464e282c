/** The world that a sandbox starts with: a small fashion retailer and its past, made by the rules that calls go through. */
import { md5 } from './access.js';
import type { ClockStart } from './clock.js';
import { seedActivitySessions } from './seed/activity-sessions.js';
import { seedBadges } from './seed/badges.js';
import { liveThrough } from './seed/history.js';
import { seedLeads } from './seed/leads.js';
import { describeLocations } from './seed/locations.js';
import { ACCESS, CONCEPTS, ORGANISATION, STORES, TILLS_PER_STORE, ZONES } from './seed/organisation.js';
import { seedPartnerPrograms } from './seed/partner-programs.js';
import { PRODUCTS } from './seed/products.js';
import { seedRewards } from './seed/rewards.js';
import { seedSurveys } from './seed/surveys.js';
import { seedTasks } from './seed/tasks.js';
import { seedUserGroups } from './seed/user-groups.js';
import type { OAuthClient, Till } from './state/organisation.js';
import { createWorld, nextId, type World } from './world.js';

/** What opens the sandbox. */
export interface SandboxCredentials {
  username: string;
  password: string;
  clientKey: string;
  clientSecret: string;
  adminKey: string;
  adminOrgId: string;
}

/** The seeded world. Equal options give equal worlds, byte for byte, where `now` is given. */
export function seedWorld(options: { seed: number; now?: ClockStart }): World {
  const world = openWorld(options);
  liveThrough(world);
  seedTasks(world);
  seedSurveys(world);
  seedActivitySessions(world);
  seedLeads(world);
  seedPartnerPrograms(world);
  seedBadges(world);
  seedUserGroups(world);
  seedRewards(world);
  return world;
}

/** The same organisation before its first customer; what tests of single rules start from. */
export function openWorld(options: { seed: number; now?: ClockStart }): World {
  const world = createWorld(ORGANISATION, options);
  for (const zone of ZONES) world.zones[zone.id] = { ...zone };
  for (const concept of CONCEPTS) world.concepts[concept.id] = { ...concept };
  for (const store of STORES) {
    world.stores[store.id] = { ...store };
    for (let number = 1; number <= TILLS_PER_STORE; number++) {
      const till = tillOf(store.id, store.code, number);
      world.tills[till.id] = till;
    }
  }
  describeLocations(world);
  world.adminKey = ACCESS.adminKey;
  for (const client of clients()) world.oauthClients[client.key] = client;
  for (const product of PRODUCTS) {
    world.products[product.sku] = {
      id: nextId(world, 'product'),
      ...product,
      ean: '',
      imageUrl: '',
      attributes: {},
      active: true,
    };
  }
  return world;
}

function tillOf(storeId: number, storeCode: string, number: number): Till {
  const code = `${storeCode}.till${String(number).padStart(2, '0')}`;
  return {
    id: storeId * 100 + number,
    code,
    name: code,
    storeId,
    active: true,
    username: code,
    passwordMd5: md5(ACCESS.password),
  };
}

function clients(): OAuthClient[] {
  const tillId = (STORES[0]?.id ?? 0) * 100 + 1;
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

/** The credentials of a world's first till, its unlimited OAuth client and its admin key. */
export function credentialsOf(world: World): SandboxCredentials {
  const [till] = Object.values(world.tills);
  return {
    username: till?.username ?? '',
    password: ACCESS.password,
    clientKey: ACCESS.clientKey,
    clientSecret: ACCESS.clientSecret,
    adminKey: ACCESS.adminKey,
    adminOrgId: String(world.organisation.id),
  };
}
