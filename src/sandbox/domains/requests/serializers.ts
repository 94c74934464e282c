/** A customer's requests that wait for approval, as v2 shows them. */
import type {
  customerGetGoodwillRequests,
  customerGetIdentifierChangeRequests,
  customerGetRetroRequests,
} from '../../../tools/customer/customer.loyalty.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import { given, numberOf, textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import { storeDetails, tillDetails } from '../organization/serializers.js';
import type { Request } from './state.js';

/** Fields that requests of all kinds show: who filed it when, and for whom. */
function common(world: World, request: Request) {
  return {
    id: request.id,
    addedBy: tillDetails(world, request.tillId),
    updatedBy: tillDetails(world, request.tillId),
    addedOn: request.createdOn,
    updatedOn: request.modifiedOn,
    userId: request.customerId,
    comments: request.comments,
    oneStep: isOneStep(request),
  };
}

/** Whether a request was carried out at once, without approval. */
export const isOneStep = ({ details }: Request): boolean => details['oneStep'] === true;

/** Whether it was approved by the system. */
export const isAutoApproved = ({ details }: Request): boolean => details['autoApproved'] === true;

/** A claim that a not-interested bill is the customer's. */
export function toRetroRequestJson(world: World, request: Request): RowOf<typeof customerGetRetroRequests> {
  return {
    ...common(world, request),
    status: request.status,
    addedByParent: storeDetails(world, world.tills[request.tillId]?.storeId ?? 0),
    requestId: request.id,
    baseType: request.baseType,
    reason: request.reason,
    transactionId: numberOf(request.details['transactionId']) ?? -1,
    warnings: [],
    reqAdd: true,
  };
}

/** A change of an identifier, or a merge. */
export function toChangeRequestJson(world: World, request: Request): RowOf<typeof customerGetIdentifierChangeRequests> {
  const { oldValue, newValue, secUserId } = request.details;
  const side = (value: unknown) => (textOf(value) === '' ? [] : [{ type: request.baseType, value: textOf(value) }]);
  return {
    ...common(world, request),
    status: request.status,
    changeType: request.baseType,
    changeIdentifiers: { add: side(newValue), remove: side(oldValue) },
    secUserId: numberOf(secUserId) ?? 0,
  };
}

/** Requested goodwill. The approved value is a text, present after the approval. */
export function toGoodwillRequestJson(world: World, request: Request): RowOf<typeof customerGetGoodwillRequests> {
  const { program } = world.organisation;
  const { approvedValue, points, seriesId, updatedComments } = request.details;
  const approved = textOf(approvedValue ?? points ?? seriesId);
  return {
    ...common(world, request),
    requestId: request.id,
    enteredBy: tillDetails(world, request.tillId),
    goodwillType: request.baseType,
    goodwillStatus: request.status,
    reason: request.reason,
    ...(request.status === 'APPROVED' && { approvedValue: approved }),
    ...(given(updatedComments) && { updatedComments: textOf(updatedComments) }),
    programId: program.id,
    program: {
      programId: program.id,
      programName: program.name,
      pointsToCurrencyRatio: program.pointsToCurrencyRatio,
      programDescription: program.description,
      default: true,
    },
    earningEntityType: 'CUSTOMER',
  };
}
