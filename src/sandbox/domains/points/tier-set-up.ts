/** Setting up tiers: drafts, which are submitted and approved before they become part of the program. */

import { defined } from '../../../lib/defined.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { TIER_MEASURES, type Tier, type TierCondition, type TierEntry } from '../organization/state.js';
import type { TierEligibility, TierRecord, TierValidity } from './state.js';

export const NO_TIER = 9056;
export const NO_NAME = 9001;
const CONFLICT = 999999;
const START_OF_UPGRADE = 9014;
const CRITERIA = 9017;
const NO_LENGTH = 9018;
const DOWNGRADE_TO = 9019;
const TRACKERS = 9020;
export const WRONG = 400;

const MAX_TIERS = 50;
const SAME_AS_ELIGIBILITY = 'Same as eligibility';

const conflict = (message: string): never => fail(CONFLICT, message, 409);
const noTier = (id: string): never => failUnknown(NO_TIER, 'Tier', id, 404);

/** What a call says of a tier; what is absent stays as it is. */
export interface TierChange {
  name?: string;
  description?: string;
  color?: string;
  eligibility?: Partial<TierEligibility>;
  validity?: TierValidity;
}

/** Whether somebody still works on a version. */
const isOpen = ({ status }: TierRecord): boolean => status === 'DRAFT' || status === 'PENDING_APPROVAL';

const recordsIn = (world: World): TierRecord[] => Object.values(world.tierRecords);

/** The versions that somebody still works on. */
export const openRecords = (world: World): TierRecord[] => recordsIn(world).filter(isOpen);

/** The live version of a tier that was approved through the API. */
export const activeRecordOf = (world: World, slabId: number): TierRecord | undefined =>
  recordsIn(world).find((each) => each.status === 'ACTIVE' && each.slabId === slabId);

const openEditOf = (world: World, slabId: number): TierRecord | undefined =>
  openRecords(world).find((each) => each.slabId === slabId);

/** A live tier by its slabId. */
const liveTier = (world: World, slabId: number): Tier | undefined =>
  world.organisation.program.tiers.find(({ id }) => id === slabId);

/** @throws 9056 if there is no such version, or it was thrown away */
function recordById(world: World, objectId: string): TierRecord {
  const record = world.tierRecords[objectId];
  return record && record.status !== 'DELETED' ? record : noTier(objectId);
}

/**
 * The live version and the draft of a tier that was made or edited through the API.
 *
 * @param id - its tierUniqueId, or its slabId
 * @throws 9056 if there is no such tier
 */
export function versionsOf(world: World, id: string): TierRecord[] {
  const versions = recordsIn(world).filter(
    (each) =>
      (isOpen(each) || each.status === 'ACTIVE') && (each.tierUniqueId === id || String(each.slabId ?? '') === id),
  );
  return versions.length > 0 ? versions : noTier(id);
}

/**
 * Drafts a new tier.
 * @throws 999999 if the name is taken, the program has 50 tiers, or another new tier is a draft still
 * @throws as `checkChange` does
 */
export function draftTier(
  world: World,
  change: TierChange & { name: string; eligibility: TierEligibility },
  { tillId, requestKey }: { tillId: number; requestKey: string },
): TierRecord {
  const known = requestKey === '' ? undefined : recordsIn(world).find((each) => each.requestKey === requestKey);
  if (known) return known;
  checkChange(world, change, null);
  if (change.eligibility.threshold === undefined) fail(WRONG, 'eligibility.threshold is missing');
  const isNew = ({ slabId }: TierRecord): boolean => slabId === null;
  const others = openRecords(world).filter(isNew);
  if (others.some(({ status }) => status === 'DRAFT'))
    conflict('Another new tier is a draft still: submit or delete it');
  const { tiers, id } = world.organisation.program;
  if (tiers.length + others.length >= MAX_TIERS) conflict(`The program has ${MAX_TIERS} tiers`);
  const number = 1 + Math.max(...tiers.map((each) => each.number), ...recordsIn(world).map((each) => each.number));
  return keep(world, tillId, {
    tierUniqueId: uniqueId(id, number),
    parentId: null,
    version: 1,
    slabId: null,
    number,
    name: change.name,
    description: change.description ?? '',
    color: change.color ?? '#808080',
    eligibility: change.eligibility,
    validity: filled(change.validity ?? {}),
    requestKey,
  });
}

const uniqueId = (programId: number, number: number): string => `ut-${programId}-${String(number).padStart(3, '0')}`;

/** A renewal that is not said is the default. */
const filled = (validity: TierValidity): TierValidity => ({
  periodType: 'SLAB_UPGRADE',
  periodValue: 12,
  unit: 'NUM_MONTHS',
  ...validity,
  renewal: { criteriaType: SAME_AS_ELIGIBILITY, ...validity.renewal },
});

type Kept = Omit<
  TierRecord,
  'objectId' | 'status' | 'comments' | 'createdBy' | 'createdOn' | 'modifiedBy' | 'modifiedOn'
>;

