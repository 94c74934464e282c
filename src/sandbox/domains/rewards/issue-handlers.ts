/** Section Reward catalog: issuing one or several rewards to a customer. */
import { defined } from '../../../lib/defined.js';
import { rewardIssue, rewardIssueBulk } from '../../../tools/rewards/reward-catalog.js';
import type { Answer, Body, ElementOf, Parameters, RowOf } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { DAY, later, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { checkProgram } from '../points/program.js';
import type { Entity } from '../points/state.js';
import { findGroup, memberOf } from '../user-group/rules.js';
import { checkedFields } from './fields.js';
import { statusNamed } from './fulfillment.js';
import {
  bookFailure,
  checkPointsForAll,
  chosenPrice,
  type IssueContext,
  type IssueRequest,
  issueOfRequest,
  issueReward,
  PartnerFailure,
  partnered,
} from './issues.js';
import { rewardBrandNamed, rewardByExternalId, rewardById } from './rules.js';
import { succeeded, toBulkIssueJson, toIssueJson } from './serializers.js';
import type { Reward, RewardBrand, RewardIssue } from './state.js';

type IssueBody = Body<typeof rewardIssue>;
type BulkBody = Body<typeof rewardIssueBulk>;
type BulkRow = ElementOf<BulkBody['rewards']>;

/** What both calls have in common. */
type Recipient = Omit<BulkBody, 'rewards' | 'brand' | 'programId'> &
  Pick<IssueBody, 'email' | 'validationCode' | 'rewardOwnershipRO'> & { readonly programId?: number | string };

const ISSUED = succeeded(200, 'Reward issued successfully');

/** The status of a failure, with the reasons of the loyalty engine if there are any. */
const failedStatus = (failure: SandboxFailure) => ({
  success: false,
  code: failure.code,
  message: failure.message,
  ...(failure instanceof PartnerFailure && {
    partnerError: { codes: [failure.partner.code], messages: [failure.partner.message] },
  }),
});

const partialStatus = (failure: SandboxFailure) => ({
  ...failedStatus(failure),
  code: 8010,
  message: `Reward issued partially: ${failure.message}`,
});

/** The result of `act`, or what `refused` makes of its failure. */
function answering<T>(act: () => T, refused: (failure: SandboxFailure) => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return refused(error);
  }
}

/** The till of an issue, by its user name. */
const tillNamed = (world: World, username: string): number =>
  Object.values(world.tills).find((each) => each.username === username)?.id ??
  fail(400, username === '' ? 'username is missing' : `No till has the user name ${username}`);

/**
 * The recipient.
 * @throws 8004 if no identifier is given, or (with 1014 next to it) no customer has it
 */
function recipientIn(world: World, { mobile, emailId, email, externalId }: Recipient): Customer {
  const identifiers = [
    ['mobile', mobile],
    ['email', emailId || email],
    ['externalId', externalId],
  ] as const;
  for (const [type, value] of identifiers) {
    if (value) return partnered(() => findCustomer(world, type, value) ?? fail(1014, `No customer has this ${type}`));
  }
  return fail(8004, 'Reward not issued: the primary identifier of the customer is missing');
}

/**
 * The group that pays, if one is named.
 * @throws 1632 if the group does not exist
 * @throws 828 if the customer may not redeem its points
 */
function payingGroup(world: World, sent: Recipient, customer: Customer): Entity | undefined {
  const id = sent.user_group2_id ?? sent.userGroup2Id ?? '';
  const externalId = sent.user_group2_external_id ?? sent.userGroup2ExternalId ?? '';
  const primaryUserId = sent.user_group2_primary_user_id ?? sent.userGroup2PrimaryUserId;
  if (id === '' && externalId === '' && primaryUserId === undefined) return undefined;
  const group =
    findGroup(world, {
      id,
      externalId,
      ...(primaryUserId !== undefined && { primaryUserId: Number(primaryUserId) }),
    }) ?? fail(1632, 'The group does not exist');
  const member = memberOf(group, customer.id);
  if (!member || member.permissions.includes('block_points_redemption')) {
    fail(828, 'The customer may not redeem points of this group');
  }
  return { type: 'USERGROUP2', id: group.id };
}

/** The group that pays may be named beside the body, too. */
const payerIn = ({ user_group2_primary_user_id: id }: Parameters<typeof rewardIssue.query>) =>
  defined({ user_group2_primary_user_id: id });

