import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkArguments } from '../../src/call/arguments.js';
import type { ArgumentProblem } from '../../src/call/problems.js';
import { CapillaryError } from '../../src/client/errors.js';
import { section } from '../../src/tools/define.js';
import { inputJsonSchema } from '../../src/tools/input.js';
import { dateTime } from '../../src/tools/schemas/times.js';
import {
  boolean,
  choice,
  file,
  integer,
  keyValues,
  list,
  number,
  object,
  severalIds,
  severalOf,
  text,
  textOrNumber,
} from '../../src/tools/schemas/values.js';
import { define } from '../client/definitions.js';

const points = section('Points', { domain: 'Points Management', accessGroup: 'Points' });
points.post('v2/points/{userId}/transfer', {
  tool: 'points_transfer_test',
  title: 'Test',
  summary: 'Only for tests of argument checks.',
  answer: () => z.unknown(),
  path: () => ({ userId: integer('Customer id') }),
  query: () => ({ source: choice(['INSTORE', 'WEBSITE']).optional(), async: boolean().optional() }),
  body: () =>
    object({
      maxIssue: integer('Limit', { min: 0, max: 100 }).optional(),
      note: text('Note', 10).optional(),
      flag: choice(['0', '1']).optional(),
      on: dateTime({ zone: 'organization', iso: true }, 'Day').optional(),
      customFields: keyValues().optional(),
      items: list(object({ sku: text(), qty: integer() })).optional(),
      picture: file('A picture')
        .or(list(file('A picture')).min(1).max(3))
        .optional(),
      segment: textOrNumber().or(list(textOrNumber())).optional(),
      attribute: z
        .preprocess((value) => (Array.isArray(value) ? value : [value]), list(object({ name: text() })))
        .optional(),
      gain: object({ kind: choice(['FIXED']), amount: integer() })
        .or(object({ kind: choice(['SHARE']), percentage: integer() }))
        .optional(),
    }),
  effect: 'action',
  keywords: [],
  sources: [],
});
const [definition] = points.definitions;