function keep(world: World, tillId: number, record: Kept): TierRecord {
  const objectId = `7f3b64d0c3510000${(0xc3510000 + nextId(world, 'tierRecord')).toString(16)}`;
  const time = now(world);
  const by = { createdBy: tillId, createdOn: time, modifiedBy: tillId, modifiedOn: time };
  const kept: TierRecord = { objectId, status: 'DRAFT', comments: null, ...record, ...by };
  world.tierRecords[objectId] = kept;
  return kept;
}

/**
 * Changes a tier: a version that somebody works on in place, a live one in a draft of its own.
 *
 * @param id - the objectId of a version, or the slabId of a live tier
 * @throws 9056 if there is no such tier, or it is one of the older console and no program is given
 * @throws 999999 if the version is a former one, or the name is taken
 * @throws as `checkChange` does
 */
export function changeTier(
  world: World,
  id: string,
  change: TierChange,
  { tillId, programId }: { tillId: number; programId: number | undefined },
): TierRecord {
  const slabId = /^\d{1,15}$/.test(id) ? Number(id) : recordById(world, id).slabId;
  const own = /^\d{1,15}$/.test(id) ? undefined : recordById(world, id);
  if (own?.status === 'SNAPSHOT') conflict(`Version ${own.version} of the tier is a former one`);
  const open = own && isOpen(own) ? own : slabId === null ? undefined : openEditOf(world, slabId);
  const live = slabId === null ? undefined : liveTier(world, slabId);
  if (!open && !live) return noTier(id);
  if (!own && !open && slabId !== null && !activeRecordOf(world, slabId)) {
    if (programId !== world.organisation.program.id) noTier(id);
  }
  checkChange(world, change, slabId);
  const edited = open ?? (live && editOf(world, live, tillId));
  if (!edited) return noTier(id);
  const { eligibility, validity, ...texts } = change;
  Object.assign(edited, defined(texts), {
    eligibility: { ...edited.eligibility, ...defined(eligibility ?? {}) },
    validity: validity ? filled({ ...edited.validity, ...defined(validity) }) : edited.validity,
    modifiedBy: tillId,
    modifiedOn: now(world),
  });
  return edited;
}

/** A draft of what a live tier is now. */
function editOf(world: World, live: Tier, tillId: number): TierRecord {
  const active = activeRecordOf(world, live.id);
  const { id: programId } = world.organisation.program;
  return keep(world, tillId, {
    tierUniqueId: active?.tierUniqueId ?? uniqueId(programId, live.number),
    parentId: active?.objectId ?? null,
    version: (active?.version ?? 0) + 1,
    slabId: live.id,
    number: live.number,
    name: live.name,
    description: live.description,
    color: live.color,
    eligibility: active?.eligibility ?? eligibilityOf(world, live),
    validity: active?.validity ?? filled({ periodValue: live.validityMonths }),
    requestKey: '',
  });
}

/** How customers enter a tier of the older console. */
export const eligibilityOf = (world: World, { number, threshold, entry }: Tier): TierEligibility => ({
  kpiType: entry?.measure ?? 'TRACKER_VALUE_BASED',
  ...(number !== world.organisation.program.tiers[0]?.number && { threshold }),
  upgradeType: 'LAZY',
});

