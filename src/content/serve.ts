/** Connects the content to a server. This is loaded at start; the content itself is loaded by the first request for it. */
import type { Server, ServerContext, StandardSchemaV1 } from '@modelcontextprotocol/server';
import { isObject } from '../lib/json.js';
import type { Content } from './content.js';
import type { Reader } from './sources.js';

/** Source: the MCP extension "Skills", https://modelcontextprotocol.io/seps/2640-skills-extension. */
const SKILLS_EXTENSION = 'io.modelcontextprotocol/skills';

/** What the content adds to the capabilities of a server. */
export const CONTENT_CAPABILITIES = { prompts: {}, resources: {}, completions: {} };
export const CONTENT_EXTENSIONS = { [SKILLS_EXTENSION]: {} };

/** Takes any parameters of a method that the SDK does not know; the content checks them. */
const params: StandardSchemaV1<unknown, Record<string, unknown>> = {
  '~standard': { version: 1, vendor: 'capillary-mcp', validate: (value) => ({ value: isObject(value) ? value : {} }) },
};

/** @param readerOf - who reads, asked for each request, because what they may see can change */
export function serveContent(
  server: Server,
  load: () => Promise<Content>,
  readerOf: (request: ServerContext['mcpReq']) => Reader,
): void {
  const begin = async ({ mcpReq }: ServerContext) => (await load()).for(readerOf(mcpReq));
  server.setRequestHandler('prompts/list', async (_, context) => (await begin(context)).listPrompts());
  server.setRequestHandler('prompts/get', async (request, context) => (await begin(context)).getPrompt(request.params));
  server.setRequestHandler('completion/complete', async (request, context) =>
    (await begin(context)).complete(request.params),
  );
  server.setRequestHandler('resources/list', async (_, context) => (await begin(context)).listResources());
  server.setRequestHandler('resources/templates/list', async (_, context) => (await begin(context)).listTemplates());
  server.setRequestHandler('resources/read', async (request, context) =>
    (await begin(context)).readResource(request.params.uri),
  );
  server.setRequestHandler('skills/list', { params }, async (_, context) => (await begin(context)).listSkills());
  server.setRequestHandler('skills/get', { params }, async ({ uri }, context) => (await begin(context)).getSkill(uri));
}
