/** The endpoint that exchanges an OAuth key and secret for an access token. Not a tool: only the client calls it. */
import { z } from 'zod';
import { isObject } from '../lib/json.js';
import { section } from '../tools/define.js';
import { open } from '../tools/schemas/answer.js';
import { secret } from '../tools/schemas/leaf-types.js';
import { integer } from '../tools/schemas/values.js';
import { CapillaryError } from './errors.js';
import type { IssuedToken } from './types.js';

const authentication = section('Authentication', { domain: 'OTP & Authentication', accessGroup: null });

export const tokenDefinition = authentication.post('v3/oauth/token/generate', {
  tool: 'oauth_token_generate',
  title: 'Generate access token',
  summary: 'Exchanges a client key and secret for an access token.',
  body: () => z.object({ key: z.string(), secret: z.string() }),
  answer: () => open({ data: open({ accessToken: secret(), ttlSeconds: integer() }) }),
  response: { secrets: { handedOver: ['accessToken'] } },
  // A second token does no harm, so failed attempts are repeated as for reads.
  effect: 'read',
  keywords: [],
  sources: ["API reference, 'Authentication'"],
});

/**
 * @param response - the parsed JSON of the endpoint's response
 * @throws CapillaryError of kind `upstream` if it contains no valid token
 */
export function parseIssuedToken(response: unknown): IssuedToken {
  const data = isObject(response) && isObject(response['data']) ? response['data'] : {};
  const { accessToken, ttlSeconds } = data;
  // The token becomes a header value.
  if (typeof accessToken !== 'string' || !/^[\u0021-\u007e]+$/.test(accessToken)) {
    throw new CapillaryError({
      kind: 'upstream',
      message: 'the API responded to the request for an access token without a valid token.',
      hint: 'Try again. If this persists, ask the person who runs this server to check CAPILLARY_BASE_URL.',
      retryable: true,
    });
  }
  const ttlMs = Number(ttlSeconds) * 1000;
  return { token: accessToken, ...(ttlMs >= 0 && { ttlMs }) };
}
