/** Clients of every kind run the demo's journey against the same server at the same time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JourneyClient, runJourney } from '../../src/commands/journey.js';
import { STOPPED } from '../platform.js';
import { CLI, cleanEnv } from './clients.js';

interface Connected extends JourneyClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  close(): Promise<void>;
}

const info = { name: 'test', version: '1' };
// The 1.x transports declare their optional members without exactOptionalPropertyTypes in mind.
type TransportOf = Parameters<ClientV1['connect']>[0];

const CLIENTS: { [kind: string]: (base: URL) => Promise<Connected> } = {
  '1.x client': async (base) => {
    const client = new ClientV1(info);
    await client.connect(new TransportV1(new URL('/mcp', base)) as TransportOf);
    return client;
  },
  '1.x client over legacy SSE': async (base) => {
    const client = new ClientV1(info);
    await client.connect(new SSEClientTransport(new URL('/sse', base)) as TransportOf);
    return client;
  },
  '2.x client, 2025 era': async (base) => {
    const client = new Client(info, { versionNegotiation: { mode: 'legacy' } });
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', base)));
    return client;
  },
  '2.x client, 2026 era': async (base) => {
    const client = new Client(info, { versionNegotiation: { mode: { pin: '2026-07-28' } } });
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', base)));
    return client;
  },
};

describe.each([
  ['stateless', {}],
  ['with sessions', { CAPILLARY_SESSIONS: 'true' }],
])('one server, %s', (_, env) => {
  let server: ChildProcess;
  let base: URL;
  beforeAll(async () => {
    server = spawn(process.execPath, [CLI, '--http', '--sse'], {
      // The steps read answers as the API types them.
      env: cleanEnv({ CAPILLARY_HTTP_PORT: '0', CAPILLARY_ANSWERS: 'whole', ...env }),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (!server.stderr) throw new Error('no stderr');
    for await (const line of createInterface({ input: server.stderr })) {
      const address = / at (http\S+)$/.exec(line)?.[1];
      if (address === undefined) continue;
      base = new URL(address);
      break;
    }
    // Nobody reads on.
    server.stderr.resume();
  });
  afterAll(async () => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    expect((await gone)[0]).toBe(STOPPED);
  });

  it('serves the journey to all of them at once', async () => {
    const done = await Promise.all(
      Object.entries(CLIENTS).map(async ([kind, connect], number) => {
        const client = await connect(base);
        const listed = new Set((await client.listTools()).tools.map(({ name }) => name));
        const member = {
          mobile: `91981117700${number}`,
          email: `mira${number}@example.com`,
          bills: `ALL-${number}`,
        };
        const failures: string[] = [];
        let steps = 0;
        for await (const { step, answer, hasFailed } of runJourney(client, listed, member)) {
          steps += 1;
          if (hasFailed !== (step.expectsRefusal ?? false))
            failures.push(`${kind}: ${step.tool}: ${answer.text('error.message')}`);
        }
        await client.close();
        expect(failures).toEqual([]);
        return steps;
      }),
    );
    expect(done).toEqual([14, 14, 14, 14]);
  });
});
