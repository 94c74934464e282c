/**
 * The settings of a badge, as a body has them.
 * @throws 400 if a setting is missing that another one needs
 */
import type { badgeUpdate } from '../../../tools/badges/badges.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { oneOf } from '../../http/arguments.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { withDefaults } from './field-values.js';
import { UNITS } from './limits.js';
import type { BadgeSettings } from './rules.js';
import { BADGE_OWNERS, type Badge, type BadgeExpiry, type BadgeOwner } from './state.js';

type Settings = Omit<Body<typeof badgeUpdate>, 'id'>;

/** How many benefits a badge can carry. */
const MAX_BENEFITS = 10;

/** The settings in the body; `badge` is the badge whose settings they replace. */
export function settingsIn(world: World, body: Settings, tillId: number, badge?: Badge): BadgeSettings {
  const { earnType, benefits = [], tags = [] } = body;
  if (benefits.length > MAX_BENEFITS) fail(400, `A badge can have at most ${MAX_BENEFITS} benefits`);
  return {
    name: body.name,
    description: body.description || null,
    startOn: body.startOnISO ?? body.startOn ?? fail(400, 'startOn is missing'),
    expiresOn: body.expiresOnISO ?? body.expiresOn ?? fail(400, 'expiresOn is missing'),
    earnType,
    earnedExpiry: expiryIn(body.earnedBadgeExpiry, 'earnedBadgeExpiry'),
    enrolmentExpiry: earnType === 'ISSUE_EARN' ? expiryIn(body.issuedBadgeExpiry, 'issuedBadgeExpiry') : null,
    owners: [...new Set(body.ownership.restrictedToOwners)],
    benefits,
    images: body.images ?? [],
    tags: tags.map(({ name = '', value = '' }) => ({ name, value })),
    customFields: withDefaults(world, body.customFields, badge === undefined),
    groupId: body.badgeGroupId || null,
    rank: body.badgeRank ?? null,
    tillId: body.defaultTillId ?? badge?.tillId ?? tillId,
    active: body.active ?? body.isActive ?? badge?.active ?? true,
    customerLimits: limitsIn(body.customerConstraints),
    overallLimits: limitsIn(body.badgeConstraints),
  };
}

function expiryIn(expiry: Settings['issuedBadgeExpiry'], name: string): BadgeExpiry {
  const { expiryType, type, value = 0, ...sent } = expiry ?? fail(400, `${name} is missing`);
  if (expiryType === 'NEVER') return { expiryType };
  if (expiryType === 'RELATIVE') {
    if (value < 1) fail(400, `${name}.value must be a whole number from 1`);
    const unit = sent.relativeExpirytype ?? fail(400, `${name}.relativeExpirytype is missing`);
    return { expiryType, unit, value };
  }
  if (type === 'WITH_BADGE_META') return { expiryType, expiresOn: null };
  if (type === undefined) fail(400, `${name}.type is missing`);
  return { expiryType, expiresOn: sent.expiresOn ?? fail(400, `${name}.expiresOn is missing`) };
}

/** The kinds of limits by their names. Either list accepts both names, because documented samples mix them. */
const KINDS = {
  CUSTOMER_BADGE_FIXED_WINDOW: 'FIXED_WINDOW',
  CUSTOMER_BADGE_FIXED_VALUE: 'FIXED_VALUE',
  CUSTOMER_BADGE_ROLLING_WINDOW: 'ROLLING_WINDOW',
  CUSTOMER_BADGE_NO_LIMIT: 'NO_LIMIT',
  BADGE_FIXED_WINDOW: 'FIXED_WINDOW',
  BADGE_FIXED_VALUE: 'FIXED_VALUE',
  BADGE_ROLLING_WINDOW: 'ROLLING_WINDOW',
  BADGE_NO_LIMIT: 'NO_LIMIT',
} as const;

const limitsIn = (limits: Settings['customerConstraints'] = []): BadgeSettings['customerLimits'] =>
  limits.map(({ referenceId = '', ...sent }) => {
    const { constraintType, durationType, refreshRate = 0, maxEarnLimit } = sent;
    const kind = KINDS[constraintType ?? fail(400, 'constraintType is missing')];
    if (kind === 'FIXED_WINDOW') {
      const unit = UNITS[durationType ?? fail(400, 'durationType is missing')];
      if (unit === 'DAYS' && refreshRate < 1) fail(400, 'refreshRate is missing');
    }
    if ((kind === 'FIXED_WINDOW' || kind === 'FIXED_VALUE') && maxEarnLimit === undefined) {
      fail(400, 'maxEarnLimit is missing');
    }
    return { kind, sent, referenceId };
  });

/** The claims that a new badge brings along. */
export const claimsIn = ({ ownership: { claims = [] } }: Settings): { ownerType: BadgeOwner; referenceId: string }[] =>
  claims.map(({ ownerType, referenceId = '' }) => ({
    ownerType: oneOf(BADGE_OWNERS, ownerType) ?? fail(400, `${ownerType} is not a module`),
    referenceId,
  }));
