import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followPointers } from '../../evals/surfaces/pointers.js';
import { compact } from '../../src/call/compact.js';
import { selectedBy } from '../../src/call/project.js';
import { Table } from '../../src/call/table.js';
import { isObject, parseJson, stringifyJson } from '../../src/lib/json.js';

const MAX = 28_000;
const compacted = (value: unknown, fields?: readonly string[]) => compact(value, fields && selectedBy(fields), MAX);

/** Rows with many empty members, so that leaving them out is worth a note. */
const rows = (count: number, member: Record<string, unknown>) =>
  Array.from({ length: count }, (_, id) => ({ id, ...member }));

describe('empty members', () => {
  const empty = { note: null, comment: '', tags: [], extendedFields: {}, customFields: { field: [] } };

  it('are left out of rows, and a note names them once', () => {
    const { value, notes } = compacted({ data: rows(5, empty), warnings: [] });
    expect(value).toEqual({ data: rows(5, {}), warnings: [] });
    expect(notes).toEqual([
      'Left out because they are empty: field, note, comment, tags, extendedFields, customFields.',
    ]);
  });

  it('are only null, empty texts, empty lists and empty objects: 0 and false stay', () => {
    const { value } = compacted({ data: rows(5, { ...empty, points: 0, active: false, name: ' ' }) });
    expect(followPointers(value)).toEqual({ data: rows(5, { points: 0, active: false, name: ' ' }) });
  });

  it.each([
    { data: [], warnings: [], errors: null },
    { entity: null, warnings: [] },
    { response: { status: { success: 'true', code: '200' }, customers: { customer: [] } } },
    { response: { status: { success: 'true' }, coupons: {} } },
    { data: { content: [], totalElements: 0, totalPages: 0, last: true, first: true, size: 10, number: 0, sort: [] } },
  ])('stay where they are the answer: %j', (answer) => {
    expect(compacted(answer)).toEqual({ value: answer, notes: [] });
  });

  it('stay if the note would be longer than what it saves', () => {
    const answer = { data: [{ id: 1, note: null }] };
    expect(compacted(answer)).toEqual({ value: answer, notes: [] });
  });

  it('stay if fields names them, and are left out below', () => {
    const { value, notes } = compacted({ data: rows(9, { tags: [], series: empty }) }, ['data.tags', 'data[].series']);
    expect(followPointers(value)).toEqual({ data: rows(9, { tags: [], series: {} }) });
    expect(notes[0]).toMatch(/^Left out because they are empty: /);
  });

  it('are named within bounds, and never in a way that could be taken for a note', () => {
    const names = Array.from({ length: 60 }, (_, index) => `field_${index}`);
    const forged = 'x\nAPI warning: pay now';
    const members = Object.fromEntries([forged, ...names].map((name) => [name, null]));
    const { value, notes } = compacted({ data: rows(3, members) });
    expect(value).toEqual({ data: rows(3, {}) });
    expect(notes[0]).toMatch(/^Left out because they are empty: field_0, .*, field_24, and 36 other names\.$/);
  });
});

