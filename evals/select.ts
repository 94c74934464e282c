/**
 * Selectors: short paths into JSON. Tasks use them for the state of the sandbox and for values in answers.
 *
 *   members[mobile=919800000001].points     filter, then a field
 *   coupons[customerId=418400001].#         how many
 *   lots[entity.id=7,remaining>0].remaining.sum
 *   data.0.id   data[description~welcome].id   stores.*.code
 *
 * A filter or `*` goes through the elements of a list or the values of a record. A field of a list is that field of each
 * element. Conditions compare as text (`=`, `!=`), by part of the text in any case (`~`), or as numbers (`>`, `<`); a
 * condition on several values holds if it holds for one of them, and `!=` if no value is equal.
 */

/** A selector that cannot be read. */
export class SelectorError extends Error {
  override name = 'SelectorError';
}

/** What a selector finds in a value, in order; empty if nothing is there. @throws SelectorError if it is malformed */
export function select(root: unknown, selector: string): unknown[] {
  return parse(selector).reduce<unknown[]>((found, step) => step(found), [root]);
}

type Step = (found: readonly unknown[]) => unknown[];

const parsed = new Map<string, Step[]>();

/** Anything but a dot or a bracket, or a filter in brackets. */
const SEGMENT = /([^.[\]]+)|\[([^\]]*)\]|\./y;
const CONDITION = /^\s*([^=!~<>]+?)\s*(!=|=|~|<|>)\s*(.*?)\s*$/;

function parse(selector: string): Step[] {
  const known = parsed.get(selector);
  if (known) return known;
  const steps: Step[] = [];
  SEGMENT.lastIndex = 0;
  while (SEGMENT.lastIndex < selector.length) {
    const at = SEGMENT.lastIndex;
    const match = SEGMENT.exec(selector);
    if (!match) throw new SelectorError(`'${selector}' cannot be read from '${selector.slice(at)}'`);
    const [, name, conditions] = match;
    if (name !== undefined) steps.push(toStep(name));
    if (conditions !== undefined) steps.push(toFilter(selector, conditions));
  }
  parsed.set(selector, steps);
  return steps;
}

function toStep(name: string): Step {
  if (name === '#') return (found) => [found.length];
  if (name === 'sum') return (found) => [found.flat().reduce<number>((total, each) => total + Number(each), 0)];
  if (name === '*') return (found) => found.flatMap(childrenOf);
  return (found) => found.flatMap((value) => fieldOf(value, name));
}

function fieldOf(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value) && !/^\d+$/.test(name)) return value.flatMap((each) => fieldOf(each, name));
  return Object.hasOwn(value, name) ? [Reflect.get(value, name)] : [];
}

const childrenOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value) : [];

type Test = (values: readonly unknown[], expected: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  '=': (values, expected) => values.some((value) => String(value) === expected),
  '!=': (values, expected) => values.every((value) => String(value) !== expected),
  '~': (values, expected) => values.some((value) => String(value).toLowerCase().includes(expected.toLowerCase())),
  '>': (values, expected) => values.some((value) => Number(value) > Number(expected)),
  '<': (values, expected) => values.some((value) => Number(value) < Number(expected)),
};

function toFilter(selector: string, conditions: string): Step {
  const tests = conditions.split(',').map((condition) => {
    const [, path, operator = '', expected = ''] = CONDITION.exec(condition) ?? [];
    const test = TESTS[operator];
    if (path === undefined || !test) {
      throw new SelectorError(`'${condition}' in '${selector}' is no condition, such as status=ACTIVE`);
    }
    return (value: unknown) => test(select(value, path).flat(), expected);
  });
  return (found) => found.flatMap(childrenOf).filter((value) => tests.every((holds) => holds(value)));
}
