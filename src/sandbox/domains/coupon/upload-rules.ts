/** Uploading files to a coupon series. Each row succeeds or fails by itself. */
import { type Instant, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { customerBy } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { addUploadedCode, couponByCode, issueCoupon, redeemCoupon } from './rules.js';
import type { Coupon, CouponSeries } from './state.js';
import type { CouponUpload } from './upload-state.js';

/** The kinds of customer column, with the identifier type of each. */
export const CUSTOMER_COLUMNS = { MOBILE: 'mobile', EXTERNAL_ID: 'externalId', EMAIL: 'email', USER_ID: 'id' } as const;

export type CustomerColumn = keyof typeof CUSTOMER_COLUMNS;

/** A row of codes: a code, a customer, or both. */
export interface CodeRow {
  code?: string;
  customer?: string;
}

/** A redemption that was made elsewhere. */
export interface RedemptionRow {
  customer: string;
  coupon: string;
  redeemedOn: Instant | null;
  tillId: number;
  billId: string;
  billNumber: string;
  details: string;
}

interface File {
  fileName: string;
  details: string;
}

/** Uploads codes. Rows fail with 8015 (unknown customer), 701 (code missing or taken), or as `issueCoupon` does. */
export function uploadCodes(
  world: World,
  series: CouponSeries,
  file: File & { customers: CustomerColumn | null; rows: readonly CodeRow[]; tillId: number },
): CouponUpload {
  return upload(world, 'CODES', series, file, (row) => {
    const { code } = row;
    if (code !== undefined && (code === '' || couponByCode(world, code))) {
      fail(701, code === '' ? 'The row has no code' : `Code ${code} already exists`);
    }
    if (file.customers) {
      issueCoupon(world, series, customerIn(world, file.customers, row.customer ?? ''), file.tillId, code);
    } else {
      addUploadedCode(world, series, code ?? fail(701, 'The row has no code'));
    }
  });
}

/**
 * Uploads redemptions. Rows fail with 8015 (unknown customer), 702 (coupon not in the series), 671 (unknown till), 621
 * (time missing, malformed or in the future), or as redeeming does.
 */
export function uploadRedemptions(
  world: World,
  series: CouponSeries,
  file: File & { customers: CustomerColumn; coupons: 'COUPON_ID' | 'COUPON_CODE'; rows: readonly RedemptionRow[] },
): CouponUpload {
  return upload(world, 'REDEMPTIONS', series, file, (row) => {
    const coupon = file.coupons === 'COUPON_ID' ? world.coupons[Number(row.coupon)] : couponByCode(world, row.coupon);
    redeem(world, inSeries(coupon, series, row.coupon), customerIn(world, file.customers, row.customer), row);
  });
}

function inSeries(coupon: Coupon | undefined, series: CouponSeries, named: string): Coupon {
  return coupon?.seriesId === series.id ? coupon : fail(702, `The series has no coupon ${named}`);
}

function redeem(world: World, { code }: Coupon, customer: Customer, row: RedemptionRow): void {
  if (!world.tills[row.tillId]) fail(671, 'redeemedAt is not the id of a till');
  const at = row.redeemedOn ?? fail(621, 'The redemption time is missing or not a number of milliseconds');
  if (at > now(world)) fail(621, 'The redemption time is in the future');
  const bill = world.transactions[Number(row.billId)];
  const use = { code, customer, tillId: row.tillId, at, ...(bill && { billAmount: bill.amount }) };
  redeemCoupon(world, use, { billNumber: row.billNumber, notes: row.details });
}

const customerIn = (world: World, column: CustomerColumn, value: string): Customer =>
  customerBy(world, CUSTOMER_COLUMNS[column], value);

function upload<Row>(
  world: World,
  kind: CouponUpload['kind'],
  series: CouponSeries,
  { fileName, details, rows }: File & { rows: readonly Row[] },
  take: (row: Row) => void,
): CouponUpload {
  const refused: CouponUpload['refused'] = [];
  for (const [index, row] of rows.entries()) {
    try {
      take(row);
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      refused.push({ row: index + 1, code: error.code, message: error.message });
    }
  }
  const id = nextId(world, 'couponUpload');
  const createdOn = now(world);
  const storedAs = `codes_${Date.parse(createdOn)}_${series.id}.csv`;
  const added = { id, kind, seriesId: series.id, fileName, storedAs, details, createdOn, rows: rows.length, refused };
  world.couponUploads[id] = added;
  return added;
}
