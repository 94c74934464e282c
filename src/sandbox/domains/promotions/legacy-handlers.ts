/** Section Loyalty Promotions (Legacy), and a customer's promotions in Customer (Lookup). */
import { given, type JsonObject, listOf, numberOf, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type BulkRow, type Reply, reply, v2Bulk } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail, failUnknown, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer, identifierType } from '../customer/rules.js';
import { customerLookedUp } from '../customer/sent.js';
import { customerNamed } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import {
  checkLegacyActive,
  createLegacyPromotion,
  earnLegacy,
  earnsOf,
  enrolLegacy,
  issualsOf,
  legacyPromotionBy,
  revokeEarns,
  revokeEnrolment,
  total,
} from './legacy-rules.js';
import type { LegacyPromotion } from './legacy-state.js';

function checkProgram(world: World, value: unknown): void {
  if (numberOf(value) !== world.organisation.program.id) failUnknown(1101, 'programId', textOf(value));
}

function create({ world, body }: Call): Reply {
  const sent = objectOf(body);
  checkProgram(world, sent['programId']);
  const date = (name: string) =>
    readDate(textOf(sent[name]), world.organisation.timezone) ?? fail(400, `${name} is missing or not a date`);
  if (!given(sent['id'])) fail(400, 'id is missing; use -1 to create a promotion');
  if (!given(sent['eventName'])) fail(400, 'eventName is missing');
  const limits = objectOf(sent['limits']);
  const limit = (name: string): number => numberOf(limits[name]) ?? -1;
  const promotion = createLegacyPromotion(world, {
    name: textOf(sent['name']),
    identifier: textOf(sent['identifier']),
    description: textOf(sent['description']),
    offerType:
      oneOf(['LOYALTY', 'LOYALTY_EARNING'], sent['pointsOfferType']) ??
      fail(400, 'pointsOfferType is missing or unknown'),
    eventName: textOf(sent['eventName']),
    allocatePointsOn: textOf(sent['allocatePointsOn']) || 'BILL',
    startsOn: date('startDate'),
    endsOn: date('endDate'),
    points: pointsIn(sent),
    limits: {
      pointsPerCustomer: limit('pointsPerCustomer'),
      timesPerCustomer: limit('numberOfTimesPerCustomer'),
      totalPoints: limit('totalPointsInPromotion'),
    },
  });
  return reply({
    status: { code: 200, message: 'success' },
    validationErrors: null,
    data: [
      {
        id: promotion.id,
        name: promotion.name,
        programId: world.organisation.program.id,
        startDate: promotion.startsOn,
        endDate: promotion.endsOn,
        identifier: promotion.identifier,
        eventName: promotion.eventName,
        allocatePointsOn: promotion.allocatePointsOn,
        limits: {
          pointsPerCustomer: promotion.limits.pointsPerCustomer,
          numberOfTimesPerCustomer: promotion.limits.timesPerCustomer,
          totalPointsInPromotion: promotion.limits.totalPoints,
        },
        active: promotion.active,
      },
    ],
  });
}

/** The fixed number of points of the first allocation; undefined if it allocates something else. */
function pointsIn(sent: JsonObject): number {
  for (const action of objectsOf(sent['allocationActions'])) {
    for (const each of Object.values(action)) {
      const { type, value } = objectOf(objectOf(each)['allocation']);
      if (oneOf(['FIXED'], type) !== null) return numberOf(value) ?? 0;
    }
  }
  return 0;
}

const NOT_GIVEN = { code: 8890, message: 'Not issued: a limit is reached, or the customer is not in the program' };

function issue({ world, query, body, till }: Call): Reply {
  for (const name of ['identifierName', 'identifierValue', 'source'])
    if (!given(query[name])) fail(11013, `${name} is missing`);
  if (given(query['type']) && oneOf(['CUSTOMER', 'USERGROUP2'], query['type']) === null)
    fail(1212, 'type is not valid');
  const customer = customerNamed(world, query);
  const sent = objectOf(body);
  checkProgram(world, sent['programId']);
  const promotion = legacyPromotionBy(world, { id: numberOf(sent['promotionId']) ?? Number.NaN, identifier: '' });
  checkLegacyActive(world, promotion);
  const issual = enrolLegacy(world, promotion, customer);
  const earn = promotion.offerType === 'LOYALTY' ? earnLegacy(world, promotion, customer, issual, till.id) : undefined;
  const warnings = earn === null ? [{ status: false, ...NOT_GIVEN }] : [];
  const effect = {
    programId: world.organisation.program.id,
    issualId: issual.id,
    ...(earn && { earnedId: earn.id }),
    promotionId: promotion.id,
    type: 'Points promotion',
  };
  return reply({ warnings, errors: [], sideEffects: earn === null ? [] : [effect] });
}

/** Processes one customer of a bulk call and returns its result. */
type One = (
  world: World,
  promotion: LegacyPromotion,
  customer: Customer,
  row: JsonObject,
  tillId: number,
) => object | null;

