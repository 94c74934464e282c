import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { decode } from '../../../src/sandbox/http/decode.js';
import { definitions } from '../../../src/tools/catalogue.js';
import { exampleOf } from '../../../src/tools/examples.js';
import { inputSchema } from '../../../src/tools/input.js';
import { listOrOne } from '../../../src/tools/schemas/answer.js';
import { idOf } from '../../../src/tools/schemas/leaf-types.js';
import { date, dateTime, epoch } from '../../../src/tools/schemas/times.js';
import {
  boolean,
  choice,
  commaList,
  integer,
  keyValues,
  list,
  number,
  object,
  severalIds,
  severalOf,
  text,
  textOrNumber,
} from '../../../src/tools/schemas/values.js';

const IN_INDIA = { path: '', timezone: 'Asia/Kolkata' };

/** The value, where nothing is wrong with it. */
function meant(schema: z.ZodType, value: unknown): unknown {
  const { value: decoded, problems } = decode(schema, value, IN_INDIA);
  expect(problems).toEqual([]);
  return decoded;
}

const problemsOf = (schema: z.ZodType, value: unknown): string[] =>
  decode(schema, value, IN_INDIA).problems.map(({ kind, message }) => `${kind}: ${message}`);

describe('a value means the same in whatever form it is sent', () => {
  it.each([
    ['a number', number(), 12.5, '12.5', 12.5],
    ['an id', idOf('lead', integer()), 501, '501', 501],
    ['true', boolean(), true, 'True', true],
    ['false', boolean(), 0, 'false', false],
    ['text', text(), ' Pune ', 'Pune', 'Pune'],
    ['a number where text is wanted', textOrNumber(), 7, '7', '7'],
    ['a list', list(integer()), ['1'], '1', [1]],
    ['one row', listOrOne(object({ sku: text() })), [{ sku: 'a' }], { sku: 'a' }, [{ sku: 'a' }]],
    ['several ids', severalIds('Ids', 'integer'), [1, '2'], '1,2', [1, 2]],
    ['several choices', severalOf(['SMS', 'EMAIL'], 'Kinds'), ['sms'], 'Sms', ['SMS']],
    ['choices with commas', commaList(['SMS', 'EMAIL'], 'Kinds'), 'SMS,EMAIL', 'sms, Email', ['SMS', 'EMAIL']],
  ])('%s', (_, schema, one, other, value) => {
    expect(meant(schema, one)).toEqual(value);
    expect(meant(schema, other)).toEqual(value);
  });

  it.each([
    ['with an offset', dateTime({ zone: 'offset' }, 'At'), '2026-05-03T12:00:00+05:30'],
    ['without one, in the zone of the organization', dateTime({ zone: 'organization' }, 'At'), '2026-05-03 12:00:00'],
    ['with slashes', dateTime({ zone: 'organization' }, 'At'), '2026/05/03 12:00:00'],
    ['in milliseconds', epoch({ unit: 'milliseconds' }, 'At'), 1777789800000],
    ['in UTC, where it is documented so', dateTime({ zone: 'utc' }, 'At'), '2026-05-03 06:30:00'],
    ['in seconds', epoch({ unit: 'seconds' }, 'At'), '1777789800'],
    ['in seconds, where samples have both', epoch({ unit: 'milliseconds', orSeconds: true }, 'At'), 1777789800],
    ['in milliseconds, where samples have both', epoch({ unit: 'milliseconds', orSeconds: true }, 'At'), 1777789800000],
    ['in milliseconds, as text', dateTime({ zone: 'offset' }, 'At'), '1777789800000'],
  ])('a moment %s', (_, schema, written) => {
    expect(meant(schema, written)).toBe('2026-05-03T06:30:00Z');
  });

  it('a time of zero is the beginning of 1970', () => {
    expect(meant(epoch({ unit: 'milliseconds' }, integer('At')), '0')).toBe('1970-01-01T00:00:00Z');
  });

  it('a day is its beginning', () => {
    expect(meant(date('Day'), '2026-05-03')).toBe('2026-05-02T18:30:00Z');
  });
});

const order = object({
  number: text(),
  status: choice(['OPEN', 'WON'], 'Status').optional(),
  at: dateTime({ zone: 'offset' }, 'When').optional(),
  owner: text().optional(),
  limit: integer('Rows', { min: 0 }).optional(),
  fields: keyValues().optional(),
  lines: list(object({ sku: text(), qty: number('Pieces').optional() })).optional(),
});

describe('an object', () => {
  it('has what is documented, and of that what was sent', () => {
    expect(meant(order, { number: 'A-1', other: 1, status: null, fields: { any: 'thing' } })).toEqual({
      number: 'A-1',
      fields: { any: 'thing' },
    });
  });

  it('keeps an empty text, which clears what was there, but no other empty value', () => {
    expect(meant(order, { number: 'A-1', owner: '', at: '', limit: '' })).toEqual({ number: 'A-1', owner: '' });
    const { value, problems } = decode(order, { number: '' }, { ...IN_INDIA, blank: ['number'] });
    expect([value, problems]).toEqual([{ number: '' }, []]);
  });

  it('says of everything in it what is missing and what cannot be read, and in which place', () => {
    const sent = {
      number: ' ',
      status: 'LATER',
      at: '2026-02-31',
      limit: -1,
      fields: 'x',
      lines: [{ qty: 'many' }, 'x', { sku: 'a' }],
    };
    expect(problemsOf(order, sent)).toEqual([
      'missing: number is missing',
      'malformed: status is none of OPEN, WON',
      'malformed: at is not a date',
      'malformed: limit is not valid: expected an integer, at least 0',
      'malformed: fields is not valid: Invalid input: expected record, received string',
      'missing: lines[].sku is missing',
      'malformed: lines[].qty is not valid: expected a number',
      'malformed: lines[] is not an object',
    ]);
  });
});

/** Required texts that are blank in documented calls. */
const MAY_BE_BLANK = ['body.subscriptions[].accountId'];

it('decodes the example of each endpoint without a problem', async () => {
  const wrong: string[] = [];
  for (const definition of definitions) {
    const example = await exampleOf(definition);
    if (!example) continue;
    const { problems } = decode(inputSchema(definition), example, { ...IN_INDIA, blank: MAY_BE_BLANK });
    wrong.push(...problems.map(({ message }) => `${definition.tool}: ${message}`));
  }
  expect(wrong).toEqual([]);
});

it('decodes whatever is sent to any endpoint, to values or problems, without changing it', () => {
  const withBody = fc.constantFrom(...definitions.filter(({ body }) => body));
  fc.assert(
    fc.property(withBody, fc.jsonValue({ maxDepth: 4 }), (definition, body) => {
      const before = JSON.stringify(body);
      const { problems } = decode(inputSchema(definition), { body }, IN_INDIA);
      expect(JSON.stringify(body)).toBe(before);
      for (const { path, message } of problems) expect(message).toContain(`${path} is `);
    }),
    { numRuns: 200 },
  );
});
