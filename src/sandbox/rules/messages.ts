/** Messages that a customer was sent: validation codes. Nothing really leaves; what is sent has arrived. */
import type { Instant } from '../clock.js';
import type { Customer } from '../state/customer.js';
import type { World } from '../world.js';

export interface Message {
  id: number;
  type: 'sms' | 'email';
  receiver: string;
  subject: string;
  sentOn: Instant;
}

/** Newest first. The codes themselves are not told. */
export function messagesTo(world: World, customer: Customer): Message[] {
  return world.validationCodes
    .filter((code) => code.customerId === customer.id)
    .map(
      ({ id, entityType, entityValue, action, issuedOn }): Message => ({
        id,
        type: entityType === 'MOBILE' ? 'sms' : 'email',
        receiver: entityValue,
        subject: `Validation code ****** for ${action}`,
        sentOn: issuedOn,
      }),
    )
    .reverse();
}
