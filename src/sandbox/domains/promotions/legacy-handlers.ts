/** Section Loyalty Promotions (Legacy), and a customer's promotions in Customer (Lookup). */
import { customerLookupGetPromotions } from '../../../tools/customer/lookup.js';
import {
  promotionCreate,
  promotionEarnBulk,
  promotionEnrolAndEarnBulk,
  promotionIssue,
  promotionRevokeEarnedBulk,
  promotionRevokeEnrolledBulk,
} from '../../../tools/promotions/loyalty-promotions-legacy.js';
import type { Body, Parameters, RowOf } from '../../../tools/schemas/decoded.js';
import { numberOf, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { rowOr } from '../../http/rows.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { customerBy } from '../customer/rules.js';
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
} from './legacy-rules.js';
import { toCustomersPromotionJson, toLegacyPromotionJson } from './legacy-serializers.js';
import type { LegacyPromotion } from './legacy-state.js';

function checkProgram(world: World, id: number): void {
  if (id !== world.organisation.program.id) failUnknown(1101, 'programId', id);
}

/** The fixed number of points of the first allocation, whatever its label is; 0 if it allocates something else. */
function pointsIn(raw: unknown): number {
  const actions = objectsOf(objectOf(raw)['allocationActions']).flatMap((each) => Object.values(each));
  const allocations = actions.map((each) => objectOf(objectOf(each)['allocation']));
  const fixed = allocations.find(({ type }) => oneOf(['FIXED'], type) !== null);
  return numberOf(fixed?.['value']) ?? 0;
}

const NOT_GIVEN = { code: 8890, message: 'Not issued: a limit is reached, or the customer is not in the program' };

/** The four bulk calls, whose bodies differ only in their actions. */
const BULK = {
  envelope: 'bulk',
  codes: {
    'body.type': { missing: 8901, malformed: 'ignored' },
    'body.promotionDetails': 8881,
    'body.promotionDetails.programId': { missing: 8881, malformed: 1101 },
    'body.promotionDetails.promotionId': 8881,
    'body.identifierName': 8013,
    'body.customers[].source': { malformed: 'ignored' },
  },
  optional: ['body.customers[].identifierValue', 'body.customers[].source'],
} as const;

/** Revoking what was earned takes the other identifier, too, although its body is documented with the id only. */
const PROMOTION_ID = 'body.promotionDetails.promotionId';

interface CustomerRow {
  readonly identifierValue?: string;
}

interface Bulk<Row extends CustomerRow = CustomerRow> {
  readonly world: World;
  readonly body: {
    readonly type: string;
    readonly promotionDetails: {
      readonly programId: number;
      readonly promotionId?: number;
      readonly promoIdentifier?: string;
    };
    readonly identifierName: string;
    readonly customers: readonly Row[];
  };
  readonly raw: { readonly body: unknown };
}

type Result = NonNullable<RowOf<typeof promotionEarnBulk, 'response'>['result']>;

const MOST_ROWS = 100;

/**
 * The promotion of a bulk call.
 * @throws 8899, 8901 if it is not for customers
 * @throws 8881 if no promotion is given
 * @throws 1101, 8874 if the program or the promotion does not exist
 * @throws 400, 1060 if there are no customers, or too many
 */
function promotionMeant({ world, body, raw }: Bulk): LegacyPromotion {
  if (body.type !== 'CUSTOMER') {
    const isGroup = textOf(objectOf(raw.body)['type']) === 'USERGROUP2';
    fail(isGroup ? 8899 : 8901, isGroup ? 'User groups cannot take part in promotions' : 'type is not valid');
  }
  const { programId, promotionId: id, promoIdentifier: identifier } = body.promotionDetails;
  if (id === undefined && !identifier) fail(8881, 'Give promotionId or promoIdentifier');
  checkProgram(world, programId);
  if (body.customers.length === 0) fail(400, 'customers is empty');
  if (body.customers.length > MOST_ROWS) fail(1060, `At most ${MOST_ROWS} customers can be sent in one call`);
  return legacyPromotionBy(world, { id, identifier });
}

