/** How benchmarks summarize samples. */
import { describe, expect, it } from 'vitest';
import { median, quantile, ratioOf, summarize } from '../../bench/lib/statistics.mjs';

describe('a summary of samples', () => {
  it('has the median, and the range of the middle half', () => {
    expect(summarize([9, 1, 5, 3, 7])).toEqual({ median: 5, low: 3, high: 7 });
    expect(median([4])).toBe(4);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(median([])).toBeNaN();
  });

  it('compares samples with a baseline within each round', () => {
    // The machine was ten times slower in the second round.
    expect(ratioOf([2, 20, 2], [1, 10, 1])).toEqual({ median: 2, low: 2, high: 2 });
  });
});
