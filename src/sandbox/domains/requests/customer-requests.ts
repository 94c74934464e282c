/** A customer's requests that wait for approval, by kind, and goodwill requests for a group. */
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { UserGroup } from '../customer/state.js';
import { fileRequest } from './filing.js';
import type { Request, RequestType } from './state.js';

/** A customer's requests of a kind, oldest first. */
export function requestsOf(world: World, customerId: number, type: RequestType): Request[] {
  return Object.values(world.requests).filter((each) => each.customerId === customerId && each.type === type);
}

/**
 * Requests goodwill points for a group. No points are given until the request is approved.
 * @throws 400 if the number of points is not above 0
 */
export function requestGroupGoodwill(
  world: World,
  group: UserGroup,
  goodwill: { points: number; reason: string; comments: string; requestComments: string; tillId: number },
): Request {
  const { points, reason, comments, requestComments, tillId } = goodwill;
  if (!(points > 0)) fail(400, 'goodwillRequest.points must be more than 0');
  return fileRequest(world, {
    type: 'GOODWILL',
    baseType: 'POINTS',
    userGroupId: group.id,
    reason,
    comments: requestComments,
    details: { points, comments, programId: world.organisation.program.id, earningEntityType: 'USERGROUP2' },
    tillId,
  });
}
