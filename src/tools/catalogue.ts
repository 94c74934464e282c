/** Every definition there is, indexed. The one place that knows all sections. */

import { coupon } from './coupon/coupon.js';
import { couponLegacy } from './coupon/coupon.legacy.js';
import { customer } from './customer/customer.js';
import { customerLegacyActivity } from './customer/customer.legacy.activity.js';
import { customerLegacy } from './customer/customer.legacy.js';
import { customerLoyalty } from './customer/customer.loyalty.js';
import { lookup } from './customer/lookup.js';
import type { Definition } from './define.js';
import { pointsLedger } from './points/ledger.js';
import { points } from './points/points.js';
import { pointsLegacy } from './points/points.legacy.js';
import { transaction } from './transaction/transaction.js';
import { transactionLegacy } from './transaction/transaction.legacy.js';

const SECTIONS = [
  customer,
  customerLoyalty,
  customerLegacy,
  customerLegacyActivity,
  lookup,
  points,
  pointsLegacy,
  pointsLedger,
  transaction,
  transactionLegacy,
  coupon,
  couponLegacy,
] as const;

export const definitions: readonly Definition[] = SECTIONS.flatMap((section) => section.definitions);

const byTool: ReadonlyMap<string, Definition> = new Map(definitions.map((definition) => [definition.tool, definition]));

/** The definition behind a tool name; undefined for a name that is no tool. */
export const findDefinition = (tool: string): Definition | undefined => byTool.get(tool);
