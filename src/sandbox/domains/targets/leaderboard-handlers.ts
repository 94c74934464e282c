/** Section Target group: leaderboards. */
import { targetGetRankForUser, targetGroupGetLeaderboard } from '../../../tools/beyond/target-group.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { type Instant, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { NO_CUSTOMER } from './enrolment.js';
import { memberById } from './enrolment-handlers.js';
import { type Board, boardOf, lastActivity, type Ranked, ranking } from './leaderboard.js';
import { INVALID } from './rules.js';
import { checkScope } from './scope.js';

const MAX_TARGETS = 25;

/** What nobody knows of a customer. */
const NOT_CAPTURED = 'NOT-CAPTURED';

/** The older form of a time, with the abbreviation of its time zone. */
const zoned = (at: Instant): string => at.replace('Z', '.000UTC');

const precise = (at: Instant): string => at.replace('Z', '.000Z');

/** The documentation computes rankings from time to time; here they are always up to date. */
const synchronized = (world: World) => ({
  lastSyncTime: zoned(now(world)),
  lastSyncTimeISO: precise(now(world)),
});

function toPersonJson({ profiles }: Customer) {
  const identifierOf = (kind: string): string =>
    profiles.flatMap(({ identifiers }) => identifiers).find(({ type }) => type === kind)?.value || NOT_CAPTURED;
  return {
    first_name: profiles[0]?.firstName || NOT_CAPTURED,
    last_name: profiles[0]?.lastName || NOT_CAPTURED,
    mobile: identifierOf('mobile'),
    email: identifierOf('email'),
  };
}

const fieldOf = ({ extendedFields }: Customer, name: string): string => {
  const value = extendedFields[name];
  return value === undefined || value === null || value === '' ? NOT_CAPTURED : String(value);
};

function toRankedJson(world: World, board: Board, { customer, value, rank }: Ranked) {
  const at = lastActivity(world, board, customer);
  return {
    rank,
    userId: customer.id,
    achievedValue: value,
    ...(at !== undefined && { lastActivityTime: zoned(at), lastActivityTimeISO: precise(at) }),
    userEnrichmentDetails: {
      ...toPersonJson(customer),
      gender: fieldOf(customer, 'gender'),
      birthday: fieldOf(customer, 'date_of_birth'),
      anniversary: fieldOf(customer, 'wedding_date'),
    },
  };
}

function toRankJson(world: World, board: Board, customer: Customer) {
  const ranked = ranking(world, board);
  const own = ranked.find((each) => each.customer.id === customer.id);
  if (!own) return [];
  const at = lastActivity(world, board, customer);
  return [
    {
      orgId: world.organisation.id,
      targetGroupId: board.group.id,
      targetRuleId: board.target.id,
      periodId: board.period.id,
      achievedValue: own.value,
      rank: own.rank,
      ...(at !== undefined && { lastActivityTimeISO: precise(at) }),
      totalUsersInTargetGroup: ranked.length,
    },
  ];
}

export const leaderboardHandlers: Handlers = {
  ...handle(
    targetGroupGetLeaderboard,
    { envelope: 'plain', code: INVALID },
    ({ world, path, query: { targetId, periodId, pageSize = 10, pageOffset = 0, pageLimit = 1 }, headers }) => {
      checkScope(world, headers);
      const board = boardOf(world, path.targetGroupId, targetId, periodId);
      const ranked = ranking(world, board);
      const page = ranked.slice(pageOffset * pageSize, (pageOffset + pageLimit) * pageSize);
      return {
        pagination: { limit: pageSize, offset: pageOffset, total: ranked.length },
        data: {
          ...synchronized(world),
          targetGroupId: board.group.id,
          targetGroupName: board.group.name,
          targetRuleId: board.target.id,
          targetRuleName: board.target.name,
          periodId: board.period.id,
          periodRefCode: board.period.refCode,
          rankings: page.map((each) => toRankedJson(world, board, each)),
        },
        errors: [],
        warnings: [],
      };
    },
  ),

  ...handle(
    targetGetRankForUser,
    { envelope: 'v3Lists', code: INVALID, codes: { userId: NO_CUSTOMER } },
    ({ world, path, headers, body }) => {
      checkScope(world, headers);
      if (body.length === 0) fail(INVALID, 'The body is empty');
      if (body.length > MAX_TARGETS) fail(INVALID, `At most ${MAX_TARGETS} targets a call`);
      const customer = memberById(world, path.userId);
      const boards = body.map((row) => boardOf(world, row.targetGroupId, row.targetRuleId, row.periodId));
      return {
        ...synchronized(world),
        customerId: customer.id,
        userEnrichmentDetails: toPersonJson(customer),
        userRanks: boards.flatMap((board) => toRankJson(world, board, customer)),
      };
    },
  ),
};
