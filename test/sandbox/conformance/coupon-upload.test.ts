import type { World } from '../../../src/sandbox/world/world.js';
import { conform } from './conform.js';
import { ASHA, first } from './people.js';
import type { Args, Do } from './sample.js';

const csv = (...lines: string[]): object => ({
  filename: 'codes.csv',
  contentType: 'text/csv',
  text: lines.join('\n'),
});

const series = (world: World): Args => ({
  couponSeriesId: first(world.couponSeries, (each) => each.seriesCode === 'FRIENDS20').id,
});

/** Codes, one of them given twice. */
const codes = (world: World): Args => ({
  ...series(world),
  body: { file: csv('OWN-1', 'OWN-2', 'OWN-1'), customerIdentifier: 'NOT_TAGGED' },
});

/** Two redemptions by Asha, one of a code that the series does not have. */
const redemptions = (world: World): Args => ({
  ...series(world),
  body: {
    file: csv(`1777000000000,5001101,${ASHA},OWN-1`, `1777000000000,5001101,${ASHA},OWN-9`),
    customerIdentifier: 'USER_ID',
    couponIdentifier: 'COUPON_CODE',
    uploadHeaders: JSON.stringify({ redeemedDateInMillis: 0, redeemedAt: 1, userId: 2, couponCode: 3 }),
  },
});

const loaded = async (world: World, run: Do) => {
  await run('coupon_upload_codes', codes(world));
  return series(world);
};

conform('Coupon upload', {
  coupon_upload_get_status: { args: loaded },
  coupon_upload_get_redeemed_status: {
    args: async (world, run) => {
      await run('coupon_upload_redeemed', redemptions(world));
      return series(world);
    },
  },
  coupon_upload_codes: { args: codes },
  coupon_upload_redeemed: { args: redemptions },
});
