/** Section Tiers: drafting tiers, and making them live. */
import {
  tierApprove,
  tierCreate,
  tierDelete,
  tierGet,
  tierList,
  tierListPending,
  tierSubmit,
  tierUpdate,
} from '../../../tools/beyond/tiers.js';
import { objectOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { fail } from '../../world/failure.js';
import { checkProgram } from './program.js';
import {
  changeTier,
  draftTier,
  NO_NAME,
  NO_TIER,
  openRecords,
  reviewTier,
  submitTier,
  throwAway,
  versionsOf,
  WRONG,
} from './tier-set-up.js';
import { toListedDraftJson, toLiveTierJson, toTierRecordJson, toVersionJson } from './tier-set-up-serializers.js';

const BY_STATUS = 9057;
const NO_PROGRAM = 404;

const V3 = { envelope: 'v3', code: WRONG, codes: { tierId: { code: NO_TIER, httpStatus: 404 } } } as const;

const KNOWN = ['programId', 'name', 'description', 'color', 'eligibility', 'validity'];

/** @throws 400 for a member that no tier has, as the API refuses it */
function checkMembers(body: unknown): void {
  const unknown = Object.keys(objectOf(body)).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) fail(WRONG, `Unrecognized field ${unknown}`);
}

export const tierHandlers: Handlers = {
  ...handle(tierList, { envelope: 'v3', code: WRONG }, ({ world, query: { programId, tier }, raw }) => {
    if (raw.query['status'] !== undefined) fail(BY_STATUS, 'Filtering by status is not supported');
    checkProgram(world, programId, NO_PROGRAM);
    const rows = [
      ...world.organisation.program.tiers.map((each) => ({ number: each.number, row: toLiveTierJson(world, each) })),
      ...openRecords(world).map((each) => ({ number: each.number, row: toListedDraftJson(each) })),
    ];
    // Live before draft, as sorting is stable.
    const tiers = rows.sort((a, b) => a.number - b.number).map(({ row }) => row);
    const isAsked = ({ tierUniqueId, slabId }: (typeof tiers)[number]): boolean =>
      tier === undefined || tierUniqueId === tier || String(slabId ?? '') === tier;
    return { tiers: tiers.filter(isAsked) };
  }),

  ...handle(tierListPending, { envelope: 'v3', code: WRONG }, ({ world, query }) => {
    checkProgram(world, query.programId, NO_PROGRAM);
    return openRecords(world)
      .filter(({ status }) => status === 'PENDING_APPROVAL')
      .map((each) => toTierRecordJson(world, each));
  }),

  ...handle(tierGet, V3, ({ world, path }) => versionsOf(world, path.tierId).map(toVersionJson)),

  ...handle(
    tierCreate,
    { envelope: 'v3', code: WRONG, httpStatus: 201, codes: { 'body.name': { missing: NO_NAME } } },
    ({ world, till, headers, body, raw }) => {
      checkMembers(raw.body);
      const { programId, ...change } = body;
      checkProgram(world, programId, NO_PROGRAM);
      const requestKey = headers['Idempotency-Key'] ?? '';
      return toTierRecordJson(world, draftTier(world, change, { tillId: till.id, requestKey }));
    },
  ),

  ...handle(tierUpdate, V3, ({ world, till, path, query, body, raw }) => {
    checkMembers(raw.body);
    const by = { tillId: till.id, programId: query.programId };
    return toTierRecordJson(world, changeTier(world, path.tierId, body, by));
  }),

  ...handle(tierDelete, { ...V3, envelope: 'noContent' }, ({ world, path }) => {
    throwAway(world, path.tierId);
    return undefined;
  }),

  ...handle(tierSubmit, V3, ({ world, till, path }) =>
    toTierRecordJson(world, submitTier(world, path.tierId, till.id)),
  ),

  ...handle(tierApprove, V3, ({ world, till, path, body: { approvalStatus, comment } }) =>
    toTierRecordJson(
      world,
      reviewTier(world, path.tierId, { approved: approvalStatus === 'APPROVE', comment, tillId: till.id }),
    ),
  ),
};
