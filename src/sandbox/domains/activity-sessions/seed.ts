/**
 * Activity sessions in the seed: two agents of Member Care who worked with the first customers, one session still open.
 */
import { DAY, later, MINUTE, now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import type { ActivitySession } from './state.js';

const CALLS = [
  { daysAgo: 12, agent: '70011', names: ['CustomerSearched', 'MobileChanged'], reason: 'Changed mobile number' },
  { daysAgo: 5, agent: '70011', names: ['CustomerSearched'], reason: 'Asked for the balance' },
  { daysAgo: 0, agent: '70012', names: ['CustomerSearched'], reason: null },
];

/** Sessions of the last days, each about a customer. */
export function seedActivitySessions(world: World): void {
  const customers = Object.values(world.customers).filter((each) => each.mergedInto === null);
  for (const [index, { daysAgo, agent, names, reason }] of CALLS.entries()) {
    const customer = customers[index];
    if (!customer) return;
    const startedOn = later(now(world), -daysAgo * DAY - 20 * MINUTE);
    const at = (minutes: number): string => later(startedOn, minutes * MINUTE);
    const activities = names.map((name, step) => ({
      entityId: String(customer.id),
      entityType: 'CUSTOMER',
      name,
      addedOn: at(step + 1),
      note: '',
    }));
    const endedOn = reason === null ? null : at(15);
    const session: ActivitySession = {
      id: `sess-${nextId(world, 'activitySession')}`,
      userId: agent,
      module: 'MEMBER_CARE',
      startedOn,
      endedOn,
      modifiedOn: endedOn ?? at(names.length),
      details: reason === null ? [] : [{ reason, comment: 'On customer request' }],
      activities,
    };
    world.activitySessions[session.id] = session;
  }
}
