/** Every tool against what model providers accept. Rules that are not met are listed, each with its reason. */
import type { Tool } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import type { SchemaNode } from '../../src/presentation/schema-node.js';
import { wholeTools } from '../../src/presentation/whole-tools.js';
import { createRecordingToolbox, selection } from '../discovery/toolboxes.js';
import table from '../fixtures/provider-rules.json' with { type: 'json' };
import { COUNT_RULES, type OfferedTool, TOOL_RULES } from './provider-rules.js';

interface Unmet {
  /** At most so many tools break the rule, by what is listed. */
  tools: { discovery?: number; default?: number; all?: number; whole?: number };
  /** The tools that break it where all are listed, if they are few. */
  only?: readonly string[];
  reason: string;
}
const unmet: Readonly<Record<string, Unmet>> = table;

async function listed(toolsets: string[]): Promise<OfferedTool[]> {
  return (await createRecordingToolbox(selection({ toolsets })).list()).map(toOffered);
}

const toOffered = ({ name, description, inputSchema }: Tool): OfferedTool => ({
  name,
  description,
  inputSchema: JSON.parse(JSON.stringify(inputSchema)),
});

const surfaces = {
  discovery: await listed(['discovery']),
  default: await listed(['default']),
  all: await listed(['all']),
  whole: wholeTools.map(({ tool }) => toOffered(tool)),
};

describe('every tool', () => {
  it.each(TOOL_RULES)('$rule', ({ rule, isMet }) => {
    for (const surface of ['discovery', 'default', 'all', 'whole'] as const) {
      const breaking = surfaces[surface].filter((tool) => !isMet(tool)).map(({ name }) => name);
      const allowed = unmet[rule]?.tools[surface] ?? 0;
      expect(breaking.length, `${surface}: ${breaking.join(', ')}`).toBeLessThanOrEqual(allowed);
      const only = unmet[rule]?.only;
      if (surface === 'all' && only) expect(breaking.filter((name) => !only.includes(name))).toEqual([]);
    }
  });

  it.each(COUNT_RULES)('$rule', ({ rule, max }) => {
    for (const surface of ['discovery', 'default', 'all'] as const) {
      expect(surfaces[surface].length, surface).toBeLessThanOrEqual(unmet[rule]?.tools[surface] ?? max);
    }
  });
});

describe('the table of rules that are not met', () => {
  it('has a reason for each, and only rules that exist and are still broken', () => {
    for (const [name, { reason }] of Object.entries(unmet)) {
      expect(reason.length, name).toBeGreaterThan(30);
      const rule = TOOL_RULES.find((each) => each.rule === name);
      const countRule = COUNT_RULES.find((each) => each.rule === name);
      const isBroken = rule
        ? Object.values(surfaces).some((tools) => tools.some((tool) => !rule.isMet(tool)))
        : countRule && Object.values(surfaces).some(({ length }) => length > countRule.max);
      expect(isBroken, name).toBe(true);
    }
  });

  it('never has a rule of a provider whose rules are all met: Bedrock, Anthropic, and OpenAI without strict mode', () => {
    const broken = Object.keys(unmet).filter((rule) => /^(OpenAI|Bedrock|Anthropic)\b(?! strict|.*128)/.test(rule));
    expect(broken).toEqual([]);
  });
});

describe('a rule', () => {
  const tool: OfferedTool = {
    name: 'a_tool',
    description: 'Does something.',
    inputSchema: {
      type: 'object',
      properties: { a: { type: 'string' } },
      required: ['a'],
      additionalProperties: false,
    },
  };
  const broken = (change: Partial<OfferedTool>) =>
    TOOL_RULES.filter(({ isMet }) => !isMet({ ...tool, ...change })).map(({ rule }) => rule);
  const withProperty = (name: string, schema: SchemaNode) =>
    broken({ inputSchema: { ...tool.inputSchema, properties: { [name]: schema }, required: [name] } });

  it('is met by a plain, closed tool, except that Gemini knows no additionalProperties', () => {
    expect(broken({})).toEqual(['Gemini: only keywords of its subset of OpenAPI (parameters)']);
  });

  it.each([
    ['a hyphen in a name', () => broken({ name: 'a-tool' }), /Vertex AI: a name/],
    ['a dot in a name', () => broken({ name: 'a.tool' }), /Anthropic: a name/],
    ['a long name', () => broken({ name: 'a'.repeat(65) }), /Bedrock Converse: a name/],
    ['a long description', () => broken({ description: 'a'.repeat(1_025) }), /OpenAI: a description/],
    ['no description', () => broken({ description: '' }), /Bedrock Converse: a description/],
    ['a root with alternatives', () => broken({ inputSchema: { anyOf: [tool.inputSchema] } }), /Anthropic: the root/],
    ['a hyphen in a property', () => withProperty('a-b', { type: 'string' }), /Vertex AI: the name of a parameter/],
    ['a dollar in a property', () => withProperty('$a', { type: 'string' }), /Bedrock Converse: names of properties/],
    ['a list without items', () => withProperty('a', { type: 'array' }), /OpenAI: a list/],
    ['a property without type', () => withProperty('a', {}), /Gemini: every schema/],
    ['several types', () => withProperty('a', { type: ['string', 'null'] }), /Vertex AI: every schema/],
    ['an enum of numbers', () => withProperty('a', { type: 'integer', enum: [1, 2] }), /Gemini: an enum/],
    ['a free-form object', () => withProperty('a', { type: 'object' }), /Gemini: an object has properties/],
    [
      'a described alternative',
      () => withProperty('a', { description: 'a', anyOf: [{ type: 'string' }] }),
      /Vertex AI: anyOf/,
    ],
    ['a reference', () => withProperty('a', { $ref: '#/$defs/a' }), /Anthropic: no references/],
    ['a length', () => withProperty('a', { type: 'string', maxLength: 3 }), /OpenAI strict: only supported keywords/],
    [
      'an optional property',
      () => broken({ inputSchema: { ...tool.inputSchema, required: [] } }),
      /OpenAI strict: every property/,
    ],
    [
      'an undefined property',
      () => broken({ inputSchema: { ...tool.inputSchema, required: ['a', 'b'] } }),
      /Gemini: required/,
    ],
    [
      '1,001 enum values',
      () => withProperty('a', { type: 'string', enum: Array.from({ length: 1_001 }, (_, index) => `v${index}`) }),
      /OpenAI strict: at most 1,000 enum values/,
    ],
  ])('is broken by %s', (_, breaking, rule) => {
    expect(breaking()).toContainEqual(expect.stringMatching(rule));
  });
});
