/** Errors for calls that got no response from the API: no connection, no time, no access, or a bug of ours. */
import { type Definition, risk } from '../tools/define.js';
import { CapillaryError, type ErrorFields, type ErrorKind, type Outcome } from './errors.js';
import { unknownOutcomeHint } from './explain.js';
import type { AttemptResult } from './retry.js';
import type { TransportFailure, TransportFailureReason } from './transport.js';
import type { Credentials } from './types.js';

const isRead = (definition: Definition): boolean => risk(definition) === 'read';

/** The outcome of a write, depending on whether its request was sent; none for a read. */
const outcomeField = (definition: Definition, sent: boolean): { outcome?: Outcome } =>
  isRead(definition) ? {} : { outcome: sent ? 'unknown' : 'not_sent' };

interface FailureText {
  kind: ErrorKind;
  /** Follows the name of the host. */
  message: string;
  hint: string;
  /** Whether the same request may succeed later without anybody changing anything. */
  isTransient: boolean;
}

const ASK_OPERATOR = 'Ask the person who runs this server';

const TEXTS: Readonly<Record<TransportFailureReason, FailureText>> = {
  dns: {
    kind: 'unreachable',
    message: 'could not be resolved to an address (DNS)',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL or CAPILLARY_CLUSTER, and the network.`,
    isTransient: true,
  },
  refused: {
    kind: 'unreachable',
    message: 'refused the connection: nothing is listening on that port',
    hint: `Try again later. If this persists, ${ASK_OPERATOR.toLowerCase()} to check the host and the network.`,
    isTransient: true,
  },
  certificate_expired: {
    kind: 'unreachable',
    message: 'has a TLS certificate that has expired',
    hint: `${ASK_OPERATOR} to check the clock of this machine; otherwise the host must renew its certificate.`,
    isTransient: false,
  },
  certificate_not_yet_valid: {
    kind: 'unreachable',
    message: 'has a TLS certificate that is not valid yet',
    hint: `${ASK_OPERATOR} to check the clock of this machine.`,
    isTransient: false,
  },
  certificate_self_signed: {
    kind: 'unreachable',
    message: 'has a TLS certificate that is self-signed',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL and any proxy, and to set NODE_EXTRA_CA_CERTS if the certificate is meant to be trusted.`,
    isTransient: false,
  },
  certificate_unknown_issuer: {
    kind: 'unreachable',
    message: 'has a TLS certificate whose issuer is not trusted',
    hint: `${ASK_OPERATOR} to set NODE_EXTRA_CA_CERTS if the network uses its own certificate authority.`,
    isTransient: false,
  },
  certificate_wrong_host: {
    kind: 'unreachable',
    message: 'has a TLS certificate for another host name',
    hint: `${ASK_OPERATOR} to check the host name in CAPILLARY_BASE_URL, and whether a proxy intercepts the connection.`,
    isTransient: false,
  },
  tls: {
    kind: 'unreachable',
    message: 'did not accept a secure connection (TLS); it may not speak HTTPS',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL and the host.`,
    isTransient: false,
  },
  proxy: {
    kind: 'unreachable',
    message: 'could not be reached: the proxy refused the connection',
    hint: `${ASK_OPERATOR} to check HTTPS_PROXY and NO_PROXY.`,
    isTransient: true,
  },
  connection: {
    kind: 'unreachable',
    message: 'could not be reached, or the connection was lost before it responded',
    hint: 'Try again later.',
    isTransient: true,
  },
  truncated: {
    kind: 'upstream',
    message: 'closed the connection in the middle of its response',
    hint: 'Try again; a smaller page may help.',
    isTransient: true,
  },
  too_large: {
    kind: 'upstream',
    message: 'sent a response that exceeds the size limit, so it was not read to the end',
    hint: 'Ask for less data: a smaller `limit` or page, or a narrower filter such as a shorter range of dates. `fields` does not help: it selects from the whole response.',
    isTransient: false,
  },
  congested: {
    kind: 'rate_limited',
    message: 'sent a large response while this server was reading too many others, so it was not read to the end',
    hint: 'Try again in a few seconds; make fewer large requests at a time.',
    isTransient: true,
  },
  interim: {
    kind: 'upstream',
    message: 'sent HTTP 100 (Continue) or 101 (Switching Protocols), which was not requested, before any response',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL and any proxy or gateway between this server and the API.`,
    isTransient: false,
  },
  malformed: {
    kind: 'upstream',
    message: 'sent something that is not valid HTTP',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL and any proxy or gateway between this server and the API.`,
    isTransient: false,
  },
  undecodable: {
    kind: 'upstream',
    message: 'sent a compressed response (content-encoding) that could not be decoded; none was requested',
    hint: `${ASK_OPERATOR} to check any proxy or gateway between this server and the API: it must not compress responses.`,
    isTransient: false,
  },
  headers_too_large: {
    kind: 'upstream',
    message: 'sent a response whose headers exceed the size limit',
    hint: `${ASK_OPERATOR} to check any proxy or gateway between this server and the API: it may add too many headers or cookies.`,
    isTransient: false,
  },
  aborted: {
    kind: 'cancelled',
    message: 'had not responded when this server began to stop',
    hint: 'Call again when this server is running.',
    isTransient: false,
  },
  limit: {
    kind: 'timeout',
    message: 'did not respond in time',
    hint: 'Try again later.',
    isTransient: false,
  },
  unsendable: {
    kind: 'internal',
    message: 'was not called: the request contains characters that HTTP does not allow',
    hint: `${ASK_OPERATOR} to check the configured credentials and attribution for unusual characters.`,
    isTransient: false,
  },
};

/** The result of an exchange that ended without a response, and whether it may be repeated. */
export function toFailedAttempt(
  definition: Definition,
  host: string,
  { reason, sent, status }: TransportFailure,
): AttemptResult<never> {
  const { kind, message, hint, isTransient } = TEXTS[reason];
  const outcomeUnknown = sent && !isRead(definition);
  const failure = new CapillaryError({
    kind,
    message: `${host} ${message}.${sent || isRead(definition) ? '' : ' Nothing was sent.'}`,
    hint: outcomeUnknown ? unknownOutcomeHint(definition) : hint,
    ...(status !== undefined && { httpStatus: status }),
    retryable: isTransient,
    ...outcomeField(definition, sent),
  });
  return { failure, retry: !isTransient ? 'never' : sent ? 'reads' : 'always' };
}

/** Why a call ends before its response arrives. */
export type StopReason = 'cancelled' | 'timeout' | 'closing';

/** The reason with which a call's signal is aborted. */
export class CallStopped extends Error {
  override readonly name = 'CallStopped';
  readonly reason: StopReason;
  /** What the call was waiting for when it was stopped, if its request had not been sent yet. */
  readonly wait: Wait | undefined;

  constructor(reason: StopReason, wait?: Wait) {
    super(reason);
    this.reason = reason;
    this.wait = wait;
  }
}

/** What a call waits for before its request is sent, and for how long it did. */
export interface Wait {
  for: 'slot' | 'token';
  ms: number;
}

/**
 * @param sent - whether the request was sent; a read is then aborted, a write is awaited without its caller
 * @param reportsLateEnd - whether the next call reports what becomes of that write
 */
export function stoppedError(
  definition: Definition,
  { reason, wait }: CallStopped,
  { sent, deadlineMs, reportsLateEnd = false }: { sent: boolean; deadlineMs: number; reportsLateEnd?: boolean },
): CapillaryError {
  const outcomeUnknown = sent && !isRead(definition);
  const seconds = Math.round(deadlineMs / 1000);
  const messages: Record<StopReason, string> = {
    cancelled: 'was cancelled',
    timeout: `got no response within ${seconds < 1 ? 'its time limit' : `${seconds} seconds`}`,
    closing: 'was cancelled because this server is stopping',
  };
  const state = outcomeUnknown
    ? `; the request was sent already${reportsLateEnd ? '. If this server learns the outcome later, it notes it in its answer to your next call' : ''}`
    : isRead(definition) && !wait
      ? ''
      : '; nothing was sent';
  return new CapillaryError({
    kind: reason === 'timeout' ? 'timeout' : 'cancelled',
    message: `${definition.tool} ${messages[reason]}${state}.${wait ? ` ${describeWait(wait)}` : ''}`,
    hint: outcomeUnknown ? unknownOutcomeHint(definition) : stoppedHint(definition, reason, wait),
    retryable: !outcomeUnknown,
    ...outcomeField(definition, sent),
  });
}

function stoppedHint(definition: Definition, reason: StopReason, wait: Wait | undefined): string {
  if (reason !== 'timeout') return 'Call again if you still need the result.';
  if (wait?.for === 'slot') return 'Call again later, and make fewer calls at a time: other calls were ahead of it.';
  return isRead(definition) ? 'Try again later; a smaller page or a narrower filter is faster.' : 'Call again later.';
}

/** What a call waited for, and for how long, in a sentence. */
function describeWait({ for: what, ms }: Wait): string {
  const duration = ms < 999.5 ? `${Math.round(ms)} ms` : `${Math.round(ms / 1000)} s`;
  return `It waited ${duration} ${what === 'slot' ? "in this server's queue" : 'for an access token'}.`;
}

/** Too many calls wait already, so this one does not, or no longer. */
export function queueFullError(
  definition: Definition,
  { waiting, retryAfterMs, queuedMs }: { waiting: number; retryAfterMs: number; queuedMs: number },
): CapillaryError {
  return unsentError(definition, {
    kind: 'rate_limited',
    reason: `${waiting} calls are waiting for the API already. ${describeWait({ for: 'slot', ms: queuedMs })}`,
    retryAfterMs,
    advice: 'then call again; make fewer calls at a time.',
  });
}

/** The host asked for fewer requests, and the call has no time to wait for that long. */
export function heldBackError(
  definition: Definition,
  host: string,
  { retryAfterMs, queuedMs }: { retryAfterMs: number; queuedMs: number },
): CapillaryError {
  return unsentError(definition, {
    kind: 'rate_limited',
    reason: `${host} asked this server to send no requests for now. ${describeWait({ for: 'slot', ms: queuedMs })}`,
    retryAfterMs,
    advice: 'then call again; make fewer calls at a time.',
  });
}

/** The host has failed so often that no call is sent to it for a while. */
export function failingHostError(
  definition: Definition,
  host: string,
  {
    failures,
    retryAfterMs,
    afterRead,
    queuedMs,
  }: { failures: number; retryAfterMs: number; afterRead: boolean; queuedMs: number },
): CapillaryError {
  return unsentError(definition, {
    kind: 'unreachable',
    reason: `${host} failed to answer the last ${failures} requests.${queuedMs > 0 ? ` ${describeWait({ for: 'slot', ms: queuedMs })}` : ''}`,
    retryAfterMs,
    advice: afterRead ? 'or call a tool that reads: once it succeeds, writes are sent again.' : 'then call again.',
  });
}

function unsentError(
  definition: Definition,
  {
    kind,
    reason,
    retryAfterMs,
    advice,
  }: { kind: 'rate_limited' | 'unreachable'; reason: string; retryAfterMs: number; advice: string },
): CapillaryError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  return new CapillaryError({
    kind,
    message: `${definition.tool} was not sent: ${reason}`,
    hint: `Wait ${retryAfterSeconds} seconds, ${advice}`,
    retryable: true,
    ...outcomeField(definition, false),
    details: { retryAfterSeconds },
  });
}

/** The definition requires credentials that this server does not have. */
export function missingCredentialsError(definition: Definition, required: 'oauth' | 'basic' | 'admin'): CapillaryError {
  const names = {
    oauth: 'OAuth credentials (CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET)',
    basic: 'a till user (CAPILLARY_USERNAME and CAPILLARY_PASSWORD)',
    admin: 'an admin key (CAPILLARY_ADMIN_KEY and CAPILLARY_ADMIN_ORG_ID)',
  };
  return new CapillaryError({
    kind: 'authentication',
    message: `${definition.tool} needs ${names[required]}, which this server does not have. Nothing was sent.`,
    hint: 'Use another tool, or ask the person who runs this server to configure these credentials.',
    retryable: false,
    ...outcomeField(definition, false),
  });
}

const REFUSED = {
  basic: {
    message: 'The API refused the user name or password of this server',
    hint: `Another try will not help. ${ASK_OPERATOR} to check CAPILLARY_USERNAME, CAPILLARY_PASSWORD and the cluster (each organization belongs to one), and whether the organization expects SHA-256 (CAPILLARY_PASSWORD_HASH).`,
  },
  oauth: {
    message: 'The API refused the access token, and a fresh one too',
    hint: `Another try will not help. ${ASK_OPERATOR} to check that the client key is active and belongs to this cluster.`,
  },
};

/** The API's 401, explained for the kind of credentials in use. The message still quotes the API. */
export function refusedCredentialsError(error: CapillaryError, kind: Credentials['kind']): CapillaryError {
  const { message, hint } = REFUSED[kind];
  return error.with({ message: `${message}. ${error.message}`, hint });
}

/** No access token could be obtained, so the call was not sent. */
export class NoTokenError extends CapillaryError {}

/**
 * Explains why no access token could be obtained. A status that says nothing about the credentials does not blame them.
 *
 * @param waitedMs - how long the call waited for it; the request for the token may have begun before the call did
 */
export function tokenError(definition: Definition, error: CapillaryError, waitedMs: number): NoTokenError {
  const { details, outcome, ...rest } = error.fields;
  return new NoTokenError({
    ...rest,
    ...(details !== undefined && error.kind === 'rate_limited' && { details }),
    ...explainTokenFailure(error, waitedMs),
    ...outcomeField(definition, false),
  });
}

function explainTokenFailure(
  error: CapillaryError,
  waitedMs: number,
): Pick<ErrorFields, 'message'> & Partial<ErrorFields> {
  const { kind, message } = error;
  if (isRefusedKey(error)) {
    return {
      kind: 'authentication',
      message: `The API refused the client key or secret. ${message}`,
      hint: `Another try will not help. ${ASK_OPERATOR} to check CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET: they may be wrong, expired, or for another cluster.`,
    };
  }
  if (kind === 'timeout' && error.httpStatus === undefined) {
    const message = `Could not get an access token in time. ${describeWait({ for: 'token', ms: waitedMs })}`;
    return { message, hint: 'Try again later.' };
  }
  const explained = { message: `Could not get an access token: ${message}` };
  const check = 'to check CAPILLARY_BASE_URL and any proxy or gateway between this server and the API.';
  switch (kind) {
    case 'rejected':
    case 'permission':
      return { ...explained, kind: 'upstream', hint: `${ASK_OPERATOR} ${check}` };
    // Advice for reads, such as a smaller page, does not apply to a token.
    case 'timeout':
    case 'upstream':
      return { ...explained, hint: `Try again later. If this persists, ${ASK_OPERATOR.toLowerCase()} ${check}` };
    default:
      return explained;
  }
}

/** The statuses with which the API refuses a key. Source: the API reference, 'Authentication'. */
const KEY_REFUSALS: readonly number[] = [200, 400, 401, 403, 422];

/** Whether the API itself refused the key. A page instead of JSON comes from a gateway or firewall. */
function isRefusedKey({ kind, httpStatus, details }: CapillaryError): boolean {
  if (kind === 'authentication') return true;
  if (kind !== 'rejected' && kind !== 'permission') return false;
  return httpStatus !== undefined && KEY_REFUSALS.includes(httpStatus) && details?.['excerpt'] === undefined;
}

/**
 * A bug in this server. The thrown value becomes the `cause`, for the log only: it may contain anything.
 *
 * @param sent - whether the request may have been sent
 */
export function internalError(
  definition: Definition,
  { sent, cause }: { sent: boolean; cause: unknown },
): CapillaryError {
  const report = 'Report this as a bug of the server, with the name of the tool.';
  const hint = isRead(definition) ? report : sent ? unknownOutcomeHint(definition) : `Nothing was sent. ${report}`;
  return new CapillaryError(
    {
      kind: 'internal',
      message: `${definition.tool} failed because of an error inside this server.`,
      hint,
      retryable: false,
      ...outcomeField(definition, sent),
    },
    { cause },
  );
}
