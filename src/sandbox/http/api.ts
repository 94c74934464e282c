/** The API without HTTP: routes a call to its handler and returns the answer. */
import { md5 } from '../../lib/md5.js';
import { type Definition, risk } from '../../tools/define.js';
import { toDocumentedForm } from '../../tools/documented-form.js';
import { leafFactsOf } from '../../tools/leaf-facts.js';
import { type AuditCause, attributeAudits, auditMark } from '../domains/customer/audit.js';
import { runDue } from '../domains/due.js';
import { notifying } from '../domains/events/notifications.js';
import type { CurrentWorld } from '../world/current.js';
import { FailureInForm, fail, SandboxFailure, SeveralProblems } from '../world/failure.js';
import { authenticate, issueToken, TOKEN_PATH } from './access.js';
import type { Endpoints } from './endpoints.js';
import type { Faults } from './faults.js';
import { failureReply, type Layer, layerOf, type Reply, reply } from './replies.js';
import { parseBody } from './request.js';
import type { Match } from './routing.js';
import { withoutSuffix } from './xml.js';

/** One request, read in full. */
export interface Incoming {
  method: string;
  /** Encoded, as received. */
  path: string;
  query: string;
  /** By lower-case name. */
  headers: Record<string, string>;
  bytes: Buffer;
}

/** The parts of the API. */
export interface ApiParts {
  endpoints: Endpoints;
  current: CurrentWorld;
  faults: Faults;
}

const WEBHOOKS = '/webhooks/';

export class SandboxApi {
  private readonly endpoints: Endpoints;
  private readonly current: CurrentWorld;
  private readonly faults: Faults;
  /** The number of answered calls. */
  private calls = 0;

  constructor({ endpoints, current, faults }: ApiParts) {
    this.endpoints = endpoints;
    this.current = current;
    this.faults = faults;
  }

  /** Answers a call. Never rejects: an error becomes a failure in the envelope of the call's layer. */
  async call(incoming: Incoming): Promise<Reply> {
    const requestId = this.nextRequestId();
    const answered = await this.dispatch(incoming, requestId).catch((error: unknown) =>
      failureOf(layerOf(incoming.path), error),
    );
    return { ...answered, headers: { 'x-cap-request-id': requestId, ...answered.headers } };
  }

  /** The names of the arguments of a call that are secrets, as the definition of the endpoint says. */
  async secretArguments({ method, path }: Incoming): Promise<readonly string[]> {
    try {
      const definitions = await this.endpoints.definitionsAt(method, withoutSuffix(path));
      return definitions.flatMap((each) => leafFactsOf(each).secretArguments);
    } catch {
      // Nothing is called at a path whose encoding is malformed.
      return [];
    }
  }

  /** The tools that make such a call; none if there is no such endpoint. */
  toolsAt({ method, path }: Pick<Incoming, 'method' | 'path'>): string[] {
    try {
      const found = this.endpoints.find(method, withoutSuffix(path));
      return found.kind === 'found' ? found.routes.map(({ tool }) => tool) : [];
    } catch {
      // A path whose encoding is malformed.
      return [];
    }
  }

  /** Equal for the same call with the same seed, so that tests can compare answers. */
  private nextRequestId(): string {
    this.calls += 1;
    return md5(`${this.current.seed}:${this.calls}`);
  }

  private async dispatch(incoming: Incoming, requestId: string): Promise<Reply> {
    const { method, path, headers, bytes } = incoming;
    if (path.startsWith(WEBHOOKS)) return this.receiveAt(incoming, requestId);
    if (path === TOKEN_PATH) {
      if (method !== 'POST') return wrongMethod(incoming, ['POST']);
      this.current.changed();
      return issueToken(this.current.world, (await parseBody(headers, bytes)).body);
    }
    const found = this.endpoints.find(method, withoutSuffix(path));
    if (found.kind === 'unknown') return fail(404, `No endpoint at ${path}`, 404);
    if (found.kind === 'wrong_method') return wrongMethod(incoming, found.allowed);
    return this.callEndpoint(found, incoming, requestId);
  }

