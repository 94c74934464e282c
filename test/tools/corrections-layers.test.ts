/**
 * Corrections of the v1.1, v2 and v3 layers that newer documentation and real traffic brought: each is applied, as far
 * as that can be checked mechanically, or has a reason why not.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { inputJsonSchema } from '../../src/tools/input.js';
import { answerMentions } from './answer-names.js';

type Args = Record<string, unknown>;

interface Correction {
  /** `*` for all tools. */
  tool: string;
  /** The argument, code or part of the response that it is about. */
  field: string;
  /** What the documentation or traffic shows. */
  shows: string;
  /** Files that apply it, and tests of it. */
  applied?: string[];
  /** Why it is not applied, or not here. */
  notApplied?: string;
  /** Documented arguments: `points`, or `body.a[].b`. */
  takes?: string[];
  /** Arguments that the schema does not require. */
  optional?: string[];
  /** Calls that pass without a note. */
  accepts?: Args[];
  /** Calls that pass with a note about undocumented keys. */
  passesOn?: Args[];
  /** Codes that the fixture of responses lists for the tool. */
  codes?: number[];
  /** What codes mean. */
  kinds?: Record<string, string>;
  /** Codes with advice of their own. */
  advice?: number[];
  /** The credentials that the tool needs. */
  auth?: string;
  /** Members of the answer, or words in a description of one. */
  answers?: string[];
  /** What the summary, the limits or the description of an argument says. */
  says?: string[];
}

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

const corrections: Correction[] = fixture('corrections-layers');
const responses: Record<string, { errors: (number | string)[] }> = fixture('answers');

function definitionOf(tool: string): Definition {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
}

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  required?: string[];
  anyOf?: Node[];
}

/** The schema of an argument, and whether its parent requires it. */
function argumentAt(definition: Definition, path: string): { required: boolean } | undefined {
  let at: Node | undefined = { ...inputJsonSchema(definition) } as Node;
  let required = false;
  for (const part of path.split('.')) {
    const name = part.replace(/(\[\])+$/, '');
    const parent: Node | undefined = objectIn(at);
    if (name === '') continue;
    at = parent?.properties?.[name];
    if (!at) return undefined;
    required = parent?.required?.includes(name) ?? false;
  }
  return { required };
}

/** The object in a schema of an object, a list of them, or either. */
function objectIn(node: Node | undefined): Node | undefined {
  if (!node || node.properties) return node;
  if (node.items) return objectIn(node.items);
  return node.anyOf?.map(objectIn).find((option) => option?.properties);
}

const title = ({ tool, field, shows }: Correction) => `${tool}, ${field}: ${shows}`;

describe('a correction of the layers', () => {
  it.each(corrections.map((each) => [title(each), each] as const))('%s', (_, correction) => {
    const { applied, notApplied } = correction;
    expect([applied === undefined, notApplied === undefined], 'is applied, or has a reason').toContain(true);
    expect(applied ?? notApplied, 'is applied, or has a reason').toBeDefined();
    for (const file of applied ?? []) expect(existsSync(file), file).toBe(true);
    if (notApplied !== undefined) expect(notApplied.length).toBeGreaterThan(20);
    if (correction.tool !== '*') expect(mismatches(definitionOf(correction.tool), correction)).toEqual([]);
  });

  it('holds for the v1 twin too', () => {
    for (const correction of corrections.filter(({ tool }) => tool.endsWith('_v1_1'))) {
      const twin = findDefinition(correction.tool.replace(/_1$/, ''));
      if (twin) expect(mismatches(twin, { ...correction, codes: [] })).toEqual([]);
    }
  });

  it('has an entry for each of the 96, about a tool that exists', () => {
    expect(corrections).toHaveLength(96);
    const tools = new Set(['*', ...definitions.map(({ tool }) => tool)]);
    expect(corrections.map(({ tool }) => tool).filter((tool) => !tools.has(tool))).toEqual([]);
  });
});

/** What of a correction the definition does not show. */
function mismatches(definition: Definition, correction: Correction): string[] {
  const { takes = [], optional = [], accepts = [], passesOn = [] } = correction;
  const described = JSON.stringify([definition.summary, definition.limits, inputJsonSchema(definition)]);
  const { codes, advice } = definition.response;
  const auth = correction.auth ?? definition.auth;
  return [
    ...takes.filter((path) => !argumentAt(definition, path)).map((path) => `does not document ${path}`),
    ...optional.filter((path) => argumentAt(definition, path)?.required !== false).map((path) => `requires ${path}`),
    ...accepts.flatMap((args) => unexpected(definition, args, '')),
    ...passesOn.flatMap((args) => unexpected(definition, args, 'a note')),
    ...(correction.codes ?? [])
      .filter((code) => !responses[definition.tool]?.errors.includes(code))
      .map((code) => `does not know code ${code}`),
    ...(correction.advice ?? []).filter((code) => !advice[code]).map((code) => `has no advice about ${code}`),
    ...Object.entries(correction.kinds ?? {})
      .filter(([code, kind]) => codes[code] !== kind)
      .map(([code]) => `code ${code} means ${codes[code]}`),
    ...(definition.auth === auth ? [] : [`needs ${definition.auth} credentials`]),
    ...(correction.answers ?? []).filter((words) => !answerMentions(definition, words)),
    ...(correction.says ?? []).filter((words) => !described.includes(words)),
  ];
}

type Verdict = '' | 'a note' | 'a refusal';

/** Says if the check of a call gives anything but the expected verdict. */
function unexpected(definition: Definition, args: Args, expected: '' | 'a note'): string[] {
  const [verdict, about] = verdictOn(definition, args);
  return verdict === expected ? [] : [`${JSON.stringify(args)}: ${about || 'passes'}`];
}

function verdictOn(definition: Definition, args: Args): [Verdict, string] {
  try {
    const notes = checkArguments(definition, args);
    return notes.length === 0 ? ['', ''] : ['a note', notes.join()];
  } catch (error) {
    return ['a refusal', String(error)];
  }
}
