/** Hostile values, and arguments of any tool: valid ones with hostile values in all places that accept them, or wrong. */
import fc from 'fast-check';
import { z } from 'zod';
import { isObject } from '../../src/lib/json.js';
import type { Definition } from '../../src/tools/define.js';
import { inputSchema } from '../../src/tools/input.js';

export type Args = Record<string, unknown>;

const TEXTS = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '../..',
    '../../v2/customers/1',
    '%2e%2e',
    '%2e%2e%2fcustomers',
    '..%2f',
    '..\\..',
    '/',
    '//',
  ],
  ...['a/b', '/etc/passwd', 'http://evil.example/', '//evil.example/x', '@evil.example', ';x=1', '?a=b', '#x', '&a=b'],
  ...['%', '%zz', '%00', '\u0000', 'a\u0000b', 'a\r\nX-Injected: 1', '\r\n\r\nGET / HTTP/1.1\r\n\r\n', 'a\nb', '\t'],
  ...['\ud800', '\udfff', 'a\ud800b', '\u202ex', '\u2066x\u2069', '\ufeff', '\u2028', '\u200b', '💳', 'é', 'Ⅷ', 'İ'],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'null', 'true', '[]', '{}', '{"a":1}', '"', "'", '\\'],
  ...["' OR 1=1 --", '<script>alert(1)</script>', '{{7*7}}', '{customerId}', '--boundary', 'a"; filename="b'],
  ...['0', '-1', '1e308', '9007199254740993', '9'.repeat(40), 'NaN', 'Infinity', 'x'.repeat(300), '\u0001'.repeat(300)],
];
const NUMBERS = [0, -0, -1, 1.5, 5e-324, 1e308, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21];
/** What ordinary calls contain, so that many calls pass all checks. */
const ORDINARY = [
  ...[
    1,
    7,
    100,
    200418,
    true,
    false,
    '1',
    '42',
    'abc',
    'Asha',
    'mobile',
    '919812345678',
    'asha@example.com',
    'INSTORE',
  ],
  ...['2026-05-03', '2026-05-03T06:30:00Z', '2026-05-03 06:30:00', '2030-01-01T00:00:00+05:30', 1_777_777_777_000],
  ...['12.50', 'en_US', 'USD', '#ff0000', '10:30', 'https://example.com/a.png', '0.5', 1_777_777_777, '1777777777'],
];

/** As `fc.string({ unit: 'binary' })`, which takes seconds to create. */
const anyText = fc.array(fc.nat({ max: 0x10ffff }), { maxLength: 40 }).map((codes) => String.fromCodePoint(...codes));

const text = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: anyText },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('x', '"', '\u0001', '💳', '../'), fc.nat(4_000)).map(repeat) },
);
function repeat([part, count]: [string, number]): string {
  return part.repeat(count);
}

const nested = fc
  .tuple(fc.constantFrom('[', '{"a":'), fc.integer({ min: 2, max: 400 }))
  .map(([open, depth]) => parse(`${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`));

const manyKeys = fc
  .constantFrom(30, 300, 3_000)
  .map((count) => Object.fromEntries(Array.from({ length: count }, (_, key) => [`key${key}`, key])));

/** Any JSON value that a caller may write in any place. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 12, arbitrary: text },
  { weight: 4, arbitrary: fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true, noDefaultInfinity: true })) },
  { weight: 3, arbitrary: fc.constantFrom(true, null, [], [null], {}, [[]], [{}]) },
  { weight: 3, arbitrary: fc.array(text, { minLength: 1, maxLength: 4 }) },
  {
    weight: 2,
    arbitrary: fc.constant(parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":1}}}')),
  },
  { weight: 2, arbitrary: fc.dictionary(text, text, { maxKeys: 4 }) },
  { weight: 1, arbitrary: fc.oneof(nested, manyKeys) },
);

/** Very large values; rare, because they take most of the time. */
export const huge: fc.Arbitrary<unknown> = fc.oneof(
  fc
    .tuple(fc.constantFrom('x', '"', '\u0001', '💳', 'v2/', 'http://'), fc.integer({ min: 20_000, max: 300_000 }))
    .map(repeat),
  fc
    .integer({ min: 5_000, max: 70_000 })
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, key) => [key, key]))),
  fc.integer({ min: 1_000, max: 20_000 }).map((count) => Array.from({ length: count }, (_, row) => ({ row, x: null }))),
  fc.integer({ min: 500, max: 2_000 }).map((depth) => parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)),
);

/** Keeps `__proto__` as an ordinary key. */
function parse(json: string): unknown {
  return JSON.parse(json);
}

