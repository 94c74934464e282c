/** Discount of a cart promotion on a basket: its condition and its benefit, computed over the lines. Stateless. */
import { type JsonObject, listOf, numberOf, objectOf, objectsOf, textOf } from '../arguments.js';

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
    case 'TENDER': {
      const { type, identifier } = objectOf(condition['tenderCondition']);
      const kind = textOf(type).toUpperCase();
      const named = textOf(identifier).toLowerCase();
      return basket.tenders.some(
        (tender) =>
          (kind === 'CARD' ? CARDS.test(tender) : tender.includes(kind.toLowerCase())) &&
          (named === '' || tender.includes(named) || kind !== 'CARD'),
      );
    }
    default:
      return false;
  }
}

/** Indexes of the lines that match the product condition or conditions; all lines if there is none. */
function conditionLines(basket: Basket, condition: JsonObject): number[] {
  const type = textOf(condition['type']).toUpperCase();
  if (type === 'PRODUCT') return matching(basket, objectOf(condition['productCondition']));
  if (type === 'COMBO_PRODUCT') {
    const parts = objectsOf(objectOf(condition['comboProductCondition'])['productConditions']);
    return [...new Set(parts.flatMap((each) => matching(basket, each)))];
  }
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
      const places = conditionLines(basket, condition);
      const price = value(objectOf(action['fixedPriceAction']));
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
      const own = objectOf(benefit['productBasedCondition']);
      const places = Object.keys(own).length > 0 ? conditionLines(basket, own) : conditionLines(basket, condition);
      return onLines(basket, places, (line) =>
        isPercent(benefit) ? (line.amount * value(benefit)) / 100 : value(benefit),
      );
    }
    case 'PER_UNIT': {
      const benefit = objectOf(action['perUnitAction']);
      return onLines(basket, conditionLines(basket, condition), (line) =>
        isPercent(benefit) ? (line.amount * value(benefit)) / 100 : value(benefit) * line.qty,
      );
    }
    case 'FREE_PRODUCT': {
      const benefit = objectOf(action['freeProductAction']);
      const own = objectOf(benefit['productBasedCondition']);
      let free = numberOf(benefit['quantity']) ?? numberOf(objectOf(own['productCondition'])['value']) ?? 1;
      return onLines(basket, conditionLines(basket, own), (line) => {
        const pieces = Math.min(free, line.qty);
        free -= pieces;
        return line.qty === 0 ? 0 : (line.amount * pieces) / line.qty;
      });
    }
    default:
      return nothing();
  }
}
