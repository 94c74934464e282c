/** One-time codes when accounts are merged and when a person is forgotten. */
import type { World } from '../../world/world.js';
import type { Erasure, Merge } from '../domain.js';
import { reassign } from '../reassign.js';

/** Whoever was sent a code as the merged account uses it as the survivor. */
export const onMerge = (world: World, merge: Merge): void => reassign(world.validationCodes, merge);

export function onErase(world: World, { customer, identifiers, isAddress }: Erasure): void {
  for (const code of world.validationCodes) {
    if (code.customerId === customer.id || identifiers.has(code.entityValue)) code.entityValue = '';
  }
  world.otpMessages = world.otpMessages.filter(({ to }) => !isAddress(to));
  for (const key of Object.keys(world.otpChecks)) if (isAddress(key)) delete world.otpChecks[key];
}
