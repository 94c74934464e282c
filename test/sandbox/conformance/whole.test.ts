import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../../src/tools/catalogue.js';
import { NOT_SHOWN } from './checks.js';
import { conform } from './conform.js';

/** The sections that some file here holds against the documentation. */
function conformingSections(): string[] {
  const folder = new URL('./', import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(new URL(name, folder), 'utf8').matchAll(/^conform\('([^']+)'/gm)])
    .flatMap(([, section]) => section ?? []);
}

const listed = definitions.filter(({ inInventory }) => inInventory);
const listedSections = [...new Set(listed.map(({ section }) => section))];

const conforming = conformingSections();

it('holds every endpoint of the inventory against its documentation: each section once', () => {
  expect(conforming).toEqual([...new Set(conforming)]);
  expect(conforming).toEqual(expect.arrayContaining(listedSections));
});

it('shows every write in a read that checks it, if there is any', () => {
  for (const { tool, checkedBy = [] } of definitions) {
    if ('unverifiable' in checkedBy || checkedBy.length === 0) continue;
    const shown = checkedBy.filter((read) => NOT_SHOWN[`${tool} > ${read}`] === undefined);
    expect(shown, tool).not.toEqual([]);
  }
});

for (const section of new Set(definitions.map((each) => each.section))) {
  if (!conforming.includes(section)) describe(section, () => conform(section, {}));
}
