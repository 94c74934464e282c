/** Rules between arguments, which a definition states beside their schemas: one of several, or one if another says so. */
import { findAtPath } from '../client/paths.js';
import { isObject } from '../lib/json.js';
import type { ArgumentRule, Definition } from '../tools/define.js';
import { type ArgumentProblem, MAX_PROBLEMS } from './problems.js';

/** The rules that the arguments break. Undocumented arguments may be what a rule asks for, so beside them it is not applied. */
export function findBrokenRules(
  { rules = [] }: Definition,
  args: Readonly<Record<string, unknown>>,
  hasUndocumented: boolean,
): ArgumentProblem[] {
  return rules
    .filter(({ each }) => each !== undefined || !hasUndocumented)
    .flatMap((rule) => brokenIn(rule, args))
    .slice(0, MAX_PROBLEMS);
}

function brokenIn({ needs, each, when }: ArgumentRule, args: Readonly<Record<string, unknown>>): ArgumentProblem[] {
  const places = each === undefined ? [{ value: args, path: '' }] : findAtPath(args, each);
  const problems: ArgumentProblem[] = [];
  for (const [index, { value }] of places.entries()) {
    if (!isObject(value) || problems.length === MAX_PROBLEMS) continue;
    if (when && !when.is.includes(String(fieldOf(value, when.field) ?? '').toUpperCase())) continue;
    if (needs.some((name) => isGiven(fieldOf(value, name)))) continue;
    const place = each === undefined ? '' : `${each.endsWith('[]') ? `${each.slice(0, -2)}[${index}]` : each}.`;
    const reason = when ? ` if ${when.field} is ${String(fieldOf(value, when.field))}` : '';
    const problem =
      needs.length === 1 ? `required${reason}` : `required${reason}: give at least one of ${needs.join(', ')}`;
    problems.push({ argument: `${place}${needs[0] ?? ''}`, problem });
  }
  return problems;
}

/** The value of a field, whose name may be in any letter case. */
function fieldOf(fields: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(fields, name)) return fields[name];
  const other = Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase());
  return other === undefined ? undefined : fields[other];
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
