/** Coupon upload: coupons loaded from files, in jobs of the coupon service. */
import { section } from '../define.js';
import { freeText, idOf, personalData } from '../schemas/leaf-types.js';
import { choice, file, integer, object, text } from '../schemas/values.js';
import * as answers from './upload.answers.js';

export const couponUpload = section('Coupon upload', { domain: 'Coupon Management', accessGroup: null });

const couponSeries = () => ({ couponSeriesId: idOf('couponSeries', integer('Coupon series id')) });

export const couponUploadGetRedeemedStatus = couponUpload.get(
  'coupon/api/v1/upload/getUploadRedeemedCouponStatus/{couponSeriesId}',
  {
    tool: 'coupon_upload_get_redeemed_status',
    title: 'Get Status of Redeemed Coupons',
    summary:
      'Shows the results of coupon_upload_redeemed jobs for a coupon series: state, rows accepted, rows in error, result files; unpaged. For jobs that loaded new codes use coupon_upload_get_status.',
    version: 'v2',
    listed: 'GET v2/upload/getUploadRedeemedCouponStatus/{couponSeriesId}',
    path: couponSeries,
    answer: answers.couponUploadAnswer,
    effect: 'read',
    auth: 'oauth',
    sources: [
      'https://docs.capillarytech.com/reference/get-status-of-redeemed-coupons-copy',
      'Get Status of Redeemed Coupons, documentation 2022',
    ],
    keywords: [
      'did the import of used vouchers finish',
      'which rows of the partner redemption file failed',
      'progress of marking codes as used by csv',
      'error file of the used coupons job',
      'how many external redemptions went in',
      'check the nightly feed of spent vouchers',
      'is the redeemed codes job still queued',
      'why are vouchers from our file not marked used',
      'how did our list of spent coupons go',
      'state of the file with redemptions from elsewhere',
      'any failures in the import of redeemed codes',
    ],
  },
);

export const couponUploadGetStatus = couponUpload.get('coupon/api/v1/upload/getUploadStatus/{couponSeriesId}', {
  tool: 'coupon_upload_get_status',
  title: 'Get Uploaded Coupons Status',
  summary:
    'Shows the results of coupon_upload_codes jobs for a coupon series: state, rows loaded, rows in error, result files; unpaged. For imports of coupons already used see coupon_upload_get_redeemed_status.',
  version: 'v1',
  listed: 'GET v1/upload/getUploadStatus/',
  path: couponSeries,
  answer: answers.couponUploadAnswer,
  effect: 'read',
  auth: 'oauth',
  sources: [
    'https://docs.capillarytech.com/reference/get-uploaded-coupons-status',
    'Get Status of Uploaded Coupons, documentation 2022',
  ],
  keywords: [
    'are my promo codes loaded yet',
    'progress of the voucher csv',
    'how many codes of the file were rejected',
    'error report of the code import',
    'is the bulk voucher job done',
    'rows failed when i loaded vouchers for members',
    'check whether the vendor codes are in the series',
    'state of job 4460',
    'has the coupon file been processed',
    'result of loading codes',
    'problems with the uploaded code list',
    'is the import of coupon codes finished',
  ],
});

