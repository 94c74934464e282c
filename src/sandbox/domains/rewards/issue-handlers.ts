/** Section Reward catalog: issuing one or several rewards to a customer. */
import { booleanOf, given, type JsonObject, numberOf, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { checkProgram } from '../points/program.js';
import type { Entity } from '../points/state.js';
import { findGroup, memberOf } from '../user-group/rules.js';
import { checkedFields } from './fields.js';
import {
  checkPointsForAll,
  chosenPrice,
  type IssueContext,
  type IssueRequest,
  type IssueResult,
  issueOfRequest,
  issueReward,
  PartnerFailure,
  partnered,
} from './issues.js';
import { rewardBrandNamed, rewardByExternalId, rewardById } from './rules.js';
import { bulkIssueFace, issueFace } from './serializers.js';
import { needed, numeric } from './settings.js';
import type { Reward, RewardBrand, RewardIssue } from './state.js';

const ISSUED = { success: true, code: 200, message: 'Reward issued successfully' };

/** The status of a failure, with the reasons of the loyalty engine if there are any. */
function failedStatus(failure: SandboxFailure): object {
  const partnerError = failure instanceof PartnerFailure && {
    codes: [failure.partner.code],
    messages: [failure.partner.message],
  };
  return { success: false, code: failure.code, message: failure.message, ...(partnerError && { partnerError }) };
}

const refused = (failure: SandboxFailure, content: object): Reply =>
  reply({ status: failedStatus(failure), ...content }, failure.httpStatus ?? 400);

/** The till of an issue, by the user name in the query. */
function tillAsked(world: World, query: JsonObject): number {
  const username = needed(query, 'username');
  const till = Object.values(world.tills).find((each) => each.username === username);
  return till?.id ?? fail(400, `No till has the user name ${username}`);
}

const IDENTIFIERS = [
  ['mobile', 'mobile'],
  ['emailId', 'email'],
  ['email', 'email'],
  ['externalId', 'externalId'],
] as const;

/**
 * The recipient.
 * @throws 8004 if no identifier is given, or (with 1014 next to it) no customer has it
 */
function recipient(world: World, sent: JsonObject): Customer {
  const named = IDENTIFIERS.find(([name]) => given(sent[name]));
  if (!named) return fail(8004, 'Reward not issued: the primary identifier of the customer is missing');
  const [name, type] = named;
  return partnered(() => findCustomer(world, type, textOf(sent[name])) ?? fail(1014, `No customer has this ${name}`));
}

/**
 * The group that pays, if one is named.
 * @throws 1632 if the group does not exist
 * @throws 828 if the customer may not redeem its points
 */
function payingGroup(world: World, sent: JsonObject, customer: Customer): Entity | undefined {
  const primaryUserId = numberOf(sent['user_group2_primary_user_id'] ?? sent['userGroup2PrimaryUserId']);
  const selector = {
    id: textOf(sent['user_group2_id'] ?? sent['userGroup2Id']),
    externalId: textOf(sent['user_group2_external_id'] ?? sent['userGroup2ExternalId']),
  };
  if (selector.id === '' && selector.externalId === '' && primaryUserId === null) return undefined;
  const group = findGroup(world, { ...selector, ...(primaryUserId !== null && { primaryUserId }) });
  if (!group) return fail(1632, 'The group does not exist');
  const member = memberOf(group, customer.id);
  if (!member || member.permissions.includes('block_points_redemption')) {
    fail(828, 'The customer may not redeem points of this group');
  }
  return { type: 'USERGROUP2', id: group.id };
}

/**
 * The time of the event that led to an issue.
 * @throws 400 if it is not a date, or more than a day ahead
 */
function eventAsked(world: World, sent: JsonObject): Instant | null {
  if (!given(sent['eventDateTime'])) return null;
  const at = readDate(textOf(sent['eventDateTime']), 'UTC') ?? fail(400, 'eventDateTime is not a date');
  return at <= later(now(world), DAY) ? at : fail(400, 'eventDateTime is more than 24 hours ahead');
}

function contextOf({ world, query }: Call, sent: JsonObject): IssueContext {
  const tillId = tillAsked(world, query);
  const customer = recipient(world, sent);
  const entity = partnered(() => {
    checkProgram(world, sent['programId'], 1101);
    return payingGroup(world, sent, customer);
  });
  return {
    customer,
    ...(entity && { entity }),
    tillId,
    validationCode: textOf(sent['validationCode']),
    skipValidation: booleanOf(query['skip_validation']) || booleanOf(query['skipValidation']),
    transactionNumber: textOf(sent['transactionNumber']) || null,
    eventLogId: textOf(sent['eventLogId']) || null,
    eventOn: eventAsked(world, sent),
    notes: textOf(sent['notes']),
  };
}

/** Maximum quantity without a value, if the price is a ratio. */
const MOST_CONVERTED = 5;

/** The request for one reward, in a row or alone. `quantity` counts only if given. */
function requestOf(
  world: World,
  sent: JsonObject,
  { reward, brand, customer, quantity }: { reward: Reward; brand: RewardBrand; customer: Customer; quantity: number },
): IssueRequest {
  const chosen = objectOf(sent['paymentConfig']);
  const price = chosenPrice(reward, numeric(chosen, 'id'));
  const wanted = numeric(chosen, 'redemptionValue');
  const isConverted = price.paymentMode === 'CONV_RATIO';
  if (isConverted && wanted === null && quantity > MOST_CONVERTED) {
    fail(400, `quantity must be at most ${MOST_CONVERTED} without redemptionValue`);
  }
  if (isConverted && wanted !== null && wanted <= 0) fail(400, 'redemptionValue must be above 0');
  checkTender(sent, price.cash);
  const status = textOf(objectOf(sent['fulfillmentDetails'])['status']);
  if (status !== '' && !brand.fulfillmentStatuses.includes(status)) fail(400, `${status} is not a delivery status`);
  const customFields = checkedFields(world, 'ISSUE_REWARD', objectOf(sent['customFields']), 3014);
  return {
    reward,
    price,
    // Without a requested value, the quantity is the value of one piece.
    quantity: isConverted && wanted === null ? 1 : quantity,
    value: isConverted ? (wanted ?? quantity) : null,
    requestId: textOf(sent['requestId']) || null,
    asked: JSON.stringify([customer.id, reward.id, quantity, chosen, objectOf(sent['customFields']), status]),
    customFields: Object.keys(customFields).length > 0 ? customFields : null,
    fulfillmentStatus: status || null,
  };
}

/** A given payment must cover the price in money. */
function checkTender(sent: JsonObject, cash: number | null): void {
  const paid = numeric(objectOf(sent['tender']), 'totalAmount');
  if (cash !== null && paid !== null && paid < cash) fail(400, `tender.totalAmount is less than ${cash}`);
}

/** A whole number of pieces, from 1. */
function quantityOf(sent: JsonObject): number {
  const quantity = numeric(sent, 'quantity');
  return quantity !== null && Number.isInteger(quantity) && quantity > 0
    ? quantity
    : fail(400, 'quantity must be a whole number from 1');
}

function issue(call: Call): Reply {
  const { world, path } = call;
  const sent = objectOf(call.body);
  try {
    const brand = rewardBrandNamed(world, needed(sent, 'brand'));
    const reward = rewardById(world, path['rewardId'], brand);
    const context = contextOf(call, sent);
    checkOwner(reward, objectOf(sent['rewardOwnershipRO']));
    const isConverted = reward.prices[0]?.paymentMode === 'CONV_RATIO';
    const quantity = isConverted && given(sent['quantity']) ? quantityOf(sent) : 1;
    const request = requestOf(world, sent, { reward, brand, customer: context.customer, quantity });
    const before = issueOfRequest(world, request.requestId, request.asked);
    const { issue: made, failure } = before ? { issue: before, failure: null } : issueReward(world, context, request);
    return reply({ status: failure ? partial(failure) : ISSUED, ...issueFace(world, made) }, failure ? 400 : 200);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const before = WITHOUT_ISSUE.includes(error.code);
    return refused(
      error,
      before ? { rewards: null } : { intouch: null, transactionId: null, promotion: null, vendor: null },
    );
  }
}

/** Codes of refusals that come before a single issue is tried. */
const WITHOUT_ISSUE = [3004, 8003];

const partial = (failure: SandboxFailure): object => ({
  ...failedStatus(failure),
  code: 8010,
  message: `Reward issued partially: ${failure.message}`,
});

/** @throws 8004 if the named module does not own the reward */
function checkOwner({ owners }: Reward, sent: JsonObject): void {
  const type = textOf(sent['ownerType']);
  const id = textOf(sent['ownerId']);
  if (type === '') return;
  const isOwner = owners.some((each) => each.ownerType === type && (each.ownerId === '' || each.ownerId === id));
  if (!isOwner) fail(8004, `Reward not issued: ${type} does not own it`);
}

/** The result of one row of a bulk call. */
type RowResult = { row: JsonObject; issue?: RewardIssue; failure: SandboxFailure | null };

function issueBulk(call: Call): Reply {
  const { world } = call;
  const sent = objectOf(call.body);
  try {
    const rows = objectsOf(sent['rewards']);
    if (rows.length === 0) fail(400, 'rewards is empty');
    const ids = rows.map((row) => textOf(row['requestId'])).filter((id) => id !== '');
    if (new Set(ids).size < ids.length) fail(400, 'A requestId is used twice');
    const brand = given(sent['brand']) ? rewardBrandNamed(world, textOf(sent['brand'])) : undefined;
    const context = contextOf(call, sent);
    const planned = rows.map((row) => plan(world, row, context.customer, brand));
    const open = planned.filter(({ request, before }) => request && !before);
    checkPointsForAll(
      world,
      context,
      open.flatMap(({ request }) => request ?? []),
    );
    const results = planned.map(({ row, request, before, failure }): RowResult => {
      if (before) return { row, issue: before, failure: null };
      return request ? { row, ...issueRow(world, context, request) } : { row, failure };
    });
    return bulkReply(world, results);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return refused(error, { rewards: null });
  }
}

/** A parsed row: what to issue, the issue that its request id created earlier, or the failure. */
interface Plan {
  row: JsonObject;
  request?: IssueRequest;
  before?: RewardIssue;
  failure: SandboxFailure | null;
}

/**
 * Plans one row. A reward or price that does not exist fails the row.
 * @throws 400 if the row is malformed
 * @throws 10003 if its request id was already used with another payload
 */
function plan(world: World, row: JsonObject, customer: Customer, asked: RewardBrand | undefined): Plan {
  const quantity = quantityOf(row);
  if (!given(row['rewardExternalId'])) needed(row, 'rewardId');
  try {
    const reward = given(row['rewardId'])
      ? rewardById(world, row['rewardId'], asked)
      : rewardByExternalId(world, textOf(row['rewardExternalId']), asked);
    const brand = world.rewardBrands[reward.brandId] ?? failUnknown(3004, 'Brand', reward.brandId);
    const request = requestOf(world, row, { reward, brand, customer, quantity });
    const before = issueOfRequest(world, request.requestId, request.asked);
    return { row, request, ...(before && { before }), failure: null };
  } catch (error) {
    if (!(error instanceof SandboxFailure) || error.code === 400 || error.code === 10003) throw error;
    return { row, failure: error };
  }
}

function issueRow(
  world: World,
  context: IssueContext,
  request: IssueRequest,
): IssueResult | { failure: SandboxFailure } {
  try {
    return issueReward(world, context, request);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { failure: error };
  }
}

/** Status code 200 if all were issued, 8010 if some were, 8004 if none were. */
function bulkReply(world: World, results: readonly RowResult[]): Reply {
  const rewards = results.map(({ row, issue: made, failure }) => {
    if (made) return { status: failure ? partial(failure) : ISSUED, ...bulkIssueFace(world, made) };
    return {
      status: failure ? failedStatus(failure) : ISSUED,
      transactionId: null,
      rewardId: numberOf(row['rewardId']),
      requestedQuantity: numberOf(row['quantity']),
      quantity: 0,
      pointsReferenceId: null,
      pointsReferenceIds: [],
      eventLogId: null,
      requestId: textOf(row['requestId']) || null,
      intouch: [],
      promotions: [],
      vendor: [],
    };
  });
  if (results.every((each) => each.failure === null)) return reply({ status: ISSUED, rewards });
  if (results.some((each) => each.issue)) {
    return reply({ status: { success: false, code: 8010, message: 'Reward issued partially' }, rewards }, 400);
  }
  return reply({ status: { success: false, code: 8004, message: 'No reward was issued' }, rewards }, 400);
}

export const rewardIssueHandlers: Handlers = {
  reward_issue: issue,
  reward_issue_bulk: issueBulk,
};
