/** Section Cart Promotions, beyond the inventory: which there are and who has them, switching, codes, open carts. */
import {
  cartPromotionActivate,
  cartPromotionActivateForCustomer,
  cartPromotionCancelEvaluation,
  cartPromotionDeactivateForCustomer,
  cartPromotionGetCodes,
  cartPromotionGetConfig,
  cartPromotionGetPendingCarts,
  cartPromotionLinkCode,
  cartPromotionList,
  cartPromotionListForCustomer,
  cartPromotionListForTill,
  cartPromotionRevokeEarned,
} from '../../../tools/beyond/cart-promotions.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { entryOf, numberOf, objectOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { rowOr } from '../../http/rows.js';
import { now } from '../../world/clock.js';
import { fail, failUnknown, type SandboxFailure, SeveralProblems } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import {
  toConfigJson,
  toFoundCodeJson,
  toHeldJson,
  toPendingCartJson,
  toSupplementaryJson,
  toUnknownCodeJson,
} from './cart-beyond-serializers.js';
import { activateCartPromotion, type Switched, switchForCustomer } from './cart-choices.js';
import { findCode, linkCode } from './cart-codes.js';
import { cancelEvaluation } from './cart-evaluations.js';
import { pendingCarts } from './cart-holds.js';
import { cartPromotionById, isAt, revokeEarned } from './cart-rules.js';
import { toCartPromotionJson, toCodeJson } from './cart-serializers.js';
import type { CartPromotion } from './cart-state.js';
import { readSetting } from './cart-terms.js';

/** @throws 404 if there is no such customer */
const customerOf = (world: World, id: number): Customer =>
  findCustomer(world, 'id', String(id)) ?? failUnknown(404, 'Customer', id, 404);

/** @throws 404 if there is no such promotion */
const promotionOf = (world: World, id: string): CartPromotion =>
  entryOf(world.cartPromotions, id) ?? failUnknown(404, 'Promotion', id, 404);

/** The promotions with the ids; all if none are given. */
const promotionsWith = (world: World, ids: readonly string[] | undefined): CartPromotion[] =>
  Object.values(world.cartPromotions).filter(({ id }) => ids === undefined || ids.includes(id));

/** Whether a promotion is on, and its time has come. */
function isRunning(world: World, { active, startsOn, endsOn }: CartPromotion): boolean {
  const time = now(world);
  return active && startsOn <= time && time <= endsOn;
}

function switched(
  world: World,
  promotionId: string,
  { customerId, earnId = '' }: { readonly customerId: number; readonly earnId?: string | undefined },
): Switched {
  const promotion = promotionOf(world, promotionId);
  return { promotion, customer: customerOf(world, customerId), earnedId: earnId };
}

/** Whether a promotion for everybody is meant for the members of a program that the customer is in. */
function isForProgramOf(world: World, { type, sent }: CartPromotion, customer: Customer): boolean {
  if (type !== 'POS' || sent['supplementaryCriteria'] === undefined) return false;
  const { loyaltyProgramId, partnerProgramId } = objectOf(sent['supplementaryCriteria']);
  const partner = numberOf(partnerProgramId);
  if (partner !== null && partner > 0) {
    return Object.values(world.partnerMemberships).some(
      (each) => each.customerId === customer.id && each.programId === partner,
    );
  }
  return customer.loyaltyType === 'loyalty' && numberOf(loyaltyProgramId) === world.organisation.program.id;
}

type Revoking = Body<typeof cartPromotionRevokeEarned>['earnRevokeDetails'][number];

const MOST_REVOKED = 1000;

/** What was refused of the rows; each row is carried out or refused by itself. */
function revokeRows(world: World, customer: Customer, rows: readonly Revoking[]): (Revoking & SandboxFailureOf)[] {
  return rows.flatMap((row) => {
    const done = rowOr({}, () => {
      revokeEarned(world, cartPromotionById(world, row.promotionId), customer, row.earnIds);
      return { done: true };
    });
    return 'failure' in done ? [{ ...row, failure: done.failure }] : [];
  });
}

interface SandboxFailureOf {
  readonly failure: SandboxFailure;
}

