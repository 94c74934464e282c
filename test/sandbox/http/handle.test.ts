/** Handlers of invented endpoints. `npm run types` checks what must not compile. */
import { beforeEach, describe, expect, it } from 'vitest';
import { handle } from '../../../src/sandbox/http/handle.js';
import type { Call, Handlers } from '../../../src/sandbox/http/handler.js';
import { handleInTouchRows } from '../../../src/sandbox/http/in-touch-rows.js';
import { byOffset, byPage } from '../../../src/sandbox/http/paging.js';
import { TEXT_CODES } from '../../../src/sandbox/http/replies.js';
import { handleRows, rowOr } from '../../../src/sandbox/http/rows.js';
import { sorted } from '../../../src/sandbox/http/sorting.js';
import { fail, SandboxFailure } from '../../../src/sandbox/world/failure.js';
import { type Definition, section } from '../../../src/tools/define.js';
import { inTouchAnswer, itemStatus, listOrOne, open, problem } from '../../../src/tools/schemas/answer.js';
import { limit, offset, sortOrder } from '../../../src/tools/schemas/common.js';
import { envelope } from '../../../src/tools/schemas/in-touch.js';
import { dateTime } from '../../../src/tools/schemas/times.js';
import { boolean, choice, file, integer, list, object, text } from '../../../src/tools/schemas/values.js';
import { emptyWorld, failureOf, TILL } from '../support.js';

const zoo = section('Zoo', { domain: 'Leads & Partner Program', accessGroup: null });

const common = { summary: '', returns: '', keywords: [], sources: [], checkedBy: ['parrot_list'] };
const parrot = () => open({ id: integer(), name: text(), seenOn: text(), warnings: list(problem()) });

const parrotSee = zoo.put('v2/parrots/{parrotId}', {
  ...common,
  tool: 'parrot_see',
  title: 'See a parrot',
  effect: 'update',
  path: () => ({ parrotId: integer('Id') }),
  query: () => ({ dryRun: boolean('Only checks').optional() }),
  headers: () => ({ 'X-KEEPER': text('Who saw it').optional() }),
  body: () =>
    object({
      name: text(),
      mood: choice(['CALM', 'LOUD'], 'Mood').optional(),
      seenOn: dateTime({ zone: 'offset' }, 'When').optional(),
      ring: text().optional(),
      chip: text().optional(),
    }),
  answer: parrot,
});

const parrotList = zoo.get('v2/parrots', {
  ...common,
  tool: 'parrot_list',
  title: 'List parrots',
  effect: 'read',
  query: () => ({ limit: limit(), offset: offset(), sortOrder: sortOrder() }),
  answer: () => open({ data: list(parrot()), pagination: open({ total: integer() }) }),
});

const parrotFind = zoo.get('v2/parrots', {
  ...common,
  tool: 'parrot_find',
  title: 'Find parrots',
  effect: 'read',
  query: () => ({ mood: choice(['CALM', 'LOUD'], 'Mood').optional() }),
  answer: () => open({ data: list(parrot()) }),
});

const parrotPaint = zoo.post('v2/parrots/pictures', {
  ...common,
  tool: 'parrot_paint',
  title: 'Add pictures',
  effect: 'create',
  body: () =>
    object({
      name: text(),
      file: file('A picture'),
      more: file('A picture')
        .or(list(file('A picture')))
        .optional(),
    }),
  multipart: true,
  answer: parrot,
});

const parrotAddBulk = zoo.post('v2/parrots/bulk', {
  ...common,
  tool: 'parrot_add_bulk',
  title: 'Add parrots',
  effect: 'create',
  query: () => ({ dryRun: boolean('Only checks').optional() }),
  body: () => list(object({ name: text(), age: integer().optional() })),
  answer: () =>
    open({
      response: list(open({ entityId: integer(), result: parrot(), errors: list(problem()) })),
      totalCount: integer(),
    }),
});

