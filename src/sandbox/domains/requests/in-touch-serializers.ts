/** Requests that wait for approval, as v1.1 and v1 show them. */
import type { requestAdd, requestApprove, requestGet } from '../../../tools/requests/requests.legacy.js';
import type { InTouchRowOf } from '../../../tools/schemas/decoded.js';
import { zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { inTouchName } from '../customer/member-in-touch.js';
import { identifierOf } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { codeAndName } from '../organization/serializers.js';
import { inTouchDate } from '../points/serializers.js';
import { isOneStep } from './serializers.js';
import type { Request } from './state.js';

/** The layer's types of request. */
export type Family = 'CHANGE_IDENTIFIER' | 'GOODWILL' | 'TRANSACTION_UPDATE';

export const familyOf = ({ type }: Request): Family =>
  type === 'RETRO' ? 'TRANSACTION_UPDATE' : type === 'GOODWILL' ? 'GOODWILL' : 'CHANGE_IDENTIFIER';

const textOr = (value: string | number | undefined, absent: string): string => (value ? String(value) : absent);

export function toAddedJson(
  world: World,
  request: Request,
): InTouchRowOf<typeof requestAdd.v1_1, 'requests', 'request'> {
  const { details } = request;
  const customer = world.customers[request.customerId ?? 0];
  const other = world.customers[details.secUserId ?? 0];
  return {
    reference_id: details.referenceId || null,
    id: String(request.id),
    status: request.status,
    requested_on: inTouchDate(world, request.createdOn),
    type: familyOf(request),
    base_type: request.baseType,
    customer: customer && requesterWithId(customer),
    user_group_2: request.userGroupId === null ? undefined : { id: String(request.userGroupId) },
    old_value: details.oldValue ?? '',
    new_value: details.newValue ?? '',
    old_type: details.oldType ?? '',
    new_type: details.newType ?? '',
    misc_info: other ? { target_customer: requesterWithId(other) } : null,
    transaction_id: textOr(details.transactionId, '0'),
    points: details.points === undefined ? undefined : String(details.points),
    series_id: details.seriesId === undefined ? undefined : String(details.seriesId),
  };
}

function requesterNames(customer: Customer) {
  return {
    ...inTouchName(customer),
    email: identifierOf(customer, 'email'),
    mobile: identifierOf(customer, 'mobile'),
    external_id: identifierOf(customer, 'externalId'),
  };
}

const requesterWithId = (customer: Customer) => ({ ...requesterNames(customer), id: customer.id });

export const toDecidedJson = (
  request: Request,
  comments: string,
): InTouchRowOf<typeof requestApprove.v1_1, 'requests', 'request'> => ({
  id: String(request.id),
  type: familyOf(request),
  base_type: request.baseType,
  status: request.status,
  assoc_id: '-1',
  approved_value: textOr(request.details.approvedValue, ''),
  updated_comments: comments,
});

type StoredJson = InTouchRowOf<typeof requestGet.v1_1, 'requests', 'goodwill'>;

export function toStoredJson(world: World, request: Request): StoredJson {
  const customer = world.customers[request.customerId ?? 0];
  return {
    id: String(request.id),
    type: familyOf(request),
    status: request.status,
    base_type: request.baseType,
    reason: request.reason,
    ...valuesOf(request),
    customer: customer ? { ...requesterNames(customer), fraud_status: customer.fraudStatus } : {},
    added_on: zonedDateTime(request.createdOn, world.organisation.timezone),
    added_by: codeAndName(world.tills[request.tillId]),
    updated_by: request.details.decidedByTillId === undefined ? {} : codeAndName(deciderOf(world, request)),
  };
}

/** @param withId - whether the customer is shown with the id instead of the fraud status */
export function toLoggedJson(world: World, request: Request, withId = false): StoredJson {
  const { timezone } = world.organisation;
  const customer = world.customers[request.customerId ?? 0];
  const till = world.tills[request.tillId];
  const shown =
    customer &&
    (withId ? requesterWithId(customer) : { ...requesterNames(customer), fraud_status: customer.fraudStatus });
  return {
    id: String(request.id),
    customer: shown ?? {},
    type: familyOf(request),
    base_type: request.baseType,
    status: request.status,
    ...loggedValuesOf(request),
    one_step_change: String(isOneStep(request)),
    approval_type: approvalOf(request),
    logs: {
      added_by: {
        till: codeAndName(till),
        store: codeAndName(world.stores[till?.storeId ?? 0]),
        time: zonedDateTime(request.createdOn, timezone),
      },
      updated_by: {
        user: { name: deciderOf(world, request)?.name },
        ip: '127.0.0.1',
        time: zonedDateTime(request.modifiedOn, timezone),
      },
    },
  };
}

/** Who approved it: the caller who added it, the configuration, or nobody. */
export const approvalOf = ({ details }: Request): string => (details.autoApproved ? 'CLIENT' : 'CONFIG_DISABLED');

/** In the log, goodwill shows why it was requested, and how many points. */
function loggedValuesOf(request: Request) {
  if (request.type !== 'GOODWILL') return valuesOf(request);
  const { details, reason, comments } = request;
  return { reason, comments, points: details.points === undefined ? undefined : String(details.points) };
}

function valuesOf({ type, details }: Request) {
  if (type === 'GOODWILL') return { approved_value: textOr(details.approvedValue, '') };
  if (type === 'RETRO') return {};
  return { old_value: details.oldValue ?? '', new_value: details.newValue ?? '' };
}

const deciderOf = (world: World, { details }: Request) => world.tills[details.decidedByTillId ?? 0];
