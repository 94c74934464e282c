/**
 * The steps of a skill as a test follows them. A step is a block of JSON: its info string names the MCP tool, its text is
 * the tool's arguments. A value `{{name}}` stands for what the user says, or for what an earlier step kept:
 *
 *     Keep `data[0].userId` as `customerId`.
 */
import { isObject } from '../../src/lib/json.js';

export interface SkillStep {
  /** The tool of the server, usually a meta-tool. */
  tool: string;
  args: Record<string, unknown>;
  /** Values of the answer that later steps use. */
  keeps: { path: string; as: string }[];
}

const BLOCK = /```json (\w+)\n([\s\S]*?)\n```|^Keep (.+)\.$/gm;

/** @throws SyntaxError if a block is not JSON */
export function stepsOf(text: string): SkillStep[] {
  const steps: SkillStep[] = [];
  for (const [, tool, json = '', keeps = ''] of text.matchAll(BLOCK)) {
    if (tool !== undefined) steps.push({ tool, args: JSON.parse(json), keeps: [] });
    else {
      const kept = [...keeps.matchAll(/`([^`]+)` as `(\w+)`/g)].map(([, path = '', as = '']) => ({ path, as }));
      steps.at(-1)?.keeps.push(...kept);
    }
  }
  return steps;
}

/** What the user has to say, from the table under 'Ask first', with the examples there as values. */
export function inputsOf(text: string): Map<string, unknown> {
  const rows = text.matchAll(/^\| `(\w+)` \| .* \| `([^`]+)` \|$/gm);
  return new Map([...rows].map(([, name = '', example = '']) => [name, numberOrText(example)]));
}

/** A number such as `150`, but not one of a mobile, which is text to the API. */
const numberOrText = (text: string): unknown => (/^\d{1,6}(\.\d+)?$/.test(text) ? Number(text) : text);

/** The names of tools that a skill mentions: of the server, and of the catalogue through it. */
export function toolsNamedIn(text: string): string[] {
  const words = text.replace(/```[\s\S]*?```/g, '').matchAll(/`([a-z]+(?:_[a-z0-9]+)+)`/g);
  const called = stepsOf(text).flatMap(({ tool, args }) => [
    tool,
    ...(Array.isArray(args['calls']) ? args['calls'] : [args]).map((call: unknown) =>
      isObject(call) ? call['name'] : undefined,
    ),
  ]);
  return [...new Set([...[...words].map(([, word]) => word), ...called])].filter((name) => typeof name === 'string');
}

/**
 * Arguments with values in place of the placeholders.
 *
 * @throws if a placeholder has no value
 */
export function fillIn(value: unknown, values: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') {
    const name = /^\{\{(\w+)\}\}$/.exec(value)?.[1];
    if (name === undefined) return value;
    if (!values.has(name)) throw new Error(`no step before keeps ${name}`);
    return values.get(name);
  }
  if (Array.isArray(value)) return value.map((part) => fillIn(part, values));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fillIn(part, values)]));
}
