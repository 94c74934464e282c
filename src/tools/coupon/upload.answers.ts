/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { open } from '../schemas/answer.js';
import { idOf } from '../schemas/leaf.js';
import { boolean, integer, list, text } from '../schemas/values.js';

const redeemUploadJobStatuse = lazy(() =>
  open({
    jobId: integer(),
    uploadRedeemedCouponStatus: text(),
    createdOn: text(),
    updatedOn: text(),
    errorFileUrl: text(),
    successFileUrl: text(),
    uploadedFileUrl: text(),
    totalUploadedCount: integer(),
    actualRowCount: integer(),
    errorCount: integer(),
    uploadTableName: text(),
    uploadedFileName: text(),
  }),
);

const uploadJobStatuse = lazy(() =>
  open({
    jobId: integer(),
    uploadStatus: text(),
    createdOn: text(),
    updatedOn: text(),
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

const upload = lazy(() =>
  open({
    orgId: integer(),
    couponSeriesId: idOf('couponSeries', integer()),
    redeemUploadJobStatuses: list(redeemUploadJobStatuse()),
    fileName: text(),
    uploadJobStatuses: list(uploadJobStatuse()),
  }),
);

export const couponUploadGetRedeemedStatusAnswer = () =>
  open({
    success: boolean(),
    status: integer(),
    result: upload(),
  });

export const couponUploadGetStatusAnswer = () =>
  open({
    success: boolean(),
    status: integer(),
    result: upload(),
  });

export const couponUploadRedeemedAnswer = () =>
  open({
    success: boolean(),
    status: integer(),
    result: upload(),
  });

export const couponUploadCodesAnswer = () =>
  open({
    success: boolean(),
    status: integer(),
    result: upload(),
  });
