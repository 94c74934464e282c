/** Giving points by hand for a bill, a completed target or an event. */
import { addMonths } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { pointsExpiry } from './earning.js';
import { openLot, points3, recordEvent } from './ledger.js';
import type { Entity, PointsLot } from './state.js';

/** Strategies of expiry that are set up outside the API, by id: months, or those of the program, or never. */
const EXPIRY_STRATEGIES: Readonly<Record<number, { readonly months: number | 'program' | 'never' }>> = {
  11801: { months: 'program' },
  11802: { months: 6 },
  11803: { months: 'never' },
};

const ROUND = { FLOOR: Math.floor, ROUND: Math.round, ACTUAL: points3 } as const;
type Rounding = keyof typeof ROUND;

export interface Allocation {
  entity: Entity;
  /** Who caused the event; in a group, its primary member. */
  customerId: number;
  awardStrategyId: number;
  expiryStrategyId: number;
  sourceValue: number;
  eventName: string;
  eventSourceId: string;
  promised: boolean;
  promotionId: number | null;
  lineItemId: number | null;
  rounding: { source: Rounding; points: Rounding };
  tillId: number;
}

/** @throws 8136 if there is no such strategy */
function pointsOf(world: World, { awardStrategyId: id, sourceValue, rounding }: Allocation): number {
  const strategy = world.awardStrategies[id] ?? fail(8136, `There is no award strategy ${id}`);
  if ('fixed' in strategy) return strategy.fixed;
  const value = ROUND[rounding.source](sourceValue);
  return points3((value / world.organisation.program.currencyPerPoint) * strategy.factor);
}

/**
 * The transaction behind the event; null if it is about something else.
 * @throws 8139 if there is no such transaction or achieved target
 * @throws 8136 if there is no event of the name
 */
function transactionBehind(world: World, { eventName, eventSourceId }: Allocation): number | null {
  const id = Number(eventSourceId);
  switch (eventName) {
    case 'TransactionAdd':
      return world.transactions[id]?.id ?? fail(8139, `There is no bill ${eventSourceId}`);
    case 'TargetCompleted':
      if (Object.values(world.targetsReached).some((reached) => reached.some(({ targetId }) => targetId === id)))
        return null;
      return fail(8139, `Nobody has completed target ${eventSourceId}`);
    default:
      if (eventName in world.eventDefinitions) return null;
      return fail(8136, `There is no event ${eventName}`);
  }
}

/**
 * Gives points by hand. Those for a bill go when it is returned.
 * @throws 8136 if a strategy, the line or the event does not exist, or no points come of it
 * @throws 8139 if nothing has the id in `eventSourceId`
 */
export function allocate(world: World, allocation: Allocation): { lot: PointsLot; raw: number } {
  const { entity, expiryStrategyId, lineItemId, promotionId, tillId } = allocation;
  const raw = pointsOf(world, allocation);
  const { months } =
    EXPIRY_STRATEGIES[expiryStrategyId] ?? fail(8136, `There is no expiry strategy ${expiryStrategyId}`);
  const transactionId = transactionBehind(world, allocation);
  const lines = transactionId === null ? [] : (world.transactions[transactionId]?.lineItems ?? []);
  if (lineItemId !== null && !lines.some(({ id }) => id === lineItemId))
    fail(8136, `The bill has no line ${lineItemId}`);
  const points = ROUND[allocation.rounding.points](raw);
  if (!(points > 0)) fail(8136, 'The strategy gives no points for this sourceValue');

  const event = recordEvent(world, 'BulkAllocatePoints', entity, {
    tillId,
    customerId: allocation.customerId,
    transactionId,
    referenceId: allocation.eventSourceId,
  });
  const lot = openLot(world, event, {
    points,
    movement: 'earn',
    pointsType: lineItemId === null ? 'bill_promotions' : 'line_item_promotions',
    category: allocation.promised ? 'DelayedAccrualPointCategory' : 'Main',
    expiresOn:
      months === 'never'
        ? null
        : months === 'program'
          ? pointsExpiry(world, event.time)
          : addMonths(event.time, months),
    transactionId,
    lineItemId,
    promotionId,
    ...(transactionId !== null && { allocated: { takenBack: 0 } }),
  });
  return { lot, raw };
}
