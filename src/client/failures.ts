/** Failures of the way to the API: no connection, no time, no access. Each says what happened and what to do. */
import { type Definition, risk } from '../tools/define.js';
import { CapillaryError, type ErrorKind, type Outcome } from './errors.js';
import { unknownOutcomeAdvice } from './explain.js';
import type { AttemptResult } from './retry.js';
import type { Cause, TransportFailure } from './transport.js';
import type { Credentials } from './types.js';

const isRead = (definition: Definition): boolean => risk(definition) === 'read';

/** What became of a write, by whether it had gone out; nothing for a read. */
const outcomeBy = (definition: Definition, sent: boolean): { outcome?: Outcome } =>
  isRead(definition) ? {} : { outcome: sent ? 'unknown' : 'not_sent' };

interface Told {
  kind: ErrorKind;
  /** Follows the host's name. */
  message: string;
  hint: string;
  /** May pass by itself. */
  passing: boolean;
}

const ASK_OPERATOR = 'Ask the person who runs this server';

const BY_CAUSE: Readonly<Record<Cause, Told>> = {
  dns: {
    kind: 'unreachable',
    message: 'has no address: its name could not be resolved (DNS)',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL or CAPILLARY_CLUSTER and the network.`,
    passing: true,
  },
  refused: {
    kind: 'unreachable',
    message: 'refused the connection: nothing listens there',
    hint: `Try again in a while. If it stays so, ${ASK_OPERATOR.toLowerCase()} to check the host and the network.`,
    passing: true,
  },
  tls: {
    kind: 'unreachable',
    message: 'did not agree on a secure connection (TLS): its certificate is not trusted, or it is no HTTPS host',
    hint: `${ASK_OPERATOR} to check the host name, and NODE_EXTRA_CA_CERTS if the network has a certificate authority of its own.`,
    passing: false,
  },
  proxy: {
    kind: 'unreachable',
    message: 'could not be reached: the proxy did not let the connection through',
    hint: `${ASK_OPERATOR} to check HTTPS_PROXY and NO_PROXY.`,
    passing: true,
  },
  connection: {
    kind: 'unreachable',
    message: 'could not be reached, or the connection was lost before it answered',
    hint: 'Try again in a while.',
    passing: true,
  },
  truncated: {
    kind: 'upstream',
    message: 'broke off in the middle of its answer',
    hint: 'Try again; a smaller page may help.',
    passing: true,
  },
  too_large: {
    kind: 'upstream',
    message: 'sent an answer beyond the size limit, which was not read to its end',
    hint: 'Ask for less: a smaller limit, a page, a narrower filter.',
    passing: false,
  },
  malformed: {
    kind: 'upstream',
    message: 'sent something that is not HTTP',
    hint: `${ASK_OPERATOR} to check CAPILLARY_BASE_URL and the network between.`,
    passing: false,
  },
  aborted: {
    kind: 'cancelled',
    message: 'was not waited for: this server is stopping',
    hint: 'Call again once the server runs.',
    passing: false,
  },
  limit: {
    kind: 'timeout',
    message: 'did not answer in time',
    hint: 'Try again in a while.',
    passing: false,
  },
  unsendable: {
    kind: 'internal',
    message: 'was not called: the request could not be written',
    hint: `${ASK_OPERATOR} to check the configured credentials and attribution for odd characters.`,
    passing: false,
  },
};

/** An exchange that brought no answer, and whether it may be repeated. */
export function transportFailed(
  definition: Definition,
  host: string,
  { reason, sent, status }: TransportFailure,
): AttemptResult<never> {
  const { kind, message, hint, passing } = BY_CAUSE[reason];
  const lost = sent && !isRead(definition);
  const failure = new CapillaryError({
    kind,
    message: `${host} ${message}.${sent || isRead(definition) ? '' : ' Nothing was sent.'}`,
    hint: lost ? unknownOutcomeAdvice(definition) : hint,
    ...(status !== undefined && { httpStatus: status }),
    retryable: passing,
    ...outcomeBy(definition, sent),
  });
  return { failure, retry: !passing ? 'never' : sent ? 'reads' : 'always' };
}

/** Why a call ends before its answer is there. */
export type StopReason = 'cancelled' | 'timeout' | 'closing';

/** The reason that a call's signal is aborted with. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(reason);
    this.reason = reason;
  }
}

/** @param sent - whether the request had gone out; a read is aborted all the same, a write goes on alone */
export function stopped(definition: Definition, reason: StopReason, sent: boolean, deadlineMs: number): CapillaryError {
  const lost = sent && !isRead(definition);
  const seconds = Math.round(deadlineMs / 1000);
  const why: Record<StopReason, string> = {
    cancelled: 'was cancelled',
    timeout: `had no answer within ${seconds < 1 ? 'its time' : `${seconds} seconds`}`,
    closing: 'was cancelled because this server is stopping',
  };
  const state = lost
    ? '; the request is on its way and will be completed'
    : isRead(definition)
      ? ''
      : '; nothing was sent';
  return new CapillaryError({
    kind: reason === 'timeout' ? 'timeout' : 'cancelled',
    message: `${definition.tool} ${why[reason]}${state}.`,
    hint: lost
      ? unknownOutcomeAdvice(definition)
      : reason === 'timeout'
        ? 'Try again in a while; a read with a smaller page or narrower filter is faster.'
        : 'Call again if the answer is still wanted.',
    retryable: !lost,
    ...outcomeBy(definition, sent),
  });
}

/** The definition wants credentials that this server does not have. */
export function notConfigured(definition: Definition, wanted: 'oauth' | 'basic' | 'admin'): CapillaryError {
  const names = {
    oauth: 'OAuth credentials (CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET)',
    basic: 'a till user (CAPILLARY_USERNAME and CAPILLARY_PASSWORD)',
    admin: 'an admin key (CAPILLARY_ADMIN_KEY and CAPILLARY_ADMIN_ORG_ID)',
  };
  return new CapillaryError({
    kind: 'authentication',
    message: `${definition.tool} needs ${names[wanted]}, and this server runs without. Nothing was sent.`,
    hint: `Use another tool, or ask the person who runs this server to configure it.`,
    retryable: false,
    ...outcomeBy(definition, false),
  });
}

const REFUSED = {
  basic: {
    message: 'The API refused the user name or password this server runs with',
    hint: `Another try will not help. ${ASK_OPERATOR} to check CAPILLARY_USERNAME, CAPILLARY_PASSWORD and the cluster: each organisation is on one of them.`,
  },
  oauth: {
    message: 'The API refused the access token, and a fresh one too',
    hint: `Another try will not help. ${ASK_OPERATOR} to check that the client key is active and belongs to this cluster.`,
  },
};

/** The API's 401, told for the kind of credentials in use; what it said itself stays in the message. */
export function credentialsRefused(error: CapillaryError, kind: Credentials['kind']): CapillaryError {
  const { message, hint } = REFUSED[kind];
  return error.with({ message: `${message}. ${error.message}`, hint });
}

/** No token could be had, so that the call was not sent. */
export function tokenFailed(definition: Definition, error: CapillaryError): CapillaryError {
  const refused = error.kind === 'authentication' || error.kind === 'rejected' || error.kind === 'permission';
  const { details, outcome, ...rest } = error.fields;
  return new CapillaryError({
    ...rest,
    ...(details !== undefined && error.kind === 'rate_limited' && { details }),
    ...(refused
      ? {
          kind: 'authentication',
          message: `The API refused the client key or secret. ${error.message}`,
          hint: `Another try will not help. ${ASK_OPERATOR} to check CAPILLARY_CLIENT_KEY and CAPILLARY_CLIENT_SECRET: they may be wrong, expired or of another cluster.`,
        }
      : { message: `No access token could be had: ${error.message}` }),
    ...outcomeBy(definition, false),
  });
}

/**
 * A fault of this server. What was thrown is kept as the cause, for the log; it is not shown, as it may hold anything.
 *
 * @param sent - whether the request may have gone out
 */
export function internalFault(
  definition: Definition,
  { sent, cause }: { sent: boolean; cause: unknown },
): CapillaryError {
  const report = 'Report it with the name of the tool.';
  const hint = isRead(definition) ? report : sent ? unknownOutcomeAdvice(definition) : `Nothing was sent. ${report}`;
  return new CapillaryError(
    {
      kind: 'internal',
      message: `${definition.tool} failed inside this server.`,
      hint,
      retryable: false,
      ...outcomeBy(definition, sent),
    },
    { cause },
  );
}