/** Arguments of a tool. */
export function argumentsOf(definition: Definition): fc.Arbitrary<Args> {
  const known = made.get(definition);
  if (known) return known;
  const valid = validValue(inputSchema(definition)).filter(isObject);
  const anything = fc.dictionary(
    fc.oneof(text, fc.constantFrom(...Object.keys(inputSchema(definition).shape), 'x')),
    junk,
    {
      maxKeys: 8,
    },
  );
  const found = fc.oneof(
    { weight: 9, arbitrary: valid },
    { weight: 8, arbitrary: valid.chain((args) => wrongly(args)) },
    { weight: 2, arbitrary: fc.tuple(valid, anything).map(([args, more]) => ({ ...more, ...args })) },
    { weight: 1, arbitrary: anything },
  );
  made.set(definition, found);
  return found;
}
const made = new WeakMap<Definition, fc.Arbitrary<Args>>();

/** Values that a schema accepts; hostile ones where it accepts any. Unknown kinds of schema take part as junk. */
function validValue(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return validObject(inner);
  if (inner instanceof z.ZodArray) return fc.array(validValue(inner.element), { minLength: 1, maxLength: 2 });
  if (inner instanceof z.ZodRecord) return fc.dictionary(text, validValue(inner.valueType), { minKeys: 1, maxKeys: 2 });
  if (inner instanceof z.ZodUnion)
    return fc.oneof(...inner.options.map((option: z.core.$ZodType) => validValue(option)));
  const accepts = (value: unknown): boolean => z.safeParse(schema, value).success;
  const values = inner instanceof z.ZodEnum ? inner.options : inner instanceof z.ZodLiteral ? [...inner.values] : [];
  const ordinary = [...values, ...ORDINARY].filter(accepts);
  const hostile = [...TEXTS, ...NUMBERS].filter(accepts);
  if (ordinary.length + hostile.length === 0) return junk;
  if (hostile.length === 0) return fc.constantFrom(...ordinary);
  if (ordinary.length === 0) return fc.constantFrom(...hostile);
  return fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...ordinary) }, fc.constantFrom(...hostile));
}

function validObject(schema: z.ZodObject): fc.Arbitrary<unknown> {
  const parts = Object.entries<z.core.$ZodType>(schema.shape);
  const requiredKeys = parts.filter(([, part]) => !z.safeParse(part, undefined).success).map(([key]) => key);
  const optional = parts.filter(([key]) => !requiredKeys.includes(key)).map(([key]) => key);
  const values = Object.fromEntries(parts.map(([key, part]) => [key, validValue(part)]));
  // A few of the optional parts: with all of them, one would always be wrong.
  return fc.subarray(optional, { maxLength: Math.min(3, optional.length) }).chain((chosen) => {
    const shown = [...requiredKeys, ...chosen].map((key) => [key, values[key] ?? junk] as const);
    return fc.record(Object.fromEntries(shown));
  });
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrap(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrap(schema.out) : schema;
}

type Path = readonly (string | number)[];

/** The arguments with junk in one or two places. */
function wrongly(args: Args): fc.Arbitrary<Args> {
  const places = placesIn(args);
  if (places.length === 0) return fc.constant(args);
  return fc.array(fc.tuple(fc.constantFrom(...places), junk), { minLength: 1, maxLength: 2 }).map((changes) => {
    const changed = changes.reduce<unknown>((value, [place, part]) => putAt(value, place, part), args);
    return isObject(changed) ? changed : {};
  });
}

function placesIn(value: unknown, at: Path = []): Path[] {
  if (at.length > 6) return [at];
  const inner = Array.isArray(value)
    ? value.slice(0, 5).flatMap((each, index) => placesIn(each, [...at, index]))
    : isObject(value)
      ? Object.entries(value)
          .slice(0, 30)
          .flatMap(([key, each]) => placesIn(each, [...at, key]))
      : [];
  return at.length === 0 ? inner : [at, ...inner];
}

function putAt(value: unknown, [key, ...rest]: Path, part: unknown): unknown {
  if (key === undefined) return part;
  if (Array.isArray(value)) return value.map((each, index) => (index === key ? putAt(each, rest, part) : each));
  if (!isObject(value)) return value;
  return { ...value, [key]: putAt(value[key], rest, part) };
}

/** Names that no tool has, or nearly. */
export const toolName: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  {
    weight: 4,
    arbitrary: fc.constantFrom('customer_', 'CUSTOMER_ADD', 'find_tools ', 'call_read_tol', 'mcp__x__', 'a.b.c'),
  },
  { weight: 1, arbitrary: junk },
);
