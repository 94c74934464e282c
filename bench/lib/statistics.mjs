/** Medians and quantiles of samples. */

/**
 * The value below which `share` of the samples lie, by the nearest rank.
 *
 * @param {readonly number[]} samples
 * @param {number} share - from 0 to 1
 * @returns {number} NaN if there are no samples
 */
export function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @type {(samples: readonly number[]) => number} */
export const median = (samples) => quantile(samples, 0.5);

/**
 * The median of the samples and their spread: half of them lie between `low` and `high`.
 *
 * @typedef {{ median: number, low: number, high: number }} Summary
 * @type {(samples: readonly number[]) => Summary}
 */
export const summarize = (samples) => ({
  median: median(samples),
  low: quantile(samples, 0.25),
  high: quantile(samples, 0.75),
});

/**
 * How many times larger the samples are than those of the baseline, compared within each round, because the speed of a
 * machine varies between rounds.
 *
 * @param {readonly number[]} samples - one per round
 * @param {readonly number[]} baseline - one per round
 */
export const ratioOf = (samples, baseline) =>
  summarize(samples.map((sample, round) => sample / (baseline[round] ?? Number.NaN)));
