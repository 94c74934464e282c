/** Requests that wait for approval, as a customer's own: listed by kind; and goodwill for a group, raised. */
import { fail } from '../failure.js';
import type { UserGroup } from '../state/customer.js';
import type { Request, RequestType } from '../state/request.js';
import type { World } from '../world.js';
import { fileRequest } from './filing.js';

/** A customer's requests of a kind, oldest first. */
export function requestsOf(world: World, customerId: number, type: RequestType): Request[] {
  return Object.values(world.requests).filter((each) => each.customerId === customerId && each.type === type);
}

/** Asks for goodwill points for a group. Nothing is given before it is approved. 400 for no number of points. */
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