  /** Receives an event pushed to a webhook of the world. */
  private async receiveAt(incoming: Incoming, requestId: string): Promise<Reply> {
    const { world } = this.current;
    const webhook = world.eventWebhooks[incoming.path.slice(WEBHOOKS.length)];
    if (!webhook) return fail(404, 'The webhook does not exist', 404);
    if (incoming.method !== 'POST') return wrongMethod(incoming, ['POST']);
    const { receive } = await import('../domains/events/handlers.js');
    this.current.changed();
    runDue(world);
    return this.notifying({ requestId }, () =>
      receive(world, webhook, incoming.headers, incoming.bytes.toString('utf8')),
    );
  }

  private async callEndpoint(found: Match, incoming: Incoming, requestId: string): Promise<Reply> {
    const { path, query, headers, bytes } = incoming;
    const { route, definition, handler } = await this.endpoints.load(found.routes);
    runDue(this.current.world);
    const caller = authenticate(this.current.world, definition, headers);
    const limited = this.faults.limited(this.current.world, incoming);
    if (limited) return limited;
    const { body, files } = await parseBody(headers, bytes, { xml: layerOf(path) === 'inTouch' });
    if (risk(definition) !== 'read') this.current.changed();
    return this.notifying({ requestId, legacy: definition.legacy, headers }, () =>
      handler({
        world: this.current.world,
        requestId,
        ...caller,
        definition,
        path: found.path(route),
        ...documentedForms(definition, queryOf(query), body),
        headers,
        files,
      }),
    );
  }

  /** Runs a call synchronously, notifies what it created, and notes that it caused what changed. */
  private notifying(cause: AuditCause, carryOut: () => Reply): Reply {
    const { world } = this.current;
    const mark = auditMark(world);
    const answered = notifying(world, cause.requestId, carryOut);
    attributeAudits(world, mark, cause);
    return answered;
  }
}

/** The query and the body as the definition documents them, where the API accepts other forms, too. */
function documentedForms(
  definition: Definition,
  query: Record<string, string>,
  body: unknown,
): { query: Record<string, string>; body: unknown } {
  const schemas = definition.query();
  const documented = Object.entries(query).map(([name, value]): [string, string] => {
    const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
    const form = schema && value !== '' ? toDocumentedForm(schema, value, definition.legacy) : value;
    return [name, typeof form === 'string' ? form : value];
  });
  const schema = definition.contentType === 'application/json' ? definition.body?.() : undefined;
  return {
    query: Object.fromEntries(documented),
    body: schema ? toDocumentedForm(schema, body, definition.legacy) : body,
  };
}

/** Decoded parameters; repeated ones are joined by commas. */
function queryOf(query: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return values;
}

function wrongMethod({ method, path }: Incoming, allowed: readonly string[]): Reply {
  const failure = { code: 405, message: `${method} is not allowed at ${path}`, httpStatus: 405 };
  return { ...failureReply(layerOf(path), failure), headers: { allow: allowed.join(', ') } };
}

/** Any error, in the envelope of the layer. */
export function failureOf(layer: Layer, error: unknown): Reply {
  if (error instanceof FailureInForm) return reply(error.body, 400);
  if (error instanceof SandboxFailure) {
    const { word, code, message, httpStatus } = error;
    const several = error instanceof SeveralProblems && { problems: error.problems };
    return failureReply(layer, { code: word ?? code, message, httpStatus, ...several });
  }
  if (error instanceof URIError) return failureReply(layer, { code: 400, message: 'Malformed path', httpStatus: 400 });
  const message = error instanceof Error ? error.message : String(error);
  return failureReply(layer, { code: 500, message: `The sandbox failed: ${message}`, httpStatus: 500 });
}
