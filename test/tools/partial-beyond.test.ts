/** Answers that report success for the call as a whole, while a part of it, or all of it, was refused. */
import { expect, it } from 'vitest';
import { CapillaryError } from '../../src/client/errors.js';
import { judge } from '../../src/client/judge.js';
import { definitionOf } from '../sandbox/conformance/answers.js';

/** What the client makes of an answer with HTTP 200: `done`, or the kind of its error. */
function kindOf(tool: string, body: unknown): string {
  try {
    judge(definitionOf(tool), 200, body);
    return 'done';
  } catch (error) {
    if (!(error instanceof CapillaryError)) throw error;
    return error.kind;
  }
}

const noBill = { status: 'FAILED', errors: [{ code: 8139, message: 'no bill' }] };
const expiry = (successCount: number, codes: readonly string[]) => ({
  success: true,
  entity: {
    successCount,
    failedCount: codes.length,
    unprocessedCoupons: codes.map((couponCode) => ({ couponCode, errorCode: 691, errorMessage: 'too late' })),
  },
});
const revoked = (couponIds: readonly number[], couponCodes: readonly string[]) => ({
  success: true,
  entity: {
    failedCount: couponCodes.length,
    revokedCoupons: couponIds.map((couponId) => ({ couponId })),
    failedToRevoke: couponCodes.length > 0 ? [{ errorCode: 405, errorMessage: 'redeemed', couponCodes }] : [],
  },
});
const moved = { customerId: 1, pointsExpiryUpdateLogs: { paId: 7 } };
const notMoved = { pointsAwardedRefId: 8, errorCode: 3037, errorMessage: 'past' };

it.each([
  ['points_deduct', { status: 'success', pointsAvailable: '1.000' }, 'done'],
  ['points_deduct', { status: 'false', message: 'no' }, 'rejected'],
  ['points_allocate_bulk', { total: 1, success: 1, failures: 0, data: [{ status: 'SUCCESS' }] }, 'done'],
  ['points_allocate_bulk', { total: 2, success: 1, failures: 1, data: [{ status: 'SUCCESS' }, noBill] }, 'partial'],
  ['points_allocate_bulk', { total: 1, success: 0, failures: 1, data: [noBill] }, 'not_found'],
  ['points_update_expiry', { currencyExpiryUpdateResponse: [moved] }, 'done'],
  ['points_update_expiry', { currencyExpiryUpdateResponse: [moved], failures: [notMoved] }, 'partial'],
  ['points_update_expiry', { currencyExpiryUpdateResponse: [], failures: [notMoved] }, 'rejected'],
  ['coupon_issue_multiple', { coupons: [{ couponId: 1 }], errors: [] }, 'done'],
  ['coupon_issue_multiple', { coupons: [{ couponId: 1 }], errors: [{ status: false, code: 5002 }] }, 'partial'],
  ['coupon_update_expiry', expiry(2, []), 'done'],
  ['coupon_update_expiry', expiry(1, ['A']), 'partial'],
  ['coupon_update_expiry', expiry(0, ['A', 'B']), 'rejected'],
  ['coupon_revoke', revoked([1], []), 'done'],
  ['coupon_revoke', revoked([1], ['A']), 'partial'],
  ['coupon_revoke', revoked([], ['A']), 'rejected'],
])('%s, answered with %j, is %s', (tool, body, kind) => {
  expect(kindOf(tool, body)).toBe(kind);
});