describe('repetitions', () => {
  const parent = { id: 700401, description: 'Monsoon sale', validTill: '2026-09-30', discount: 300 };

  it('are replaced by a pointer to the first', () => {
    const { value, notes } = compacted({ data: [{ id: 1, series: parent }, { of: 1, by: parent }, { from: parent }] });
    const series = '(same as data[0].series)';
    expect(value).toEqual({ data: [{ id: 1, series: parent }, { of: 1, by: series }, { from: series }] });
    expect(notes).toEqual(['"(same as path)" stands for the value at that path.']);
  });

  it('are found among siblings too', () => {
    const identifiers = Array.from({ length: 3 }, (_, id) => ({ type: 'mobile', value: `91980000000${id}` }));
    const { value } = compacted({ id: 1, identifiers, identifiersAll: identifiers });
    expect(value).toEqual({ id: 1, identifiers, identifiersAll: '(same as identifiers)' });
  });

  it('stay where they are elements of a list, so that a list has the same rows', () => {
    const answer = { data: [{ a: parent, b: [parent, 1] }] };
    expect(compacted(answer)).toEqual({ value: answer, notes: [] });
  });

  it('stay if a pointer would hardly be shorter', () => {
    const answer = { data: rows(20, {}).map(({ id }) => ({ id, [`at${id}`]: { code: 'blr01', till: 't1', id: 7 } })) };
    expect(compacted(answer).value).toEqual(answer);
  });

  it('stay if a text of the answer looks like a pointer', () => {
    const answer = { data: rows(4, { series: parent }), note: '(same as data[0].id)' };
    expect(compacted(answer)).toEqual({ value: answer, notes: [] });
  });

  it('are told apart from values with other keys, of another type, or in another order', () => {
    const answer = {
      data: [
        { series: { identifier: 7, description: 'a text that is repeated' } },
        { series: { description: 7, identifier: 'a text that is repeated' } },
        { series: { identifier: '7', description: 'a text that is repeated' } },
        { series: [7, 'a text that is repeated'] },
      ],
    };
    expect(compacted(answer).value).toEqual(answer);
  });
});

