/** Bearer tokens (RFC 6750): reads the token of a request, and builds the responses that refuse a request. */
import { bearerAuthChallengeResponse, OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { refusalResponse } from '../refusal.js';

/** What a refusal tells clients about the tokens they need. */
export interface TokenAdvice {
  /** Where clients learn which authorization server issues tokens. */
  metadataUrl: string;
  /** The scopes to request from it. */
  scopes: string[];
}

/** The syntax of RFC 6750 §2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/** @returns the token of the Authorization header, or the response that refuses the request */
export function readBearerToken(request: Request, advice?: TokenAdvice): string | Response {
  // URLs end up in logs and browser histories, so a token in the URL is refused even if the header has one too.
  if (new URL(request.url).searchParams.has('access_token')) {
    return refusalResponse(400, 'Send the token in the Authorization header, not in the URL.', {
      'www-authenticate': challengeHeader(advice, 'error="invalid_request"'),
    });
  }
  const header = request.headers.get('authorization')?.trim() ?? '';
  if (!/^Bearer( |$)/i.test(header) || /^Bearer$/i.test(header)) {
    // RFC 6750 §3: a request without a token gets a challengeHeader without an error code.
    return refusalResponse(401, 'This server requires a bearer token in the Authorization header.', {
      'www-authenticate': challengeHeader(advice),
    });
  }
  return (
    BEARER.exec(header)?.[1] ??
    invalidTokenResponse('The Authorization header has no well-formed bearer token.', advice)
  );
}

/**
 * 401 `invalid_token`.
 *
 * @param description - helps to debug the client, in ASCII; must not quote the token
 */
export const invalidTokenResponse = (description: string, advice?: TokenAdvice): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InvalidToken, description), challengeOptions(advice));

/** 403 `insufficient_scope`, with the scopes to request from the authorization server. */
export const insufficientScopeResponse = (description: string, advice: TokenAdvice): Response =>
  bearerAuthChallengeResponse(new OAuthError(OAuthErrorCode.InsufficientScope, description), challengeOptions(advice));

const challengeOptions = (advice?: TokenAdvice) =>
  advice ? { resourceMetadataUrl: advice.metadataUrl, requiredScopes: advice.scopes } : {};

/** The URL needs no escaping: as `URL` prints it, it contains neither quotes nor control characters. */
function challengeHeader(advice: TokenAdvice | undefined, ...parameters: string[]): string {
  const advised = advice ? [`scope="${advice.scopes.join(' ')}"`, `resource_metadata="${advice.metadataUrl}"`] : [];
  return `Bearer ${['realm="capillary-mcp"', ...parameters, ...advised].join(', ')}`;
}
