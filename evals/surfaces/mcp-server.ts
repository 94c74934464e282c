/** The real server with some of its toolsets, in this process. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { createCallTool } from '../../src/call/call.js';
import { DEFAULT_MAX_RESULT_CHARACTERS } from '../../src/call/result.js';
import { ApiClient } from '../../src/client/client.js';
import { catalogue } from '../../src/discovery/built-catalogue.js';
import { CALLERS, FIND_TOOLS } from '../../src/discovery/meta-tools.js';
import { createSelection } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { VERSION } from '../../src/lib/version.js';
import { createSandboxClient } from '../../src/organization/upstream.js';
import type { Sandbox } from '../../src/sandbox/server.js';
import { createServerFactory } from '../../src/server.js';
import { asCalled } from '../../src/tools/called-risk.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { parseJson, type Surface, type SurfaceName, type ToolAnswer } from './surface.js';

/** @param toolset - `default`, `discovery` or `all` */
export async function openMcpServer(sandbox: Sandbox, toolset: Exclude<SurfaceName, 'generic'>): Promise<Surface> {
  const upstream = createSandboxClient(ApiClient, sandbox, {
    userAgent: `capillary-mcp-evals/${VERSION}`,
    deadlineMs: 30_000,
    concurrency: 8,
  });
  const selection = createSelection(toolset === 'default' ? {} : { toolsets: [toolset] }, (filter) => `--${filter}`);
  const callTool = createCallTool({ client: async () => upstream, maxCharacters: DEFAULT_MAX_RESULT_CHARACTERS });
  const toolbox = createToolbox({ catalogue, callTool });
  const createServer = createServerFactory({ toolbox, version: VERSION, sandbox: false });
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
      return definition ? risk(asCalled(definition, args)) === 'read' : tool === FIND_TOOLS || tool === CALLERS.read;
    },
    close: async () => {
      await client.close();
      await upstream.close();
    },
  };
}

function toAnswer({ content, isError }: Awaited<ReturnType<Client['callTool']>>): ToolAnswer {
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return { text: texts.join('\n'), json: parseJson(texts[0] ?? ''), isError: isError === true };
}
