/** Tests that the conformance fixtures answer both eras through our transports; `npm run conformance` runs the suite. */
import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FixtureServer, serveFixtures } from './server.js';

let stateless: FixtureServer;
let withSessions: FixtureServer;
beforeAll(async () => {
  [stateless, withSessions] = await Promise.all([
    serveFixtures({ sessions: false }),
    serveFixtures({ sessions: true, revisions: ['2025-06-18'] }),
  ]);
});
afterAll(() => Promise.all([stateless.close(), withSessions.close()]));

const CLIENT: ClientOptions = { capabilities: { elicitation: {}, sampling: {}, roots: {} } };
const MODERN: ClientOptions = { ...CLIENT, versionNegotiation: { mode: { pin: '2026-07-28' } } };
const LEGACY: ClientOptions = { ...CLIENT, versionNegotiation: { mode: 'legacy' } };

async function connect({ url }: FixtureServer, options: ClientOptions): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, options);
  client.setRequestHandler('elicitation/create', async () => ({ action: 'accept', content: { name: 'Asha' } }));
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}

const textOf = ({ content }: { content: { type: string; text?: string }[] }): string => content[0]?.text ?? '';
const GREETING = { name: 'test_input_required_result_elicitation', arguments: {} };

describe('the conformance fixtures', () => {
  it.each([
    ['2026-07-28, stateless', () => connect(stateless, MODERN), '2026-07-28'],
    ['2026-07-28, with sessions on', () => connect(withSessions, MODERN), '2026-07-28'],
    ['2025-11-25, stateless', () => connect(stateless, LEGACY), '2025-11-25'],
    ['2025-06-18, with a session', () => connect(withSessions, LEGACY), '2025-06-18'],
  ])('are served in %s', async (_, open, revision) => {
    const client = await open();
    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    expect((await client.listTools()).tools.map(({ name }) => name)).toContain('test_simple_text');
    expect(textOf(await client.callTool({ name: 'test_simple_text', arguments: {} }))).toContain('simple text');
    const { contents } = await client.readResource({ uri: 'test://template/123/data' });
    expect(contents).toMatchObject([{ uri: 'test://template/123/data', mimeType: 'application/json' }]);
    const { messages } = await client.getPrompt({
      name: 'test_prompt_with_arguments',
      arguments: { arg1: 'hello', arg2: 'world' },
    });
    expect(JSON.stringify(messages)).toContain("arg1='hello', arg2='world'");
    await client.close();
  });

  it.each([
    ['2026-07-28', () => connect(stateless, MODERN)],
    ['2025-06-18, within a session', () => connect(withSessions, LEGACY)],
  ])('ask the user in the middle of a call, in %s', async (_, open) => {
    const client = await open();
    expect(textOf(await client.callTool(GREETING))).toBe('Hello, Asha!');
    await client.close();
  });

  it('cannot ask a 2025-era client that has no session', async () => {
    const client = await connect(stateless, LEGACY);
    const { isError, content } = await client.callTool(GREETING);
    expect(isError).toBe(true);
    expect(JSON.stringify(content)).toMatch(/capabilit/i);
    await client.close();
  });

  it.each([
    ['2026-07-28', () => ({ server: stateless, options: MODERN })],
    ['2025-06-18, within a session', () => ({ server: withSessions, options: LEGACY })],
  ])('notify of a changed list of tools, in %s', async (_, setUp) => {
    const { server, options } = setUp();
    let isNotified = false;
    const onChanged = () => {
      isNotified = true;
    };
    const listChanged = { tools: { onChanged, autoRefresh: false, debounceMs: 0 } };
    const client = await connect(server, { ...options, listChanged });
    // A stream that opens too late for one change gets the next one.
    await vi.waitFor(async () => {
      await client.callTool({ name: 'test_trigger_tool_change', arguments: {} });
      expect(isNotified).toBe(true);
    }, 10_000);
    await client.close();
  });

  it('answer a client that reconnects after the stream of its call has ended', async () => {
    const resumable = await serveFixtures({ sessions: true });
    const client = await connect(resumable, LEGACY);
    const result = await client.callTool({ name: 'test_reconnection', arguments: {} });
    expect(textOf(result)).toContain('after the stream had ended');
    await client.close();
    await resumable.close();
  });
});
