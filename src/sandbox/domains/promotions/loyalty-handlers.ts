/** Section Loyalty Promotions: unified promotions, their approval, and their members. */
import {
  loyaltyPromotionCreate,
  loyaltyPromotionEnrolMembers,
  loyaltyPromotionGet,
  loyaltyPromotionGetForMember,
  loyaltyPromotionList,
  loyaltyPromotionListForMember,
  loyaltyPromotionReview,
  loyaltyPromotionUpdate,
} from '../../../tools/promotions/loyalty-promotions.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { objectOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byPage } from '../../http/paging.js';
import { type Instant, now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import {
  activeOptIns,
  createLoyaltyPromotion,
  enrolInPromotion,
  enrolmentIn,
  isOn,
  loyaltyPromotionById,
  optIn,
  replaceLoyaltyPromotion,
  reviewLoyaltyPromotion,
} from './loyalty-rules.js';
import { INVALID, settingsIn } from './loyalty-sent.js';
import {
  toEnrolmentStatusJson,
  toListedPromotionJson,
  toLoyaltyPromotionJson,
  toMemberPromotionJson,
} from './loyalty-serializers.js';
import type { LoyaltyPromotion } from './loyalty-state.js';

/** The codes of settings. What is missing or cannot be read has the same one nearly everywhere. */
const SETTINGS_CODES = {
  'body.metadata.promotionMetadata[].key': 310180,
  'body.metadata.promotionMetadata[].value': 310181,
  'body.activities[].milestones[].targetType': { missing: INVALID, malformed: 310033 },
} as const;

/** Says what a new promotion lacks; nothing is wrong, so the code is that of a success. */
const IS_DRAFT = {
  code: 200,
  message: 'The promotion is a draft: it takes effect once it is submitted and reviewed with APPROVE',
};

const ALREADY_ENROLLED = { code: 310231, message: 'The customer is already enrolled' };

type Status = NonNullable<Parameters<typeof loyaltyPromotionList.query>['status']>[number];

/** Whether a promotion counts under a status; LIVE, UPCOMING and COMPLETED depend on its dates. */
function hasStatus(world: World, promotion: LoyaltyPromotion, asked: Status): boolean {
  const time = now(world);
  if (asked === 'LIVE') return isOn(promotion, time);
  if (asked === 'UPCOMING') return promotion.status === 'ACTIVE' && promotion.startsOn > time;
  if (asked === 'COMPLETED') return promotion.status === 'ACTIVE' && promotion.endsOn < time;
  return promotion.status === asked;
}

/** @throws 310238 if a customer opted in in the future */
function optInDate(world: World, date = now(world)): Instant {
  return date <= now(world) ? date : fail(310238, 'optinDate is in the future');
}

/** A member that does not exist, also by an id that nobody can have. */
const NO_MEMBER = { code: 310192, httpStatus: 400 } as const;
const NO_PROMOTION = 310194;

const memberOf = (world: World, id: number): Customer =>
  findCustomer(world, 'id', String(id)) ?? failUnknown(NO_MEMBER.code, 'Member', id, NO_MEMBER.httpStatus);

type MemberQuery = Parameters<typeof loyaltyPromotionGetForMember.query>;

/** The status of a member in a promotion. */
function standing(
  world: World,
  promotion: LoyaltyPromotion,
  customer: Customer,
): NonNullable<MemberQuery['memberEnrollmentStatus']> {
  const enrolment = enrolmentIn(world, promotion, customer.id);
  if (promotion.endsOn < now(world) || promotion.status === 'STOPPED') return 'EXPIRED';
  if (world.promotionAwards[`${promotion.id}:${customer.id}`]) return 'REDEEMED';
  if (!enrolment && promotion.type !== 'GENERIC') return 'PENDING_ENROLLMENT';
  if (promotion.type === 'LOYALTY_EARNING' && enrolment && activeOptIns(enrolment).length === 0)
    return 'PENDING_OPT_IN';
  return 'AVAILABLE_TO_REDEEM';
}

/**
 * Approved promotions that match the filters of both reads.
 * @throws 310194 if no approved promotion has the id
 * @throws 310193 if none has the identifier
 */
function promotionsFor(
  world: World,
  { memberEnrollmentStatus: status, promotionIdentifier: identifier }: MemberQuery,
  promotionId: number | undefined,
  customer: Customer,
): LoyaltyPromotion[] {
  const approved = Object.values(world.loyaltyPromotions).filter(
    (each) => each.status !== 'DRAFT' && each.status !== 'PENDING_APPROVAL',
  );
  const byId = approved.filter((each) => promotionId === undefined || each.promotionId === promotionId);
  if (promotionId !== undefined && byId.length === 0) failUnknown(NO_PROMOTION, 'Promotion', promotionId);
  const found = byId.filter((each) => identifier === undefined || each.promoIdentifier === identifier);
  if (identifier !== undefined && found.length === 0) failUnknown(310193, 'Promotion', identifier);
  return found.filter((each) => status === undefined || standing(world, each, customer) === status);
}

export const loyaltyPromotionHandlers: Handlers = {
  ...handle(
    loyaltyPromotionCreate,
    { envelope: 'v3', code: INVALID, codes: SETTINGS_CODES },
    ({ world, till, body, raw, warn }) => {
      const settings = settingsIn(world, body, objectOf(raw.body));
      warn([IS_DRAFT]);
      return toLoyaltyPromotionJson(world, createLoyaltyPromotion(world, settings, till.id));
    },
  ),

  ...handle(
    loyaltyPromotionList,
    { envelope: 'v3', codes: { status: 310151, page: INVALID, size: INVALID }, paging: byPage({ limit: 10 }) },
    ({ world, query, paged }) => {
      const { status: statuses } = query;
      const text = (query.searchText ?? '').toLowerCase();
      const found = Object.values(world.loyaltyPromotions)
        .filter((each) => statuses === undefined || statuses.some((status) => hasStatus(world, each, status)))
        .filter(({ name, description }) => `${name}\n${description}`.toLowerCase().includes(text))
        .reverse();
      const { rows, details } = paged(found);
      const { pageNumber, pageSize, totalEntries, pageCount } = details;
      const sort = { empty: true, sorted: false, unsorted: true };
      return {
        content: rows.map((each) => toLoyaltyPromotionJson(world, each)),
        pageable: { pageNumber, pageSize, sort, offset: pageNumber * pageSize, paged: true, unpaged: false },
        totalElements: totalEntries,
        totalPages: pageCount,
        last: pageNumber >= pageCount - 1,
        size: pageSize,
        number: pageNumber,
        sort,
        numberOfElements: rows.length,
        first: pageNumber === 0,
        empty: rows.length === 0,
      };
    },
  ),

  ...handle(loyaltyPromotionGet, { envelope: 'v3' }, ({ world, path }) =>
    toLoyaltyPromotionJson(world, loyaltyPromotionById(world, path.promotionId)),
  ),

  ...handle(
    loyaltyPromotionUpdate,
    {
      envelope: 'v3',
      code: INVALID,
      codes: SETTINGS_CODES,
      optional: [
        'body.activities[].commonCycleActionMapping[].actions[].actionClass',
        'body.activities[].milestones[].cycleActionMapping[].actions[].actionClass',
      ],
    },
    ({ world, path, body, raw }) => {
      const promotion = loyaltyPromotionById(world, path.promotionId);
      const settings = settingsIn(world, body, objectOf(raw.body));
      if (body.metadata.status !== promotion.status) fail(310175, 'The status cannot be changed here');
      replaceLoyaltyPromotion(world, promotion, settings);
      return toLoyaltyPromotionJson(world, promotion);
    },
  ),

  ...handle(
    loyaltyPromotionReview,
    { envelope: 'v3', codes: { 'body.approvalStatus': 310151, 'body.comment': 999999 } },
    ({ world, path, body }) => {
      const promotion = loyaltyPromotionById(world, path.promotionId);
      reviewLoyaltyPromotion(world, promotion, body.approvalStatus === 'APPROVE');
      const status = { success: true, message: 'No communications to approve', response: null, statusCode: 200 };
      return { ...toLoyaltyPromotionJson(world, promotion), communicationApprovalStatus: status };
    },
  ),

  ...handle(
    loyaltyPromotionEnrolMembers,
    {
      envelope: 'v3',
      codes: {
        'body.action': { missing: 310002 },
        'body.promotion': { missing: 310003 },
        'body.promotion.id': 9013,
        'body.customer': { missing: 310004 },
        'body.programId': { missing: 310005 },
        'body.customer.identifierName': { missing: 310006 },
        'body.customer.identifierValue': { missing: 310007 },
        'body.customer.source': { missing: 310008 },
        'body.optinDate': INVALID,
      },
      first: ['body.action', 'body.promotion', 'body.customer', 'body.programId'],
    },
    ({ world, body, warn }) => {
      if (body.programId !== world.organisation.program.id) fail(400, 'The program does not exist');
      const promotion = loyaltyPromotionById(world, body.promotion.id);
      if (body.promotion.promotionId !== promotion.promotionId) fail(400, 'promotionId does not match the promotion');
      const { identifierName, identifierValue } = body.customer;
      const customer =
        findCustomer(world, identifierName, identifierValue) ?? fail(400, 'No customer has this identifier');
      if (body.action === 'OPT_IN') optIn(world, promotion, customer, optInDate(world, body.optinDate));
      else if (!enrolInPromotion(world, promotion, customer).isNew) warn([ALREADY_ENROLLED]);
      return {
        requestId: body.requestId ?? '',
        action: body.action,
        customer: { identifierName, identifierValue, customerId: customer.id },
        enrollmentStatus: toEnrolmentStatusJson(world, promotion, customer),
        status: 'SUCCESS',
      };
    },
  ),

  ...handle(
    loyaltyPromotionListForMember,
    {
      envelope: 'plain',
      codes: {
        memberId: NO_MEMBER,
        memberEnrollmentStatus: 310196,
        promotionId: NO_PROMOTION,
        page: 310195,
        size: 310195,
      },
      paging: byPage({ limit: 10 }),
    },
    ({ world, path, query, paged }) => {
      const customer = memberOf(world, path.memberId);
      const { rows, details } = paged(promotionsFor(world, query, query.promotionId, customer));
      return {
        pageDetails: details,
        memberId: customer.id,
        promotions: rows.map((each) => toListedPromotionJson(world, each)),
      };
    },
  ),

  ...handle(
    loyaltyPromotionGetForMember,
    {
      envelope: 'plain',
      codes: { memberId: NO_MEMBER, promotionId: NO_PROMOTION, memberEnrollmentStatus: 310196 },
    },
    ({ world, path, query }) => {
      const customer = memberOf(world, path.memberId);
      const found = promotionsFor(world, query, path.promotionId, customer);
      return {
        memberId: customer.id,
        promotions: found.map((each) => toMemberPromotionJson(world, each, customer)),
      };
    },
  ),
};
