/**
 * With output schemas, whatever the API answers reaches the clients of both SDKs, in hosts that show a model only the text
 * of a result and in those that show only its structure. A server without output schemas says what must reach them.
 */
import { readFileSync } from 'node:fs';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport as InMemoryTransportV1 } from '@modelcontextprotocol/sdk/inMemory.js';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { roomInBothForms } from '../../src/call/structured-result.js';
import { catalogueWith } from '../../src/discovery/built-catalogue.js';
import { META_TOOLS } from '../../src/discovery/meta-tools.js';
import { isObject, parsePortableJson } from '../../src/lib/json.js';
import type { Log } from '../../src/lib/log.js';
import { type Organization, type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import examples from '../../src/tools/examples.json' with { type: 'json' };
import { loopback, type Respond } from '../client/loopback.js';
import { selection } from '../discovery/toolboxes.js';

const LIMIT = 28_000;
const CHARACTERS_PER_TOKEN = 3.5;

/** Calls of tools with all kinds of answers: lists, InTouch envelopes, rows, one with a member `error`. */
const READS: Record<string, object> = {
  reward_get_custom_fields: {},
  customer_search: { q: 'Asha' },
  customer_get: { customerId: 1 },
  customer_get_v1_1: { mobile: '919800000001' },
};
const {
  customer_associate,
  points_transfer,
  points_redeem_v1_1,
  coupon_issue,
  transaction_add,
  customer_lookup_update_status,
} = examples;
const WRITES: Record<string, object> = {
  customer_associate,
  points_transfer,
  points_redeem_v1_1,
  coupon_issue,
  transaction_add,
  customer_lookup_update_status,
};
/** Each is made many times, also after an unknown outcome. */
const REPEATED = Object.fromEntries(Object.entries(WRITES).map(([tool, args]) => [tool, { ...args, again: true }]));
const TOOLS = { ...READS, ...REPEATED };

interface Call {
  name: string;
  arguments: Record<string, unknown>;
}

const RESULT = z.looseObject({
  content: z.array(z.object({ text: z.string() })),
  isError: z.boolean().optional(),
  structuredContent: z.unknown().optional(),
});
type Result = z.output<typeof RESULT>;

type Caller = (call: Call) => Promise<Result>;

interface End<Message> {
  start(): Promise<void>;
  send(message: Message): Promise<void>;
  onmessage?: ((message: Message) => void) | undefined;
}

/** Passes on messages as text, as a real transport would. */
async function join<A, B>(one: End<A>, other: End<B>): Promise<void> {
  one.onmessage = (message) => void other.send(JSON.parse(JSON.stringify(message)));
  other.onmessage = (message) => void one.send(JSON.parse(JSON.stringify(message)));
  await Promise.all([one.start(), other.start()]);
}

const chosen = () => selection({ toolsets: ['default'], tools: Object.keys(TOOLS) });

/** Connects a client that has listed the tools, so that it checks results. */
async function connect(organization: Organization, sdk: '1.x' | '2.x'): Promise<Caller> {
  const [server, outside] = InMemoryTransport.createLinkedPair();
  const serving = organization.createServer({ selection: chosen });
  if (sdk === '1.x') {
    const [inside, client] = InMemoryTransportV1.createLinkedPair();
    await join(outside, inside);
    await serving.connect(server);
    const caller = new ClientV1({ name: 'test', version: '1' });
    await caller.connect(client);
    await caller.listTools();
    return async (call) => RESULT.parse(await caller.callTool(call));
  }
  const [inside, client] = InMemoryTransport.createLinkedPair();
  await join(outside, inside);
  await serving.connect(server);
  const caller = new Client({ name: 'test', version: '1' });
  await caller.connect(client);
  await caller.listTools();
  return async (call) => RESULT.parse(await caller.callTool(call));
}

/** Clients of a server with output schemas in front of the API, and of one without, whose results have as much room. */
async function open(respond: Respond, log: Log = () => {}) {
  const { url } = await loopback(respond);
  const openOne = (options: Pick<OrganizationOptions, 'maxResultTokens' | 'outputSchemas'>): Organization => {
    const organization = openOrganization({
      ...options,
      catalogue: catalogueWith('short'),
      target: {
        kind: 'capillary',
        baseUrl: url,
        credentials: { kind: 'basic', username: 'till', password: 'a-password' },
      },
      answers: 'whole',
      deadlineMs: 20_000,
      concurrency: 16,
      log,
    });
    onTestFinished(() => organization.close());
    return organization;
  };
  const maxResultTokens = LIMIT / CHARACTERS_PER_TOKEN;
  const plain = openOne({ maxResultTokens: roomInBothForms(LIMIT) / CHARACTERS_PER_TOKEN });
  const [short, whole] = (['short', 'whole'] as const).map((outputSchemas) =>
    openOne({ maxResultTokens, outputSchemas }),
  );
  if (!short || !whole) throw new Error('two organizations');
  return { plain: await connect(plain, '2.x'), structured: [await connect(short, '1.x'), await connect(whole, '2.x')] };
}

const notesIn = (structure: Record<string, unknown>): readonly unknown[] =>
  Array.isArray(structure['_notes']) ? structure['_notes'] : [];

/** Notes on what a limit cut off: sizes differ a little. */
const isOnSize = (note: string): boolean =>
  /^(Calls? [\d, ]+: )?(Truncated|To see more)|more notes were left out/.test(note);

/** Whether what is shown stands for what was answered. */
function represents(shown: unknown, given: unknown): boolean {
  if (JSON.stringify(shown) === JSON.stringify(given)) return true;
  if (Array.isArray(shown)) {
    return (
      Array.isArray(given) && shown.length === given.length && shown.every((each, at) => represents(each, given[at]))
    );
  }
  if (!isObject(shown)) return false;
  if (Object.hasOwn(shown, '_unexpected')) {
    const { _unexpected: kept, ...others } = shown;
    if (Object.keys(others).length === 0 && JSON.stringify(kept) === JSON.stringify(given)) return true;
    return isObject(kept) && isObject(given) && haveSameMembers({ ...others, ...kept }, given);
  }
  if (Array.isArray(given)) return Object.keys(shown).join() === 'items' && represents(shown['items'], given);
  return isObject(given) && haveSameMembers(shown, given);
}

const haveSameMembers = (shown: Record<string, unknown>, given: Record<string, unknown>): boolean =>
  Object.keys(shown).length === Object.keys(given).length &&
  Object.keys(shown).every((key) => Object.hasOwn(given, key) && represents(shown[key], given[key]));

/** Expects that neither form of a result lacks anything. @returns whether all of the value could be compared */
function expectSame({ content, isError, structuredContent }: Result, plain: Result): boolean {
  if (!isObject(structuredContent)) throw new Error('no structure');
  // A host that shows the text shows the same as one that shows the structure.
  expect(content).toHaveLength(1);
  expect(JSON.stringify(JSON.parse(content[0]?.text ?? ''))).toBe(JSON.stringify(structuredContent));
  expect(2 * JSON.stringify(structuredContent).length).toBeLessThanOrEqual(LIMIT);
  expect(isError ?? false).toBe(plain.isError ?? false);
  const [value, notes] = plain.content.map(({ text }) => text);
  const expectedNotes = notes?.split('\n') ?? [];
  expect(notesIn(structuredContent)).toEqual(expect.arrayContaining(expectedNotes.filter((note) => !isOnSize(note))));
  const isCut = [...notesIn(structuredContent), ...expectedNotes].some((note) => isOnSize(String(note)));
  const { _notes, ...shown } = structuredContent;
  if (!isCut) expect(represents(shown, parsePortableJson(value ?? '')), JSON.stringify(shown)).toBe(true);
  return !isCut;
}

const documented: Record<string, { response: unknown }> = JSON.parse(
  readFileSync(new URL('../fixtures/answers.json', import.meta.url), 'utf8'),
);

const NAMES = [
  '_notes',
  '_unexpected',
  'items',
  'text',
  'error',
  '__proto__',
  'constructor',
  '...',
  'data',
  'response',
  'id',
];

/** As `fc.dictionary`, which drops `__proto__`. */
const objectOf = (value: fc.Arbitrary<unknown>) =>
  fc
    .array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 5 })
    .map((members): unknown =>
      JSON.parse(`{${members.map(([name, each]) => `"${name}":${JSON.stringify(each)}`).join()}}`),
    );

