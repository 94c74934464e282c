/** The client interprets definitions: it has no special case for an endpoint or a section. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../src/tools/catalogue.js';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** Defines the endpoint that issues tokens, which is not a tool. */
const DEFINES_AN_ENDPOINT = 'token-endpoint.ts';

const files = ['client', 'call'].flatMap((folder) =>
  readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && basename(name) !== DEFINES_AN_ENDPOINT)
    .map((name) => join(folder, name)),
);

const withoutComments = (file: string): string =>
  readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

const names = new Set(definitions.flatMap(({ section, tool }) => [section, tool]));

describe.each(files)('src/%s', (file) => {
  const code = withoutComments(file);

  it('names no section and no tool', () => {
    const texts = [...code.matchAll(/(['"`])((?:(?!\1).)+)\1/g)].map(([, , text = '']) => text);
    const keys = [...code.matchAll(/^\s*(\w+):/gm)].map(([, key = '']) => key);
    expect([...texts, ...keys].filter((name) => names.has(name))).toEqual([]);
  });

  it('contains no path of the API, neither as text nor as a regular expression', () => {
    expect(code.match(/\b(v1(\\?\.1)?|v2|v3|api_gateway|coupon\\?\/api)\\?\/.*/g)).toBeNull();
  });
});

it('reads a response without considering its section, domain or version', () => {
  for (const file of ['codes', 'envelopes', 'judge', 'paths', 'reasons', 'rows']) {
    expect(
      withoutComments(`client/${file}.ts`).match(/.*\b(section|domain|listedPath|version|legacy)\b.*/g),
    ).toBeNull();
  }
});