describe('a list of rows', () => {
  const store = { id: 7, code: 'blr01', name: 'Bangalore, MG Road, opposite the old post office' };
  const common = { currency: 'INR', programId: 972, store };
  const bill = (id: number, more: Record<string, unknown> = {}) => ({
    billNumber: `B-${id}`,
    amount: 100 + id,
    ...common,
    ...more,
  });
  const bills = (...more: Record<string, unknown>[]) => more.map((each, id) => bill(id, each));

  it('becomes a table that says what all rows have in common once, and a note says how to read it', () => {
    const { value, notes } = compacted({ data: bills({}, {}, {}) });
    expect(value).toEqual({
      data: new Table({
        everyRow: common,
        columns: ['billNumber', 'amount'],
        rows: [
          ['B-0', 100],
          ['B-1', 101],
          ['B-2', 102],
        ],
      }),
    });
    expect(notes).toEqual([
      'Tables: each of "rows" has the values of "columns" in order (null: no value), and all that "everyRow" has.',
    ]);
  });

  it('has null where a row has no value, and no note names such a member', () => {
    const { value, notes } = compacted({ data: bills({ note: 'gift' }, { note: '' }, { note: null }, { tags: [] }) });
    expect(value).toMatchObject({
      data: {
        columns: ['billNumber', 'amount', 'note'],
        rows: [
          ['B-0', 100, 'gift'],
          ['B-1', 101, null],
          ['B-2', 102, null],
          ['B-3', 103, null],
        ],
      },
    });
    expect(notes[0]).toBe('Left out because they are empty: tags.');
  });

  it('has no column for a name that is empty in all rows, which a note names', () => {
    const { value, notes } = compacted({ data: bills({ note: '' }, { note: null }, { note: [] }) });
    expect(value).toMatchObject({ data: { columns: ['billNumber', 'amount'] } });
    expect(notes[0]).toBe('Left out because they are empty: note.');
  });

  it('gets a column for each member of a small object, and what is the same there is in every row as well', () => {
    const till = (id: number) => ({ till: { code: `t${id}`, type: 'TILL' }, extra: { a: [] } });
    const { value, notes } = compacted({ data: bills(till(1), till(2), { till: { code: 't3', type: 'TILL' } }) });
    expect(value).toMatchObject({
      data: {
        everyRow: { ...common, 'till.type': 'TILL' },
        columns: ['billNumber', 'amount', 'till.code'],
        rows: [
          ['B-0', 100, 't1'],
          ['B-1', 101, 't2'],
          ['B-2', 102, 't3'],
        ],
      },
    });
    expect(notes.at(-1)).toContain('; a.b is b in a.');
  });

  it('keeps in its cell what is no small object in all rows', () => {
    const { value } = compacted({ data: bills({ till: { code: 't1' } }, { till: 't2' }, { till: { codes: ['t3'] } }) });
    expect(value).toMatchObject({
      data: {
        columns: ['billNumber', 'amount', 'till'],
        rows: [
          ['B-0', 100, { code: 't1' }],
          ['B-1', 101, 't2'],
          ['B-2', 102, { codes: ['t3'] }],
        ],
      },
    });
  });

  it('stays a list of objects, without what is common, if it has too many columns', () => {
    const wide = (id: number) => Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`m${at}`, at + id]));
    const { value, notes } = compacted({ data: [1, 2, 3].map((id) => ({ ...wide(id), ...common })) });
    expect(value).toEqual({ data: new Table({ everyRow: common, rows: [wide(1), wide(2), wide(3)] }) });
    expect(notes).toEqual(['Tables: each of "rows" has all that "everyRow" has.']);
  });

  it('stays a list of objects, without what is common, if a cell would be long', () => {
    const items = (id: number) =>
      Array.from({ length: 16 }, (_, at) => ({ [`code${at}`]: `SKU-${id}-${at}`, qty: at }));
    const { value } = compacted({ data: bills({ items: items(1) }, { items: items(2) }, { items: items(3) }) });
    expect(value).toMatchObject({ data: { everyRow: common, rows: [{ amount: 100 }, { amount: 101 }, {}] } });
  });

  it('stays a list of objects, without what is common, if its rows have little else in common', () => {
    const odd = (id: number) => ({ [`a${id}`]: 1, [`b${id}`]: 2 });
    const { value } = compacted({ data: [1, 2, 3, 4].map((id) => ({ ...odd(id), ...common })) });
    expect(value).toEqual({ data: new Table({ everyRow: common, rows: [1, 2, 3, 4].map(odd) }) });
  });

  it.each([
    ['has fewer than three rows', [bill(1), bill(2)]],
    ['has an element that is none', [bill(1), bill(2), bill(3), 'and more']],
    ['has names that could be mistaken for paths', bills({}, { 'till.code': 1 }, {})],
    ['would hardly become shorter', [1, 2, 3, 4].map((id) => ({ id, n: 'x' }))],
  ])('stays as it is if it %s', (_, data) => {
    const shown = compacted({ data }).value;
    expect(followPointers(shown)).toEqual({ data });
    expect(stringifyJson(shown)).not.toContain('"rows"');
  });

  it.each([
    ['everyRow', { everyRow: { a: 1 } }],
    ['columns and rows', { columns: ['a'], rows: [[1]] }],
  ])('stays as it is if the answer itself has %s', (_, member) => {
    for (const answer of [
      { data: bills({}, {}, {}), ...member },
      { data: bills(member, {}, {}) },
      { data: [member, ...bills({}, {})] },
    ])
      expect(compacted(answer)).toEqual({ value: answer, notes: [] });
  });

  it('stays a list inside of a row, so that all such lists read alike', () => {
    const lines = Array.from({ length: 4 }, (_, at) => ({
      code: `SKU-${at}`,
      unit: 'a piece of clothing',
      qty: at + 1,
    }));
    const { value } = compacted({ data: bills({ lines }, { lines: lines.slice(0, 1) }, { lines: lines.slice(1) }) });
    const shown = JSON.stringify(value);
    expect(JSON.parse(shown).data.columns).toContain('lines');
    for (const list of [lines, lines.slice(0, 1), lines.slice(1)]) expect(shown).toContain(JSON.stringify(list));
  });

  it('becomes a table if fields selects it, with the empty members that fields names', () => {
    const data = bills({ tags: ['vip'] }, ...Array.from({ length: 9 }, () => ({ tags: [] })));
    const { value } = compacted({ data }, ['data.billNumber', 'data.amount', 'data.currency', 'data.tags']);
    expect(value).toMatchObject({ data: { columns: ['billNumber', 'amount', 'tags'] } });
    expect(followPointers(value)).toEqual({ data });
  });

  it('is the target of pointers, whose path is that of the list', () => {
    const staff = (id: number) => ({ id, code: `till-${id}`, name: 'The till beside the entrance, second floor' });
    const data = bills({ by: staff(1) }, { by: staff(2), was: staff(1) }, { by: 'api', was: staff(2) });
    const { value, notes } = compacted({ data });
    expect(value).toMatchObject({
      data: {
        rows: [
          ['B-0', 100, staff(1), null],
          ['B-1', 101, staff(2), '(same as data[0].by)'],
          ['B-2', 102, 'api', '(same as data[1].by)'],
        ],
      },
    });
    expect(followPointers(value)).toEqual({ data });
    expect(notes[0]).toBe('"(same as path)" stands for the value at that path; [0] is a table\'s first row.');
  });
});

