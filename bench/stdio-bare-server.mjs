/**
 * The baseline for calls over stdio: an SDK low-level server with one tool that makes the same request to the API.
 *
 *   node stdio-bare-server.mjs <API URL> <user> <password>
 */
import { createHash } from 'node:crypto';
import { Server } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Agent, request } from 'undici';
import { CALL, QUERY } from './lib/request.mjs';

const [apiUrl, user, password] = process.argv.slice(2);
const authorization = `Basic ${Buffer.from(`${user}:${createHash('md5').update(password).digest('hex')}`).toString('base64')}`;
const dispatcher = new Agent({ connections: 16, pipelining: 1 });
const TOOL = {
  name: CALL.name,
  description: 'Finds customers by the start of a name or identifier.',
  inputSchema: { type: 'object', properties: { q: { type: 'string' } }, required: ['q'] },
};

serveStdio(() => {
  const server = new Server({ name: 'bare', version: '1' }, { capabilities: { tools: {} } });
  server.setRequestHandler('tools/list', async () => ({ tools: [TOOL] }));
  server.setRequestHandler('tools/call', async ({ params }) => {
    if (params.name !== CALL.name) throw new Error('unknown tool');
    const query = new URLSearchParams(params.arguments);
    const { body } = await request(`${apiUrl}/${QUERY}?${query}`, { headers: { authorization }, dispatcher });
    return { content: [{ type: 'text', text: JSON.stringify(await body.json()) }] };
  });
  return server;
});
