import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleJson, visibleText } from '../../src/call/visible.js';
import { stringifyJson } from '../../src/lib/json.js';
import { anyCharacter } from '../any-character.js';

describe('text that an agent reads', () => {
  it.each([
    ['zero-width space and joiners', 'a\u200b\u200c\u200d\u2060b'],
    ['bidirectional controls', 'a\u202e\u202d\u2066\u2069\u200e\u061cb'],
    ['control characters', 'a\u0000\u0007\u001b\u007f\u0085b'],
    ['a byte order mark and soft hyphens', 'a\ufeff\u00adb'],
    ['tags and variation selectors that spell hidden text', 'a\u{e0049}\u{e0067}\u{e0100}b'],
    ['line and paragraph separators', 'a\u2028\u2029b'],
  ])('has no %s', (_, hidden) => {
    expect(visibleText(hidden)).toBe('ab');
    expect(visibleJson(stringifyJson({ [hidden]: hidden }))).toBe('{"ab":"ab"}');
  });

  it.each(['नमस्ते', 'שלום', 'Zoë 👍🏽 ❤️', 'tab\tline\nreturn\r', 'quote " slash / back \\ u0007 \\u0007 \\b'])(
    'keeps %j',
    (text) => {
      expect(visibleText(text)).toBe(text);
      expect(JSON.parse(visibleJson(stringifyJson([text])))).toEqual([text]);
    },
  );

  it('is still JSON, and never longer', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        const json = stringifyJson(value);
        const visible = visibleJson(json);
        expect(visible.length).toBeLessThanOrEqual(json.length);
        expect(() => JSON.parse(visible)).not.toThrow();
        expect(visibleJson(visible)).toBe(visible);
      }),
    );
  });
});
