/** Results whose answers were compacted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { followPointers, withLists } from '../../evals/surfaces/pointers.js';
import { createCallTool } from '../../src/call/call.js';
import {
  successAnswer,
  successResult,
  type ToolResult,
  toCombinedResult,
  withoutExcess,
} from '../../src/call/result.js';
import type { CapillaryClient } from '../../src/client/types.js';
import type { Definition } from '../../src/tools/define.js';
import { define } from '../client/definitions.js';

const read = define('get', 'v2/customers', { tool: 'customer_find' });
const write = define('put', 'v2/badges', { tool: 'badge_update', effect: 'update', body: () => z.looseObject({}) });

const notesOf = ({ content }: ToolResult): string => content[1]?.text ?? '';
const readValue = ({ content }: ToolResult): unknown => JSON.parse(content[0]?.text ?? '');

function answeredBy(data: unknown, options: { compact?: boolean } = {}) {
  const client: CapillaryClient = {
    send: async () => ({ data, warnings: [], httpStatus: 200, length: JSON.stringify(data).length }),
    close: async () => undefined,
  };
  const callTool = createCallTool({ client: async () => client, maxCharacters: 28_000, ...options });
  return (definition: Definition, args: Record<string, unknown>) => callTool(definition, args);
}

describe('the answer of a call', () => {
  const row = {
    note: null,
    comment: '',
    series: { id: 7, description: 'Monsoon sale, everything must go until the rain ends' },
  };
  const data = { data: [1, 2, 3, 4].map((id) => ({ id, ...row })), warnings: [] };

  it('is compacted if it is a read', async () => {
    const result = await answeredBy(data)(read, {});
    expect(readValue(result)).toEqual({
      data: { everyRow: { series: row.series }, columns: ['id'], rows: [[1], [2], [3], [4]] },
      warnings: [],
    });
    expect(notesOf(result)).toBe(
      'Left out because they are empty: note, comment.\nTables: each of "rows" has the values of "columns" in order (null: no value), and all that "everyRow" has.',
    );
  });

  it('keeps its rows and what is empty if it is a write, which may say something, and shows repetitions once', async () => {
    const result = await answeredBy(data)(write, { body: {} });
    const repeated = { note: null, comment: '', series: '(same as data[0].series)' };
    expect(readValue(result)).toEqual({
      data: [data.data[0], ...[2, 3, 4].map((id) => ({ id, ...repeated }))],
      warnings: [],
    });
    expect(notesOf(result)).toBe('"(same as path)" stands for the value at that path.');
  });

  it('is as the API sent it if compacting is off', async () => {
    const result = await answeredBy(data, { compact: false })(read, {});
    expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(data) }]);
  });

  it('cannot be sent back with a pointer in place of a value', async () => {
    const problem = 'points to a value in an earlier answer; pass that value itself';
    const result = await answeredBy(data)(write, { body: { id: 1, series: '(same as data[0].series)' } });
    expect(result.isError).toBe(true);
    expect(readValue(result)).toMatchObject({
      error: { details: { arguments: [{ argument: 'body.series', problem }] } },
    });
  });

  it('leaves it to people to write texts in parentheses', async () => {
    const result = await answeredBy(data)(write, {
      body: { address: '(same as billing address)', note: '(same as above)' },
    });
    expect(result.isError).toBeUndefined();
  });
});

describe('a table', () => {
  const store = { code: 'blr01', name: 'Bangalore, MG Road, opposite the old post office' };
  const bill = (id: number) => ({ id, number: `B-${id}`, till: { code: `t${id}`, type: 'TILL' }, store });
  const data = { data: Array.from({ length: 500 }, (_, id) => bill(id)), warnings: [] };
  const maxCharacters = 2_000;

  it('loses rows at its end if it is too long, and a note counts them at the path of the list', () => {
    const result = successResult(read, data, { maxCharacters, compactTo: maxCharacters });
    const { data: shown } = followPointers(readValue(result)) as typeof data;
    expect(shown).toEqual(data.data.slice(0, shown.length));
    expect(shown.length).toBeGreaterThan(30);
    expect(notesOf(result)).toContain(`Truncated: data shows ${shown.length} of 500 elements.`);
    expect(JSON.stringify(result.content).length).toBeLessThan(maxCharacters + 100);
  });

  it('loses the same rows if it is one of several answers', () => {
    const parts = [1, 2].map(() => withoutExcess(successAnswer(read, data, { compactTo: 4_000 }), 4_000));
    const result = toCombinedResult(parts, 4_000);
    for (const entry of readValue(result) as { result: unknown }[]) {
      const { data: shown } = followPointers(entry.result) as typeof data;
      expect(shown).toEqual(data.data.slice(0, shown.length));
      expect(shown.length).toBeGreaterThan(30);
    }
    expect(notesOf(result)).toMatch(/result\.data shows \d+ of 500 elements/);
  });

  it('is a list again if not even one row fits: that is shortened', () => {
    const long = { data: Array.from({ length: 5 }, (_, id) => ({ id, a: `${id}${'a'.repeat(3_000)}`, ...store })) };
    const result = successResult(read, long, { maxCharacters, compactTo: maxCharacters });
    expect(readValue(result)).toEqual({ data: [{ ...store, id: 0, a: expect.stringMatching(/^0a+…$/) }] });
    expect(notesOf(result)).toContain('Truncated: data shows 1 of 5 elements.');
    expect(notesOf(result)).toMatch(/data\[\]\.a shows \d+ of 3001 characters/);
  });

  it('shows no credentials, wherever they are', () => {
    const secret =
      'Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U';
    const rows = Array.from({ length: 40 }, (_, id) => ({ id, note: `${secret}${id}`, all: secret, ...store }));
    const result = successResult(read, { data: rows }, { maxCharacters: 4_000, compactTo: 4_000 });
    expect(readValue(result)).toMatchObject({ data: { everyRow: store, columns: ['id', 'note'] } });
    expect(result.content[0]?.text).not.toContain('eyJzdWIi');
  });
});

/** Lists inside rows, so that a cut may be anywhere. */
const part = fc.constantFrom(...['red', 'green', 'blue'].map((colour) => ({ colour, text: colour.repeat(10) })));
const row = fc.record({
  first: fc.array(part, { maxLength: 12 }),
  second: fc.record({ parts: fc.array(fc.record({ part }), { maxLength: 12 }), last: part }),
  text: fc.constantFrom('a text that is repeated '.repeat(3), 'x'.repeat(2_000)),
});
const answers = fc.record({ rows: fc.array(row, { maxLength: 30 }), others: fc.array(row, { maxLength: 30 }) });

