/** Cart promotions as the endpoints beyond the inventory show them. */
import type {
  cartPromotionGetCodes,
  cartPromotionGetConfig,
  cartPromotionGetPendingCarts,
  cartPromotionListForCustomer,
} from '../../../tools/beyond/cart-promotions.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { objectOf } from '../../http/arguments.js';
import { now } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import { choiceFor, isSwitchedOn } from './cart-access.js';
import type { PromotionCode } from './cart-codes.js';
import { holdsOf } from './cart-holds.js';
import { type Restriction, usage } from './cart-rules.js';
import { decimal, toCodeJson } from './cart-serializers.js';
import type { CartEvaluation, CartPromotion, EarnedPromotion } from './cart-state.js';
import { readAction, readSetting, readSettings } from './cart-terms.js';

type Restrictions = NonNullable<RowOf<typeof cartPromotionListForCustomer>['restrictions']>;

/** What is left of the limits of a promotion for a customer, and for a code. */
function toRestrictionsJson(
  world: World,
  { id, sent }: CartPromotion,
  of: { readonly customerId?: number; readonly code?: string },
): Restrictions {
  const { Customer, Code, Promotion } = readSetting(sent, 'promotionRestrictions') ?? {};
  const used = world.cartRedemptions.filter(({ promotionId }) => promotionId === id);
  const held = holdsOf(world, id);
  const rows = (limits: readonly Restriction[] = [], isMeant: (use: (typeof used | typeof held)[number]) => boolean) =>
    limits.flatMap(({ kpi, limit }) => {
      if (limit === undefined || limit < 0) return [];
      const left = limit - usage(used.filter(isMeant), kpi);
      const tempRedemption = decimal(usage(held.filter(isMeant), kpi));
      return [{ kpi, maxLimit: decimal(limit), remainingRedemption: decimal(Math.max(0, left)), tempRedemption }];
    });
  const { customerId, code } = of;
  return {
    Promotion: rows(Promotion, () => true),
    Customer: customerId === undefined ? [] : rows(Customer, (use) => use.customerId === customerId),
    Code: code === undefined ? [] : rows(Code, (use) => use.promoCode === code),
  };
}

const statusOf = (world: World, { active, endsOn }: CartPromotion): string =>
  endsOn < now(world) ? 'EXPIRED' : active ? 'ACTIVE' : 'INACTIVE';

/** How answers call the ways in which promotions are earned. */
const EARNED_TYPES: Readonly<Record<string, string>> = {
  ACTIVITY: 'SINGLE_ACTIVITY_EARN',
  REWARD: 'REWARD',
  TIER: 'TIER',
};

type OfCustomer = RowOf<typeof cartPromotionListForCustomer>;

function toPromotionOfCustomerJson(world: World, promotion: CartPromotion): OfCustomer {
  const { supplementaryCriteria, customFieldValues } = promotion.sent;
  const earningCriteria = readSetting(promotion.sent, 'earningCriteria');
  return {
    promotionId: promotion.id,
    promotionName: promotion.name,
    promotionStatus: statusOf(world, promotion),
    applicationMode: promotion.mode === 'REWARD' ? 'REWARD' : 'DISCOUNT',
    redeemableFrom: Date.parse(promotion.startsOn),
    validTill: Date.parse(promotion.endsOn),
    customFieldValues: { ...objectOf(customFieldValues) },
    supplementaryCriteria: supplementaryCriteria === undefined ? undefined : { ...objectOf(supplementaryCriteria) },
    mileStoneId: earningCriteria?.milestoneId,
    targetGroupId: earningCriteria?.groupId,
  };
}

