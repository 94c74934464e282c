/** The endpoint that exchanges an OAuth key and secret for an access token. Not a tool: the client alone calls it. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { type Definition, section } from '../tools/define.js';
import { CapillaryError } from './errors.js';
import type { IssuedToken } from './types.js';

const authentication = section('Authentication', { domain: 'OTP & Authentication', accessGroup: null });

authentication.post('v3/oauth/token/generate', {
  tool: 'oauth_token_generate',
  title: 'Generate access token',
  summary: 'Exchanges a client key and secret for an access token.',
  body: () => z.object({ key: z.string(), secret: z.string() }),
  returns: 'data{accessToken,ttlSeconds}',
  // Another token does no harm, so that a failed try is simply repeated.
  effect: 'read',
  keywords: [],
  sources: ["API reference, 'Authentication'"],
});

export const [tokenDefinition] = authentication.definitions as readonly [Definition];

/**
 * @param answer - the endpoint's parsed answer
 * @throws CapillaryError of kind `upstream` where there is no token in it
 */
export function issuedToken(answer: unknown): IssuedToken {
  const data = isObject(answer) && isObject(answer['data']) ? answer['data'] : {};
  const { accessToken, ttlSeconds } = data;
  // It becomes a header's value.
  if (typeof accessToken !== 'string' || !/^[\u0021-\u007e]+$/.test(accessToken)) {
    throw new CapillaryError({
      kind: 'upstream',
      message: 'the API answered the request for an access token without one.',
      hint: 'Try again; if it stays so, ask the person who runs this server to check CAPILLARY_BASE_URL.',
      retryable: true,
    });
  }
  const ttlMs = Number(ttlSeconds) * 1000;
  return { token: accessToken, ...(ttlMs >= 0 && { ttlMs }) };
}
