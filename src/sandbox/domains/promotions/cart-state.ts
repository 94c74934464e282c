/** State of cart promotions: their settings, the customers who hold them, evaluated carts, and redemptions. */
import type { Instant } from '../../world/clock.js';

declare module '../../world/world.js' {
  interface World extends CartPromotionState {}
}

export interface CartPromotion {
  /** 24 hex digits. */
  id: string;
  name: string;
  /** POS applies automatically, CODE requires a code, the others must be held. */
  type: 'POS' | 'CODE' | 'CUSTOMER' | 'EARNING' | 'REWARD';
  active: boolean;
  /** 0 is applied first. */
  priority: number;
  stackable: boolean;
  loyaltyOnly: boolean;
  mode: 'DISCOUNT' | 'PAYMENT_VOUCHER' | 'REWARD';
  messageLabel: string;
  startsOn: Instant;
  endsOn: Instant;
  /** -1 for no cap. */
  maxIssuance: number;
  /** -1 for no cap. */
  maxEarning: number;
  /** As sent; they are evaluated in this form. */
  condition: Record<string, unknown>;
  action: Record<string, unknown>;
  /** All other settings, as sent. */
  sent: Record<string, unknown>;
  tillId: number;
  createdOn: Instant;
  modifiedOn: Instant;
}

/** A customer's earned promotion. */
export interface EarnedPromotion {
  id: string;
  promotionId: string;
  customerId: number;
  earnedFromType: string;
  earnedFromId: string;
  eventOn: Instant;
  validTill: Instant;
  /** How often it was used. */
  used: number;
}

/** One use of a promotion in a sale. */
export interface CartUse {
  promotionId: string;
  /** Empty if the customer need not hold the promotion, or any of the customer's instances will do. */
  earnedId: string;
  count: number;
  discount: number;
  /** The product, if the promotion applies to a line. */
  sku: string | null;
  /** The code that was presented for it, if any. */
  promoCode: string | null;
}

/** An evaluated cart, and what it may use when it is paid. */
export interface CartEvaluation {
  id: string;
  customerId: number;
  /** The same basket has the same text, so that evaluating it again replaces its hold. */
  basket: string;
  evaluatedOn: Instant;
  /** When the hold of its promotions ends by itself. */
  heldUntil: Instant;
  uses: CartUse[];
  /** Null while the cart is open. */
  closed: 'paid' | 'cancelled' | null;
  /** The bill that used it; null if none has. */
  transactionId: number | null;
}

export interface CartRedemption {
  id: string;
  promotionId: string;
  earnedId: string | null;
  customerId: number;
  transactionIdentifier: string;
  transactionNumber: string;
  redeemedOn: Instant;
  count: number;
  discount: number;
  sku: string | null;
  promoCode: string | null;
  /** The evaluation that a bill used; null for a redemption by itself. */
  evaluationId: string | null;
}

/** That a customer switched a promotion on or off, or somebody did it for the customer. */
export interface CartPromotionChoice {
  promotionId: string;
  customerId: number;
  /** Empty for all that the customer has of the promotion. */
  earnedId: string;
  active: boolean;
  changedOn: Instant;
}

/** A code that only one customer can use. */
export interface CartCodeLink {
  promotionId: string;
  customerId: number;
  linkedOn: Instant;
}

export interface CartPromotionState {
  cartPromotions: Record<string, CartPromotion>;
  earnedPromotions: Record<string, EarnedPromotion>;
  cartEvaluations: Record<string, CartEvaluation>;
  /** Oldest first. */
  cartRedemptions: CartRedemption[];
  cartPromotionChoices: CartPromotionChoice[];
  /** By code in lower case. */
  cartCodeLinks: Record<string, CartCodeLink>;
}

export const emptyCartPromotionState = (): CartPromotionState => ({
  cartPromotions: {},
  earnedPromotions: {},
  cartEvaluations: {},
  cartRedemptions: [],
  cartPromotionChoices: [],
  cartCodeLinks: {},
});
