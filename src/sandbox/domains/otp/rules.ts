/** Validation codes (OTPs): issuing, checking, single use. Nothing is sent; the state lists the codes. */
import { DAY, later, now, SECOND } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { identifierOf, normalised } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import type { OtpAction, ValidationCode } from '../points/state.js';

/** The owner of a code: a customer or, if not registered, a mobile or email. */
export interface OtpOwner {
  customerId: number | null;
  entityType?: 'MOBILE' | 'EMAIL';
  entityValue?: string;
}

/** The recipient of a code. */
export interface OtpRecipient extends OtpOwner {
  entityType: 'MOBILE' | 'EMAIL';
  entityValue: string;
}

/**
 * The customer's mobile, or else email.
 * @throws 860 if the customer has neither
 */
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
 * Issues a code. While a code is still valid, the same one is sent again.
 * @throws `limitCode` if the recipient had the maximum number of codes today
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

/** The message that shows the code. A real organization would send it; without this message, nobody could learn it. */
export const toldCode = ({ code }: ValidationCode): string => `Sandbox: nothing was sent, the code is ${code}`;

/** The open code with the given text; undefined if it is wrong, used or expired. */
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
