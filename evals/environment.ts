/** A brand's world behind the real server, all in this process: what an agent works in. */
import { Client, InMemoryTransport, type Tool } from '@modelcontextprotocol/client';
import { createCallTool } from '../src/call/call.js';
import { DEFAULT_MAX_RESULT_CHARACTERS } from '../src/call/result.js';
import { ApiClient } from '../src/client/client.js';
import { catalogue } from '../src/discovery/built-catalogue.js';
import { CALLERS, FIND_TOOLS } from '../src/discovery/meta-tools.js';
import { createSelection, type Filters } from '../src/discovery/selection.js';
import { createToolbox } from '../src/discovery/toolbox.js';
import { VERSION } from '../src/lib/version.js';
import { createSandboxClient } from '../src/organization/upstream.js';
import type { BrandName } from '../src/sandbox/brand-names.js';
import { CurrentWorld } from '../src/sandbox/current-world.js';
import { startSandbox } from '../src/sandbox/server.js';
import type { World } from '../src/sandbox/world.js';
import { createServerFactory } from '../src/server.js';
import { asCalled } from '../src/tools/called-risk.js';
import { definitions, findDefinition } from '../src/tools/catalogue.js';
import { risk } from '../src/tools/define.js';
import { type GradedState, gradedState } from './grading/state.js';

/** The moment at which every task begins: a Sunday at noon in India. */
const NOW = '2026-05-03T06:30:00Z';
const SEED = 42;

/** What a call returned: every block of text, as an agent reads it. */
export interface ToolAnswer {
  text: string;
  /** The first block, parsed; undefined if it is no JSON. */
  json: unknown;
  isError: boolean;
}

export interface Environment {
  brand: BrandName;
  /** The server's instructions to an agent. */
  instructions: string;
  tools(): Promise<readonly Tool[]>;
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  /** The world as it is now. It changes with the next call. */
  readonly world: World;
  /** The state at the beginning. */
  readonly start: GradedState;
  /** Makes the world as it was at the beginning. Does nothing if only reads were called since. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a sandbox and a server in front of it. @param filters - the toolsets that an agent is given */
export async function openEnvironment(brand: BrandName, filters: Filters = {}): Promise<Environment> {
  const world = { brand, seed: SEED, now: NOW };
  const sandbox = await startSandbox({ definitions, ...world });
  const upstream = createSandboxClient(ApiClient, sandbox, {
    userAgent: `capillary-mcp-evals/${VERSION}`,
    deadlineMs: 30_000,
    concurrency: 8,
  });
  const selection = createSelection(filters, (filter) => `--${filter}`);
  const callTool = createCallTool({ client: async () => upstream, maxCharacters: DEFAULT_MAX_RESULT_CHARACTERS });
  const toolbox = createToolbox({ catalogue, callTool });
  const createServer = createServerFactory({ toolbox, version: VERSION, sandbox: false });
  const [here, there] = InMemoryTransport.createLinkedPair();
  const server = createServer({ selection: () => selection });
  await server.connect(there);
  const client = new Client({ name: 'capillary-mcp-evals', version: VERSION });
  await client.connect(here);
  let mayHaveChanged = false;
  return {
    brand,
    start: gradedState(new CurrentWorld(world).world),
    instructions: client.getInstructions() ?? '',
    tools: async () => (await client.listTools()).tools,
    call: async (tool, args) => {
      mayHaveChanged ||= !isRead(tool, args);
      return toAnswer(await client.callTool({ name: tool, arguments: { ...args } }));
    },
    get world() {
      return sandbox.world;
    },
    reset: async () => {
      if (!mayHaveChanged) return;
      await fetch(`${sandbox.url}/__sandbox/reset`, { method: 'POST' });
      mayHaveChanged = false;
    },
    close: async () => {
      await client.close();
      await upstream.close();
      await sandbox.close();
    },
  };
}

/** Whether a call certainly changes nothing. */
function isRead(tool: string, args: Readonly<Record<string, unknown>>): boolean {
  const definition = findDefinition(tool);
  return definition ? risk(asCalled(definition, args)) === 'read' : tool === FIND_TOOLS || tool === CALLERS.read;
}

function toAnswer({ content, isError }: Awaited<ReturnType<Client['callTool']>>): ToolAnswer {
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return { text: texts.join('\n'), json: parsed(texts[0] ?? ''), isError: isError === true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
