/** What model providers document, or answer, about the tools that they accept. */
import type { SchemaNode } from '../../src/presentation/schema-node.js';
import { nodesOf, type PlacedNode, propertiesOf, requiredNames } from './schema-nodes.js';

/** A tool as a host passes it on. */
export interface OfferedTool {
  name: string;
  description?: string | undefined;
  inputSchema: SchemaNode;
}

export interface ToolRule {
  /** `provider: the rule`. */
  rule: string;
  /** A page of the provider, or a report that quotes its answer. */
  source: string;
  isMet: (tool: OfferedTool) => boolean;
}

/** A rule on the number of tools in one request. */
export interface CountRule {
  rule: string;
  source: string;
  max: number;
}

const named = (pattern: RegExp) => (tool: OfferedTool) => pattern.test(tool.name);

const everyNode = (isFine: (placed: PlacedNode) => boolean) => (tool: OfferedTool) =>
  nodesOf(tool.inputSchema, tool.name).every(isFine);

const everyPropertyName = (pattern: RegExp) =>
  everyNode(({ node }) => Object.keys(propertiesOf(node)).every((name) => pattern.test(name)));

/** That the root is an object, and has none of the keywords. */
const plainRoot =
  (...keywords: string[]) =>
  ({ inputSchema }: OfferedTool) =>
    inputSchema['type'] === 'object' && !keywords.some((keyword) => keyword in inputSchema);

const onlyKeywords = (...keywords: string[]) =>
  everyNode(({ node }) => Object.keys(node).every((keyword) => keywords.includes(keyword)));

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const hasType = everyNode(({ node }) => 'anyOf' in node || TYPES.includes(String(node['type'])));
const hasItems = everyNode(({ node }) => node['type'] !== 'array' || 'items' in node);
const hasOnlyTextEnums = everyNode(
  ({ node }) =>
    !('enum' in node) ||
    (node['type'] === 'string' && [node['enum']].flat().every((value) => typeof value === 'string')),
);
const definesRequired = everyNode(({ node }) => requiredNames(node).every((name) => name in propertiesOf(node)));
const isDescribed = ({ description = '' }: OfferedTool) => description.length > 0;

