/** A customer's requests that wait for approval, as v2 shows them. */
import type {
  customerGetGoodwillRequests,
  customerGetIdentifierChangeRequests,
  customerGetRetroRequests,
} from '../../../tools/customer/customer.loyalty.js';
import type { piiDeletionGetStatus } from '../../../tools/requests/pii-deletion.js';
import type { requestGetStatus } from '../../../tools/requests/requests.js';
import type { Answer, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { profileShape } from '../customer/shape.js';
import { storeDetails, tillDetails } from '../organization/serializers.js';
import type { Request } from './state.js';

/** The kinds of request by v2's names, with their kind in the world. */
export const KINDS = [
  { type: 'TRANSACTION', baseType: 'REGULAR_TXN_ADD', kept: 'TRANSACTION' },
  { type: 'CHANGE_IDENTIFIER', baseType: 'MERGE', kept: 'CHANGE_IDENTIFIER' },
  { type: 'CUSTOMER', baseType: 'DELETE', kept: 'PII_DELETE' },
  { type: 'GOODWILL', baseType: 'POINTS', kept: 'GOODWILL' },
] as const;

export type Kind = (typeof KINDS)[number];

export const isOf = (kind: Kind, request: Request): boolean =>
  request.type === kind.kept && (kind.kept !== 'CHANGE_IDENTIFIER' || request.baseType === kind.baseType);

/** What v2 shows of requests of its own kinds. */
function ownKind(world: World, request: Request) {
  const { details } = request;
  return {
    id: request.id,
    type: KINDS.find((each) => isOf(each, request))?.type ?? request.type,
    baseType: request.baseType,
    status: request.status,
    attribution: {
      createDate: request.createdOn,
      createdBy: tillDetails(world, request.tillId),
      modifiedDate: request.modifiedOn,
      modifiedBy: tillDetails(world, request.tillId),
    },
    orgId: world.organisation.id,
    addedOn: request.createdOn,
    userId: request.customerId ?? undefined,
    comments: details.updatedComments || request.comments,
    oneStep: isOneStep(request),
  };
}

/** A claim of a bill, a merge, or any other request. */
export function toRequestJson(world: World, request: Request): Answer<typeof requestGetStatus> {
  const { details } = request;
  const customer = world.customers[request.customerId ?? 0];
  const shown = ownKind(world, request);
  return {
    ...shown,
    ...(request.type === 'TRANSACTION' && { transaction: details.transaction, images: details.images }),
    ...(request.type === 'CHANGE_IDENTIFIER' && {
      // Not documented.
      secUserId: details.secUserId,
      changeIdentifierRequest: {
        id: request.id,
        userId: request.customerId ?? -1,
        requestId: request.id,
        changeType: request.baseType,
        changeStatus: request.status,
        changeIdentifiers: changedIn(request),
        oneStep: shown.oneStep,
      },
    }),
    ...(customer && {
      customer: { id: customer.id, profiles: customer.profiles.map((each) => profileShape(world, customer, each)) },
    }),
  };
}

/** A deletion of personal data: when the data will be deleted, or was; empty before the approval. */
export function toDeletionJson(world: World, request: Request): Answer<typeof piiDeletionGetStatus> {
  const deletionDate = request.details.eraseOn ?? request.details.erasedOn;
  return { ...ownKind(world, request), customerDeletionDetails: deletionDate === undefined ? {} : { deletionDate } };
}

/** `add` is the identifier that stays, `remove` the one that goes. */
function changedIn({ baseType, details: { newValue = '', oldValue = '' } }: Request) {
  const side = (value: string) => (value === '' ? [] : [{ type: baseType, value }]);
  return { add: side(newValue), remove: side(oldValue) };
}

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
export const isOneStep = ({ details }: Request): boolean => details.oneStep === true;

/** Whether it was approved by the system. */
export const isAutoApproved = ({ details }: Request): boolean => details.autoApproved === true;

/** A claim that a not-interested bill is the customer's. */
export function toRetroRequestJson(world: World, request: Request): RowOf<typeof customerGetRetroRequests> {
  return {
    ...common(world, request),
    status: request.status,
    addedByParent: storeDetails(world, world.tills[request.tillId]?.storeId ?? 0),
    requestId: request.id,
    baseType: request.baseType,
    reason: request.reason,
    transactionId: request.details.transactionId ?? -1,
    warnings: [],
    reqAdd: true,
  };
}

/** A change of an identifier, or a merge. */
export function toChangeRequestJson(world: World, request: Request): RowOf<typeof customerGetIdentifierChangeRequests> {
  return {
    ...common(world, request),
    status: request.status,
    changeType: request.baseType,
    changeIdentifiers: changedIn(request),
    secUserId: request.details.secUserId ?? 0,
  };
}

/** Requested goodwill. The approved value is a text, present after the approval. */
export function toGoodwillRequestJson(world: World, request: Request): RowOf<typeof customerGetGoodwillRequests> {
  const { program } = world.organisation;
  const { approvedValue, points, seriesId, updatedComments } = request.details;
  const approved = String(approvedValue ?? points ?? seriesId ?? '');
  return {
    ...common(world, request),
    requestId: request.id,
    enteredBy: tillDetails(world, request.tillId),
    goodwillType: request.baseType,
    goodwillStatus: request.status,
    reason: request.reason,
    ...(request.status === 'APPROVED' && { approvedValue: approved }),
    updatedComments: updatedComments || undefined,
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
