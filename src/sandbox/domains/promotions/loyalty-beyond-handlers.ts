/** Section Loyalty Promotions, beyond the inventory: status, revocation, and what promotions gave. */
import {
  loyaltyPromotionGetBenefits,
  loyaltyPromotionLookupBenefits,
  loyaltyPromotionRevokeEnrolment,
  loyaltyPromotionUpdateStatus,
} from '../../../tools/beyond/loyalty-promotions.js';
import type { Body, Parameters } from '../../../tools/schemas/decoded.js';
import { entryOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rowOr } from '../../http/rows.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import { customerLookedUp } from '../customer/sent.js';
import type { Customer } from '../customer/state.js';
import { promotionBy, toBenefitsJson, toIncentivesJson } from './loyalty-benefits-serializers.js';
import { movePromotion } from './loyalty-lifecycle.js';
import { isRevocationKnown, revokeEnrolments, revokeOptIns } from './loyalty-revocation.js';
import { toLoyaltyPromotionJson } from './loyalty-serializers.js';
import type { LoyaltyPromotion } from './loyalty-state.js';

/** An unknown promotion, or one in another status, is answered with the HTTP status of a success. */
const OTHER_STATUS = { code: 310191, httpStatus: 200 } as const;

type Sent = Body<typeof loyaltyPromotionRevokeEnrolment>;
type Flags = Parameters<typeof loyaltyPromotionRevokeEnrolment.query>;

const MAX_IDS = 10;

/** What to revoke: the ids, or null for all that there is. */
function idsIn({ action, customers: [row] }: Sent, flags: Flags): number[] | null {
  const isEnrolment = action === 'REVOKE_ENROLL';
  const { revokeAllEnrollments = false, revokeAllOptIns = false } = flags;
  if (isEnrolment ? revokeAllOptIns : revokeAllEnrollments) fail(400, `The query does not go with ${action}`);
  if ((isEnrolment ? row?.optInIds : row?.enrollmentIds) !== undefined)
    fail(400, `${isEnrolment ? 'optInIds' : 'enrollmentIds'} do not go with ${action}`);
  const ids = (isEnrolment ? row?.enrollmentIds : row?.optInIds) ?? [];
  if (ids.length > MAX_IDS) fail(400, `At most ${MAX_IDS} ids can be sent`);
  if (revokeAllEnrollments || revokeAllOptIns) return null;
  return ids.length > 0 ? [...ids] : fail(400, `Give ids, or the flag that revokes all`);
}

/** @throws 400 if there is no such promotion, it was stopped, or not exactly one of its ids is given */
function promotionIn(world: World, { promotion, programId }: Sent): LoyaltyPromotion {
  const { promotionId: number, promotionIdentifier: identifier } = promotion;
  if (programId !== world.organisation.program.id) failUnknown(400, 'Program', programId);
  if ((number === undefined) === (identifier === undefined))
    fail(400, 'Give exactly one of promotionId and promotionIdentifier');
  const found = promotionBy(world, { number, identifier });
  if (found?.kind !== 'unified') return failUnknown(400, 'Promotion', number ?? identifier);
  if (found.promotion.status === 'STOPPED') fail(400, 'The promotion was stopped');
  return found.promotion;
}

function customerIn(world: World, { customers }: Sent): Customer {
  const [row] = customers;
  if (customers.length !== 1 || !row) return fail(400, 'Exactly one customer can be sent');
  const { identifierName, identifierValue } = row;
  return findCustomer(world, identifierName, identifierValue) ?? fail(400, 'No customer has this identifier');
}

/** @throws 558 if the id was used before */
function checkRequestId(world: World, requestId: string): void {
  if (requestId !== '' && isRevocationKnown(world, requestId)) fail(558, `requestId ${requestId} was used before`);
}

const IGNORED = { message: 'IDS_IGNORED_DUE_TO_REVOKE_ALL' };

