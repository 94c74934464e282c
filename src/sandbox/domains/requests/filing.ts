/** Filing a request: the common part of all kinds. */
import { now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import type { Request, RequestDetails, RequestType } from './state.js';

/** Whose request it is, and its content. */
export interface Filing {
  type: RequestType;
  baseType: string;
  customerId?: number | null;
  userGroupId?: number;
  reason?: string;
  comments?: string;
  details: RequestDetails;
  tillId: number;
}

/** Adds a request that waits for a decision. */
export function fileRequest(world: World, filing: Filing): Request {
  const time = now(world);
  const request: Request = {
    id: nextId(world, 'request'),
    status: 'PENDING',
    ...filing,
    customerId: filing.customerId ?? null,
    userGroupId: filing.userGroupId ?? null,
    reason: filing.reason ?? '',
    comments: filing.comments ?? '',
    createdOn: time,
    modifiedOn: time,
  };
  world.requests[request.id] = request;
  return request;
}
