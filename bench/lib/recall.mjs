/** How well the search finds the right tool for requests in users' words. */
import { readFileSync } from 'node:fs';

export const DEV_QUERIES = new URL('../../test/fixtures/queries-dev.json', import.meta.url).pathname;

/**
 * A request, and the one endpoint that is right for it.
 *
 * @typedef {{ id: string, q: string, section: string, title: string, version: string }} Query
 * @type {(file?: string) => Query[]}
 */
export const readQueries = (file = DEV_QUERIES) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Ranks of the right endpoints.
 *
 * @param {readonly Query[]} queries
 * @param {readonly import('../../src/tools/define.ts').Definition[]} definitions
 * @param {import('../../src/discovery/search.ts').Search} search
 */
export function rankQueries(queries, definitions, search) {
  const key = ({ section, title, version }) => `${section}|${title}|${version}`;
  const byKey = new Map(definitions.map((definition) => [key(definition), definition]));
  return queries.map((query) => {
    const right = byKey.get(key(query));
    if (!right) throw new Error(`${query.id}: unknown endpoint`);
    const started = performance.now();
    const hits = search(query.q);
    const ms = performance.now() - started;
    return { query, right, hits, ms, rank: hits.findIndex(({ definition }) => definition === right) + 1 };
  });
}

/**
 * The share of the results whose right endpoint is among the first.
 *
 * @param {readonly { rank: number }[]} results - a rank of 0 means that it was not found
 * @param {number} depth
 */
export const recallAt = (results, depth) =>
  results.filter(({ rank }) => rank > 0 && rank <= depth).length / results.length;
