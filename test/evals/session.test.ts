/** A task that somebody works on from the command line. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UsageError } from '../../evals/commands/usage-error.js';
import { createProgram } from '../../evals/program.js';
import { readAttempts } from '../../evals/run/store.js';
import { tokensOf } from '../../evals/run/tokens.js';
import { type DaemonOptions, openSession } from '../../evals/serve/daemon.js';
import type { SessionCommand, SessionReply } from '../../evals/serve/session.js';
import { readAddress, sessionFile } from '../../evals/serve/session-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evals-'));
});
afterAll(() => rm(folder, { recursive: true }));

const begin = (session: string, options: Partial<DaemonOptions> = {}) =>
  openSession({
    task: 'points/gift-larger-than-the-balance',
    surface: 'default',
    worker: 'a person',
    run: 1,
    session,
    folder,
    ...options,
  });

async function send(session: string, command: SessionCommand, token?: string): Promise<SessionReply> {
  const address = await readAddress(sessionFile(folder, session));
  const response = await fetch(`http://127.0.0.1:${address.port}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? address.token}` },
    body: JSON.stringify(command),
  });
  return JSON.parse(await response.text());
}

it('shows the tools, makes calls, grades the answer and records the attempt', async () => {
  const { introduction, ended } = await begin('one');
  expect(introduction).toMatch(/Meridian Threads[\s\S]*Move 1,000 points from Neha Thomas/);
  const { text } = await send('one', { command: 'tools', names: ['find_tools'] });
  expect(JSON.parse(text)).toMatchObject({ name: 'find_tools', inputSchema: { required: ['query'] } });
  const byMobile = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919800000039' };
  const called = await send('one', {
    command: 'call',
    tool: 'call_read_tool',
    args: { name: 'customer_lookup_get_points_balance', arguments: byMobile },
  });
  expect(called).toMatchObject({ isError: false, text: expect.stringContaining('279') });
  const { record, text: grade } = await send('one', { command: 'answer', text: 'No, she has 279 points.' });
  await ended;
  expect(grade).toMatch(/^passed\n1 calls \(the reference makes 1\), 0 of them failed/);
  expect(record).toMatchObject({ model: 'a person', tools: ['customer_lookup_get_points_balance'], passed: true });
  expect(record).toMatchObject({
    listTokens: tokensOf(text),
    inputTokens: tokensOf(introduction) + tokensOf(called.text),
  });
  expect(await readAttempts(join(folder, 'serve'))).toEqual([record]);
  await expect(readAddress(sessionFile(folder, 'one'))).rejects.toThrow(UsageError);
});

it('serves calls as an organization does', async () => {
  const { ended } = await begin('served');
  const args = { userId: 418400001, fields: 'id' };
  const { text } = await send('served', { command: 'call', tool: 'customer_get', args });
  expect(text).toMatch(/^{"id":418400001}\n.*customerId: taken from userId\./s);
  await send('served', { command: 'stop' });
  await ended;
});

it('says what is wrong with an answer', async () => {
  const { ended } = await begin('two');
  const { text } = await send('two', { command: 'answer', text: 'Done.' });
  await ended;
  expect(text).toContain('failed:\n  - the answer does not state 279');
});

it('refuses strangers and reports unknown tools', async () => {
  const { ended } = await begin('three');
  expect(await send('three', { command: 'stop' }, 'wrong')).toMatchObject({ isError: true });
  expect(await send('three', { command: 'tools', names: ['nope'] })).toMatchObject({ isError: true });
  expect(await send('three', { command: 'call', tool: 'nope', args: {} })).toMatchObject({ isError: true });
  await send('three', { command: 'stop' });
  await ended;
});

it.each([
  [['--model', 'nonsense'], /--model must be one of/],
  [['--model', 'scripted', '--tasks', 'pionts'], /Did you mean points/],
  [['--model', 'scripted', '--tasks', '7703'], /named '7703'. `npm run evals -- list` shows them/],
  [['serve', 'call', 'find_tools', '{oops'], /must be a JSON object/],
  [['serve', 'tools', '--out', '/nowhere'], /No task is begun/],
  [['state', 'fashon'], /is no brand/],
])('%j is answered with what is wrong', async (args, message) => {
  const program = createProgram(args);
  await expect(program.parseAsync(args, { from: 'user' })).rejects.toThrow(message);
});
