/** Calls endpoints of a sandbox as the client writes them, and judges the answers as the client does. */

import { CapillaryError } from '../../../src/client/errors.js';
import { judge } from '../../../src/client/judge.js';
import { type ApiRequest, buildRequest } from '../../../src/client/request.js';
import type { Sandbox } from '../../../src/sandbox/http/server.js';
import type { World } from '../../../src/sandbox/world/world.js';
import { definitions } from '../../../src/tools/catalogue.js';
import type { Definition } from '../../../src/tools/define.js';
import { send } from '../http-request.js';
import { basic } from '../support.js';
import type { Args } from './sample.js';

/** The sandbox that is called. */
type Called = Omit<Sandbox, 'close'>;

export interface Answered {
  status: number;
  body: unknown;
}

/** The definition of a tool. */
export function definitionOf(tool: string): Definition {
  const found = definitions.find((each) => each.tool === tool);
  if (!found) throw new Error(`no tool ${tool}`);
  return found;
}

/** Sends a request with the credentials that its endpoint asks for. */
async function sendTo(sandbox: Called, definition: Definition, request: ApiRequest): Promise<Answered> {
  const { username, password, adminKey, adminOrgId } = sandbox.credentials;
  const { status, text } = await send(`${sandbox.url}${request.path}${request.query}`, {
    method: request.method,
    headers: {
      ...request.headers,
      ...(definition.auth === 'oauth'
        ? { 'X-CAP-API-OAUTH-TOKEN': await token(sandbox) }
        : { authorization: basic(username, password) }),
      ...(definition.auth === 'admin' && { 'X-CAP-API-AUTH-KEY': adminKey, 'X-CAP-API-AUTH-ORG-ID': adminOrgId }),
    },
    ...(request.body !== null && { body: request.body }),
  });
  return { status, body: text === '' ? null : JSON.parse(text) };
}

const tokens = new WeakMap<World, Promise<string>>();

/** The access token of a world, asked for once: asking changes the world. */
export function token(sandbox: Called): Promise<string> {
  const known = tokens.get(sandbox.world) ?? newToken(sandbox);
  tokens.set(sandbox.world, known);
  return known;
}

async function newToken({ url, credentials: { clientKey: key, clientSecret: secret } }: Called): Promise<string> {
  const { text } = await send(`${url}/v3/oauth/token/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, secret }),
  });
  const answer: { data: { accessToken: string } } = JSON.parse(text);
  return answer.data.accessToken;
}

/** Calls a tool without any check of its arguments. */
export const answerOf = async (sandbox: Called, definition: Definition, args: Args): Promise<Answered> =>
  sendTo(sandbox, definition, await buildRequest(definition, args));

/** Why an answer is a failure; undefined for a success. */
export function failureIn(definition: Definition, { status, body }: Answered): CapillaryError | undefined {
  try {
    judge(definition, status, body);
    return undefined;
  } catch (error) {
    if (error instanceof CapillaryError) return error;
    throw error;
  }
}
