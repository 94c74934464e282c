/** Turns an HTTP response into the API's: parses it, judges it, and decides whether a failed exchange may be repeated. */

import { parseJson } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { CapillaryError, type ErrorFields } from './errors.js';
import { unknownOutcomeHint } from './explain.js';
import { hideSecrets, secretsOf } from './hide-secrets.js';
import { judge } from './judge.js';
import { toOneLine } from './reasons.js';
import { type AttemptResult, parseRetryAfter } from './retry.js';
import { hideInDocument } from './secret-text.js';
import type { RawResponse } from './transport.js';
import type { ApiResponse } from './types.js';

interface Reading {
  /** Removes credentials from a text. */
  scrub: (text: string) => string;
  /** For a response that {@link isXmlEnvelope}. */
  xml?: typeof import('./xml-response.js') | undefined;
}

export function readResponse(definition: Definition, raw: RawResponse, reading: Reading): AttemptResult<ApiResponse> {
  const requestId = requestIdOf(raw);
  try {
    const { data, warnings } = parseAndJudge(definition, raw, reading);
    const { status: httpStatus, text } = raw;
    const response = { data, warnings, httpStatus, length: text.length };
    return { response: requestId === undefined ? response : { ...response, requestId } };
  } catch (thrown) {
    if (!(thrown instanceof CapillaryError)) throw thrown;
    return { ...withRetryAfter(thrown, raw), retry: retryPolicyFor(thrown, raw.status) };
  }
}

/** The id that the API gave the request. Source: the response headers in the v2 reference. */
export function requestIdOf(raw: RawResponse): string | undefined {
  const id = raw.header('x-cap-request-id') ?? raw.header('x-cap-requestid');
  return id !== undefined && /^[\w.:-]{1,100}$/.test(id) ? id : undefined;
}

/** Repeats are safe after a status that means the request was not processed, and for reads after a gateway error. */
function retryPolicyFor({ kind, details }: CapillaryError, status: number): 'always' | 'reads' | 'never' {
  if ((kind === 'rate_limited' && status === 429) || (kind === 'timeout' && status === 408)) return 'always';
  const isTransient = (status >= 502 && status <= 504) || details?.['truncated'] === true;
  return (kind === 'upstream' || kind === 'invalid_response') && isTransient ? 'reads' : 'never';
}

function withRetryAfter(failure: CapillaryError, raw: RawResponse): { failure: CapillaryError; retryAfterMs?: number } {
  const retryAfterMs = parseRetryAfter(raw.header('retry-after'), Date.now());
  if (retryAfterMs === undefined || (failure.kind !== 'rate_limited' && raw.status !== 503)) return { failure };
  const retryAfterSeconds = Math.ceil(retryAfterMs / 1000);
  const withHint = failure.with({
    details: { ...failure.details, retryAfterSeconds },
    ...(failure.kind === 'rate_limited' && { hint: `Wait ${retryAfterSeconds} seconds. ${failure.hint}` }),
  });
  return { failure: withHint, retryAfterMs };
}

/** Whether a response begins like those of the InTouch layers in XML. */
export const isXmlEnvelope = ({ legacy }: Definition, { text }: RawResponse): boolean =>
  legacy && /^\s{0,20}(?:<\?xml[^>]{0,200}>\s{0,20})?<response[\s>]/i.test(text);

function parseAndJudge(
  definition: Definition,
  { status, text }: RawResponse,
  { scrub, xml }: Reading,
): Pick<ApiResponse, 'data' | 'warnings'> {
  if (status >= 300 && status < 400) throw redirectError(definition, status);
  const trimmed = scrub(text)
    .replace(/^\uFEFF/, '')
    .trim();
  if (trimmed === '') return judge(definition, status, undefined);
  const parsed = xml ? xml.parseXml(trimmed, scrub) : parse(trimmed);
  if (parsed) {
    hideSecrets(parsed.value, secretsOf(definition));
    return judge(definition, status, parsed.value);
  }
  const beginning = hideInDocument(trimmed.slice(0, MAX_EXAMINED));
  const message = xmlTextOf(beginning, XML_MESSAGE);
  if (status < 400) {
    if (xml) throw unreadableError(definition, status, 'XML that is incomplete, malformed or too long', {});
    const looksLikeJson = /^[[{]/.test(trimmed);
    const what = looksLikeJson ? 'incomplete or malformed JSON' : describeNonJson(message);
    const details = looksLikeJson ? { truncated: true } : { excerpt: excerptOf(beginning) };
    throw unreadableError(definition, status, what, details);
  }
  const code = xmlTextOf(beginning, XML_CODE);
  throw nonJsonError(definition, status, {
    excerpt: excerptOf(beginning),
    reason: { ...(message !== undefined && { message }), ...(code !== undefined && CODE.test(code) && { code }) },
  });
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: parseJson(text) };
  } catch {
    return undefined;
  }
}

