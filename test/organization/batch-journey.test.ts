/** 'Give these forty people 100 points': one preview, one question, one call. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { expect, it, onTestFinished } from 'vitest';
import { openOrganization } from '../../src/organization/organization.js';
import { catalogue, selection } from '../discovery/toolboxes.js';

async function connect() {
  const lines: { tool: string; plan?: string; outcome?: string; consent?: string }[] = [];
  const organization = openOrganization({
    catalogue,
    target: { kind: 'sandbox', world: { clock: '2026-05-03T06:30:00Z' } },
    confirm: 'default',
    requirePlan: true,
    audit: { append: async (line) => void lines.push(JSON.parse(line)), isRequired: false },
    maxResultTokens: 8_000,
    deadlineMs: 20_000,
    concurrency: 16,
    log: () => {},
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const client = new Client({ name: 'test', version: '1' }, { capabilities: { elicitation: {} } });
  const questions: string[] = [];
  client.setRequestHandler('elicitation/create', ({ params }) => {
    questions.push(params.message);
    return { action: 'accept', content: {} };
  });
  await organization.createServer({ selection }).connect(there);
  await client.connect(here);
  onTestFinished(async () => {
    await client.close();
    await organization.close();
  });
  const call = async (name: string, args: Record<string, unknown>) => {
    const { content } = await client.callTool({ name, arguments: args });
    const [{ text = '' } = {}] = content as { text?: string }[];
    return JSON.parse(text);
  };
  return { call, questions, lines };
}

const FORTY = Array.from({ length: 40 }, (_, index) => `9197100${String(index).padStart(5, '0')}`);

const joins = (mobile: string, index: number) => ({
  arguments: {
    body: {
      profiles: [
        { firstName: `Guest ${index + 1}`, source: 'INSTORE', identifiers: [{ type: 'mobile', value: mobile }] },
      ],
    },
  },
});

const goodwill = (mobile: string) => ({
  arguments: {
    client_auto_approve: true,
    body: {
      root: {
        request: [
          {
            reference_id: mobile,
            type: 'GOODWILL',
            base_type: 'POINTS',
            customer: { mobile },
            points: 100,
            reason: 'A late delivery',
          },
        ],
      },
    },
  },
});

it('takes one preview, one question and one call', async () => {
  const { call, questions, lines } = await connect();
  const joined = await call('call_destructive_tool', { name: 'customer_add', calls: FORTY.map(joins) });
  expect(joined).toMatchObject({ done: 40, left: 0, outcomes: { applied: 40 } });
  questions.length = 0;
  lines.length = 0;

  const calls = FORTY.map(goodwill);
  const { preview } = await call('preview_call', { name: 'request_add_v1_1', calls });
  expect(preview).toMatchObject({ rows: 40, points: 4_000, furtherSubjects: 37 });
  const given = await call('call_destructive_tool', { name: 'request_add_v1_1', plan: preview.plan });
  expect(given).toMatchObject({ done: 40, left: 0, outcomes: { applied: 40 } });

  expect(questions).toEqual([preview.question]);
  expect(preview.question).toMatch(
    /^Add Request 40 times: 4,000 points \(.*\) in all, of "Guest 1", mobile …0000; "Guest 2", mobile …0001; "Guest 3", mobile …0002 and 37 more\?/,
  );
  expect(
    lines.filter(({ plan, outcome, consent }) => plan === preview.plan && outcome === 'applied' && consent),
  ).toHaveLength(40);
  const reads = FORTY.map((identifierValue) => ({
    name: 'customer_lookup_get_points_balance',
    arguments: { identifierName: 'mobile', identifierValue, source: 'INSTORE' },
    fields: 'mainPoints',
  }));
  for (const part of [reads.slice(0, 20), reads.slice(20)]) {
    const balances: { result: { mainPoints: number } }[] = await call('call_read_tool', { calls: part });
    expect(balances.map(({ result }) => result.mainPoints)).toEqual(part.map(() => 100));
  }
}, 60_000);
