/** The cycles of badges that are limited by fixed windows. */
import type { Instant } from '../../world/clock.js';
import { earlier } from '../../world/clock.js';
import { fixedWindow, type Window } from './limits.js';
import type { Badge, BadgeLimit } from './state.js';

/** A cycle of a limit: of each customer, or of all together. */
export interface Cycle extends Window {
  limit: BadgeLimit;
  level: 'CUSTOMER' | 'BADGE';
}

/** Cycles of one window that are listed; a badge without an end has more days than anybody reads. */
const MAX_CYCLES = 2000;

interface Asked extends Window {
  levels: readonly Cycle['level'][];
  /** Only the window with this id. */
  referenceId?: string;
}

/** The cycles that touch a period, within the validity of the badge. */
export function cyclesOf(badge: Badge, { levels, referenceId, start, end }: Asked): Cycle[] {
  const limits = [
    ...badge.customerLimits.map((limit) => ({ limit, level: 'CUSTOMER' as const })),
    ...badge.overallLimits.map((limit) => ({ limit, level: 'BADGE' as const })),
  ];
  return limits
    .filter(({ limit, level }) => limit.kind === 'FIXED_WINDOW' && levels.includes(level))
    .filter(({ limit }) => referenceId === undefined || limit.referenceId === referenceId)
    .flatMap((each) => windowsOf(badge, each.limit, { start, end }).map((window) => ({ ...each, ...window })));
}

function windowsOf(badge: Badge, limit: BadgeLimit, { start, end }: Window): Window[] {
  const until = earlier(end, badge.expiresOn);
  const found: Window[] = [];
  let at: Instant = start < badge.startOn ? badge.startOn : start;
  while (at < until && found.length < MAX_CYCLES) {
    const window = fixedWindow(badge, limit, at);
    const from = window.start < badge.startOn ? badge.startOn : window.start;
    found.push({ start: from, end: earlier(window.end, badge.expiresOn) });
    at = window.end;
  }
  return found;
}
