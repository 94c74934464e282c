/** A definition as `tools/list` shows it. */
import type { Tool } from '@modelcontextprotocol/server';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema, type Json, type JsonSchema } from '../tools/input.js';
import { ARGUMENTS_BUDGET, abbreviate, BODY_BUDGET, isNode, SUPERSEDED_BODY_BUDGET } from './abbreviate.js';

/** What toolsets and filters look at. A definition has it, and so does the build's list of tools. */
export type ToolFacts = Pick<
  Definition,
  | 'tool'
  | 'section'
  | 'domain'
  | 'toolset'
  | 'version'
  | 'legacy'
  | 'effectiveAccessGroup'
  | 'effect'
  | 'destructive'
  | 'sensitive'
> & { readonly supersededBy?: string };

/** An entry of the list that the build writes. */
export interface ListedTool {
  facts: ToolFacts;
  tool: Tool;
}

/** The catalogue, loaded when first needed: start-up must not grow with it. */
export interface ToolCatalogue {
  /** Every tool as `tools/list` shows it, with what filters look at. */
  listed: () => Promise<readonly ListedTool[]>;
  find: (name: string) => Promise<Definition | undefined>;
  definitions: () => Promise<readonly Definition[]>;
}

/** @returns everything that start-up needs to know of a definition */
export function listedTool(definition: Definition): ListedTool {
  const { tool, section, domain, toolset, version, legacy, effectiveAccessGroup } = definition;
  const { effect, destructive, sensitive, supersededBy } = definition;
  return {
    facts: {
      tool,
      section,
      domain,
      toolset,
      version,
      legacy,
      effectiveAccessGroup,
      effect,
      destructive,
      sensitive,
      ...(supersededBy !== undefined && { supersededBy }),
    },
    tool: listTool(definition),
  };
}

const FIELDS = { type: 'string', description: 'Paths to return, comma-separated' };

/**
 * Name, title, summary and arguments; annotations follow from the risk. Reads also take `fields`. A large body is
 * abbreviated; a call is validated against the whole schema all the same.
 */
export function listTool(definition: Definition): Tool {
  const { tool, title, summary, idempotent } = definition;
  const schema = listedSchema(definition);
  const kind = risk(definition);
  return {
    name: tool,
    title,
    description: summary,
    inputSchema: kind === 'read' ? { ...schema, properties: { ...schema.properties, fields: FIELDS } } : schema,
    annotations: {
      title,
      readOnlyHint: kind === 'read',
      destructiveHint: kind === 'destructive',
      idempotentHint: kind === 'read' || idempotent,
      openWorldHint: true,
    },
  };
}

/**
 * The argument schema as listed. Unknown arguments are refused by the call, which can say more than a closed schema. A
 * v1 twin is never the right choice where its v1.1 form is to be had, so only its required arguments are explained.
 */
function listedSchema(definition: Definition): JsonSchema {
  const { additionalProperties, ...schema } = inputJsonSchema(definition);
  const { body, ...others } = schema.properties;
  const twin = definition.legacy && definition.version === 'v1';
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const beside = { ...schema, properties: twin ? explainedIf(required, others) : others };
  const shown = abbreviate(beside, ARGUMENTS_BUDGET);
  const budget = definition.supersededBy === undefined ? BODY_BUDGET : SUPERSEDED_BODY_BUDGET;
  return {
    ...schema,
    ...shown,
    properties: {
      ...(isNode(shown['properties']) && shown['properties']),
      ...(isNode(body) && { body: abbreviate(body, budget) }),
    },
  };
}

/** The properties; only those named keep their descriptions. */
function explainedIf(named: readonly Json[], properties: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      if (named.includes(name) || !isNode(value)) return [name, value];
      const { description, ...rest } = value;
      return [name, rest];
    }),
  );
}

/** What hosts and registries show of the tools before they run the server: all but the arguments. */
export function toolsManifest(definitions: readonly Definition[]): { tools: Omit<Tool, 'inputSchema'>[] } {
  return {
    tools: definitions.map((definition) => {
      const { inputSchema, ...face } = listTool(definition);
      return face;
    }),
  };
}