const MOST_ROWS = 100;

/**
 * Runs a bulk call; each customer succeeds or fails alone.
 * @throws 8901 if the entity type is not valid
 * @throws 8899 if the entity type is USERGROUP2
 * @throws 8881 if the program or the promotion is missing
 * @throws 1101 if the program does not exist
 * @throws 8874 if the promotion does not exist
 * @throws 8892 if the promotion must be active and is not
 * @throws 8013 if the identifier type is unknown
 * @throws 400 if there are no customers
 * @throws 1060 if there are too many customers
 */
function bulk({ world, body, till }: Call, one: One, needsActive: boolean): Reply {
  const sent = objectOf(body);
  if (textOf(sent['type']) === 'USERGROUP2') fail(8899, 'User groups cannot take part in promotions');
  if (textOf(sent['type']) !== 'CUSTOMER') fail(8901, 'type is not valid');
  const details = objectOf(sent['promotionDetails']);
  const [id, identifier] = [numberOf(details['promotionId']), textOf(details['promoIdentifier'])];
  if (!given(details['programId']) || (id === null && identifier === ''))
    fail(8881, 'programId and one of promotionId and promoIdentifier are required');
  checkProgram(world, details['programId']);
  const promotion = legacyPromotionBy(world, { id, identifier });
  if (needsActive) checkLegacyActive(world, promotion);
  const type = identifierType(textOf(sent['identifierName'])) ?? fail(8013, 'identifierName is missing or unknown');
  const rows = objectsOf(sent['customers']);
  if (rows.length === 0) fail(400, 'customers is missing or empty');
  if (rows.length > MOST_ROWS) fail(1060, `At most ${MOST_ROWS} customers can be sent in one call`);
  const answers = rows.map((row): BulkRow => {
    try {
      const customer =
        findCustomer(world, type, textOf(row['identifierValue'])) ?? fail(8015, 'No customer has this identifier');
      const whose = {
        entityType: 'CUSTOMER',
        entityId: customer.id,
        promotionId: promotion.id,
        programId: world.organisation.program.id,
      };
      const result = one(world, promotion, customer, row, till.id);
      return { entityId: customer.id, result: { ...whose, ...result }, warnings: result === null ? [NOT_GIVEN] : [] };
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return { entityId: null, failure: error };
    }
  });
  return v2Bulk(answers);
}

const giveOne: One = (world, promotion, customer, _, tillId) => {
  const issual = enrolLegacy(world, promotion, customer);
  const earn = earnLegacy(world, promotion, customer, issual, tillId);
  return earn && { issualId: String(issual.id), earnedId: String(earn.id) };
};

function directEarn(call: Call): Reply {
  return bulk(call, giveOne, true);
}

function enrolAndEarn(call: Call): Reply {
  const action =
    oneOf(['ENROL', 'EARN'], objectOf(call.body)['bulkAction']) ?? fail(400, 'bulkAction must be ENROL or EARN');
  const enrolOne: One = (world, promotion, customer) => {
    if (promotion.offerType !== 'LOYALTY_EARNING') fail(8896, 'Promotions of this offer type have no enrolments');
    return { issualId: String(enrolLegacy(world, promotion, customer).id) };
  };
  const earnOne: One = (world, promotion, customer, row, tillId) => {
    const enrolled = issualsOf(world, promotion, customer.id).length > 0 || promotion.offerType === 'LOYALTY';
    if (!enrolled) fail(8896, 'The customer must be enrolled first');
    return giveOne(world, promotion, customer, row, tillId);
  };
  return bulk(call, action === 'ENROL' ? enrolOne : earnOne, true);
}

const revokeOne: One = (world, promotion, customer, row, tillId) => {
  const ids = listOf(row['earnIds'] ?? row['earnIDs']).map(Number);
  return { revokedEarnIds: revokeEarns(world, promotion, customer, ids, tillId) };
};

const revokeDirect = (call: Call): Reply => bulk(call, revokeOne, false);

function revokeEnrolled(call: Call): Reply {
  const action =
    oneOf(['REVOKE_ENROL', 'REVOKE_EARN'], objectOf(call.body)['bulkAction']) ??
    fail(400, 'bulkAction must be REVOKE_ENROL or REVOKE_EARN');
  const unenrolOne: One = (world, promotion, customer) => ({
    revokedIssualId: revokeEnrolment(world, promotion, customer),
  });
  return bulk(call, action === 'REVOKE_ENROL' ? unenrolOne : revokeOne, false);
}

const KINDS = ['GENERIC', 'DIRECT_ISSUE', 'ENROL_AND_ISSUE'] as const;
const STANDINGS = ['AVAILABLE_TO_ENROL', 'AVAILABLE_TO_EARN', 'AVAILABLE_TO_REDEEM', 'EXPIRED'] as const;

