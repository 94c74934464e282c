/** Section Coupon upload: uploading files of codes, customers and redemptions for a series, and their results. */
import { parse } from 'csv-parse/sync';
import { type JsonObject, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
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

const COLUMNS = ['MOBILE', 'EXTERNAL_ID', 'EMAIL', 'USER_ID'] as const satisfies readonly CustomerColumn[];

const seriesOf = ({ world, path }: Call): CouponSeries => seriesById(world, path['couponSeriesId'] ?? '', 400);

/**
 * Name and rows of the uploaded file.
 * @throws 400 if there is no file, or it is not a CSV
 */
function fileOf({ files }: Call): { fileName: string; rows: string[][] } {
  const file = files['file'] ?? fail(400, 'The part file is missing');
  try {
    const rows = parse(file.bytes, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
    return { fileName: file.filename, rows };
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

function addCodes(call: Call): Reply {
  const body = objectOf(call.body);
  const series = seriesOf(call);
  const kind =
    oneOf([...COLUMNS, 'NOT_TAGGED'], body['customerIdentifier']) ?? fail(400, 'customerIdentifier is not valid');
  const customers = kind === 'NOT_TAGGED' ? null : kind;
  const column = columnOf(body['customerIdentifierColumn'], 'customerIdentifierColumn') ?? 0;
  if (series.clientHandlingType === 'GENERIC') fail(400, 'Codes cannot be uploaded for a series with a generic code');
  const { fileName, rows } = fileOf(call);
  const added = uploadCodes(call.world, series, {
    fileName,
    details: '',
    customers,
    tillId: call.till.id,
    rows: rows.map((row) => {
      const [code] = customers ? row.filter((_, index) => index !== column) : row;
      return { ...(code !== undefined && { code }), ...(customers && { customer: row[column] ?? '' }) };
    }),
  });
  return uploaded(call.world, series, 'uploadJobStatuses', codeJob(call.world, added, true), added);
}

function addRedemptions(call: Call): Reply {
  const body = objectOf(call.body);
  const series = seriesOf(call);
  const customers = oneOf(COLUMNS, body['customerIdentifier']) ?? fail(400, 'customerIdentifier is not valid');
  const coupons =
    oneOf(['COUPON_ID', 'COUPON_CODE'], body['couponIdentifier']) ?? fail(400, 'couponIdentifier is not valid');
  const read = rowReader(headersOf(body['uploadHeaders']), customers, coupons);
  const { fileName, rows } = fileOf(call);
  const added = uploadRedemptions(call.world, series, {
    fileName,
    details: textOf(body['Details']),
    customers,
    coupons,
    rows: rows.map(read),
  });
  return uploaded(call.world, series, 'redeemUploadJobStatuses', redemptionJob(call.world, added, true), added);
}

/**
 * Parses `uploadHeaders`, which is JSON in a text.
 * @throws 400 if it is not JSON
 */
function headersOf(value: unknown): JsonObject {
  try {
    return objectOf(JSON.parse(textOf(value)));
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

function getCodeJobs(call: Call): Reply {
  const series = seriesOf(call);
  const jobs = jobsOf(call.world, series, 'CODES').map((each) => codeJob(call.world, each, false));
  return answer(call.world, series, { uploadJobStatuses: jobs });
}

function getRedemptionJobs(call: Call): Reply {
  const series = seriesOf(call);
  const jobs = jobsOf(call.world, series, 'REDEMPTIONS').map((each) => redemptionJob(call.world, each, false));
  return answer(call.world, series, { redeemUploadJobStatuses: jobs });
}

const answer = (world: World, series: CouponSeries, result: object): Reply =>
  reply({
    success: true,
    status: 200,
    result: { orgId: world.organisation.id, couponSeriesId: series.id, ...result },
  });

const uploaded = (world: World, series: CouponSeries, list: string, job: object, added: CouponUpload): Reply =>
  answer(world, series, { [list]: [job], fileName: added.storedAs });

const codeJob = (world: World, job: CouponUpload, begun: boolean): object => ({
  ...jobFace(world, job, begun),
  uploadStatus: begun ? 'STARTED' : 'FINISHED',
  audienceGroupId: 0,
  audienceGroupVersionId: 0,
});

const redemptionJob = (world: World, job: CouponUpload, begun: boolean): object => ({
  ...jobFace(world, job, begun),
  uploadRedeemedCouponStatus: begun ? 'QUEUED' : 'COMPLETED',
});

/** A job at its start or at its end. The answer to the upload itself shows it at its start, with nothing counted. */
function jobFace(world: World, job: CouponUpload, begun: boolean): object {
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
  coupon_upload_get_redeemed_status: getRedemptionJobs,
  coupon_upload_get_status: getCodeJobs,
  coupon_upload_redeemed: addRedemptions,
  coupon_upload_codes: addCodes,
};
