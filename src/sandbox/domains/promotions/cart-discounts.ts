/** Discount of a cart promotion on a basket: its condition and its benefit, computed over the lines. Stateless. */
import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../../http/arguments.js';

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

function compares(found: number, operator: unknown, value: number): boolean {
  switch (textOf(operator).toUpperCase()) {
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

/** Whether a line is among the products of a criteria list; every criterion must hold. */
function isAmong(line: CartLine, criteria: readonly JsonObject[]): boolean {
  return criteria.every((criterion) => {
    const values = listOf(criterion['values']).map((value) => textOf(value).toLowerCase());
    const found = valuesOf(line, criterion).map((value) => value.toLowerCase());
    const isIn = found.some((value) => values.includes(value));
    return textOf(criterion['operator']).toUpperCase() === 'NOT_IN' ? !isIn : isIn;
  });
}

function valuesOf(line: CartLine, criterion: JsonObject): string[] {
  switch (textOf(criterion['entity']).toUpperCase()) {
    case 'SKU':
      return [line.sku];
    case 'BRAND':
      return line.brands;
    case 'CATEGORY':
      return line.categories;
    case 'ATTRIBUTE':
      return [line.attributes[textOf(criterion['attributeName'])] ?? ''];
    default:
      return [];
  }
}

/** Indexes of the lines that match a product condition. */
const matching = (basket: Basket, condition: JsonObject): number[] =>
  basket.lines.flatMap((line, index) => (isAmong(line, objectsOf(condition['criteriaList'])) ? [index] : []));

function productConditionHolds(basket: Basket, condition: JsonObject): boolean {
  const lines = basket.lines.filter((line) => isAmong(line, objectsOf(condition['criteriaList'])));
  if (lines.length === 0) return false;
  const kpi = textOf(condition['kpi']).toUpperCase();
  if (kpi === '' || kpi === 'NONE') return true;
  const found = kpi === 'AMOUNT' ? sum(lines, (line) => line.amount) : sum(lines, (line) => line.qty);
  return compares(found, condition['operator'], numberOf(condition['value']) ?? 0);
}

const CARDS = /card|visa|master|amex|rupay/;

/** Whether a basket meets a promotion's condition. */
export function meets(basket: Basket, condition: JsonObject): boolean {
  switch (textOf(condition['type']).toUpperCase()) {
    case 'CART': {
      const { kpi, operator, value } = objectOf(condition['cartCondition']);
      const found = textOf(kpi).toUpperCase() === 'ITEMCOUNT' ? sum(basket.lines, (line) => line.qty) : basket.amount;
      return compares(found, operator, numberOf(value) ?? 0);
    }
    case 'PRODUCT':
      return productConditionHolds(basket, objectOf(condition['productCondition']));
    case 'COMBO_PRODUCT':
      return objectsOf(objectOf(condition['comboProductCondition'])['productConditions']).every((each) =>
        productConditionHolds(basket, each),
      );
    case 'TENDER':
      return tenderHolds(basket, objectOf(condition['tenderCondition']));
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

/** Whether one of the means of payment is used, with an identifier if one is given, and a nested condition holds. */
function tenderHolds(basket: Basket, sent: JsonObject): boolean {
  const modes = [sent, ...objectsOf(sent['tenderModes'])].filter((mode) => textOf(mode['type']) !== '');
  const nested = objectOf(sent['condition']);
  return (
    modes.some((mode) => tenderModeHolds(basket, mode)) && (Object.keys(nested).length === 0 || meets(basket, nested))
  );
}

function tenderModeHolds({ tenders }: Basket, { type, identifier, identifiers }: JsonObject): boolean {
  const kind = textOf(type).toUpperCase();
  const names = [...listOf(identifier), ...listOf(identifiers)].map((name) => textOf(name).toLowerCase());
  const isNamed = (tender: string): boolean => names.some((name) => name !== '' && tender.includes(name));
  if (kind !== 'CARD') return tenders.some((tender) => tender.includes(kind.toLowerCase()));
  return tenders.some((tender) => (names.some((name) => name !== '') ? isNamed(tender) : CARDS.test(tender)));
}

/** A condition by payment mode: the mode, and what the basket must meet besides. */
function paymentParts(condition: JsonObject): { payment: JsonObject; nested: JsonObject | null } {
  switch (textOf(condition['type']).toUpperCase()) {
    case 'PAYMENT_MODE_SCOPE': {
      const scope = objectOf(condition['paymentModeScopeConditionRO']);
      return { payment: objectOf(scope['paymentModeCondition']), nested: objectOf(scope['condition']) };
    }
    case 'PAYMENT_MODE_COMBO_PRODUCT': {
      const combo = objectOf(condition['paymentComboProductConditionRO']);
      const { paymentModeCondition, comboProductCondition } = combo;
      return { payment: objectOf(paymentModeCondition), nested: { type: 'COMBO_PRODUCT', comboProductCondition } };
    }
    default:
      return { payment: objectOf(condition['paymentModeCondition']), nested: null };
  }
}

function paymentHolds({ tenders }: Basket, payment: JsonObject): boolean {
  const { operator, values } = objectOf(payment['paymentModeSelectionCriteriaRO']);
  const modes = listOf(values).map((mode) => textOf(mode).toLowerCase());
  const isUsed = tenders.some((tender) => modes.includes(tender));
  return textOf(operator).toUpperCase() === 'NOT_IN' ? !isUsed : isUsed;
}

/** Indexes of the lines that match the product condition or conditions; all lines if there is none. */
function conditionLines(basket: Basket, condition: JsonObject): number[] {
  const type = textOf(condition['type']).toUpperCase();
  if (type === 'PRODUCT') return matching(basket, objectOf(condition['productCondition']));
  if (type === 'COMBO_PRODUCT') {
    const parts = objectsOf(objectOf(condition['comboProductCondition'])['productConditions']);
    return [...new Set(parts.flatMap((each) => matching(basket, each)))];
  }
  const { nested } = paymentParts(condition);
  if (nested) return conditionLines(basket, nested);
  return basket.lines.map((_, index) => index);
}

const value = (benefit: JsonObject): number => numberOf(benefit['value']) ?? 0;

const isPercent = (benefit: JsonObject): boolean => textOf(benefit['type']).toUpperCase() === 'PERCENTAGE';

const nothing = (): Discount => ({ total: 0, byLine: new Map() });

/** A discount on the whole basket, limited to its total. */
const whole = (basket: Basket, amount: number): Discount => ({
  total: cents(Math.min(Math.max(0, amount), basket.amount)),
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
export function discountOf(basket: Basket, condition: JsonObject, action: JsonObject): Discount {
  switch (textOf(action['type']).toUpperCase()) {
    case 'CART_BASED': {
      const benefit = objectOf(action['cartBasedAction']);
      return whole(basket, isPercent(benefit) ? (basket.amount * value(benefit)) / 100 : value(benefit));
    }
    case 'TENDER': {
      const benefit = objectOf(action['tenderBasedAction']);
      return whole(basket, isPercent(benefit) ? (basket.amount * value(benefit)) / 100 : value(benefit));
    }
    case 'FIXED_PRICE': {
      const benefit = objectOf(action['fixedPriceAction']);
      const places = placesOf(basket, benefit, condition);
      const price = value(benefit);
      const full = sum(
        places.flatMap((place) => basket.lines[place] ?? []),
        (line) => line.amount,
      );
      // The price is for all of them together; the difference is divided among the lines by their price.
      return full <= price || full === 0
        ? nothing()
        : onLines(basket, places, (line) => ((full - price) * line.amount) / full);
    }
    case 'PRODUCT_BASED': {
      const benefit = objectOf(action['productBasedAction']);
      return onLines(basket, placesOf(basket, benefit, condition), (line) =>
        isPercent(benefit) ? (line.amount * value(benefit)) / 100 : value(benefit),
      );
    }
    case 'PER_UNIT':
      return perUnit(basket, condition, objectOf(action['perUnitAction']));
    case 'FREE_PRODUCT':
      return freeProducts(basket, objectOf(action['freeProductAction']));
    default:
      return nothing();
  }
}

/** The lines of a benefit: those of its own condition, or else those of the promotion's. */
function placesOf(basket: Basket, benefit: JsonObject, condition: JsonObject): number[] {
  const own = objectOf(benefit['productBasedCondition']);
  return conditionLines(basket, Object.keys(own).length > 0 ? own : condition);
}

/** Pieces for free. @param times - how often the benefit is given */
function freeProducts(basket: Basket, benefit: JsonObject, times = 1): Discount {
  const own = objectOf(benefit['productBasedCondition']);
  const once = numberOf(benefit['quantity']) ?? numberOf(objectOf(own['productCondition'])['value']) ?? 1;
  let free = once * times;
  return onLines(basket, conditionLines(basket, own), (line) => {
    const pieces = Math.min(free, line.qty);
    free -= pieces;
    return line.qty === 0 ? 0 : (line.amount * pieces) / line.qty;
  });
}

/** A discount for each unit, or another benefit for each so many units (or so much money) of the condition's lines. */
function perUnit(basket: Basket, condition: JsonObject, benefit: JsonObject): Discount {
  const reward = objectOf(benefit['rewardAction']);
  const places = conditionLines(basket, condition);
  if (Object.keys(reward).length === 0) {
    return onLines(basket, places, (line) =>
      isPercent(benefit) ? (line.amount * value(benefit)) / 100 : value(benefit) * line.qty,
    );
  }
  const lines = places.flatMap((place) => basket.lines[place] ?? []);
  const isMoney = textOf(benefit['perUnitKPI']).toUpperCase() === 'AMOUNT';
  const units = sum(lines, (line) => (isMoney ? line.amount : line.qty));
  const times = Math.floor(units / Math.max(1, numberOf(benefit['perUnitDivider']) ?? 1));
  if (times < 1) return nothing();
  return textOf(reward['type']).toUpperCase() === 'FREE_PRODUCT'
    ? freeProducts(basket, objectOf(reward['freeProductAction']), times)
    : discountOf(basket, condition, reward);
}
