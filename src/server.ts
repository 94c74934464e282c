/** The tools as an MCP server. One factory serves every transport and both protocol eras. */
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  SdkErrorCode,
  Server,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import { type OutcomeData, VIEW_DATA, VIEW_EXTENSION, VIEW_MIME_TYPE, type ViewData } from './apps/contract.js';
import type { Asking, CallContext, ConsentAnswer, Views } from './call/call.js';
import type { ToolResult } from './call/result.js';
import { CONTENT_CAPABILITIES, CONTENT_EXTENSIONS, serveContent } from './content/serve.js';
import type { ContentSources, Reader } from './content/sources.js';
import { isMetaTool } from './discovery/meta-tools.js';
import type { Selection } from './discovery/selection.js';
import { withoutPrefix } from './discovery/tool-name.js';
import type { Toolbox } from './discovery/toolbox.js';
import { isObject } from './lib/json.js';
import { at } from './lib/json-at.js';
import { lazyAsync } from './lib/lazy.js';
import { WEBSITE_URL } from './lib/version.js';
import { SERVER_ICONS } from './presentation/icon.js';
import { ANSWER_MS } from './safety/policy.js';
import type { ClientRequest, OrganizationTelemetry } from './telemetry/telemetry.js';

export interface ServerOptions {
  toolbox: Toolbox;
  /** What prompts, resources and completions are made from. */
  content: ContentSources;
  version: string;
  /** Whether the embedded sandbox answers; name, title and instructions say so. */
  sandbox: boolean;
  /** What is wrong with the configuration, if calls cannot be made; title and instructions say so. */
  problem?: string;
  /** Milliseconds between progress notifications of a call in flight; 5,000 by default. */
  progressEveryMs?: number;
  /** Surrounds the answer to each request. */
  aroundRequest?: OrganizationTelemetry['aroundRequest'];
}

const PROGRESS_EVERY_MS = 5_000;

/** How long a client of the 2026 era may cache the list; it is notified of changes. */
const LIST_TTL_MS = 300_000;

const CAPABILITIES = {
  tools: { listChanged: true },
  ...CONTENT_CAPABILITIES,
  extensions: { [VIEW_EXTENSION]: { mimeTypes: [VIEW_MIME_TYPE] }, ...CONTENT_EXTENSIONS },
};

const withViews = async (tools: readonly Tool[], areCertain: boolean): Promise<readonly Tool[]> =>
  (await import('./discovery/view-tools.js')).withViews(tools, areCertain);

/** The caller that a server serves. */
interface Session {
  /** Read at each list and call, because it may change. */
  selection: () => Selection;
  /** The caller's name in the audit log. */
  subject?: string;
}

/** Creates a server for one connection or request. */
export type CreateServer = (session: Session) => Server;

/**
 * Makes the factory that transports call for each connection or request. Its cost does not grow with the catalogue.
 */
export function createServerFactory({
  toolbox,
  content,
  version,
  sandbox,
  problem,
  progressEveryMs = PROGRESS_EVERY_MS,
  aroundRequest,
}: ServerOptions): CreateServer {
  // Most clients ask for none.
  const loadContent = lazyAsync(async () => new (await import('./content/content.js')).Content(content));
  const info = {
    name: sandbox ? 'capillary-mcp-sandbox' : 'capillary-mcp',
    title: problem !== undefined ? 'Capillary (not configured)' : sandbox ? 'Capillary (sandbox)' : 'Capillary',
    version,
    websiteUrl: WEBSITE_URL,
    icons: SERVER_ICONS,
  };
  const cacheHints = { 'tools/list': { ttlMs: LIST_TTL_MS, cacheScope: 'private' as const } };
  return ({ selection, subject }) => {
    const options = {
      capabilities: CAPABILITIES,
      instructions: problem === undefined ? instructions(sandbox, selection().listsMetaTools) : unconfigured(problem),
      cacheHints,
    };
    const server = aroundRequest ? new ReportingServer(info, options, aroundRequest) : new Server(info, options);
    server.setRequestHandler('tools/list', async (_, { mcpReq }) => {
      const tools = await toolbox.list(selection());
      const shows = showsViews(server, mcpReq);
      return { tools: [...(shows === 'no' ? tools : await withViews(tools, shows === 'yes'))] };
    });
    const call = async (params: CallParams, mcpReq: ServerContext['mcpReq']) => {
      const progress = reportProgress(mcpReq, progressEveryMs);
      try {
        const asking = askingOf(server, mcpReq, progress);
        const shows = showsViews(server, mcpReq);
        const view = shows === 'no' ? undefined : new TakenView(shows === 'yes');
        const result = await toolbox.call(selection(), params.name, params.arguments ?? {}, {
          signal: mcpReq.signal,
          onProgress: progress.waitingFor,
          ...(view && { views: view }),
          ...(asking && { asking }),
          ...callerOf(server, mcpReq, subject),
        });
        if (result.inputRequired) return toInputRequired(result.inputRequired);
        return view?.data ? { ...result, _meta: { [VIEW_DATA]: view.data } } : result;
      } finally {
        progress.stop();
      }
    };
    server.setRequestHandler('tools/call', ({ params }, { mcpReq }) => call(params, mcpReq));
    serveContent(server, loadContent, (mcpReq) => ({
      selection: selection(),
      context: { signal: mcpReq.signal, ...callerOf(server, mcpReq, subject) },
    }));
    return server;
  };
}

