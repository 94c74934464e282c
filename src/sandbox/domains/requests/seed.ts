/** Requests in the seed: some decided, some pending. */

import { agoIn, type Happening, live } from '../../brands/timeline.js';
import type { Instant } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { decide, type Raised, raiseBill, raiseChange, raiseGoodwill, raiseRetro } from './rules.js';

const TILL = 5001101;

type OfCustomer = Raised & { customer: Customer };

/** Goodwill given and refused, a new email that was approved, a bill and a walk-in claimed. */
export function seedRequests(world: World): void {
  const ago = agoIn(world);
  const members = Object.values(world.customers).filter((each) => each.mergedInto === null);
  const by = (index: number, reason: string) => {
    const customer: Customer | undefined = members[index];
    if (!customer) throw new Error(`there is no customer ${index}`);
    return { customer, reason, comments: '', referenceId: `HD-${5520 + index}`, tillId: TILL };
  };
  const decided = { comments: 'checked', tillId: TILL };
  const happenings: Happening[] = [
    {
      at: ago(30),
      happens: () => {
        const change = { name: 'EMAIL' as const, oldValue: '', newValue: 'sneha.p@example.net' };
        decide(world, raiseChange(world, by(8, ''), change), { status: 'APPROVED', ...decided });
      },
    },
    {
      at: ago(25),
      happens: () =>
        decide(world, raiseGoodwill(world, by(4, 'Late delivery'), { points: 80 }), { status: 'APPROVED', ...decided }),
    },
    {
      at: ago(20),
      happens: () =>
        decide(world, raiseGoodwill(world, by(9, 'Third complaint'), { points: 500 }), {
          status: 'REJECTED',
          ...decided,
        }),
    },
    { at: ago(6), happens: () => raiseGoodwill(world, by(0, 'Waited an hour'), { points: 40 }) },
    {
      at: ago(2),
      happens: () => {
        const change = { name: 'MOBILE' as const, oldValue: '', newValue: '919800000099' };
        raiseChange(world, by(3, ''), change);
        claimWalkIn(world, by(13, 'Forgot the card'));
      },
    },
    { at: ago(1), happens: () => sendSlip(world, by(5, ''), ago(1)) },
  ];
  live(world, happenings);
}

/** Claims a bill of nobody known for a customer. */
function claimWalkIn(world: World, by: OfCustomer): void {
  const walkIn = Object.values(world.transactions).find((bill) => bill.type === 'NOT_INTERESTED');
  if (!walkIn) return;
  raiseRetro(world, by, { transactionId: String(walkIn.id), oldType: 'NOT_INTERESTED', newType: 'REGULAR' });
}

/** Sends in the slip of a bill that was never posted. */
function sendSlip(world: World, by: OfCustomer, billingDate: Instant): void {
  const billNumber = 'slip-20551';
  const transaction = {
    type: 'REGULAR' as const,
    billNumber,
    billAmount: 1499,
    grossAmount: 1499,
    discount: 0,
    deliveryStatus: 'DELIVERED' as const,
    billingDate,
    lineItemsV2: [],
  };
  const posting = { customer: null, type: 'REGULAR' as const, billNumber, amount: 1499, tillId: TILL, lines: [] };
  raiseBill(world, by, { posting, transaction, images: [] });
}
