/** Bearer tokens (RFC 6750): reads the token of a request, and builds the responses that refuse a request. */
import { bearerAuthChallengeResponse, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { refusalResponse } from '../refusal.js';

/** Where clients learn which authorization server issues tokens; undefined if there is no such server. */
export type MetadataUrl = string | undefined;

/** The syntax of RFC 6750 §2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** @returns the token of the Authorization header, or the response that refuses the request */
export function readBearerToken(request: Request, metadataUrl?: MetadataUrl): string | Response {
  // URLs end up in logs and browser histories, so a token in the URL is refused even if the header has one too.
  if (new URL(request.url).searchParams.has('access_token')) {
    return refusalResponse(400, 'Send the token in the Authorization header, not in the URL.', {
      'www-authenticate': challengeHeader(metadataUrl, 'error="invalid_request"'),
    });
  }
  const header = request.headers.get('authorization')?.trim() ?? '';
  if (!/^Bearer( |$)/i.test(header) || /^Bearer$/i.test(header)) {
    // RFC 6750 §3: a request without a token gets a challengeHeader without an error code.
    return refusalResponse(401, 'This server requires a bearer token in the Authorization header.', {
      'www-authenticate': challengeHeader(metadataUrl),
    });
  }
  return (
    BEARER.exec(header)?.[1] ??
    invalidTokenResponse('The Authorization header has no well-formed bearer token.', metadataUrl)
  );
}

/**
 * 401 `invalid_token`.
 *
 * @param description - helps to debug the client, in ASCII; must not quote the token
 */
export const invalidTokenResponse = (description: string, metadataUrl?: MetadataUrl): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InvalidToken, description), metadataOption(metadataUrl));

/**
 * 403 `insufficient_scope`.
 *
 * @param requiredScopes - the scopes to request from the authorization server
 */
export const insufficientScopeResponse = (
  description: string,
  requiredScopes: string[],
  metadataUrl?: MetadataUrl,
): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InsufficientScope, description), {
    requiredScopes,
    ...metadataOption(metadataUrl),
  });

const metadataOption = (resourceMetadataUrl: MetadataUrl) =>
  resourceMetadataUrl === undefined ? {} : { resourceMetadataUrl };

/** The URL needs no escaping: as `URL` prints it, it contains neither quotes nor control characters. */
const challengeHeader = (metadataUrl: MetadataUrl, ...parameters: string[]): string =>
  `Bearer ${['realm="capillary-mcp"', ...parameters, ...(metadataUrl ? [`resource_metadata="${metadataUrl}"`] : [])].join(', ')}`;
