/** The stdio connection: which requests are still answered when it ends, and for how long. */
import { once } from 'node:events';
import { PassThrough, Readable, Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CallTool } from '../../src/call/call.js';
import type { ToolResult } from '../../src/call/result.js';
import { createToolAccess } from '../../src/discovery/filters.js';
import { observable } from '../../src/lib/observable.js';
import { createServerFactory } from '../../src/server.js';
import { definitions } from '../../src/tools/catalogue.js';
import { MessageSizeLimit } from '../../src/transports/message-size-limit.js';
import { StdioConnection } from '../../src/transports/stdio.js';
import { serverParts } from '../discovery/toolboxes.js';

const OK: ToolResult = { content: [{ type: 'text', text: '{}' }] };

interface Message {
  id?: number | string;
  method?: string;
  result?: { content?: { text: string }[] };
  error?: { message: string };
}

/** Calls that wait until the test answers them. */
function heldCalls() {
  const held: { signal: AbortSignal | undefined; answer: (result: ToolResult) => void }[] = [];
  let arrived: () => void = () => {};
  const callTool: CallTool = (_, __, { signal } = {}) =>
    new Promise((answer) => {
      held.push({ signal, answer });
      arrived();
    });
  return {
    held,
    callTool,
    arrival: async (count: number): Promise<void> => {
      while (held.length < count) {
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
  };
}

function connected(
  callTool: CallTool,
  {
    graceMs = 60_000,
    maxMessageBytes = 1_000_000,
    onClose = async () => {},
    output = new PassThrough(),
  }: {
    graceMs?: number;
    maxMessageBytes?: number;
    onClose?: () => Promise<void>;
    output?: Writable & { read?(): Buffer | null };
  } = {},
) {
  const input = new PassThrough();
  const errors: Error[] = [];
  const connection = new StdioConnection(
    createServerFactory({ ...serverParts(callTool), version: '1.2.3', sandbox: false }),
    {
      allowed: observable(createToolAccess({}, definitions, String)),
      graceMs,
      maxMessageBytes,
      onClose,
      onError: (error) => errors.push(error),
    },
    input,
    output,
  );
  onTestFinished(() => {
    connection.stop();
    connection.stop();
  });
  const send = (...messages: object[]): void => {
    input.write(messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''));
  };
  return { connection, input, errors, send };
}

const INITIALIZE = {
  id: 'start',
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const call = (id: number) => ({
  id,
  method: 'tools/call',
  params: { name: 'customer_search', arguments: { q: 'Asha' } },
});

function reading(output: PassThrough): Message[] {
  const messages: Message[] = [];
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    messages.push(...lines.map((line) => JSON.parse(line)));
  });
  return messages;
}