/** Characters of a response that is not JSON, in which a message is looked for. */
const MAX_EXAMINED = 10_000;
const MAX_EXCERPT_LENGTH = 200;

/** The beginning of a page's text, without markup. */
const excerptOf = (text: string): string => toOneLine(removeMarkup(text), MAX_EXCERPT_LENGTH);

const HIDDEN_ELEMENT = /^(?:script|style)\b/i;

/** Leaves out tags, and the contents of scripts and style sheets. */
function removeMarkup(html: string): string {
  const [before = '', ...rest] = html.split('<');
  const visible = [before];
  /** The element whose contents are being left out. */
  let hidden: string | undefined;
  for (const piece of rest) {
    const end = piece.indexOf('>');
    if (hidden !== undefined && piece.slice(0, hidden.length).toLowerCase() !== hidden) continue;
    const [element] = HIDDEN_ELEMENT.exec(piece) ?? [];
    hidden = element && `/${element.toLowerCase()}`;
    if (hidden === undefined) visible.push(end < 0 ? `<${piece}` : piece.slice(end + 1));
  }
  return visible.join(' ');
}

const describeNonJson = (message: string | undefined): string =>
  message === undefined ? 'something other than JSON' : `XML, not JSON, with the message '${message}'`;

/** Gateways refuse calls in XML, with a code and a message in elements that may have a namespace prefix. */
const XML_MESSAGE = /<(?:[\w-]{1,20}:)?message>/i;
const XML_CODE = /<(?:[\w-]{1,20}:)?code>/i;
const CODE = /^\d{1,9}$/;
const CDATA = '<![CDATA[';

const XML_ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&#39;', "'"],
  ['&amp;', '&'],
]);

const decodeEntities = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|#39|amp);/g, (entity) => XML_ENTITIES.get(entity) ?? '');

/** The text of the first such element in an XML response; undefined if there is none. */
function xmlTextOf(text: string, startTag: RegExp): string | undefined {
  const [, element] = text.split(startTag, 2);
  if (element === undefined) return undefined;
  const content = element.trimStart();
  const isLiteral = content.startsWith(CDATA);
  const [raw = ''] = isLiteral ? content.slice(CDATA.length).split(']', 1) : content.split('<', 1);
  const message = toOneLine(isLiteral ? raw : decodeEntities(raw));
  return message === '' ? undefined : message;
}

/** An error status without a JSON body, as gateways and firewalls send. */
function nonJsonError(
  definition: Definition,
  status: number,
  { excerpt, reason }: { excerpt: string; reason: { message?: string; code?: string } },
): CapillaryError {
  const error = statusError(definition, status, reason);
  const wrongHost = status === 404 || status === 405;
  return error.with({
    details: { excerpt },
    ...(wrongHost && {
      hint: `${error.hint} The response was not JSON, so the host may not have this endpoint at all: ask the person who runs this server to check CAPILLARY_BASE_URL.`,
    }),
  });
}

function statusError(
  definition: Definition,
  status: number,
  reason: { message?: string; code?: string },
): CapillaryError {
  try {
    judge(definition, status, Object.keys(reason).length === 0 ? undefined : reason);
  } catch (thrown) {
    if (thrown instanceof CapillaryError) return thrown;
    throw thrown;
  }
  return unreadableError(definition, status, 'something other than JSON', {});
}

function unreadableError(
  definition: Definition,
  status: number,
  what: string,
  details: Record<string, unknown>,
): CapillaryError {
  return upstreamError(definition, {
    message: `The response to ${definition.tool} was ${what} (HTTP ${status}).`,
    hint: 'Try again. If this persists, tell the user that the Capillary API is failing, or that a proxy or gateway responds in its place.',
    httpStatus: status,
    details,
  });
}

function redirectError(definition: Definition, status: number): CapillaryError {
  return upstreamError(definition, {
    message: `The host redirected ${definition.tool} (HTTP ${status}); redirects are not followed.`,
    hint: 'Ask the person who runs this server to check CAPILLARY_BASE_URL: it must be the address of the API host itself.',
    httpStatus: status,
    details: {},
    retryable: false,
  });
}

function upstreamError(
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
    ...(!isRead && { outcome: 'unknown', hint: unknownOutcomeHint(definition) }),
  });
}
