/** Consent as clients of both eras give it, over every transport; a client that cannot ask is not asked. */
import { Client, InMemoryTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';
import { type Hosted, hosted } from './hosted.js';

type Action = 'accept' | 'decline' | 'cancel';

/** A client whose user answers every question in this way. */
function clientOf(action: Action | undefined, mode: 'legacy' | { pin: string }) {
  const questions: string[] = [];
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode }, ...(action && { capabilities: { elicitation: {} } }) },
  );
  if (action) {
    client.setRequestHandler('elicitation/create', async ({ params }) => {
      questions.push(params.message);
      return { action, ...(action === 'accept' && { content: {} }) };
    });
  }
  return { client, questions };
}

const ORGANIZATION = {
  catalogue,
  target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z' } },
  confirm: 'default',
  maxResultTokens: 8_000,
  deadlineMs: 20_000,
  concurrency: 16,
  log: () => {},
} as const;

const erase = {
  name: 'call_destructive_tool',
  arguments: {
    name: 'pii_deletion_request',
    arguments: {
      body: {
        type: 'CUSTOMER',
        baseType: 'DELETE',
        customerIdentificationInfo: { identifierType: 'mobile', identifierValue: '919800000001', source: 'INSTORE' },
      },
    },
  },
};
const QUESTION = /^Request the erasure of all personal data of "Asha Rao", mobile …0001\?/;

async function outcomeOf(client: Client): Promise<string> {
  const { isError, content } = await client.callTool(erase);
  const [{ text = '' } = {}] = content as { text?: string }[];
  return isError ? JSON.parse(text).error.kind : 'done';
}

describe('over a connection that lasts', () => {
  async function connect(action: Action | undefined, confirmFallback: 'host' | 'refuse' = 'host') {
    const organization = openOrganization({ ...ORGANIZATION, confirmFallback });
    const [here, there] = InMemoryTransport.createLinkedPair();
    await organization.createServer({ selection }).connect(there);
    const { client, questions } = clientOf(action, 'legacy');
    await client.connect(here);
    onTestFinished(async () => {
      await client.close();
      await organization.close();
    });
    return { client, questions };
  }

  it.each<[Action, string]>([
    ['accept', 'done'],
    ['decline', 'consent_required'],
    ['cancel', 'consent_required'],
  ])('a client of the 2025 era is asked, and may %s', async (action, outcome) => {
    const { client, questions } = await connect(action);
    expect(await outcomeOf(client)).toBe(outcome);
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatch(QUESTION);
  });

  it('a client that cannot ask is left to its host, or refused', async () => {
    expect(await outcomeOf((await connect(undefined)).client)).toBe('done');
    expect(await outcomeOf((await connect(undefined, 'refuse')).client)).toBe('consent_required');
  });

  it('a client that claims to ask, and fails to, sends nothing', async () => {
    const { client } = await connect('accept');
    client.setRequestHandler('elicitation/create', async () => {
      throw new Error('no window');
    });
    expect(await outcomeOf(client)).toBe('consent_required');
  });

  it('a client that cancels its call while its user thinks sends nothing', async () => {
    const { client } = await connect('accept');
    const controller = new AbortController();
    client.setRequestHandler('elicitation/create', async () => {
      controller.abort();
      return { action: 'accept', content: {} };
    });
    await expect(client.callTool(erase, { signal: controller.signal })).rejects.toThrow();
    const asked = await client.callTool({ name: 'pii_deletion_get_requests', arguments: {} });
    expect(JSON.stringify(asked.content)).not.toContain('919800000001');
  });
});

describe('over HTTP', () => {
  let running: Hosted;
  beforeAll(async () => {
    running = await hosted({ confirm: 'default' });
  });

  async function connect(action: Action | undefined, mode: 'legacy' | { pin: string }) {
    const { client, questions } = clientOf(action, mode);
    await client.connect(new StreamableHTTPClientTransport(new URL(running.server.url)));
    onTestFinished(() => client.close());
    return { client, questions };
  }

  it.each<[Action, string]>([
    ['decline', 'consent_required'],
    ['accept', 'done'],
  ])('a client of the 2026 era is asked without a session, and may %s', async (action, outcome) => {
    const { client, questions } = await connect(action, { pin: '2026-07-28' });
    expect(await outcomeOf(client)).toBe(outcome);
    expect(questions).toHaveLength(1);
    expect(questions[0]).toMatch(QUESTION);
  });

  it('a client of the 2025 era cannot be asked without a session, and is left to its host', async () => {
    const { client, questions } = await connect('decline', 'legacy');
    // A second request of the same person is refused by the sandbox itself.
    expect(['done', 'conflict', 'rejected']).toContain(await outcomeOf(client));
    expect(questions).toEqual([]);
  });
});
