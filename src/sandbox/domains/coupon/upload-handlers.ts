/** Section Coupon upload: uploading files of codes, customers and redemptions for a series, and their results. */
import { parse } from 'csv-parse/sync';
import {
  couponUploadCodes,
  couponUploadGetRedeemedStatus,
  couponUploadGetStatus,
  couponUploadRedeemed,
} from '../../../tools/coupon/upload.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import type { ReceivedFile } from '../../../tools/schemas/reading.js';
import { type JsonObject, objectOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import type { Instant } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { seriesById } from './rules.js';
import type { CouponSeries } from './state.js';
import {
  CUSTOMER_COLUMNS,
  type CustomerColumn,
  type RedemptionRow,
  uploadCodes,
  uploadRedemptions,
} from './upload-rules.js';
import type { CouponUpload } from './upload-state.js';

type UploadJson = Answer<typeof couponUploadCodes>;
type ResultJson = PartOf<UploadJson, 'result'>;
type JobJson = ElementOf<PartOf<ResultJson, 'uploadJobStatuses'>>;

/**
 * The rows of the uploaded file.
 * @throws 400 if it is not a CSV
 */
function rowsIn({ bytes }: ReceivedFile): string[][] {
  try {
    return parse(bytes, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    return fail(400, 'The file is not a CSV');
  }
}

/**
 * The index of a column, from 0; undefined if none is named.
 * @throws 400 if the value is not an index
 */
function columnOf(value: unknown, name: string): number | undefined {
  const text = textOf(value);
  if (text === '') return undefined;
  return /^\d{1,3}$/.test(text) ? Number(text) : fail(400, `${name} must be the position of a column, from 0`);
}

/**
 * Parses `uploadHeaders`, which is JSON in a text.
 * @throws 400 if it is not JSON
 */
function headersOf(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text));
  } catch {
    return fail(400, 'uploadHeaders is not JSON');
  }
}

const COUPON_COLUMNS = { COUPON_ID: 'couponId', COUPON_CODE: 'couponCode' } as const;

/**
 * Reads rows by the positions of `uploadHeaders`.
 * @throws 400 if a required column is missing
 */
function rowReader(
  headers: JsonObject,
  customers: CustomerColumn,
  coupons: keyof typeof COUPON_COLUMNS,
): (row: readonly string[]) => RedemptionRow {
  const column = (name: string): number | undefined => columnOf(headers[name], `uploadHeaders.${name}`);
  const needed = (name: string): number => column(name) ?? fail(400, `uploadHeaders has no ${name}`);
  const customer = needed(customers === 'USER_ID' ? 'userId' : CUSTOMER_COLUMNS[customers]);
  const coupon = needed(COUPON_COLUMNS[coupons]);
  const [time, till] = [needed('redeemedDateInMillis'), needed('redeemedAt')];
  const [billId, billNumber, details] = [column('billId'), column('billNumber'), column('details')];
  return (row) => {
    const at = (position: number | undefined): string => (position === undefined ? '' : (row[position] ?? ''));
    return {
      customer: at(customer),
      coupon: at(coupon),
      redeemedOn: instantOf(at(time)),
      tillId: Number(at(till)),
      billId: at(billId),
      billNumber: at(billNumber),
      details: at(details),
    };
  };
}

/** Epoch milliseconds; null for anything else. */
function instantOf(millis: string): Instant | null {
  return /^\d{1,14}$/.test(millis) ? new Date(Number(millis)).toISOString().replace('.000Z', 'Z') : null;
}

/** Jobs of this kind for the series, oldest first. */
const jobsOf = (world: World, series: CouponSeries, kind: CouponUpload['kind']): CouponUpload[] =>
  Object.values(world.couponUploads).filter((each) => each.seriesId === series.id && each.kind === kind);

const toResultJson = (world: World, series: CouponSeries, result: ResultJson): UploadJson => ({
  success: true,
  status: 200,
  result: { orgId: world.organisation.id, couponSeriesId: series.id, ...result },
});

