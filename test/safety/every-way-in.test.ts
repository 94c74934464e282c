/** A client whose user declines: whatever destructive tool is called, and by whatever way, nothing is sent. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Asking, createCallTool } from '../../src/call/call.js';
import { createSelection } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { observable } from '../../src/lib/observable.js';
import { createGuard } from '../../src/safety/guard.js';
import { type ConfirmMode, LIVE_POLICY } from '../../src/safety/policy.js';
import { MemoryTickets } from '../../src/safety/tickets.js';
import { ALIASES } from '../../src/tools/aliases.js';
import { riskOf } from '../../src/tools/called-risk.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { exampleOf } from '../../src/tools/examples.js';
import { inputSchema } from '../../src/tools/input.js';
import { catalogue } from '../discovery/toolboxes.js';

type Args = Record<string, unknown>;

const destructive = definitions.filter((definition) => risk(definition) === 'destructive');
const OLD_NAME = 'former_';

const real = { ...ALIASES };
beforeAll(() => {
  const tools = destructive.map(({ tool }) => ({ from: `${OLD_NAME}${tool}`, to: tool, since: '0.2.0' }));
  Object.assign(ALIASES, { tools });
});
afterAll(() => {
  Object.assign(ALIASES, real);
});

/** Values, one of which most parameters take. */
const VALUES: readonly unknown[] = ['1', 1, '2026-05-03', '919800000001', 'asha@example.com', true, ['1']];

/** Arguments that the schema accepts, with every parameter that is required, and one of those of which one is. */
function required(definition: Definition): Args {
  const { shape } = inputSchema(definition);
  const oneOf = (definition.rules ?? []).flatMap(({ needs: [first = ''] }) => first);
  const args: Args = {};
  for (const [name, schema] of Object.entries(shape)) {
    if (z.safeParse(schema, undefined).success && !oneOf.includes(name)) continue;
    const choices = 'options' in schema && Array.isArray(schema.options) ? schema.options : [];
    const fitting = [...choices, ...VALUES].find((value) => z.safeParse(schema, value).success);
    if (fitting === undefined) throw new Error(`${definition.tool} needs ${name}`);
    args[name] = fitting;
  }
  return args;
}

/** Arguments with which a tool does the worst that it can. */
async function worstArguments(definition: Definition): Promise<Args> {
  const args: Args = { ...((await exampleOf(definition)) ?? required(definition)) };
  for (const { argument, is } of definition.readUnless ?? []) {
    if (riskOf(definition, args) === 'destructive') break;
    const [name = '', inner] = argument.split('.');
    const value = is === 'true' ? true : is === 'given' ? 'given' : is === 'not true' ? false : 'API_SECRET';
    args[name] = inner === undefined ? value : { ...(args[name] as object), [inner]: value };
  }
  return args;
}

/** What every read answers: a customer, a balance, a price and a request. */
const ANSWER = {
  id: 1,
  profiles: [{ firstName: 'Asha' }],
  mainPoints: 5,
  reward: { intouchPoints: 5 },
  response: { requests: { goodwill: [{ points: '5' }] } },
};

function server(mode: ConfirmMode) {
  const sent: string[] = [];
  const questions: string[] = [];
  const guard = createGuard({
    policy: observable({ ...LIVE_POLICY, rows: null }),
    organization: 'meridian',
    read: async () => ANSWER,
    source: 'INSTORE',
    timeZone: async () => 'Asia/Kolkata',
    confirm: { mode, fallback: 'host', worth: async () => undefined },
    plans: new MemoryTickets(() => 1_000_000),
    now: () => 1_000_000,
  });
  const callTool = createCallTool({
    client: async () => ({
      send: async ({ tool }) => {
        sent.push(tool);
        return { httpStatus: 200, data: {}, warnings: [] };
      },
      close: async () => {},
    }),
    maxCharacters: 28_000,
    getPermit: guard.getPermit,
    preview: guard.preview,
  });
  const toolbox = createToolbox({
    catalogue,
    callTool,
    openPlan: guard.openPlan,
    openBatches: guard.openBatches,
    checkCall: callTool,
  });
  // Some tools are enabled only by name.
  const everything = createSelection(
    { toolsets: ['all', 'legacy'], tools: destructive.map(({ tool }) => tool) },
    (filter) => filter,
  );
  const asking: Asking = {
    kind: 'inline',
    ask: async (question) => {
      questions.push(question);
      return 'decline';
    },
  };
  const call = async (name: string, args: Args) => {
    const { content } = await toolbox.call(everything, name, args, { subject: 'agent-1', asking });
    return JSON.parse(content[0]?.text ?? '{}');
  };
  const plan = async ({ tool }: Definition, args: Args): Promise<unknown> =>
    (await call('preview_call', { name: tool, arguments: args })).preview?.plan;
  return { call, plan, sent, questions };
}