function contextIn(
  world: World,
  { username = '', skip_validation, skipValidation }: Parameters<typeof rewardIssue.query>,
  sent: Recipient,
): IssueContext {
  const tillId = tillNamed(world, username);
  const customer = recipientIn(world, sent);
  const entity = partnered(() => {
    checkProgram(world, sent.programId, 1101);
    return payingGroup(world, sent, customer);
  });
  const { eventDateTime: eventOn = null } = sent;
  if (eventOn !== null && eventOn > later(now(world), DAY)) fail(400, 'eventDateTime is more than 24 hours ahead');
  return {
    customer,
    ...(entity && { entity }),
    tillId,
    validationCode: sent.validationCode ?? '',
    skipValidation: (skip_validation || skipValidation) ?? false,
    transactionNumber: sent.transactionNumber || null,
    eventLogId: sent.eventLogId || null,
    eventOn,
    notes: sent.notes ?? '',
    owner: sent.rewardOwnershipRO?.ownerType
      ? { type: sent.rewardOwnershipRO.ownerType, id: sent.rewardOwnershipRO.ownerId ?? '' }
      : null,
  };
}

/** Maximum quantity without a value, if the price is a ratio. */
const MAX_CONVERTED = 5;

interface IssueDetails {
  reward: Reward;
  customer: Customer;
  quantity: number;
}

/** The request for one reward, in a row or alone. */
function requestIn(
  world: World,
  sent: Omit<BulkRow, 'quantity'> & Pick<IssueBody, 'tender'>,
  { reward, customer, quantity }: IssueDetails,
): IssueRequest {
  const chosen = { ...sent.paymentConfig };
  const { redemptionValue: wanted } = chosen;
  const price = chosenPrice(reward, chosen.id);
  const isConverted = price.paymentMode === 'CONV_RATIO';
  if (isConverted && wanted === undefined && quantity > MAX_CONVERTED) {
    fail(400, `quantity must be at most ${MAX_CONVERTED} without redemptionValue`);
  }
  if (isConverted && wanted !== undefined && wanted <= 0) fail(400, 'redemptionValue must be above 0');
  const paid = sent.tender?.totalAmount;
  if (price.cash !== null && paid !== undefined && paid < price.cash) {
    fail(400, `tender.totalAmount is less than ${price.cash}`);
  }
  const status = sent.fulfillmentDetails?.status || null;
  const { customFields: given = {} } = sent;
  const customFields = checkedFields(world, 'ISSUE_REWARD', given, 3014);
  return {
    reward,
    price,
    // Without a requested value, the quantity is the value of one piece.
    quantity: isConverted && wanted === undefined ? 1 : quantity,
    value: isConverted ? (wanted ?? quantity) : null,
    requestId: sent.requestId || null,
    asked: JSON.stringify([customer.id, reward.id, quantity, chosen, given, status]),
    customFields: Object.keys(customFields).length > 0 ? customFields : null,
    fulfillmentStatusId: status === null ? null : statusNamed(world, status).id,
  };
}

const positive = (quantity: number): number =>
  quantity > 0 ? quantity : fail(400, 'quantity must be a whole number from 1');

/** @throws 8004 if the named module does not own the reward */
function checkOwner({ owners }: Reward, { ownerType: type, ownerId: id }: NonNullable<IssueBody['rewardOwnershipRO']>) {
  if (type === undefined) return;
  const isOwner = owners.some((each) => each.ownerType === type && (each.ownerId === '' || each.ownerId === id));
  if (!isOwner) fail(8004, `Reward not issued: ${type} does not own it`);
}

function issueOne(
  world: World,
  rewardId: number,
  query: Parameters<typeof rewardIssue.query>,
  body: IssueBody,
): Answer<typeof rewardIssue> {
  const brand = rewardBrandNamed(world, body.brand);
  const reward = rewardById(world, rewardId, brand);
  const context = contextIn(world, query, body);
  checkOwner(reward, body.rewardOwnershipRO ?? {});
  const isConverted = reward.prices[0]?.paymentMode === 'CONV_RATIO';
  const quantity = isConverted ? positive(body.quantity ?? 1) : 1;
  const request = requestIn(world, body, { reward, customer: context.customer, quantity });
  const before = issueOfRequest(world, request.requestId, request.asked);
  const { issue, failure } = before ? { issue: before, failure: null } : issueReward(world, context, request);
  return { status: failure ? partialStatus(failure) : ISSUED, ...toIssueJson(world, issue) };
}

/** Codes of refusals that come before a single issue is tried. */
const WITHOUT_ISSUE = [3004, 8003];

/** The result of one row of a bulk call. */
type RowResult = { row: BulkRow; issue?: RewardIssue; request?: IssueRequest; failure: SandboxFailure | null };

