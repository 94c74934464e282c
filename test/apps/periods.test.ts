import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodsOf } from '../../src/apps/components/periods.js';

const at = (day: string): { at: number } => ({ at: Date.parse(`${day}T12:00:00Z`) });
const starts = (...days: string[]): string[] =>
  periodsOf(days.map(at)).periods.map((period) => new Date(period.at).toISOString().slice(0, 10));

describe('periods', () => {
  it('are days while they are few, those without entries too', () => {
    expect(starts('2026-05-03', '2026-05-01')).toEqual(['2026-05-01', '2026-05-02', '2026-05-03']);
  });

  it('are weeks from Monday, then months, then years', () => {
    expect(starts('2026-01-15', '2026-03-03').at(-1)).toBe('2026-03-02');
    expect(starts('2025-01-15', '2026-03-03').slice(0, 2)).toEqual(['2025-01-01', '2025-02-01']);
    expect(starts('2015-01-15', '2026-03-03').slice(0, 2)).toEqual(['2015-01-01', '2016-01-01']);
  });

  it('go on until a day after the last entry', () => {
    const { periods } = periodsOf([at('2026-05-01')], at('2026-05-03').at);
    expect(periods.map(({ entries }) => entries.length)).toEqual([1, 0, 0]);
    expect(periodsOf([], at('2026-05-03').at).periods).toEqual([]);
  });

  it('are none without entries, and one for one', () => {
    expect(starts()).toEqual([]);
    expect(starts('2026-05-03')).toEqual(['2026-05-03']);
  });

  it('hold every entry once, in order, and are few enough to be drawn', () => {
    const within60Years = fc.integer({ min: -6e11, max: 1.2e12 });
    fc.assert(
      fc.property(fc.array(within60Years), (moments) => {
        const { periods } = periodsOf(moments.map((moment) => ({ at: moment })));
        expect(periods.length).toBeLessThanOrEqual(60);
        expect(periods.flatMap(({ entries }) => entries.map((entry) => entry.at))).toEqual(
          moments.toSorted((a, b) => a - b),
        );
        for (const [index, { at: start, entries }] of periods.entries()) {
          for (const entry of entries) {
            expect(entry.at).toBeGreaterThanOrEqual(start);
            expect(entry.at).toBeLessThan(periods[index + 1]?.at ?? Number.POSITIVE_INFINITY);
          }
        }
      }),
    );
  });

  it('are the last of those that dates at the end of time would make', () => {
    const { periods } = periodsOf([at('1000-01-01'), at('9999-12-31')]);
    expect(periods).toHaveLength(60);
    expect(new Date(periods.at(-1)?.at ?? 0).getUTCFullYear()).toBe(9999);
  });
});