const { junk } = fc.letrec((tie) => ({
  junk: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(null, true, 0, -1.5, 1e300, '', 'x', '(same as data[0].id)', '[]', 'é\u0000\u202e'),
    fc.array(tie('junk'), { maxLength: 4 }),
    objectOf(tie('junk')),
  ),
}));

const nested = (depth: number): unknown => JSON.parse(`${'{"data":['.repeat(depth)}1${']}'.repeat(depth)}`);
const huge = fc.oneof(
  fc.constantFrom(100, 400).map(nested),
  fc.constantFrom(500, 5_000).map((count) => ({ data: Array.from({ length: count }, (_, id) => ({ id, name: 'x' })) })),
  fc
    .constantFrom(300, 3_000)
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, id) => [`k${id}`, id]))),
  fc.constant({ data: 'x'.repeat(60_000) }),
);

/** A documented answer in which some values have another form. */
function likeDocumented(shape: unknown): fc.Arbitrary<unknown> {
  const right = (): fc.Arbitrary<unknown> => {
    if (Array.isArray(shape)) {
      const [element] = shape;
      return element === undefined ? fc.constant([]) : fc.array(likeDocumented(element), { maxLength: 2 });
    }
    if (isObject(shape)) {
      return fc.record(
        Object.fromEntries(
          Object.entries(shape).map(([name, each]) => [name, likeDocumented(name === 'errors' ? [] : each)]),
        ),
      );
    }
    // What a successful InTouch answer says.
    return fc.constant(shape === 'number' ? 200 : shape === 'boolean' ? true : 'true');
  };
  return fc.oneof({ weight: 40, arbitrary: right() }, { weight: 1, arbitrary: junk });
}