describe('a message that is too large', () => {
  const padding = 'x'.repeat(200_000);
  const answered = async (line: string): Promise<Message[]> => {
    const output = new PassThrough();
    const messages = reading(output);
    const { input, send, connection } = connected(async () => OK, { output, maxMessageBytes: 100_000 });
    send(INITIALIZE);
    for (let from = 0; from < line.length; from += 60_000) input.write(line.slice(from, from + 60_000));
    input.write('\n');
    send({ id: 'after', method: 'ping' });
    input.end();
    await connection.closed;
    return messages;
  };
  const params = { name: 'customer_search', arguments: { q: padding, id: 5 } };

  it.each([
    ['before its parameters', { jsonrpc: '2.0', id: 7, method: 'tools/call', params }, 7],
    ['after its parameters', { method: 'tools/call', params, jsonrpc: '2.0', id: 7 }, 7],
    ['as text', { method: 'tools/call', params, id: 'seven', jsonrpc: '2.0' }, 'seven'],
    ['only in its arguments', { method: 'tools/call', jsonrpc: '2.0', params }, null],
    ['but no method, as in a response', { jsonrpc: '2.0', id: 7, result: { padding } }, null],
  ])('gets an error, and the connection continues: with an id %s', async (_, message, id) => {
    const messages = await answered(JSON.stringify(message));
    expect(messages.map((each) => each.id).sort()).toEqual(['after', id, 'start'].sort());
    expect(messages.filter(({ error }) => error)).toEqual([
      expect.objectContaining({
        id,
        error: { code: -32_600, message: expect.stringContaining('limit is 100000 bytes') },
      }),
    ]);
  });

  it('is one with too many values, too', async () => {
    const output = new PassThrough();
    const messages = reading(output);
    const { input, send, connection } = connected(async () => OK, { output, maxMessageBytes: 8_000_000 });
    send(INITIALIZE);
    const argumentsOf = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, key) => [key, key]));
    const call = (id: number, count: number) =>
      send({ id, method: 'tools/call', params: { name: 'customer_search', arguments: argumentsOf(count) } });
    call(7, 36_000);
    call(8, 34_000);
    input.end();
    await connection.closed;
    expect(messages.filter(({ id }) => id === 7)).toEqual([
      expect.objectContaining({ error: { code: -32_600, message: expect.stringContaining('limit is 35000. Split') } }),
    ]);
    expect(messages.filter(({ id }) => id === 8)).toEqual([expect.objectContaining({ result: OK })]);
  });

  it('is not buffered, however long it is', () => {
    const tooLarge: unknown[] = [];
    const input = new Readable({ read() {} });
    const onTooLarge = (id: unknown) => tooLarge.push(id);
    const limit = new MessageSizeLimit(input, { maxBytes: 100_000, onTooLarge, onEnd: () => {} });
    let mostHeld = 0;
    input.emit('data', Buffer.from('{"method":"tools/call","params":"'));
    for (let chunk = 0; chunk < 1_000; chunk++) {
      input.emit('data', Buffer.alloc(60_000, 'x'));
      mostHeld = Math.max(mostHeld, limit.heldBytes + limit.readableLength);
    }
    input.emit('data', Buffer.from('","id":3}\n{}\n'));
    expect(mostHeld).toBeLessThanOrEqual(100_000);
    expect(tooLarge).toEqual([3]);
    expect(String(limit.read())).toBe('{}\n');
  });

  it('is a message over the limit, not one at the limit', () => {
    const input = new Readable({ read() {} });
    const onTooLarge = () => expect.unreachable();
    const passed = new MessageSizeLimit(input, { maxBytes: 10, onTooLarge, onEnd: () => {} });
    input.emit('data', Buffer.from('0123456789\n01234\n'));
    expect(String(passed.read())).toBe('0123456789\n01234\n');
  });
});

it('writes answers that are ready at the same time together', async () => {
  const writes: number[] = [];
  const output = new Writable({
    writev: (chunks, done) => {
      writes.push(chunks.length);
      done();
    },
  });
  const { held, callTool, arrival } = heldCalls();
  const { connection, input, send } = connected(callTool, { output });
  send(INITIALIZE, ...Array.from({ length: 20 }, (_, id) => call(id)));
  await arrival(20);
  await setImmediate();
  writes.length = 0;
  for (const { answer } of held) answer(OK);
  input.end();
  await connection.closed;
  expect(Math.max(...writes)).toBe(20);
});