const parrotHatch = zoo.post('v2/parrots/hatch', {
  ...common,
  tool: 'parrot_hatch',
  title: 'Hatch parrots',
  effect: 'create',
  body: () => list(object({ name: text() })),
  answer: () => list(parrot()),
});

const parrotFeed = zoo.inTouch.post('parrot/feed', {
  ...common,
  tool: 'parrot_feed',
  title: 'Feed parrots',
  effect: 'create',
  body: () =>
    envelope({
      parrot: list(object({ name: text(), nuts: integer(), meals: list(object({ at: text() })).optional() })),
    }),
  answer: () =>
    inTouchAnswer({
      parrots: open({ parrot: listOrOne(open({ name: text(), nuts: integer(), item_status: itemStatus() })) }),
    }),
});

const nestList = zoo.get('v3/nests', {
  ...common,
  tool: 'nest_list',
  title: 'List nests',
  effect: 'read',
  query: () => ({ page: integer('Page', { min: 1 }).optional(), rows: integer('Rows', { min: 1, max: 3 }).optional() }),
  answer: () =>
    open({
      data: open({ nests: list(integer()), pageNumber: integer(), pageCount: integer() }),
      errors: list(problem()),
      warnings: list(problem()),
    }),
});

/** A call to the handler of a definition. */
function callTo(handlers: Handlers, definition: Definition, sent: Partial<Call>) {
  const world = emptyWorld();
  const till = world.tills[TILL];
  const handler = handlers[definition.tool];
  if (!till || !handler) throw new Error('nothing to call');
  const nothing = { path: {}, query: {}, headers: {}, body: undefined, files: {}, client: null, requestId: '1' };
  return handler({ world, till, definition, ...nothing, ...sent });
}

