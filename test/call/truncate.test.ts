import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../src/call/table.js';
import { truncate } from '../../src/call/truncate.js';

const rows = (count: number) => Array.from({ length: count }, (_, id) => ({ id, name: `customer ${id}` }));

describe('truncating a value', () => {
  it('does not change a value that fits', () => {
    const value = { data: rows(3) };
    expect(truncate(value, 10_000)).toEqual({ value, size: JSON.stringify(value).length, truncations: [] });
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

  const numbers = [10, 20, 30, 40];
  const record = { aaaa: 1, bbbb: 2, cccc: 3 };
  it.each<[unknown, number, unknown]>([
    [numbers, 13, numbers],
    [numbers, 12, [10, 20, 30]],
    [numbers, 10, [10, 20, 30]],
    [numbers, 9, [10, 20]],
    [record, 28, record],
    [record, 27, { aaaa: 1, bbbb: 2 }],
    [record, 19, { aaaa: 1, bbbb: 2 }],
    [record, 18, { aaaa: 1 }],
    ['0123456789abcdefgh', 20, '0123456789abcdefgh'],
    ['0123456789abcdefgh', 19, '0123456789abcdef…'],
    [[['0123456789']], 11, [['0123…']]],
  ])('keeps all that fits, and no more: %j in %i characters', (original, budget, expected) => {
    expect(truncate(original, budget).value).toEqual(expected);
    expect(truncate(original, budget).truncations).toHaveLength(expected === original ? 0 : 1);
  });

  it('reports the fields that were left out', () => {
    expect(truncate({ part: record }, 36).truncations).toEqual([{ path: 'part', kept: 2, total: 3, unit: 'fields' }]);
  });

  it('leaves no space unused, wherever the small parts are', () => {
    const parts = { first: rows(300), count: 7, second: rows(300), note: 'small', third: rows(300) };
    for (let budget = 500; budget < 600; budget += 1) {
      const { value } = truncate(parts, budget);
      const size = JSON.stringify(value).length;
      expect(value).toMatchObject({ count: 7, note: 'small' });
      expect(size).toBeLessThanOrEqual(budget);
      expect(size).toBeGreaterThan(budget - 3 * JSON.stringify(rows(1)).length);
    }
  });

  it('measures a table exactly, and drops rows at its end', () => {
    const everyRow = { currency: 'INR', 'till.type': 'TILL' };
    const lists = rows(60).map(({ id, name }) => [id, name]);
    for (const table of [
      new Table({ everyRow, columns: ['id', 'na"me'], rows: lists }),
      new Table({ columns: ['id', 'name'], rows: lists }),
      new Table({ everyRow, rows: rows(60) }),
    ]) {
      const length = JSON.stringify(table).length;
      expect(truncate(table, length)).toEqual({ value: table, size: length, truncations: [] });
      const { value, size, truncations } = truncate({ data: table }, length);
      expect(JSON.stringify(value)).toHaveLength(size);
      expect(truncations).toEqual([{ path: 'data', kept: 59, total: 60, unit: 'elements' }]);
    }
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
