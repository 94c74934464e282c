/** Bearer tokens (RFC 6750): how one is read from a request, and how a request is refused for want of one. */
import { bearerAuthChallengeResponse, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { refusalResponse } from '../refusal.js';

/** Where clients learn which authorization server issues tokens; undefined where none does. */
export type MetadataUrl = string | undefined;

/** The syntax of RFC 6750 §2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** The token of the Authorization header, or the answer that refuses the request. */
export function bearerToken(request: Request, metadataUrl?: MetadataUrl): string | Response {
  // Addresses end up in logs and histories, so a token in one is not taken, even beside a header.
  if (new URL(request.url).searchParams.has('access_token')) {
    return refusalResponse(400, 'A token belongs into the Authorization header, not into the address.', {
      'www-authenticate': challenge(metadataUrl, 'error="invalid_request"'),
    });
  }
  const header = request.headers.get('authorization')?.trim() ?? '';
  if (!/^Bearer( |$)/i.test(header) || /^Bearer$/i.test(header)) {
    // RFC 6750 §3: who brings no token is told where to get one, and no error.
    return refusalResponse(401, 'This server wants a bearer token in the Authorization header.', {
      'www-authenticate': challenge(metadataUrl),
    });
  }
  return BEARER.exec(header)?.[1] ?? invalidToken('The Authorization header holds no well-formed token.', metadataUrl);
}

/** 401 `invalid_token`. @param description for whoever debugs the client; says nothing of the token's content */
export const invalidToken = (description: string, metadataUrl?: MetadataUrl): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InvalidToken, description), known(metadataUrl));

/** 403 `insufficient_scope`. @param needed - the scopes to ask the authorization server for */
export const insufficientScope = (description: string, needed: string[], metadataUrl?: MetadataUrl): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InsufficientScope, description), {
    requiredScopes: needed,
    ...known(metadataUrl),
  });

const known = (resourceMetadataUrl: MetadataUrl) => (resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl });

/** A URL as `URL` prints it holds neither quotes nor control characters. */
const challenge = (metadataUrl: MetadataUrl, ...more: string[]): string =>
  `Bearer ${['realm="capillary-mcp"', ...more, ...(metadataUrl ? [`resource_metadata="${metadataUrl}"`] : [])].join(', ')}`;
