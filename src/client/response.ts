/** From an HTTP answer to the API's: parses it, judges it, and says whether a failed exchange may be repeated. */

import { parseJson } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { CapillaryError, type ErrorFields } from './errors.js';
import { unknownOutcomeAdvice } from './explain.js';
import { judge } from './judge.js';
import { oneLine } from './reasons.js';
import { type AttemptResult, parseRetryAfter } from './retry.js';
import type { RawResponse } from './transport.js';
import type { ApiResponse } from './types.js';

/** @param scrub - takes credentials out of text */
export function readResponse(
  definition: Definition,
  raw: RawResponse,
  scrub: (text: string) => string,
): AttemptResult<ApiResponse> {
  const requestId = requestIdOf(raw);
  try {
    const { data, warnings } = read(definition, raw.status, scrub(raw.text));
    return { response: { data, warnings, httpStatus: raw.status, ...(requestId !== undefined && { requestId }) } };
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError)) throw thrown;
    return { ...withRetryAfter(thrown, raw), retry: retryPolicyFor(thrown, raw.status) };
  }
}

/** The API's own id of the request. Source: the response headers in the v2 reference. */
export function requestIdOf(raw: RawResponse): string | undefined {
  const id = raw.header('x-cap-request-id') ?? raw.header('x-cap-requestid');
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? id : undefined;
}

/** A status that says the request was not processed, or that nobody could process it. */
function retryPolicyFor({ kind, details }: CapillaryError, status: number): 'always' | 'reads' | 'never' {
  if (kind === 'rate_limited' && status === 429) return 'always';
  const passing = (status >= 502 && status <= 504) || details?.['truncated'] === true;
  return kind === 'upstream' && passing ? 'reads' : 'never';
}

function withRetryAfter(failure: CapillaryError, raw: RawResponse): { failure: CapillaryError; retryAfterMs?: number } {
  const wait = parseRetryAfter(raw.header('retry-after'), Date.now());
  if (wait === undefined || (failure.kind !== 'rate_limited' && raw.status !== 503)) return { failure };
  const retryAfterSeconds = Math.ceil(wait / 1000);
  const told = failure.with({
    details: { ...failure.details, retryAfterSeconds },
    ...(failure.kind === 'rate_limited' && { hint: `Wait ${retryAfterSeconds} seconds. ${failure.hint}` }),
  });
  return { failure: told, retryAfterMs: wait };
}

function read(definition: Definition, status: number, text: string): Pick<ApiResponse, 'data' | 'warnings'> {
  if (status >= 300 && status < 400) throw redirected(definition, status);
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') {
    if (status >= 400) return judge(definition, status, undefined);
    // Some writes are answered with a bare 200 or 204.
    if (status === 204 || definition.effect !== 'read') return { data: null, warnings: [] };
    throw unreadable(definition, status, 'an empty answer', { truncated: true });
  }
  const parsed = parse(trimmed);
  if (parsed) return judge(definition, status, parsed.value);
  if (status < 400) {
    const cut = /^[[{]/.test(trimmed);
    const what = cut ? 'JSON that breaks off or is malformed' : 'something other than JSON';
    throw unreadable(definition, status, what, cut ? { truncated: true } : { excerpt: excerptOf(trimmed) });
  }
  throw withoutJson(definition, status, excerptOf(trimmed));
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
}

const LONGEST_EXCERPT = 200;

/** The start of a page's text, without its markup. */
const excerptOf = (text: string): string =>
  oneLine(text.slice(0, 10_000).replace(/<(script|style)\b[\s\S]*?<\/\1>|<[^>]*>/gi, ' '), LONGEST_EXCERPT);

/** A failure whose page says nothing that a program could read; gateways and firewalls answer so. */
function withoutJson(definition: Definition, status: number, excerpt: string): CapillaryError {
  const error = failureOfStatus(definition, status);
  const wrongHost = status === 404 || status === 405;
  return error.with({
    details: { excerpt },
    ...(wrongHost && {
      hint: `${error.hint} The answer was no JSON, so the host may not offer this endpoint at all: the person who runs this server should check CAPILLARY_BASE_URL.`,
    }),
  });
}

function failureOfStatus(definition: Definition, status: number): CapillaryError {
  try {
    judge(definition, status, undefined);
  } catch (thrown) {
    if (thrown instanceof CapillaryError) return thrown;
    throw thrown;
  }
  return unreadable(definition, status, 'something other than JSON', {});
}

function unreadable(
  definition: Definition,
  status: number,
  what: string,
  details: Record<string, unknown>,
): CapillaryError {
  return upstream(definition, {
    message: `The API answered ${definition.tool} with ${what} (HTTP ${status}).`,
    hint: 'Try again; if it stays so, tell the user that Capillary has a fault, or that something between answers in its place.',
    httpStatus: status,
    details,
  });
}

function redirected(definition: Definition, status: number): CapillaryError {
  return upstream(definition, {
    message: `The host answered ${definition.tool} with a redirect (HTTP ${status}), which is not followed.`,
    hint: 'The person who runs this server should check CAPILLARY_BASE_URL: it must be the API host itself.',
    httpStatus: status,
    details: {},
    retryable: false,
  });
}

function upstream(
  definition: Definition,
  fields: Pick<ErrorFields, 'message' | 'hint'> & {
    httpStatus: number;
    details: Record<string, unknown>;
    retryable?: boolean;
  },
): CapillaryError {
  const { details, ...rest } = fields;
  const isRead = risk(definition) === 'read';
  return new CapillaryError({
    kind: 'upstream',
    retryable: isRead,
    ...rest,
    ...(Object.keys(details).length > 0 && { details }),
    ...(!isRead && { outcome: 'unknown', hint: unknownOutcomeAdvice(definition) }),
  });
}
