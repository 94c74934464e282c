/** Every documented example body reaches the API as the same JSON, at the documented method and path. */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallTool } from '../../src/call/call.js';
import { ApiClient } from '../../src/client/client.js';
import type { CapillaryClient } from '../../src/client/types.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { apiJsonSchema } from '../../src/tools/input.js';
import { documentedBodies } from '../documented.js';

let server: Server;
let client: CapillaryClient;
/** Exactly as they arrived; the sandbox hides secrets in what it records. */
const requests: Recorded[] = [];
beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const [path = ''] = (request.url ?? '').split('?');
    requests.push({ method: request.method ?? '', path, body: Buffer.concat(chunks).toString('utf8') });
    response.setHeader('content-type', 'application/json').end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  client = new ApiClient({
    admin: { key: 'admin-key', orgId: '1' },
    baseUrl: `http://127.0.0.1:${address.port}`,
    credentials: { kind: 'basic', username: 'till', password: 'password' },
    proxy: false,
    userAgent: 'test',
  });
});
afterAll(async () => {
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});

describe('a documented example body', () => {
  it.each(Object.keys(documentedBodies))('of %s arrives unchanged', async (tool) => {
    const definition = definitions.find((candidate) => candidate.tool === tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    const callTool = createCallTool({ client: async () => client, maxCharacters: 28_000 });
    const { content } = await callTool(definition, { ...requiredArguments(definition), body: documentedBodies[tool] });
    expect(content[0]?.text).not.toContain('invalid_arguments');

    const last = requests.at(-1);
    expect(last?.method).toBe(definition.method);
    expect(last?.path).toMatch(new RegExp(`^/${definition.path.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`));
    expect(last?.body).toBe(JSON.stringify(documentedBodies[tool]));
  });
});

interface Recorded {
  method: string;
  path: string;
  body: string;
}

/** A value of the right type for each required argument except the body, and for the first of several that would do. */
function requiredArguments(definition: Definition): Record<string, unknown> {
  const { properties, required } = apiJsonSchema(definition);
  const { rules = [] } = definition;
  const chosen = rules.flatMap(({ each, when, needs }) => (each === undefined && !when ? needs.slice(0, 1) : []));
  const names = [...new Set([...(Array.isArray(required) ? required : []), ...chosen])].filter(
    (name) => name !== 'body',
  );
  return Object.fromEntries(
    names.map((name) => {
      const {
        type,
        enum: values,
        description,
      } = properties[String(name)] as { type: string; enum?: string[]; description?: string };
      const value = values?.[0] ?? (type === 'integer' ? 1 : (/: (\w+),/.exec(description ?? '')?.[1] ?? '1'));
      return [name, value];
    }),
  );
}