type Server = ReturnType<typeof server>;
type Way = (
  server: Server,
  definition: Definition,
  args: Args,
) => Promise<{ error?: { kind: string; outcome?: string } }>;

/** The ways in by which the user is asked. */
const WAYS: Readonly<Record<string, Way>> = {
  'a direct call': ({ call }, { tool }, args) => call(tool, args),
  'the prefix of a host': ({ call }, { tool }, args) => call(`mcp__capillary__${tool}`, args),
  'an old name': ({ call }, { tool }, args) => call(`${OLD_NAME}${tool}`, args),
  'the caller': ({ call }, { tool: name }, args) => call('call_destructive_tool', { name, arguments: args }),
  'the caller, with an old name': ({ call }, { tool }, args) =>
    call('call_destructive_tool', { name: `${OLD_NAME}${tool}`, arguments: args }),
  'the caller, with arguments as text': ({ call }, { tool: name }, args) =>
    call('call_destructive_tool', { name, arguments: JSON.stringify(args) }),
  'a plan': async ({ call, plan }, definition, args) => call(definition.tool, { plan: await plan(definition, args) }),
  'a plan through the caller': async ({ call, plan }, definition, args) =>
    call('call_destructive_tool', { name: definition.tool, plan: await plan(definition, args) }),
  'a batch': ({ call }, { tool: name }, args) =>
    call('call_destructive_tool', { name, calls: [{ arguments: args }, { arguments: args }] }),
  'a call that says it knows of an unknown outcome': ({ call }, { tool }, args) => call(tool, { ...args, again: true }),
};

/** The ways in that are closed to what is destructive. */
const CLOSED: Readonly<Record<string, Way>> = {
  'the caller of reads': ({ call }, { tool: name }, args) => call('call_read_tool', { name, arguments: args }),
  'several reads at once': ({ call }, { tool: name }, args) =>
    call('call_read_tool', { calls: [{ name, arguments: args }] }),
  'the caller of writes': ({ call }, { tool: name }, args) => call('call_write_tool', { name, arguments: args }),
};

describe('a client that declines', () => {
  it('is tried with every destructive tool', async () => {
    expect(destructive.length).toBeGreaterThan(200);
    for (const definition of destructive) {
      expect(riskOf(definition, await worstArguments(definition)), definition.tool).toBe('destructive');
    }
  });

  it.each(Object.keys(WAYS))('has nothing sent by any of them through %s, and was asked each time', async (way) => {
    const opened = server('always');
    const call = WAYS[way];
    for (const definition of destructive) {
      const before = opened.questions.length;
      const { error } = (await call?.(opened, definition, await worstArguments(definition))) ?? {};
      expect(error, definition.tool).toMatchObject({ kind: 'consent_required', outcome: 'not_sent' });
      expect(opened.questions.length - before, definition.tool).toBe(1);
    }
    expect(opened.sent).toEqual([]);
  });

  it.each(Object.keys(WAYS))('is asked by default before what always asks, through %s', async (way) => {
    const opened = server('default');
    const call = WAYS[way];
    const always = destructive.filter(({ consent }) => consent === 'always');
    for (const definition of always) await call?.(opened, definition, await worstArguments(definition));
    expect(opened.questions).toHaveLength(always.length);
    expect(opened.sent).toEqual([]);
  });

  it.each(Object.keys(CLOSED))('has nothing sent through %s', async (way) => {
    const opened = server('always');
    const call = CLOSED[way];
    for (const definition of destructive) await call?.(opened, definition, await worstArguments(definition));
    expect(opened.sent).toEqual([]);
  });
});
