/** Cart promotions as answers show them: terms as they were sent, and what the sandbox knows of them. */

import { md5 } from '../../../lib/md5.js';
import type {
  cartPromotionCreate,
  cartPromotionEarn,
  cartPromotionEvaluate,
  cartPromotionGetRedemptions,
} from '../../../tools/promotions/cart-promotions.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { productAnywhere } from '../product/rules.js';
import { linkOf, type PromotionCode, usableCode } from './cart-codes.js';
import { applicationId } from './cart-evaluations.js';
import type { Applied } from './cart-rules.js';
import type { CartPromotion, CartRedemption, EarnedPromotion } from './cart-state.js';
import { readSettings } from './cart-terms.js';

/** Amounts and quantities are texts. */
export const decimal = (amount: number): string => amount.toFixed(6);

/** What may be sent and is not shown. */
const NOT_SHOWN = { promotionCodes: undefined, codes: undefined, code: undefined };

type CartPromotionJson = PartOf<Answer<typeof cartPromotionCreate>, 'data'>;

export function toCartPromotionJson(world: World, promotion: CartPromotion): CartPromotionJson {
  const { campaignId, earnLimitedToSpecificAudience, customerActivationRequired } = readSettings(promotion.sent);
  return {
    ...promotion.sent,
    ...NOT_SHOWN,
    id: promotion.id,
    name: promotion.name,
    orgId: world.organisation.id,
    priority: promotion.priority,
    active: promotion.active,
    messageLabel: promotion.messageLabel,
    type: promotion.type,
    condition: promotion.condition,
    action: promotion.action,
    createdBy: promotion.tillId,
    createdOn: Date.parse(promotion.createdOn),
    createdOnISO: promotion.createdOn,
    lastUpdatedOn: Date.parse(promotion.modifiedOn),
    lastUpdatedOnISO: promotion.modifiedOn,
    startDate: Date.parse(promotion.startsOn),
    startDateISO: promotion.startsOn,
    endDate: Date.parse(promotion.endsOn),
    endDateISO: promotion.endsOn,
    campaignId: campaignId ?? 0,
    earnLimitedToSpecificAudience: earnLimitedToSpecificAudience ?? false,
    customerActivationRequired: customerActivationRequired ?? false,
    isStackable: promotion.stackable,
    isLoyaltyOnly: promotion.loyaltyOnly,
    mode: promotion.mode,
    maxIssuancePerCustomer: promotion.maxIssuance,
    maxEarningPerCustomer: promotion.type === 'EARNING' ? promotion.maxEarning : undefined,
  };
}

type AppliedJson = ElementOf<PartOf<PartOf<Answer<typeof cartPromotionEvaluate>, 'data'>, 'appliedPromotions'>>;

/** One application of a promotion, to a line or to the whole cart; its identifier contains what redeeming needs. */
export function toAppliedJson(
  world: World,
  { promotion, earned }: Applied,
  discount: number,
  { customer, codes }: Presented,
  sku: string | null = null,
): AppliedJson {
  const promoCode = usableCode(world, promotion, customer.id, codes) ?? null;
  const use = { promotionId: promotion.id, earnedId: earned?.id ?? '', count: 1, discount, sku, promoCode };
  return {
    promotionId: promotion.id,
    earnedPromotionId: earned?.id,
    promoCode: promoCode ?? undefined,
    name: promotion.name,
    messageLabel: promotion.messageLabel,
    promotionMode: promotion.mode,
    redemptionCount: 1,
    discount: decimal(discount),
    identifier: applicationId(use),
  };
}

/** Who presents codes with a cart. */
export interface Presented {
  customer: Customer;
  codes: readonly string[];
}

type RedemptionJson = RowOf<typeof cartPromotionGetRedemptions>;

export function toRedemptionJson(world: World, redemption: CartRedemption): RedemptionJson {
  const { sku } = redemption;
  const promotion = world.cartPromotions[redemption.promotionId];
  return {
    id: redemption.id,
    orgId: world.organisation.id,
    promotionId: redemption.promotionId,
    promoCode: redemption.promoCode ?? undefined,
    earnedPromotionId: redemption.earnedId ?? undefined,
    customerId: redemption.customerId,
    redemptionDate: Date.parse(redemption.redeemedOn),
    redemptionDateISO: redemption.redeemedOn,
    transactionIdentifier: redemption.transactionIdentifier,
    transactionNumber: redemption.transactionNumber,
    cartEvaluationId: redemption.evaluationId ?? undefined,
    discount: String(redemption.discount),
    redemptionCount: redemption.count,
    redemptionType: sku === null ? 'CART' : 'LINEITEM',
    sku: sku ?? undefined,
    productId: sku === null ? undefined : productAnywhere(world, sku)?.id,
    promotionName: promotion?.name ?? '',
    promotionMessageLabel: promotion?.messageLabel ?? '',
  };
}

/** A code of a promotion. */
export function toCodeJson(world: World, { promotion, code }: PromotionCode) {
  return {
    id: md5(`${promotion.id}:${code}`).slice(0, 24),
    orgId: world.organisation.id,
    promotionId: promotion.id,
    promotionName: promotion.name,
    code,
    customerId: linkOf(world, code)?.customerId ?? null,
    active: promotion.active,
    createdOn: Date.parse(promotion.createdOn),
    createdOnISO: promotion.createdOn,
    validTill: Date.parse(promotion.endsOn),
    validTillISO: promotion.endsOn,
    mode: promotion.mode,
    redeemableFrom: Date.parse(promotion.startsOn),
    redeemableFromISO: promotion.startsOn,
  };
}

type EarnedJson = PartOf<Answer<typeof cartPromotionEarn>, 'data'>;

/** An earned promotion, with the event that was sent, if one was. */
export const toEarnedJson = (earned: EarnedPromotion, eventDetails?: EarnedJson['eventDetails']): EarnedJson => ({
  id: earned.id,
  customerId: earned.customerId,
  promotionId: earned.promotionId,
  earnedFromType: earned.earnedFromType,
  earnedFromId: earned.earnedFromId || null,
  eventTime: Date.parse(earned.eventOn),
  eventTimeISO: earned.eventOn,
  eventDetails,
  validTill: Date.parse(earned.validTill),
  validTillISO: earned.validTill,
});