/** Who makes a request. */
function callerOf(server: Server, mcpReq: ServerContext['mcpReq'], subject: string | undefined): Reader['context'] {
  const client = clientOf(server, mcpReq);
  const trace = traces.get(mcpReq);
  return {
    ...(trace && { trace }),
    ...(client !== undefined && { client }),
    ...(subject !== undefined && { subject }),
  };
}

interface CallParams {
  name: string;
  arguments?: Record<string, unknown> | undefined;
}

/** The data that a call hands to the view of its result. */
class TakenView implements Views {
  readonly areCertain: boolean;
  data: ViewData | OutcomeData | undefined;

  constructor(areCertain: boolean) {
    this.areCertain = areCertain;
  }

  readonly take = (data: ViewData | OutcomeData): void => {
    this.data = data;
  };
}

type Answer = Parameters<Server['_wrapHandler']>[1];

/** Where a request belongs in a trace, for whoever answers it. */
const traces = new WeakMap<ServerContext['mcpReq'], NonNullable<CallContext['trace']>>();

/** Stands for every method that the server does not know: clients send what they like. */
const OTHER = '_OTHER';

/** As the SDK answers them. */
const NOT_FOUND = 'Method not found';

/** A server whose requests are reported, whatever their method. */
class ReportingServer extends Server {
  readonly #aroundRequest: OrganizationTelemetry['aroundRequest'];

  constructor(
    info: ConstructorParameters<typeof Server>[0],
    options: ConstructorParameters<typeof Server>[1],
    aroundRequest: OrganizationTelemetry['aroundRequest'],
  ) {
    super(info, options);
    this.#aroundRequest = aroundRequest;
    this.fallbackRequestHandler = (_, context) =>
      aroundRequest({ ...describeRequest(this, context), method: OTHER }, () =>
        Promise.reject(new ProtocolError(ProtocolErrorCode.MethodNotFound, NOT_FOUND)),
      );
  }

  protected override _wrapHandler(method: string, handler: Answer): Answer {
    const answer = super._wrapHandler(method, handler);
    return (request, context) =>
      this.#aroundRequest(describeRequest(this, context, request.params), (trace) => {
        traces.set(context.mcpReq, trace);
        return answer(request, context);
      });
  }
}

/** A request as it is reported. @param params - may have any name */
function describeRequest(
  server: Server,
  { mcpReq, sessionId, http }: ServerContext,
  params: Readonly<Record<string, unknown>> = {},
): ClientRequest {
  const name = withoutPrefix(mcpReq.method === 'tools/call' ? String(params['name']) : '');
  const headers = http?.req?.headers;
  return {
    method: mcpReq.method,
    id: mcpReq.id,
    metaTool: isMetaTool(name) ? name : undefined,
    // A server without sessions has seen no initialization.
    protocolVersion: server.getNegotiatedProtocolVersion() ?? headers?.get('mcp-protocol-version') ?? undefined,
    sessionId,
    meta: mcpReq._meta,
    headers,
  };
}

/** What the client calls itself: at its initialization, or with each request of the 2026 era. */
function clientOf(server: Server, { envelope }: ServerContext['mcpReq']): string | undefined {
  const info: unknown = server.getClientVersion() ?? (envelope && Reflect.get(envelope, CLIENT_INFO_META_KEY));
  return isObject(info) ? `${info['name']} ${info['version']}`.slice(0, 100) : undefined;
}

/** What the client said that it can do: at its initialization, or with each request of the 2026 era. */
const capabilitiesOf = (server: Server, { envelope }: ServerContext['mcpReq']): unknown =>
  server.getClientCapabilities() ?? (envelope && Reflect.get(envelope, CLIENT_CAPABILITIES_META_KEY));

