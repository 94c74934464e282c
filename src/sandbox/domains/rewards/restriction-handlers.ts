/** Section Reward points restrictions. */

import { defined } from '../../../lib/defined.js';
import {
  rewardPointsRestrictionCreate,
  rewardPointsRestrictionList,
  rewardPointsRestrictionUpdate,
} from '../../../tools/beyond/reward-points-restrictions.js';
import type { Answer, Body, ElementOf } from '../../../tools/schemas/decoded.js';
import { given, objectsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { refusalOf, toRestrictionJson } from './restriction-serializers.js';
import { addRestriction, changeRestriction, keyOf, type NewRestriction, sameAs } from './restrictions.js';
import type { PointsRestriction } from './state.js';

type Row = ElementOf<Body<typeof rewardPointsRestrictionCreate>>;
type RowJson = ElementOf<Answer<typeof rewardPointsRestrictionCreate>>;

const restrictionIn = (row: Row): NewRestriction => ({
  kpi: row.kpi,
  level: row.constraintLevel,
  frequency: row.frequencyType,
  interval: row.intervalValue,
  limit: row.constraintLimitValue,
  isActive: row.isActive,
  target: defined({
    redemptionType: row.redemptionType,
    programId: row.programId,
    tierId: row.tierId,
    supplementaryProgramId: row.supplementaryProgramId,
    label: row.label,
    segmentId: row.segmentId,
    partitionId: row.partitionId,
  }),
});

/**
 * @throws 400 if there are no rows
 * @throws 12022 if two rows have the same level, target and window
 */
function checkRows(rows: readonly Row[]): void {
  if (rows.length === 0) fail(400, 'There are no rows');
  const keys = rows.map((row) => keyOf(restrictionIn(row)));
  if (new Set(keys).size < keys.length) fail(12022, 'Two rows have the same level, target and window');
}

/** What was saved of a row; or the row as it was sent, with the id of the restriction that it repeats. */
function savedOr(world: World, row: Row, save: (input: NewRestriction) => PointsRestriction): RowJson {
  const input = restrictionIn(row);
  try {
    return toRestrictionJson(world, save(input));
  } catch (failure) {
    if (!(failure instanceof SandboxFailure)) throw failure;
    return {
      ...(failure.code === 12014 && { rewardConstraintId: sameAs(world, input)?.id ?? null }),
      orgId: world.organisation.id,
      kpi: row.kpi,
      constraintLevel: row.constraintLevel,
      frequencyType: row.frequencyType,
      constraintLimitValue: row.constraintLimitValue,
      isActive: row.isActive,
      intervalValue: row.intervalValue,
      ...input.target,
      status: refusalOf(failure),
    };
  }
}

export const rewardRestrictionHandlers: Handlers = {
  ...handle(rewardPointsRestrictionCreate, { envelope: 'plain' }, ({ world, till, body, raw }) => {
    if (objectsOf(raw.body).some((row) => given(row['rewardConstraintId']))) {
      fail(12016, 'rewardConstraintId cannot be given for a new constraint');
    }
    checkRows(body);
    if (!body.every(({ isActive }) => isActive)) fail(12018, 'isActive must be true in all rows');
    return body.map((row) => savedOr(world, row, (input) => addRestriction(world, input, till.id)));
  }),

  ...handle(
    rewardPointsRestrictionUpdate,
    { envelope: 'plain', codes: { 'body[].rewardConstraintId': { missing: 12017, malformed: 12015 } } },
    ({ world, till, body }) => {
      checkRows(body);
      return body.map((row) =>
        savedOr(world, row, (input) => changeRestriction(world, row.rewardConstraintId, input, till.id)),
      );
    },
  ),

  ...handle(rewardPointsRestrictionList, { envelope: 'plain' }, ({ world, query: { sortBy, orderBy } }) =>
    sorted(
      Object.values(world.pointsRestrictions),
      ({ modifiedOn, id }) => (sortBy ? [modifiedOn, id] : [id]),
      orderBy,
    ).map((each) => toRestrictionJson(world, each)),
  ),
};