export const cartPromotionBeyondHandlers: Handlers = {
  ...handle(cartPromotionList, { envelope: 'plain' }, ({ world, query }) => ({
    data: promotionsWith(world, query.promotionIds).map((each) => toCartPromotionJson(world, each)),
    errors: [],
  })),

  ...handle(cartPromotionActivate, { envelope: 'plain' }, ({ world, path }) => {
    activateCartPromotion(world, promotionOf(world, path.promotionId));
    return { data: true, errors: [] };
  }),

  ...handle(cartPromotionActivateForCustomer, { envelope: 'plain' }, ({ world, path, query }) => {
    switchForCustomer(world, switched(world, path.promotionId, query), true);
    return { data: true, errors: [] };
  }),

  ...handle(cartPromotionDeactivateForCustomer, { envelope: 'plain' }, ({ world, path, query }) => {
    switchForCustomer(world, switched(world, path.promotionId, query), false);
    return { data: true, errors: [] };
  }),

  ...handle(cartPromotionListForCustomer, { envelope: 'plain' }, ({ world, path, query }) => {
    const customer = customerOf(world, path.customerId);
    const {
      includeRedemptions: withRestrictions = false,
      includeSupplementaryPromotions: withSupplementary = false,
      isIncludeActivePromotionsOnly: onlyRunning = false,
    } = query;
    const isMeant = (promotion: CartPromotion): boolean => !onlyRunning || isRunning(world, promotion);
    const held = Object.values(world.earnedPromotions).flatMap((earned) => {
      const promotion = world.cartPromotions[earned.promotionId];
      return earned.customerId === customer.id && promotion && isMeant(promotion)
        ? [toHeldJson(world, promotion, earned, withRestrictions)]
        : [];
    });
    const supplementary = withSupplementary
      ? Object.values(world.cartPromotions).filter((each) => isMeant(each) && isForProgramOf(world, each, customer))
      : [];
    const others = supplementary.map((each) => toSupplementaryJson(world, each, customer.id, withRestrictions));
    return { data: [...held, ...others], errors: [] };
  }),

  ...handle(cartPromotionGetConfig, { envelope: 'plain' }, ({ world, query }) => {
    const { promotionIds, includeExpired = false, includeInactive = false } = query;
    const found = promotionsWith(world, promotionIds).filter(
      ({ active, endsOn }) => (includeInactive || active) && (includeExpired || endsOn >= now(world)),
    );
    return { data: found.map(toConfigJson), errors: [] };
  }),

  ...handle(cartPromotionGetCodes, { envelope: 'plain' }, ({ world, query }) => {
    const { codes, mode, includeRedemptions = false } = query;
    const data = codes.map((code) => {
      const found = findCode(world, code.trim(), mode);
      return found ? toFoundCodeJson(world, found, includeRedemptions) : toUnknownCodeJson(code);
    });
    return { data, errors: [] };
  }),

  ...handle(cartPromotionLinkCode, { envelope: 'data' }, ({ world, body }) => {
    const customer = customerOf(world, body.customerId);
    return toCodeJson(world, linkCode(world, body.code, body.mode, customer));
  }),

  ...handle(cartPromotionListForTill, { envelope: 'plain' }, ({ world, path }) => {
    const till = world.tills[path.tillId] ?? failUnknown(404, 'Till', path.tillId, 404);
    const found = Object.values(world.cartPromotions).filter(
      (each) => isRunning(world, each) && isAt(world, readSetting(each.sent, 'storeCriteria'), till.storeId),
    );
    return { data: found.map((each) => toCartPromotionJson(world, each)), errors: [] };
  }),

  ...handle(cartPromotionGetPendingCarts, { envelope: 'data' }, ({ world, path }) => ({
    tempRedemptionDetails: pendingCarts(world, customerOf(world, path.customerId).id).map((each) =>
      toPendingCartJson(world, each),
    ),
  })),

  ...handle(cartPromotionCancelEvaluation, { envelope: 'plain' }, ({ world, path }) => {
    cancelEvaluation(world, customerOf(world, path.customerId), path.evaluationId);
    return { data: { status: true, code: 201, message: 'Successfully closed pending cart.' }, errors: [] };
  }),

  ...handle(cartPromotionRevokeEarned, { envelope: 'plain' }, ({ world, body }) => {
    const { earnRevokeDetails: rows } = body;
    const customer = customerOf(world, body.customerId);
    const count = rows.reduce((total, { earnIds }) => total + earnIds.length, 0);
    if (count === 0) fail(400, 'Nothing to revoke is given');
    if (count > MOST_REVOKED) fail(400, `At most ${MOST_REVOKED} earnIds can be sent in one call`);
    const refused = revokeRows(world, customer, rows);
    const errors = refused.map(({ failure: { code, message }, promotionId, earnIds }) => ({
      code,
      message,
      promotionId,
      earnIds: [...earnIds],
    }));
    const [first, ...others] = errors;
    if (first && errors.length === rows.length) throw new SeveralProblems([first, ...others]);
    return { data: { code: 200, message: 'Success' }, errors };
  }),
};