/** The pointers in a value to something that it does not have. */
function danglingIn(value: unknown): string[] {
  const written = withLists(value);
  const pointers = [...JSON.stringify(written).matchAll(/"\(same as ([^"]*)\)"/g)].map(([, path = '']) => path);
  return pointers.filter((path) => {
    const keys = path.match(/[^.[\]]+/g) ?? [];
    return keys.reduce<unknown>((at, key) => Object(at)[key], written) === undefined;
  });
}

describe('a pointer', () => {
  it('never points to what was cut', () => {
    let pointers = 0;
    const property = fc.property(answers, fc.integer({ min: 1_750, max: 12_000 }), (data, maxCharacters) => {
      const value = readValue(successResult(read, data, { maxCharacters, compactTo: maxCharacters }));
      expect(danglingIn(value)).toEqual([]);
      if (JSON.stringify(value).includes('(same as')) pointers += 1;
    });
    fc.assert(property, { numRuns: 200 });
    expect(pointers).toBeGreaterThan(50);
  });

  it('never points to what was cut from one of several answers', () => {
    const property = fc.property(
      fc.array(answers, { maxLength: 4 }),
      fc.integer({ min: 1_750, max: 12_000 }),
      (all, max) => {
        const parts = all.map((data) => withoutExcess(successAnswer(read, data, { compactTo: max }), max));
        const entries = readValue(toCombinedResult(parts, max)) as { result?: unknown }[];
        for (const { result = {} } of entries) expect(danglingIn(result)).toEqual([]);
      },
    );
    fc.assert(property);
  });
});
