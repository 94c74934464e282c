/** Requests as the newer workflow shows them: with the call that an approval makes, and what came of it. */
import type { requestWorkflowList } from '../../../tools/beyond/request-workflow.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import { serverDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { Request } from './state.js';

type State = 'AdminTask' | 'approved' | 'rejected' | 'failed';

const STATES: Readonly<Record<Request['status'], State>> = {
  PENDING: 'AdminTask',
  CUSTOM: 'AdminTask',
  APPROVED: 'approved',
  SUCCESS: 'approved',
  REJECTED: 'rejected',
  CANCELLED: 'rejected',
};

export const stateOf = ({ status }: Request): State => STATES[status];

/** Whether the workflow knows the request: goodwill points for a customer or a group. */
export const isInWorkflow = ({ type, baseType }: Request): boolean => type === 'GOODWILL' && baseType === 'POINTS';

/** The id that the workflow gives a request, a UUID. */
export const workflowId = ({ id }: Request): string => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;

export function toWorkflowJson(world: World, request: Request): RowOf<typeof requestWorkflowList> {
  const { customerId, userGroupId, details, reason, tillId } = request;
  const stamp = (at: Instant): string => serverDateTime(at).replace(' ', 'T');
  const state = stateOf(request);
  const isOpen = state === 'AdminTask';
  return {
    requestId: workflowId(request),
    userId: tillId,
    userName: world.tills[tillId]?.name ?? '',
    requestType: 'goodwill-points',
    state,
    startTime: stamp(request.createdOn),
    endTime: isOpen ? null : stamp(request.modifiedOn),
    details: {
      'IntouchAPITask-Payload': {
        hostname: '',
        path: '/internal/goodwill/',
        method: 'POST',
        pathParams: {},
        queryParams: {},
        body: {
          referenceId: details.referenceId ?? '',
          reason,
          baseType: 'POINTS',
          programId: world.organisation.program.id,
          awardingTillId: tillId,
          earningEntityType: userGroupId === null ? 'CUSTOMER' : 'USERGROUP2',
          earningEntityId: userGroupId ?? customerId,
          points: details.points ?? 0,
          source: 'API',
        },
        // As the platform stores them: with the credentials of whoever asked.
        headers: { Authorization: `Basic ${btoa(`${tillId}:maker`)}`, 'content-type': 'application/json' },
      },
      ValidateMakerAccess_Output: true,
      ValidatePayload_Output: true,
      ...(!isOpen && {
        'AdminTask-Payload': { actionDecision: state, actionMessage: details.updatedComments ?? '' },
        AdminTask_Output: state,
        ValidateCheckerAccess_Output: true,
      }),
      ...(state === 'approved' && {
        IntouchAPITask_Output: { status: 200, headers: {}, body: { points: Number(details.approvedValue ?? 0) } },
      }),
    },
  };
}
