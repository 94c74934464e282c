/** bench/RESULTS.md, and what the README quotes of it, from the results of all benchmarks. */
import { BARE, OURS } from './servers.mjs';
import { growthTables, number, peersTables, ratio, replicasTable, table, tasksTables } from './tables.mjs';
import { totalsOf } from './task-totals.mjs';

/**
 * The results of `npm run bench:all`.
 *
 * @typedef {object} Results
 * @property {Record<string, string>} dates - when each part was measured: YYYY-MM-DD
 * @property {{ cpu: string, cores: number, memoryGigabytes: number, system: string, node: string }} machine
 * @property {any} peers - what peers.mjs measures
 * @property {any} tokens - of the tools that each server lists
 * @property {any} tasks - what tasks.mjs measures
 * @property {any} growth - what growth.mjs measures
 * @property {any} replicas - what replicas.mjs measures
 */

const machineText = ({ cpu, cores, memoryGigabytes, system, node }) =>
  `${cores} cores of ${cpu}, ${memoryGigabytes} GB, ${system}, Node ${node}`;

/** A Markdown heading in place of each title line of the tables. */
const withHeadings = (tables) => tables.replaceAll(/\n([A-Z][^|\n]*)\n\n\|/g, '\n### $1\n\n|');

/** @type {(results: Results) => string} */
export const resultsMarkdown = ({ dates, machine, peers, tokens, tasks, growth, replicas }) => `# Benchmark results

Written by \`npm run bench:all\`, on ${machineText(machine)}. Ratios come first: they are to the first row, compared within each round and then the median of all rounds. Times and rates are medians, with the range of the middle half. \`p99\` is of all requests.

## Beside other servers

Measured on ${dates.peers}, all in one run on the same stub of the API: ${peers.rounds} rounds; ${peers.calls} requests alone and ${peers.calls * 4} with 32 in flight in each. \`bare\` is the SDK's own server: for the start with one tool and nothing else, for calls the low-level server, which makes the same request. \`openapi-mcp-server\` reads the same API from \`catalogue --openapi\`. \`added\` is the time in addition to the request itself (\`direct\`).
${withHeadings(peersTables(peers))}
## Tokens

Measured on ${dates.tokens}.
${withHeadings(peersTables({ tokens }))}
## Tasks

Measured on ${dates.tasks}. Ten tasks of [evals/](../evals/README.md), replayed on the sandbox in the terms of each server and graded. An agent reads the list of tools once, finds or reads the schema of each tool that is not listed once, and makes no mistake.
${withHeadings(tasksTables(tasks))}
## Growth

Measured on ${dates.growth}. With 434 endpoints, and with more that are made from them; ${growth.rounds} rounds.
${withHeadings(growthTables(growth))}
## Replicas

Measured on ${dates.replicas}. Behind a load balancer, with one Redis, ${replicas.connections} connections. Clients, balancer, Redis and the API run on the same cores, so that more replicas are not faster than these allow; the CPU time of a call is what matters for planning ([docs/hosting.md](../docs/hosting.md#scale-out)).

${replicasTable(replicas)}`;

const whole = new Intl.NumberFormat('en-US');

/** The rows of the README's table, each with its ratio of a server. */
const QUOTED = {
  'start to the first list: time': ({ start }, name) => start[name]?.msRatio,
  'start to the first list: memory': ({ start }, name) => start[name]?.megabytesRatio,
  'stdio, one call at a time: time': ({ stdio }, name) => stdio[name]?.alone.p50Ratio,
  'stdio, 32 in flight: calls per second': ({ stdio }, name) => stdio[name]?.parallel.perSecondRatio,
};

/** @type {(results: Results) => string} */
export function readmeSection({ dates, machine, peers, tokens, tasks, growth }) {
  const others = Object.keys(peers.start).filter((name) => name !== BARE);
  const ratioRow = (label, find) => {
    const ratios = others.map((name) => find(peers, name));
    return [label, ...ratios.map((found) => (found ? ratio(found) : ''))];
  };
  const common = totalsOf(tasks, others);
  const rows = [
    ...Object.entries(QUOTED).map(([label, find]) => ratioRow(label, find)),
    ...Object.keys(peers.http).map((era) =>
      ratioRow(
        `HTTP ${era}, 32 in flight: calls per second`,
        ({ http }, name) => http[era].calls[name]?.parallel.perSecondRatio,
      ),
    ),
    ['tokens of the tools listed', ...others.map((name) => whole.format(tokens.surfaces[name].tokens))],
    [`tokens of ${common.tasks} tasks, with the tools listed`, ...common.totals.map(whole.format)],
  ];
  const [smallest, largest] = [0, -1].map((at) => Object.keys(growth.start).at(at));
  const ms = (value) => `${number(value)} ms`;
  const more = growth.start[largest].ms.median - growth.start[smallest].ms.median;
  return `Compared with a bare SDK server that makes the same request, and beside a generic server for the same OpenAPI document, on ${machineText(machine)} (times of ${dates.peers}, tokens of ${dates.tokens}):

${table(['', ...others.map((name) => (name === OURS ? `**${name}**` : name))], rows)}
With ${largest} instead of ${smallest}, a start takes ${ms(Math.max(0, more))} more, a call ${ratio(growth.calls[largest].alone.p50Ratio)} the time, and a search ${ms(growth.searches[largest].alone.p50)}. [bench/RESULTS.md](bench/RESULTS.md) has all figures; \`npm run bench:all\` measures them.
`;
}
