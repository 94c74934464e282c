/** Section Points: redeeming, reversing, transferring, unlocking. */
import {
  booleanOf,
  fieldsOf,
  given,
  type JsonObject,
  listOf,
  numberOf,
  objectOf,
  objectsOf,
  oneOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { inTouch } from '../../http/handler.js';
import { type Item, inTouchReply, item, type Reply, reply, v2List, v2Single } from '../../http/replies.js';
import { readDate } from '../../world/dates.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { knownFields, UNKNOWN_CUSTOM_FIELD } from '../customer/rules.js';
import {
  customerNamed,
  customerOf,
  customerShape,
  inTouchCustomer,
  inTouchIdentifiers,
  namesMerged,
} from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { issueCode, recipientOf, toldCode } from '../otp/rules.js';
import { billsNumbered } from '../transaction/lookup.js';
import { defaultGroupOf, findGroup, memberOf } from '../user-group/rules.js';
import { balance, customerEntity, lotsOf, points3 } from './ledger.js';
import { checkProgram } from './program.js';
import {
  checkRedeemable,
  checkValidationCode,
  redeemPoints,
  reverseRedemption,
  unlockPromised,
  worthOf,
} from './rules.js';
import type { Entity, OtpAction, PointsRedemption } from './state.js';
import { transferShape } from './transfer-serializers.js';
import { checkTransfer, transferPoints, transfersOf } from './transfers.js';

/** The spelling of the samples, and of the tables. */
const pointsToTransfer = (body: JsonObject): number =>
  numberOf(body['pointsTobeTransferred'] ?? body['pointsToBeTransferred']) ?? Number.NaN;

function checkPrograms(world: World, body: JsonObject): void {
  checkProgram(world, body['programId'], 885);
  if (booleanOf(body['groupProgramTransfer'])) fail(3316, 'The customers are not in a group program');
}

function transferParties(world: World, body: JsonObject): { from: Customer; to: Customer; points: number } {
  checkPrograms(world, body);
  return {
    from: customerOf(world, objectOf(body['fromCustomerIdentifier'])),
    to: customerOf(world, objectOf(body['toCustomerIdentifier'])),
    points: pointsToTransfer(body),
  };
}

function checkTransferrable({ world, body }: Call): Reply {
  const fields = objectOf(body);
  const { from, to, points } = transferParties(world, fields);
  checkTransfer(world, { from: customerEntity(from.id), to: customerEntity(to.id), points });
  const warnings = booleanOf(fields['issueOtp']) ? sendCode(world, from, 'POINTSTRANSFER') : [];
  const checked = {
    pointsTobeTransferred: points,
    transferFrom: customerShape(world, from),
    transferTo: customerShape(world, to),
    transferrable: true,
  };
  return v2List([checked], {}, warnings);
}

/** Sends a code after a successful check and reports it. A code that cannot be sent is only a warning. */
function sendCode(world: World, customer: Customer, action: OtpAction): Warning[] {
  try {
    const { code } = issueCode(world, recipientOf(customer), action);
    return [{ code: 200, message: toldCode(code) }];
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return [{ code: 876, message: error.message }];
  }
}

function transfer({ world, body, till }: Call): Reply {
  const fields = objectOf(body);
  const { from, to, points } = transferParties(world, fields);
  const giver = customerEntity(from.id);
  const made = transferPoints(
    world,
    { from: giver, to: customerEntity(to.id), points },
    { tillId: till.id, notes: textOf(fields['notes']), code: textOf(fields['code']) },
  );
  return v2List([transferShape(world, made, giver)]);
}

function getTransfers({ world, query }: Call): Reply {
  checkProgram(world, query['programId'], 885);
  const entity =
    oneOf(['CUSTOMER', 'USERGROUP2'], query['userEntityType']) === 'USERGROUP2'
      ? groupEntity(world, textOf(query['identifierName']), textOf(query['identifierValue']))
      : customerEntity(customerNamed(world, query).id);
  return v2List(transfersOf(world, entity).map((each) => transferShape(world, each, entity)));
}

/**
 * A group by one of the API's group identifiers.
 * @throws 434 if the identifier type is unknown
 * @throws 1645 if the group does not exist
 */
function groupEntity(world: World, type: string, value: string): Entity {
  const primary = /^primaryUser(Id|Cardnumber|Mobile|Email)$/i.exec(type)?.[1];
  if (primary === undefined && !/^(id|groupId|externalId)$/i.test(type)) fail(434, `${type} does not identify a group`);
  const group = primary
    ? findGroup(world, { primaryUserId: customerOf(world, { type: primary, value }).id })
    : findGroup(world, /^externalId$/i.test(type) ? { externalId: value } : { id: value });
  return group ? { type: 'USERGROUP2', id: group.id } : fail(1645, 'User group not found');
}

/**
 * A party of a group transfer: `{type, identifierType, identifierValue}`.
 * @throws `missing` (1206 or 1207) if the party is missing
 * @throws 1208 if its type is not valid
 * @throws 434 if its identifier is missing or unknown
 */
function partyOf(world: World, given: unknown, missing: number): Entity {
  const party = objectOf(given);
  if (Object.keys(party).length === 0) fail(missing, `${missing === 1206 ? 'fromEntity' : 'toEntity'} is missing`);
  const type = oneOf(['CUSTOMER', 'USERGROUP2'], party['type']) ?? fail(1208, 'Entity type is missing or not valid');
  const kind = textOf(party['identifierType']);
  const value = textOf(party['identifierValue']);
  if (kind === '' || value === '') fail(434, 'identifierType or identifierValue is missing');
  if (type === 'USERGROUP2') return groupEntity(world, kind, value);
  return customerEntity(customerOf(world, { type: kind, value }).id);
}

function groupTransferRequest({ world, body }: Call): { from: Entity; to: Entity; points: number; by?: Customer } {
  const fields = objectOf(body);
  checkPrograms(world, fields);
  const from = partyOf(world, fields['fromEntity'], 1206);
  const to = partyOf(world, fields['toEntity'], 1207);
  if (!given(fields['programId'])) fail(885, 'programId is missing');
  const points = pointsToTransfer(fields);
  const by = objectOf(fields['transferredBy']);
  if (Object.keys(by).length === 0) return { from, to, points };
  const identifier = { type: by['identifierType'], value: by['identifierValue'] };
  return { from, to, points, by: customerOf(world, identifier) };
}

function checkGroupTransferrable(call: Call): Reply {
  const request = groupTransferRequest(call);
  checkTransfer(call.world, request);
  return v2List([{ pointsTobeTransferred: request.points, transferrable: true }]);
}

function transferGroup(call: Call): Reply {
  const { world, till } = call;
  const request = groupTransferRequest(call);
  const body = objectOf(call.body);
  const details = { tillId: till.id, notes: textOf(body['notes']), code: textOf(body['code']) };
  return v2List([transferShape(world, transferPoints(world, request, details), request.from)]);
}

function reverse({ world, body, till }: Call): Reply {
  const fields = objectOf(body);
  const identifier = objectOf(fields['identifier']);
  const customer = customerOf(world, identifier);
  const points = given(fields['pointsToBeReversed'])
    ? { points: numberOf(fields['pointsToBeReversed']) ?? Number.NaN }
    : {};
  const { redemption, reversal } = reverseRedemption(world, {
    redemptionId: textOf(fields['redemptionId']),
    externalReferenceNumber: textOf(fields['externalReferenceNumber']),
    customer,
    ...points,
    tillId: till.id,
  });
  return v2Single({
    orgId: world.organisation.id,
    identifier,
    customerId: customer.id,
    redemptionId: redemption.id,
    reversalId: reversal.id,
    pointsToBeReversed: reversal.points,
    pointsReversed: reversal.points,
    pointsReversedDetails: { available: reversal.available, expired: reversal.expired },
  });
}

const UNLOCKABLE_EVENTS = [
  'GenericEvent',
  'CustomerPromotionImport',
  'TargetCompleted',
  'LineitemsPointsPromotionImport',
  'BillPointsPromotionImport',
  'TransactionAdd',
  'GroupTransactionAdd',
] as const;

function unlockPromisedPoints({ world, query, body, till }: Call): Reply {
  const fields = objectOf(body);
  for (const name of ['identifierName', 'identifierValue', 'source']) {
    if (!given(query[name])) fail(82323284, `${name} is missing`);
  }
  const type = given(query['type']) ? oneOf(['CUSTOMER', 'USERGROUP2'], query['type']) : 'CUSTOMER';
  if (type === null) fail(82323276, 'type must be CUSTOMER or USERGROUP2');
  if (oneOf(UNLOCKABLE_EVENTS, fields['eventName']) === null) fail(82323272, 'eventName is missing or unknown');
  const billNumber = textOf(fields['billNumber']);
  if (billNumber === '') fail(82323271, 'billNumber is missing');
  const entity =
    type === 'USERGROUP2'
      ? groupEntity(world, textOf(query['identifierName']), textOf(query['identifierValue']))
      : customerEntity(customerNamed(world, query).id);
  const bill =
    billsNumbered(world, billNumber).find((each) => each.type === 'REGULAR') ??
    fail(82323277, `No bill has the number ${billNumber}`);
  const eventLogId = numberOf(fields['eventLogId']);
  if (eventLogId !== null && !world.events[eventLogId]) fail(3918, `No event log has the id ${eventLogId}`);
  const lineIds = listOf(fields['lineItemIds']).map(numberOf);
  const itemCodes = listOf(fields['itemCodes']).map(textOf);
  const lots = lotsOf(world, entity).filter((lot) => {
    if (lot.category === 'Main' || lot.remaining <= 0 || lot.transactionId !== bill.id) return false;
    if (eventLogId !== null && lot.eventLogId !== eventLogId) return false;
    // Points of the whole bill belong to each of its lines.
    const lines = bill.lineItems.filter((line) => lot.lineItemId === null || line.id === lot.lineItemId);
    return (
      (lineIds.length === 0 || lines.some((line) => lineIds.includes(line.id))) &&
      (itemCodes.length === 0 || lines.some((line) => itemCodes.includes(line.itemCode)))
    );
  });
  if (lots.length === 0) fail(82323282, 'The bill has no promised points to unlock');
  unlockPromised(world, lots, { tillId: till.id });
  return reply({
    pointsUnlocked: lots.map((lot) => {
      const line = bill.lineItems.find((each) => each.id === lot.lineItemId);
      return {
        billNumber,
        ...(line && { itemCode: line.itemCode }),
        pointsUnlocked: lot.remaining,
        programId: lot.programId,
        ...(lot.promotionId !== null && { promotionId: lot.promotionId }),
      };
    }),
  });
}

const CUSTOMER_CODES = { missing: 802, unknown: 816 } as const;

/** The group selected by the `user_group2_…` parameters; undefined if none is given. */
function redeemedGroup(world: World, query: JsonObject, customer: Customer): Entity | undefined {
  const selector = {
    id: textOf(query['user_group2_id']),
    externalId: textOf(query['user_group2_external_id']),
  };
  const primaryType = textOf(query['user_group2_primary_user_identifier_type']);
  const primaryUserId =
    numberOf(query['user_group2_primary_user_id']) ??
    (primaryType === ''
      ? null
      : customerOf(world, { type: primaryType, value: query['user_group2_primary_user_identifier_value'] }).id);
  const byDefault = booleanOf(query['use_default_user_group2']);
  if (selector.id === '' && selector.externalId === '' && primaryUserId === null && !byDefault) return undefined;
  const group = byDefault
    ? defaultGroupOf(world, customer)
    : findGroup(world, { ...selector, ...(primaryUserId !== null && { primaryUserId }) });
  if (!group) return fail(1632, 'The group does not exist');
  const member = memberOf(group, customer.id);
  if (!member || member.permissions.includes('block_points_redemption')) {
    fail(828, 'The customer may not redeem points of this group');
  }
  return { type: 'USERGROUP2', id: group.id };
}

/** The points of a query: a number of points, or a currency amount converted to points. */
function askedPoints(world: World, query: JsonObject): { points: number; inputType: 'points' | 'currency' } {
  const points = numberOf(query['points']) ?? Number.NaN;
  if (!booleanOf(query['currency_input'])) return { points, inputType: 'points' };
  const amount = numberOf(query['currency_value']) ?? points;
  return { points: points3(amount / world.organisation.program.pointsToCurrencyRatio), inputType: 'currency' };
}

function isRedeemable({ world, query }: Call): Reply {
  const echo = {
    mobile: query['mobile'] ?? '',
    email: query['email'] ?? '',
    external_id: query['external_id'] ?? '',
    points: query['points'] ?? '',
    is_redeemable: 'false',
  };
  const asked = item(echo, () => {
    checkProgram(world, query['program_id'], 1101);
    if (booleanOf(query['group_redemption'])) fail(3316, 'The customer is not in a group program');
    const customer = inTouchCustomer(world, query, CUSTOMER_CODES);
    const { points, inputType } = askedPoints(world, query);
    const entity = redeemedGroup(world, query, customer);
    checkRedeemable(world, { customer, points, ...(entity && { entity }) });
    if (given(query['validation_code']) && !booleanOf(query['skip_validation'])) {
      checkValidationCode(world, customer, textOf(query['validation_code']));
    }
    const [sent] = booleanOf(query['issue_otp']) ? sendCode(world, customer, 'POINTS') : [];
    const fields = {
      ...inTouchIdentifiers(customer),
      points,
      is_redeemable: 'true',
      points_redeem_value: worthOf(world, points),
      points_redeem_local_value: worthOf(world, points),
      input_type: inputType,
      points_currency_ratio: String(world.organisation.program.pointsToCurrencyRatio),
    };
    if (sent?.code === 876) return { fields, ...sent };
    return { fields, code: 800, message: `Points can be redeemed${sent ? `. ${sent.message}` : ''}` };
  });
  return inTouchReply([asked], { points: { redeemable: asked.fields } });
}

function sendValidationCode({ world, query }: Call): Reply {
  const points = numberOf(query['points']) ?? Number.NaN;
  const echo = {
    mobile: query['mobile'] ?? '',
    email: query['email'] ?? '',
    external_id: query['external_id'] ?? '',
    points: query['points'] ?? '',
  };
  const sent = item(echo, () => {
    const customer = inTouchCustomer(world, query, CUSTOMER_CODES);
    checkRedeemable(world, { customer, points });
    const { code } = issueCode(world, recipientOf(customer), 'POINTS');
    const fields = { user_id: String(customer.id), ...inTouchIdentifiers(customer), points };
    const way = code.entityType === 'MOBILE' ? 'SMS' : 'email';
    return { fields, code: 200, message: `Validation Code Issued by ${way}. ${toldCode(code)}` };
  });
  return inTouchReply([sent], { validation_code: { code: sent.fields } }, { message: 'Operation Successful' });
}

function redeem(call: Call): Reply {
  const rows = objectsOf(objectOf(objectOf(call.body)['root'])['redeem']);
  if (rows.length === 0) fail(400, 'root.redeem contains no redemptions', 400);
  const items = rows.map((row) => redeemOne(call, row));
  const [only] = items;
  const points = items.length === 1 && only ? only.fields : items.map((each) => each.fields);
  return inTouchReply(items, { responses: { points } });
}

function redeemOne({ world, query, till }: Call, row: JsonObject): Item {
  const who = objectOf(row['customer']);
  const echo = {
    mobile: textOf(who['mobile']),
    email: textOf(who['email']),
    external_id: textOf(who['external_id']),
    user_id: null,
    points_redeemed: textOf(row['points_redeemed']),
    side_effects: { effect: [] },
  };
  return item(echo, () => {
    checkProgram(world, query['program_id'], 1101);
    if (booleanOf(row['group_redemption'])) fail(3316, 'The customer is not in a group program');
    const customer = inTouchCustomer(world, who, CUSTOMER_CODES);
    if (booleanOf(query['block_merged_customers']) && namesMerged(world, who)) {
      fail(816, `The customer was merged into ${customer.id}`);
    }
    const entity = redeemedGroup(world, query, customer);
    const time = textOf(row['redemption_time']);
    const redeemedOn =
      time === ''
        ? undefined
        : (readDate(time, world.organisation.timezone) ?? fail(859, 'Redemption time is not a date'));
    const configured = world.organisation.settings.customFields.redemption;
    const { known } = knownFields(fieldsOf(row['custom_fields']), configured, UNKNOWN_CUSTOM_FIELD);
    const redemption = redeemPoints(
      world,
      { customer, points: numberOf(row['points_redeemed']) ?? Number.NaN, ...(entity && { entity }) },
      {
        tillId: tillGiven(world, row['till_id']) ?? till.id,
        validationCode: textOf(row['validation_code']),
        skipValidation: booleanOf(query['skip_validation']),
        billNumber: textOf(row['transaction_number']),
        externalReferenceNumber: textOf(row['external_reference_number']),
        ...(redeemedOn !== undefined && { redeemedOn }),
        purpose: textOf(row['redemption_purpose']),
        notes: textOf(row['notes']),
        customFields: Object.fromEntries(Object.entries(known).map(([name, value]) => [name, textOf(value)])),
      },
    );
    return { fields: redemptionShape(world, redemption, customer), code: 800, message: 'Points Redeemed' };
  });
}

/** A till by its id or code. */
function tillGiven(world: World, value: unknown): number | undefined {
  const text = textOf(value);
  return Object.values(world.tills).find((till) => till.code === text || String(till.id) === text)?.id;
}

function redemptionShape(world: World, redemption: PointsRedemption, customer: Customer): object {
  return {
    ...inTouchIdentifiers(customer),
    user_id: String(customer.id),
    redemption_id: redemption.id,
    points_redeemed: String(redemption.points),
    redemption_purpose: redemption.purpose,
    redeemed_value: redemption.value,
    redeemed_local_value: redemption.value,
    balance: balance(world, redemption.entity),
    ...(redemption.entity.type === 'USERGROUP2' && { is_group_redemption: true }),
    side_effects: {
      effect: [
        {
          id: redemption.summaryId,
          case_value: 'false',
          num_points: redemption.points,
          currency_value: redemption.value,
          validation_code: redemption.validationCode,
          points_redemption_summary_id: redemption.summaryId,
          redeemed_on_bill_number: redemption.billNumber,
          redeemed_on_bill_id: redemption.transactionId ?? -1,
          type: 'points',
        },
      ],
    },
  };
}

export const pointsHandlers: Handlers = {
  points_check_transferrable: checkTransferrable,
  points_transfer: transfer,
  points_get_transfers: getTransfers,
  points_reverse_redemption: reverse,
  points_check_group_transferrable: checkGroupTransferrable,
  points_transfer_group: transferGroup,
  points_unlock_promised: unlockPromisedPoints,
  ...inTouch('points_check_redeemable', isRedeemable),
  ...inTouch('points_send_validation_code', sendValidationCode),
  ...inTouch('points_redeem', redeem),
};
