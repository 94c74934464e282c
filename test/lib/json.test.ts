import fc from 'fast-check';
import { LosslessNumber, parse, stringify } from 'lossless-json';
import { describe, expect, it } from 'vitest';
import { isObject, parseJson, stringifyJson } from '../../src/lib/json.js';

describe('JSON', () => {
  it('keeps every digit of integers above 2^53', () => {
    const text = '{"id":9007199254740993,"rows":[-12345678901234567890,1],"cardNumber":"1234567890123456"}';
    expect(stringifyJson(parseJson(text))).toBe(text);
  });

  it('has plain numbers if they are exact', () => {
    expect(parseJson('{"a":9007199254740991,"b":9007199254740993,"c":1.5,"d":0.12345678901234560}')).toEqual({
      a: 9007199254740991,
      b: new LosslessNumber('9007199254740993'),
      c: 1.5,
      d: 0.1234567890123456,
    });
  });

  it('uses the last of duplicate keys, with or without long numbers', () => {
    expect(parseJson('{"a":1,"a":2}')).toEqual({ a: 2 });
    expect(parseJson('{"a":1,"a":2,"b":"1234567890123456"}')).toEqual({ a: 2, b: '1234567890123456' });
  });

  it('does not change data that only looks like a long number', () => {
    const value = { isLosslessNumber: true, value: '1' };
    expect(JSON.parse(stringifyJson(value))).toEqual(value);
  });

  it('can be indented, and has null for a value without a JSON form', () => {
    expect(stringifyJson({ a: parseJson('12345678901234567') }, 2)).toBe('{\n  "a": 12345678901234567\n}');
    expect(stringifyJson(undefined)).toBe('null');
  });

  it('rejects a text that is not JSON', () => {
    expect(() => parseJson('{"a":')).toThrow(SyntaxError);
    expect(() => parseJson('{"a":1234567890123456')).toThrow(SyntaxError);
  });

  it('distinguishes objects from arrays, null and long numbers', () => {
    expect([{}, [], null, new LosslessNumber('12345678901234567'), 'text'].map(isObject)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('reads long digits in strings, keys and decimals as what they are', () => {
    const text =
      '{"1234567890123456789":"a\\\\\\": 1234567890123456789 ,","d":1.1234567890123456789,"e":12345678901234567e3}';
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each([
    '{12345678901234567:1}',
    '{"a":1, 12345678901234567 : 1}',
    '[012345678901234567]',
    '[-012345678901234567]',
    '[--12345678901234567]',
    '[1 12345678901234567]',
    '"12345678901234567',
    '12345678901234567"',
  ])('rejects %s, with long digits where JSON has none', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('reads and writes any JSON exactly as the reference implementation does', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const value = parseJson(text);
        expect(value).toEqual(parseExactly(text));
        expect(stringifyJson(value)).toBe(stringify(value));
        expect(stringifyJson(value, 2)).toBe(stringify(value, undefined, 2));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts a damaged text exactly if the native parser does', () => {
    const damaged = fc
      .tuple(jsonText, fc.nat(), fc.constantFrom('', '"', '\\', ':', ',', '{', '0', '-', ' '))
      .map(([text, at, insertion]) => {
        const position = at % text.length;
        return text.slice(0, position) + insertion + text.slice(position + 1);
      });
    fc.assert(
      fc.property(damaged, (text) => {
        expect(isAccepted(parseJson, text)).toBe(isAccepted(JSON.parse, text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('reads any depth, with long numbers at the bottom', () => {
    const depth = 200_000;
    const text = `${'['.repeat(depth)}12345678901234567${']'.repeat(depth)}`;
    let value = parseJson(text);
    for (let level = 0; level < depth; level += 1) value = Array.isArray(value) ? value[0] : undefined;
    expect(value).toEqual(new LosslessNumber('12345678901234567'));
  });
});

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[1-9][0-9]{${min - 1},${max - 1}}$`));
const integer = fc
  .tuple(fc.constantFrom('', '-'), fc.oneof(digits(1, 5), digits(15, 25)))
  .map((parts) => parts.join(''));
const number = fc.oneof(
  integer,
  fc.constantFrom('0', '-0', '9007199254740991', '9007199254740992', '-9007199254740993'),
  fc
    .tuple(integer, fc.constantFrom('.', 'e', 'E-', '.5e+'), digits(1, 20))
    .map(([whole, mark, rest]) => whole + mark + (mark === '.' ? rest : rest.slice(0, 2))),
);
/** Texts with digits, quotes, backslashes and what surrounds numbers. */
const string = fc
  .array(fc.oneof(fc.constantFrom('"', '\\', ':', ',', '[', ']', '{', '}', ' ', '\n', 'é', '\u2028'), integer), {
    maxLength: 6,
  })
  .map((parts) => JSON.stringify(parts.join('')));
const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r\n');
const spaced = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    spaced(fc.oneof(number, string, fc.constantFrom('true', 'false', 'null', '{}', '[]'))),
    spaced(fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`)),
    spaced(
      fc
        .array(fc.tuple(spaced(string), tie('value')), { maxLength: 4 })
        .map((entries) => `{${entries.map(([key, item]) => `${key}:${item}`).join(',')}}`),
    ),
  ),
}));

const parseExactly = (text: string): unknown =>
  parse(text, undefined, {
    parseNumber: (digits) => {
      const value = Number(digits);
      return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? new LosslessNumber(digits) : value;
    },
    onDuplicateKey: ({ newValue }) => newValue,
  });

function isAccepted(parser: (text: string) => unknown, text: string): boolean {
  try {
    parser(text);
    return true;
  } catch {
    return false;
  }
}
