/** What the server may cost agents, how well they find tools, and that the docs quote the present figures. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { listedSurfaces } from '../../bench/lib/listed.mjs';
import { quoteCatalogue, quoteRecall, quoteSchemas, quoteSurfaces } from '../../bench/lib/quotes.mjs';
import { BEYOND_QUERIES, QUERY_SETS, querySet, rankQueries, readQueries, recallAt } from '../../bench/lib/recall.mjs';
import { createSearch } from '../../src/discovery/search.js';
import { definitions } from '../../src/tools/catalogue.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const finding = readFileSync(new URL('../../docs/finding-tools.md', import.meta.url), 'utf8');
const CURRENT = 'run `npm run generate`';

describe('the tools listed', () => {
  it('cost no more tokens than their budgets, and as many as the docs say', async () => {
    const surfaces = await listedSurfaces();
    const withOutputSchemas = await listedSurfaces('short', true);
    const { surfaces: budget, surfacesWithOutputSchemas } = budgets.tokens;
    for (const toolset of ['discovery', 'default', 'all', 'inventory'] as const) {
      expect(surfaces[toolset].tokens, toolset).toBeLessThanOrEqual(budget[toolset]);
      expect(withOutputSchemas[toolset].tokens, toolset).toBeLessThanOrEqual(surfacesWithOutputSchemas[toolset]);
    }
    expect(surfaces.inventory.tools).toBe(434);
    expect(surfaces.all.tools).toBeGreaterThan(definitions.length);
    expect(quoteSurfaces(readme, surfaces), CURRENT).toBe(readme);
    expect(quoteSchemas(finding, await listedSurfaces('whole'), withOutputSchemas), CURRENT).toBe(finding);
  }, 60_000);
});

describe('the README', () => {
  it('says how many endpoints there are, and how many beyond the inventory', () => {
    expect(quoteCatalogue(readme, definitions), CURRENT).toBe(readme);
  });
});

describe('search', () => {
  it('nearly always finds the right tool for requests that it was not tuned to, too', () => {
    const search = createSearch(definitions);
    const results = QUERY_SETS.flatMap((name) => rankQueries(readQueries(querySet(name)), definitions, search));
    expect(recallAt(results, 1)).toBeGreaterThanOrEqual(budgets.search.setsRecallAt1);
    expect(recallAt(results, 5)).toBeGreaterThanOrEqual(budgets.search.setsRecallAt5);
  });

  it('finds the tools beyond the inventory', () => {
    const results = rankQueries(readQueries(querySet(BEYOND_QUERIES)), definitions, createSearch(definitions));
    expect(recallAt(results, 1)).toBeGreaterThanOrEqual(budgets.search.beyondRecallAt1);
    expect(recallAt(results, 5)).toBeGreaterThanOrEqual(budgets.search.beyondRecallAt5);
  });

  it('nearly always finds the right tool for requests in users’ words, as often as the README says', () => {
    const results = rankQueries(readQueries(), definitions, createSearch(definitions));
    const [recallAt1, recallAt5] = [recallAt(results, 1), recallAt(results, 5)];
    expect(recallAt1).toBeGreaterThanOrEqual(budgets.search.recallAt1);
    expect(recallAt5).toBeGreaterThanOrEqual(budgets.search.recallAt5);
    expect(quoteRecall(readme, results.length, recallAt1, recallAt5), CURRENT).toBe(readme);
  });
});

describe('quoting', () => {
  it('replaces the figures of the docs', () => {
    const surface = (tools: number) => ({ tools, tokens: 1_000 * tools });
    const short = { discovery: surface(1), default: surface(2), all: surface(3), inventory: surface(2) };
    const schemas = quoteSchemas(
      finding,
      { discovery: surface(1), default: surface(4), all: surface(5), inventory: surface(4) },
      { discovery: surface(1), default: surface(6), all: surface(7), inventory: surface(6) },
    );
    expect(quoteSurfaces(readme, short)).toContain(
      'Listing all 3 tools would cost an agent 3,000 tokens. By default, 2 are listed, for 2,000',
    );
    expect(schemas).toContain('the default tools then take 4,000 tokens, and all tools 5,000');
    expect(schemas).toContain('With output schemas, the default tools take 6,000 tokens, and all tools 7,000');
    expect(quoteRecall(readme, 10, 0.5, 0.9)).toContain(
      'comes first for 50.0 %, and is among the first five for 90.0 %',
    );
  });

  it('fails if the text no longer has the sentence', () => {
    expect(() => quoteRecall('nothing', 10, 0.5, 0.9)).toThrow('README.md');
    const surface = { tools: 1, tokens: 1 };
    const surfaces = { discovery: surface, default: surface, all: surface, inventory: surface };
    expect(() => quoteSchemas('nothing', surfaces, surfaces)).toThrow('docs/finding-tools.md');
  });
});