export const loyaltyPromotionBeyondHandlers: Handlers = {
  ...handle(
    loyaltyPromotionUpdateStatus,
    { envelope: 'v3', codes: { 'body.promotionStatus': { missing: 300009, malformed: 300008 } } },
    ({ world, path, query, body }) => {
      const promotion =
        entryOf(world.loyaltyPromotions, path.promotionId) ??
        failUnknown(OTHER_STATUS.code, 'Promotion', path.promotionId, OTHER_STATUS.httpStatus);
      if (promotion.status !== query.existingStatus)
        fail(OTHER_STATUS.code, `The status of the promotion is ${promotion.status}`, OTHER_STATUS.httpStatus);
      movePromotion(world, promotion, body.promotionStatus);
      const { id, communicationApprovalStatus: _, ...shown } = toLoyaltyPromotionJson(world, promotion);
      return { unifiedPromotionId: id, ...shown };
    },
  ),

  ...handle(loyaltyPromotionRevokeEnrolment, { envelope: 'v3' }, ({ world, till, query, body }) => {
    const { action, requestId = '', optOutDate, storeUnitId } = body;
    const promotion = promotionIn(world, body);
    const customer = customerIn(world, body);
    const ids = idsIn(body, query);
    if (optOutDate !== undefined && optOutDate > now(world)) fail(400, 'optOutDate is in the future');
    if (storeUnitId !== undefined && !world.tills[storeUnitId]) failUnknown(400, 'Till', storeUnitId);
    checkRequestId(world, requestId);
    const how = { on: optOutDate ?? now(world), tillId: storeUnitId ?? till.id, requestId };
    const revoke = action === 'REVOKE_ENROLL' ? revokeEnrolments : revokeOptIns;
    const revoked = rowOr({}, () => revoke(world, promotion, customer, ids, how));
    const isFailed = 'failure' in revoked;
    const status = isFailed ? 'FAILED' : 'SUCCESS';
    const [row] = body.customers;
    const hasIds = [...(row?.enrollmentIds ?? []), ...(row?.optInIds ?? [])].length > 0;
    return {
      requestId,
      action,
      status,
      promotionId: promotion.promotionId,
      promotionIdentifier: promotion.promoIdentifier,
      customerResults: [
        {
          identifierName: row?.identifierName,
          identifierValue: row?.identifierValue,
          customerId: customer.id,
          revokedEnrollmentIds: isFailed ? [] : revoked.enrolments,
          revokedOptInIds: isFailed ? [] : revoked.optIns,
          status,
          errors: isFailed ? [{ code: revoked.failure.code, message: revoked.failure.message }] : [],
          warnings: ids === null && hasIds ? [IGNORED] : [],
        },
      ],
      totalCount: 1,
      failureCount: isFailed ? 1 : 0,
    };
  }),

  ...handle(
    loyaltyPromotionGetBenefits,
    { envelope: 'plain', codes: { customerId: 9002 } },
    ({ world, path, query }) => {
      if (query.programId !== world.organisation.program.id) failUnknown(9001, 'Program', query.programId);
      const customer =
        findCustomer(world, 'id', String(path.customerId)) ?? failUnknown(9002, 'Customer', path.customerId);
      const found =
        promotionBy(world, { number: query.promotionId }) ?? failUnknown(3013, 'Promotion', query.promotionId);
      return toIncentivesJson(world, found, customer, query.activityId);
    },
  ),

  ...handle(
    loyaltyPromotionLookupBenefits,
    {
      envelope: 'plain',
      codes: { source: 8003, identifierName: 8013, identifierValue: 8013, programId: 8883, promotionId: 8874 },
    },
    ({ world, query }) => {
      const { programId, promotionId: number, promotionIdentifier: identifier } = query;
      const customer = customerLookedUp(world, query);
      if (programId !== world.organisation.program.id) failUnknown(8105, 'Program', programId);
      if (number === undefined && !identifier) fail(8883, 'Give promotionId or promotionIdentifier');
      const found = promotionBy(world, { number, identifier }) ?? failUnknown(8874, 'Promotion', number ?? identifier);
      return toBenefitsJson(world, found, customer);
    },
  ),
};
