/**
 * Corrections of gateway endpoints by newer documentation and by real traffic: each is applied, or has a reason why not.
 * What can be checked mechanically is checked here; what the sandbox does has tests of its own.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkArguments } from '../../src/call/arguments.js';
import { judge } from '../../src/client/judge.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { inputJsonSchema, type Json } from '../../src/tools/input.js';
import { failure } from '../client/judging.js';
import { answerMentions } from './answer-names.js';

type Args = Record<string, unknown>;

interface SeenResponse {
  httpStatus: number;
  body: unknown;
}

interface Checks {
  /** Arguments of calls that must be accepted. */
  accepts?: Args[];
  otherCalls?: { tool: string; args: Args }[];
  /** Arguments, or dotted fields of the body, that exist and are not required. */
  optional?: string[];
  /** Texts in the descriptions of arguments or fields. */
  descriptions?: Record<string, string>;
  /** Arguments that are left out on purpose. */
  lacks?: string[];
  /** Members of the answer, or words in a description of one. */
  answers?: string[];
  /** Kinds of error by code. */
  codes?: Record<string, string>;
  /** Codes with advice of their own. */
  advice?: number[];
  /** Responses that must be failures. */
  responses?: (SeenResponse & { expected: object; message?: string })[];
  succeeds?: SeenResponse[];
  summary?: string;
  supersededBy?: string;
  /** Further tools for which codes, advice, responses, summary and optional fields are the same. */
  alsoFor?: string[];
}

interface Correction {
  /** Id of the endpoint in the reference; null for a correction of all tools. */
  id: string | null;
  tool: string;
  field: string;
  /** What was done, and where it can be seen. */
  applied?: string;
  /** Why it was not applied. */
  notApplied?: string;
  checks?: Checks;
}

const corrections: Correction[] = JSON.parse(
  readFileSync(new URL('../fixtures/corrections-gateway.json', import.meta.url), 'utf8'),
);

/** Calls with invented values, in the shapes that newer documentation and integrations send. */
const seenCalls: { tool: string; shows: string; args: Args }[] = JSON.parse(
  readFileSync(new URL('../fixtures/gateway-calls.json', import.meta.url), 'utf8'),
);

const definitionOf = (tool: string): Definition => {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  return definition;
};

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  required?: string[];
  description?: string;
}

/** The schema of an argument or of a dotted field of the body, and whether its parent requires it. */
function fieldAt(definition: Definition, path: string): { node: Node; required: boolean } {
  const root: Json = inputJsonSchema(definition);
  return path.split('.').reduce<{ node: Node; required: boolean }>(
    ({ node }, part) => {
      const parent = node.items ?? node;
      const name = part.replace(/\[\]$/, '');
      const found = parent.properties?.[name];
      if (!found) throw new Error(`${definition.tool} has no ${path}`);
      return { node: found, required: (parent.required ?? []).includes(name) };
    },
    { node: root as Node, required: true },
  );
}

function checkOne(definition: Definition, checks: Checks): void {
  const { tool, response, summary } = definition;
  for (const path of checks.optional ?? []) expect(fieldAt(definition, path).required, `${tool} ${path}`).toBe(false);
  for (const [code, kind] of Object.entries(checks.codes ?? {}))
    expect(response.codes[code], `${tool} ${code}`).toBe(kind);
  for (const code of checks.advice ?? []) expect(response.advice[code]?.length, `${tool} ${code}`).toBeGreaterThan(20);
  for (const { httpStatus, body, expected, message } of checks.responses ?? []) {
    const error = failure(definition, httpStatus, body);
    expect(error, tool).toMatchObject(expected);
    if (message !== undefined) expect(error.message, tool).toContain(message);
  }
  if (checks.summary !== undefined) expect(summary.toLowerCase(), tool).toContain(checks.summary.toLowerCase());
}

describe('a correction of the gateway', () => {
  it('is applied or has a reason why not, 54 in all', () => {
    expect(corrections).toHaveLength(54);
    for (const { tool, field, applied, notApplied } of corrections) {
      expect(
        [applied, notApplied].filter((text) => (text ?? '').length > 4),
        `${tool} ${field}`,
      ).toHaveLength(1);
    }
    expect(corrections.filter(({ checks }) => !checks).map(({ field }) => field)).toEqual(['XML error body']);
  });

  const checked = corrections.flatMap(({ tool, field, checks }) => (checks ? [{ tool, field, checks }] : []));

  it.each(checked)('holds for $tool: $field', ({ tool, checks }) => {
    const definition = definitionOf(tool);
    for (const other of [tool, ...(checks.alsoFor ?? [])]) checkOne(definitionOf(other), checks);
    const calls = [...(checks.accepts ?? []).map((args) => ({ tool, args })), ...(checks.otherCalls ?? [])];
    for (const call of calls) {
      expect(() => checkArguments(definitionOf(call.tool), call.args), JSON.stringify(call)).not.toThrow();
    }
    for (const [path, text] of Object.entries(checks.descriptions ?? {})) {
      expect(fieldAt(definition, path).node.description, path).toContain(text);
    }
    for (const name of checks.lacks ?? []) expect(() => fieldAt(definition, name)).toThrow('has no');
    for (const words of checks.answers ?? []) expect(answerMentions(definition, words), words).toBe(true);
    for (const { httpStatus, body } of checks.succeeds ?? []) {
      expect(judge(definition, httpStatus, body).data).toBe(body);
    }
    if (checks.supersededBy !== undefined) expect(definition.supersededBy).toBe(checks.supersededBy);
  });
});

describe('a call of the gateway as callers send it', () => {
  it.each(seenCalls)('is accepted: $tool with $shows', ({ tool, args }) => {
    expect(() => checkArguments(definitionOf(tool), args)).not.toThrow();
  });
});
