/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf-types.js';
import { boolean, integer, list, text, textOrNumber } from '../schemas/values.js';

/** An upload of codes, or of codes that were redeemed elsewhere. */
export const uploadJob = lazy(() =>
  open({
    jobId: integer(),
    uploadStatus: text(),
    uploadRedeemedCouponStatus: text(),
    createdOn: textOrNumber('milliseconds since 1970'),
    updatedOn: textOrNumber(),
    errorFileUrl: text(),
    successFileUrl: text(),
    uploadedFileUrl: text(),
    totalUploadedCount: integer(),
    actualRowCount: integer(),
    errorCount: integer(),
    uploadTableName: text(),
    uploadedFileName: text(),
    audienceGroupId: idOf('audienceGroup', integer()),
    audienceGroupVersionId: integer(),
  }),
);

export const couponUploadAnswer = lazy(() =>
  open({
    success: boolean(),
    status: integer(),
    message: text(),
    result: open({
      orgId: integer(),
      couponSeriesId: idOf('couponSeries', integer()),
      fileName: text(),
      uploadJobStatuses: list(uploadJob()),
      redeemUploadJobStatuses: list(uploadJob()),
    }),
  }),
);
