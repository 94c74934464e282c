/** One Capillary organisation as it is served: its client, its tools, its limits. A tenant is a service; so is stdio. */
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import type { ErrorFields } from '../client/errors.js';
import type { Credentials, LogEvent, RateBudget } from '../client/types.js';
import { createToolbox } from '../discovery/toolbox.js';
import { once } from '../lib/lazy.js';
import type { Log } from '../lib/log.js';
import { within } from '../lib/timeout.js';
import { VERSION } from '../lib/version.js';
import type { Catalogue } from '../presentation/tool-list.js';
import { type CreateServer, createServerFactory } from '../server.js';
import { type Definition, risk } from '../tools/define.js';
import { type Connection, type ConnectionSettings, connect, type Target } from './upstream.js';

const CHARACTERS_PER_TOKEN = 3.5;
/** Credentials that came with requests and are kept connected. */
const MOST_GUESTS = 100;
/** Aborts nothing. */
const NEVER = new AbortController().signal;

/** One call that ended, without its arguments and its answer. */
export interface CallEvent {
  tool: string;
  risk: ReturnType<typeof risk>;
  /** `success`, or the kind of the failure. */
  result: string;
  /** What became of a write that failed. */
  outcome?: string;
  ms: number;
  subject?: string;
}

export interface ServiceOptions
  extends Required<Pick<ConnectionSettings, 'target' | 'deadlineMs' | 'concurrency'>>,
    Pick<ConnectionSettings, 'shared'> {
  /** Upper bound of a result, in tokens; characters are reckoned at 3.5 a token. */
  maxResultTokens: number;
  catalogue: Catalogue;
  log: Log;
  /** Told of each call that ended. */
  onCall?: (event: CallEvent) => void;
  /** Told of each request to the API. */
  onRequest?: (event: LogEvent) => void;
  /** How many calls agents may make. */
  calls?: RateBudget;
}

export interface Service {
  createServer: CreateServer;
  /** The same tools, called with credentials that came with a request. The host is the service's own. */
  withCredentials(credentials: Credentials): CreateServer;
  /** Calls under way. */
  readonly inFlight: number;
  /** Resolves when no call is under way, or at the limit. */
  idle(limitMs: number): Promise<void>;
  /** Lets writes under way finish, then closes what was opened. */
  close(): Promise<void>;
}

/** Nothing is opened before the first call. */
export function openService({ catalogue, log, onCall, onRequest, calls, ...options }: ServiceOptions): Service {
  const sandbox = options.target.kind === 'sandbox';
  const connectionSettings: ConnectionSettings = {
    target: options.target,
    deadlineMs: options.deadlineMs,
    concurrency: options.concurrency,
    ...(options.shared && { shared: options.shared }),
    log: (event) => {
      onRequest?.(event);
      log('debug', 'request', event);
    },
  };
  const underWay = new Set<Promise<unknown>>();
  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const done = (): boolean => underWay.delete(work);
    work.then(done, done);
    return work;
  };

  function serving(connection: Connection): CreateServer {
    const callTool = lazyCallTool(options.maxResultTokens, connection, log);
    const call: CallTool = async (definition, args, context = {}) => {
      const started = performance.now();
      // Nobody waits for a turn: an agent has better things to do.
      const over = await calls?.take(NEVER, 0);
      const result = over ? await tooManyCalls(definition, over) : await callTool(definition, args, context);
      onCall?.(describe(definition, result, context, performance.now() - started));
      return result;
    };
    return createServerFactory({
      toolbox: createToolbox({ catalogue, callTool: (...given) => track(call(...given)) }),
      version: VERSION,
      sandbox,
    });
  }

  const own = connect(connectionSettings);
  const guests = new Map<string, { connection: Connection; createServer: CreateServer }>();
  return {
    createServer: serving(own),
    withCredentials: (credentials) => {
      const key = JSON.stringify(credentials);
      const known = guests.get(key);
      if (known) {
        // The one used last is the last to go.
        guests.delete(key);
        guests.set(key, known);
        return known.createServer;
      }
      const { target } = options;
      const connection = connect({ ...connectionSettings, target: asGuest(target, credentials) });
      const made = { connection, createServer: serving(connection) };
      guests.set(key, made);
      const [oldest] = guests;
      if (guests.size > MOST_GUESTS && oldest) {
        guests.delete(oldest[0]);
        // Calls under way on it are finished first.
        void Promise.allSettled(underWay).then(() => oldest[1].connection.close());
      }
      return made.createServer;
    },
    get inFlight() {
      return underWay.size;
    },
    idle: async (limitMs) => {
      await within(limitMs, Promise.allSettled(underWay));
    },
    close: async () => {
      await Promise.all([own, ...[...guests.values()].map(({ connection }) => connection)].map(({ close }) => close()));
    },
  };
}

/** The admin key is the organisation's own: a guest has none. */
function asGuest(target: Target, credentials: Credentials): Target {
  if (target.kind === 'sandbox') return target;
  const { admin, ...host } = target;
  return { ...host, credentials };
}

function describe(definition: Definition, result: ToolResult, { subject }: CallContext, ms: number): CallEvent {
  // A failure's first block is our own JSON.
  const { error = {} }: { error?: Partial<ErrorFields> } = result.isError
    ? JSON.parse(result.content[0]?.text ?? '{}')
    : {};
  const { kind, outcome } = error;
  return {
    tool: definition.tool,
    risk: risk(definition),
    result: kind ?? 'success',
    ...(outcome !== undefined && { outcome }),
    ms: Math.round(ms),
    ...(subject !== undefined && { subject }),
  };
}

async function tooManyCalls(
  { tool, effect }: Definition,
  { retryAfterMs }: { retryAfterMs: number },
): Promise<ToolResult> {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const [{ failure }, { CapillaryError }] = await Promise.all([
    import('../call/result.js'),
    import('../client/errors.js'),
  ]);
  return failure(
    new CapillaryError({
      kind: 'rate_limited',
      message: `${tool} was not called: this server takes no more calls from you for now.`,
      hint: `Wait ${retryAfterSeconds} s, then call again; make fewer, larger calls.`,
      retryable: true,
      ...(effect !== 'read' && { outcome: 'not_sent' as const }),
      details: { retryAfterSeconds },
    }),
    8_000,
  );
}

function lazyCallTool(maxResultTokens: number, connection: Connection, log: Log): CallTool {
  const callTool = once(async () => {
    const { createCallTool } = await import('../call/call.js');
    return createCallTool({
      client: connection.client,
      maxCharacters: Math.round(maxResultTokens * CHARACTERS_PER_TOKEN),
      onInternalError: (tool, thrown) => log('error', 'internal error', { tool, error: errorName(thrown) }),
    });
  });
  return async (...call) => (await callTool())(...call);
}

/** What kind of error it was and where, without its message, which may quote what was sent. */
export function errorName(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = 'code' in thrown ? ` ${String(thrown.code)}` : '';
  const at = /\n\s+at (.*)/.exec(thrown.stack ?? '')?.[1] ?? '';
  return `${thrown.name}${code}${at && ` at ${at.replace(/\(?(file:\/\/)?.*\/(?=[^/]+:\d+:\d+)/, '(')}`}`;
}
