/** Results in both forms: as text, and as `structuredContent`. */
import { describe, expect, it } from 'vitest';
import { failureResult, type ToolResult, textResult, toCombinedResult, toResult } from '../../src/call/result.js';
import { roomInBothForms, toStructuredResult } from '../../src/call/structured-result.js';
import { CapillaryError } from '../../src/client/errors.js';
import { parseJson } from '../../src/lib/json.js';

const LIMIT = 28_000;
const structured = (result: ToolResult, limit = LIMIT) => toStructuredResult(result, limit);
const textOf = ({ content }: ToolResult): string => content[0]?.text ?? '';

const createError = (message: string, hint: string) =>
  new CapillaryError({ kind: 'timeout', message, hint, retryable: false, outcome: 'unknown' });
const error = createError('No answer.', 'Read before you repeat it.');

describe('a result in both forms', () => {
  it('has its notes inside, and the same JSON as text', () => {
    const result = structured(toResult({ value: { id: 7 }, notes: ['One.', 'Two.'] }, LIMIT));
    expect(result.structuredContent).toEqual({ id: 7, _notes: ['One.', 'Two.'] });
    expect(result.content).toHaveLength(1);
    expect(JSON.parse(textOf(result))).toEqual(result.structuredContent);
  });

  it('has no notes if there are none', () => {
    expect(structured(toResult({ value: { id: 7 }, notes: [] }, LIMIT)).structuredContent).toEqual({ id: 7 });
  });

  it('is an object around the answers of several calls', () => {
    const answers = [
      { value: [1], notes: ['x'] },
      { value: error.toJSON(), notes: [], isError: true as const },
    ];
    expect(structured(toCombinedResult(answers, LIMIT)).structuredContent).toEqual({
      items: [
        { call: 1, result: [1] },
        { call: 2, ...JSON.parse(JSON.stringify(error)) },
      ],
      _notes: ['Call 1: x'],
    });
  });

  it('has numbers that a program cannot hold as text', () => {
    const result = structured(toResult({ value: parseJson('{"id":12345678901234567890}'), notes: [] }, LIMIT));
    expect(result.structuredContent).toEqual({ id: '12345678901234567890' });
    expect(textOf(result)).toBe('{"id":"12345678901234567890"}');
  });

  it('keeps words as they are, and has them in an object', () => {
    const words = 'customer_get(id: number)\n  read: …';
    const result = structured(textResult([words], [], LIMIT));
    expect(textOf(result)).toBe(words);
    expect(result.structuredContent).toEqual({ text: words });
  });

  it('stays an error, with its outcome', () => {
    const result = structured(failureResult(error, LIMIT, ['Sent.']));
    expect(result.isError).toBe(true);
    expect(result.structuredContent).toMatchObject({ error: { outcome: 'unknown' }, _notes: ['Sent.'] });
  });

  it.each([1_750, 5_000, LIMIT])('has at most %i characters in both together', (limit) => {
    const value = { data: Array.from({ length: 5_000 }, (_, id) => ({ id, name: 'x'.repeat(20) })) };
    const notes = Array.from({ length: 200 }, (_, number) => `Note ${number}`);
    for (const room of [roomInBothForms(limit), limit, 1_700]) {
      const result = structured(toResult({ value, notes }, room), limit);
      expect(textOf(result).length + JSON.stringify(result.structuredContent).length).toBeLessThanOrEqual(limit);
      expect(result.structuredContent).toMatchObject({ _notes: expect.arrayContaining(['Note 0']) });
    }
  });

  it('keeps the outcome of an error that has to be cut', () => {
    const result = structured(failureResult(createError('x'.repeat(900), 'y'.repeat(700)), 1_700), 1_750);
    expect(result.structuredContent).toMatchObject({ error: { kind: 'timeout', outcome: 'unknown' } });
    expect(2 * textOf(result).length).toBeLessThanOrEqual(1_750);
  });
});