function issueSeveral(
  world: World,
  query: Parameters<typeof rewardIssueBulk.query>,
  body: BulkBody,
): Answer<typeof rewardIssueBulk> {
  const { rewards: rows } = body;
  if (rows.length === 0) fail(400, 'rewards is empty');
  const ids = rows.flatMap(({ requestId }) => requestId || []);
  if (new Set(ids).size < ids.length) fail(400, 'A requestId is used twice');
  const brand = body.brand ? rewardBrandNamed(world, body.brand) : undefined;
  const context = contextIn(world, query, body);
  const planned = rows.map((row) => plan(world, row, context.customer, brand));
  checkPointsForAll(
    world,
    context,
    planned.flatMap(({ request, before }) => (before ? [] : (request ?? []))),
  );
  const results = planned.map(({ row, request, before, failure }): RowResult => {
    if (before) return { row, issue: before, failure: null };
    if (!request) return { row, failure };
    return answering<RowResult>(
      () => ({ row, ...issueReward(world, context, request) }),
      (refusal) => ({ row, failure: refusal, request }),
    );
  });
  bookFailures(world, context, results);
  return toBulkJson(world, results);
}

/** Books the rows that failed beside others. A call that issues nothing leaves nothing behind. */
function bookFailures(world: World, context: IssueContext, results: readonly RowResult[]): void {
  if (!results.some(({ issue }) => issue)) return;
  for (const { issue, request, failure } of results) {
    if (!issue && request && failure) bookFailure(world, context, request, failure);
  }
}

/** A row: what to issue, the issue that its request id created earlier, or the failure. */
interface Plan {
  row: BulkRow;
  request?: IssueRequest;
  before?: RewardIssue;
  failure: SandboxFailure | null;
}

/**
 * Plans one row. A reward or price that does not exist fails the row.
 * @throws 400 if the row names no reward or its quantity is not positive
 * @throws 10003 if its request id was already used with another payload
 */
function plan(world: World, row: BulkRow, customer: Customer, asked: RewardBrand | undefined): Plan {
  const quantity = positive(row.quantity);
  const { rewardId, rewardExternalId = '' } = row;
  if (rewardId === undefined && rewardExternalId === '') fail(400, 'rewardId is missing');
  try {
    const reward =
      rewardId === undefined ? rewardByExternalId(world, rewardExternalId, asked) : rewardById(world, rewardId, asked);
    const request = requestIn(world, row, { reward, customer, quantity });
    const before = issueOfRequest(world, request.requestId, request.asked);
    return { row, request, ...(before && { before }), failure: null };
  } catch (error) {
    if (!(error instanceof SandboxFailure) || error.code === 400 || error.code === 10003) throw error;
    return { row, failure: error };
  }
}

/** Status code 200 if all were issued, 8010 if some were, 8004 if none were. */
function toBulkJson(world: World, results: readonly RowResult[]): Answer<typeof rewardIssueBulk> {
  const rewards = results.map((each) => toRowJson(world, each));
  if (results.every((each) => each.failure === null)) return { status: ISSUED, rewards };
  const [code, message] = results.some((each) => each.issue)
    ? [8010, 'Reward issued partially']
    : [8004, 'No reward was issued'];
  return { status: { success: false, code, message }, rewards };
}

function toRowJson(world: World, { row, issue, failure }: RowResult): RowOf<typeof rewardIssueBulk, 'rewards'> {
  if (issue) return { status: failure ? partialStatus(failure) : ISSUED, ...toBulkIssueJson(world, issue) };
  return {
    status: failure ? failedStatus(failure) : ISSUED,
    transactionId: null,
    rewardId: row.rewardId ?? null,
    requestedQuantity: row.quantity,
    quantity: 0,
    pointsReferenceId: null,
    pointsReferenceIds: [],
    eventLogId: null,
    requestId: row.requestId || null,
    intouch: [],
    promotions: [],
    vendor: [],
  };
}

export const rewardIssueHandlers: Handlers = {
  ...handle(
    rewardIssue,
    { envelope: 'rewards', codes: { rewardId: 6004, 'body.rewardOwnershipRO.ownerType': 8004 } },
    ({ world, path, query, body }) =>
      answering<Answer<typeof rewardIssue>>(
        () => issueOne(world, path.rewardId, query, { ...payerIn(query), ...body }),
        (failure) => ({
          status: failedStatus(failure),
          ...(WITHOUT_ISSUE.includes(failure.code)
            ? { rewards: null }
            : { intouch: null, transactionId: null, promotion: null, vendor: null }),
        }),
      ),
  ),

  ...handle(rewardIssueBulk, { envelope: 'rewards' }, ({ world, query, body }) =>
    answering<Answer<typeof rewardIssueBulk>>(
      () => issueSeveral(world, query, body),
      (failure) => ({ status: failedStatus(failure), rewards: null }),
    ),
  ),
};
