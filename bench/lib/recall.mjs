/** How well the search finds the right tool for requests in users' words. */
import { readFileSync } from 'node:fs';

export const DEV_QUERIES = new URL('../../test/fixtures/queries-dev.json', import.meta.url).pathname;

/** Further sets of requests, written from the inventory alone, before the search was tuned. */
export const QUERY_SETS = ['users', 'agents', 'steps'];
/** Requests for the tools beyond the inventory. The second set was looked at while the search was tuned. */
export const BEYOND_QUERIES = 'beyond';
export const BEYOND_SETS = [BEYOND_QUERIES, 'beyond-more'];
/** A set whose score is looked at only when the search has been tuned, and whose misses are never printed. */
export const UNSEEN_QUERIES = 'unseen';
/** The same for the tools beyond the inventory; as in the other sets, every second request is held out. */
export const UNSEEN_BEYOND_QUERIES = 'unseen-beyond';
/** The set of requests that no tool serves. */
export const FOREIGN_QUERIES = 'foreign';
export const querySet = (name) => new URL(`../queries/${name}.json`, import.meta.url).pathname;

/**
 * A request, and the one endpoint that is right for it, or the tools that are.
 *
 * @typedef {{ q: string, tools: string[] }} ToolQuery
 * @typedef {{ id: string, q: string, section: string, title: string, version: string }} Query
 * @type {(file?: string) => Query[]}
 */
export const readQueries = (file = DEV_QUERIES) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Every second request of a set is held out: its misses are never looked at, so that its figures show how well the
 * search generalizes.
 *
 * @template T
 * @param {readonly T[]} queries
 */
export const splitQueries = (queries) => ({
  open: queries.filter((_, index) => index % 2 === 0),
  heldOut: queries.filter((_, index) => index % 2 === 1),
});

const TWINS = JSON.parse(readFileSync(querySet('twins'), 'utf8'));
/** How the customer or the bill is identified. */
const NAMES_KEY = /\b(ids?|user ?ids?|mobile|phone|number|no|e-?mail|card|lookup)\b|[a-z]Id\b|@|\d{4,}/;
const NAMES_LAYER = /\bv[123]\b|\b(legacy|intouch|old(er)?|classic)\b/i;

/**
 * The tools that are right for a request: those listed, and their twins (see `bench/queries/README.md`).
 *
 * @param {ToolQuery} query
 * @param {readonly import('../../src/tools/define.ts').Definition[]} definitions
 */
function rightTools({ q, tools }, definitions) {
  const layers = definitions.flatMap(({ tool, supersededBy }) => (supersededBy ? [[tool, supersededBy]] : []));
  const groups = [
    ...TWINS.sameAnswer,
    ...(NAMES_KEY.test(q) ? [] : TWINS.otherKey),
    ...(NAMES_LAYER.test(q) ? [] : [...TWINS.otherLayer, ...layers]),
  ];
  return [...new Set(tools.flatMap((tool) => [tool, ...groups.filter((group) => group.includes(tool)).flat()]))];
}

/**
 * Ranks of the right endpoints: of the best one where several are right.
 *
 * @param {readonly (Query | ToolQuery)[]} queries
 * @param {readonly import('../../src/tools/define.ts').Definition[]} definitions
 * @param {import('../../src/discovery/search.ts').Search} search
 */
export function rankQueries(queries, definitions, search) {
  const key = ({ section, title, version }) => `${section}|${title}|${version}`;
  const byKey = new Map(
    definitions.flatMap((each) => [
      [key(each), each],
      [each.tool, each],
    ]),
  );
  return queries.map((query) => {
    const right = (query.tools ? rightTools(query, definitions) : [key(query)]).map((name) => byKey.get(name));
    if (right.includes(undefined)) throw new Error(`${query.q}: unknown endpoint`);
    const started = performance.now();
    const hits = search(query.q);
    const ms = performance.now() - started;
    return {
      query,
      right: right[0],
      hits,
      ms,
      rank: hits.findIndex(({ definition }) => right.includes(definition)) + 1,
    };
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
