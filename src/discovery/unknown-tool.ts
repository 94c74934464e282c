/** The answer to a call of a tool that does not exist: which tools the name may mean, with their arguments. */
import type { ToolResult } from '../call/result.js';
import { isObject } from '../lib/json.js';
import { misspells } from '../lib/nearest.js';
import { formatSignature } from '../presentation/signature.js';
import { type Definition, risk } from '../tools/define.js';
import { parseIntent } from './intent.js';
import { CALLERS, FIND_TOOLS } from './meta-tools.js';
import { createRefusal } from './refusal.js';
import { searchOf } from './search.js';
import type { Selection } from './selection.js';
import { withoutPrefix } from './tool-name.js';

const MAX_SUGGESTED = 3;
/** The rest of a longer name is not read. */
const MAX_NAME_LENGTH = 80;
/** Names of arguments that are read as words of the request. */
const MAX_ARGUMENTS = 5;

/** Refuses a name that no tool has, and suggests enabled tools that may do what it says. */
export function refuseUnknownTool(
  { name, args }: { name: string; args: unknown },
  definitions: readonly Definition[],
  selection: Selection,
): ToolResult {
  const message = `There is no tool '${name.slice(0, MAX_NAME_LENGTH)}', so nothing was sent.`;
  const plainName = withoutPrefix(name).slice(0, MAX_NAME_LENGTH);
  const metaTool = metaToolFor(plainName);
  if (metaTool !== undefined) {
    const hint = `Did you mean ${metaTool}? ${FIND_TOOLS} finds a tool for a request, and ${Object.values(CALLERS).join(', ')} call one.`;
    return createRefusal({ kind: 'unknown_tool', message, hint, details: { nearest: metaTool } });
  }
  const enabled = definitions.filter((definition) => !selection.hiddenBy(definition));
  const suggested = suggestTools(plainName, args, definitions, enabled);
  const [first, ...others] = suggested;
  if (!first) {
    const hint = `Find the tool with ${FIND_TOOLS}: say in everyday words what you want to do.`;
    return createRefusal({ kind: 'unknown_tool', message, hint });
  }
  return createRefusal(
    {
      kind: 'unknown_tool',
      message,
      hint: `Did you mean ${first.tool}? The notes show its arguments${others.length > 0 ? ' and similar tools' : ''}. For anything else ask ${FIND_TOOLS}, in everyday words.`,
      details: { nearest: first.tool },
    },
    [describe(first, FIRST_BUDGET), ...others.map((definition) => describe(definition, OTHER_BUDGET))],
  );
}

/** Characters of a signature. All must fit into one small result. */
const FIRST_BUDGET = 360;
const OTHER_BUDGET = 160;

/** The arguments of a tool, its class, and the first clause of what it does. */
function describe(definition: Definition, budget: number): string {
  const [purpose] = definition.summary.split(/[.;:](?= |$)/, 1);
  return `${formatSignature(definition, budget)}\n  ${risk(definition)}: ${purpose}.`;
}

/** The meta-tool that a name is about; no other tool finds or calls tools. */
function metaToolFor(name: string): string | undefined {
  const names = [FIND_TOOLS, ...Object.values(CALLERS)];
  const misspelt = names.find((each) => misspells(name, each));
  if (misspelt !== undefined || !wordsOf(name).includes('tool')) return misspelt;
  return /call|run|execute|invoke|use/i.test(name) ? CALLERS.read : FIND_TOOLS;
}

/** The tools with the same words in their name, those that the name misspells, and then what the search finds. */
function suggestTools(
  name: string,
  args: unknown,
  definitions: readonly Definition[],
  enabled: readonly Definition[],
): Definition[] {
  const words = sortedWords(name);
  const sameWords = enabled.filter(({ tool }) => sortedWords(tool) === words);
  const misspelt = enabled.filter(({ tool }) => misspells(name, tool));
  const request = toRequest(name);
  const { effects } = parseIntent(request);
  const isLookUp = effects.length > 0 && effects.every((effect) => effect === 'read');
  const isEnabled = new Set(enabled);
  const found = searchOf(definitions)(isLookUp ? [request, ...argumentNames(args)].join(' ') : request)
    .map(({ definition }) => definition)
    .filter((definition) => isEnabled.has(definition))
    .slice(0, MAX_SUGGESTED);
  const suggested = withoutOlder([...new Set([...sameWords.sort(byAge), ...misspelt, ...found])]);
  // Whoever looks something up is never led to a tool that changes it.
  return (isLookUp ? readsFirst(suggested) : suggested).slice(0, MAX_SUGGESTED);
}

/** Recommended tools first, then v1.1, then v1. */
const byAge = (a: Definition, b: Definition): number => ageOf(a) - ageOf(b);
const ageOf = ({ legacy, supersededBy, version }: Definition): number =>
  (supersededBy !== undefined ? 2 : 0) + (legacy ? 1 : 0) + (version === 'v1' ? 1 : 0);

/** Without the tools whose newer form is suggested, too. */
function withoutOlder(suggested: readonly Definition[]): Definition[] {
  const names = new Set<string | undefined>(suggested.map(({ tool }) => tool));
  return suggested.filter(({ supersededBy }) => supersededBy === undefined || !names.has(supersededBy));
}

const readsFirst = (definitions: readonly Definition[]): Definition[] => [
  ...definitions.filter((definition) => risk(definition) === 'read'),
  ...definitions.filter((definition) => risk(definition) !== 'read'),
];

const argumentNames = (args: unknown): string[] =>
  isObject(args)
    ? Object.keys(args)
        .slice(0, MAX_ARGUMENTS)
        .filter((name) => name !== 'body' && name.length <= MAX_NAME_LENGTH)
        .map(toRequest)
    : [];

/** `getCustomer_byPhone` → `get customer by phone`. */
const toRequest = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^a-zA-Z0-9]+/g, ' ')
    .toLowerCase()
    .trim();

/** Verbs that names of tools use for the same thing. */
const SAME_VERBS = [
  ['add', 'create', 'register', 'new', 'insert'],
  ['get', 'fetch', 'show', 'list', 'retrieve', 'read', 'view'],
  ['search', 'find', 'query'],
  ['update', 'edit', 'modify', 'change'],
  ['remove', 'delete'],
] as const;
const commonVerb = new Map<string, string>(SAME_VERBS.flatMap((verbs) => verbs.map((verb) => [verb, verbs[0]])));

/** The words of a name: in the singular, verbs by their most common synonym, without those of the API layer. */
const wordsOf = (name: string): string[] =>
  toRequest(name)
    .split(' ')
    .filter((word) => !/^v?\d$/.test(word))
    .map((word) => commonVerb.get(word) ?? word.replace(/(?<=..)s$/, ''));

const sortedWords = (name: string): string => wordsOf(name).sort().join(' ');
