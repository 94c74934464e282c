/** A client of a server in front of the sandbox, as over stdio, whose filters and settings a test chooses. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { onTestFinished } from 'vitest';
import type { Credentials } from '../../src/client/types.js';
import type { Filters } from '../../src/discovery/selection.js';
import { type OrganizationOptions, openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

export const MODERN = { pin: '2026-07-28' } as const;

export interface ConnectOptions {
  mode?: 'legacy' | typeof MODERN;
  filters?: Filters;
  subject?: string;
  organization?: Partial<OrganizationOptions>;
  /** Those that the requests bring. */
  credentials?: Credentials;
}

/** Ends with the test. */
export async function connect(options: ConnectOptions = {}) {
  const { mode = 'legacy', filters = {}, subject, organization: own, credentials } = options;
  const reads: (string | undefined)[] = [];
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z', seed: 1 } },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
    onRequest: ({ tool }) => reads.push(tool),
    ...own,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const selected = selection(filters);
  const createServer = credentials ? organization.withCredentials(credentials) : organization.createServer;
  const handle = serveStdio(
    () => createServer({ selection: () => selected, ...(subject !== undefined && { subject }) }),
    { transport: there },
  );
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(here);
  onTestFinished(async () => {
    await client.close();
    await handle.close();
    await organization.close();
  });
  return { client, reads };
}

/** The text of a resource. */
export async function read(client: Client, uri: string): Promise<string> {
  const [content] = (await client.readResource({ uri })).contents;
  if (!content || !('text' in content)) throw new Error(`${uri} has no text`);
  return content.text;
}