describe('a handler', () => {
  let received: unknown;
  const seeing = handle(
    parrotSee,
    {
      envelope: 'single',
      code: 700,
      codes: {
        parrotId: { code: 404, message: 'No such parrot', httpStatus: 404 },
        'body.name': 701,
        'body.seenOn': { malformed: 702 },
        'body.mood': { malformed: 'ignored' },
      },
      first: ['body.seenOn'],
      oneOf: [{ of: ['body.ring', 'body.chip'], code: 703 }],
    },
    ({ path, query, headers, body, raw, till, warn }) => {
      received = { path, query, headers, body, sent: raw.body, till: till.id };
      if (body.name === 'Polly') warn([{ code: 7, message: 'Every parrot is called Polly' }]);
      return { id: path.parrotId, name: body.name, seenOn: body.seenOn };
    },
  );
  const see = (sent: Partial<Call>) => callTo(seeing, parrotSee, { path: { parrotId: '7' }, ...sent });
  beforeEach(() => {
    received = undefined;
  });

  it('receives what was meant, and what was sent', () => {
    const body = { name: ' Polly ', mood: 'loud', seenOn: '2026-05-03T12:00:00+05:30', ring: 9, wing: 'left' };
    const { body: answer } = see({ query: { dryRun: '1' }, headers: { 'x-keeper': 'Asha' }, body });
    expect(received).toEqual({
      path: { parrotId: 7 },
      query: { dryRun: true },
      headers: { 'X-KEEPER': 'Asha' },
      body: { name: 'Polly', seenOn: '2026-05-03T06:30:00Z', ring: '9' },
      sent: body,
      till: TILL,
    });
    const warnings = [{ status: false, code: 7, message: 'Every parrot is called Polly' }];
    expect(answer).toEqual({ id: 7, name: 'Polly', seenOn: '2026-05-03T06:30:00Z', warnings });
  });

  it.each([
    ['what has a code of its own', { body: { ring: '1' } }, 701],
    ['what has one if it cannot be read', { body: { name: 'a', ring: '1', seenOn: 'soon' } }, 702],
    ['what has none', { query: { dryRun: 'maybe' }, body: { name: 'a', ring: '1' } }, 700],
    ['a body that is missing', {}, 700],
    ['a parameter of the path', { path: { parrotId: 'x' }, body: {} }, 404],
    ['what is checked first, whatever else is wrong', { path: { parrotId: 'x' }, body: { seenOn: 'soon' } }, 702],
    ['a group of which nothing is given', { body: { name: 'a' } }, 703],
  ])('is not called where the code says of %s', (_, sent, code) => {
    expect(failureOf(() => see(sent))).toBe(code);
    expect(received).toBeUndefined();
  });

  it('is called without what the options make optional', () => {
    const wandering = handle(
      parrotSee,
      { envelope: 'single', optional: ['parrotId', 'body', 'body.name'] },
      ({ path: { parrotId = 0 }, body: { name = 'Nobody' } = {} }) => ({ id: parrotId, name }),
    );
    const seen = (sent: Partial<Call>) => callTo(wandering, parrotSee, sent).body;
    expect(seen({})).toMatchObject({ id: 0, name: 'Nobody' });
    expect(seen({ path: { parrotId: '7' }, body: {} })).toMatchObject({ id: 7, name: 'Nobody' });
  });

  it('of several endpoints with one method and path has the parameters of all, and pages what it returns', () => {
    const listing = handle(
      [parrotList, parrotFind],
      { envelope: 'list', paging: byOffset({ limit: 2, max: 3, reported: true }) },
      ({ query, page }) => {
        const ids = query.mood === 'LOUD' ? [1, 2] : [5, 3, 4, 1, 2];
        return page(sorted(ids, (id) => [id], query.sortOrder)).map((id) => ({ id }));
      },
    );
    const asked = (query: Record<string, string>) => callTo(listing, parrotFind, { query }).body;
    expect(asked({ mood: 'loud' })).toMatchObject({ data: [{ id: 1 }, { id: 2 }], pagination: { total: 2 } });
    expect(asked({ limit: '9', offset: '1', sortOrder: 'desc' })).toEqual({
      data: [{ id: 4 }, { id: 3 }, { id: 2 }],
      pagination: { limit: 3, offset: 1, total: 5 },
      warnings: [],
      errors: [],
    });
    expect(failureOf(() => asked({ limit: '0' }))).toBe(400);
    expect(Object.keys(listing)).toEqual(['parrot_list', 'parrot_find']);
  });

  it('can refuse a page that is too large, and report how its rows are sorted', () => {
    const listing = handle(
      parrotList,
      { envelope: 'list', paging: byOffset({ limit: 2, max: 3, strict: true, code: 708, reported: true }) },
      ({ page, query: { sortOrder = 'ASC' } }) => page([1, 2, 3], { sortBy: 'id', sortOrder }).map((id) => ({ id })),
    );
    expect(callTo(listing, parrotList, { query: { limit: '1' } }).body).toMatchObject({
      data: [{ id: 1 }],
      pagination: { limit: 1, offset: 0, sortBy: 'id', sortOrder: 'ASC', total: 3 },
    });
    expect(failureOf(() => callTo(listing, parrotList, { query: { limit: '4' } }))).toBe(708);
  });

  it('answers in a form of its own what it refuses, and what cannot be read', () => {
    const listing = handle(
      parrotFind,
      { envelope: 'list', codes: { mood: 709 }, refused: ({ code }) => ({ status: 418, body: { code } }) },
      () => fail(710, 'There are no parrots'),
    );
    expect(callTo(listing, parrotFind, {})).toEqual({ status: 418, body: { code: 710 } });
    expect(callTo(listing, parrotFind, { query: { mood: 'SAD' } })).toEqual({ status: 418, body: { code: 709 } });
  });

  it('of a form has its texts and files in the body', () => {
    const names: string[][] = [];
    const painting = handle(
      parrotPaint,
      { envelope: 'single', codes: { 'body.file': { missing: 705 } } },
      ({ body: { name, file: picture, more = [] } }) => {
        names.push([picture, ...more].map(({ filename, bytes }) => `${filename} ${bytes}`));
        return { name };
      },
    );
    const aFile = (filename: string) => ({ filename, contentType: 'text/plain', bytes: Buffer.from('!') });
    const files = { file: aFile('a'), more: aFile('b'), 'more.2': aFile('c') };
    expect(callTo(painting, parrotPaint, { body: { name: 'Polly' }, files }).body).toMatchObject({ name: 'Polly' });
    expect(names).toEqual([['a !', 'b !', 'c !']]);
    expect(failureOf(() => callTo(painting, parrotPaint, { body: { name: 'Polly' } }))).toBe(705);
    const asText = { name: 'Polly', file: 'a' };
    expect(failureOf(() => callTo(painting, parrotPaint, { body: asText }))).toBe(400);
  });

  it('pages by the number of the page, and says how many there are', () => {
    const listing = handle(
      nestList,
      { envelope: 'v3', codes: { rows: 703 }, paging: byPage({ size: 'rows', first: 1, limit: 2 }) },
      ({ paged, warn }) => {
        const { rows, details } = paged([1, 2, 3, 4, 5]);
        if (details.pageNumber > 1) warn([{ code: 8, message: 'Far' }]);
        return { nests: rows, pageNumber: details.pageNumber + 1, pageCount: details.pageCount };
      },
    );
    const asked = (query: Record<string, string>) => callTo(listing, nestList, { query }).body;
    expect(asked({})).toEqual({ data: { nests: [1, 2], pageNumber: 1, pageCount: 3 }, errors: null, warnings: null });
    expect(asked({ page: '2', rows: '3' })).toMatchObject({ data: { nests: [4, 5], pageNumber: 2, pageCount: 2 } });
    expect(asked({ page: '3' })).toMatchObject({ data: { nests: [5] }, warnings: [{ code: 8 }] });
    expect(failureOf(() => asked({ rows: '4' }))).toBe(703);
  });

  it('of rows carries out those that can be, and says of the others why not', () => {
    const adding = handleRows(
      parrotAddBulk,
      {
        envelope: 'bulk',
        batch: { none: 400, tooMany: 672 },
        codes: { age: 704 },
        echo: ({ name }) => ({ name }),
        echoId: () => -1,
        before: ({ query }) => query.dryRun && fail(706, 'Parrots cannot be tried'),
      },
      ({ row, warn }) => {
        warn([{ code: 8, message: 'New' }]);
        return { entityId: row.age, result: { name: row.name } };
      },
    );
    const body = [{ name: 'Polly', age: '3' }, { name: 'Coco', age: 'old' }, {}, 'Rio'];
    expect(callTo(adding, parrotAddBulk, { body }).body).toMatchObject({
      response: [
        { entityId: 3, result: { name: 'Polly' }, warnings: [{ code: 8 }], errors: [] },
        { entityId: -1, result: { name: 'Coco' }, errors: [{ code: 704 }] },
        { entityId: -1, result: {}, errors: [{ code: 400, message: 'name is missing' }] },
        { entityId: -1, errors: [{ code: 400 }] },
      ],
      totalCount: 4,
      failureCount: 3,
    });
    expect(failureOf(() => callTo(adding, parrotAddBulk, { body: [] }))).toBe(400);
    const many = Array.from({ length: 1000 }, () => ({ name: 'Polly' }));
    expect(failureOf(() => callTo(adding, parrotAddBulk, { body: many }))).toBe(672);
    expect(failureOf(() => callTo(adding, parrotAddBulk, { body, query: { dryRun: 'true' } }))).toBe(706);
  });

  it('of rows can say what went wrong with one that was carried out nevertheless', () => {
    const failure = new SandboxFailure(705, 'No ring');
    const adding = handleRows(parrotAddBulk, { envelope: 'bulk', batch: { none: 400 } }, () => ({
      entityId: 3,
      result: { name: 'Polly' },
      failure,
    }));
    expect(callTo(adding, parrotAddBulk, { body: [{ name: 'Polly' }] }).body).toMatchObject({
      response: [{ entityId: 3, result: { name: 'Polly' }, errors: [{ code: 705 }] }],
      failureCount: 1,
    });
  });

  it.each([
    [['Polly'], 201],
    [['Polly', ''], 207],
    [[''], 400],
  ])('of rows that create says by its status whether all of %j, some or none were created: %i', (names, status) => {
    const adding = handleRows(parrotAddBulk, { envelope: 'bulkCreated', batch: { none: 400 } }, ({ row }) => ({
      entityId: 3,
      result: { name: row.name },
    }));
    const body = names.map((name) => ({ name }));
    expect(callTo(adding, parrotAddBulk, { body })).toMatchObject({ status, body: { totalCount: names.length } });
  });

  it('of rows can answer them alone', () => {
    const hatching = handleRows(
      parrotHatch,
      { envelope: 'rows', batch: { none: 400 }, echo: (_, { code }) => ({ warnings: [{ code }] }) },
      ({ row }) => ({ name: row.name }),
    );
    expect(callTo(hatching, parrotHatch, { body: [{ name: 'Polly' }, {}] }).body).toEqual([
      { name: 'Polly' },
      { warnings: [{ code: 400 }] },
    ]);
  });
});

