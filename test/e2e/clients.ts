/** Real MCP clients against the built command: the 2.x SDK in both eras, and the 1.x SDK that most frameworks embed. */
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioClientTransportV1 } from '@modelcontextprotocol/sdk/client/stdio.js';

export const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** An environment without the machine's own CAPILLARY_ settings. Logging is on, to notice if the build breaks the logger. */
export const cleanEnv = (extra: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  CAPILLARY_LOG_LEVEL: 'info',
  ...extra,
});

export interface ToolAnswer {
  isError: boolean;
  /** The first block, parsed. */
  readonly json: unknown;
  /** The first block as text, and the notes after it. */
  text: string;
  notes: string;
  /** The structured content, if there is any. */
  structure: unknown;
}

export interface TestClient {
  serverName: string | undefined;
  instructions: string | undefined;
  protocolVersion: string | undefined;
  stderr(): string;
  listTools(): Promise<
    {
      name: string;
      description?: string | undefined;
      annotations?: object | undefined;
      inputSchema: object;
      outputSchema?: object | undefined;
      _meta?: object | undefined;
    }[]
  >;
  call(name: string, args?: Record<string, unknown>, signal?: AbortSignal): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export const ERAS = ['2025 era, 2.x client', '2026 era, 2.x client', '1.x client'] as const;
export type Era = (typeof ERAS)[number];

/** Notifies of a changed list at once, without fetching it. */
const NOTIFY_AT_ONCE = { autoRefresh: false, debounceMs: 0 };

/** Starts the command over stdio and connects to it. */
export async function startClient(
  era: Era,
  env: Record<string, string> = {},
  args: string[] = [],
  onListChanged?: () => void,
): Promise<TestClient> {
  const parameters = {
    command: process.execPath,
    args: [CLI, ...args],
    env: cleanEnv(env),
    stderr: 'pipe' as const,
  };
  const info = { name: 'test', version: '1.0.0' };
  if (era === '1.x client') {
    const transport = new StdioClientTransportV1(parameters);
    const errors = collect(transport.stderr);
    const client = new ClientV1(
      info,
      onListChanged && { listChanged: { tools: { onChanged: onListChanged, ...NOTIFY_AT_ONCE } } },
    );
    await client.connect(transport);
    return {
      serverName: client.getServerVersion()?.name,
      instructions: client.getInstructions(),
      protocolVersion: undefined,
      stderr: errors,
      listTools: async () => (await client.listTools()).tools,
      call: async (name, args = {}, signal) =>
        answer(await client.callTool({ name, arguments: args }, undefined, signal ? { signal } : undefined)),
      close: () => client.close(),
    };
  }
  const transport = new StdioClientTransport(parameters);
  const errors = collect(transport.stderr);
  const client = new Client(info, {
    versionNegotiation: { mode: era === '2026 era, 2.x client' ? { pin: '2026-07-28' } : 'legacy' },
    ...(onListChanged && { listChanged: { tools: { onChanged: onListChanged, ...NOTIFY_AT_ONCE } } }),
  });
  await client.connect(transport);
  return {
    serverName: client.getServerVersion()?.name,
    instructions: client.getInstructions(),
    protocolVersion: client.getNegotiatedProtocolVersion(),
    stderr: errors,
    listTools: async () => (await client.listTools()).tools,
    call: async (name, args = {}, signal) =>
      answer(await client.callTool({ name, arguments: args }, signal ? { signal } : undefined)),
    close: () => client.close(),
  };
}

function collect(stream: NodeJS.EventEmitter | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

function answer(result: object): ToolAnswer {
  const { content, isError, structuredContent } = result as {
    content: { type: string; text?: string }[];
    isError?: boolean;
    structuredContent?: unknown;
  };
  const [first, ...rest] = content.map(({ text }) => text ?? '');
  const text = first ?? '';
  return {
    isError: isError ?? false,
    // Answers of find_tools are text.
    get json(): unknown {
      return JSON.parse(text);
    },
    text,
    notes: rest.join('\n'),
    structure: structuredContent,
  };
}
