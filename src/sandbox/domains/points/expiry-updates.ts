/** Moving the expiry of single awards of points. */
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { addMonths, endOfDay, readDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { customerEntity, fallsDue, lotsOf, recordEvent } from './ledger.js';
import { expireLots } from './rules.js';
import type { ExpiryChange, PointsLot, PointsType } from './state.js';

/** The zone of the API's servers, in which days end. */
const SERVERS = 'UTC';

export interface NewExpiry {
  type: 'FIXED_DATE' | 'FIXED_DAYS' | 'FIXED_MONTHS' | 'IMMEDIATE';
  value: string;
}

/**
 * The moment that is meant, at the end of its day unless it is now.
 * @throws 8936 if the value cannot be read
 * @throws 3037 if it lies in the past
 */
function momentOf(world: World, { type, value }: NewExpiry): Instant {
  const time = now(world);
  if (type === 'IMMEDIATE') return time;
  const count = Number(value);
  if (type !== 'FIXED_DATE' && !(Number.isInteger(count) && Math.abs(count) < 10_000)) {
    return fail(8936, `${value} is not a number of days or months`);
  }
  const day =
    type === 'FIXED_DATE'
      ? (readDate(value, SERVERS) ?? fail(8936, `${value} is not a date`))
      : type === 'FIXED_DAYS'
        ? later(time, count * DAY)
        : addMonths(time, count);
  const end = endOfDay(day, SERVERS);
  return end > time ? end : fail(3037, 'The new expiry lies in the past');
}

/**
 * Moves the expiry of an award. Points that expire at once are gone.
 * @throws 3034 if the customer has no award of this id, kind and category
 * @throws 8936 if none of its points are left, or the new expiry cannot be read
 * @throws 3037 if the new expiry lies in the past
 */
export function updateExpiry(
  world: World,
  customer: Customer,
  award: { id: number; type: PointsType; promised?: boolean | undefined },
  expiry: NewExpiry,
  details: Pick<ExpiryChange, 'reasonType' | 'reasonNote' | 'standardMeta' | 'customMeta'> & { tillId: number },
): { lot: PointsLot; change: ExpiryChange } {
  const entity = customerEntity(customer.id);
  const lot = lotsOf(world, entity).find(
    ({ id, pointsType, category }) =>
      id === award.id &&
      pointsType === award.type &&
      (award.promised === undefined || award.promised === (category !== 'Main')),
  );
  if (!lot) return fail(3034, `The customer has no award ${award.id} of this kind`);
  if (lot.remaining <= 0) fail(8936, 'No points of the award are left');
  const to = momentOf(world, expiry);

  const { tillId, ...reasons } = details;
  const event = recordEvent(world, 'PointsExpiryUpdate', entity, {
    tillId,
    customerId: customer.id,
    reason: details.reasonNote,
  });
  const { expiresOn: from, remaining: points } = lot;
  const change: ExpiryChange = { changedOn: event.time, from, to, points, eventLogId: event.id, ...reasons };
  lot.expiryChanges = [...(lot.expiryChanges ?? []), change];
  lot.expiresOn = to;
  if (to <= event.time) expireLots(world, [lot], event.time);
  else fallsDue(world, to);
  return { lot, change };
}

/** The changes of when a customer's points expire, newest first. */
export function expiryChangesOf(world: World, customer: Customer): { lot: PointsLot; change: ExpiryChange }[] {
  return lotsOf(world, customerEntity(customer.id))
    .flatMap((lot) => (lot.expiryChanges ?? []).map((change) => ({ lot, change })))
    .sort((a, b) => b.change.eventLogId - a.change.eventLogId);
}
