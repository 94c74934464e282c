/** Points in the seed that come from an earlier loyalty system. */
import { DAY, later } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import type { HistoricalPoints } from './state.js';

type Entry = Pick<HistoricalPoints, 'type' | 'points' | 'activity' | 'billNumber'> & { daysBefore: number };

/** What the first customers did before they joined this program. */
const HISTORIES: readonly (readonly Entry[])[] = [
  [
    { type: 'CREDIT', points: 120, activity: 'EARNED', billNumber: 'OLD-1182', daysBefore: 400 },
    { type: 'CREDIT', points: 85, activity: 'EARNED', billNumber: 'OLD-2207', daysBefore: 210 },
    { type: 'DEBIT', points: 150, activity: 'REDEEMED', billNumber: 'OLD-2391', daysBefore: 96 },
  ],
  [
    { type: 'CREDIT', points: 55, activity: 'EARNED', billNumber: 'OLD-1967', daysBefore: 260 },
    { type: 'DEBIT', points: 55, activity: 'EXPIRED', billNumber: '', daysBefore: 12 },
  ],
];

export function seedHistoricalPoints(world: World): void {
  const programId = world.organisation.program.id;
  for (const [index, { id: customerId, createdOn }] of Object.values(world.customers).entries()) {
    for (const { daysBefore, ...entry } of HISTORIES[index] ?? []) {
      const id = nextId(world, 'historicalPoints');
      const eventDate = later(createdOn, -daysBefore * DAY);
      world.historicalPoints[id] = { id, customerId, ...entry, eventDate, programId };
    }
  }
}
