import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../src/call/cut.js';

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: `customer ${id}` }));

describe('cutting an answer to size', () => {
  it('leaves alone what fits', () => {
    const value = { data: rows(3) };
    expect(cut(value, 10_000)).toEqual({ value, cuts: [] });
  });

  it('drops elements at the end of the long list and keeps everything small', () => {
    const { value, cuts } = cut({ data: rows(500), pagination: { total: 500 } }, 1_000);
    const kept = (value as { data: unknown[] }).data;
    expect(kept).toEqual(rows(kept.length));
    expect(value).toMatchObject({ pagination: { total: 500 } });
    expect(cuts).toEqual([{ path: 'data', kept: kept.length, of: 500, what: 'elements' }]);
  });

  it('shares the room between two long lists', () => {
    const { value } = cut({ a: rows(300), b: rows(300) }, 2_000);
    const { a, b } = value as { a: unknown[]; b: unknown[] };
    expect(a.length).toBeGreaterThan(10);
    expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(1);
  });

  it('goes into the one large element of a list', () => {
    const { value, cuts } = cut({ data: [{ id: 1, lines: rows(400) }] }, 800);
    expect(value).toMatchObject({ data: [{ id: 1 }] });
    expect(cuts).toEqual([expect.objectContaining({ path: 'data[].lines', of: 400 })]);
  });

  it('shortens a text only when nothing else can go', () => {
    const { value, cuts } = cut({ html: 'x'.repeat(5_000), id: 7 }, 300);
    expect(value).toMatchObject({ id: 7 });
    expect(cuts).toEqual([expect.objectContaining({ path: 'html', of: 5_000, what: 'characters' })]);
  });

  it('always ends within the size, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 200, max: 2_000 }), (given, budget) => {
        const { value, cuts } = cut(given, budget);
        const length = JSON.stringify(value).length;
        expect(length).toBeLessThanOrEqual(Math.max(budget * 1.1, 200));
        if (JSON.stringify(given).length > budget) expect(cuts.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
