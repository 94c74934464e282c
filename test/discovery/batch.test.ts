/** Several reads in one call of call_read_tool. */

import { describe, expect, it } from 'vitest';
import { withLists } from '../../evals/surfaces/pointers.js';
import { createCallTool } from '../../src/call/call.js';
import type { ToolResult } from '../../src/call/result.js';
import type { ClientOptions } from '../../src/client/types.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { clientFor } from '../client/clients.js';
import { inTurn, json, loopback, type Respond, silence } from '../client/loopback.js';
import { catalogue, createRecordingToolbox, errorOf, selection } from './toolboxes.js';

const search = (q: string, others: object = {}) => ({ name: 'customer_search', arguments: { q }, ...others });
const NAMES = ['Asha', 'Noor', 'Vikram', 'Meera', 'Dev'];

interface Entry {
  call: number;
  result?: unknown;
  error?: { kind: string; message: string; hint: string; outcome?: string };
}
const entriesOf = ({ content }: ToolResult): Entry[] => JSON.parse(content[0]?.text ?? '');
const notesOf = ({ content }: ToolResult): string[] => content[1]?.text.split('\n') ?? [];
const lengthOf = ({ content: [value, notes] }: ToolResult): number =>
  (value?.text.length ?? 0) + (notes ? JSON.stringify(notes.text).length : 0);

/** A toolbox in front of an API that answers as the test defines. */
async function toolboxFor(
  respond: Respond,
  { maxCharacters = 28_000, ...options }: Partial<ClientOptions> & { maxCharacters?: number } = {},
) {
  const api = await loopback(respond);
  const client = clientFor(api.url, options);
  const callTool = createCallTool({ client: async () => client, maxCharacters });
  const toolbox = createToolbox({ catalogue, callTool, maxCharacters });
  return {
    ...api,
    callTool: toolbox.call,
    read: (calls: unknown, context = {}) => toolbox.call(selection(), 'call_read_tool', { calls }, context),
  };
}

/** Answers each search with its query. */
const echo: Respond = (response, request, number) =>
  json({ data: [{ q: new URL(request.url, 'http://x').searchParams.get('q') }] })(response, request, number);
const echoed = (q: string) => ({ data: [{ q }] });

