/** Settings of the stores' clients, recent reports of the first store, and staff accounts. */

import { ACCESS } from '../../brands/fashion/organisation.js';
import { DAY, later, now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { takeReport } from './rules.js';
import { addStaff, openAccount } from './staff-rules.js';

const DAYS_AGO = 40;

/** First and last name. */
type Name = readonly [string, string];

/** What the first store reports of a day; bills do not show all of it. */
interface DayFigures {
  regularBills: number;
  notInterestedBills: number;
  enterLaterBills: number;
  sales: number;
  footfall: number;
}

/**
 * The first of the team has the till that calls by default, so that its tokens and password can be tried; the others
 * work in the stores in turn. Draws nothing at random.
 */
export function seedStores(world: World, team: readonly [Name, ...Name[]], figures: DayFigures): void {
  const present = now(world);
  for (const [index, store] of Object.values(world.stores).entries()) {
    world.storeClients[store.id] = {
      changedOn: later(present, (index - DAYS_AGO) * DAY),
      dataProvidersFile: String(411 + index),
      logConfigFile: '',
      printerTemplates: { transaction: `${store.code}-bill`, points_redemption: `${store.code}-redemption` },
      rulesPackages: { dvs_issue: { version: '1', file_id: String(70 + index) } },
      outputTemplates: { points_redemption: '-1' },
      postOutputTemplates: {
        nightly_sync: { id: String(88 + index), name: 'NightlyExport', client_monitoring_type: 'FILE_CHECK' },
      },
      serverPrefix: '',
      debugLevel: '',
      testMode: '',
      uploadLogs: '',
    };
  }
  reportYesterday(world, figures);
  const { clock } = world;
  world.clock = { kind: 'fixed', now: later(present, -DAYS_AGO * DAY) };
  openAccounts(world, team);
  world.clock = clock;
}

/** Includes visitors and people who declined to join. */
function reportYesterday(world: World, figures: DayFigures): void {
  const [store] = Object.values(world.stores);
  if (!store) return;
  takeReport(world, {
    storeId: store.id,
    reportedFor: later(now(world), -DAY),
    bills: figures.regularBills + figures.notInterestedBills + figures.enterLaterBills,
    enterLaterBillsOfDay: Math.min(1, figures.enterLaterBills),
    ...figures,
  });
}

function openAccounts(world: World, team: readonly Name[]): void {
  const [till] = Object.values(world.tills);
  const stores = Object.values(world.stores);
  for (const [index, [firstname, lastname]] of team.entries()) {
    const store = stores[Math.max(0, index - 1) % stores.length];
    if (!till || !store) return;
    const username = `${firstname}.${lastname}`.toLowerCase();
    const person = {
      mobile: `${(stores[0]?.mobile ?? '').slice(0, -6)}${190_001 + index}`,
      email: `${username}@${store.email.split('@')[1] ?? 'example.com'}`,
      firstname,
      lastname,
      title: index === 0 ? 'Manager' : 'Associate',
    };
    if (index === 0) openAccount(world, till, person);
    else addStaff(world, { ...person, username, password: ACCESS.password, storeCode: store.code });
  }
}
