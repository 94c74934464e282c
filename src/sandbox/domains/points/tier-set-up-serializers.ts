/** Tiers as the calls that set them up show them. */
import type { tierCreate, tierGet, tierList } from '../../../tools/beyond/tiers.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Tier } from '../organization/state.js';
import type { TierRecord } from './state.js';
import { activeRecordOf, eligibilityOf } from './tier-set-up.js';

type ListedJson = ElementOf<PartOf<PartOf<Answer<typeof tierList>, 'data'>, 'tiers'>>;

/** The older console knows only live tiers; drafts are only in the store of the API. */
const ORIGIN = { console: 'LEGACY_SQL_ONLY', draft: 'MONGO_ONLY', both: 'MONGO_AND_SQL' };

const metaOf = ({ createdBy, createdOn, modifiedBy, modifiedOn }: TierRecord) => ({
  createdBy: String(createdBy),
  createdAt: createdOn,
  updatedBy: String(modifiedBy),
  updatedAt: modifiedOn,
});

/** A version, as the calls that make and change it answer. */
export const toTierRecordJson = (world: World, record: TierRecord): PartOf<Answer<typeof tierCreate>, 'data'> => ({
  objectId: record.objectId,
  tierUniqueId: record.tierUniqueId,
  orgId: world.organisation.id,
  programId: world.organisation.program.id,
  status: record.status,
  parentId: record.parentId,
  version: record.version,
  slabId: record.slabId,
  name: record.name,
  description: record.description,
  color: record.color,
  serialNumber: record.number,
  eligibility: record.eligibility,
  validity: record.validity,
  downgrade: null,
  engineConfig: null,
  meta: metaOf(record),
  comments: record.comments,
});

const versionOf = (record: TierRecord) => ({
  tierUniqueId: record.tierUniqueId,
  objectId: record.objectId,
  ...(record.slabId !== null && { slabId: record.slabId }),
  name: record.name,
  description: record.description,
  color: record.color,
  serialNumber: record.number,
  eligibility: record.eligibility,
  status: record.status,
  origin: record.status === 'ACTIVE' ? ORIGIN.both : ORIGIN.draft,
  meta: metaOf(record),
});

const renewalOf = ({ validity: { periodType, periodValue, unit, startDate, renewal } }: TierRecord) => ({
  periodType,
  periodValue: periodValue === undefined ? undefined : String(periodValue),
  unit,
  startDate,
  criteriaType: renewal?.criteriaType,
});

/** A version, as it is read alone. */
export const toVersionJson = (record: TierRecord): RowOf<typeof tierGet> => ({
  ...versionOf(record),
  renewal: renewalOf(record),
});

/** A draft beside the live tiers. */
export const toListedDraftJson = (record: TierRecord): ListedJson => ({
  ...versionOf(record),
  renewal: renewalOf(record),
});

/** A live tier, with its members. */
export function toLiveTierJson(world: World, tier: Tier): ListedJson {
  const record = activeRecordOf(world, tier.id);
  const members = Object.values(world.customers).filter(
    (each) => each.tier === tier.number && each.loyaltyType === 'loyalty' && each.mergedInto === null,
  );
  return {
    ...(record && { tierUniqueId: record.tierUniqueId, objectId: record.objectId }),
    slabId: tier.id,
    name: tier.name,
    description: tier.description,
    color: tier.color,
    serialNumber: tier.number,
    eligibility: record?.eligibility ?? eligibilityOf(world, tier),
    communicationModeConfig: { upgrade: [], renewal: [], downgrade: [], reminders: [] },
    customerCount: members.length,
    countRefreshedAt: now(world),
    status: 'LIVE',
    origin: record ? ORIGIN.both : ORIGIN.console,
    tierStartDate: tier.createdOn,
    // Nobody falls out of the lowest tier.
    ...(tier.number !== world.organisation.program.tiers[0]?.number && {
      renewal: { periodType: 'SLAB_UPGRADE', periodValue: String(tier.validityMonths), unit: 'NUM_MONTHS' },
      downgrade: {
        target: tier.entry?.shouldDowngrade === false ? 'NONE' : (tier.entry?.downgradeTo ?? 'THRESHOLD'),
        reevaluateOnReturn: false,
        dailyEnabled: false,
        conditions: [],
      },
    }),
    meta: record ? metaOf(record) : { createdAt: tier.createdOn, updatedAt: tier.createdOn },
  };
}
