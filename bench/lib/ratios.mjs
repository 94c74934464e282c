/** The ratios to a bare server, and whether they keep to their budgets. */
import { OURS } from './servers.mjs';

/**
 * @typedef {{ max?: number, min?: number }} Limit
 * @typedef {{ name: string, value: number, limit: Limit, isKept: boolean }} CheckedRatio
 */

/**
 * @param results - what peers.mjs measures: start, stdio and http
 * @param {Record<string, Limit>} limits - `ratios` of budgets.json
 * @returns {CheckedRatio[]}
 */
export function checkRatios({ start, stdio, http }, limits) {
  const measured = {
    start: { start: start[OURS].msRatio },
    memory: { memory: start[OURS].megabytesRatio },
    stdioAlone: { 'stdio, time of a call alone': stdio[OURS].alone.p50Ratio },
    stdioParallel: { 'stdio, calls per second at 32 in flight': stdio[OURS].parallel.perSecondRatio },
    httpCalls: rates(http, 'calls'),
    httpLists: rates(http, 'lists'),
  };
  return Object.entries(limits).flatMap(([key, limit]) => {
    if (!measured[key]) throw new Error(`budgets.json: ratios.${key} is not measured`);
    const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = limit;
    return Object.entries(measured[key]).map(([name, { median: value }]) => {
      return { name, value, limit, isKept: value >= min && value <= max };
    });
  });
}

/** Per era, because each has a transport of its own. */
const rates = (http, what) =>
  Object.fromEntries(
    Object.entries(http).map(([era, measured]) => [
      `HTTP ${era}, ${what} per second at 32 in flight`,
      measured[what][OURS].parallel.perSecondRatio,
    ]),
  );

/** @type {(limit: Limit) => string} */
export const describeLimit = ({ min, max }) =>
  [min !== undefined && `≥ ${min.toFixed(2)} ×`, max !== undefined && `≤ ${max.toFixed(2)} ×`]
    .filter(Boolean)
    .join(', ');