/** A promotion that a customer holds. LOCKED is one that is switched off for the customer, or not yet on. */
export function toHeldJson(
  world: World,
  promotion: CartPromotion,
  earned: EarnedPromotion,
  withRestrictions: boolean,
): OfCustomer {
  const { customerId } = earned;
  const isOn = isSwitchedOn(world, promotion, earned);
  const unlockedOn = choiceFor(world, promotion.id, customerId, earned.id)?.changedOn ?? earned.eventOn;
  return {
    ...toPromotionOfCustomerJson(world, promotion),
    earnedPromotionId: earned.id,
    customerId,
    earnedType: EARNED_TYPES[earned.earnedFromType] ?? 'LOYALTY',
    earnedStatus: earned.validTill < now(world) ? 'EXPIRED' : isOn ? 'UNLOCKED' : 'LOCKED',
    eventTime: Date.parse(earned.eventOn),
    unlockedDate: isOn ? Date.parse(unlockedOn) : null,
    validTill: Date.parse(earned.validTill),
    restrictions: withRestrictions ? toRestrictionsJson(world, promotion, { customerId }) : undefined,
  };
}

/** A promotion for everybody in a program of the customer. */
export const toSupplementaryJson = (
  world: World,
  promotion: CartPromotion,
  customerId: number,
  withRestrictions: boolean,
): OfCustomer => ({
  ...toPromotionOfCustomerJson(world, promotion),
  customerId,
  earnedType: 'NONE',
  earnedStatus: 'UNLOCKED',
  restrictions: withRestrictions ? toRestrictionsJson(world, promotion, { customerId }) : undefined,
});

/** What a promotion gives, in words. */
function toRewardText({ action, messageLabel }: CartPromotion): string {
  const { type, cartBasedAction: benefit } = readAction(action);
  if (type !== 'CART_BASED' || benefit?.value === undefined) return messageLabel;
  return `Get ${decimal(benefit.value)}${benefit.type === 'PERCENTAGE' ? '%' : ''} off on the bill`;
}

export function toConfigJson(promotion: CartPromotion): RowOf<typeof cartPromotionGetConfig> {
  const { supplementaryCriteria, customFieldValues, promotionRestrictions } = promotion.sent;
  const { storeCriteria, earningCriteria } = readSettings(promotion.sent);
  return {
    promotionId: promotion.id,
    promotionName: promotion.name,
    promotionType: promotion.type,
    milestoneId: earningCriteria?.milestoneId,
    groupId: earningCriteria?.groupId,
    expiry: Date.parse(promotion.endsOn),
    expiryISO: promotion.endsOn,
    description: promotion.messageLabel,
    storeCriteria,
    supplementaryCriteria: supplementaryCriteria === undefined ? undefined : { ...objectOf(supplementaryCriteria) },
    reward: toRewardText(promotion),
    maxEarningPerCustomer: promotion.maxEarning,
    isActive: promotion.active,
    customFieldValues: { ...objectOf(customFieldValues) },
    promotionRestrictions: { ...objectOf(promotionRestrictions) },
  };
}

type CodeRow = RowOf<typeof cartPromotionGetCodes>;

/** A code that was looked up. */
export const toFoundCodeJson = (world: World, found: PromotionCode, withRestrictions: boolean): CodeRow => ({
  ...toCodeJson(world, found),
  restrictions: withRestrictions ? toRestrictionsJson(world, found.promotion, { code: found.code }) : undefined,
});

/** A code that no promotion in the mode has. */
export const toUnknownCodeJson = (code: string): CodeRow => ({
  code,
  apiError: { code: 404, message: `Promotion code ${code} does not exist` },
});

type PendingCarts = PartOf<Answer<typeof cartPromotionGetPendingCarts>, 'data'>;

export const toPendingCartJson = (
  world: World,
  evaluation: CartEvaluation,
): ElementOf<NonNullable<PendingCarts['tempRedemptionDetails']>> => ({
  cartEvaluationId: evaluation.id,
  startTime: Date.parse(evaluation.evaluatedOn),
  validTillTime: Date.parse(evaluation.heldUntil),
  appliedPromotions: evaluation.uses.map(({ promotionId, earnedId, promoCode, count, discount }) => ({
    promotionId,
    earnedPromotionId: earnedId || undefined,
    promoCode: promoCode ?? undefined,
    promotionName: world.cartPromotions[promotionId]?.name ?? '',
    redemptionCount: count,
    discount: discount.toFixed(1),
  })),
});