describe('arguments', () => {
  it('are accepted if valid, including numbers and booleans as text', () => {
    expect(check({ userId: '12', async: 'true', body: { maxIssue: '5', items: [{ sku: 'A', qty: 1 }] } })).toEqual([]);
  });

  it.each([
    '2026-01-31T18:30:00Z',
    '2026-01-31T18:30:00+05:30',
    '2026-01-31T18:30:00+0530',
    '2026-01-31 18:30:00',
    '2026-01-31',
    '2026/01/31',
    '2026-01-31T18:30:00.123+05',
  ])('accept the date %s', (on) => expect(check({ userId: 1, body: { on } })).toEqual([]));

  it('name what is missing', () => {
    expect(problem({ body: {} })).toMatchObject({ argument: 'userId', problem: expect.stringContaining('required') });
  });

  it('name what was expected and what was received', () => {
    expect(problem({ userId: 'abc', body: {} })).toEqual({
      argument: 'userId',
      problem: 'expected an integer; got "abc"',
    });
    expect(problem({ userId: 1, body: { maxIssue: 101 } }).problem).toBe('expected an integer from 0 to 100; got 101');
    expect(problem({ userId: 1, body: { items: [{ sku: true, qty: 1 }] } })).toMatchObject({
      argument: 'body.items[0].sku',
      problem: expect.stringContaining('expected text, in quotes; got true'),
    });
  });

  it('say how long a list or a text may be', () => {
    expect(problem({ userId: 1, body: { note: 'x'.repeat(11) } }).problem).toBe(
      'expected at most 10 characters; got "xxxxxxxxxxx"',
    );
    expect(problem({ userId: 1, body: { picture: [] } })).toEqual({
      argument: 'body.picture',
      problem: 'expected at least 1 element; got 0',
    });
    expect(problem({ userId: 1, body: { picture: Array(4).fill({ filename: 'a', text: 'x' }) } })).toEqual({
      argument: 'body.picture',
      problem: 'expected at most 3 elements; got 4',
    });
  });

  it('name every form of an argument that has several', () => {
    expect(problem({ userId: 1, body: { picture: 'a.png' } })).toEqual({
      argument: 'body.picture',
      problem: 'expected {filename, contentType?, text | base64}, or a list of them; got "a.png"',
    });
    expect(problem({ userId: 1, body: { segment: true } }).problem).toBe(
      'expected text or a number, or a list of them; got true',
    );
  });

  it('name what is wrong with the form that was most likely meant', () => {
    expect(problem({ userId: 1, body: { picture: { filename: 'a.png' } } })).toEqual({
      argument: 'body.picture',
      problem: 'expected exactly one of text and base64; got an object',
    });
    expect(problem({ userId: 1, body: { picture: { filename: 'a.png', path: '/tmp/a.png', text: 'x' } } })).toEqual({
      argument: 'body.picture.path',
      problem: 'unknown key; body.picture accepts filename, contentType, text, base64',
    });
    expect(problem({ userId: 1, body: { picture: [{ filename: 'a.png', text: true }] } })).toEqual({
      argument: 'body.picture[0].text',
      problem: 'expected text, in quotes; got true',
    });
    expect(problem({ userId: 1, body: { segment: ['a', true] } })).toEqual({
      argument: 'body.segment[1]',
      problem: 'expected text or a number; got true',
    });
  });

  it('name the place in a single element passed instead of a list', () => {
    expect(problem({ userId: 1, body: { attribute: { name: true } } })).toEqual({
      argument: 'body.attribute.name',
      problem: 'expected text, in quotes; got true',
    });
    expect(problem({ userId: 1, body: { attribute: { name: 'x', nmae: 'y' } } })).toMatchObject({
      argument: 'body.attribute.nmae',
      nearest: 'name',
    });
  });

  it('report the first 20 problems, each once, and the number of the others', () => {
    const error = refusal({ userId: 1, body: { segment: Array(20_000).fill(null) } });
    expect(
      problems({ userId: 1, body: { segment: Array(20_000).fill(null) } }).map(({ argument }) => argument),
    ).toEqual(Array.from({ length: 20 }, (_, index) => `body.segment[${index}]`));
    expect(error.details).toMatchObject({ unexamined: 19_980 });
    expect(error.hint).toContain('what it does not list yet');
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 1]));
    expect(refusal({ ...unknown, userId: 1, body: {} }).details).toMatchObject({ unexamined: 19_980 });
    expect(refusal({ userId: 'x', body: {} }).details).not.toHaveProperty('unexamined');
  });

  it('compare a limited number of different unknown keys with the documented ones', () => {
    const unknown = Array.from({ length: 20_000 }, (_, index) => [`unknownKey${index}`, 1]);
    const [note] = check({ userId: 1, body: Object.fromEntries(unknown) });
    expect(note).toMatch(/ \(20000 keys; these are the first\): body\.unknownKey0, .*body\.unknownKey19$/);
    // A misspelling is found in every row that has it.
    const items = Array.from({ length: 1_500 }, () => ({ sku: 'A', qty: 1, other: 1 }));
    expect(problem({ userId: 1, body: { items: [...items, { sku: 'A', qty: 1, SKU: 1 }] } })).toMatchObject({
      argument: 'body.items[1500].SKU',
    });
  });

  it('are refused unread if they are too large or nested too deeply', () => {
    const large = { argument: 'body', problem: expect.stringMatching(/^too many values; .* at most 25,000, so split/) };
    expect(problems({ userId: 1, body: { items: Array(25_001).fill(1) } })).toEqual([large]);
    expect(
      problems({
        userId: 1,
        body: Object.fromEntries(
          Array(60_000)
            .fill(0)
            .map((_, key) => [key, 1]),
        ),
      }),
    ).toEqual([large]);
    expect(problems({ userId: 1, body: { items: Array(2_001).fill({}) } })).toEqual([
      { argument: 'body', problem: expect.stringMatching(/^too many rows; .* at most 2,000, so split/) },
    ]);
    expect(problems({ userId: 1, body: JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000)) })).toEqual([
      { argument: 'body', problem: 'nested more than 32 levels deep' },
    ]);
    expect(problems({ userId: 1, body: { customFields: JSON.parse(`${'['.repeat(30)}1${']'.repeat(30)}`) } })).toEqual([
      expect.objectContaining({ argument: 'body.customFields' }),
    ]);
  });

  it('name long keys in short', () => {
    const [unknown] = problems({ ['x'.repeat(1_000_000)]: 1, userId: 1, body: {} });
    expect(unknown?.argument).toBe('x'.repeat(100));
  });

  it('report a misspelt key once', () => {
    const picture = { filename: 'a.png', tetx: 'x' };
    expect(problems({ userId: 1, body: { picture } }).filter(({ argument }) => argument.endsWith('tetx'))).toHaveLength(
      1,
    );
  });

  it('suggest the nearest valid value of a list', () => {
    expect(problem({ userId: 1, source: 'instor', body: {} })).toMatchObject({
      argument: 'source',
      nearest: 'INSTORE',
    });
  });

  it('are accepted in forms that the API accepts: any letter case, lists of one, numbers, null and empty text', () => {
    expect(check({ userId: 1, source: 'instore', body: { gain: { kind: 'fixed', amount: 1 } } })).toEqual([]);
    expect(check({ userId: 1, source: null, async: '', body: { note: null, on: '', maxIssue: null } })).toEqual([]);
    expect(check({ userId: 1, body: { items: { sku: 'A', qty: 1 } } })).toEqual([]);
    for (const async of ['TRUE', 'False', 1, '0', 'null']) expect(check({ userId: 1, async, body: {} })).toEqual([]);
    expect(check({ userId: 1, body: { note: 7, items: [{ sku: 4711, qty: '1' }], on: '' } })).toEqual([]);
    expect(check({ userId: 1, body: { note: [], gain: null, flag: 1 } })).toEqual([]);
    expect(problem({ userId: 1, body: { items: { sku: 'A', qty: 'x' } } })).toMatchObject({
      argument: 'body.items.qty',
    });
  });

  it('may be null in the elements of a list, as connectors send every column of a record', () => {
    expect(check({ userId: 1, body: { items: [{ sku: null, qty: null }] } })).toEqual([]);
    expect(check({ userId: 1, body: { items: { sku: null, qty: 1 } } })).toEqual([]);
    expect(problem({ userId: 1, body: { items: [null] } })).toMatchObject({ argument: 'body.items[0]' });
    expect(problem({ userId: null, body: {} })).toMatchObject({ argument: 'userId' });
  });

  it('may have more values than one in the InTouch layers, where converters from XML repeat an element', () => {
    const bills = section('Transaction', { domain: 'Transaction Management', accessGroup: 'Transaction' });
    const payment = object({ mode: text(), value: number(), customer: object({ mobile: text() }).optional() });
    const common = {
      title: 'T',
      summary: 'S',
      answer: () => z.unknown(),
      keywords: [],
      sources: [],
      body: () => payment,
    };
    bills.inTouch.post('transaction/test', {
      ...common,
      tool: 'bill',
      effect: 'create',
      checkedBy: { unverifiable: 'x' },
    });
    bills.post('v2/test', { ...common, tool: 'bill', effect: 'create', checkedBy: { unverifiable: 'x' } });
    const [legacy, , modern] = bills.definitions;
    const several = { mode: ['CREDIT', 'POINTS'], value: ['40', 5], customer: [{ mobile: '91' }, { mobile: '92' }] };
    expect(check({ body: several }, legacy)).toEqual([]);
    expect(problems({ body: { ...several, value: ['40', 'x'] } }, legacy)).toEqual([
      { argument: 'body.value', problem: 'expected a number; got an array' },
    ]);
    expect(problems({ body: several }, modern)).toHaveLength(3);
    expect(check({ body: { ...several, customer: [{ mobile: '91', '-id': 1 }] } }, legacy)).toEqual([
      expect.stringMatching(/: body\.customer\[0\]\.-id$/),
    ]);
  });

  it.each(['12', '-1.5', '.5', '5.', '+5', '1e3', ' 10 '])('accept the number %j', (value) => {
    expect(number().safeParse(value).success).toBe(true);
  });

  it.each(['1,000.50', '', ' ', '.', 'e3', '1 0', '0x1'])('refuse the number %j', (value) => {
    expect(number().safeParse(value).success).toBe(false);
  });

  it.each(['12', '-1', '+5', '5.00', ' 10 '])('accept the integer %j', (value) => {
    expect(integer().safeParse(value).success).toBe(true);
  });

  it.each(['1.5', '5.', '1,000', ''])('refuse the integer %j', (value) => {
    expect(integer().safeParse(value).success).toBe(false);
  });

  it('whose names are the plural or singular of documented ones, or XML attributes, are no misspellings', () => {
    const singular = { name: 'x', names: 'y', '-name': 'z', '@name': 'z' };
    expect(check({ userId: 1, sources: 'A', body: { item: [], attribute: [singular] } })).toEqual([
      expect.stringMatching(/: sources$/),
      expect.stringMatching(
        /: body\.item, body\.attribute\[0\]\.names, body\.attribute\[0\]\.-name, body\.attribute\[0\]\.@name$/,
      ),
    ]);
    expect(problem({ userId: 1, body: { itemz: [] } })).toMatchObject({ argument: 'body.itemz', nearest: 'items' });
    expect(problem({ userId: 1, body: { noteses: 'x', nots: 'x' } })).toMatchObject({ argument: 'body.nots' });
  });

  it('that are not documented are sent with a note, unless they nearly match a documented one', () => {
    expect(check({ userId: 1, campaign: 'x', tags: ['a', 1], body: {} })).toEqual([
      'Not documented for points_transfer_test, but sent anyway, so it may be ignored: campaign, tags',
    ]);
    expect(problem({ userId: 1, sourse: 'INSTORE', body: {} })).toMatchObject({
      argument: 'sourse',
      nearest: 'source',
    });
    expect(problem({ userId: 1, maxIssue: 5, body: {} })).toMatchObject({
      argument: 'maxIssue',
      problem: 'unknown argument; pass it as body.maxIssue',
    });
    expect(check({ userId: 1, maxIssue: 5, body: { maxIssue: 6 } })).toEqual([expect.stringMatching(/: maxIssue$/)]);
    expect(problem({ userId: 1, filter: { status: 'x' }, body: {} })).toMatchObject({ argument: 'filter' });
    const read = define('get', 'v2/customers', { query: () => ({ source: choice(['INSTORE']).optional() }) });
    expect(checkArguments(read, { city: 'Pune' })).toEqual([
      'Not documented for test_tool, but sent anyway, so the result may not be filtered by it: city',
    ]);
    expect(problems({ body: 'x' }, read)).toMatchObject([
      { argument: 'body', problem: expect.stringContaining('unknown argument') },
    ]);
  });

  it('whose names the section documents elsewhere are no misspellings', () => {
    const codes = section('Coupon', { domain: 'Coupon Management', accessGroup: 'Coupon' });
    const common = {
      title: 'T',
      summary: 'S',
      answer: () => z.unknown(),
      keywords: [],
      sources: [],
      effect: 'read',
    } as const;
    codes.get('v2/one', { ...common, tool: 'one', query: () => ({ promoCoder: text().optional() }) });
    codes.get('v2/two', { ...common, tool: 'two', query: () => ({ promoCode: text().optional() }) });
    const [one] = codes.definitions;
    if (!one) throw new Error('no definition');
    expect(checkArguments(one, { promoCode: 'x' })).toEqual([expect.stringMatching(/: promoCode$/)]);
    expect(() => checkArguments(one, { promoCodez: 'x' })).toThrow('promoCodez');
  });

  it('may have their names in any letter case, with a note', () => {
    const note = 'Not documented for points_transfer_test, but sent anyway';
    expect(check({ userId: 1, SOURCE: 'instore', body: { MaxIssue: 5, Items: [{ SKU: 'A', qty: 1 }] } })).toEqual([
      `${note}, so it may be ignored: SOURCE (documented as source)`,
      `${note}: body.MaxIssue (documented as maxIssue), body.Items (documented as items), body.Items[0].SKU (documented as sku)`,
    ]);
    expect(problem({ userId: 1, SOURCE: 'instor', body: {} })).toMatchObject({
      argument: 'SOURCE',
      nearest: 'INSTORE',
    });
    expect(problem({ userId: 1, body: { Items: [{ SKU: 'A', qty: 'x' }] } })).toMatchObject({
      argument: 'body.Items[0].qty',
    });
    expect(problem({ userId: 1, body: { Items: [{ SKU: true, qty: 1 }] } })).toMatchObject({
      argument: 'body.Items[0].SKU',
    });
    expect(problem({ userid: 1, body: {} })).toMatchObject({ argument: 'userId' });
    expect(problem({ userId: 1, Body: {} })).toMatchObject({ argument: 'body' });
    expect(problem({ userId: 1, source: 'INSTORE', SOURCE: 'INSTORE', body: {} })).toMatchObject({
      argument: 'SOURCE',
    });
  });

  it('that answers of the section have, or that stand beside the name they resemble, are no misspellings', () => {
    const bills = section('Transaction', { domain: 'Transaction Management', accessGroup: 'Transaction' });
    const common = { title: 'T', summary: 'S', answer: () => z.unknown(), keywords: [], sources: [] } as const;
    const body = () => object({ billing_time: text().optional(), firstname: text().optional() });
    const answer = () => object({ bill: object({ billing_time: text(), first_name: text() }) });
    bills.get('v2/bill', { ...common, tool: 'read', effect: 'read', answer });
    bills.put('v2/bill', { ...common, tool: 'write', effect: 'update', body });
    const [, write] = bills.definitions;
    if (!write) throw new Error('no definition');
    const written = (fields: Record<string, unknown>) => () => checkArguments(write, { body: fields });
    expect(written({ first_name: 'Asha', billing_time: 'x', billing_till: { code: 'till' } })).not.toThrow();
    expect(written({ billing_till: { code: 'till' } })).not.toThrow();
    expect(written({ biling_timee: 'x', billing_time: 'x' })).not.toThrow();
    for (const fields of [{ biling_timee: 'x' }, { billing_time: 'x', billingTime: 'x' }]) {
      expect(problems({ body: fields }, write)).toMatchObject([{ nearest: 'billing_time' }]);
    }
  });

  it('may name several values in a list or in a text with commas, in any letter case', () => {
    const several = section('Coupon', { domain: 'Coupon Management', accessGroup: 'Coupon' });
    several.get('v2/coupon/several', {
      tool: 'coupon_get_several',
      title: 'Test',
      summary: 'Only for tests of argument checks.',
      answer: () => z.unknown(),
      query: () => ({
        embed: severalOf(['points', 'mlp'], 'Parts').optional(),
        ids: severalIds('Ids', 'integer').optional(),
        codes: severalIds('Codes').optional(),
      }),
      effect: 'read',
      keywords: [],
      sources: [],
    });
    const [read] = several.definitions;
    if (!read) throw new Error('no definition');
    const valid = [
      { embed: ['points', 'MLP'], ids: [1, '2'], codes: ['a', 7] },
      { embed: 'Points, mlp', ids: '1,2', codes: 'a,b' },
      { embed: 'mlp', ids: 1, codes: '' },
    ];
    for (const args of valid) expect(checkArguments(read, args)).toEqual([]);
    expect(inputJsonSchema(read).properties).toEqual({
      embed: { type: 'array', items: { type: 'string', enum: ['points', 'mlp'] }, description: 'Parts' },
      ids: { type: 'array', items: { type: 'integer' }, description: 'Ids' },
      codes: { type: 'array', items: { type: 'string' }, description: 'Codes' },
    });
    expect(problems({ embed: ['mlp', 'point'], ids: '1,x', codes: {} }, read)).toEqual([
      { argument: 'embed[1]', problem: 'expected one of points, mlp; got "point"', nearest: 'points' },
      { argument: 'ids', problem: 'expected an integer; got "1,x"' },
      { argument: 'codes', problem: 'expected a list; each text; got an object' },
    ]);
  });

  it('suggest the nearest name for an unknown argument, and list all names', () => {
    const unknown = problem({ userid: 1, userId: 1, body: {} });
    expect(unknown).toMatchObject({ argument: 'userid', nearest: 'userId' });
    expect(unknown.problem).toContain('userId, source, async, body');
  });

  it('explain that a string of JSON is not accepted', () => {
    expect(problem({ userId: 1, body: '{"note":"x"}' }).problem).toContain(
      'pass the JSON value itself, not a string of JSON',
    );
  });

  it('refuse a body key that nearly matches a documented one', () => {
    expect(problem({ userId: 1, body: { maxIsue: 5 } })).toMatchObject({
      argument: 'body.maxIsue',
      nearest: 'maxIssue',
    });
    expect(problem({ userId: 1, body: { items: [{ sku: 'A', qty: 1, SKU: 'B' }] } })).toMatchObject({
      argument: 'body.items[0].SKU',
    });
  });

  it('refuse a misspelt key in a part with several forms, judged by the matching form', () => {
    const gain = { kind: 'SHARE', percentage: 5, percentge: 6 };
    expect(problem({ userId: 1, body: { gain } })).toMatchObject({
      argument: 'body.gain.percentge',
      nearest: 'percentage',
    });
    expect(check({ userId: 1, body: { gain: { kind: 'FIXED', amount: 5, percentge: 6 } } })).toEqual([
      expect.stringMatching(/: body\.gain\.percentge$/),
    ]);
  });

  it('accept other unknown keys with a note, and free-form parts without one', () => {
    expect(check({ userId: 1, body: { campaign: 'x', customFields: { maxIsue: 1 } } })).toEqual([
      expect.stringContaining('body.campaign'),
    ]);
  });

  it.each<[unknown, string]>([
    [null, 'null'],
    [['A'], 'an array'],
    [{ sku: 'A' }, 'an object'],
    [true, 'true'],
    ['x'.repeat(58), `"${'x'.repeat(58)}"`],
    ['x'.repeat(59), `"${'x'.repeat(59)}…`],
  ])('show the beginning of what was received: %j', (value, shown) => {
    expect(problem({ userId: value, body: {} }).problem.endsWith(`; got ${shown}`)).toBe(true);
  });

  it('report a misspelt key beside other problems', () => {
    expect(problems({ userId: 'abc', body: { maxIsue: 5 } })).toMatchObject([
      { argument: 'userId' },
      { argument: 'body.maxIsue', problem: expect.stringContaining('maxIssue') },
    ]);
  });

  it('name at most 20 undocumented keys in the note', () => {
    const keys = Array.from({ length: 21 }, (_, number) => `extra${number}`);
    const [note = ''] = check({ userId: 1, body: Object.fromEntries(keys.map((key) => [key, 1])) });
    expect(note.split(/: |, /).slice(-20)).toEqual(keys.slice(0, 20).map((key) => `body.${key}`));
  });

  it('are named in the message, the first five of them, and described in the details alone', () => {
    const items = Array.from({ length: 11 }, () => ({ sku: true, qty: 1 }));
    const { message, hint } = refusal({ userId: 1, body: { items } });
    expect(message).toMatch(
      /^points_transfer_test was not called, because of body\.items\[0\]\.sku, .*items\[4\]\.sku …\.$/,
    );
    expect(`${message} ${hint}`).not.toContain('expected');
    expect(problem({ userId: 1, source: 'instor', body: {} })).toMatchObject({ nearest: 'INSTORE' });
    expect(problem({ userId: 'abc', body: {} }).problem).toMatch(/got "abc"$/);
  });

  it('of a read have no outcome, because nothing could have changed', () => {
    const read = define('get', 'v2/customers', { query: () => ({ source: choice(['INSTORE']) }) });
    expect(() => checkArguments(read, {})).toThrow(
      expect.objectContaining({ kind: 'invalid_arguments', outcome: undefined }),
    );
  });

  it('say that nothing was sent', () => {
    const error = refusal({ body: {} });
    expect(error.toJSON()).toMatchObject({
      error: { kind: 'invalid_arguments', retryable: false, outcome: 'not_sent' },
    });
  });
});

function check(args: Record<string, unknown>, of = definition): string[] {
  if (!of) throw new Error('no definition');
  return checkArguments(of, args);
}

function refusal(args: Record<string, unknown>, of = definition): CapillaryError {
  try {
    check(args, of);
  } catch (error) {
    if (error instanceof CapillaryError) return error;
    throw error;
  }
  throw new Error('expected a refusal');
}

const problems = (args: Record<string, unknown>, of = definition): ArgumentProblem[] =>
  (refusal(args, of).details as { arguments: ArgumentProblem[] }).arguments;

function problem(args: Record<string, unknown>): ArgumentProblem {
  const [first] = problems(args);
  if (!first) throw new Error('expected a problem');
  return first;
}
