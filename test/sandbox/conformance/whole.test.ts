import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { definitions } from '../../../src/tools/catalogue.js';

/** The sections that some file here holds against the documentation. */
function conformingSections(): string[] {
  const folder = new URL('./', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^conform\('([^']+)'/gm)])
    .flatMap(([, section]) => section ?? []);
}

it('holds every endpoint of the API against its documentation: each section once', () => {
  const sections = [...new Set(definitions.map(({ section }) => section))];
  expect(conformingSections().sort()).toEqual(sections.sort());
});
