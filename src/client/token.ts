/** Exchanges an OAuth client's key and secret for an access token. */
import { z } from 'zod';
import type { IssuedToken } from './auth.js';
import { CapillaryError } from './errors.js';
import { failureOf, type HttpAnswer } from './http.js';
import type { HttpRequest } from './request.js';
import type { Credentials } from './types.js';

/** `{"data": {"accessToken", "ttlSeconds"}, "errors": null}`. Source: the API reference, 'Generate access token'. */
const TOKEN_ANSWER = z.object({
  data: z.object({ accessToken: z.string().min(1), ttlSeconds: z.coerce.number().positive() }),
});

/** @throws CapillaryError; nothing of the call that needed the token was sent */
export async function fetchToken(
  { key, secret }: Extract<Credentials, { kind: 'oauth' }>,
  send: (request: HttpRequest) => Promise<HttpAnswer>,
): Promise<IssuedToken> {
  const answer = await send({
    method: 'POST',
    path: '/v3/oauth/token/generate',
    query: '',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, secret }),
  }).catch((thrown: unknown) => {
    const { notSent } = failureOf(thrown);
    throw noToken(
      'unreachable',
      `The API host could not be reached for an access token${notSent ? '' : ': no answer'}.`,
      true,
    );
  });
  if (answer.status === 429 || answer.status >= 500) {
    throw noToken('upstream', `The API could not issue an access token (HTTP ${answer.status}).`, true, answer.status);
  }
  const parsed = TOKEN_ANSWER.safeParse(jsonOrNothing(answer.text));
  if (answer.status >= 400 || !parsed.success) {
    throw noToken(
      'authentication',
      'The API does not accept the OAuth client key and secret this server runs with.',
      false,
      answer.status,
    );
  }
  const { accessToken, ttlSeconds } = parsed.data.data;
  return { token: accessToken, ttlSeconds };
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noToken(
  kind: 'authentication' | 'unreachable' | 'upstream',
  message: string,
  retryable: boolean,
  httpStatus?: number,
): CapillaryError {
  return new CapillaryError({
    kind,
    message,
    hint: retryable
      ? 'Nothing was sent; call again in a moment.'
      : 'Ask the person who configured this server to check CAPILLARY_CLIENT_KEY, CAPILLARY_CLIENT_SECRET and the host.',
    retryable,
    outcome: 'not_sent',
    ...(httpStatus !== undefined && { httpStatus }),
  });
}