describe('several reads at once', () => {
  it('are answered in order, each with its own result', async () => {
    const { read, received } = await toolboxFor(echo);
    const result = await read(NAMES.map((name) => search(name)));
    expect(entriesOf(result)).toEqual(NAMES.map((name, index) => ({ call: index + 1, result: echoed(name) })));
    expect(result.isError).toBeUndefined();
    expect(received).toHaveLength(5);
  });

  it('are made concurrently, within the limit of the client', async () => {
    const pending: (() => void)[] = [];
    const { read, arrived, received } = await toolboxFor(
      (response, request, number) => void pending.push(() => void echo(response, request, number)),
      { concurrency: 3 },
    );
    const result = read(NAMES.map((name) => search(name)));
    await arrived(3);
    expect(received).toHaveLength(3);
    for (const answer of pending.splice(0)) answer();
    await arrived(5);
    for (const answer of pending.splice(0)) answer();
    expect(entriesOf(await result).map(({ result }) => result)).toEqual(NAMES.map(echoed));
  });

  it('each select fields and have notes of their own', async () => {
    const { read } = await toolboxFor(json({ data: [{ id: 1, name: 'Asha' }], total: 1 }));
    const result = await read([search('a', { fields: 'data[].id' }), search('b', { fields: ['data[].nmae'] })]);
    expect(entriesOf(result)[0]?.result).toEqual({ data: [{ id: 1 }] });
    const notes = notesOf(result);
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) expect(note).toMatch(/^Call 2: .*nmae/);
  });

  it('have a note once that is about several of them, and without numbers if it is about all', async () => {
    const { read } = await toolboxFor(json({ data: [{ userId: 7 }] }));
    const calls = [search('a'), search('b'), search('c')].map(({ name, arguments: args }, index) => ({
      name,
      arguments: { ...args, ...(index > 0 && { newFilter: 'x' }) },
    }));
    expect(notesOf(await read(calls))).toEqual([expect.stringMatching(/^Calls 2, 3: .*newFilter/)]);
    expect(notesOf(await read(calls.slice(1)))).toEqual([expect.stringMatching(/^(?!Call).*newFilter/)]);
  });

  it('fail each for itself, and together only if all fail', async () => {
    const { read } = await toolboxFor(inTurn(json({ errors: [{ code: 1, message: 'no' }] }, 400), json({ data: [] })));
    const mixed = await read([search('a'), { name: 'no_such_tool' }, search('b')]);
    expect(mixed.isError).toBeUndefined();
    const entries = entriesOf(mixed);
    expect(entries.map(({ call }) => call)).toEqual([1, 2, 3]);
    expect(entries[1]).toMatchObject({ error: { kind: 'unknown_tool' } });
    expect(entries.filter(({ error }) => error?.kind === 'rejected')).toHaveLength(1);
    expect(entries.filter(({ result }) => result !== undefined)).toHaveLength(1);
    expect((await read([{ name: 'no_such_tool' }, { name: 'customer_search', arguments: 7 }])).isError).toBe(true);
  });

  it('may be given as JSON text, as may each call and its arguments, with the prefixes of hosts', async () => {
    const toolbox = createRecordingToolbox(selection());
    const prefixed = { name: 'mcp__capillary__customer_search', arguments: '{"q":"Noor"}', fields: null };
    const calls = JSON.stringify([search('Asha'), JSON.stringify(search('Vikram')), prefixed]);
    const result = await toolbox.call('mcp__capillary__call_read_tool', { calls, name: null });
    expect(entriesOf(result)).toHaveLength(3);
    expect(toolbox.calls.map(({ args }) => args['q'])).toEqual(['Asha', 'Vikram', 'Noor']);
  });

  it('are sent once if they are equal, and answered each', async () => {
    const { read, received } = await toolboxFor(echo);
    const calls = [search('Asha'), search('Noor'), { name: 'capillary:customer_search', arguments: '{"q":"Asha"}' }];
    expect(entriesOf(await read(calls)).map(({ result }) => result)).toEqual(['Asha', 'Noor', 'Asha'].map(echoed));
    expect(received).toHaveLength(2);
  });

  it('are all stopped by a cancellation', async () => {
    const { read, arrived } = await toolboxFor(silence);
    const stop = new AbortController();
    const result = read([search('a'), search('b')], { signal: stop.signal });
    await arrived(2);
    stop.abort();
    const cancelled = await result;
    expect(cancelled.isError).toBe(true);
    expect(entriesOf(cancelled).map(({ error }) => error?.kind)).toEqual(['cancelled', 'cancelled']);
  });
});

