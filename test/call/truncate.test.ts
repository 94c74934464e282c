import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { truncate } from '../../src/call/truncate.js';

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: `customer ${id}` }));

describe('truncating a value', () => {
  it('does not change a value that fits', () => {
    const value = { data: rows(3) };
    expect(truncate(value, 10_000)).toEqual({ value, truncations: [] });
  });

  it('drops elements at the end of the long list and keeps the small parts', () => {
    const { value, truncations } = truncate({ data: rows(500), pagination: { total: 500 } }, 1_000);
    const kept = (value as { data: unknown[] }).data;
    expect(kept).toEqual(rows(kept.length));
    expect(value).toMatchObject({ pagination: { total: 500 } });
    expect(truncations).toEqual([{ path: 'data', kept: kept.length, total: 500, unit: 'elements' }]);
  });

  it('shares the space between two long lists', () => {
    const { value } = truncate({ a: rows(300), b: rows(300) }, 2_000);
    const { a, b } = value as { a: unknown[]; b: unknown[] };
    expect(a.length).toBeGreaterThan(10);
    expect(Math.abs(a.length - b.length)).toBeLessThanOrEqual(1);
  });

  it('truncates inside the only large element of a list', () => {
    const { value, truncations } = truncate({ data: [{ id: 1, lines: rows(400) }] }, 800);
    expect(value).toMatchObject({ data: [{ id: 1 }] });
    expect(truncations).toEqual([expect.objectContaining({ path: 'data[].lines', total: 400 })]);
  });

  it('shortens a text only if nothing else can be left out', () => {
    const { value, truncations } = truncate({ html: 'x'.repeat(5_000), id: 7 }, 300);
    expect(value).toMatchObject({ id: 7 });
    expect(truncations).toEqual([expect.objectContaining({ path: 'html', total: 5_000, unit: 'characters' })]);
  });

  it('keeps the size limit for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.integer({ min: 200, max: 2_000 }), (original, budget) => {
        const { value, truncations } = truncate(original, budget);
        const length = JSON.stringify(value).length;
        expect(length).toBeLessThanOrEqual(Math.max(budget * 1.1, 200));
        if (JSON.stringify(original).length > budget) expect(truncations.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
