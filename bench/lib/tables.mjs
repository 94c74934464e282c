/** Results as Markdown tables, which are also readable in a terminal. */
import { OURS } from './servers.mjs';
import { totalsOf } from './task-totals.mjs';

/** @type {(header: readonly string[], rows: readonly (readonly string[])[]) => string} */
export function table(header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row) =>
    `| ${widths.map((width, column) => (row[column] ?? '')[column === 0 ? 'padEnd' : 'padStart'](width)).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(header), rule, ...rows.map(line)].join('\n')}\n`;
}

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
/** A number with as many digits as say something. @type {(value: number) => string} */
export const number = (value) => (value >= 100 ? whole.format(value) : value.toFixed(value >= 10 ? 1 : 2));

/** @type {(summary: import('./statistics.mjs').Summary) => string} */
export const ratio = ({ median }) => `${median.toFixed(2)} ×`;
/** @type {(summary: import('./statistics.mjs').Summary, unit?: string) => string} */
const spread = ({ median, low, high }, unit = '') => `${number(median)}${unit} (${number(low)} to ${number(high)})`;

/** @param results - what peers.mjs measures */
export function peersTables({ start, tokens, stdio, http }) {
  return [
    start && `\nStart to the first list\n\n${startTable(start)}`,
    tokens && `\nTokens of the tools listed\n\n${surfaceTable(tokens.surfaces)}`,
    stdio && `\nCalls over stdio\n\n${requestTable(stdio)}`,
    ...Object.entries(http ?? {}).flatMap(([era, { calls, lists }]) => [
      `\nCalls over HTTP, ${era}\n\n${requestTable(calls)}`,
      `\nLists over HTTP, ${era}\n\n${requestTable(lists)}`,
    ]),
  ]
    .filter(Boolean)
    .join('');
}

/** @param results - what tasks.mjs measures */
export function tasksTables(results) {
  const all = Object.entries(results).flatMap(([task, servers]) =>
    Object.entries(servers).map(([name, tokens]) => ({ task, name, ...tokens })),
  );
  const reasons = all.flatMap(({ task, name, reason }) =>
    reason ? [`- ${name} cannot do ${task}: ${reason}.\n`] : [],
  );
  return [
    `\nTokens of all tasks that both servers can do, as a multiple of this server's\n\n${multiplesTable(results)}`,
    `\nTokens of each task\n\n${taskTable(all.filter(({ total }) => total))}`,
    reasons.length > 0 ? `\n${reasons.join('')}` : '',
  ].join('');
}

const taskTable = (rows) =>
  table(
    ['', 'server', 'total', 'tools', 'calls', 'results'],
    rows.map(({ task, name, total, surface, calls, results }) => [
      task,
      name,
      ...[total, surface, calls, results].map(whole.format),
    ]),
  );

function multiplesTable(results) {
  const names = Object.keys(Object.values(results)[0] ?? {});
  const ours = names.filter((name) => name.startsWith(OURS));
  const multiple = (name, baseline) => {
    const { totals } = totalsOf(results, [name, baseline]);
    return `${((totals[0] ?? 0) / (totals[1] ?? 0)).toFixed(1)} ×`;
  };
  return table(
    ['', 'tasks', ...ours],
    names.map((name) => [
      name,
      String(totalsOf(results, [name, ...ours]).tasks),
      ...ours.map((baseline) => multiple(name, baseline)),
    ]),
  );
}

export const startTable = (servers) =>
  table(
    ['', 'time', 'memory', 'ms', 'MB'],
    Object.entries(servers).map(([name, { ms, msRatio, megabytes, megabytesRatio }]) => [
      name,
      ratio(msRatio),
      ratio(megabytesRatio),
      spread(ms),
      spread(megabytes),
    ]),
  );

/** @param results - what growth.mjs measures */
export function growthTables({ start, firstCall, firstFind, list, calls, searches }) {
  return [
    `\nStart to the first list\n\n${startTable(start)}`,
    `\nStart to the first call\n\n${startTable(firstCall)}`,
    `\nStart to the first search\n\n${startTable(firstFind)}`,
    `\nLists over stdio\n\n${requestTable(list)}`,
    `\nCalls over stdio\n\n${requestTable(calls)}`,
    `\nSearches over stdio\n\n${requestTable(searches)}`,
  ].join('');
}

/** @param results - what records.mjs measures: by workload, the requests of each server */
export const recordsTables = (results) =>
  Object.entries(results)
    .map(([workload, servers]) => `\n${workload}\n\n${recordsTable(servers)}`)
    .join('');

const recordsTable = (servers) =>
  table(
    ['', 'time', 'p50', 'CPU', 'time at 32', 'p50 at 32', 'CPU at 32', 'rate at 32'],
    Object.entries(servers).map(([name, { alone, parallel }]) => [
      name,
      ...[alone, parallel].flatMap(({ p50Ratio, p50, cpuMsPerCall = Number.NaN }) => [
        ratio(p50Ratio),
        `${number(p50)} ms`,
        Number.isNaN(cpuMsPerCall) ? '' : `${number(cpuMsPerCall)} ms`,
      ]),
      ratio(parallel.perSecondRatio),
    ]),
  );

/** @param results - what replicas.mjs measures */
export const replicasTable = ({ clusters }) =>
  table(
    ['replicas', 'rate', '/s', 'p50', 'p99', 'CPU per call', 'MB each'],
    Object.entries(clusters).map(([count, { perSecond, perSecondRatio, p50, p99, cpuMsPerCall, megabytes }]) => [
      count,
      ratio(perSecondRatio),
      spread(perSecond),
      `${number(p50)} ms`,
      `${number(p99)} ms`,
      `${number(cpuMsPerCall.median)} ms`,
      number(megabytes.median),
    ]),
  );

const surfaceTable = (surfaces) =>
  table(
    ['', 'tools', 'tokens'],
    Object.entries(surfaces).map(([name, { tools, tokens }]) => [name, whole.format(tools), whole.format(tokens)]),
  );

/** Ratios first: of the median time of a request that is alone, and of requests per second with 32 in flight. */
const requestTable = (servers) =>
  table(
    ['', 'time', 'rate at 32', 'p50', 'p99', 'added', '/s', 'p50 at 32', 'p99 at 32', '/s at 32', 'idle MB'],
    Object.entries(servers).map(([name, { alone, parallel, addedMs, idleMegabytes }]) => [
      name,
      ratio(alone.p50Ratio),
      ratio(parallel.perSecondRatio),
      `${number(alone.p50)} ms`,
      `${number(alone.p99)} ms`,
      addedMs ? `${number(addedMs.median)} ms` : '',
      number(alone.perSecond.median),
      `${number(parallel.p50)} ms`,
      `${number(parallel.p99)} ms`,
      number(parallel.perSecond.median),
      idleMegabytes ? number(idleMegabytes) : '',
    ]),
  );