it.each([
  ['bulk', 200],
  ['allOrNone', 400],
] as const)('rows in the envelope %s have what was done or why not, and the status is %i', (envelope, status) => {
  const naming = handle(parrotAddBulk, { envelope }, ({ body }) =>
    body.map(({ name, age = 0 }) =>
      rowOr({ entityId: age }, () =>
        name === 'Rio'
          ? fail(707, 'Rio is taken')
          : { entityId: age, result: { name }, warnings: [{ code: 8, message: 'New' }] },
      ),
    ),
  );
  const body = [
    { name: 'Polly', age: 3 },
    { name: 'Rio', age: 4 },
  ];
  expect(callTo(naming, parrotAddBulk, { body })).toMatchObject({
    status,
    body: {
      response: [
        { entityId: 3, result: { name: 'Polly' }, errors: [], warnings: [{ status: false, code: 8, message: 'New' }] },
        { entityId: 4, errors: [{ code: 707 }], warnings: [] },
      ],
      failureCount: 1,
    },
  });
});

describe('a handler of v1.1 rows', () => {
  const feeding = handleInTouchRows(
    parrotFeed,
    {
      sent: 'parrot',
      answered: ['parrots', 'parrot'],
      batch: { none: 400 },
      codes: { name: 801 },
      optional: ['nuts', 'meals[].at'],
      echo: ({ name }) => ({ name }),
    },
    ({ row, warn }) => {
      if (row.nuts === undefined) warn([{ code: 9, message: 'One nut by default' }]);
      const { nuts = 1, meals = [] } = row;
      return { fields: { name: row.name, nuts }, code: 800, message: `Fed ${meals.map(({ at = 'now' }) => at)}` };
    },
  );
  const feed = (body: unknown) => callTo(feeding, parrotFeed.v1_1, { body }).body;

  it('answers each in the envelope of the layer, with its verdict and its warnings', () => {
    const parrot = [{ name: 'Polly', nuts: '3' }, { name: 'Coco', meals: [{}] }, { nuts: 1 }];
    expect(feed({ root: { parrot } })).toEqual({
      response: {
        status: { success: 'true', code: 201, message: 'Some requests have failed' },
        parrots: {
          parrot: [
            { name: 'Polly', nuts: 3, item_status: { success: 'true', code: 800, message: 'Fed ' } },
            {
              name: 'Coco',
              nuts: 1,
              item_status: { success: 'true', code: 800, message: 'Fed now, One nut by default (9)' },
            },
            { item_status: { success: 'false', code: 801, message: 'name is missing' } },
          ],
        },
      },
    });
  });

  it('answers in the forms that an endpoint has: a row alone, counted rows, codes as texts and in warnings', () => {
    const counting = handleInTouchRows(
      parrotFeed,
      {
        sent: 'parrot',
        answered: ['parrots', 'parrot'],
        alone: true,
        batch: { none: 400 },
        verdicts: TEXT_CODES,
        message: 'SUCCESS',
        counted: true,
        warningCodes: true,
        echo: ({ name }) => ({ name }),
      },
      ({ row, warn }) => {
        warn([{ code: 9, message: 'One nut by default' }]);
        return { fields: { name: row.name }, code: 800, message: 'Fed' };
      },
    );
    const one = callTo(counting, parrotFeed.v1_1, { body: { root: { parrot: { name: 'Polly', nuts: 1 } } } }).body;
    expect(one).toEqual({
      response: {
        status: { success: 'true', code: '200', message: 'SUCCESS', total: '1', success_count: '1' },
        parrots: {
          parrot: {
            name: 'Polly',
            item_status: { success: 'true', code: '800', message: 'Fed', warnings: { warning: ['9'] } },
          },
        },
      },
    });
  });

  it('is registered for both versions, does without the root, and refuses a call without rows', () => {
    expect(Object.keys(feeding)).toEqual(['parrot_feed_v1_1', 'parrot_feed_v1']);
    expect(feed({ parrot: { name: 'Polly', nuts: 2 } })).toMatchObject({ response: { status: { code: 200 } } });
    expect(failureOf(() => feed({ root: {} }))).toBe(400);
  });
});

