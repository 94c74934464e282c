import { createHash } from 'node:crypto';
import { advance, HOUR } from '../../../src/sandbox/world/clock.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHAS_MOBILE, asha, first } from './people.js';
import type { Args, Do } from './sample.js';

const LOG = 'Client started\n';
const DAY = { start_date: '2026-05-03', end_date: '2026-05-03' };

const report = (more: Args = {}): Args => ({
  body: { root: { report: { '-type': 'loyalty', store_code: 'blr01', date: '2026-05-02 21:30:00', ...more } } },
});

/** A day with a bill, and points used at the till. */
async function busyDay(world: World, run: Do): Promise<Args> {
  await run('transaction_add', {
    ...asha(),
    body: {
      type: 'REGULAR',
      billNumber: 'DAY-1',
      billAmount: 1200,
      billingDate: '2026-05-03T11:00:00+05:30',
    },
  });
  world.organisation.settings.validateRedemptions = false;
  await run('points_redeem_v1_1', {
    body: {
      root: { redeem: [{ points_redeemed: '10', transaction_number: 'DAY-1', customer: { mobile: ASHAS_MOBILE } }] },
    },
  });
  return DAY;
}

conform('Store', {
  store_get_v1_1: { args: (world) => ({ id: first(world.stores).id }) },
  store_get_staff_v1_1: { args: () => ({ type: 'ASSOCIATE' }), other: () => ({ type: 'MANAGER' }) },
  store_get_tasks_v1_1: { args: () => ({ all: 'call' }) },
  store_verify_store_login_v1_1: { args: () => ({}), meanwhile: (world) => advance(world, HOUR) },
  store_upload_logs_v1_1: {
    args: () => ({
      'X-CAP-CLIENT-LOGFILENAME': 'activity.log',
      'X-CAP-CLIENT-LOGFILESIZE': Buffer.byteLength(LOG),
      'X-CAP-CLIENT-FILE-SIGNATURE': createHash('sha1').update(LOG).digest('hex'),
      body: { file: { filename: 'activity.log', contentType: 'text/plain', text: LOG } },
    }),
  },
  store_upload_reports_v1_1: { args: () => report({ total_transactions: '84', footfall_count: '260' }) },
  store_get_reports_v1_1: { args: busyDay },
  store_get_configurations_v1_1: {
    args: () => ({}),
    meanwhile: (world, run) =>
      run('task_add_v1_1', {
        body: {
          root: {
            task: [{ title: 'Count the till', creator: { type: 'manager', id: String(first(world.associates).id) } }],
          },
        },
      }),
  },
  store_verify_login_v1_1: { args: () => ({}), meanwhile: (world) => advance(world, HOUR) },
});
