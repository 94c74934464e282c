/** Requests to replace an identifier, which wait for approval. */
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { checkIdentifier, findCustomer, normalised } from '../customer/rules.js';
import type { IdentifierType } from '../customer/state.js';
import { fileRequest } from './filing.js';
import type { Request } from './state.js';

/** An identifier and its replacement. */
export interface IdentifierChange {
  type: Extract<IdentifierType, 'mobile' | 'email' | 'externalId'>;
  oldValue: string;
  newValue: string;
  tillId: number;
}

const BASE_TYPES = { mobile: 'MOBILE', email: 'EMAIL', externalId: 'EXTERNAL_ID' } as const;

/**
 * Files the request.
 * @throws 1042 if the new value is malformed
 * @throws 1041 if no customer has the old value, a customer has the new value, or the same change is already pending
 */
export function requestIdentifierChange(world: World, change: IdentifierChange): Request {
  const { type, tillId } = change;
  const customer = findCustomer(world, type, change.oldValue) ?? fail(1041, `No customer has this ${type}`);
  checkForm(world, change);
  if (findCustomer(world, type, change.newValue)) fail(1041, `The new ${type} already belongs to a customer`);
  const details = {
    oldValue: normalised(world, { type, value: change.oldValue }),
    newValue: normalised(world, { type, value: change.newValue }),
  };
  const isPending = Object.values(world.requests).some(
    (each) =>
      each.type === 'CHANGE_IDENTIFIER' &&
      each.status === 'PENDING' &&
      each.customerId === customer.id &&
      each.details.newValue === details.newValue,
  );
  if (isPending) fail(1041, 'The same change is already pending');
  return fileRequest(world, {
    type: 'CHANGE_IDENTIFIER',
    baseType: BASE_TYPES[type],
    customerId: customer.id,
    details,
    tillId,
  });
}

function checkForm(world: World, { type, newValue }: IdentifierChange): void {
  try {
    checkIdentifier(world, { type, value: newValue });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    fail(1042, error.message);
  }
}
