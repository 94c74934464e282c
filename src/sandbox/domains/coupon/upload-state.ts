/** State of coupon uploads: files of codes, customers, or redemptions made elsewhere. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends CouponUploadState {}
}

/** A file uploaded to a series. */
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
  /** Refused rows, counted from 1, with the reason. */
  refused: { row: number; code: number; message: string }[];
}

export interface CouponUploadState {
  couponUploads: Record<number, CouponUpload>;
}

export const emptyCouponUploadState = (): CouponUploadState => ({ couponUploads: {} });
