/** Edits of JSON with comments: what is not edited stays byte for byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBlankInJsonc, readJsonc, removeFromJsonc, setInJsonc } from '../../src/hosts/jsonc.js';
import { anyCharacter } from '../any-character.js';

const PATH = ['mcpServers', 'capillary'];
const ENTRY = { command: 'node', args: ['cli.js'], env: { A: '1' } };

/** A file as hosts and people write it: comments anywhere, any indentation, either line end, trailing commas. */
const blanks = fc.constantFrom('', ' ', '\t', '\n', '\r\n', '\n  ', '\r\n\t');
const comments = fc.constantFrom(
  '',
  '',
  '',
  '/* a, { " */',
  "// it's } here\n",
  '/**/\n',
  '//\r\n',
  '// "x": 1,\n  ',
  '/* // */',
);
const trivia = fc.tuple(blanks, comments, blanks).map((parts) => parts.join(''));
const scalar = fc.oneof(
  fc.constantFrom('1', '-1.50e3', 'true', 'null', '""', '"\\u00e9"', '"a \\"b\\" // c"', '"}],"'),
  fc.string({ unit: anyCharacter, maxLength: 6 }).map((text) => JSON.stringify(text)),
);
const key = fc
  .oneof(fc.constantFrom('a', 'b', 'other', 'x y'), fc.string({ maxLength: 4 }))
  .filter((text) => text !== 'mcpServers' && text !== 'capillary');

const list = (items: string[], open: string, close: string, inner: string[], trailing: boolean): string => {
  const text = items.map((item, index) => `${inner[2 * index] ?? ''}${item}${inner[2 * index + 1] ?? ''}`).join(',');
  return `${open}${text}${trailing && items.length > 0 ? ',' : ''}${inner.at(-1) ?? ''}${close}`;
};
const inner = fc.array(trivia, { minLength: 9, maxLength: 9 });
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc
      .tuple(fc.array(tie('value'), { maxLength: 3 }), inner, fc.boolean())
      .map(([items, gaps, trailing]) => list(items, '[', ']', gaps, trailing)),
    members(tie('value')),
  ),
}));
function members(values: fc.Arbitrary<string>, extra: fc.Arbitrary<string[]> = fc.constant([])): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.uniqueArray(key, { maxLength: 3 }),
      fc.array(fc.tuple(values, trivia), { minLength: 3, maxLength: 3 }),
      extra,
      inner,
      fc.boolean(),
      fc.nat(4),
    )
    .map(([keys, texts, added, gaps, trailing, at]) => {
      const items = keys.map((name, index) => `${JSON.stringify(name)}:${texts[index]?.[1]}${texts[index]?.[0]}`);
      items.splice(at, 0, ...added);
      return list(items, '{', '}', gaps, trailing);
    });
}
const servers = members(value).map((text) => [`"mcpServers": ${text}`]);
const file = fc
  .tuple(fc.constantFrom('', '\uFEFF'), trivia, fc.oneof(members(value), members(value, servers)), trivia)
  .map((parts) => parts.join(''));

const RUNS = { numRuns: 1_500 };

/** Whether `part` is what remains of `whole` after pieces of it were cut out. */
const remainsOf = (part: string, whole: string): boolean => {
  let at = 0;
  for (const character of whole) if (character === part.slice(at, at + character.length)) at += character.length;
  return at === part.length;
};

const record = (text: string): Record<string, unknown> => readJsonc(text) as Record<string, unknown>;
const serversOf = (text: string): Record<string, unknown> => record(text)['mcpServers'] as Record<string, unknown>;

