/** Values that mean something: how they are marked, and where the marks are found. */
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { section } from '../../src/tools/define.js';
import { inputJsonSchema, leafOfNode } from '../../src/tools/input.js';
import { pointersOf } from '../../src/tools/pointers.js';
import { type Leaf, leafOf, type Marked } from '../../src/tools/schemas/leaf.js';
import {
  address,
  email,
  freeText,
  idOf,
  mobile,
  money,
  personIdentifier,
  personName,
  secret,
} from '../../src/tools/schemas/leaf-types.js';
import { date, dateTime, epoch } from '../../src/tools/schemas/times.js';
import { integer, list, number, object, text, textOrNumber } from '../../src/tools/schemas/values.js';

const STORE = { is: 'id', entity: 'store' } as const;

describe('a marked parameter', () => {
  it.each<[string, z.ZodType]>([
    ['as it is', idOf('store', integer())],
    ['described later', idOf('store', integer()).describe('A store')],
    ['optional', idOf('store', integer()).optional()],
    ['optional or null', idOf('store', text('A store')).nullish()],
    ['with a default', idOf('store', text()).default('1')],
    ['one of several forms', z.union([z.literal('all'), idOf('store', integer())])],
    ['an element of a list', list(idOf('store', integer())).optional()],
    ['preprocessed', z.preprocess((value) => value, idOf('store', integer()))],
    ['transformed', idOf('store', z.string()).transform(Number)],
  ])('is found: %s', (_, schema) => {
    expect(leafOf(schema)).toEqual(STORE);
  });

  it('is found in the JSON Schema too, which does not show the mark', () => {
    const things = section('Points', { domain: 'Points Management', accessGroup: 'Points' });
    things.post('v2/things/{id}', {
      tool: 'thing_add',
      title: 'A title',
      summary: 'What it does.',
      answer: () => text(),
      effect: 'create',
      keywords: [],
      sources: [],
      path: () => ({ id: integer() }),
      query: () => ({ storeId: idOf('store', integer('Where')).describe('Where it is').optional() }),
      body: () => object({ rows: list(object({ stores: list(idOf('store', text())).optional() })) }),
    });
    const [definition] = things.definitions;
    if (!definition) throw new Error('nothing was defined');
    const schema = inputJsonSchema(definition);
    expect(JSON.stringify(schema)).not.toContain('leaf');
    expect(leafOfNode(schema.properties['storeId'])).toEqual(STORE);
    expect(leafOfNode(schema.properties['id'])).toBeUndefined();
    expect(pointersOf(definition)).toEqual([
      { path: 'storeId', entity: 'store' },
      { path: 'body.rows[].stores', entity: 'store' },
    ]);
  });
});

/** What a value means, as its type says. */
type MeaningOf<S> = S extends Marked<z.core.$ZodType, infer L> ? L : never;

const shown = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

describe('the builder of a value that means something', () => {
  const ABOUT = 'What it is for';
  it.each<[Leaf, () => z.ZodType, z.ZodType, z.ZodType]>([
    [{ is: 'mobile' }, mobile, mobile(ABOUT), text(ABOUT)],
    [{ is: 'mobile' }, mobile, mobile(ABOUT, 20), text(ABOUT, 20)],
    [{ is: 'mobile' }, mobile, mobile(textOrNumber(ABOUT)), textOrNumber(ABOUT)],
    [{ is: 'email' }, email, email(ABOUT), text(ABOUT)],
    [{ is: 'personIdentifier' }, personIdentifier, personIdentifier(ABOUT), text(ABOUT)],
    [{ is: 'personName' }, personName, personName(ABOUT), text(ABOUT)],
    [{ is: 'address' }, address, address(ABOUT), text(ABOUT)],
    [{ is: 'secret' }, secret, secret(ABOUT), text(ABOUT)],
    [{ is: 'freeText' }, freeText, freeText(ABOUT, 250), text(ABOUT, 250)],
    [{ is: 'money' }, money, money(ABOUT), number(ABOUT)],
    [{ is: 'money' }, money, money(number(ABOUT, { min: 0 })), number(ABOUT, { min: 0 })],
    [
      { is: 'epoch', unit: 'seconds' },
      () => epoch({ unit: 'seconds' }),
      epoch({ unit: 'seconds' }, integer(ABOUT)),
      integer(ABOUT),
    ],
  ])('marks it as %o, and changes neither what is accepted nor what agents see', (leaf, answered, argument, plain) => {
    expect(leafOf(answered())).toEqual(leaf);
    expect(leafOf(argument.optional())).toEqual(leaf);
    expect(shown(argument)).toEqual(shown(plain));
    for (const value of ['x', 1, '1', 'x'.repeat(300), null, {}])
      expect(argument.safeParse(value).success, String(value)).toBe(plain.safeParse(value).success);
  });

  it('checks a time in an argument, but not in an answer', () => {
    for (const [argument, answered] of [
      [dateTime({ zone: 'utc' }, ABOUT), dateTime({ zone: 'utc' })],
      [date(ABOUT), date()],
    ] as const) {
      expect([argument.safeParse('2026-01-31').success, argument.safeParse('31 Jan').success]).toEqual([true, false]);
      expect(answered.safeParse('31 Jan').success).toBe(true);
      expect(leafOf(argument)).toEqual(leafOf(answered));
    }
  });

  it('says to agents in which zone a time is', () => {
    expect(shown(dateTime({ zone: 'offset', ends: true }, 'End'))).toMatchObject({
      type: 'string',
      description: 'End; ISO 8601 with offset; a day alone is its beginning',
    });
    expect(shown(dateTime({ zone: 'organization', iso: true }, 'Start'))).toMatchObject({
      description: "Start; ISO 8601; organization's time zone if without offset",
    });
    expect(shown(epoch({ unit: 'milliseconds' }, 'Start'))).toMatchObject({
      type: 'integer',
      description: 'Start; epoch milliseconds',
    });
  });

  it('gives it a type of its own', () => {
    expectTypeOf<MeaningOf<ReturnType<typeof mobile>>>().toEqualTypeOf<{ readonly is: 'mobile' }>();
    expectTypeOf(mobile()).not.toEqualTypeOf(email());
    expectTypeOf(mobile()).not.toEqualTypeOf(text());
    expectTypeOf(mobile()).toExtend<z.ZodString>();
    expectTypeOf(mobile(textOrNumber())).toExtend<ReturnType<typeof textOrNumber>>();
    const store = idOf('store', integer());
    expectTypeOf<MeaningOf<typeof store>>().toEqualTypeOf<{ readonly is: 'id'; readonly entity: 'store' }>();
    const utc = dateTime({ zone: 'utc' }, ABOUT);
    expectTypeOf<MeaningOf<typeof utc>>().toEqualTypeOf<{ readonly is: 'dateTime'; readonly zone: 'utc' }>();
    const optional = z.object({ at: epoch({ unit: 'seconds' }).optional() });
    expectTypeOf<MeaningOf<ReturnType<typeof optional.shape.at.unwrap>>>().toEqualTypeOf<{
      readonly is: 'epoch';
      readonly unit: 'seconds';
    }>();
  });
});
