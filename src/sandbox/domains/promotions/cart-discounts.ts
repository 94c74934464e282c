/** Discount of a cart promotion on a basket: its condition and its benefit, computed over the lines. Stateless. */
import type { JsonObject } from '../../http/arguments.js';
import {
  type Action,
  type Condition,
  type ProductCondition,
  readAction,
  readCondition,
  readProductCondition,
} from './cart-terms.js';

/** A line of a basket. */
export interface CartLine {
  sku: string;
  qty: number;
  /** The price of the line. */
  amount: number;
  brands: string[];
  categories: string[];
  /** Names of values by the attribute's code. */
  attributes: Readonly<Record<string, string>>;
}

export interface Basket {
  /** The total of the lines. */
  amount: number;
  lines: CartLine[];
  /** Payment modes, in lower case. */
  tenders: string[];
}

/** The discount of a benefit: in total, or line by line. */
export interface Discount {
  total: number;
  /** By index of the line; empty if the discount applies to the whole basket. */
  byLine: Map<number, number>;
}

const cents = (amount: number): number => Math.round(amount * 100) / 100;

const sum = (lines: readonly CartLine[], of: (line: CartLine) => number): number =>
  cents(lines.reduce((total, line) => total + of(line), 0));

type CartCondition = NonNullable<Condition['cartCondition']>;

function compares(found: number, operator: CartCondition['operator'] | undefined, value: number): boolean {
  switch (operator) {
    case 'EQUALS':
      return found === value;
    case 'GREATER_THAN':
      return found > value;
    case 'LESS_THAN':
      return found < value;
    case 'LESS_THAN_OR_EQUAL':
      return found <= value;
    case 'NONE':
      return true;
    default:
      return found >= value;
  }
}

type Criterion = NonNullable<ProductCondition['criteriaList']>[number];

/** Whether a line is among the products of a condition; every criterion must hold. */
const isAmong = (line: CartLine, { criteriaList = [] }: ProductCondition): boolean =>
  criteriaList.every((criterion) => {
    const values = (criterion.values ?? []).map((value) => value.toLowerCase());
    const isIn = valuesOf(line, criterion).some((value) => values.includes(value.toLowerCase()));
    return criterion.operator === 'NOT_IN' ? !isIn : isIn;
  });

function valuesOf(line: CartLine, { entity, attributeName }: Criterion): string[] {
  switch (entity) {
    case 'SKU':
      return [line.sku];
    case 'BRAND':
      return line.brands;
    case 'CATEGORY':
      return line.categories;
    case 'ATTRIBUTE':
      return [line.attributes[attributeName ?? ''] ?? ''];
    default:
      return [];
  }
}

/** Indexes of the lines that match a product condition. */
const matching = (basket: Basket, condition: ProductCondition): number[] =>
  basket.lines.flatMap((line, index) => (isAmong(line, condition) ? [index] : []));

function productConditionHolds(basket: Basket, condition: ProductCondition): boolean {
  const lines = basket.lines.filter((line) => isAmong(line, condition));
  if (lines.length === 0) return false;
  const { kpi = 'NONE', operator, value = 0 } = condition;
  if (kpi === 'NONE') return true;
  const found = sum(lines, (line) => (kpi === 'AMOUNT' ? line.amount : line.qty));
  return compares(found, operator, value);
}

/** The products of which all must be there. */
const comboOf = ({ comboProductCondition }: Condition): ProductCondition[] =>
  (comboProductCondition?.productConditions ?? []).map(readProductCondition);

const CARDS = /card|visa|master|amex|rupay/;

/** Whether a basket meets a promotion's condition. */
export function meets(basket: Basket, condition: Condition): boolean {
  switch (condition.type) {
    case 'CART':
      return cartHolds(basket, condition.cartCondition ?? {});
    case 'PRODUCT':
      return productConditionHolds(basket, condition.productCondition ?? {});
    case 'COMBO_PRODUCT':
      return comboOf(condition).every((each) => productConditionHolds(basket, each));
    case 'TENDER':
      return tenderHolds(basket, condition.tenderCondition ?? {});
    case 'PAYMENT_MODE':
    case 'PAYMENT_MODE_SCOPE':
    case 'PAYMENT_MODE_COMBO_PRODUCT': {
      const { payment, nested } = paymentParts(condition);
      return paymentHolds(basket, payment) && (nested === null || meets(basket, nested));
    }
    default:
      return false;
  }
}

