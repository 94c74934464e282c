/**
 * The sandbox's HTTP face: a Capillary API on a port of this machine, with state and rules of its own.
 *
 * How a section is added:
 * 1. State, where the section has its own: a file in state/ (entities, `…State`, `empty…State()`), taken up by World
 *    in world.ts; first ids in FIRST_IDS there.
 * 2. Rules: functions in rules/ over `(world, …)`. They check everything first, then change; they refuse by
 *    `fail(code, message)` having changed nothing. Points move only through rules/ledger.ts, time comes from
 *    `now(world)`, random choices from random.ts, ids from `nextId`.
 * 3. Handlers: `handlers/<section>.ts` exports `<section>Handlers`, by tool name. A handler reads arguments
 *    (arguments.ts), calls rules, shapes the documented answer (replies.ts, faces/). `inTouch('points_redeem', …)`
 *    registers a v1.1 endpoint and its v1 twin.
 * 4. handlers/index.ts lists it. Routes follow from the definitions; every definition needs one. Where
 *    several definitions share method and path, one handler under any of their names serves the place.
 * 5. Seed data in seed/, made by the same rules.
 *
 * Nothing is logged. GET /__sandbox/state shows the world, GET /__sandbox/requests the last 200 calls,
 * POST /__sandbox/reset reseeds, POST /__sandbox/clock {"advanceSeconds": n} moves time on, POST /__sandbox/faults
 * plans what goes wrong (control.ts, faults.ts). GET / is a page that shows the world (page.ts, overview.ts).
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Definition, risk } from '../tools/define.js';
import { authenticate, issueToken, TOKEN_PATH } from './access.js';
import type { BrandName } from './brand-names.js';
import { type ClockStart, now } from './clock.js';
import { createControl } from './control.js';
import { fail, SandboxFailure } from './failure.js';
import { createFaults, type Fault, failed } from './faults.js';
import { receive } from './handlers/behaviour.js';
import type { Handlers } from './handlers/handler.js';
import { handlers as allHandlers } from './handlers/index.js';
import { pageFile } from './page/assets.js';
import { createRecorder } from './recorder.js';
import { failureReply, layerOf, type Reply, reply } from './replies.js';
import { parseBody, readBytes } from './request.js';
import { createRouter } from './routing.js';
import { runDue } from './rules/due.js';
import { marksOf, notifySince } from './rules/notifications.js';
import { createSaver, loadWorld } from './saved.js';
import { credentialsOf, type SandboxCredentials, seedWorld } from './seed/worlds.js';
import { asLookups, type World } from './world.js';
import { toXml, wantsXml, withoutSuffix } from './xml.js';

export interface SandboxOptions {
  /** The catalogue: what can be called. */
  definitions: readonly Definition[];
  /** By tool name; all that the sandbox has unless given. */
  handlers?: Handlers;
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /** Equal brands, seeds and clocks give equal worlds. */
  seed?: number;
  /** The fashion retailer unless another is named. */
  brand?: BrandName;
  /** Fixes the clock; without it time passes as it does outside. */
  now?: ClockStart;
  /** Where the world is kept: loaded from there at start, saved there as it changes. */
  state?: { path: string; onError: (error: Error) => void };
}

export interface Sandbox {
  /** Without a slash at the end, e.g. http://127.0.0.1:41234. */
  readonly url: string;
  readonly credentials: SandboxCredentials;
  /** The state as it is now; another object after a reset. */
  readonly world: World;
  readonly close: () => Promise<void>;
}

const DEFAULT_SEED = 42;
const WEBHOOKS = '/webhooks/';

/**
 * Starts the sandbox. It listens when the promise resolves, and is gone when `close()` resolves.
 *
 * @throws SavedWorldError where the file of `state` holds no world
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const sandbox = createSandbox(options);
  if (options.state) await sandbox.keepIn(options.state);
  const server = createServer((request, response) => {
    void answer(sandbox, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port');
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    credentials: credentialsOf(sandbox.world()),
    get world() {
      return sandbox.world();
    },
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
      await sandbox.saved();
    },
  };
}

/** One request, read in full. */
interface Incoming {
  method: string;
  /** Encoded, as it came. */
  path: string;
  query: string;
  headers: Record<string, string>;
  bytes: Buffer;
}

type InMemorySandbox = ReturnType<typeof createSandbox>;

