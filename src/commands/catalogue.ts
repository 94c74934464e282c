/** `capillary-mcp catalogue`: every endpoint's tool, as a table, JSON, OpenAPI, Markdown or TypeScript. */

import { ConfigError } from '../lib/config-error.js';
import { nearestNames } from '../lib/nearest.js';
import { slug } from '../lib/slug.js';
import { VERSION } from '../lib/version.js';
import { toolDeclarations } from '../presentation/declarations.js';
import { toolsMarkdown } from '../presentation/markdown.js';
import { createOpenApiDocument } from '../presentation/openapi.js';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema } from '../tools/input.js';
import { answerJsonSchema } from '../tools/output.js';
import { hasPersonalData } from '../tools/personal-data.js';
import { allDefinitions } from '../tools/sections.js';

export interface CatalogueFilter {
  domain?: string;
  section?: string;
  /** `v1`, `v1.1`, `v2` or `v3`. */
  version?: string;
  effect?: string;
  /** Words that must all occur in the name, title, summary, path or keywords. */
  text?: string;
}

/**
 * All fields of a definition as plain data, with its arguments as JSON Schema under `inputSchema` and its answer under
 * `answerSchema`.
 */
function toCatalogueEntry(definition: Definition): Record<string, unknown> {
  const { pathParameters, query, headers, body, ...fields } = definition;
  return {
    ...fields,
    risk: risk(definition),
    pii: hasPersonalData(definition),
    parameters: {
      path: Object.keys(pathParameters()),
      query: Object.keys(query()),
      headers: Object.keys(headers()),
      body: body !== undefined,
    },
    inputSchema: inputJsonSchema(definition),
    answerSchema: answerJsonSchema(definition),
  };
}

const FORMATS = {
  table: formatTable,
  json: (definitions: readonly Definition[]) => `${JSON.stringify(definitions.map(toCatalogueEntry), null, 2)}\n`,
  openapi: (definitions: readonly Definition[]) =>
    `${JSON.stringify(createOpenApiDocument(definitions, VERSION), null, 2)}\n`,
  markdown: (definitions: readonly Definition[]) => toolsMarkdown(definitions),
  typescript: (definitions: readonly Definition[], all: readonly Definition[]) =>
    toolDeclarations(definitions, all, VERSION),
} as const;

export type CatalogueFormat = keyof typeof FORMATS;

/** @throws ConfigError if no tool matches: it names the filter that is wrong */
export async function printCatalogue(filter: CatalogueFilter, format: CatalogueFormat): Promise<void> {
  const definitions = await allDefinitions();
  checkNames(filter, definitions);
  // `catalogue | head` closes the pipe early, which is not a failure.
  process.stdout.once('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const selected = definitions.filter((definition) => matches(definition, filter));
  if (selected.length === 0) throw new ConfigError(`catalogue: no tool matches all of ${describe(filter)}.`);
  process.stdout.write(FORMATS[format](selected, definitions));
}

/** What a filter is compared with. The choices of the other filters are checked by the parser. */
const NAMES: Readonly<Record<'domain' | 'section', (definition: Definition) => [short: string, ...others: string[]]>> =
  {
    domain: ({ domain, toolset }) => [toolset, domain],
    section: ({ section }) => [section],
  };

/** @throws ConfigError that names the nearest domains or sections */
function checkNames(filter: CatalogueFilter, definitions: readonly Definition[]): void {
  for (const key of ['domain', 'section'] as const) {
    const name = filter[key];
    const known = [...new Set(definitions.flatMap(NAMES[key]))];
    if (name === undefined || known.some((each) => slug(each) === slug(name))) continue;
    const near = [...new Set(nearestNames(name, known, MAX_SUGGESTED).map(slug))];
    throw new ConfigError(
      `--${key} '${name}' is not a ${key}; ${near.length > 0 ? `nearest: ${near.join(', ')}` : `there are ${[...new Set(definitions.map((each) => slug(NAMES[key](each)[0])))].join(', ')}`}.`,
    );
  }
}

const MAX_SUGGESTED = 3;

const describe = ({ text, ...named }: CatalogueFilter): string =>
  [...(text ? [`'${text}'`] : []), ...Object.entries(named).map(([key, value]) => `${key} '${value}'`)].join(', ');

function matches(definition: Definition, { domain, section, version, effect, text }: CatalogueFilter): boolean {
  const isOneOf = (expected: string | undefined, ...values: string[]) =>
    expected === undefined || values.some((value) => slug(value) === slug(expected));
  const { tool, title, summary, path, keywords } = definition;
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = [tool, title, summary, path, ...keywords].join(' ').toLowerCase();
  return (
    isOneOf(domain, ...NAMES.domain(definition)) &&
    isOneOf(section, ...NAMES.section(definition)) &&
    (version === undefined || version === definition.version) &&
    (effect === undefined || effect === definition.effect) &&
    words.every((word) => haystack.includes(word))
  );
}

function formatTable(definitions: readonly Definition[]): string {
  const rows = definitions.map((definition) => [
    definition.tool,
    risk(definition),
    `${definition.method} ${definition.path}`,
    definition.title,
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, '', `${definitions.length} tools`].join('\n')}\n`;
}