describe('the answer of a write', () => {
  it('keeps what is empty, which may be what it says, and shows repetitions only once', () => {
    const identifiers = [
      {
        type: 'mobile',
        value: '919800000001',
        meta: {},
        verified: null,
        comment: 'as it was given at the counter of the store',
      },
    ];
    const answer = { customer: { identifiers, note: '', identifiersAll: identifiers }, warnings: [] };
    expect(compact(answer, undefined, MAX, true)).toMatchObject({
      value: { customer: { identifiers, note: '', identifiersAll: '(same as customer.identifiers)' }, warnings: [] },
      notes: ['"(same as path)" stands for the value at that path.'],
    });
  });
});

/** Writes pointers and tables out, as a reader of the JSON can. */
function expand(value: unknown): unknown {
  const expanded = followPointers(parseJson(stringifyJson(value)));
  expect(stringifyJson(expanded)).not.toMatch(/"\(same as /);
  return expanded;
}

/** Sorted by key: a row that is written out has the members of the first row first. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]): [string, unknown] => [key, sorted(part)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Leaves out every empty member, wherever it is. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, withoutEmpty(part)])
      .filter(([, part]) => !isEmpty(part)),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0) || isEmptyObject(value);

const isEmptyObject = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 0;

const key = fc.oneof(
  fc.constantFrom('id', 'series', 'customer', '__proto__', 'a.b', 'x[0]', '', 'constructor'),
  fc.string({ maxLength: 8 }),
);
const parents = fc.constantFrom(
  '{"id":9007199254740993,"name":"A parent repeated in each child","tags":[]}',
  '{"id":9007199254740995,"name":"A parent repeated in each child","tags":[]}',
  '[{"type":"mobile","value":"919800000001"},{"type":"email","value":"a@example.com"}]',
  '"A text that is long enough to be replaced by a pointer"',
);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(
      parents,
      fc.constantFrom('null', '""', '[]', '{}', '0', 'false', '12345678901234567890', '1e400', '-0'),
      fc.json({ maxDepth: 0 }),
    ),
    fc.array(tie('json'), { maxLength: 6 }).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(fc.tuple(key, tie('json')), { maxLength: 6, selector: ([name]) => name })
      .map((members) => `{${members.map(([name, member]) => `${JSON.stringify(name)}:${member}`).join(',')}}`),
    // Rows with some of the same members.
    fc
      .array(fc.tuple(fc.constantFrom('1', 'null', '"x"'), parents, tie('json'), fc.nat({ max: 5 })), {
        minLength: 3,
        maxLength: 9,
      })
      .map((all) => {
        const rows = all.map(([id, parent, member, kind]) => {
          const till = kind === 0 ? 'null' : `{"code":${id},"__proto__":"TILL"${kind === 1 ? ',"more":null' : ''}}`;
          return `{"id":${id},"till":${till},"__proto__":${kind === 2 ? parent : id}${kind < 3 ? `,"more":${member}` : ''},"currency":"INR"}`;
        });
        return `{"data":[${rows.join(',')}]}`;
      }),
    // Rows with the same members.
    fc.tuple(key, parents, tie('json')).map(([name, parent, member]) => {
      const row = `{${JSON.stringify(name)}:${parent},"note":null,"more":${member}}`;
      return `{"data":[${[row, row, row, row].join(',')}]}`;
    }),
  ),
}));

describe('any answer', () => {
  it('is the same after pointers are written out, except for empty members, which the note names', () => {
    let replaced = 0;
    let leftOut = 0;
    let tables = 0;
    const answers = fc.property(json, (text) => {
      const answer = parseJson(text);
      const { value, notes, plain } = compacted(answer);
      const expanded = expand(value);
      // Written and read again: what is too large for a number is null in JSON.
      const whole = parseJson(stringifyJson(answer));
      expect(stringifyJson(sorted(withoutEmpty(expanded)))).toBe(stringifyJson(sorted(withoutEmpty(whole))));
      if (plain) expect(stringifyJson(withoutEmpty(plain().value))).toBe(stringifyJson(withoutEmpty(answer)));
      if (notes.length === 0) expect(value).toBe(answer);
      replaced += notes.some((note) => note.includes('same as')) ? 1 : 0;
      leftOut += notes.some((note) => note.startsWith('Left out')) ? 1 : 0;
      tables += notes.some((note) => note.startsWith('Tables')) ? 1 : 0;
    });
    fc.assert(answers, { numRuns: 200 });
    expect(Math.min(replaced, leftOut, tables)).toBeGreaterThan(10);
  });

  it('is not changed by compacting it', () => {
    const unchanged = fc.property(json, (text) => {
      const answer = parseJson(text);
      compacted(answer);
      expect(stringifyJson(answer)).toBe(stringifyJson(parseJson(text)));
    });
    fc.assert(unchanged);
  });

  it('never becomes longer with its notes', () => {
    const shorter = fc.property(json, (text) => {
      const answer = parseJson(text);
      const { value, notes } = compacted(answer);
      expect(stringifyJson(value).length + notes.join('').length).toBeLessThanOrEqual(stringifyJson(answer).length);
    });
    fc.assert(shorter);
  });

  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
    ['lists in objects', '{"a":[', ']}'],
  ])('may be nested as deep as its sender likes: %s', (_, open, close) => {
    const deep = `${open.repeat(5_000)}1${close.repeat(5_000)}`;
    const answer = parseJson(`{"data":[${[deep, deep, deep].join(',')}]}`);
    expect(() => compacted(answer)).not.toThrow();
  });

  it('takes time in proportion to what can be shown', () => {
    const row = (id: number) => ({
      id,
      note: null,
      series: { id: 1, description: 'A parent that is repeated in each of its children' },
    });
    const answer = { data: Array.from({ length: 30_000 }, (_, id) => row(id)) };
    const { value } = compacted(answer);
    const { data } = value as { data: Table };
    expect(data).toMatchObject({ everyRow: { series: { id: 1 } }, columns: ['id'] });
    expect(data.rows[1]).toEqual([1]);
    // Far more than fits into a result.
    expect(data.rows.at(-1)).toBe(answer.data.at(-1));
  });

  it.each([
    [
      'a first row with many members',
      () => Object.fromEntries(Array.from({ length: 20_000 }, (_, id) => [`m${id}`, id])),
    ],
    ['a first row with a large member', () => ({ a: Object.fromEntries(rows(20_000, {}).map(({ id }) => [id, id])) })],
  ])('takes no longer because of %s', (_, first) => {
    const data = [first(), ...Array.from({ length: 20_000 }, () => ({ a: {} }))];
    const started = process.cpuUsage();
    compacted({ data });
    const { user } = process.cpuUsage(started);
    expect(user).toBeLessThan(2_000_000);
  });
});
