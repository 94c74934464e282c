/** How the built command ends over stdio: calls in flight are answered in full, and stderr stays empty. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { STOP_SIGNALS } from '../platform.js';
import { CLI, cleanEnv } from './clients.js';

type Command = ChildProcessByStdio<Writable, Readable, Readable>;

function start(env: Record<string, string> = {}, args: string[] = []): Command {
  const command = spawn(process.execPath, [CLI, ...args], { env: cleanEnv(env), stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void command.kill('SIGKILL'));
  return command;
}

const lines = (...messages: object[]): string =>
  messages.map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');

const INITIALIZE = lines(
  {
    id: 0,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
  },
  { method: 'notifications/initialized' },
);
const call = (id: number, name: string, args: object) =>
  lines({ id, method: 'tools/call', params: { name, arguments: args } });

const answersIn = (output: string): { id: number; result?: { tools?: unknown[]; isError?: boolean } }[] =>
  output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** An API that answers when the test decides. */
async function slowApi() {
  const waiting: ServerResponse[] = [];
  const api = createServer((request, response) => {
    request.resume().on('end', () => {
      waiting.push(response);
      api.emit('arrival');
    });
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    api.closeAllConnections();
    api.close();
  });
  return {
    env: {
      CAPILLARY_BASE_URL: `http://127.0.0.1:${(api.address() as AddressInfo).port}`,
      CAPILLARY_USERNAME: 'till',
      CAPILLARY_PASSWORD: 'password-of-till',
    },
    arrival: () => once(api, 'arrival'),
    answer: () => {
      for (const response of waiting)
        response.setHeader('content-type', 'application/json').end('{"data": [{"userId": 7}]}');
    },
  };
}

describe('when stdin ends, the command', () => {
  it('answers the requests before it, and exits', async () => {
    const command = start();
    command.stdin.end(INITIALIZE + call(1, 'customer_search', { q: 'Asha' }) + lines({ id: 2, method: 'ping' }));
    const [output, errors, [code]] = await Promise.all([
      text(command.stdout),
      text(command.stderr),
      once(command, 'exit'),
    ]);
    expect(
      answersIn(output)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([0, 1, 2]);
    expect(answersIn(output).find(({ id }) => id === 1)?.result).not.toHaveProperty('isError');
    expect([code, errors]).toEqual([0, expect.stringMatching(/^capillary-mcp: the sandbox has started; .*\n$/)]);
  });

  it('writes its log to the last line', async () => {
    const command = start({ CAPILLARY_LOG_LEVEL: 'debug' });
    command.stdout.resume();
    command.stdin.end(INITIALIZE + call(1, 'customer_search', { q: 'Asha' }));
    expect(await text(command.stderr)).toContain('"tool":"customer_search"');
  });

  it('writes large answers to the last byte, even if they are read late', async () => {
    const command = start({}, ['--toolsets', 'all']);
    const lists = Array.from({ length: 10 }, (_, index) => lines({ id: index + 1, method: 'tools/list' }));
    command.stdin.end(INITIALIZE + lists.join(''));
    // Nothing is read meanwhile: what does not fit into the pipe waits in the process.
    await delay(1_000);
    const [output, errors] = await Promise.all([text(command.stdout), text(command.stderr)]);
    const listed = answersIn(output).filter(({ id }) => id > 0);
    expect(listed.map(({ result }) => result?.tools?.length)).toEqual(Array(10).fill(listed[0]?.result?.tools?.length));
    expect(output.length).toBeGreaterThan(1_000_000);
    expect(errors).toBe('');
  });
});

describe.each(STOP_SIGNALS)('at %s, the command', (signal) => {
  it('answers calls in flight, then exits', async () => {
    const api = await slowApi();
    const command = start(api.env);
    const output = text(command.stdout);
    const arrival = api.arrival();
    command.stdin.write(INITIALIZE + call(1, 'customer_search', { q: 'Asha' }));
    await arrival;
    command.kill(signal);
    // Time for the signal to be handled first.
    await delay(200);
    api.answer();
    expect(await once(command, 'exit')).toEqual([0, null]);
    expect(answersIn(await output).find(({ id }) => id === 1)).toMatchObject({
      result: { content: [{ text: expect.stringContaining('"userId":7') }] },
    });
  });
});

describe('when stdout is closed, the command', () => {
  it('exits without writing to stderr', async () => {
    const command = start();
    const errors = text(command.stderr);
    command.stdout.destroy();
    command.stdin.on('error', () => {});
    command.stdin.write(INITIALIZE);
    expect(await once(command, 'exit')).toEqual([0, null]);
    expect(await errors).toBe('');
  });
});
