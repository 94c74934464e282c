/**
 * The baseline for HTTP: an SDK low-level server with one tool that makes the same request to the API, and a constant
 * list of the same size.
 *
 *   TOOLS=<JSON of the list> node bare-server.mjs <API URL> <user> <password>
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { createMcpHonoApp } from '@modelcontextprotocol/hono';
import { createMcpHandler, Server } from '@modelcontextprotocol/server';
import { Agent, request } from 'undici';
import { CALL, QUERY } from '../lib/request.mjs';

const [apiUrl, user, password] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${user}:${createHash('md5').update(password).digest('hex')}`).toString('base64')}`;
const dispatcher = new Agent({ connections: 16, pipelining: 1 });
const tools = JSON.parse(process.env.TOOLS ?? '[]');

const handler = createMcpHandler(() => {
  const server = new Server({ name: 'bare', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', async () => ({ tools }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    if (params.name !== CALL.name) throw new Error('unknown tool');
    const query = new URLSearchParams(params.arguments);
    const { body } = await request(`${apiUrl}/${QUERY}?${query}`, { headers: { authorization }, dispatcher });
    return { content: [{ type: 'text', text: JSON.stringify(await body.json()) }] };
  });
  return server;
});
const app = createMcpHonoApp();
app.all('/mcp', (context) => handler.fetch(context.req.raw, { parsedBody: context.get('parsedBody') }));
const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, createServer }, ({ port }) =>
  process.stderr.write(`bare at http://127.0.0.1:${port}/mcp\n`),
);
process.once('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
  void dispatcher.close();
});
