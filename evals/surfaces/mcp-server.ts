/** The real server with some of its toolsets, in this process. */
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import { ApiClient } from '../../src/client/client.js';
import { catalogue } from '../../src/discovery/built-catalogue.js';
import { CALLERS, DESCRIBE_CONNECTION, FIND_TOOLS, PREVIEW_CALL } from '../../src/discovery/meta-tools.js';
import { createSelection } from '../../src/discovery/selection.js';
import { VERSION } from '../../src/lib/version.js';
import { openOrganization } from '../../src/organization/organization.js';
import { createSandboxClient, type Upstream } from '../../src/organization/upstream.js';
import type { Sandbox } from '../../src/sandbox/http/server.js';
import { asCalled } from '../../src/tools/called-risk.js';
import { findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { followPointers } from './pointers.js';
import { parseJson, type Surface, type SurfaceName, type ToolAnswer } from './surface.js';

const READ_META_TOOLS: ReadonlySet<string> = new Set([FIND_TOOLS, DESCRIBE_CONNECTION, PREVIEW_CALL, CALLERS.read]);

/** The usual ones of an organization. */
const LIMITS = { deadlineMs: 30_000, concurrency: 8 } as const;

/** @param toolset - `default`, `discovery` or `all` */
export async function openMcpServer(sandbox: Sandbox, toolset: Exclude<SurfaceName, 'generic'>): Promise<Surface> {
  const selection = createSelection(toolset === 'default' ? {} : { toolsets: [toolset] }, (filter) => `--${filter}`);
  const { username, password, adminKey, adminOrgId } = sandbox.credentials;
  const organization = openOrganization({
    // The same as for the API of a live brand, which the sandbox stands for.
    target: {
      kind: 'capillary',
      baseUrl: sandbox.url,
      credentials: { kind: 'basic', username, password },
      admin: { key: adminKey, orgId: adminOrgId },
    },
    openUpstream: () => openSandboxUpstream(sandbox),
    ...LIMITS,
    maxResultTokens: 8_000,
    catalogue,
    log: () => undefined,
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await organization.createServer({ selection: () => selection }).connect(there);
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
      await organization.close();
    },
  };
}

/** With both kinds of the sandbox's credentials, so that every tool can be called. */
function openSandboxUpstream(sandbox: Sandbox): Upstream {
  const userAgent = `capillary-mcp-evals/${VERSION}`;
  const client = createSandboxClient(ApiClient, sandbox, { userAgent, ...LIMITS });
  return { client: async () => client, sandboxUrl: async () => undefined, close: () => client.close() };
}

function toAnswer({ content, isError }: Awaited<ReturnType<Client['callTool']>>): ToolAnswer {
  const texts = content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return { text: texts.join('\n'), json: followPointers(parseJson(texts[0] ?? '')), isError: isError === true };
}