describe('when its input ends, a client', () => {
  it('gets answers to all its requests, including those sent right before the end', async () => {
    const output = new PassThrough();
    const messages = reading(output);
    const { held, callTool, arrival } = heldCalls();
    let answeredAtClose = 0;
    const { connection, input, send, errors } = connected(callTool, {
      output,
      onClose: async () => {
        await setImmediate();
        answeredAtClose = messages.length;
      },
    });
    send(INITIALIZE, call(1), { id: 2, method: 'tools/list' }, call(3));
    input.end();
    await arrival(2);
    await setImmediate();
    await setImmediate();
    for (const { answer } of held) answer(OK);
    await connection.closed;
    expect(answeredAtClose).toBe(4);
    expect(messages.map(({ id }) => id).sort()).toEqual([1, 2, 3, 'start']);
    expect(messages.every(({ result }) => result)).toBe(true);
    expect(errors).toEqual([]);
  });

  it('does not delay the end with a request that it cancelled', async () => {
    const { held, callTool, arrival } = heldCalls();
    const { connection, input, send } = connected(callTool);
    send(INITIALIZE, call(1));
    await arrival(1);
    send({ method: 'notifications/cancelled', params: { requestId: 1 } });
    input.end();
    await connection.closed;
    expect(held[0]?.signal?.aborted).toBe(true);
  });

  it('is told when calls are cut off because they exceed the grace period', async () => {
    const output = new PassThrough();
    const messages = reading(output);
    const { held, callTool, arrival } = heldCalls();
    const cutOff: ToolResult = { content: [{ type: 'text', text: '{"error":{"kind":"cancelled"}}' }], isError: true };
    const { connection, input, send } = connected(callTool, {
      output,
      graceMs: 50,
      onClose: async () => {
        for (const { answer } of held) answer(cutOff);
      },
    });
    send(INITIALIZE, call(1));
    await arrival(1);
    input.end();
    await connection.closed;
    expect(messages.find(({ id }) => id === 1)?.result).toMatchObject(cutOff);
  });

  it('receives every byte, however slowly it reads', async () => {
    const chunks: Buffer[] = [];
    const slow = new Writable({
      highWaterMark: 1_000,
      write: (chunk: Buffer, _, done) => {
        chunks.push(chunk);
        setTimeout(done, 20);
      },
    });
    const long: ToolResult = { content: [{ type: 'text', text: 'x'.repeat(100_000) }] };
    const { connection, input, send } = connected(async () => long, { output: slow });
    send(INITIALIZE, ...Array.from({ length: 20 }, (_, id) => call(id)));
    input.end();
    await connection.closed;
    const answers = Buffer.concat(chunks).toString().trimEnd().split('\n');
    expect(answers.filter((line) => JSON.parse(line).result?.content?.[0].text.length === 100_000)).toHaveLength(20);
  });

  it('has its subscriptions ended, which do not delay the end', async () => {
    const output = new PassThrough();
    const messages = reading(output);
    const { connection, input, send } = connected(async () => OK, { output });
    const _meta = {
      'io.modelcontextprotocol/protocolVersion': '2026-07-28',
      'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
      'io.modelcontextprotocol/clientCapabilities': {},
    };
    send({ id: 1, method: 'subscriptions/listen', params: { _meta, notifications: { toolsListChanged: true } } });
    input.end();
    await connection.closed;
    expect(messages.find(({ id }) => id === 1)).toMatchObject({ result: { resultType: 'complete' } });
  });
});

describe('when it is stopped, a connection', () => {
  it('answers what is in flight and reads no further', async () => {
    const output = new PassThrough();
    const messages = reading(output);
    const { held, callTool, arrival } = heldCalls();
    const { connection, send } = connected(callTool, { output });
    send(INITIALIZE, call(1));
    await arrival(1);
    connection.stop();
    send(call(2));
    held[0]?.answer(OK);
    await connection.closed;
    expect(messages.map(({ id }) => id)).toEqual(['start', 1]);
    expect(held).toHaveLength(1);
  });

  it('skips the wait when it is stopped again, or when its input has already ended', async () => {
    for (const end of ['stop', 'input'] as const) {
      const { callTool, arrival, held } = heldCalls();
      const { connection, input, send } = connected(callTool, {
        onClose: async () => {
          for (const { answer } of held) answer(OK);
        },
      });
      send(INITIALIZE, call(1));
      await arrival(1);
      if (end === 'stop') connection.stop();
      else await once(input.end(), 'close');
      connection.stop();
      await connection.closed;
    }
  });
});

describe('when its output is closed, a connection', () => {
  it('ends without reporting an error, once calls in flight are finished', async () => {
    const broken = new Writable({
      write: (_, __, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    });
    let finished = false;
    const { connection, send, errors } = connected(async () => OK, {
      output: broken,
      onClose: async () => {
        finished = true;
      },
    });
    send(INITIALIZE);
    await connection.closed;
    expect(finished).toBe(true);
    expect(errors).toEqual([]);
  });
});