describe('setting a member of a JSON file', () => {
  it('adds text and changes no character, whatever the file looks like', () => {
    fc.assert(
      fc.property(file, (text) => {
        const edited = setInJsonc(text, PATH, ENTRY);
        const { mcpServers, ...others } = record(text);
        expect(record(edited)).toEqual({ ...others, mcpServers: { ...(mcpServers as object), capillary: ENTRY } });
        // Blanks inside of an empty object may go.
        const solid = (each: string): string => each.replace(/\s/g, '');
        expect(remainsOf(solid(text), solid(edited)), edited).toBe(true);
      }),
      RUNS,
    );
  });

  it('is undone by removing the member, byte for byte', () => {
    fc.assert(
      fc.property(file, (text) => {
        const edited = removeFromJsonc(setInJsonc(text, PATH, ENTRY), PATH);
        const others = Object.keys(record(text));
        if (others.includes('mcpServers')) {
          const wasEmpty = Object.keys(serversOf(text)).length === 0;
          expect(wasEmpty ? edited.replace(/\s/g, '') : edited).toBe(wasEmpty ? text.replace(/\s/g, '') : text);
        } else {
          const whole = removeFromJsonc(edited, ['mcpServers']);
          expect(others.length === 0 ? whole.replace(/\s/g, '') : whole).toBe(
            others.length === 0 ? text.replace(/\s/g, '') : text,
          );
        }
      }),
      RUNS,
    );
  });

  it('replaces a value and nothing else', () => {
    fc.assert(
      fc.property(file, (text) => {
        const first = setInJsonc(text, PATH, { command: 'a' });
        const second = setInJsonc(first, [...PATH, 'command'], 'b');
        expect(second).toBe(
          first.replace('"command": "a"', '"command": "b"').replace('"command":"a"', '"command":"b"'),
        );
      }),
      RUNS,
    );
  });
});

describe('removing any member of a JSON file', () => {
  it('leaves all others, and every comment outside of it', () => {
    fc.assert(
      fc.property(file, fc.nat(3), (text, index) => {
        const keys = Object.keys(record(text));
        const name = keys[index % Math.max(keys.length, 1)];
        fc.pre(name !== undefined);
        const removed = removeFromJsonc(text, [name ?? '']);
        const { [name ?? '']: _, ...others } = record(text);
        expect(record(removed)).toEqual(others);
        expect(remainsOf(removed, text), removed).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('a JSON file', () => {
  it.each([
    ['', '{\n  "mcpServers": {\n    "capillary": {\n      "command": "x"\n    }\n  }\n}\n'],
    ['{}', '{\n  "mcpServers": {\n    "capillary": {\n      "command": "x"\n    }\n  }\n}'],
    ['{"a":1}', '{"a":1,"mcpServers":{"capillary":{"command":"x"}}}'],
    [
      '{\n\t"mcpServers": {\n\t\t"a": {} // first\n\t}\n}\n',
      '{\n\t"mcpServers": {\n\t\t"a": {}, // first\n\t\t"capillary": {\n\t\t\t"command": "x"\n\t\t}\n\t}\n}\n',
    ],
    [
      '{\r\n    "mcpServers": {\r\n        "a": {},\r\n    },\r\n}',
      '{\r\n    "mcpServers": {\r\n        "a": {},\r\n        "capillary": {\r\n            "command": "x"\r\n        },\r\n    },\r\n}',
    ],
    [
      '{\n  "mcpServers": {\n    // none yet\n  }\n}',
      '{\n  "mcpServers": {\n    // none yet\n    "capillary": {\n      "command": "x"\n    }\n  }\n}',
    ],
  ])('is written in its own style: %j', (text, expected) => {
    expect(setInJsonc(text, PATH, { command: 'x' })).toBe(expected);
  });

  it.each([
    ['{ "a": 1', 'line 1, column 9: close brace expected'],
    ['{\n  "a": \n}', 'line 3, column 1: value expected'],
    ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3: comma expected'],
    ['[]', 'line 1, column 1: expected an object'],
    ['{\n  "mcpServers": []\n}', 'line 2, column 17: expected an object'],
    ["{ 'a': 1 }", 'line 1, column 3: invalid symbol'],
  ])('that is wrong is refused, with the place: %j', (text, message) => {
    expect(() => setInJsonc(text, PATH, ENTRY)).toThrow(message);
  });

  it('counts a key that occurs twice as JSON.parse does', () => {
    const text = '{ "mcpServers": {}, "mcpServers": { "a": {} } }';
    expect(serversOf(setInJsonc(text, PATH, {}))).toEqual({ a: {}, capillary: {} });
  });

  it('says whether an object holds nothing, not even a comment', () => {
    expect(isBlankInJsonc('{"a": { \n}}', ['a'])).toBe(true);
    expect(isBlankInJsonc('{"a": { /* b */ }}', ['a'])).toBe(false);
    expect(isBlankInJsonc('{}', ['a'])).toBe(false);
  });
});
