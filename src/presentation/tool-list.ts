/** Definitions as `tools/list` shows them. */
import type { Tool } from '@modelcontextprotocol/server';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema, type JsonSchema } from '../tools/input.js';
import { ARGUMENTS_BUDGET, abbreviate, BODY_BUDGET, SUPERSEDED_BODY_BUDGET } from './abbreviate.js';
import { toHostProperties } from './host-schema.js';
import { isSchemaNode, type SchemaNode } from './schema-node.js';

/** The fields that toolsets and filters look at. Definitions have them, and so does the list that the build makes. */
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
> &
  Partial<Pick<Definition, 'supersededBy' | 'readUnless'>>;

/** An entry of the list that the build makes: a tool as `tools/list` shows it, with its facts. */
export interface ListedTool {
  facts: ToolFacts;
  tool: Tool;
}

/** The catalogue, loaded on demand, so that start-up does not grow with it. */
export interface ToolCatalogue {
  listed: () => Promise<readonly ListedTool[]>;
  /** What `tools/list` shows if no filter is set. */
  listedByDefault: () => Promise<readonly Tool[]>;
  find: (name: string) => Promise<Definition | undefined>;
  definitions: () => Promise<readonly Definition[]>;
}

/** How much of a tool's arguments is listed: large schemas abbreviated, or everything. */
export type ListedSchemas = 'short' | 'whole';

/** Everything that start-up needs to know about a definition: its facts, and its MCP tool. */
export function toListedTool(definition: Definition): ListedTool {
  return { facts: factsOf(definition), tool: toMcpTool(definition) };
}

export function factsOf(definition: Definition): ToolFacts {
  const { tool, section, domain, toolset, version, legacy, effectiveAccessGroup } = definition;
  const { effect, destructive, sensitive, supersededBy, readUnless } = definition;
  return {
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
    ...(readUnless && { readUnless }),
  };
}

const FIELDS = { type: 'string', description: 'Paths to return, comma-separated' };

/**
 * The MCP tool of a definition: name, title, summary, arguments with `fields`, and annotations that follow from the risk. A
 * large schema is abbreviated by default, but calls are validated against the full one.
 */
export function toMcpTool(definition: Definition, schemas: ListedSchemas = 'short'): Tool {
  const { tool, title, summary, idempotent } = definition;
  const schema = listedSchema(definition, schemas);
  const riskClass = risk(definition);
  return {
    name: tool,
    title,
    description: summary,
    inputSchema: { ...schema, properties: { ...schema.properties, fields: FIELDS } },
    annotations: {
      title,
      readOnlyHint: riskClass === 'read',
      destructiveHint: riskClass === 'destructive',
      idempotentHint: riskClass === 'read' || idempotent,
      openWorldHint: true,
    },
  };
}

/** The argument schema as listed. It is open: the call judges unknown arguments itself, and can say more about them. */
function listedSchema(definition: Definition, schemas: ListedSchemas): JsonSchema {
  const schema = inputJsonSchema(definition);
  const { body, ...others } = schema.properties;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const bodyBudget = definition.supersededBy === undefined ? BODY_BUDGET : SUPERSEDED_BODY_BUDGET;
  // Some names cannot be listed at any length.
  const shorten = (node: SchemaNode, budget: number): SchemaNode =>
    abbreviate(node, schemas === 'whole' ? Number.POSITIVE_INFINITY : budget);
  const listed = shorten({ ...schema, properties: others }, ARGUMENTS_BUDGET);
  const properties = {
    ...(isSchemaNode(listed['properties']) && listed['properties']),
    ...(isSchemaNode(body) && { body: shorten(body, bodyBudget) }),
  };
  return { ...listed, type: 'object', properties: toHostProperties(properties, required), additionalProperties: true };
}

/** The tools as hosts and registries show them before they run the server: without their arguments. */
export function createToolsManifest(definitions: readonly Definition[]): { tools: Omit<Tool, 'inputSchema'>[] } {
  return {
    tools: definitions.map((definition) => {
      const { inputSchema, ...tool } = toMcpTool(definition);
      return tool;
    }),
  };
}