describe('a meta-tool that only reads', () => {
  it('is answered among several calls', async () => {
    const toolbox = createToolbox({
      catalogue,
      callTool: async () => ({ content: [{ type: 'text', text: '{}' }] }),
      describeConnection: async () => ({ content: [{ type: 'text', text: '{"kind":"sandbox"}' }] }),
    });
    const result = await toolbox.call(selection(), 'call_read_tool', {
      calls: [
        { name: 'describe_connection' },
        { name: 'mcp__capillary__find_tools', arguments: { query: 'balance of a customer', limit: 1 } },
        { name: 'find_tools', arguments: {} },
        search('Asha'),
      ],
    });
    expect(entriesOf(result)).toMatchObject([
      { result: { kind: 'sandbox' } },
      { result: expect.stringMatching(/^customer_\w+\(.*\n {2}read: /) },
      { error: { message: expect.stringContaining('query') } },
      { result: {} },
    ]);
  });
});

describe('a call in a batch that is not a read', () => {
  const redeemable = (others: object) => ({
    name: 'points_check_redeemable_v1_1',
    arguments: { mobile: '919811100001', points: 100, ...others },
  });

  it.each([
    ['a write', { name: 'badge_create', arguments: { body: {} } }, /call_write_tool/],
    ['a destructive call', { name: 'points_transfer', arguments: { body: {} } }, /call_destructive_tool/],
    ['one whose arguments make it a write', redeemable({ issue_otp: true }), /call_destructive_tool/],
    ['a meta-tool', { name: 'call_write_tool', arguments: { name: 'badge_create' } }, /Call call_write_tool itself/],
    ['another batch', { name: 'x:call_read_tool', arguments: { calls: [search('a')] } }, /Name the tool/],
  ])('is refused, and the others are made: %s', async (_, call, hint) => {
    const toolbox = createRecordingToolbox(selection());
    const result = await toolbox.call('call_read_tool', { calls: [search('a'), call, search('b')] });
    const [, refused] = entriesOf(result);
    expect(refused?.error?.hint).toMatch(hint);
    expect(toolbox.calls.map(({ args }) => args['q'])).toEqual(['a', 'b']);
    expect(result.isError).toBeUndefined();
  });

  it('may be a read by its arguments', async () => {
    const toolbox = createRecordingToolbox(selection());
    await toolbox.call('call_read_tool', { calls: [redeemable({})] });
    expect(toolbox.calls).toHaveLength(1);
  });

  it('cannot reach a hidden tool', async () => {
    const toolbox = createRecordingToolbox(selection({ excludeTools: ['customer_search'] }));
    const result = await toolbox.call('call_read_tool', { calls: [search('a')] });
    expect(entriesOf(result)).toMatchObject([{ call: 1, error: { kind: 'disabled_tool' } }]);
    expect(toolbox.calls).toEqual([]);
  });
});

describe('wrong batches', () => {
  const refusalOf = async (args: Record<string, unknown>, caller = 'call_read_tool') => {
    const toolbox = createRecordingToolbox(selection());
    const error = errorOf(await toolbox.call(caller, args));
    expect(toolbox.calls).toEqual([]);
    expect(error?.kind).toBe('invalid_arguments');
    return `${error?.message} ${error?.hint}`;
  };
  const times = (count: number) => Array.from({ length: count }, (_, index) => search(`${index}`));

  it('are refused whole, with what to pass instead', async () => {
    expect(await refusalOf({ calls: times(21) })).toMatch(/21 are too many.*Pass 1 to 20 calls/);
    expect(await refusalOf({ calls: [] })).toMatch(/list is empty.*Pass 1 to 20 calls/);
    expect(await refusalOf({ calls: '[]' })).toMatch(/list is empty/);
    expect(await refusalOf({ calls: 'customer_search' })).toMatch(/expected a list/);
    expect(await refusalOf({ calls: search('a') })).toMatch(/expected a list/);
    expect(await refusalOf({ calls: times(2), name: 'customer_search' })).toMatch(/name: not allowed beside 'calls'/);
    expect(await refusalOf({ calls: times(2), arguments: {}, fields: 'id' })).toMatch(/arguments, fields: not allowed/);
  });

  it('are not taken by the callers of writes where no batches are made', async () => {
    for (const caller of ['call_write_tool', 'call_destructive_tool']) {
      expect(await refusalOf({ name: 'points_transfer', calls: [{ arguments: {} }] }, caller)).toMatch(
        /makes no batches/,
      );
    }
  });

  it('are refused if all arguments together exceed a bound of one call', async () => {
    const rows = (count: number) => ({ rows: Array.from({ length: count }, () => ({})) });
    const values = (count: number) => ({ values: Array.from({ length: count }, (_, index) => index) });
    const withArguments = (args: object) => ({ name: 'customer_search', arguments: args });
    expect(await refusalOf({ calls: [1, 2].map(() => withArguments(rows(1_500))) })).toMatch(/rows: too many rows/);
    expect(await refusalOf({ calls: [1, 2].map(() => withArguments(values(15_000))) })).toMatch(/too many values/);
    const asText = [1, 2].map(() => ({ name: 'customer_search', arguments: JSON.stringify(values(15_000)) }));
    expect(await refusalOf({ calls: asText })).toMatch(/too many values.*all calls of the batch/);
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    expect(await refusalOf({ calls: [withArguments({ q: JSON.parse(deep) })] })).toMatch(/nested/);
  });

  it.each([
    ['a number', 7, /this call: expected an object/],
    ['null', null, /this call: expected an object/],
    ['text', 'customer_search', /this call: expected an object/],
    ['no name', { arguments: {} }, /name: required/],
    ['arguments that are a list', { name: 'customer_search', arguments: [] }, /arguments: expected an object/],
    ['an argument beside the others', { ...search('a'), q: 'a' }, /q: unknown argument/],
    ['a batch', { ...search('a'), calls: [search('b')] }, /calls: unknown argument/],
    ['a long name', { name: 'x'.repeat(1_000_000) }, /no tool 'x{80}'/],
  ])('have an error only for the call that is wrong: %s', async (_, call, message) => {
    const toolbox = createRecordingToolbox(selection());
    const [wrong, right] = entriesOf(await toolbox.call('call_read_tool', { calls: [call, search('a')] }));
    expect(wrong?.error?.message).toMatch(message);
    expect(right?.result).toEqual({});
  });
});

describe('the size limit of several reads', () => {
  const LIMIT = 4_000;
  const rows = (count: number) => ({ data: Array.from({ length: count }, (_, id) => ({ id, name: 'Asha Rao' })) });
  const bySize: Respond = (response, request, number) => {
    const count = Number(new URL(request.url, 'http://x').searchParams.get('q'));
    return json(rows(count))(response, request, number);
  };

  it('is for all together: small answers are whole, and large ones share the rest', async () => {
    const { read } = await toolboxFor(bySize, { maxCharacters: LIMIT });
    const result = await read(['2000', '3', '1000', '1'].map((count) => search(count)));
    const [large, small, other, one] = entriesOf(result).map(
      ({ result: each }) => withLists(each) as ReturnType<typeof rows>,
    );
    expect(small).toEqual(rows(3));
    expect(one).toEqual(rows(1));
    expect(large?.data.length).toBe(other?.data.length);
    expect(large?.data.length).toBeGreaterThan(15);
    expect(lengthOf(result)).toBeLessThanOrEqual(LIMIT);
    const notes = notesOf(result);
    expect(notes).toContain(`Call 1: Truncated: result.data shows ${large?.data.length} of 2000 elements.`);
    expect(notes).toContain(`Call 3: Truncated: result.data shows ${other?.data.length} of 1000 elements.`);
    expect(notes.filter((note) => note.includes('To see more'))).toEqual([expect.stringMatching(/^Calls 1, 3: /)]);
  });

  it('is reported with the size of the whole answer, wherever something was left out', async () => {
    const text = 'x'.repeat(9_000);
    const { read } = await toolboxFor(json({ data: [{ text }, ...rows(2_000).data] }), { maxCharacters: LIMIT });
    const notes = notesOf(await read([search('a'), search('b')]));
    expect(notes).toContain('Truncated: result.data shows 1 of 2001 elements.');
    expect(notes).toContainEqual(expect.stringMatching(/result\.data\[\]\.text shows 1\d\d\d of 9000 characters/));
  });

  it.each([1_750, 28_000])('is kept to by twenty large answers and errors: %i characters', async (maxCharacters) => {
    const fail = json({ errors: [{ code: 1, message: 'x'.repeat(10_000) }] }, 400);
    const { read } = await toolboxFor(
      (response, request, number) => (number % 2 === 0 ? fail : json(rows(900)))(response, request, number),
      { maxCharacters },
    );
    const calls = Array.from({ length: 20 }, (_, index) => ({
      ...search(`${index}`),
      arguments: { q: `${index}`, [`undocumented${index}`]: 'x' },
    }));
    const result = await read(calls);
    expect(entriesOf(result).map(({ call }) => call)).toEqual(calls.map((_, index) => index + 1));
    expect(lengthOf(result)).toBeLessThanOrEqual(maxCharacters);
  });
});

describe('notes on earlier writes', () => {
  it('come once, before the notes on the calls', async () => {
    let answerWrite = (): void => {};
    let onEnded = (): void => {};
    const ended = new Promise<void>((resolve) => (onEnded = resolve));
    const { read, callTool, arrived } = await toolboxFor(
      (response, request, number) => {
        if (request.method === 'GET') return json({ data: [{ userId: 7 }] })(response, request, number);
        answerWrite = () => void json({ createdId: 7 })(response, request, number);
      },
      { log: ({ background }) => background && onEnded() },
    );
    const stop = new AbortController();
    const body = { profiles: [{ firstName: 'Asha', identifiers: [{ type: 'mobile', value: '919811100001' }] }] };
    const write = callTool(selection(), 'customer_add', { source: 'INSTORE', body }, { signal: stop.signal });
    await arrived(1);
    stop.abort();
    expect(errorOf(await write)?.outcome).toBe('unknown');
    answerWrite();
    await ended;
    const calls = [search('a'), { name: 'customer_search', arguments: { q: 'b', newFilter: 1 } }];
    expect(notesOf(await read(calls, { signal: AbortSignal.abort() }))).toEqual([]);
    expect(notesOf(await read(calls))).toEqual([
      expect.stringMatching(/^Your earlier customer_add .* applied\.$/),
      expect.stringMatching(/^Call 2: /),
    ]);
    expect(notesOf(await read(calls))).toHaveLength(1);
  });
});
