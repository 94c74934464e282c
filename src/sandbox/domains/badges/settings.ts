/**
 * Reads the settings of a badge from a request body.
 * @throws 400 if a setting is missing or not one of the allowed values
 */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import { type Instant, instant } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { unitOf } from './limits.js';
import { type BadgeSettings, limitId } from './rules.js';
import { epochInput } from './serializers.js';
import {
  BADGE_OWNERS,
  type Badge,
  type BadgeClaim,
  type BadgeExpiry,
  type BadgeLimit,
  EARN_TYPES,
  EXPIRY_UNITS,
} from './state.js';

/** @throws 400 if the value is not one of the values */
export const choice = <T extends string>(values: readonly T[], value: unknown, name: string): T =>
  oneOf(values, value) ?? fail(400, `${name} must be one of ${values.join(', ')}`);

/**
 * A moment. `<name>ISO` takes precedence over `<name>`, which may be ISO text or epoch milliseconds. Text is in UTC
 * without an offset. Null if neither is given.
 * @throws 400 if the value is not a date
 */
export function momentOf(sent: JsonObject, name: string): Instant | null {
  const value = given(sent[`${name}ISO`]) ? sent[`${name}ISO`] : sent[name];
  if (!given(value)) return null;
  const milliseconds = epochInput(value);
  if (milliseconds === null) {
    return readDate(textOf(value), 'UTC') ?? fail(400, `${name} is not a date`);
  }
  return Math.abs(milliseconds) <= 8.64e15 ? instant(milliseconds) : fail(400, `${name} is not a date`);
}

const momentNeeded = (sent: JsonObject, name: string): Instant =>
  momentOf(sent, name) ?? fail(400, `${name} is missing`);

function readExpiry(value: unknown, name: string): BadgeExpiry {
  const sent = objectOf(value);
  const expiryType = choice(['RELATIVE', 'ABSOLUTE', 'NEVER'], sent['expiryType'], `${name}.expiryType`);
  if (expiryType === 'NEVER') return { expiryType };
  if (expiryType === 'RELATIVE') {
    const unit = sent['relativeExpirytype'] ?? sent['relativeExpiryType'];
    const count = numberOf(sent['value']);
    if (count === null || count < 1 || !Number.isInteger(count))
      fail(400, `${name}.value must be a whole number from 1`);
    return { expiryType, unit: choice(EXPIRY_UNITS, unit, `${name}.relativeExpirytype`), value: count ?? 1 };
  }
  const type = choice(['WITH_BADGE_META', 'FIXED_DATE'], sent['type'], `${name}.type`);
  return { expiryType, expiresOn: type === 'WITH_BADGE_META' ? null : momentNeeded(sent, 'expiresOn') };
}

const KINDS = ['FIXED_WINDOW', 'FIXED_VALUE', 'ROLLING_WINDOW', 'NO_LIMIT'] as const;

/** Fields that answers add to a limit. */
const ADDED = ['referenceId', 'cycleStatus', 'startDate', 'endDate', 'currentCycle'];

/** The prefix of a kind in its own list. Either list accepts both, because documented samples mix them. */
const PREFIX = /^(CUSTOMER_)?BADGE_/i;

/** Limits. A limit for the window of an existing limit keeps its id. */
function readLimits(world: World, value: unknown, existing: readonly BadgeLimit[]): BadgeLimit[] {
  const read = objectsOf(value).map((row) => {
    const kind = choice(KINDS, textOf(row['constraintType']).replace(PREFIX, ''), 'constraintType');
    if (kind === 'FIXED_WINDOW') {
      const unit = unitOf(row['durationType']) ?? fail(400, 'durationType must be DAYS, WEEKS or MONTHS');
      if (unit === 'DAYS' && !((numberOf(row['refreshRate']) ?? 0) >= 1)) fail(400, 'refreshRate is missing');
    }
    if ((kind === 'FIXED_WINDOW' || kind === 'FIXED_VALUE') && numberOf(row['maxEarnLimit']) === null) {
      fail(400, 'maxEarnLimit is missing');
    }
    const sent = Object.fromEntries(Object.entries(row).filter(([name]) => !ADDED.includes(name)));
    return { kind, sent, referenceId: textOf(row['referenceId']) };
  });
  // Ids are assigned last, so that a refusal above does not use any up.
  return read.map((limit) => {
    const known = existing.some(({ referenceId }) => referenceId === limit.referenceId);
    return { ...limit, referenceId: known ? limit.referenceId : limitId(world) };
  });
}

/** `isActive` is an alias of `active`. Without either, a new badge is active and an existing one stays as it is. */
function readActive(sent: JsonObject, badge: Badge | undefined): boolean {
  const named = ['active', 'isActive'].find((name) => given(sent[name]));
  return named === undefined ? (badge?.active ?? true) : booleanOf(sent[named]);
}

/** The claims that a new badge brings along. */
export const readClaims = (body: unknown): Omit<BadgeClaim, 'isActive'>[] =>
  objectsOf(objectOf(objectOf(body)['ownership'])['claims']).map((row) => ({
    ownerType: choice(BADGE_OWNERS, row['ownerType'], 'ownership.claims.ownerType'),
    referenceId: textOf(row['referenceId']),
  }));

/** How many benefits a badge can carry. */
const MOST_BENEFITS = 10;

/** The settings in the body; `badge` is the badge whose settings they replace. */
export function readBadge(world: World, body: unknown, tillId: number, badge?: Badge): BadgeSettings {
  const sent = objectOf(body);
  for (const name of ['name', 'earnType']) {
    if (!given(sent[name])) fail(400, `${name} is missing`);
  }
  for (const name of ['earnedBadgeExpiry', 'ownership']) {
    if (Object.keys(objectOf(sent[name])).length === 0) fail(400, `${name} is missing`);
  }
  const earnType = choice(EARN_TYPES, sent['earnType'], 'earnType');
  const benefits = objectsOf(sent['benefits']);
  if (benefits.length > MOST_BENEFITS) fail(400, `A badge can have at most ${MOST_BENEFITS} benefits`);
  const owners = listOf(objectOf(sent['ownership'])['restrictedToOwners']);
  return {
    name: textOf(sent['name']),
    description: given(sent['description']) ? textOf(sent['description']) : null,
    startOn: momentNeeded(sent, 'startOn'),
    expiresOn: momentNeeded(sent, 'expiresOn'),
    earnType,
    earnedExpiry: readExpiry(sent['earnedBadgeExpiry'], 'earnedBadgeExpiry'),
    enrolmentExpiry: earnType === 'ISSUE_EARN' ? readExpiry(sent['issuedBadgeExpiry'], 'issuedBadgeExpiry') : null,
    owners: [...new Set(owners.map((each) => choice(BADGE_OWNERS, each, 'restrictedToOwners')))],
    benefits: benefits.map((each) => ({ ...each })),
    images: objectsOf(sent['images']).map((each) => ({ ...each })),
    tags: objectsOf(sent['tags']).map(({ name, value }) => ({ name: textOf(name), value: textOf(value) })),
    customFields: { ...objectOf(sent['customFields']) },
    groupId: given(sent['badgeGroupId']) ? textOf(sent['badgeGroupId']) : null,
    rank: numberOf(sent['badgeRank']),
    tillId: numberOf(sent['defaultTillId']) ?? badge?.tillId ?? tillId,
    active: readActive(sent, badge),
    customerLimits: readLimits(world, sent['customerConstraints'], badge?.customerLimits ?? []),
    overallLimits: readLimits(world, sent['badgeConstraints'], badge?.overallLimits ?? []),
  };
}
