/** Which measured ratios exceed their budgets. */
import { describe, expect, it } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { checkRatios, describeLimit } from '../../bench/lib/ratios.mjs';

const ratio = (median: number) => ({ median, low: median, high: median });
const measured = (value: number) => ({
  'capillary-mcp': { alone: { p50Ratio: ratio(value) }, parallel: { perSecondRatio: ratio(value) } },
});
const results = (value: number) => ({
  start: { 'capillary-mcp': { msRatio: ratio(value), megabytesRatio: ratio(value) } },
  stdio: measured(value),
  http: { '2025-06-18': { calls: measured(value), lists: measured(value) } },
});
const exceeded = (value: number) =>
  checkRatios(results(value), budgets.ratios)
    .filter(({ isKept }) => !isKept)
    .map(({ name }) => name);

describe('the ratios to a bare server', () => {
  it('each have a budget, with a value that exceeds it', () => {
    const names = checkRatios(results(1), budgets.ratios).map(({ name }) => name);
    expect([...exceeded(0.5), ...exceeded(1.5)].sort()).toEqual(names.sort());
  });

  it('exceed a maximum above it, and a minimum below it', () => {
    expect(exceeded(1)).toEqual(['start']);
    expect(exceeded(0.9)).toEqual(expect.arrayContaining([expect.stringMatching(/^HTTP .* calls/)]));
    expect(exceeded(0.9)).not.toContain('start');
  });

  it('are kept only if they were measured', () => {
    expect(exceeded(Number.NaN)).toHaveLength(checkRatios(results(1), budgets.ratios).length);
    expect(() => checkRatios(results(1), { other: { max: 1 } })).toThrow('ratios.other is not measured');
  });

  it('are printed with their budgets', () => {
    expect(describeLimit({ max: 0.95 })).toBe('≤ 0.95 ×');
    expect(describeLimit({ min: 1 })).toBe('≥ 1.00 ×');
  });
});
