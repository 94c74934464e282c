/**
 * The HTTP server of the sandbox: a Capillary API on a local port, with state and rules of its own.
 *
 * How it is built, and how to add an endpoint or a domain: docs/sandbox.md.
 *
 * Nothing is logged. GET /__sandbox/state shows the world, GET /__sandbox/requests the last 200 calls,
 * POST /__sandbox/reset reseeds, POST /__sandbox/clock {"advanceSeconds": n} advances the clock, POST /__sandbox/faults
 * plans faults (control.ts, faults.ts). GET / is a page that shows the world (src/apps/page/; page/answers.ts has its
 * data, call-log.ts tells it of calls). door.ts decides which requests are let in.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type CallRow, type Connection, PAGE_PATH } from '../../apps/page/contract.js';
import { credentialsOf, type SandboxCredentials } from '../brands/worlds.js';
import { ERASURE } from '../domains/customer/erasure.js';
import { pageFile } from '../page/assets.js';
import { now } from '../world/clock.js';
import { CurrentWorld, type WorldFile, type WorldOptions } from '../world/current.js';
import { zonedDateTime } from '../world/dates.js';
import { SandboxFailure } from '../world/failure.js';
import { lastId, type World } from '../world/world.js';
import { failureOf, type Incoming, SandboxApi } from './api.js';
import { CallLog } from './call-log.js';
import { createControl } from './control.js';
import { Deliveries } from './deliveries.js';
import { CONTROL_PREFIX, type Door, refuse } from './door.js';
import { Endpoints, type OtherEndpoints } from './endpoints.js';
import { failureMessage } from './failure-message.js';
import { createFaults, type Fault, type Faults, failed } from './faults.js';
import { createRecorder, type RecordedLine, type Recorder } from './recorder.js';
import { failureReply, layerOf, type Reply, reply } from './replies.js';
import { readBytes } from './request.js';
import { toXml, wantsXml } from './xml.js';

export { SavedWorldError } from '../world/saved.js';
export { StateInUseError } from '../world/state-lock.js';

export interface SandboxOptions extends WorldOptions, OtherEndpoints {
  /** 0, the default, picks a free port. */
  port?: number;
  host?: string;
  /** Where the world is stored; only in memory by default. */
  state?: WorldFile;
  /**
   * The sandbox is part of another server: only its own page may change its state, clock and faults, and webhooks are
   * sent nothing.
   */
  embedded?: boolean;
  /** How hosts are connected to it, for its page. */
  hosts?: (sandbox: Pick<Sandbox, 'url' | 'credentials'>) => Promise<Connection['hosts']>;
}

