/** Taking a customer out of a loyalty promotion. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { activeOptIns, enrolmentsIn } from './loyalty-rules.js';
import type { LoyaltyPromotion, PromotionEnrolment, PromotionOptIn, Revocation } from './loyalty-state.js';

/** The ids of what was ended. */
export interface Revoked {
  enrolments: number[];
  optIns: number[];
}

const isActive = ({ revoked }: { readonly revoked: Revocation | null }): boolean => revoked === null;

/** Whether a call with this id has revoked something before. */
export const isRevocationKnown = (world: World, requestId: string): boolean =>
  Object.values(world.promotionEnrolments)
    .flatMap((enrolment) => [enrolment, ...enrolment.optIns])
    .some(({ revoked }) => revoked?.requestId === requestId);

/**
 * Ends a customer's enrolments, and with them their opt-ins.
 *
 * @param ids - all active ones if null
 * @throws 3901 if one is not an active enrolment of the customer in the promotion, or there is none
 */
export function revokeEnrolments(
  world: World,
  promotion: LoyaltyPromotion,
  customer: Customer,
  ids: readonly number[] | null,
  how: Revocation,
): Revoked {
  const active = enrolmentsIn(world, promotion, customer.id).filter(isActive);
  const meant = idsAmong(active, ids, (id) =>
    fail(3901, `[NO_ACTIVE_ENROLMENT] ${id} is not an active enrolment of the customer`),
  );
  if (meant.length === 0) fail(3901, '[NO_ACTIVE_ENROLMENT] The customer is not enrolled in the promotion');
  const optIns = meant.flatMap(activeOptIns);
  end([...meant, ...optIns], how);
  return { enrolments: meant.map(({ id }) => id), optIns: optIns.map(({ id }) => id) };
}

/**
 * Ends a customer's opt-ins; the enrolments go on.
 *
 * @param ids - all active ones if null
 * @throws 8892 if one is not an active opt-in of the customer in the promotion
 * @throws 8893 if there is none
 */
export function revokeOptIns(
  world: World,
  promotion: LoyaltyPromotion,
  customer: Customer,
  ids: readonly number[] | null,
  how: Revocation,
): Revoked {
  const active = enrolmentsIn(world, promotion, customer.id).flatMap(activeOptIns);
  const meant = idsAmong(active, ids, (id) => fail(8892, `${id} is not an active opt-in of the customer`));
  if (meant.length === 0) fail(8893, 'The customer has no active opt-in in the promotion');
  end(meant, how);
  return { enrolments: [], optIns: meant.map(({ id }) => id) };
}

function idsAmong<T extends { readonly id: number }>(
  active: readonly T[],
  ids: readonly number[] | null,
  refuse: (id: number) => never,
): T[] {
  return ids === null
    ? [...active]
    : [...new Set(ids)].map((id) => active.find((each) => each.id === id) ?? refuse(id));
}

function end(ended: readonly (PromotionEnrolment | PromotionOptIn)[], how: Revocation): void {
  for (const each of ended) each.revoked = { ...how };
}