/** Carries out a bulk call for each customer by itself. Null is a customer to whom nothing is given. */
function eachCustomer<Row extends CustomerRow>(
  { world, body }: Bulk<Row>,
  promotion: LegacyPromotion,
  one: (customer: Customer, row: Row) => Result | null,
) {
  return body.customers.map((row) =>
    rowOr({}, () => {
      const customer = customerBy(world, body.identifierName, row.identifierValue ?? '');
      const result = one(customer, row);
      return {
        entityId: customer.id,
        result: {
          entityType: 'CUSTOMER',
          entityId: customer.id,
          promotionId: promotion.id,
          promoIdentifier: body.promotionDetails.promoIdentifier,
          programId: world.organisation.program.id,
          ...result,
        },
        warnings: result === null ? [NOT_GIVEN] : [],
      };
    }),
  );
}

/** Gives a promotion to a customer; null if a limit is reached. */
function give(world: World, promotion: LegacyPromotion, customer: Customer, tillId: number): Result | null {
  const issual = enrolLegacy(world, promotion, customer);
  const earn = earnLegacy(world, promotion, customer, issual, tillId);
  return earn && { issualId: String(issual.id), earnedId: String(earn.id), promotionName: promotion.name };
}

/** @throws 8896 if promotions of this type have no enrolments */
function enrol(world: World, promotion: LegacyPromotion, customer: Customer): Result {
  if (promotion.offerType !== 'LOYALTY_EARNING') fail(8896, 'Promotions of this offer type have no enrolments');
  return { issualId: String(enrolLegacy(world, promotion, customer).id) };
}

const isEnrolled = (world: World, promotion: LegacyPromotion, customer: Customer): boolean =>
  promotion.offerType === 'LOYALTY' || issualsOf(world, promotion, customer.id).length > 0;

type LookupQuery = Parameters<typeof customerLookupGetPromotions.query>;

/** The next step that a customer can take in a promotion. */
function standing(
  world: World,
  promotion: LegacyPromotion,
  customer: Customer,
): NonNullable<LookupQuery['promotionStatusForCustomer']> {
  if (promotion.endsOn < now(world) || !promotion.active) return 'EXPIRED';
  if (earnsOf(world, promotion, customer.id).length > 0) return 'AVAILABLE_TO_REDEEM';
  return isEnrolled(world, promotion, customer) ? 'AVAILABLE_TO_EARN' : 'AVAILABLE_TO_ENROL';
}

/** No promotion of the older kind is open to all. */
const OFFER_TYPES = { GENERIC: undefined, DIRECT_ISSUE: 'LOYALTY', ENROL_AND_ISSUE: 'LOYALTY_EARNING' } as const;

const MOST_PROMOTIONS = 100;

/** @throws 8105 if programs are given and the organization's is not among them */
function checkPrograms(world: World, programs = ''): void {
  const ids = programs.split(',').filter((each) => each.trim() !== '');
  if (ids.length > 0 && !ids.map(Number).includes(world.organisation.program.id))
    fail(8105, 'programs does not contain the program of the organization');
}

const toNewPromotion = ({ limits = {}, ...body }: Body<typeof promotionCreate>, points: number) => ({
  name: body.name,
  identifier: body.identifier,
  description: '',
  offerType: body.pointsOfferType,
  eventName: body.eventName,
  allocatePointsOn: body.allocatePointsOn ?? 'BILL',
  startsOn: body.startDate,
  endsOn: body.endDate,
  points,
  limits: {
    pointsPerCustomer: limits.pointsPerCustomer ?? -1,
    timesPerCustomer: limits.numberOfTimesPerCustomer ?? -1,
    totalPoints: limits.totalPointsInPromotion ?? -1,
  },
});

