/** Counting the values in JSON text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasMoreValues } from '../../src/lib/json-values.js';
import { anyCharacter } from '../any-character.js';

/** The number of values in a parsed JSON value, itself included. */
const countValues = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? 1 + Object.values(value).reduce<number>((sum, part) => sum + countValues(part), 0)
    : 1;

describe('the values in JSON text', () => {
  it('are counted as the parser finds them, whatever the texts contain', () => {
    const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.stringMatching(/^[\\"[\]{},:]{0,8}$/));
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.double(),
        fc.constant(null),
        fc.array(tie('value'), { maxLength: 6 }),
        fc.dictionary(text, tie('value'), { maxKeys: 6 }),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        // Blanks at the end, because short text is not counted at all.
        const written = Buffer.from(JSON.stringify(value) + ' '.repeat(5_000));
        const count = countValues(JSON.parse(JSON.stringify(value)));
        expect(hasMoreValues(written, count)).toBe(false);
        if (count > 1) expect(hasMoreValues(written, count - 1)).toBe(true);
      }),
    );
  });

  it.each([
    ['a text of backslashes', `["${'\\\\'.repeat(1_000_000)}"]`, 2],
    ['a text of quotes', `["${'\\"'.repeat(1_000_000)}"]`, 2],
    ['a text without an end', `["${'\\"'.repeat(1_000_000)}`, 2],
    ['empty lists', `[${'[],'.repeat(500_000)}[]]`, 500_002],
    ['open lists', '['.repeat(1_000_000), 1_000_001],
  ])('of %s are counted', (_, json, count) => {
    expect(hasMoreValues(Buffer.from(json), count)).toBe(false);
    expect(hasMoreValues(Buffer.from(json.padEnd(2 * count)), count - 1)).toBe(true);
  });
});