const LONG_NUMBER = '"LONG"';
const toBody = (answer: unknown): string => JSON.stringify(answer).replaceAll(LONG_NUMBER, '12345678901234567890');

/** A call, in each way to make it, and what the API answers. */
const cases = fc.constantFrom(...Object.keys(TOOLS)).chain((name) => {
  const shape = documented[name]?.response;
  const answer = fc.oneof(
    { weight: 6, arbitrary: likeDocumented(shape) },
    { weight: 2, arbitrary: junk },
    { weight: 4, arbitrary: huge },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, [], {}, 'LONG', { data: 'LONG', id: 'LONG' }) },
  );
  const args = TOOLS[name] ?? {};
  const fields = fc.option(fc.constantFrom('id', 'data[].id', 'response.*', 'items', '*', 'data, _notes'), {
    nil: undefined,
  });
  const calls = fields.chain((paths): fc.Arbitrary<Call> => {
    const withFields = { ...(paths !== undefined && { fields: paths }) };
    const named = { name, arguments: args, ...withFields };
    const direct = { name, arguments: { ...args, ...withFields } };
    if (!(name in READS)) return fc.constantFrom(direct, { name: 'call_destructive_tool', arguments: named });
    const others = [
      { name: 'no_such_tool' },
      { name: 'find_tools', arguments: { query: 'points', limit: 1 } },
      { name: 'points_transfer' },
    ];
    return fc.constantFrom(
      direct,
      { name: 'call_read_tool', arguments: named },
      { name: 'call_read_tool', arguments: { calls: [named, ...others, { ...named, fields: 'id' }] } },
    );
  });
  return fc.record({ call: calls, answer, status: fc.constantFrom(...Array<number>(9).fill(200), 400, 404, 500) });
});

describe('with output schemas', () => {
  it('no answer of the API makes a client fail, and no note, outcome or value is lost', async () => {
    let now = { status: 200, body: '' };
    const { plain, structured } = await open((response) => {
      response.writeHead(now.status, { 'content-type': 'application/json' }).end(now.body);
    });
    const seen = { whole: 0, cut: 0, errors: 0, outcomes: new Set<string>(), unexpected: 0, batches: 0 };
    await fc.assert(
      fc.asyncProperty(cases, async ({ call, answer, status }) => {
        now = { status, body: toBody(answer) };
        const expected = await plain(call);
        for (const client of structured) {
          const result = await client(call);
          seen[expectSame(result, expected) ? 'whole' : 'cut'] += 1;
          const text = JSON.stringify(result.structuredContent);
          const outcome = /"outcome":"(\w+)"/.exec(text)?.[1];
          if (outcome !== undefined) seen.outcomes.add(outcome);
          if (text.includes('"_unexpected"')) seen.unexpected += 1;
          if (result.isError) seen.errors += 1;
          if ('calls' in call.arguments) seen.batches += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect([...seen.outcomes].sort()).toEqual(expect.arrayContaining(['rejected', 'unknown']));
    for (const count of [seen.whole, seen.cut, seen.errors, seen.unexpected, seen.batches]) {
      expect(count, JSON.stringify(seen)).toBeGreaterThan(0);
    }
  }, 120_000);

  it('each meta-tool answers in both forms, right or wrong', async () => {
    const { structured } = await open((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[{"userId":1}]}');
    });
    for (const [client, name] of structured.flatMap((each) => META_TOOLS.map((tool) => [each, tool.name] as const))) {
      for (const args of [
        { query: 'points of a customer', name: 'customer_search', arguments: { q: 'a' } },
        {},
        { query: 7 },
      ]) {
        const { content, structuredContent, isError } = await client({ name, arguments: args });
        const text = content.map((each) => each.text).join('\n');
        if (!isObject(structuredContent)) throw new Error(`${name} has no structure`);
        if ('text' in structuredContent) expect(structuredContent).toEqual({ text });
        else expect(JSON.parse(text)).toEqual(structuredContent);
        expect('error' in structuredContent).toBe(isError ?? false);
      }
    }
  });

  it('the log lists what does not fit, once, and no values', async () => {
    const lines: unknown[] = [];
    const { structured } = await open(
      (response) => {
        const body = { data: [{ userId: 1, profiles: [{ firstName: ['Asha'] }] }, { userId: { secret: 1 } }] };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
      (level, message, fields) => void (level === 'debug' || lines.push({ level, message, ...fields })),
    );
    const [client] = structured;
    for (const _ of [1, 2]) await client?.({ name: 'customer_search', arguments: { q: 'Asha' } });
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'answer does not fit its output schema',
        tool: 'customer_search',
        paths: ['data[].profiles[].firstName', 'data[].userId'],
      },
    ]);
  });
});
