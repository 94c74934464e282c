/** How the stores' clients are set up, what stores reported lately, and who of the staff has an account. */
import { DAY, later, now } from '../clock.js';
import { addStaff, openAccount } from '../rules/staff.js';
import { takeReport } from '../rules/stores.js';
import type { World } from '../world.js';
import { ACCESS } from './organisation.js';

const DAYS_AGO = 40;

/** Draws nothing at random. */
export function seedStores(world: World): void {
  const present = now(world);
  for (const [index, store] of Object.values(world.stores).entries()) {
    world.storeClients[store.id] = {
      changedOn: later(present, (index - DAYS_AGO) * DAY),
      dataProvidersFile: String(411 + index),
      logConfigFile: '',
      printerTemplates: { bill: `${store.code}-bill`, points_redemption: `${store.code}-redemption` },
      rulesPackages: { coupons: `coupons-${index + 1}` },
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
  reportYesterday(world);
  const { clock } = world;
  world.clock = { kind: 'fixed', now: later(present, -DAYS_AGO * DAY) };
  openAccounts(world);
  world.clock = clock;
}

/** The first store told what its bills do not show: who came in, and who did not want to join. */
function reportYesterday(world: World): void {
  const [store] = Object.values(world.stores);
  if (!store) return;
  takeReport(world, {
    storeId: store.id,
    reportedFor: later(now(world), -DAY),
    bills: 84,
    sales: 91240,
    footfall: 260,
    regularBills: 70,
    notInterestedBills: 12,
    enterLaterBills: 2,
    enterLaterBillsOfDay: 1,
  });
}

/** The user that calls by default is an account too, so that its tokens and password can be tried. */
function openAccounts(world: World): void {
  const [till] = Object.values(world.tills);
  const [first, second] = Object.values(world.stores);
  if (!till || !first || !second) return;
  openAccount(world, till, {
    mobile: '918000190001',
    email: 'counter.one@meridian.example.com',
    firstname: 'Lakshmi',
    lastname: 'Hegde',
    title: 'Manager',
  });
  const plain = { password: ACCESS.password, zoneCode: '', conceptCode: '', title: 'Associate' };
  addStaff(world, {
    ...plain,
    username: 'nisha.bhat',
    mobile: '918000190002',
    email: 'nisha.bhat@meridian.example.com',
    storeCode: first.code,
    firstname: 'Nisha',
    lastname: 'Bhat',
  });
  addStaff(world, {
    ...plain,
    username: 'divya.raman',
    mobile: '918000190003',
    email: '',
    storeCode: second.code,
    firstname: 'Divya',
    lastname: 'Raman',
  });
}
