/** The real server with some of its toolsets, in this process. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { createCallTool } from '../../src/call/call.js';
import { USUAL_SOURCE, withConnectionValues } from '../../src/call/filled-in.js';
import { DEFAULT_MAX_RESULT_CHARACTERS } from '../../src/call/result.js';
import { ApiClient } from '../../src/client/client.js';
import { catalogue } from '../../src/discovery/built-catalogue.js';
import { CALLERS, DESCRIBE_CONNECTION, FIND_TOOLS, PREVIEW_CALL } from '../../src/discovery/meta-tools.js';
import { createSelection } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { observable } from '../../src/lib/observable.js';
import { VERSION } from '../../src/lib/version.js';
import { openConnection } from '../../src/organization/connection.js';
import { exceptPlans } from '../../src/organization/organization.js';
import { createSandboxClient } from '../../src/organization/upstream.js';
import { createGuard } from '../../src/safety/guard.js';
import { UNLIMITED_POLICY } from '../../src/safety/policy.js';
import type { Sandbox } from '../../src/sandbox/http/server.js';
import { createServerFactory } from '../../src/server.js';
import { asCalled } from '../../src/tools/called-risk.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { followPointers } from './pointers.js';
import { parseJson, type Surface, type SurfaceName, type ToolAnswer } from './surface.js';

const READ_META_TOOLS: ReadonlySet<string> = new Set([FIND_TOOLS, DESCRIBE_CONNECTION, PREVIEW_CALL, CALLERS.read]);

/** @param toolset - `default`, `discovery` or `all` */
export async function openMcpServer(sandbox: Sandbox, toolset: Exclude<SurfaceName, 'generic'>): Promise<Surface> {
  const upstream = createSandboxClient(ApiClient, sandbox, {
    userAgent: `capillary-mcp-evals/${VERSION}`,
    deadlineMs: 30_000,
    concurrency: 8,
  });
  const selection = createSelection(toolset === 'default' ? {} : { toolsets: [toolset] }, (filter) => `--${filter}`);
  const maxCharacters = DEFAULT_MAX_RESULT_CHARACTERS;
  const { username, password } = sandbox.credentials;
  const connection = openConnection({
    client: async () => upstream,
    // The same as for the API of a live brand, which the sandbox stands for.
    target: { kind: 'capillary', baseUrl: sandbox.url, credentials: { kind: 'basic', username, password } },
    sandboxUrl: async () => undefined,
    find: catalogue.find,
    now: Date.now,
    defaultSource: undefined,
    policy: observable(UNLIMITED_POLICY),
    deadlineMs: 30_000,
    maxResultTokens: 8_000,
    maxCharacters,
  });
  const guard = createGuard({
    policy: observable(UNLIMITED_POLICY),
    organization: '',
    read: async (tool, args) => {
      const definition = await catalogue.find(tool);
      if (!definition) throw new Error(`no tool ${tool}`);
      return (await upstream.send(asCalled(definition, args), args)).data;
    },
    source: USUAL_SOURCE,
    timeZone: connection.timeZone,
  });
  const { getPermit, preview, openPlan, openBatches } = guard;
  const call = createCallTool({ client: async () => upstream, maxCharacters, getPermit, preview });
  const callTool = exceptPlans(call, withConnectionValues(call, connection.values));
  const toolbox = createToolbox({
    catalogue,
    callTool,
    describeConnection: connection.describe,
    openPlan,
    openBatches,
  });
  const createServer = createServerFactory({
    toolbox,
    content: { catalogue, call: toolbox.call },
    version: VERSION,
    sandbox: false,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createServer({ selection: () => selection }).connect(there);
  const client = new Client({ name: 'capillary-mcp-evals', version: VERSION });
  await client.connect(here);
  return {
    instructions: client.getInstructions() ?? '',
    tools: async () =>
      (await client.listTools()).tools.map(({ name, description = '', inputSchema }) => ({
        name,
        description,
        inputSchema,
      })),
    call: async (tool, args) => toAnswer(await client.callTool({ name: tool, arguments: { ...args } })),
    isRead: (tool, args) => {
      const definition = findDefinition(tool);
      return definition ? risk(asCalled(definition, args)) === 'read' : READ_META_TOOLS.has(tool);
    },
    close: async () => {
      await client.close();
      await upstream.close();
    },
  };
}

function toAnswer({ content, isError }: Awaited<ReturnType<Client['callTool']>>): ToolAnswer {
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return { text: texts.join('\n'), json: followPointers(parseJson(texts[0] ?? '')), isError: isError === true };
}
