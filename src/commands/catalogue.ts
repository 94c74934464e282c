/** `capillary-mcp catalogue`: every tool, as a table, JSON, OpenAPI or Markdown. */

import { VERSION } from '../lib/version.js';
import { catalogue } from '../presentation/built-catalogue.js';
import { markdown } from '../presentation/markdown.js';
import { openApi } from '../presentation/openapi.js';
import { type Definition, risk } from '../tools/define.js';
import { inputJsonSchema } from '../tools/input.js';

export interface CatalogueFilter {
  domain?: string;
  section?: string;
  /** `v1`, `v1.1`, `v2` or `v3`. */
  version?: string;
  effect?: string;
  /** Words that must all occur in name, title, summary, path or keywords. */
  text?: string;
}

/** Every field of a definition as plain data, its arguments as JSON Schema under `inputSchema`. */
function catalogueEntry(definition: Definition): Record<string, unknown> {
  const { pathParameters, query, headers, body, ...fields } = definition;
  return {
    ...fields,
    risk: risk(definition),
    parameters: {
      path: Object.keys(pathParameters()),
      query: Object.keys(query()),
      headers: Object.keys(headers()),
      body: body !== undefined,
    },
    inputSchema: inputJsonSchema(definition),
  };
}

const FORMATS = {
  table,
  json: (chosen: readonly Definition[]) => `${JSON.stringify(chosen.map(catalogueEntry), null, 2)}\n`,
  openapi: (chosen: readonly Definition[]) => `${JSON.stringify(openApi(chosen, VERSION), null, 2)}\n`,
  markdown,
} as const;

export type CatalogueFormat = keyof typeof FORMATS;

export async function printCatalogue(filter: CatalogueFilter, format: CatalogueFormat): Promise<void> {
  const definitions = await catalogue.definitions();
  // `catalogue | head` closes the pipe early, which is no failure.
  process.stdout.once('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  process.stdout.write(FORMATS[format](definitions.filter((definition) => matches(definition, filter))));
}

function matches(definition: Definition, { domain, section, version, effect, text }: CatalogueFilter): boolean {
  const same = (wanted: string | undefined, ...values: string[]) =>
    wanted === undefined || values.some((value) => value.toLowerCase() === wanted.toLowerCase());
  const { tool, title, summary, path, keywords } = definition;
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = [tool, title, summary, path, ...keywords].join(' ').toLowerCase();
  return (
    same(domain, definition.domain, definition.toolset) &&
    same(section, definition.section) &&
    same(version, definition.version) &&
    same(effect, definition.effect) &&
    words.every((word) => haystack.includes(word))
  );
}

function table(chosen: readonly Definition[]): string {
  const rows = chosen.map((definition) => [
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
  return `${[...lines, '', `${chosen.length} tools`].join('\n')}\n`;
}
