/** Delivery states of issued rewards: defining them, and moving issued rewards from one to another. */
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { authoredNow, modifiedNow } from './authorship.js';
import type { FulfillmentStatus } from './back-office-state.js';
import { checkedValues } from './fields.js';
import { issueById } from './revocation.js';
import type { RewardIssue } from './state.js';

const MAX_FIELDS = 20;

const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** @throws 400 if a name is used twice */
function checkNames(names: readonly string[]): void {
  const twice = names.find((name, index) => names.findIndex((each) => isSameName(each, name)) < index);
  if (twice !== undefined) fail(400, `Fulfillment status ${twice} already exists`);
}

/**
 * Defines states.
 * @throws 400 if there are none, or a name is taken
 */
export function createStatuses(world: World, names: readonly string[], tillId: number): FulfillmentStatus[] {
  if (names.length === 0) fail(400, 'No fulfillment status is given');
  checkNames([...Object.values(world.fulfillmentStatuses).map(({ name }) => name), ...names]);
  return names.map((name) => {
    const status = { id: nextId(world, 'fulfillmentStatus'), name, enabled: true, ...authoredNow(world, tillId) };
    world.fulfillmentStatuses[status.id] = status;
    return status;
  });
}

/**
 * Renames states, or switches them on or off. Issued rewards stay in them.
 * @throws 400 if there are none, one does not exist, or a name is taken
 */
export function updateStatuses(
  world: World,
  changes: readonly Pick<FulfillmentStatus, 'id' | 'name' | 'enabled'>[],
  tillId: number,
): FulfillmentStatus[] {
  if (changes.length === 0) fail(400, 'No fulfillment status is given');
  const changed = changes.map(
    (change) => world.fulfillmentStatuses[change.id] ?? fail(400, `Fulfillment status ${change.id} not found`),
  );
  if (new Set(changed).size < changed.length) fail(400, 'A fulfillment status is given twice');
  const others = Object.values(world.fulfillmentStatuses).filter((each) => !changed.includes(each));
  checkNames([...others, ...changes].map(({ name }) => name));
  return changed.map((status, index) => Object.assign(status, changes[index], modifiedNow(world, tillId)));
}

/**
 * The state with a name, which must be in use.
 * @throws 400 if there is none
 */
export const statusNamed = (world: World, name: string): FulfillmentStatus =>
  Object.values(world.fulfillmentStatuses).find((each) => each.enabled && isSameName(each.name, name)) ??
  fail(400, `${name} is not a delivery status`);

/** The state of an issued reward; undefined if it has none. */
export const fulfillmentStatusOf = (
  world: World,
  { fulfillmentStatusId: id }: RewardIssue,
): FulfillmentStatus | undefined => (id === null ? undefined : world.fulfillmentStatuses[id]);

/** What is recorded about an issued reward. */
export interface Fulfillment {
  transactionId: number;
  customerId?: number | undefined;
  rewardId?: number | undefined;
  /** Name of the new state. */
  status?: string | undefined;
  customFields?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Records states and custom fields of issued rewards: all or none.
 * @throws 400 if there are none, one does not exist, belongs to another customer or reward, or has too many fields; or if
 *   a state does not exist or is not in use
 * @throws 3014 if a custom field does not exist or a value has the wrong type
 */
export function recordFulfillment(world: World, rows: readonly Fulfillment[]): RewardIssue[] {
  if (rows.length === 0) fail(400, 'transactions is empty');
  const planned = rows.map((row) => {
    const { transactionId: id, customerId, rewardId, status, customFields } = row;
    const issue = issueById(world, id, 400);
    if (issue.pieces.length === 0) fail(400, `Transaction ${id} issued nothing`);
    if (customerId !== undefined && customerId !== issue.customerId) {
      fail(400, `Transaction ${id} belongs to another customer`);
    }
    if (rewardId !== undefined && rewardId !== issue.rewardId) fail(400, `Transaction ${id} is of another reward`);
    if (Object.keys(customFields ?? {}).length > MAX_FIELDS)
      fail(400, `At most ${MAX_FIELDS} custom fields are allowed`);
    const values = customFields && checkedValues(world, 'ISSUE_REWARD', customFields, 3014);
    return { issue, values, statusId: status === undefined ? undefined : statusNamed(world, status).id };
  });
  return planned.map(({ issue, values, statusId }) => {
    if (statusId !== undefined) issue.fulfillmentStatusId = statusId;
    if (values) issue.customFields = { ...issue.customFields, ...values };
    return issue;
  });
}