/** Keywords of Google's schema objects, which are a subset of OpenAPI 3.0. */
const GEMINI_KEYWORDS = [
  ...['type', 'format', 'title', 'description', 'nullable', 'enum', 'items', 'minItems', 'maxItems', 'properties'],
  ...['required', 'minProperties', 'maxProperties', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern'],
  ...['example', 'anyOf', 'propertyOrdering', 'default'],
];

const STRUCTURED_OUTPUTS = 'https://platform.openai.com/docs/guides/structured-outputs#supported-schemas';
const OPENAI_KEYWORDS = [
  ...['type', 'description', 'enum', 'const', 'anyOf', 'properties', 'required', 'additionalProperties', 'items'],
  ...['pattern', 'format', 'multipleOf', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ...['minItems', 'maxItems', '$defs', '$ref'],
];

const OPENAI: readonly ToolRule[] = [
  {
    rule: 'OpenAI: a name has at most 64 letters, digits, underscores and hyphens',
    source: 'https://platform.openai.com/docs/api-reference/chat/create#chat-create-tools',
    isMet: named(/^[a-zA-Z0-9_-]{1,64}$/),
  },
  {
    rule: 'OpenAI: a description has at most 1,024 characters',
    source: 'https://github.com/getsentry/sentry-mcp/issues/106',
    isMet: ({ description = '' }) => description.length <= 1024,
  },
  {
    rule: 'OpenAI: the root is an object, without oneOf, anyOf, allOf, enum, const or not',
    source: 'https://github.com/langchain-ai/langchainjs/issues/9804',
    isMet: plainRoot('oneOf', 'anyOf', 'allOf', 'enum', 'const', 'not'),
  },
  {
    rule: 'OpenAI: the root has properties',
    source: 'https://github.com/openai/openai-agents-python/pull/454',
    isMet: ({ inputSchema }) => 'properties' in inputSchema,
  },
  {
    rule: 'OpenAI: a list has items',
    source: 'https://github.com/digitalocean-labs/mcp-digitalocean/issues/265',
    isMet: hasItems,
  },
];

const OPENAI_STRICT: readonly ToolRule[] = [
  {
    rule: 'OpenAI strict: every property is required',
    source: STRUCTURED_OUTPUTS,
    isMet: everyNode(({ node }) => Object.keys(propertiesOf(node)).every((name) => requiredNames(node).includes(name))),
  },
  {
    rule: 'OpenAI strict: every object is closed',
    source: STRUCTURED_OUTPUTS,
    isMet: everyNode(({ node }) => node['type'] !== 'object' || node['additionalProperties'] === false),
  },
  {
    rule: 'OpenAI strict: only supported keywords',
    source: STRUCTURED_OUTPUTS,
    isMet: onlyKeywords(...OPENAI_KEYWORDS),
  },
  {
    rule: 'OpenAI strict: at most 5,000 properties',
    source: STRUCTURED_OUTPUTS,
    isMet: ({ name, inputSchema }) =>
      nodesOf(inputSchema, name).reduce((sum, { node }) => sum + Object.keys(propertiesOf(node)).length, 0) <= 5_000,
  },
  {
    rule: 'OpenAI strict: at most 10 levels',
    source: STRUCTURED_OUTPUTS,
    isMet: everyNode(({ node, level }) => level <= 10 || !['object', 'array'].includes(String(node['type']))),
  },
  {
    rule: 'OpenAI strict: at most 1,000 enum values',
    source: STRUCTURED_OUTPUTS,
    isMet: ({ name, inputSchema }) => nodesOf(inputSchema, name).flatMap(({ node }) => enumOf(node)).length <= 1_000,
  },
  {
    rule: 'OpenAI strict: at most 120,000 characters in names and enum values, 15,000 in an enum of over 250 values',
    source: STRUCTURED_OUTPUTS,
    isMet: ({ name, inputSchema }) => {
      const nodes = nodesOf(inputSchema, name).map(({ node }) => node);
      const texts = nodes.flatMap((node) => [...Object.keys(propertiesOf(node)), ...enumOf(node)]);
      const longEnums = nodes.map(enumOf).filter((values) => values.length > 250);
      return lengthOf(texts) <= 120_000 && longEnums.every((values) => lengthOf(values) <= 15_000);
    },
  },
];

const GEMINI: readonly ToolRule[] = [
  {
    rule: 'Gemini: a name begins with a letter or underscore and has at most 63 of these, digits, dots and hyphens',
    source: 'https://ai.google.dev/api/caching#FunctionDeclaration',
    isMet: named(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,62}$/),
  },
  {
    rule: 'Gemini: a tool is described',
    source: 'https://ai.google.dev/api/caching#FunctionDeclaration',
    isMet: isDescribed,
  },
  {
    rule: 'Gemini: the root is an object (parametersJsonSchema)',
    source: 'https://ai.google.dev/api/caching#FunctionDeclaration',
    isMet: plainRoot(),
  },
  {
    rule: 'Gemini: every schema has one type, or anyOf',
    source: 'https://github.com/google-gemini/gemini-cli/pull/5694',
    isMet: hasType,
  },
  {
    rule: 'Gemini: only keywords of its subset of OpenAPI (parameters)',
    source: 'https://ai.google.dev/api/caching#Schema',
    isMet: onlyKeywords(...GEMINI_KEYWORDS),
  },
  {
    rule: 'Gemini: an enum is text',
    source: 'https://github.com/microsoft/azure-devops-mcp/issues/145',
    isMet: hasOnlyTextEnums,
  },
  {
    rule: 'Gemini: an object has properties (parameters)',
    source: 'https://github.com/agno-agi/agno/issues/2112',
    isMet: everyNode(({ node }) => node['type'] !== 'object' || Object.keys(propertiesOf(node)).length > 0),
  },
  {
    rule: 'Gemini: required properties are defined',
    source: 'https://github.com/iBUHub/AIStudioToAPI/issues/154',
    isMet: definesRequired,
  },
  {
    rule: 'Gemini: only objects have properties and required',
    source: 'https://github.com/anomalyco/opencode/pull/11888',
    isMet: everyNode(({ node }) => node['type'] === 'object' || !('properties' in node || 'required' in node)),
  },
];

const VERTEX_FUNCTION =
  'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1beta1/FunctionDeclaration';
const VERTEX_SCHEMA = 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/reference/rest/v1/Schema';

const VERTEX: readonly ToolRule[] = [
  {
    // The page allows dots and hyphens in names of functions, but not in those of parameters.
    rule: 'Vertex AI: a name begins with a letter or underscore and has at most 64 of these and digits',
    source: VERTEX_FUNCTION,
    isMet: named(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/),
  },
  {
    rule: 'Vertex AI: the name of a parameter begins with a letter or underscore and has at most 64 of these and digits',
    source: VERTEX_FUNCTION,
    isMet: everyPropertyName(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/),
  },
  {
    rule: 'Vertex AI: the root is an object',
    source: 'https://github.com/diegosouzapw/OmniRoute/pull/3360',
    isMet: plainRoot(),
  },
  {
    rule: 'Vertex AI: only keywords of its subset of OpenAPI',
    source: VERTEX_SCHEMA,
    isMet: onlyKeywords(...GEMINI_KEYWORDS, 'additionalProperties', 'ref', 'defs'),
  },
  {
    rule: 'Vertex AI: every schema has one type, or anyOf',
    source: 'https://github.com/directus/mcp/issues/8',
    isMet: hasType,
  },
  {
    rule: 'Vertex AI: anyOf stands alone',
    source: 'https://github.com/anomalyco/opencode/issues/15795',
    isMet: everyNode(({ node }) => !('anyOf' in node) || Object.keys(node).length === 1),
  },
  { rule: 'Vertex AI: an enum is text', source: VERTEX_SCHEMA, isMet: hasOnlyTextEnums },
];

const BEDROCK: readonly ToolRule[] = [
  {
    rule: 'Bedrock Converse: a name has at most 64 letters, digits, underscores and hyphens',
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html',
    isMet: named(/^[a-zA-Z0-9_-]{1,64}$/),
  },
  {
    rule: 'Bedrock Agents: a name begins with a letter and has at most 64 of these, digits and underscores',
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_ToolSpecification.html',
    isMet: named(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/),
  },
  {
    rule: 'Bedrock Converse: a description is not empty',
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolSpecification.html',
    isMet: isDescribed,
  },
  {
    rule: 'Bedrock Converse: the root is an object',
    source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolInputSchema.html',
    isMet: plainRoot(),
  },
  {
    rule: 'Bedrock Converse: names of properties have at most 64 letters, digits, underscores, dots and hyphens',
    source:
      'https://github.com/aws-solutions-library-samples/accelerated-intelligent-document-processing-on-aws/issues/709',
    isMet: everyPropertyName(/^[a-zA-Z0-9_.-]{1,64}$/),
  },
];

const ANTHROPIC_SCHEMAS = 'https://platform.claude.com/docs/en/managed-agents/self-hosted-sandboxes';

const ANTHROPIC: readonly ToolRule[] = [
  {
    rule: 'Anthropic: a name has at most 64 letters, digits, underscores and hyphens',
    source: 'https://platform.claude.com/docs/en/agents-and-tools/tool-use/define-tools',
    isMet: named(/^[a-zA-Z0-9_-]{1,64}$/),
  },
  {
    rule: 'Anthropic: the root is an object, without oneOf, anyOf or allOf',
    source: ANTHROPIC_SCHEMAS,
    isMet: plainRoot('oneOf', 'anyOf', 'allOf'),
  },
  {
    rule: 'Anthropic: names of properties have at most 64 letters, digits, underscores, dots and hyphens',
    source: ANTHROPIC_SCHEMAS,
    isMet: everyPropertyName(/^[a-zA-Z0-9_.-]{1,64}$/),
  },
  {
    rule: 'Anthropic: no references',
    source: ANTHROPIC_SCHEMAS,
    isMet: everyNode(({ node }) => !('$ref' in node || '$defs' in node)),
  },
];

export const TOOL_RULES: readonly ToolRule[] = [
  ...OPENAI,
  ...OPENAI_STRICT,
  ...GEMINI,
  ...VERTEX,
  ...BEDROCK,
  ...ANTHROPIC,
];

export const COUNT_RULES: readonly CountRule[] = [
  {
    rule: 'OpenAI: at most 128 tools',
    source: 'https://github.com/vishalmysore/Tools4AI/issues/16',
    max: 128,
  },
  {
    rule: 'Vertex AI: at most 128 tools',
    source: 'https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/function-calling',
    max: 128,
  },
];

const enumOf = (node: SchemaNode): string[] => (Array.isArray(node['enum']) ? node['enum'].map(String) : []);
const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
