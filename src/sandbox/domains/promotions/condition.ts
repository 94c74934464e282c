/** Conditions of promotions: syntax trees of literals, names from the bill, comparisons and connectives. */

import type { Customer } from '../customer/state.js';
import type { Transaction } from '../transaction/state.js';

/** The values of names. */
export type Names = Readonly<Record<string, number | string>>;

/** The values that conditions can use, from a bill and its customer. */
export const namesOf = (bill: Transaction, customer: Customer): Names => ({
  'currentTxn.value': bill.amount,
  'currentTxn.grossValue': bill.grossAmount,
  'currentTxn.discount': bill.discount,
  'currentTxn.basketSize': bill.lineItems.length,
  'currentTxn.source': bill.source,
  'currentTxn.store': bill.storeId,
  'currentCustomer.visits': customer.visits,
  'currentCustomer.lifetimePurchases': customer.lifetimePurchases,
  'currentCustomer.slabNumber': customer.tier ?? 0,
});

interface Node {
  arity?: unknown;
  value?: unknown;
  operands?: unknown;
}

const DEEPEST = 20;

/**
 * Whether a condition holds. An empty text is no condition and holds; a condition that cannot be parsed does not hold.
 *
 * @param namesMeant - makes what the names in the condition stand for; not called without a condition
 */
export function holds(rule: string, namesMeant: () => Names): boolean {
  if (rule === '' || rule === 'true') return true;
  try {
    return evaluate(parsed(rule), namesMeant(), 0) === true;
  } catch {
    return false;
  }
}

const MAX_TREES = 200;
const trees = new Map<string, unknown>();

/** The syntax tree of a condition. The same few are asked for with every bill. @throws SyntaxError if it is not JSON */
function parsed(rule: string): unknown {
  const known = trees.get(rule);
  if (known !== undefined) return known;
  const tree: unknown = JSON.parse(rule);
  if (trees.size >= MAX_TREES) trees.clear();
  trees.set(rule, tree);
  return tree;
}

type Value = number | string | boolean | undefined;

function evaluate(node: unknown, names: Names, depth: number): Value {
  if (typeof node === 'number' || typeof node === 'boolean') return node;
  if (depth > DEEPEST || typeof node !== 'object' || node === null) return undefined;
  const { arity, value, operands }: Node = node;
  if (arity === 'literal') return literal(value);
  if (arity === 'name') return names[String(value)];
  const [left, right] = (Array.isArray(operands) ? operands : []).map((each) => evaluate(each, names, depth + 1));
  return operate(String(value), left, right);
}

function literal(value: unknown): Value {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  const text = String(value);
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function operate(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '&&':
    case 'and':
      return left === true && right === true;
    case '||':
    case 'or':
      return left === true || right === true;
    case '!':
      return left === false;
    case '==':
      return left !== undefined && String(left) === String(right);
    case '!=':
      return left !== undefined && String(left) !== String(right);
    case '>':
      return Number(left) > Number(right);
    case '>=':
      return Number(left) >= Number(right);
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    default:
      return undefined;
  }
}