function cartHolds({ amount, lines }: Basket, { kpi, operator, value = 0 }: Partial<CartCondition>): boolean {
  return compares(kpi === 'ITEMCOUNT' ? sum(lines, (line) => line.qty) : amount, operator, value);
}

type TenderCondition = NonNullable<Condition['tenderCondition']>;

/** Whether one of the means of payment is used, with an identifier if one is given, and a nested condition holds. */
function tenderHolds({ tenders, ...basket }: Basket, sent: TenderCondition): boolean {
  const { type, identifier = '', tenderModes = [], condition } = sent;
  const modes = [{ type, identifiers: [identifier] }, ...tenderModes];
  const isUsed = modes.some((mode) => mode.type !== undefined && tenderModeHolds(tenders, mode.type, mode.identifiers));
  return isUsed && (!isGiven(condition) || meets({ tenders, ...basket }, readCondition(condition)));
}

function tenderModeHolds(
  tenders: readonly string[],
  type: NonNullable<TenderCondition['type']>,
  identifiers: readonly string[] = [],
): boolean {
  if (type !== 'CARD') return tenders.some((tender) => tender.includes(type.toLowerCase()));
  const names = identifiers.map((name) => name.toLowerCase()).filter((name) => name !== '');
  return tenders.some((tender) =>
    names.length > 0 ? names.some((name) => tender.includes(name)) : CARDS.test(tender),
  );
}

const isGiven = (nested: JsonObject | undefined): nested is JsonObject =>
  nested !== undefined && Object.keys(nested).length > 0;

type Payment = NonNullable<Condition['paymentModeCondition']>;

/** A condition by payment mode: the mode, and what the basket must meet besides. */
function paymentParts(condition: Condition): { payment: Payment | undefined; nested: Condition | null } {
  const { type, paymentModeCondition, paymentModeScopeConditionRO, paymentComboProductConditionRO } = condition;
  switch (type) {
    case 'PAYMENT_MODE_SCOPE': {
      const { paymentModeCondition: payment, condition: sent = {} } = paymentModeScopeConditionRO ?? {};
      return { payment, nested: readCondition(sent) };
    }
    case 'PAYMENT_MODE_COMBO_PRODUCT': {
      const { paymentModeCondition: payment, comboProductCondition } = paymentComboProductConditionRO ?? {};
      return { payment, nested: readCondition({ type: 'COMBO_PRODUCT', comboProductCondition }) };
    }
    default:
      return { payment: paymentModeCondition, nested: null };
  }
}

function paymentHolds({ tenders }: Basket, payment: Payment | undefined): boolean {
  const { operator, values = [] } = payment?.paymentModeSelectionCriteriaRO ?? {};
  const modes = values.map((mode) => mode.toLowerCase());
  const isUsed = tenders.some((tender) => modes.includes(tender));
  return operator === 'NOT_IN' ? !isUsed : isUsed;
}

/** Indexes of the lines that match the product condition or conditions; all lines if there is none. */
function conditionLines(basket: Basket, condition: Condition): number[] {
  if (condition.type === 'PRODUCT') return matching(basket, condition.productCondition ?? {});
  if (condition.type === 'COMBO_PRODUCT') {
    return [...new Set(comboOf(condition).flatMap((each) => matching(basket, each)))];
  }
  const { nested } = paymentParts(condition);
  if (nested) return conditionLines(basket, nested);
  return basket.lines.map((_, index) => index);
}

/** What an action takes off: a part, or an amount. */
interface Benefit {
  readonly type?: 'PERCENTAGE' | 'ABSOLUTE';
  readonly value?: number;
}

/** The reduction of an amount; an absolute one is given `times` times. */
const reduction = ({ type, value = 0 }: Benefit, amount: number, times = 1): number =>
  type === 'PERCENTAGE' ? (amount * value) / 100 : value * times;

const nothing = (): Discount => ({ total: 0, byLine: new Map() });

