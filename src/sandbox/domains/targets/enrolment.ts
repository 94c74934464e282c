/**
 * Who takes part in a target. A target with the method TRANSACTION enrols whoever does something that counts; any other
 * only those who are enrolled by a call. Either can be left, and joined again.
 */
import { compareInstants } from '../../../lib/instant.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';
import { measured } from './measures.js';
import type { EnrolmentStep, Target, TargetEnrolment, TargetGroup, TargetPeriod } from './state.js';

export const NO_CUSTOMER = 310011;
export const NO_GROUP = 310017;
export const NO_TARGET = 310018;
export const NO_PERIOD = 310019;
const ENROLLED = 310119;
const NOT_ENROLLED = 310126;

/** A customer's way into a target and out of it; undefined if it never was by a call. */
export const enrolmentOf = (world: World, customerId: number, targetId: number): TargetEnrolment | undefined =>
  world.targetEnrolments[customerId]?.find((each) => each.targetId === targetId);

/** The last step that concerns a period, taken before an event if there is one. */
export function stepFor(
  world: World,
  target: Target,
  period: TargetPeriod,
  customer: Customer,
  beforeEvent = Number.POSITIVE_INFINITY,
): EnrolmentStep | undefined {
  const { steps = [] } = enrolmentOf(world, customer.id, target.id) ?? {};
  return steps.findLast(({ from, eventLogId }) => from <= period.startsOn && eventLogId < beforeEvent);
}

/**
 * A customer's progress in a period, as far as the customer takes part.
 *
 * @param bills - all of the customer, for callers that ask for more than one target
 */
export function progressIn(
  world: World,
  target: Target,
  period: TargetPeriod,
  customer: Customer,
  bills?: readonly Transaction[],
): number {
  const step = stepFor(world, target, period, customer);
  if (!step) return target.enrolmentMethod === 'TRANSACTION' ? measured(world, target, period, customer, bills) : 0;
  const isThen = step.periodId === period.id;
  if (step.kind === 'UNENROL') return isThen ? step.balance : 0;
  const done = measured(world, target, period, customer, bills);
  return isThen ? Math.max(0, step.balance + done - step.doneBefore) : done;
}

/** Whether a customer takes part in a target now. */
export function isEnrolled(world: World, group: TargetGroup, target: Target, customer: Customer): boolean {
  const last = enrolmentOf(world, customer.id, target.id)?.steps.at(-1);
  if (last) return last.kind === 'ENROL';
  return (
    target.enrolmentMethod === 'TRANSACTION' &&
    group.periods.some((period) => measured(world, target, period, customer) > 0)
  );
}

export interface NewEnrolment {
  /** Reference code of the first period; streaks need none. */
  periodName?: string | undefined;
  /** The value to start from; null or absent to go on from where the customer left. */
  initialBalance?: number | null | undefined;
  resetStreakStatus?: boolean | undefined;
}

const isStreak = ({ trackingType }: TargetGroup): boolean => /STREAKS/.test(trackingType);

/**
 * Lets a customer take part in a target, from a period on.
 * @throws 310119 if the customer does already
 * @throws 310019 if the group does not have the period, or the period has ended
 * @throws 310017, 310018 if the group or the target is not active
 */
export function enrol(
  world: World,
  group: TargetGroup,
  target: Target,
  customer: Customer,
  { periodName, initialBalance = null, resetStreakStatus: restarts = false }: NewEnrolment,
): void {
  if (!group.active) fail(NO_GROUP, `Target group ${group.id} is deactivated`);
  if (!target.active) fail(NO_TARGET, `Target ${target.id} is deactivated`);
  const period = isStreak(group) ? currentPeriod(world, group) : periodNamed(world, group, periodName);
  if (isEnrolled(world, group, target, customer)) fail(ENROLLED, `The customer is enrolled in target ${target.id}`);
  const left = enrolmentOf(world, customer.id, target.id)?.steps.at(-1);
  const before = left && left.periodId === (period?.id ?? null) && !restarts ? left.balance : 0;
  const isRunning = period !== undefined && period.startsOn <= now(world);
  if (restarts && period) {
    world.targetsReached[customer.id] = (world.targetsReached[customer.id] ?? []).filter(
      (each) => each.targetId !== target.id || each.periodId !== period.id,
    );
  }
  take(world, target, customer, {
    kind: 'ENROL',
    periodId: period?.id ?? null,
    from: period?.startsOn ?? now(world),
    balance: isStreak(group) ? before : (initialBalance ?? before),
    doneBefore: period && isRunning ? measured(world, target, period, customer) : 0,
    restarts,
  });
}

/**
 * Ends a customer's part in a target: in the running period and in all later ones.
 * @throws 310126 if the customer does not take part
 */
export function unenrol(world: World, group: TargetGroup, target: Target, customer: Customer): void {
  if (!isEnrolled(world, group, target, customer)) {
    fail(NOT_ENROLLED, `The customer is not enrolled in target ${target.id}`, 500);
  }
  const period = currentPeriod(world, group);
  take(world, target, customer, {
    kind: 'UNENROL',
    periodId: period?.id ?? null,
    from: period?.startsOn ?? now(world),
    balance: period ? progressIn(world, target, period, customer) : 0,
    doneBefore: 0,
    restarts: false,
  });
}

function take(world: World, target: Target, customer: Customer, step: Omit<EnrolmentStep, 'at' | 'eventLogId'>): void {
  const taken = { ...step, at: now(world), eventLogId: nextId(world, 'event') };
  const enrolment = enrolmentOf(world, customer.id, target.id);
  if (enrolment) {
    enrolment.steps.push(taken);
    return;
  }
  world.targetEnrolments[customer.id] ??= [];
  world.targetEnrolments[customer.id]?.push({ targetId: target.id, steps: [taken] });
}

/** The period that runs, or the next one; undefined if all have ended. */
function currentPeriod(world: World, group: TargetGroup): TargetPeriod | undefined {
  return group.periods
    .filter(({ endsOn }) => endsOn >= now(world))
    .sort((a, b) => compareInstants(a.startsOn, b.startsOn))[0];
}

function periodNamed(world: World, group: TargetGroup, name: string | undefined): TargetPeriod {
  const period =
    group.periods.find(({ refCode }) => refCode !== '' && refCode === name) ?? failUnknown(NO_PERIOD, 'Period', name);
  return period.endsOn >= now(world) ? period : fail(NO_PERIOD, `Period ${period.refCode} has ended`);
}

/** Makes what one customer joined that of another, who keeps an own enrolment in the same target. */
export function handOverEnrolments(world: World, fromId: number, toId: number): void {
  const [moved, own = []] = [world.targetEnrolments[fromId], world.targetEnrolments[toId]];
  if (!moved) return;
  delete world.targetEnrolments[fromId];
  const joined = moved.filter(({ targetId }) => !own.some((each) => each.targetId === targetId));
  world.targetEnrolments[toId] = [...own, ...joined];
}
