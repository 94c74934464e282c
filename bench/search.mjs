/**
 * The quality of `find_tools`: recall and mean reciprocal rank over requests in users' words, in total and by domain,
 * with the misses; then the same over the sets in `bench/queries/`, those for tools beyond the inventory last. Then how many of them, and of the requests that no
 * tool serves, are said not to fit, and the time of a search.
 *
 * Every second request of a set in `bench/queries/` is held out: its misses are not printed. `--unseen` adds the scores
 * of the sets that are kept for the end of tuning.
 *
 *   npm run bench:search [-- --queries FILE] [--misses 5] [--quiet] [--unseen]
 */
import { parseArgs } from 'node:util';
import { createSearch } from '../src/discovery/search.ts';
import { definitions } from '../src/tools/catalogue.ts';
import {
  BEYOND_SETS,
  DEV_QUERIES,
  FOREIGN_QUERIES,
  QUERY_SETS,
  querySet,
  rankQueries,
  readQueries,
  recallAt,
  splitQueries,
  UNSEEN_BEYOND_QUERIES,
  UNSEEN_QUERIES,
} from './lib/recall.mjs';
import { quantile } from './lib/statistics.mjs';

const { values } = parseArgs({
  options: {
    queries: { type: 'string', default: DEV_QUERIES },
    misses: { type: 'string', default: '5' },
    quiet: { type: 'boolean', default: false },
    unseen: { type: 'boolean', default: false },
  },
});
const maxRank = Number(values.misses);
const print = (line = '') => process.stdout.write(`${line}\n`);

const started = performance.now();
const search = createSearch(definitions);
const built = performance.now() - started;

const results = rankQueries(readQueries(values.queries), definitions, search);
const times = results.map(({ ms }) => ms);

const recall = (some, depth) => `${(recallAt(some, depth) * 100).toFixed(1).padStart(5)} %`;
const row = (name, some) => {
  const mrr = some.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / some.length;
  print(
    `${name.padEnd(32)} ${String(some.length).padStart(5)} ${[1, 3, 5].map((depth) => recall(some, depth)).join('  ')}  ${mrr.toFixed(3)}`,
  );
};

const printMisses = (some) => {
  if (values.quiet) return;
  for (const { query, right, hits, rank } of some.filter((each) => each.rank === 0 || each.rank > maxRank)) {
    print(`${rank === 0 ? 'not found' : `rank ${rank}`}: ${right.tool}\n    ${query.q}`);
    print(
      `    ${hits
        .slice(0, 5)
        .map(({ definition }) => definition.tool)
        .join(', ')}\n`,
    );
  }
};

printMisses(results);
const sets = QUERY_SETS.map((name) => {
  const { open, heldOut } = splitQueries(readQueries(querySet(name)));
  const ranked = (queries) => rankQueries(queries, definitions, search);
  return { name, open: ranked(open), heldOut: ranked(heldOut) };
});
for (const { open } of sets) printMisses(open);

print(`${''.padEnd(32)} ${'n'.padStart(5)}   @1       @3       @5     MRR`);
const domains = Map.groupBy?.(results, ({ right }) => right.domain) ?? groupByDomain(results);
if (!values.quiet) for (const [domain, some] of [...domains].sort()) row(domain, some);
row('all', results);
for (const { name, open, heldOut } of sets) {
  row(`queries/${name}`, open);
  row(`queries/${name}, held out`, heldOut);
}

for (const name of BEYOND_SETS) row(`queries/${name}`, rankQueries(readQueries(querySet(name)), definitions, search));

if (values.unseen) {
  for (const name of [UNSEEN_QUERIES, UNSEEN_BEYOND_QUERIES]) {
    row(`queries/${name}`, rankQueries(readQueries(querySet(name)), definitions, search));
  }
}

const unfit = (some) => `${((some.filter(({ hits }) => !hits.fits).length / some.length) * 100).toFixed(1)} %`;
const served = sets.flatMap(({ open, heldOut }) => [...open, ...heldOut]);
const foreign = readQueries(querySet(FOREIGN_QUERIES)).map(({ q }) => ({ hits: search(q) }));
print(
  `\nsaid not to fit: ${unfit(results)} of all, ${unfit(served)} of the sets, ${unfit(foreign)} of foreign requests`,
);

const at = (share) => quantile(times, share).toFixed(2);
print(`index built in ${built.toFixed(0)} ms; a search ${at(0.5)} ms median, ${at(0.99)} ms 99th percentile`);

/** Node 20 has no Map.groupBy. */
function groupByDomain(all) {
  const groups = new Map();
  for (const each of all) groups.set(each.right.domain, [...(groups.get(each.right.domain) ?? []), each]);
  return groups;
}