export const legacyPromotionHandlers: Handlers = {
  ...handle(
    promotionIssue,
    {
      envelope: 'single',
      codes: {
        identifierName: { missing: 11013, malformed: 8013 },
        identifierValue: 11013,
        source: { missing: 11013, malformed: 8065 },
        type: 1212,
        'body.programId': 1101,
        'body.promotionId': 8874,
      },
    },
    ({ world, till, query, body, warn }) => {
      const customer = customerNamed(world, query);
      checkProgram(world, body.programId);
      const promotion = legacyPromotionBy(world, { id: body.promotionId });
      checkLegacyActive(world, promotion);
      const issual = enrolLegacy(world, promotion, customer);
      const isDirect = promotion.offerType === 'LOYALTY';
      const earn = isDirect ? earnLegacy(world, promotion, customer, issual, till.id) : undefined;
      if (earn === null) warn([NOT_GIVEN]);
      const { id: programId } = world.organisation.program;
      const effect = { programId, issualId: issual.id, earnedId: earn?.id, promotionId: promotion.id };
      return { errors: [], sideEffects: earn === null ? [] : [{ ...effect, type: 'Points promotion' }] };
    },
  ),

  ...handle(
    promotionCreate,
    { envelope: 'plain', codes: { 'body.programId': 1101 }, first: ['body.programId'] },
    ({ world, body, raw }) => {
      checkProgram(world, body.programId);
      const promotion = createLegacyPromotion(world, toNewPromotion(body, pointsIn(raw.body)));
      return {
        status: { code: 200, message: 'success' },
        validationErrors: null,
        data: [toLegacyPromotionJson(world, promotion)],
      };
    },
  ),

  ...handle(promotionEarnBulk, BULK, (call) => {
    const { world, till } = call;
    const promotion = promotionMeant(call);
    checkLegacyActive(world, promotion);
    return eachCustomer(call, promotion, (customer) => give(world, promotion, customer, till.id));
  }),

  ...handle(promotionEnrolAndEarnBulk, BULK, (call) => {
    const { world, till, body } = call;
    const promotion = promotionMeant(call);
    checkLegacyActive(world, promotion);
    return eachCustomer(call, promotion, (customer) => {
      if (body.bulkAction === 'ENROL') return enrol(world, promotion, customer);
      if (!isEnrolled(world, promotion, customer)) fail(8896, 'The customer must be enrolled first');
      return give(world, promotion, customer, till.id);
    });
  }),

  ...handle(promotionRevokeEarnedBulk, { ...BULK, optional: [...BULK.optional, PROMOTION_ID] }, (call) => {
    const { world, till } = call;
    const promotion = promotionMeant(call);
    return eachCustomer(call, promotion, (customer, { earnIds }) => ({
      revokedEarnIds: revokeEarns(world, promotion, customer, earnIds ?? [], till.id),
    }));
  }),

  ...handle(promotionRevokeEnrolledBulk, BULK, (call) => {
    const { world, till, body } = call;
    const promotion = promotionMeant(call);
    return eachCustomer(call, promotion, (customer, { earnIds }) =>
      body.bulkAction === 'REVOKE_ENROL'
        ? { revokedIssualId: revokeEnrolment(world, promotion, customer) }
        : { revokedEarnIds: revokeEarns(world, promotion, customer, earnIds ?? [], till.id) },
    );
  }),

  ...handle(
    customerLookupGetPromotions,
    {
      envelope: 'single',
      codes: {
        source: 8003,
        identifierName: 8013,
        identifierValue: 8013,
        offset: 8100,
        limit: 8101,
        sourceType: 8103,
        promotionType: 8110,
        promotionStatusForCustomer: 8125,
      },
      paging: byOffset({ limit: 10, code: 8101 }),
    },
    ({ world, query, paged }) => {
      const customer = customerLookedUp(world, query);
      const { promotionType: type, promotionStatusForCustomer: status } = query;
      if ((query.limit ?? 0) > MOST_PROMOTIONS) fail(8102, `limit must be at most ${MOST_PROMOTIONS}`);
      checkPrograms(world, query.programs);
      const found = Object.values(world.legacyPromotions).filter(
        (each) =>
          (type === undefined || each.offerType === OFFER_TYPES[type]) &&
          (status === undefined || standing(world, each, customer) === status),
      );
      const { rows, details } = paged(found);
      return {
        pageDetails: details,
        customerId: customer.id,
        promotions: rows.map((each) => toCustomersPromotionJson(world, each, customer)),
      };
    },
  ),
};