function createSandbox(options: SandboxOptions) {
  const router = createRouter(options.definitions);
  const handlers = options.handlers ?? allHandlers;
  const recorder = createRecorder();
  const seeded = (): World =>
    seedWorld({
      seed: options.seed ?? DEFAULT_SEED,
      ...(options.brand !== undefined && { brand: options.brand }),
      ...(options.now !== undefined && { now: options.now }),
    });
  let world = seeded();

  /** With a fixed clock every beginning is the same; read back from text it is there at once. */
  let beginning: string | undefined;
  function startOver(): World {
    if (options.now === undefined) return seeded();
    beginning ??= JSON.stringify(seeded());
    return asLookups(JSON.parse(beginning));
  }

  const faults = createFaults();
  let saver: ReturnType<typeof createSaver> | undefined;

  async function keepIn({ path, onError }: NonNullable<SandboxOptions['state']>): Promise<void> {
    world = (await loadWorld(path, world)) ?? world;
    saver = createSaver(path, () => world, onError);
    saver.changed();
  }

  let calls = 0;

  /** Equal for the same call of the same seed, so that what a test sees can be compared. */
  const nextRequestId = (): string =>
    createHash('md5')
      .update(`${options.seed ?? DEFAULT_SEED}:${++calls}`)
      .digest('hex');

  /** What happened elsewhere, pushed to a webhook of the world's. */
  function receiveAt(incoming: Incoming, requestId: string): Reply {
    const id = incoming.path.slice(WEBHOOKS.length);
    const webhook = world.eventWebhooks[id];
    if (!webhook) return fail(404, 'There is no such webhook', 404);
    if (incoming.method !== 'POST') return wrongMethod(incoming, ['POST']);
    saver?.changed();
    runDue(world);
    const marks = marksOf(world);
    const received = receive(world, webhook, incoming.headers, incoming.bytes.toString('utf8'));
    notifySince(world, marks, requestId);
    return received;
  }

  async function call(incoming: Incoming): Promise<Reply> {
    const requestId = nextRequestId();
    const answered = await callAs(incoming, requestId);
    return { ...answered, headers: { 'x-cap-request-id': requestId, ...answered.headers } };
  }

  async function callAs(incoming: Incoming, requestId: string): Promise<Reply> {
    const layer = layerOf(incoming.path);
    try {
      if (incoming.path.startsWith(WEBHOOKS)) return receiveAt(incoming, requestId);
      if (incoming.path === TOKEN_PATH) {
        if (incoming.method !== 'POST') return wrongMethod(incoming, ['POST']);
        saver?.changed();
        return issueToken(world, (await parseBody(incoming.headers, incoming.bytes)).body);
      }
      const route = router.find(incoming.method, withoutSuffix(incoming.path));
      if (route.kind === 'unknown') {
        return failureReply(layer, { code: 404, message: `No endpoint at ${incoming.path}`, httpStatus: 404 });
      }
      if (route.kind === 'wrong_method') return wrongMethod(incoming, route.allowed);
      const definition = route.definitions.find((each) => handlers[each.tool]) ?? route.definitions[0];
      if (!definition) throw new Error(`no definition for ${incoming.path}`);
      runDue(world);
      const caller = authenticate(world, definition, incoming.headers);
      const limited = faults.limited(world, incoming);
      if (limited) return limited;
      const handler = handlers[definition.tool];
      if (!handler) throw new Error(`nothing handles ${definition.tool}`);
      const { body, files } = await parseBody(incoming.headers, incoming.bytes, { xml: layer === 'inTouch' });
      if (risk(definition) !== 'read') saver?.changed();
      const marks = marksOf(world);
      const answered = handler({
        world,
        requestId,
        ...caller,
        definition,
        path: route.path(definition),
        query: queryOf(incoming.query),
        headers: incoming.headers,
        body,
        files,
      });
      notifySince(world, marks, requestId);
      return answered;
    } catch (error) {
      if (error instanceof SandboxFailure) return failureReply(layer, error);
      if (error instanceof URIError)
        return failureReply(layer, { code: 400, message: 'Malformed path', httpStatus: 400 });
      const message = error instanceof Error ? error.message : String(error);
      return failureReply(layer, { code: 500, message: `The sandbox failed: ${message}`, httpStatus: 500 });
    }
  }

  function wrongMethod({ method, path }: Incoming, allowed: readonly string[]): Reply {
    const failure = { code: 405, message: `${method} is not allowed at ${path}`, httpStatus: 405 };
    return { ...failureReply(layerOf(path), failure), headers: { allow: allowed.join(', ') } };
  }

  const control = createControl({
    world: () => world,
    reset: () => {
      world = startOver();
      recorder.clear();
      faults.clear();
    },
    changed: () => saver?.changed(),
    recorder,
    faults,
  });

  return {
    world: () => world,
    call,
    control,
    keepIn,
    record: recorder.record,
    faultOf: faults.of,
    saved: async () => saver?.close(),
  };
}

/** Decoded parameters; one given several times is joined by commas. */
function queryOf(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return values;
}

async function answer(sandbox: InMemorySandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(',') : (value ?? ''),
    ]),
  );
  const asked = request.method ?? 'GET';
  const method = asked === 'HEAD' ? 'GET' : asked;
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
  const file = method === 'GET' ? await pageFile(path) : undefined;
  if (file) {
    response.writeHead(200, { 'content-length': file.bytes.length, ...file.headers });
    response.end(asked === 'HEAD' ? undefined : file.bytes);
    return;
  }
  const incoming = { method, path, query, headers, bytes };
  if (path.startsWith('/__sandbox/')) {
    send(response, asked, await sandbox.control(incoming).catch(() => reply({ error: 'Malformed body' }, 400)));
    return;
  }
  const fault: Fault = sandbox.faultOf(incoming) ?? {};
  if (fault.latencyMs !== undefined) await delay(fault.latencyMs);
  if (fault.drop === 'before') {
    request.socket.destroy();
    return;
  }
  const answered = fault.status === undefined ? await sandbox.call(incoming) : failed(path, fault);
  const body = bytes.toString('utf8');
  sandbox.record({ at: now(sandbox.world()), method: asked, path, query, headers, body, status: answered.status });
  if (fault.drop === 'after') request.socket.destroy();
  else if (fault.truncate) sendHalf(request, response, answered);
  else if (wantsXml(incoming)) sendText(response, asked, answered, await toXml(answered.body), 'application/xml');
  else send(response, asked, answered);
}

/** Tells the whole length, sends half, and hangs up. */
function sendHalf(request: IncomingMessage, response: ServerResponse, { status, body, headers }: Reply): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length, ...headers });
  response.write(text.subarray(0, Math.floor(text.length / 2)), () => request.socket.destroy());
}

function send(response: ServerResponse, method: string, answered: Reply): void {
  sendText(response, method, answered, JSON.stringify(answered.body), 'application/json');
}

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
