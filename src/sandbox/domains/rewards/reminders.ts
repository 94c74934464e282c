/** Reminders of rewards that expire. */
import { now } from '../../world/clock.js';
import { failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { RewardReminder } from './state.js';

/** The time of day if none is given. */
const DEFAULT_TIMING = '16:00';

interface Schedule {
  duration: number;
  timing?: string | undefined;
}

export function addReminder(
  world: World,
  { duration, timing = DEFAULT_TIMING }: Schedule,
  tillId: number,
): RewardReminder {
  const time = now(world);
  const reminder: RewardReminder = {
    id: nextId(world, 'rewardReminder'),
    duration,
    timing,
    isActive: true,
    jobId: nextId(world, 'rewardReminderJob'),
    createdOn: time,
    createdBy: tillId,
    modifiedOn: time,
    modifiedBy: tillId,
  };
  world.rewardReminders[reminder.id] = reminder;
  return reminder;
}

/**
 * Changes a reminder. The time of day falls back to the default if it is left out.
 * @throws 400 if there is no such reminder
 */
export function changeReminder(
  world: World,
  id: number,
  { duration, timing = DEFAULT_TIMING, isActive }: Schedule & { isActive?: boolean | undefined },
  tillId: number,
): RewardReminder {
  const reminder = world.rewardReminders[id] ?? failUnknown(400, 'Reminder', id);
  return Object.assign(reminder, {
    duration,
    timing,
    isActive: isActive ?? reminder.isActive,
    modifiedOn: now(world),
    modifiedBy: tillId,
  });
}