/** The next step that a customer can take in a promotion. */
function standing(world: World, promotion: LegacyPromotion, customer: Customer): (typeof STANDINGS)[number] {
  if (promotion.endsOn < now(world) || !promotion.active) return 'EXPIRED';
  if (earnsOf(world, promotion, customer.id).length > 0) return 'AVAILABLE_TO_REDEEM';
  const enrolled = promotion.offerType === 'LOYALTY' || issualsOf(world, promotion, customer.id).length > 0;
  return enrolled ? 'AVAILABLE_TO_EARN' : 'AVAILABLE_TO_ENROL';
}

function promotionData({ world, query }: Call): Reply {
  const customer = customerLookedUp(world, query);
  const limit = given(query['limit']) ? numberOf(query['limit']) : 10;
  const offset = given(query['offset']) ? numberOf(query['offset']) : 0;
  if (offset === null || offset < 0) return fail(8100, 'offset must be at least 0');
  if (limit === null || limit < 1) return fail(8101, 'limit must be at least 1');
  if (limit > 100) fail(8102, 'limit must be at most 100');
  if (given(query['sourceType']) && oneOf(['UI', 'API', 'CAMPAIGN'], query['sourceType']) === null)
    fail(8103, 'sourceType is not valid');
  const kind = given(query['promotionType'])
    ? (oneOf(KINDS, query['promotionType']) ?? fail(8110, 'promotionType is not valid'))
    : null;
  const asked = given(query['promotionStatusForCustomer'])
    ? (oneOf(STANDINGS, query['promotionStatusForCustomer']) ?? fail(8125, 'promotionStatusForCustomer is not valid'))
    : null;
  const programs = textOf(query['programs'])
    .split(',')
    .filter((each) => each.trim() !== '');
  if (programs.length > 0 && !programs.map(Number).includes(world.organisation.program.id))
    fail(8105, 'programs does not contain the program of the organization');
  const found = Object.values(world.legacyPromotions)
    .filter(
      ({ offerType }) =>
        kind === null ||
        (kind === 'DIRECT_ISSUE'
          ? offerType === 'LOYALTY'
          : kind === 'ENROL_AND_ISSUE' && offerType === 'LOYALTY_EARNING'),
    )
    .filter((each) => asked === null || standing(world, each, customer) === asked);
  return reply({
    pageDetails: {
      pageNumber: Math.floor(offset / limit),
      pageSize: limit,
      totalEntries: found.length,
      pageCount: Math.ceil(found.length / limit),
    },
    customerId: customer.id,
    promotions: found.slice(offset, offset + limit).map((each) => promotionFace(world, each, customer)),
    warnings: [],
  });
}

function promotionFace(world: World, promotion: LegacyPromotion, customer: Customer): object {
  const own = earnsOf(world, promotion, customer.id);
  const restriction = (kpi: string, maxLimit: number, used: number): object => ({
    kpi,
    maxLimit: String(maxLimit),
    currentCustomerUsage: String(used),
    limitOn: 'CUSTOMER',
  });
  return {
    promotionId: promotion.id,
    promotionName: promotion.name,
    programId: world.organisation.program.id,
    startDate: promotion.startsOn.replace('Z', '.000Z'),
    endDate: promotion.endsOn.replace('Z', '.000Z'),
    identifier: promotion.identifier,
    description: promotion.description,
    active: promotion.active,
    eventName: promotion.eventName,
    limits: {
      maxPointsPerEvent: String(promotion.points),
      pointsPerCustomer: String(Math.max(0, promotion.limits.pointsPerCustomer)),
      numberOFTimesPerCustomer: Math.max(0, promotion.limits.timesPerCustomer),
      totalPointsInPromotion: String(Math.max(0, promotion.limits.totalPoints)),
    },
    customerUsage: {
      currentPointsPerCustomer: String(total(own)),
      currentNumberOfTimesPerCustomer: own.length,
      currentTotalPointsInPromotion: String(total(earnsOf(world, promotion))),
    },
    pointsOfferType: promotion.offerType,
    promotionRestriction: {
      issualRestrictions: [restriction('NUMBER_OF_ISSUALS', 1, issualsOf(world, promotion, customer.id).length)],
      earnRestrictions: [restriction('NUMBER_OF_EARNS', promotion.limits.timesPerCustomer, own.length)],
      redemptionRestrictions: [
        {
          ...restriction('NUMBER_OF_POINTS', promotion.limits.pointsPerCustomer, total(own)),
          type: 'NON_PERIOD_BASED',
        },
      ],
    },
  };
}

export const legacyPromotionHandlers: Handlers = {
  promotion_issue: issue,
  promotion_create: create,
  promotion_earn_bulk: directEarn,
  promotion_enrol_and_earn_bulk: enrolAndEarn,
  promotion_revoke_earned_bulk: revokeDirect,
  promotion_revoke_enrolled_bulk: revokeEnrolled,
};

/** The endpoint of customers that shows their promotions. */
export const customerPromotionHandlers: Handlers = { customer_lookup_get_promotions: promotionData };
