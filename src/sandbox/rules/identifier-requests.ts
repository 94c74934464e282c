/** Asking for an identifier to be replaced: a request that waits for approval. */
import { fail, SandboxFailure } from '../failure.js';
import type { IdentifierType } from '../state/customer.js';
import type { Request } from '../state/request.js';
import type { World } from '../world.js';
import { checkIdentifier, findCustomer, normalised } from './customers.js';
import { fileRequest } from './filing.js';

/** An identifier and what is to take its place. */
export interface IdentifierChange {
  type: Extract<IdentifierType, 'mobile' | 'email' | 'externalId'>;
  oldValue: string;
  newValue: string;
  tillId: number;
}

const BASE_TYPES = { mobile: 'MOBILE', email: 'EMAIL', externalId: 'EXTERNAL_ID' } as const;

/**
 * Files the request. 1042 (malformed new value), 1041 (nobody has the old value, somebody has the new one, or the same
 * is asked for already).
 */
export function requestIdentifierChange(world: World, change: IdentifierChange): Request {
  const { type, tillId } = change;
  const customer = findCustomer(world, type, change.oldValue) ?? fail(1041, `No customer has this ${type}`);
  checkForm(world, change);
  if (findCustomer(world, type, change.newValue)) fail(1041, `The new ${type} belongs to a customer already`);
  const details = {
    oldValue: normalised(world, { type, value: change.oldValue }),
    newValue: normalised(world, { type, value: change.newValue }),
  };
  const isPending = Object.values(world.requests).some(
    (each) =>
      each.type === 'CHANGE_IDENTIFIER' &&
      each.status === 'PENDING' &&
      each.customerId === customer.id &&
      each.details['newValue'] === details.newValue,
  );
  if (isPending) fail(1041, 'The same change is pending already');
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
