/** The one client that all tools use: a call from its arguments to the API's answer, or a CapillaryError. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Definition } from '../tools/define.js';
import { callHeaders, secretsOf, TOKEN_HEADER } from './auth.js';
import { type Call, startCall, untilStopped } from './call.js';
import { type Clock, systemClock } from './clock.js';
import { CapillaryError } from './errors.js';
import { createExchange, type Slots } from './exchange.js';
import { credentialsRefused, internalFault, Stopped, stopped, tokenFailed } from './failures.js';
import { type ApiRequest, buildRequest } from './request.js';
import { type Attempt, withRetries } from './retry.js';
import { createSecrets } from './secrets.js';
import { createTokenKeeper } from './token.js';
import { issuedToken, tokenDefinition } from './token-endpoint.js';
import { createDispatcher } from './transport.js';
import type { ApiAnswer, CapillaryClient, ClientOptions, IssuedToken } from './types.js';

/** Callers give up after 60 s; an answer within 50 still reaches them. */
const DEADLINE_MS = 50_000;
const CONCURRENCY = 16;
const MAX_RESPONSE_BYTES = 20_000_000;
const WRITE_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 10_000;
/** Left of a call's time to say that the budget is spent. */
const TELL_MS = 300;

/** @param clock - for tests */
export function createClient(options: ClientOptions, clock: Clock = systemClock): CapillaryClient {
  const { credentials, deadlineMs = DEADLINE_MS, concurrency = CONCURRENCY } = options;
  const secrets = createSecrets(secretsOf(options));
  const slots = pLimit(concurrency);
  const closing = new AbortController();
  // Every call under way listens, which is no leak.
  setMaxListeners(0, closing.signal);
  const dispatcher = createDispatcher({ proxy: options.proxy, connections: concurrency });
  const exchange = createExchange({
    dispatcher,
    hosts: { api: new URL(options.baseUrl), intouch: new URL(options.inTouchBaseUrl ?? options.baseUrl) },
    maxBytes: options.maxResponseBytes ?? MAX_RESPONSE_BYTES,
    writeLimitMs: options.writeLimitMs ?? WRITE_LIMIT_MS,
    deadlineMs,
    clock,
    log: options.log ?? (() => {}),
  });
  const tokens = createTokenKeeper(fetchToken, clock.now, options.tokenShare);
  const begin = (definition: Definition, signal?: AbortSignal): Call =>
    startCall(definition, { signal, closing: closing.signal, deadlineMs, clock });

  async function send(
    definition: Definition,
    args: Record<string, unknown>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<ApiAnswer> {
    const call = begin(definition, signal);
    try {
      const request = buildRequest(definition, args);
      const headers = callHeaders(definition, request.headers, options);
      call.signal.throwIfAborted();
      return await withRetries((number) => attempt(call, { ...request, headers }, number), call);
    } catch (thrown) {
      const error = asCapillaryError(definition, thrown);
      const refused = error.kind === 'authentication' && error.httpStatus !== undefined && error.outcome !== 'not_sent';
      throw refused ? credentialsRefused(error, credentials.kind) : error;
    } finally {
      call.end();
    }
  }

  /** One try; with a second exchange where the token has expired, for writes too: a 401 was not processed. */
  async function attempt(call: Call, request: ApiRequest, number: number): Promise<Attempt<ApiAnswer>> {
    const go = (headers: ApiRequest['headers']) =>
      exchange.run(call, { ...request, headers }, { number, slots: budgeted(call, slots), scrub: secrets.scrub });
    if (credentials.kind === 'basic') return go(request.headers);
    const token = await currentToken(call);
    const first = await go({ ...request.headers, [TOKEN_HEADER]: token });
    if ('answer' in first || first.failure.kind !== 'authentication') return first;
    tokens.refused(token);
    return go({ ...request.headers, [TOKEN_HEADER]: await currentToken(call) });
  }

  async function currentToken(call: Call): Promise<string> {
    try {
      const token = await untilStopped(call, tokens.get());
      secrets.add(token);
      return token;
    } catch (thrown) {
      throw thrown instanceof CapillaryError ? tokenFailed(call.definition, thrown) : thrown;
    }
  }

  /** Not bound to the call that happens to need it first, as others may wait for it too; takes no slot. */
  async function fetchToken(): Promise<IssuedToken> {
    if (credentials.kind !== 'oauth') throw new Error('no OAuth credentials');
    const { key, secret } = credentials;
    const call = begin(tokenDefinition);
    try {
      const request = buildRequest(tokenDefinition, { body: { key, secret } });
      const headers = callHeaders(tokenDefinition, request.headers, options);
      const { scrub } = createSecrets([key, secret]);
      const answer = await withRetries(
        (number) => exchange.run(call, { ...request, headers }, { number, slots: budgeted(call, unlimited), scrub }),
        call,
      );
      return issuedToken(answer.data);
    } catch (thrown) {
      throw asCapillaryError(tokenDefinition, thrown);
    } finally {
      call.end();
    }
  }

  /** The budget is taken last, as what was taken long before it is used would let too many out at once. */
  function budgeted(call: Call, room: Slots): Slots {
    const { budget } = options;
    if (!budget) return room;
    return (task) =>
      room(async () => {
        const remainingMs = call.remainingMs();
        const over = await budget.take(call.signal, remainingMs - Math.min(TELL_MS, remainingMs / 10));
        if (over) throw overBudget(call, over.retryAfterMs);
        return task();
      });
  }

  const asCapillaryError = (definition: Definition, thrown: unknown): CapillaryError => {
    if (thrown instanceof CapillaryError) return thrown;
    // What stops a call on the wire is told by the exchange; here nothing is out.
    if (thrown instanceof Stopped) return stopped(definition, thrown.reason, false, deadlineMs);
    return internalFault(definition);
  };

  async function close(): Promise<void> {
    closing.abort();
    await exchange.writesDone(options.closeLimitMs ?? CLOSE_LIMIT_MS);
    await dispatcher.destroy();
  }

  return { send, close };
}

const unlimited: Slots = (task) => task();

function overBudget({ definition, read }: Call, retryAfterMs: number): CapillaryError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new CapillaryError({
    kind: 'rate_limited',
    message: `${definition.tool} was not sent: the requests per minute that this server may make are used up.`,
    hint: `Wait ${retryAfterSeconds} seconds, then call again; make fewer, larger calls.`,
    retryable: true,
    ...(!read && { outcome: 'not_sent' as const }),
    details: { retryAfterSeconds },
  });
}