/**
 * Whether the client shows the views of tools. Without a session, a client of the 2025 era does not say what it can do; the
 * addresses and the data of views do no harm there, because clients show a model neither.
 */
function showsViews(server: Server, mcpReq: ServerContext['mcpReq']): 'yes' | 'no' | 'unknown' {
  const capabilities = capabilitiesOf(server, mcpReq);
  if (capabilities === undefined) return 'unknown';
  const types = at(capabilities, 'extensions', VIEW_EXTENSION, 'mimeTypes');
  return Array.isArray(types) && types.includes(VIEW_MIME_TYPE) ? 'yes' : 'no';
}

/** The name of the question among the inputs that a call requires, of which it is the only one. */
const CONSENT = 'consent';

/** A question that is answered by accepting or declining it. */
const toElicitation = (question: string) => ({
  message: question,
  requestedSchema: { type: 'object' as const, properties: {} },
});

const toInputRequired = ({ question, state }: NonNullable<ToolResult['inputRequired']>) => ({
  resultType: 'input_required' as const,
  inputRequests: { [CONSENT]: { method: 'elicitation/create' as const, params: toElicitation(question) } },
  requestState: state,
});

/**
 * How the user of the client can be asked: in rounds in the 2026 era, and else with a request of this server, for which the
 * connection must last. Undefined if the client cannot ask.
 */
function askingOf(server: Server, mcpReq: ServerContext['mcpReq'], progress: Progress): Asking | undefined {
  const { envelope, signal } = mcpReq;
  const capabilities = capabilitiesOf(server, mcpReq);
  if (!isObject(capabilities) || !isObject(capabilities['elicitation'])) return undefined;
  if (envelope) {
    const state = mcpReq.requestState<string>();
    const answer = answerOf(mcpReq.inputResponses?.[CONSENT]);
    return { kind: 'rounds', ...(state !== undefined && { state }), ...(answer && { answer }) };
  }
  return {
    kind: 'inline',
    ask: async (question) => {
      progress.waitingFor('Waiting for your answer');
      try {
        const request = { method: 'elicitation/create' as const, params: toElicitation(question) };
        const answer = await mcpReq.send(request, { timeout: ANSWER_MS, signal });
        return answerOf(answer) ?? 'cancel';
      } catch (error) {
        return error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout ? 'late' : 'cancel';
      } finally {
        progress.waitingFor(WAITING);
      }
    },
  };
}

function answerOf(response: unknown): ConsentAnswer | undefined {
  const action = isObject(response) ? response['action'] : undefined;
  return action === 'accept' || action === 'decline' || action === 'cancel' ? action : undefined;
}

const WAITING = 'Waiting for Capillary';

interface Progress {
  waitingFor(message: string): void;
  stop(): void;
}

/** Sends progress to a caller that passed a progress token, so that hosts do not give up. */
function reportProgress({ _meta, notify }: ServerContext['mcpReq'], everyMs: number): Progress {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return { waitingFor: () => {}, stop: () => {} };
  let progress = 0;
  let message = WAITING;
  const timer = setInterval(() => {
    progress += 1;
    // Nothing to do if the caller has disconnected.
    notify({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => {});
  }, everyMs);
  return {
    waitingFor: (now) => {
      message = now;
    },
    stop: () => clearInterval(timer),
  };
}

/** What an agent must know before its first call, in under 200 tokens. */
function instructions(sandbox: boolean, metaTools: boolean): string {
  return [
    sandbox
      ? 'Capillary loyalty API, answered by an embedded SANDBOX: an invented brand, nothing real changes.'
      : 'Capillary loyalty API of a live brand: customers, points, coupons, transactions.',
    ...(metaTools
      ? [
          'Only everyday tools are listed: find_tools finds one of over 550, call_*_tool calls it, or with `calls` several at once. describe_connection tells currency, time zone and till.',
        ]
      : []),
    'customer_lookup_* tools take a mobile (with country code), email or card; customer_get_* take the id that customer_get_id returns.',
    'Use the newest form that does it. _v1 and _v1_1 mark older forms; some (points_redeem_v1_1) have no newer one.',
    'Ask the user before redeeming, transferring, reversing, deleting. What is not allowed is refused and changes nothing. A write that succeeds is confirmed: read only for a figure that its answer lacks.',
    'Large answers are cut: name what you need in `fields`, or page. If an `outcome` is unknown, read before you repeat a write.',
  ].join('\n');
}

const unconfigured = (problem: string): string =>
  [
    'Capillary loyalty API, NOT CONFIGURED: until its configuration is corrected, every call fails.',
    problem,
    'Ask the user to correct it and restart this server. Until then, tools can be listed and found, but not called.',
  ].join('\n');
