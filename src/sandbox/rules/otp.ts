/** Validation codes (OTPs): issued, checked, used once. Nothing is sent; they are listed in the state. */
import { DAY, later, now, SECOND } from '../clock.js';
import { fail } from '../failure.js';
import { randomCode } from '../random.js';
import type { Customer } from '../state/customer.js';
import type { OtpAction, ValidationCode } from '../state/points.js';
import { nextId, type World } from '../world.js';
import { identifierOf, normalised } from './customers.js';

/** Whose a code is: a customer's, or, for somebody not registered, that of a mobile or email. */
export interface OtpOwner {
  customerId: number | null;
  entityType?: 'MOBILE' | 'EMAIL';
  entityValue?: string;
}

/** Whom a code goes to. */
export interface OtpRecipient extends OtpOwner {
  entityType: 'MOBILE' | 'EMAIL';
  entityValue: string;
}

/** The customer's mobile, or else email; fails with 860 where there is neither. */
export function recipientOf(customer: Customer): OtpRecipient {
  const mobile = identifierOf(customer, 'mobile');
  if (mobile !== '') return { customerId: customer.id, entityType: 'MOBILE', entityValue: mobile };
  const email = identifierOf(customer, 'email');
  if (email === '') fail(860, 'The customer has neither mobile nor email to send a code to');
  return { customerId: customer.id, entityType: 'EMAIL', entityValue: email };
}

const isFor = (code: ValidationCode, owner: OtpOwner): boolean =>
  owner.customerId === null
    ? code.entityType === owner.entityType && code.entityValue === owner.entityValue
    : code.customerId === owner.customerId;

/** The unused, unexpired code of an owner for an action, if any. */
export function openCode(world: World, owner: OtpOwner, action: OtpAction): ValidationCode | undefined {
  const time = now(world);
  return world.validationCodes.findLast(
    (code) => isFor(code, owner) && code.action === action && code.usedOn === null && code.validTill > time,
  );
}

/**
 * Issues a code; while one is still good, the same is sent again. `limitCode` is the code to fail with once the
 * recipient had the day's number of codes.
 */
export function issueCode(
  world: World,
  given: OtpRecipient,
  action: OtpAction,
  limitCode = 860,
): { code: ValidationCode; resent: boolean } {
  const type = given.entityType === 'MOBILE' ? 'mobile' : 'email';
  const recipient = { ...given, entityValue: normalised(world, { type, value: given.entityValue }) };
  const open = openCode(world, recipient, action);
  if (open) return { code: open, resent: true };
  const { otpLength, otpValiditySeconds, otpPerDay } = world.organisation.settings;
  const time = now(world);
  const dayAgo = later(time, -DAY);
  const today = world.validationCodes.filter((code) => isFor(code, recipient) && code.issuedOn > dayAgo).length;
  if (today >= otpPerDay) fail(limitCode, 'No more validation codes can be issued to this customer today');
  const code: ValidationCode = {
    id: nextId(world, 'validationCode'),
    code: randomCode(world, otpLength),
    action,
    ...recipient,
    issuedOn: time,
    validTill: later(time, otpValiditySeconds * SECOND),
    usedOn: null,
  };
  world.validationCodes.push(code);
  return { code, resent: false };
}

/** What the sandbox says where a real organisation would send a message: without it nobody could learn the code. */
export const toldCode = ({ code }: ValidationCode): string => `Sandbox: nothing was sent, the code is ${code}`;

/** The open code that the given text is; undefined for a wrong, used or expired one. */
export function matchingCode(
  world: World,
  owner: OtpOwner,
  action: OtpAction,
  text: string,
): ValidationCode | undefined {
  const time = now(world);
  return world.validationCodes.find(
    (code) =>
      isFor(code, owner) &&
      code.action === action &&
      code.code.toUpperCase() === text.toUpperCase() &&
      code.usedOn === null &&
      code.validTill > time,
  );
}

/** Marks a code as used. */
export function useCode(world: World, code: ValidationCode): void {
  code.usedOn = now(world);
}
