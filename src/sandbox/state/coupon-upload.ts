/** State of coupon uploads: files of codes, of customers, or of redemptions made elsewhere. */
import type { Instant } from '../clock.js';

/** A file that was loaded into a series. */
export interface CouponUpload {
  id: number;
  kind: 'CODES' | 'REDEMPTIONS';
  seriesId: number;
  fileName: string;
  /** What it is kept as. */
  storedAs: string;
  details: string;
  createdOn: Instant;
  rows: number;
  /** Rows that were refused, counted from 1, and why. */
  refused: { row: number; code: number; message: string }[];
}

export interface CouponUploadState {
  couponUploads: Record<number, CouponUpload>;
}

export const emptyCouponUploadState = (): CouponUploadState => ({ couponUploads: {} });
