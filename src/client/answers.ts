/** What an HTTP answer, or the lack of one, means for the call: data, or an error an agent can act on. */
import type { Definition } from '../tools/define.js';
import { judge } from './envelopes.js';
import { CapillaryError, type Outcome } from './errors.js';
import type { HttpAnswer, HttpFailure } from './http.js';
import { parseJson } from './json.js';
import { AttemptFailed } from './retry.js';
import type { ApiAnswer, Credentials } from './types.js';

/**
 * @throws CapillaryError for a final failure, AttemptFailed for one that may pass
 */
export function readAnswer(definition: Definition, answer: HttpAnswer, credentials: Credentials['kind']): ApiAnswer {
  const { status } = answer;
  if (status === 429) throw rateLimited(definition, answer);
  const body = parseBody(answer);
  if (!body.ok || (status >= 300 && status < 400)) throw unreadable(definition, answer);
  try {
    return { data: body.value, warnings: judge(definition, status, body.value), httpStatus: status };
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError)) throw thrown;
    const error = status === 401 || thrown.kind === 'authentication' ? refusedCredentials(thrown, credentials) : thrown;
    if (status >= 502 && status <= 504) throw new AttemptFailed({ error, notProcessed: false, passing: true });
    throw error;
  }
}

/** A write may legitimately be answered with nothing. */
function parseBody({ status, text }: HttpAnswer): { ok: true; value: unknown } | { ok: false } {
  if (text.trim() === '') return status < 300 || status >= 400 ? { ok: true, value: undefined } : { ok: false };
  try {
    return { ok: true, value: parseJson(text) };
  } catch {
    return { ok: false };
  }
}

const forWrite = ({ effect }: Definition, outcome: Outcome): { outcome?: Outcome } =>
  effect === 'read' ? {} : { outcome };

function rateLimited(definition: Definition, { retryAfterMs }: HttpAnswer): AttemptFailed {
  const seconds = retryAfterMs === undefined ? undefined : Math.ceil(retryAfterMs / 1000);
  const error = new CapillaryError({
    kind: 'rate_limited',
    message: 'The API refuses more requests for now (HTTP 429).',
    hint: `Wait ${seconds === undefined ? 'a minute' : `${seconds} s`}, then call again; ask for fewer or larger pages.`,
    retryable: true,
    httpStatus: 429,
    ...forWrite(definition, 'rejected'),
    ...(seconds !== undefined && { details: { retryAfterSeconds: seconds } }),
  });
  return new AttemptFailed({
    error,
    notProcessed: true,
    passing: true,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** HTML of a gateway, a redirect, an answer cut short. */
function unreadable(definition: Definition, { status, contentType, text }: HttpAnswer): AttemptFailed {
  const redirect = status >= 300 && status < 400;
  const error = new CapillaryError({
    kind: 'upstream',
    message: redirect
      ? `The API answered with a redirect (HTTP ${status}), which is not followed.`
      : `The API answered something that is not JSON (HTTP ${status}, ${contentType || 'no content type'}).`,
    hint: redirect
      ? 'The configured host is probably not an API host: ask the person who configured this server.'
      : 'A read may be repeated; after a write, read first whether it took effect.',
    retryable: !redirect && definition.effect === 'read',
    httpStatus: status,
    ...forWrite(definition, redirect ? 'rejected' : 'unknown'),
    ...(!redirect && { details: { start: text.slice(0, 200) } }),
  });
  return new AttemptFailed({ error, notProcessed: false, passing: !redirect });
}

function refusedCredentials(error: CapillaryError, credentials: Credentials['kind']): CapillaryError {
  const basic = credentials === 'basic';
  return new CapillaryError({
    ...error.fields,
    kind: 'authentication',
    message: basic
      ? 'The API does not accept the user name or password this server runs with.'
      : 'The API does not accept the access token, not even a fresh one.',
    hint: basic
      ? 'Ask the person who configured this server to check CAPILLARY_USERNAME and CAPILLARY_PASSWORD, and that the till user is active.'
      : 'Ask the person who configured this server to check the OAuth client: it may be for another cluster or disabled.',
    retryable: false,
  });
}

const REASONS: Readonly<Record<HttpFailure['reason'], string>> = {
  refused: 'The API host refuses connections.',
  no_host: 'The API host is not known (DNS).',
  no_route: 'There is no route to the API host.',
  connect_timeout: 'The API host does not answer connections.',
  tls: 'No secure connection to the API host: its certificate or TLS handshake failed.',
  lost: 'The connection broke before the answer was complete.',
  no_answer: 'The API did not answer.',
  too_large: 'The answer is larger than this server reads.',
  other: 'The request failed before an answer came.',
};

/** No answer: what that means for this call. */
export function connectionFailure(definition: Definition, { reason, notSent }: HttpFailure): AttemptFailed {
  const tooLarge = reason === 'too_large';
  const error = new CapillaryError({
    kind: notSent ? 'unreachable' : 'upstream',
    message: `${REASONS[reason]}${notSent ? ' Nothing was sent.' : ''}`,
    hint: tooLarge
      ? 'Ask for fewer rows: a smaller limit, a narrower filter.'
      : notSent
        ? 'Check the configured host and the network, then call again.'
        : definition.effect === 'read'
          ? 'Call again.'
          : 'It may have taken effect: read the entity before you repeat it.',
    retryable: tooLarge ? false : notSent || definition.effect === 'read',
    ...forWrite(definition, notSent ? 'not_sent' : 'unknown'),
  });
  return new AttemptFailed({ error, notProcessed: notSent, passing: !tooLarge && reason !== 'tls' });
}

/** The caller or the deadline ended the call. */
export function ended(definition: Definition, by: 'caller' | 'deadline', onWire: boolean): CapillaryError {
  const write = definition.effect !== 'read';
  const unknown = write && onWire;
  return new CapillaryError({
    kind: by === 'caller' ? 'cancelled' : 'timeout',
    message: `${by === 'caller' ? 'The call was cancelled' : 'The API did not answer in time'}${unknown ? ' while the request was under way' : write ? '; nothing was sent' : ''}.`,
    hint: unknown
      ? 'It may have taken effect: read the entity before you repeat it.'
      : by === 'caller'
        ? 'Call again if it is still wanted.'
        : 'Call again, or ask for less at a time.',
    retryable: !unknown,
    ...forWrite(definition, onWire ? 'unknown' : 'not_sent'),
  });
}