it('does not compile where it is not what the definition says', () => {
  const uncompilable = () => {
    const single = { envelope: 'single' } as const;
    // @ts-expect-error There is no such endpoint.
    handle(zoo.parrotFeed, single, () => ({}));
    // @ts-expect-error It is seenOn.
    handle(parrotSee, single, () => ({ id: 1, seen: 'today' }));
    // @ts-expect-error An id is no text list.
    handle(parrotSee, single, () => ({ id: ['1'] }));
    // @ts-expect-error It is seenOn.
    handle(parrotList, { envelope: 'list' }, () => [{ id: 1, seen: 'today' }]);
    // @ts-expect-error A list is no single parrot.
    handle(parrotSee, { envelope: 'list' }, () => [{ id: 1 }]);
    // @ts-expect-error The path has parrotId.
    handle(parrotSee, single, ({ path }) => ({ id: path.id }));
    // @ts-expect-error The body has no age.
    handle(parrotSee, single, ({ body }) => ({ id: body.age }));
    // @ts-expect-error The name may be absent.
    handle(parrotSee, { envelope: 'single', optional: ['body.name'] }, ({ body }) => ({ name: body.name.trim() }));
    // @ts-expect-error There is no such argument.
    handle(parrotSee, { envelope: 'single', codes: { 'body.age': 400 } }, () => ({ id: 1 }));
    const batch = { none: 400 };
    // @ts-expect-error It is seenOn.
    handleRows(parrotAddBulk, { envelope: 'bulk', batch }, () => ({ entityId: 1, result: { seen: 'today' } }));
    // @ts-expect-error A row has no mood.
    handleRows(parrotAddBulk, { envelope: 'bulk', batch }, ({ row }) => ({ entityId: 1, result: { name: row.mood } }));
    const fed = { code: 800, message: 'Fed' };
    const place = { sent: 'parrot', answered: ['parrots', 'parrot'], batch, echo: () => ({}) } as const;
    // @ts-expect-error It is nuts.
    handleInTouchRows(parrotFeed, place, () => ({ fields: { nut: 1 }, ...fed }));
    // @ts-expect-error A row has no mood.
    handleInTouchRows(parrotFeed, place, ({ row }) => ({ fields: { name: row.mood }, ...fed }));
  };
  expect(uncompilable).toBeTypeOf('function');
});