export interface Sandbox {
  /** Without a slash at the end, e.g. http://127.0.0.1:41234. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** The current state; a different object after a reset. */
  readonly world: World;
  /** Resolves when no webhook is being notified. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Starts the sandbox. It is listening when the promise resolves, and has stopped when `close()` resolves.
 *
 * @throws SavedWorldError if the file of `state` does not contain a saved world
 * @throws StateInUseError if another sandbox uses the file of `state`
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const sandbox = await createSandbox(options);
  const { current, deliveries } = sandbox;
  if (options.state) await current.keepIn(options.state);
  const door = { host, port: 0, embedded: options.embedded ?? false };
  const server = createServer((request, response) => {
    void answer({ ...sandbox, door }, request, response);
  });
  try {
    await listen(server, options.port ?? 0, host);
  } catch (error) {
    await current.close();
    throw error;
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port');
  door.port = address.port;
  deliveries.ownPort = address.port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  sandbox.url = url;
  return {
    url,
    credentials: credentialsOf(current.world),
    get world() {
      return current.world;
    },
    settled: deliveries.settled,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      await deliveries.close();
      await current.close();
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The parts of a running sandbox, as its HTTP server uses them. */
interface Parts {
  current: CurrentWorld;
  api: SandboxApi;
  control: (call: Incoming) => Promise<Reply>;
  recorder: Recorder;
  calls: CallLog;
  faults: Faults;
  deliveries: Deliveries;
  /** Known once it listens. */
  url: string;
}

async function createSandbox(options: SandboxOptions): Promise<Parts> {
  const endpoints = await Endpoints.create(options);
  const current = new CurrentWorld(options);
  const [recorder, faults] = [createRecorder(), createFaults()];
  const api = new SandboxApi({ endpoints, current, faults });
  const deliveries = new Deliveries(current, !options.embedded);
  const calls = new CallLog();
  const connection = () => describeConnection(parts, options);
  const control = createControl({ current, recorder, calls, faults, deliveries, connection });
  const parts: Parts = { current, api, control, recorder, calls, faults, deliveries, url: '' };
  return parts;
}

/** How an agent connects. */
async function describeConnection(
  { current, url }: Pick<Parts, 'current' | 'url'>,
  { embedded = false, hosts }: SandboxOptions,
): Promise<Omit<Connection, 'brand'>> {
  const credentials = credentialsOf(current.world);
  const { username, password, clientKey, clientSecret, adminKey, adminOrgId } = credentials;
  return {
    url,
    embedded,
    settings: [
      { name: 'User', value: username, about: 'a till with the rights of an administrator, for Basic authentication' },
      { name: 'Password', value: password, about: 'its password' },
      { name: 'Client key', value: clientKey, about: 'for OAuth, instead of a user; uploading coupons requires it' },
      { name: 'Client secret', value: clientSecret, about: 'its secret' },
      { name: 'Admin key', value: adminKey, about: 'in addition, for accounts of staff and for defining fields' },
      { name: 'Organization id', value: adminOrgId, about: 'with the admin key' },
    ],
    hosts: (await hosts?.({ url, credentials })) ?? [],
  };
}

const CALLS_PATH = `${PAGE_PATH}calls`;

/** One request, and what is needed to answer it. */
interface Exchange {
  sandbox: Parts & { door: Door };
  request: IncomingMessage;
  response: ServerResponse;
  /** As received: HEAD is answered like GET, without a body. */
  asked: string;
  method: string;
  path: string;
  query: string;
}

/** Answers a request. Never rejects: nobody would catch it, and the process would end. */
async function answer(sandbox: Exchange['sandbox'], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const asked = request.method ?? 'GET';
  const method = asked === 'HEAD' ? 'GET' : asked;
  try {
    const refused = refuse(sandbox.door, { method, path, headers: request.headers });
    if (refused) send(response, asked, refused);
    else await respond({ sandbox, request, response, asked, method, path, query });
  } catch (error) {
    if (response.headersSent) response.destroy();
    else send(response, asked, failureOf(layerOf(path), error));
  }
}

async function respond({ sandbox, request, response, asked, method, path, query }: Exchange): Promise<void> {
  const bytes = await readBytes(request).catch(() => undefined);
  if (bytes === undefined) {
    send(
      response,
      asked,
      failureReply(layerOf(path), { code: 413, message: 'The body is too large', httpStatus: 413 }),
    );
    response.once('finish', () => request.destroy());
    return;
  }
  if (method === 'GET' && path === '/') {
    const file = await pageFile();
    response.writeHead(200, { 'content-length': file.bytes.length, ...file.headers });
    response.end(asked === 'HEAD' ? undefined : file.bytes);
    return;
  }
  if (asked === 'GET' && path === CALLS_PATH) {
    if (!sandbox.calls.open(response)) send(response, asked, reply({ error: 'Too many pages are open' }, 503));
    return;
  }
  const incoming = { method, path, query, headers: joinedHeaders(request), bytes };
  if (path.startsWith(CONTROL_PREFIX)) {
    const answered = await controlled(sandbox, incoming);
    await sandbox.deliveries.prepare();
    send(response, asked, answered);
    if (method !== 'GET') sandbox.calls.changed();
  } else {
    await callApi({ sandbox, request, response, asked, incoming });
  }
  sandbox.deliveries.send();
}

function joinedHeaders({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
}

const controlled = ({ control }: Parts, incoming: Incoming): Promise<Reply> =>
  control(incoming).catch((error: unknown) => {
    if (error instanceof SandboxFailure) return reply({ error: error.message }, error.httpStatus ?? 400);
    throw error;
  });

/** Answers a call to the API, with the fault that was requested or planned for it. */
async function callApi({
  sandbox,
  request,
  response,
  asked,
  incoming,
}: Pick<Exchange, 'sandbox' | 'request' | 'response' | 'asked'> & { incoming: Incoming }): Promise<void> {
  const { path, query, headers, bytes } = incoming;
  const arrived = performance.now();
  const fault: Fault = sandbox.faults.of(incoming) ?? {};
  if (fault.latencyMs !== undefined) await delay(fault.latencyMs);
  if (fault.drop === 'before') {
    request.socket.destroy();
    return;
  }
  const erasures = lastId(sandbox.current.world, ERASURE);
  const answered = fault.status === undefined ? await sandbox.api.call(incoming) : failed(path, fault);
  const body = bytes.toString('utf8');
  const at = now(sandbox.current.world);
  const call = { at, method: asked, path, query, headers, body, status: answered.status };
  const recorded = sandbox.recorder.record(call, await sandbox.api.secretArguments(incoming));
  // Recorded calls, and this one, may name who was erased in whatever form.
  if (lastId(sandbox.current.world, ERASURE) !== erasures) {
    sandbox.recorder.clear();
    sandbox.calls.clear();
  } else {
    sandbox.calls.add(rowOf(sandbox, incoming, recorded, { answered, milliseconds: performance.now() - arrived }));
  }
  await sandbox.deliveries.prepare();
  if (fault.drop === 'after') request.socket.destroy();
  else if (fault.truncate) sendHalf(request, response, answered);
  else if (wantsXml(incoming)) sendText(response, asked, answered, await toXml(answered.body), 'application/xml');
  else send(response, asked, answered);
}

/** A call in short. */
function rowOf(
  { api, current }: Parts,
  incoming: Incoming,
  { at, method, path, query, status }: RecordedLine,
  { answered, milliseconds }: { answered: Reply; milliseconds: number },
): Omit<CallRow, 'id'> {
  const error = failureMessage(answered);
  return {
    at: zonedDateTime(at, current.world.organisation.timezone),
    method,
    path: query === '' ? path : `${path}?${query}`,
    status,
    tools: api.toolsAt(incoming),
    milliseconds,
    ...(error !== undefined && { error }),
  };
}

/** Announces the full length, sends half, and closes the connection. */
function sendHalf(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Reply): void {
  const text = Buffer.from(textOf({ body }));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length, ...headers });
  response.write(text.subarray(0, Math.floor(text.length / 2)), () => request.socket.destroy());
}

function send(response: ServerResponse, method: string, answered: Reply): void {
  sendText(response, method, answered, textOf(answered), 'application/json');
}

/** HTTP 204 has no body. */
const textOf = ({ body }: Pick<Reply, 'body'>): string => (body === undefined ? '' : JSON.stringify(body));

function sendText(
  response: ServerResponse,
  method: string,
  { status, headers }: Reply,
  text: string,
  type: string,
): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(method === 'HEAD' ? undefined : text);
}
