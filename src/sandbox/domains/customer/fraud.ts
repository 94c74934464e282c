/** Marking customers as fraudulent, and clearing them. */
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { touch } from './rules.js';
import type { Customer, FraudStatus } from './state.js';

export const FRAUD_STATUSES = [
  'NONE',
  'MARKED',
  'CONFIRMED',
  'RECONFIRMED',
  'NOT_FRAUD',
  'INTERNAL',
] as const satisfies readonly FraudStatus[];

/** Sets a fraud status. Does nothing if the customer already has it. */
export function setFraudStatus(world: World, customer: Customer, status: FraudStatus, tillId: number): void {
  if (customer.fraudStatus === status) return;
  customer.fraudStatus = status;
  customer.fraudMarked = { tillId, on: now(world) };
  touch(world, customer, tillId);
}