export const couponUploadRedeemed = couponUpload.post('coupon/api/v1/upload/redeemFile/{couponSeriesId}', {
  tool: 'coupon_upload_redeemed',
  title: 'Upload Redeemed Coupons',
  summary:
    'Imports a CSV of coupons that were redeemed OUTSIDE Capillary and marks them used; it runs in the background: poll coupon_upload_get_redeemed_status. To load new codes use coupon_upload_codes, to redeem at the till coupon_redeem.',
  version: 'v1',
  listed: 'POST v1/upload/getUploadRedeemedCouponStatus',
  path: couponSeries,
  body: () =>
    object({
      file: personalData(
        file('CSV, one redeemed coupon per row: customer, coupon, redemption time (epoch ms), till id …'),
      ),
      customerIdentifier: choice(['MOBILE', 'EXTERNAL_ID', 'EMAIL', 'USER_ID'], 'Content of the customer column'),
      couponIdentifier: choice(['COUPON_ID', 'COUPON_CODE'], 'Content of the coupon column'),
      uploadHeaders: text(
        'JSON text, column positions from 0: redeemedDateInMillis, redeemedAt, userId|mobile|email|externalId, couponId|couponCode, if present billId, billNumber, details: {"redeemedDateInMillis":0,"redeemedAt":1,"mobile":2,"couponCode":3}',
      ),
      Details: freeText('Notes about the upload').optional(),
    }),
  multipart: true,
  answer: answers.couponUploadAnswer,
  effect: 'action',
  checkedBy: ['coupon_upload_get_redeemed_status'],
  evidence: 'a job with the name of the file that was created at the time of the call',
  nextStep: 'the file is still being read. coupon_upload_get_redeemed_status shows the rows that failed.',
  destructive: true,
  auth: 'oauth',
  limits: { batch: 'one file and one series per call' },
  sources: [
    'https://docs.capillarytech.com/reference/upload-redeemed-coupons',
    'https://docs.capillarytech.com/reference/upload-redeemed-coupons-copy',
    'Upload Redeemed Coupons, documentation 2022',
  ],
  keywords: [
    'partner sent a file of used vouchers',
    'mark codes from a spreadsheet as used',
    'import redemptions made on the marketplace',
    'sync vouchers spent in another system',
    'bulk burn of coupons that were used offline',
    'feed third-party redemptions into the series',
    'csv with redeemed codes, till and bill number',
    'reconcile last month promo code usage from a file',
    'tell capillary which coupons were used in another shop',
    'upload a list of consumed vouchers',
    'file of codes redeemed at a partner',
  ],
});

export const couponUploadCodes = couponUpload.post('coupon/api/v1/upload/file/{couponSeriesId}', {
  tool: 'coupon_upload_codes',
  title: 'Upload Coupons (Batch)',
  summary:
    'Loads a CSV of coupon codes, of customers who get a coupon, or of both paired, into a series; it runs in the background: poll coupon_upload_get_status. For one customer use coupon_issue; for codes used elsewhere coupon_upload_redeemed.',
  version: 'v1',
  path: couponSeries,
  body: () =>
    object({
      file: personalData(file('CSV: coupon codes, customer identifiers, or customer identifier and coupon code')),
      customerIdentifier: choice(
        ['MOBILE', 'EXTERNAL_ID', 'EMAIL', 'USER_ID', 'NOT_TAGGED'],
        'Content of the customer column; NOT_TAGGED if there are only codes',
      ),
      customerIdentifierColumn: text('Position of the customer column, from 0').optional(),
    }),
  multipart: true,
  answer: answers.couponUploadAnswer,
  effect: 'create',
  nextStep: 'the file is still being read. coupon_upload_get_status shows the rows that failed.',
  destructive: true,
  checkedBy: ['coupon_upload_get_status'],
  evidence: 'a job with the name of the file that was created at the time of the call',
  auth: 'oauth',
  limits: { batch: 'one file per call, 500,000 rows recommended at most' },
  sources: [
    'https://docs.capillarytech.com/reference/upload-coupons-batch',
    'Upload Coupons (Batch), documentation 2022',
  ],
  keywords: [
    'load vendor promo codes from a csv',
    'import 10,000 voucher codes into an offer',
    'give vouchers to a list of phone numbers from a file',
    'assign prepared codes to certain members in bulk',
    'spreadsheet of gift codes for the series',
    'fill an offer with our own codes',
    'mass issue vouchers to many shoppers at once',
    'csv of emails that should get a coupon',
    'bring our own voucher codes in from a file',
    'add a list of coupon codes to a campaign',
    'give coupons to customers listed in a csv',
  ],
});
