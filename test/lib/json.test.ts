import { LosslessNumber } from 'lossless-json';
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
});
