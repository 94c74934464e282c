/** Nothing that the API or a caller sends makes a result larger than its limit, and its cost is bounded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import {
  failureAnswer,
  failureResult,
  roomForFirstNotes,
  successAnswer,
  successResult,
  type ToolResult,
  textResult,
  toCombinedResult,
  withoutExcess,
} from '../../src/call/result.js';
import { visibleText } from '../../src/call/visible.js';
import { CapillaryError } from '../../src/client/errors.js';
import { parseJson } from '../../src/lib/json.js';
import { anyCharacter } from '../any-character.js';
import { define } from '../client/definitions.js';

const LIMIT = 28_000;
const endpoint = define('get', 'v2/customers', { tool: 'customer_find' });

/** The length of a result: its JSON as it is, and the notes as JSON encodes them. */
const lengthOf = ({ content: [value, notes] }: ToolResult): number =>
  (value?.text.length ?? 0) + (notes ? JSON.stringify(notes.text).length - 2 : 0);

const readValue = ({ content }: ToolResult): unknown => JSON.parse(content[0]?.text ?? '');
const notesOf = ({ content }: ToolResult): string => content[1]?.text ?? '';
const nested = (depth: number, filler: string): unknown =>
  JSON.parse(`${`{"filler":"${filler}","next":`.repeat(depth)}1${'}'.repeat(depth)}`);

describe('a result stays within the limit', () => {
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 300 }),
    fc.constantFrom('\u0001', '"', '\\', '💳', '\ud800', 'x').chain((part) => {
      return fc.integer({ min: 0, max: 4_000 }).map((count) => part.repeat(count));
    }),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      hostile,
      fc.double(),
      fc.integer({ min: 16, max: 3_000 }).map((digits) => parseJson('9'.repeat(digits))),
      fc.constantFrom(null, true),
      fc.array(tie('any'), { maxLength: 30 }),
      fc.dictionary(hostile, tie('any'), { maxKeys: 30 }),
    ),
  })).any;

  it('with any value, fields and notes', () => {
    fc.assert(
      fc.property(
        value,
        fc.array(hostile, { maxLength: 50 }),
        fc.option(fc.array(hostile, { minLength: 1, maxLength: 50 }), { nil: undefined }),
        fc.integer({ min: 300, max: 5_000 }),
        (data, notes, fields, maxCharacters) => {
          const result = successResult(endpoint, data, { notes, maxCharacters, ...(fields && { fields }) });
          expect(lengthOf(result)).toBeLessThanOrEqual(maxCharacters);
          readValue(result);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with a short answer, which is the same whether or not its length is known', () => {
    fc.assert(
      fc.property(value, fc.integer({ min: 300, max: 5_000 }), (data, maxCharacters) => {
        const measured = successResult(endpoint, data, { maxCharacters });
        expect(successResult(endpoint, data, { maxCharacters, length: 100 })).toEqual(measured);
      }),
      { numRuns: 300 },
    );
  });

  it('with any answers of several calls, each of which is in the result', () => {
    const answer = fc.tuple(value, fc.array(hostile, { maxLength: 10 }), fc.boolean()).map(([data, notes, fails]) => {
      const error = new CapillaryError({
        kind: 'rejected',
        retryable: false,
        message: 'm',
        hint: 'h',
        details: { data },
      });
      return fails ? failureAnswer(error, notes) : successAnswer(endpoint, data, { notes });
    });
    fc.assert(
      fc.property(
        fc.array(answer, { minLength: 1, maxLength: 20 }),
        fc.array(hostile, { maxLength: 5 }),
        fc.integer({ min: 1_750, max: 8_000 }),
        (answers, notes, maxCharacters) => {
          const kept = answers.map((each) => withoutExcess(each, maxCharacters));
          const result = toCombinedResult(kept, maxCharacters, notes);
          expect(lengthOf(result)).toBeLessThanOrEqual(maxCharacters);
          expect(readValue(result)).toMatchObject(answers.map((_, index) => ({ call: index + 1 })));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('with any error', () => {
    fc.assert(
      fc.property(
        fc.record({ message: hostile, hint: hostile, details: fc.record({ details: value }) }),
        fc.array(hostile, { maxLength: 50 }),
        fc.integer({ min: 300, max: 5_000 }),
        (fields, notes, maxCharacters) => {
          const error = new CapillaryError({ kind: 'rejected', retryable: false, ...fields });
          const result = failureResult(error, maxCharacters, notes);
          expect(lengthOf(result)).toBeLessThanOrEqual(maxCharacters);
          expect(readValue(result)).toMatchObject({ error: { kind: 'rejected' } });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with the outcomes of earlier writes, which are shown whole', () => {
    const note = fc.string({ unit: anyCharacter, maxLength: 360 });
    fc.assert(
      fc.property(
        fc.array(note, { minLength: 1, maxLength: 16 }),
        fc.array(hostile, { maxLength: 50 }),
        value,
        fc.integer({ min: 1_750, max: 5_000 }),
        fc.boolean(),
        (written, others, data, maxCharacters, isFailure) => {
          let left = roomForFirstNotes(maxCharacters);
          const late = written.filter((each) => {
            left -= JSON.stringify(each).length;
            return left >= 0;
          });
          const notes = [...late, ...others];
          const error = new CapillaryError({ kind: 'rejected', message: 'm', hint: 'h', retryable: false });
          const result = isFailure
            ? failureResult(error.with({ details: { data } }), maxCharacters, notes)
            : successResult(endpoint, data, { notes, maxCharacters });
          expect(lengthOf(result)).toBeLessThanOrEqual(maxCharacters);
          expect(notesOf(result).startsWith(visibleText(late.join('\n')))).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('with notes that just fit beside the value', () => {
    const notes = ['one', 'two', 'three'];
    const data = 'x'.repeat(300);
    const maxCharacters = JSON.stringify(data).length + notes.reduce((sum, note) => sum + note.length + 2, 0);
    expect(notesOf(successResult(endpoint, data, { notes, maxCharacters }))).toBe('one\ntwo\nthree');
  });

  it('with an error that does not fit, and says what was cut', () => {
    const rows = Array.from({ length: 500 }, (_, row) => ({ row, reason: 'x'.repeat(100) }));
    const fields = { kind: 'partial', hint: 'h', retryable: false } as const;
    const many = failureResult(new CapillaryError({ ...fields, message: 'm', details: { rows } }), LIMIT);
    expect(notesOf(many)).toMatch(/^Truncated: error\.details\.rows shows \d+ of 500 elements\.$/);
    const long = failureResult(new CapillaryError({ ...fields, message: 'm'.repeat(50_000) }), LIMIT);
    expect(notesOf(long)).toMatch(/^Truncated: error\.message shows \d+ of 50000 characters\.$/);
    expect(lengthOf(long)).toBeGreaterThan(LIMIT / 2);
    expect(notesOf(failureResult(new CapillaryError({ ...fields, message: 'm' }), LIMIT))).toBe('');
  });

  it('with any blocks of text', () => {
    const texts = fc.array(hostile, { maxLength: 30 });
    const closing = fc.array(fc.string({ maxLength: 60 }), { maxLength: 3 });
    fc.assert(
      fc.property(texts, closing, fc.integer({ min: 1_700, max: 5_000 }), (blocks, ending, max) => {
        const { content } = textResult(blocks, ending, max);
        expect(content).toHaveLength(1);
        expect(JSON.stringify(content[0]?.text).length).toBeLessThanOrEqual(max);
        const isWhole = content[0]?.text === [...blocks, ...ending].join('\n');
        if (!isWhole) expect(content[0]?.text).toMatch(/\n\(cut here: .*\)$/);
      }),
      { numRuns: 200 },
    );
  });

  it('with 3,000 warnings, and says how many were left out', async () => {
    const warnings = Array.from({ length: 3_000 }, (_, row) => ({
      code: row,
      message: `Row ${row}: ${'x'.repeat(50)}`,
    }));
    const client = { send: async () => ({ data: {}, warnings, httpStatus: 200 }), close: async () => {} };
    const call = createCallTool({ client: async () => client, maxCharacters: LIMIT });
    const result = await call(endpoint, {});
    expect(lengthOf(result)).toBeLessThanOrEqual(LIMIT);
    expect(lengthOf(result)).toBeGreaterThan(LIMIT * 0.9);
    expect(notesOf(result)).toMatch(/^API warning 0: Row 0.*\n\d+ more notes were left out\.$/s);
  });

  it('with 100 wrong fields, and leaves three quarters to the value', () => {
    const row = Object.fromEntries(Array.from({ length: 30 }, (_, key) => [`${key}`.padEnd(30, 'x'), 'value']));
    const data = { id: 'x'.repeat(100_000), rows: [row] };
    const fields = ['id', ...Array.from({ length: 99 }, (_, wrong) => `rows[].wrong${wrong}`)];
    const result = successResult(endpoint, data, { fields, maxCharacters: LIMIT });
    expect(lengthOf(result)).toBeLessThanOrEqual(LIMIT);
    expect(notesOf(result)).toMatch(
      /^fields: nothing at 'rows\[\]\.wrong0', .* and 91 more; 'rows' has: 0x.*Truncated: id/s,
    );
    expect(result.content[0]?.text.length).toBeGreaterThan(LIMIT * 0.6);
  });

  it('counts escapes, keeps surrogate pairs whole, and shows a long number as text', () => {
    const control = successResult(endpoint, { text: '\u0001'.repeat(LIMIT) }, { maxCharacters: LIMIT });
    expect(lengthOf(control)).toBeLessThanOrEqual(LIMIT);
    const { emoji } = readValue(successResult(endpoint, { emoji: '💳'.repeat(LIMIT) }, { maxCharacters: LIMIT })) as {
      emoji: string;
    };
    expect(emoji).toMatch(/^(💳)+…$/u);
    const data = parseJson(`{"number":${'7'.repeat(100_000)}}`);
    expect(readValue(successResult(endpoint, data, { maxCharacters: LIMIT }))).toEqual({
      number: expect.stringMatching(/^7+…$/),
    });
  });

  it('replaces parts below 64 levels, and says where', () => {
    const result = successResult(endpoint, { a: nested(100, ''), b: 1 }, { maxCharacters: LIMIT });
    expect(readValue(result)).toMatchObject({ b: 1 });
    expect(notesOf(result)).toMatch(/^Truncated: a\.next\.next.*… is nested too deeply to be shown\.\n/);
    expect(result.content[0]?.text).toContain('"next":"…"');
  });

  it.each<[string, unknown]>([
    ['5 MB at depth 400', nested(400, 'x'.repeat(12_500))],
    ['a depth of 1,000,000', JSON.parse(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)],
  ])('with %s', (_, data) => {
    expect(lengthOf(successResult(endpoint, { data }, { maxCharacters: LIMIT }))).toBeLessThanOrEqual(LIMIT);
  });

  it.each<[string, object]>([
    ['keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`key${key}`, key]))],
    ['rows', Array.from({ length: 100_000 }, (_, id) => ({ id }))],
  ])('with 100,000 %s, and reads no more of them than could fit', (_, large) => {
    const count = { listed: 0, read: 0 };
    const data = new Proxy(large, {
      ownKeys: (target) => {
        count.listed += 1;
        return Reflect.ownKeys(target);
      },
      get: (target, key) => {
        count.read += 1;
        return Reflect.get(target, key);
      },
    });
    expect(lengthOf(successResult(endpoint, { data }, { maxCharacters: LIMIT }))).toBeLessThanOrEqual(LIMIT);
    // Once to look for times, once to measure.
    expect(count.listed).toBeLessThanOrEqual(2);
    expect(count.read).toBeLessThan(LIMIT);
  });
});