const toCodeJobJson = (world: World, job: CouponUpload, begun: boolean): JobJson => ({
  ...toJobJson(world, job, begun),
  uploadStatus: begun ? 'STARTED' : 'FINISHED',
  audienceGroupId: 0,
  audienceGroupVersionId: 0,
});

const toRedemptionJobJson = (world: World, job: CouponUpload, begun: boolean): JobJson => ({
  ...toJobJson(world, job, begun),
  uploadRedeemedCouponStatus: begun ? 'QUEUED' : 'COMPLETED',
});

/** A job at its start or at its end. The answer to the upload itself shows it at its start, with nothing counted. */
function toJobJson(world: World, job: CouponUpload, begun: boolean): JobJson {
  const millis = String(Date.parse(job.createdOn));
  const place = `${world.organisation.id}_${job.seriesId}`;
  return {
    jobId: job.id,
    createdOn: millis,
    updatedOn: millis,
    errorFileUrl: begun || job.refused.length === 0 ? null : `error_${place}_${job.id}`,
    successFileUrl: null,
    uploadedFileUrl: job.storedAs,
    totalUploadedCount: begun ? 0 : job.rows,
    actualRowCount: begun ? 0 : job.rows,
    errorCount: begun ? 0 : job.refused.length,
    uploadTableName: begun ? null : `temp_${place}_${job.id}`,
    uploadedFileName: job.fileName,
  };
}

export const couponUploadHandlers: Handlers = {
  ...handle(couponUploadGetRedeemedStatus, { envelope: 'plain' }, ({ world, path }) => {
    const series = seriesById(world, path.couponSeriesId, 400);
    const jobs = jobsOf(world, series, 'REDEMPTIONS').map((each) => toRedemptionJobJson(world, each, false));
    return toResultJson(world, series, { redeemUploadJobStatuses: jobs });
  }),

  ...handle(couponUploadGetStatus, { envelope: 'plain' }, ({ world, path }) => {
    const series = seriesById(world, path.couponSeriesId, 400);
    const jobs = jobsOf(world, series, 'CODES').map((each) => toCodeJobJson(world, each, false));
    return toResultJson(world, series, { uploadJobStatuses: jobs });
  }),

  ...handle(couponUploadRedeemed, { envelope: 'plain' }, ({ world, path, body }) => {
    const { file, customerIdentifier: customers, couponIdentifier: coupons } = body;
    const series = seriesById(world, path.couponSeriesId, 400);
    const read = rowReader(headersOf(body.uploadHeaders), customers, coupons);
    const added = uploadRedemptions(world, series, {
      fileName: file.filename,
      details: body.Details ?? '',
      customers,
      coupons,
      rows: rowsIn(file).map(read),
    });
    const job = toRedemptionJobJson(world, added, true);
    return toResultJson(world, series, { redeemUploadJobStatuses: [job], fileName: added.storedAs });
  }),

  ...handle(couponUploadCodes, { envelope: 'plain' }, ({ world, till, path, body }) => {
    const { file, customerIdentifier } = body;
    const series = seriesById(world, path.couponSeriesId, 400);
    const customers = customerIdentifier === 'NOT_TAGGED' ? null : customerIdentifier;
    const column = columnOf(body.customerIdentifierColumn, 'customerIdentifierColumn') ?? 0;
    if (series.clientHandlingType === 'GENERIC') fail(400, 'Codes cannot be uploaded for a series with a generic code');
    const added = uploadCodes(world, series, {
      fileName: file.filename,
      details: '',
      customers,
      tillId: till.id,
      rows: rowsIn(file).map((row) => {
        const [code] = customers ? row.filter((_, index) => index !== column) : row;
        return { ...(code !== undefined && { code }), ...(customers && { customer: row[column] ?? '' }) };
      }),
    });
    const job = toCodeJobJson(world, added, true);
    return toResultJson(world, series, { uploadJobStatuses: [job], fileName: added.storedAs });
  }),
};
