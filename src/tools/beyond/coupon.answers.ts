/** What the calls of this section answer. */
import { couponHolder } from '../coupon/coupon.answers.js';
import { open, problem } from '../schemas/answer.js';
import { statusCode } from '../schemas/answers.modern.js';
import { idOf, money } from '../schemas/leaf-types.js';
import { dateTime, epoch } from '../schemas/times.js';
import { boolean, integer, keyValues, list, number, text } from '../schemas/values.js';

/** The settings of the series; the numbers are 0 in the samples. */
const couponConfig = () =>
  open({
    id: integer(),
    description: text(),
    info: text(),
    discountCode: text(),
    discountType: text(),
    discountOn: text(),
    discountValue: number(),
    discountUpto: money(),
    customPropertyMap: keyValues(),
    fixedExpiryDate: epoch({ unit: 'milliseconds' }),
    externalIssual: boolean(),
  });

export const couponIssueMultipleAnswer = () =>
  open({
    coupons: list(open({ code: idOf('couponCode', text()), couponId: idOf('coupon', integer()) })),
    couponConfig: couponConfig(),
    totalCount: integer(),
    successCount: integer(),
    failureCount: integer(),
    customer: couponHolder(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const couponUpdateExpiryAnswer = () =>
  open({
    entity: open({
      totalCount: integer(),
      successCount: integer(),
      failedCount: integer(),
      unprocessedCoupons: list(
        open({
          couponCode: idOf('couponCode', text()),
          expiryDate: dateTime({ zone: 'server' }),
          errorCode: integer(),
          errorMessage: text(),
        }),
      ),
      userId: idOf('customer', integer()),
      couponSeriesId: idOf('couponSeries', integer()),
    }),
    success: boolean(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const couponRevokeAnswer = () =>
  open({
    entity: open({
      totalCount: integer(),
      failedCount: integer(),
      revokedCoupons: list(
        open({
          couponId: idOf('coupon', integer()),
          couponCode: idOf('couponCode', text()),
          issuedToUserId: idOf('customer', integer()),
        }),
      ),
      failedToRevoke: list(
        open({ errorCode: integer(), errorMessage: text(), couponCodes: idOf('couponCode', list(text())) }),
      ),
    }),
    success: boolean(),
    errors: list(problem()),
    warnings: list(problem()),
  });

export const couponUpdateRedemptionAnswer = () =>
  open({
    entity: open({
      redemptions: list(
        open({
          redemptionId: idOf('couponRedemption', integer()),
          billAmount: money(),
          transactionNumber: idOf('billNumber', text()),
          billId: idOf('transaction', integer()),
          customFields: keyValues(),
          redemptionStatus: statusCode(),
        }),
      ),
      user: couponHolder(),
      status: statusCode(),
      totalCount: integer(),
      failedCount: integer(),
    }),
    success: boolean(),
    errors: list(problem()),
    warnings: list(problem()),
  });
