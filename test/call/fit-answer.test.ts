/** Whatever an API answers becomes an object that fits the output schema, and nothing of it is lost. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitAnswer } from '../../src/call/fit-answer.js';
import { parseJson } from '../../src/lib/json.js';

const LIMIT = 28_000;

const row = {
  type: 'object',
  properties: { id: { type: ['number', 'string', 'null'] }, name: { type: ['string', 'null'] } },
};
const tags = { type: ['array', 'null'], items: { type: 'string' } };
const schema = {
  type: 'object',
  properties: { data: { type: ['array', 'null'], items: row }, tags, total: { type: ['number', 'null'] }, any: {} },
};
const fitTo = (answer: unknown) => fitAnswer(answer, schema, LIMIT);

describe('an answer that fits', () => {
  it('stays as it is, with members that nobody documented', () => {
    const answer = { data: [{ id: 1, name: null, other: [{}] }], tags: ['a'], any: { x: 1 }, more: 7 };
    expect(fitTo(answer)).toEqual({ value: answer, unexpected: [] });
    expect(fitTo(answer).value).toBe(answer);
  });

  it('is an object, also if it is a documented list', () => {
    expect(fitAnswer([{ id: 1 }], { type: 'array', items: row }, LIMIT)).toEqual({
      value: { items: [{ id: 1 }] },
      unexpected: [],
    });
    expect(fitAnswer(7, {}, LIMIT)).toEqual({ value: { items: 7 }, unexpected: [] });
  });

  it('is empty if there is none', () => {
    for (const none of [undefined, null]) {
      expect(fitTo(none)).toEqual({ value: {}, unexpected: [] });
      expect(fitAnswer(none, { type: 'array' }, LIMIT)).toEqual({ value: {}, unexpected: [] });
    }
  });

  it('may have a long number where text or a number is expected, because it is sent as text', () => {
    expect(fitTo(parseJson('{"data":[{"id":12345678901234567890}]}')).unexpected).toEqual([]);
  });
});

describe('a value that does not fit', () => {
  it.each<[string, unknown, unknown, string[]]>([
    ['a row', { data: [{ id: 1 }, 7] }, { data: [{ id: 1 }, { _unexpected: 7 }] }, ['data[]']],
    ['a member', { data: [{ id: 1, name: 7 }] }, { data: [{ id: 1, _unexpected: { name: 7 } }] }, ['data[].name']],
    ['an element of a list of texts', { tags: ['a', 7] }, { _unexpected: { tags: ['a', 7] } }, ['tags[]']],
    ['the whole answer', ['a'], { _unexpected: ['a'] }, ['']],
  ])('is kept under _unexpected: %s', (_, answer, value, unexpected) => {
    expect(fitTo(answer)).toEqual({ value, unexpected });
  });

  it('is kept if a list is expected in place of the whole answer', () => {
    expect(fitAnswer({ id: 1 }, { type: 'array', items: row }, LIMIT).value).toEqual({ _unexpected: { id: 1 } });
    expect(fitAnswer(['a', 7], { type: 'array', items: { type: 'string' } }, LIMIT).value).toEqual({
      _unexpected: ['a', 7],
    });
  });

  it('is told from a member of the API with the name of one of this server', () => {
    expect(fitTo({ _notes: ['x'] }).value).toEqual({ _unexpected: { _notes: ['x'] } });
    expect(fitTo({ data: [{ _unexpected: 7 }] }).value).toEqual({ data: [{ _unexpected: { _unexpected: 7 } }] });
    const proto: unknown = JSON.parse('{"__proto__":{"a":1},"total":1}');
    expect(JSON.stringify(fitTo(proto).value)).toBe('{"_unexpected":{"__proto__":{"a":1},"total":1}}');
    const inside: unknown = JSON.parse('{"data":[{"__proto__":{"a":1},"name":7}]}');
    expect(JSON.stringify(fitTo(inside).value)).toBe('{"data":[{"__proto__":{"a":1},"_unexpected":{"name":7}}]}');
  });
});

it('no more of a list is made to fit than a result can show', () => {
  const { data } = fitTo({ data: Array<number>(1_000_000).fill(7) }).value;
  const elements = Array.isArray(data) ? data : [];
  expect(elements).toHaveLength(1_000_000);
  expect(elements.filter((element) => element !== 7)).toHaveLength(LIMIT / 2);
  expect(JSON.stringify(elements).slice(0, LIMIT)).not.toContain(',7');
});

it('any JSON fits in the end', () => {
  const fits = new Ajv2020({ strict: false }).compile(schema);
  const member = fc.constantFrom('data', 'tags', 'total', 'any', 'id', 'name', '_unexpected', '_notes', 'items', 'x');
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, true, 7, 'x', ''),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(member, tie('json'), { maxKeys: 5 }),
    ),
  }));
  let unexpected = 0;
  fc.assert(
    fc.property(json, (answer) => {
      const fitted = fitTo(answer);
      if (fitted.unexpected.length > 0) unexpected += 1;
      expect(fits(fitted.value), JSON.stringify(fitted.value)).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(unexpected).toBeGreaterThan(50);
});
