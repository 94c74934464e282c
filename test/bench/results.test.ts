/** The texts that are written from measured results, and that they are those of the results in the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quoteResults } from '../../bench/lib/quotes.mjs';
import { resultsMarkdown } from '../../bench/lib/results.mjs';

const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(file(path), 'utf8');

const summary = (median: number) => ({ median, low: median - 1, high: median + 1 });
const start = (ms: number) => ({
  ms: summary(ms),
  msRatio: summary(ms / 100),
  megabytes: summary(60),
  megabytesRatio: summary(0.9),
});
const requests = (p50: number) => {
  const row = { p50, p99: 9, perSecond: summary(1234), p50Ratio: summary(p50), perSecondRatio: summary(2) };
  return { alone: row, parallel: row };
};
const tokens = (calls: number) => ({ surface: 1000, calls, results: 100, total: 1100 + calls });
const bothServers = { bare: requests(1), 'capillary-mcp': requests(1.1) };
const growth = { '434 endpoints': start(100), '10,000 endpoints': start(104) };
const growing = { '434 endpoints': requests(1), '10,000 endpoints': requests(1.02) };
const RESULTS = {
  dates: {
    peers: '2026-01-02',
    tokens: '2026-01-03',
    tasks: '2026-01-03',
    growth: '2026-01-04',
    replicas: '2026-01-05',
  },
  machine: { cpu: 'A CPU', cores: 2, memoryGigabytes: 8, system: 'Linux 6', node: '20.19.0' },
  peers: {
    rounds: 3,
    calls: 10,
    start: { bare: start(100), 'capillary-mcp': start(75) },
    stdio: bothServers,
    http: { '2025-06-18': { calls: bothServers, lists: bothServers } },
  },
  tokens: { surfaces: { 'capillary-mcp': { tools: 26, tokens: 4834 } } },
  tasks: {
    'points/gift': { 'capillary-mcp': tokens(100), 'openapi-mcp-server (dynamic)': tokens(1200) },
    'leads/won': {
      'capillary-mcp': tokens(200),
      'openapi-mcp-server (dynamic)': { reason: 'it puts no id into a path' },
    },
  },
  growth: {
    rounds: 3,
    start: growth,
    firstCall: growth,
    firstFind: growth,
    list: growing,
    calls: growing,
    searches: growing,
  },
  replicas: {
    connections: 64,
    clusters: {
      '1': {
        perSecond: summary(1000),
        perSecondRatio: summary(1),
        p50: 1,
        p99: 2,
        cpuMsPerCall: summary(0.75),
        megabytes: summary(110),
      },
    },
  },
};

describe('the results', () => {
  it('say when and where they were measured', () => {
    expect(resultsMarkdown(RESULTS)).toMatch(
      /on 2 cores of A CPU, 8 GB, Linux 6, Node 20\.19\.0\.[\s\S]*2026-01-02[\s\S]*2026-01-03[\s\S]*2026-01-04[\s\S]*2026-01-05/,
    );
  });

  it('put the ratio before what it is of', () => {
    expect(resultsMarkdown(RESULTS)).toMatch(/\| capillary-mcp \| +0\.75 × \| +0\.90 × \| 75\.0 \(74\.0 to 76\.0\)/);
  });

  it('compare the tokens of the tasks that both servers can do, and say what a server cannot do', () => {
    const markdown = resultsMarkdown(RESULTS);
    expect(markdown).toMatch(/\| openapi-mcp-server \(dynamic\) \| +1 \| +1\.9 × \|/);
    expect(markdown).toMatch(/\| leads\/won +\| +capillary-mcp \| +1,300 \| +1,000 \| +200 \| +100 \|/);
    expect(markdown).toContain('- openapi-mcp-server (dynamic) cannot do leads/won: it puts no id into a path.');
  });

  it('replace what the README quotes, and nothing else', () => {
    const readme = 'Before\n\n<!-- bench: written -->\n\nold\n\n<!-- /bench -->\n\nAfter\n';
    const quoted = quoteResults(readme, RESULTS);
    expect(quoted).toMatch(/^Before\n[\s\S]*\nAfter\n$/);
    expect(quoted).not.toContain('old');
    expect(quoted).toMatch(/\| tokens of 2 tasks, with the tools listed +\| +2,500 \|/);
    expect(quoted).toContain('a start takes 4.00 ms more, a call 1.02 × the time, and a search 1.02 ms');
    expect(quoteResults(quoted, RESULTS)).toBe(quoted);
  });
});

// Written by a run on a machine with nothing else to do; without one there is nothing to compare.
if (existsSync(file('bench/results.json'))) {
  it('bench/RESULTS.md and the README are written from bench/results.json: run `npm run bench:all -- --render`', () => {
    const results = JSON.parse(read('bench/results.json'));
    expect(read('bench/RESULTS.md')).toBe(resultsMarkdown(results));
    const readme = read('README.md');
    expect(quoteResults(readme, results)).toBe(readme);
  });
}