/** A discount on the whole basket, limited to its total. */
const whole = (basket: Basket, benefit: Benefit): Discount => ({
  total: cents(Math.min(Math.max(0, reduction(benefit, basket.amount)), basket.amount)),
  byLine: new Map(),
});

/** A discount on each of several lines, limited to the price of the line. */
function onLines(basket: Basket, places: readonly number[], amountOff: (line: CartLine) => number): Discount {
  const byLine = new Map<number, number>();
  for (const place of places) {
    const line = basket.lines[place];
    if (line) byLine.set(place, cents(Math.min(Math.max(0, amountOff(line)), line.amount)));
  }
  return { total: cents([...byLine.values()].reduce((total, each) => total + each, 0)), byLine };
}

/** The discount of the benefit, limited to what is to be paid. */
export function discountOf(basket: Basket, condition: Condition, action: Action): Discount {
  switch (action.type) {
    case 'CART_BASED':
      return whole(basket, action.cartBasedAction ?? {});
    case 'TENDER':
      return whole(basket, action.tenderBasedAction ?? {});
    case 'FIXED_PRICE':
      return fixedPrice(basket, condition, action.fixedPriceAction ?? {});
    case 'PRODUCT_BASED': {
      const benefit = action.productBasedAction ?? {};
      return onLines(basket, placesOf(basket, benefit, condition), (line) => reduction(benefit, line.amount));
    }
    case 'PER_UNIT':
      return perUnit(basket, condition, action.perUnitAction ?? {});
    case 'FREE_PRODUCT':
      return freeProducts(basket, action.freeProductAction ?? {});
    default:
      return nothing();
  }
}

type FixedPrice = NonNullable<Action['fixedPriceAction']>;
type FreeProduct = NonNullable<Action['freeProductAction']>;
type PerUnit = NonNullable<Action['perUnitAction']>;

/** The lines of a benefit: those of its own condition, or else those of the promotion's. */
function placesOf(basket: Basket, benefit: Pick<FixedPrice, 'productBasedCondition'>, condition: Condition): number[] {
  const { productBasedCondition: own } = benefit;
  return conditionLines(basket, isGiven(own) ? readCondition(own) : condition);
}

/** The price is for all lines together; the difference is divided among them by their price. */
function fixedPrice(basket: Basket, condition: Condition, benefit: FixedPrice): Discount {
  const places = placesOf(basket, benefit, condition);
  const { value: price = 0 } = benefit;
  const full = sum(
    places.flatMap((place) => basket.lines[place] ?? []),
    (line) => line.amount,
  );
  return full <= price || full === 0
    ? nothing()
    : onLines(basket, places, (line) => ((full - price) * line.amount) / full);
}

/** Pieces for free. @param times - how often the benefit is given */
function freeProducts(basket: Basket, { quantity, productBasedCondition = {} }: FreeProduct, times = 1): Discount {
  const own = readCondition(productBasedCondition);
  let free = (quantity ?? own.productCondition?.value ?? 1) * times;
  return onLines(basket, conditionLines(basket, own), (line) => {
    const pieces = Math.min(free, line.qty);
    free -= pieces;
    return line.qty === 0 ? 0 : (line.amount * pieces) / line.qty;
  });
}

/** A discount for each unit, or another benefit for each so many units (or so much money) of the condition's lines. */
function perUnit(basket: Basket, condition: Condition, benefit: PerUnit): Discount {
  const { rewardAction, perUnitKPI = '', perUnitDivider = 1 } = benefit;
  const places = conditionLines(basket, condition);
  if (!isGiven(rewardAction)) {
    return onLines(basket, places, (line) => reduction(benefit, line.amount, line.qty));
  }
  const reward = readAction(rewardAction);
  const lines = places.flatMap((place) => basket.lines[place] ?? []);
  const isMoney = perUnitKPI.toUpperCase() === 'AMOUNT';
  const units = sum(lines, (line) => (isMoney ? line.amount : line.qty));
  const times = Math.floor(units / Math.max(1, perUnitDivider));
  if (times < 1) return nothing();
  return reward.type === 'FREE_PRODUCT'
    ? freeProducts(basket, reward.freeProductAction ?? {}, times)
    : discountOf(basket, condition, reward);
}