/** @throws if a call may not say this of a tier */
function checkChange(world: World, { name, color, eligibility, validity }: TierChange, slabId: number | null): void {
  if (name !== undefined && name.trim() === '') fail(NO_NAME, 'name is missing');
  if (name !== undefined) checkName(world, name, slabId);
  if (color !== undefined && !/^#[0-9a-f]{6}$/i.test(color)) fail(WRONG, 'color must be #RRGGBB');
  if (eligibility) checkEligibility(eligibility);
  if (validity) checkValidity(validity);
}

function checkName(world: World, name: string, slabId: number | null): void {
  const taken = world.organisation.program.tiers.some(
    (each) => each.id !== slabId && each.name.toLowerCase() === name.trim().toLowerCase(),
  );
  if (taken) conflict(`A tier named ${name} exists`);
}

function checkEligibility({ kpiType, threshold, upgradeType, conditions = [] }: Partial<TierEligibility>): void {
  if (kpiType !== undefined && !TIER_MEASURES.some((each) => each === kpiType)) {
    fail(WRONG, `kpiType must be one of ${TIER_MEASURES.join(', ')}`);
  }
  if (threshold !== undefined && threshold < 0) fail(WRONG, 'threshold must be 0 or more');
  if (upgradeType !== undefined && !/^(LAZY|EAGER|DYNAMIC)$/.test(upgradeType)) {
    fail(WRONG, 'upgradeType must be LAZY, EAGER or DYNAMIC');
  }
  conditionsIn(conditions);
}

function checkValidity({ periodType = 'SLAB_UPGRADE', periodValue, startDate, renewal }: TierValidity): void {
  if (!/^(SLAB_UPGRADE|SLAB_UPGRADE_CYCLIC|FIXED|FIXED_CUSTOMER_REGISTRATION)$/.test(periodType)) {
    fail(WRONG, `There is no periodType ${periodType}`);
  }
  const isFixed = periodType.startsWith('FIXED');
  if (!isFixed && startDate !== undefined) fail(START_OF_UPGRADE, `startDate is not for ${periodType}`);
  if (isFixed && periodValue === undefined) fail(NO_LENGTH, `${periodType} needs periodValue`);
  if (renewal && (renewal.criteriaType ?? SAME_AS_ELIGIBILITY) !== SAME_AS_ELIGIBILITY) {
    fail(CRITERIA, `criteriaType can only be "${SAME_AS_ELIGIBILITY}"`);
  }
  if (renewal?.downgradeTo !== undefined && !/^(SINGLE|THRESHOLD|LOWEST)$/.test(renewal.downgradeTo)) {
    fail(DOWNGRADE_TO, 'downgradeTo must be SINGLE, THRESHOLD or LOWEST');
  }
  if ((renewal?.conditions ?? []).filter(({ type }) => type === 'TRACKER').length > 1) {
    fail(TRACKERS, 'Only one condition can be a TRACKER');
  }
}

const CONDITIONS: readonly TierCondition['type'][] = ['PURCHASE', 'VISITS', 'POINTS', 'TRACKER'];

const conditionsIn = (rows: NonNullable<TierEligibility['conditions']>): TierCondition[] =>
  rows.map(({ type, value }) => ({
    type:
      CONDITIONS.find((each) => each === type) ?? fail(WRONG, `A condition must be one of ${CONDITIONS.join(', ')}`),
    value: Number.isFinite(Number(value)) ? Number(value) : fail(WRONG, 'The value of a condition is not a number'),
  }));

/**
 * Throws a draft away.
 * @throws 9056 if there is none
 * @throws 999999 if it is no draft
 */
export function throwAway(world: World, objectId: string): void {
  const record = recordById(world, objectId);
  if (record.status !== 'DRAFT') conflict(`TIER_NOT_DELETABLE_NON_DRAFT: the tier is ${record.status}`);
  record.status = 'DELETED';
}

/**
 * Hands a draft to the reviewers.
 * @throws 9056 if there is none
 * @throws 999999 if it is no draft
 */
export function submitTier(world: World, objectId: string, tillId: number): TierRecord {
  const record = recordById(world, objectId);
  if (record.status !== 'DRAFT') conflict(`Only a draft can be submitted; the tier is ${record.status}`);
  return Object.assign(record, { status: 'PENDING_APPROVAL', modifiedBy: tillId, modifiedOn: now(world) });
}

/**
 * Makes a tier live, or gives it back to its maker.
 * @throws 9056 if there is no such version
 * @throws 999999 if it does not wait for approval, or its name was taken meanwhile
 */
export function reviewTier(
  world: World,
  objectId: string,
  { approved, comment, tillId }: { approved: boolean; comment: string | undefined; tillId: number },
): TierRecord {
  const record = recordById(world, objectId);
  if (record.status !== 'PENDING_APPROVAL') conflict(`The tier does not wait for approval; it is ${record.status}`);
  if (approved) {
    checkName(world, record.name, record.slabId);
    const former = record.slabId === null ? undefined : activeRecordOf(world, record.slabId);
    record.slabId = publish(world, record).id;
    if (former) former.status = 'SNAPSHOT';
  }
  return Object.assign(record, {
    status: approved ? 'ACTIVE' : 'DRAFT',
    comments: comment ?? null,
    modifiedBy: tillId,
    modifiedOn: now(world),
  });
}

/** Puts a version into the program. A new tier earns points as the one below. */
function publish(world: World, record: TierRecord): Tier {
  const { tiers } = world.organisation.program;
  const { name, description, color, number, eligibility, validity } = record;
  const settings = {
    name,
    description,
    color,
    threshold: eligibility.threshold ?? 0,
    validityMonths: validity.periodValue ?? 12,
    entry: entryOf(record),
  };
  const live = record.slabId === null ? undefined : liveTier(world, record.slabId);
  if (live) return Object.assign(live, settings);
  const multiplier = tiers.findLast((each) => each.number < number)?.multiplier ?? 1;
  const tier: Tier = { id: nextId(world, 'tier'), number, createdOn: now(world), multiplier, ...settings };
  tiers.push(tier);
  tiers.sort((a, b) => a.number - b.number);
  return tier;
}

function entryOf({ eligibility, validity: { renewal = {} } }: TierRecord): TierEntry {
  const { kpiType, expressionRelation, conditions = [] } = eligibility;
  const { downgradeTo, shouldDowngrade = true } = renewal;
  return {
    measure: TIER_MEASURES.find((each) => each === kpiType) ?? 'TRACKER_VALUE_BASED',
    relation: expressionRelation === 'OR' ? 'OR' : 'AND',
    conditions: conditionsIn(conditions),
    downgradeTo: downgradeTo === 'SINGLE' || downgradeTo === 'LOWEST' ? downgradeTo : 'THRESHOLD',
    shouldDowngrade,
  };
}
