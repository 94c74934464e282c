/**
 * The fault matrix: what the API does wrong, and what each kind of request then ends with. This table is the
 * specification; `matrix.ts` makes the requests.
 */

import { gzipSync } from 'node:zlib';
import type { ErrorKind, Outcome } from '../../src/client/errors.js';
import {
  chunked,
  drip,
  encoded,
  end,
  hang,
  ok,
  once,
  onReuse,
  reset,
  status,
  withoutLength,
  write,
  writeAndEnd,
  writeAndReset,
} from './behaviors.js';
import type { RequestKind } from './requests.js';
import { answerProperly, httpResponse, type Misbehavior } from './upstream.js';

/** What a call ends with: kind, outcome of a write that failed, and how many complete requests the API received. */
export type Ending = `${'success' | ErrorKind}${'' | ` ${Outcome}`} ×${number}`;

/** Several endings are possible where the network decides which event is noticed first. */
type Expected = Ending | readonly Ending[];

export interface Fault extends Partial<Record<RequestKind, Expected>> {
  /** Completes 'The API …'. */
  name: string;
  /** What the server does; `'unreachable'` if there is none. */
  api: Misbehavior | 'unreachable';
  /**
   * What the API's answer to a request that it received says. `unusable`: nothing can be concluded from it.
   * `unprocessed`: a refusal before anything was done, after which even a write may be sent again.
   */
  answer: 'proper' | 'refusal' | 'unprocessed' | 'unusable';
  /** Absent if the fault needs a body. */
  read?: Expected;
  /** Every kind of write for which nothing else is given. */
  write: Expected;
  token: Expected;
  /** Part of the error's message. */
  says?: string;
  /** The call ends only at its deadline. */
  untilDeadline?: true;
  /** Bodies are so large that they arrive in many parts. */
  largeBodies?: true;
  /** The client has an open connection, on which a call has succeeded. */
  connected?: true;
}

const HTML = '<html><head><title>Error</title></head><body><h1>Bad Gateway</h1></body></html>';

/** An answer about which nothing is known but its beginning. */
const HALF_ANSWER = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"id":1,';

const TOO_LARGE = httpResponse('{"message":"Too large"}', '413 Content Too Large');

type Endings = Pick<Fault, 'answer' | 'read' | 'write' | 'token'>;

/**
 * Nothing says whether the request was processed, so only a read or the request for a token is sent again.
 *
 * @param tries - how often those two are sent
 */
function unusable(kind: ErrorKind, { tries }: { tries: number }): Endings {
  return {
    answer: 'unusable',
    read: `${kind} ×${tries}`,
    write: `${kind} unknown ×1`,
    token: `${kind} not_sent ×${tries}`,
  };
}

/** @param token - the kind of the error if the request for a token is refused, if that is another one */
function refused(kind: ErrorKind, { token = kind }: { token?: ErrorKind } = {}): Endings {
  return { answer: 'refusal', read: `${kind} ×1`, write: `${kind} rejected ×1`, token: `${token} not_sent ×1` };
}

/** The request was certainly not processed, so even a write is sent again. */
function unprocessed(kind: ErrorKind, { tries }: { tries: number }): Endings {
  return {
    answer: 'unprocessed',
    read: `${kind} ×${tries}`,
    write: `${kind} rejected ×${tries}`,
    token: `${kind} not_sent ×${tries}`,
  };
}

function succeeds({ tries }: { tries: number }): Pick<Fault, 'read' | 'write' | 'token'> {
  return { read: `success ×${tries}`, write: `success ×${tries}`, token: `success ×${tries}` };
}

const UNTIL_DEADLINE = {
  answer: 'unusable',
  untilDeadline: true,
  read: 'timeout ×1',
  write: 'timeout unknown ×1',
  token: 'timeout not_sent ×1',
} as const;

const brokenConnections: Fault[] = [
  {
    name: 'refuses the connection',
    api: 'unreachable',
    says: 'refused the connection',
    answer: 'unusable',
    read: 'unreachable ×0',
    write: 'unreachable not_sent ×0',
    token: 'unreachable not_sent ×0',
  },
  {
    name: 'resets the connection at once',
    api: { onConnection: reset },
    answer: 'unusable',
    read: 'unreachable ×0',
    write: ['unreachable unknown ×0', 'unreachable not_sent ×0'],
    token: 'unreachable not_sent ×0',
  },
  {
    name: 'ends the connection at once and reads no request',
    api: { onConnection: ({ socket }) => void socket.pause().end() },
    answer: 'unusable',
    read: 'unreachable ×0',
    write: ['unreachable unknown ×0', 'unreachable not_sent ×0'],
    token: 'unreachable not_sent ×0',
  },
  {
    name: 'ends its side of the connection at once, but reads the request',
    api: { onConnection: end, onRequest: () => {} },
    answer: 'unusable',
    read: ['unreachable ×0', 'unreachable ×1', 'unreachable ×2', 'unreachable ×3'],
    write: ['unreachable unknown ×0', 'unreachable unknown ×1', 'unreachable not_sent ×0'],
    token: ['unreachable not_sent ×0', 'unreachable not_sent ×1', 'unreachable not_sent ×2', 'unreachable not_sent ×3'],
  },
  {
    name: 'resets the connection after the headers of a request, and before the end of its body',
    api: { onHead: reset },
    answer: 'unusable',
    largeBodies: true,
    write: 'unreachable unknown ×0',
    token: 'unreachable not_sent ×0',
  },
  {
    name: 'ends the connection after the headers of a request, and before the end of its body',
    api: { onHead: ({ socket }) => void socket.pause().end() },
    answer: 'unusable',
    largeBodies: true,
    write: 'unreachable unknown ×0',
    token: 'unreachable not_sent ×0',
  },
  {
    name: 'resets the connection when it has the request',
    api: { onRequest: reset },
    ...unusable('unreachable', { tries: 3 }),
  },
  {
    name: 'ends the connection when it has the request',
    api: { onRequest: end },
    ...unusable('unreachable', { tries: 3 }),
  },
  {
    name: 'resets the connection once',
    api: once({ onRequest: reset }),
    answer: 'unusable',
    read: 'success ×2',
    write: 'unreachable unknown ×1',
    token: 'success ×2',
  },
  {
    name: 'resets a connection when it is used again',
    api: onReuse(reset),
    answer: 'unusable',
    connected: true,
    read: 'success ×2',
    write: 'unreachable unknown ×1',
    token: 'success ×2',
  },
  {
    name: 'ends a connection when it is used again',
    api: onReuse(end),
    answer: 'unusable',
    connected: true,
    read: 'success ×2',
    write: 'unreachable unknown ×1',
    token: 'success ×2',
  },
];

const missingResponses: Fault[] = [
  {
    name: 'never answers',
    api: hang,
    ...UNTIL_DEADLINE,
  },
  {
    name: 'sends half of the headers, and no more',
    api: write(HALF_ANSWER.slice(0, 40)),
    ...UNTIL_DEADLINE,
  },
  {
    name: 'sends half of the body, and no more',
    api: write(HALF_ANSWER),
    ...UNTIL_DEADLINE,
  },
  {
    name: 'sends a proper response too slowly: a byte every 50 ms',
    api: drip(50, 1),
    ...UNTIL_DEADLINE,
  },
  {
    name: 'sends HTTP 102 (Processing), and no more',
    api: write('HTTP/1.1 102 Processing\r\n\r\n'),
    ...UNTIL_DEADLINE,
  },
  {
    name: 'resets the connection after half of the headers',
    api: writeAndReset(HALF_ANSWER.slice(0, 40)),
    ...unusable('unreachable', { tries: 3 }),
  },
  {
    name: 'ends the connection after half of the headers',
    api: writeAndEnd(HALF_ANSWER.slice(0, 40)),
    ...unusable('unreachable', { tries: 3 }),
  },
  {
    name: 'resets the connection after half of the body',
    api: writeAndReset(HALF_ANSWER),
    answer: 'unusable',
    read: ['upstream ×3', 'unreachable ×3'],
    write: ['upstream unknown ×1', 'unreachable unknown ×1'],
    token: ['upstream not_sent ×3', 'unreachable not_sent ×3'],
  },
  {
    name: 'ends the connection after half of the body',
    api: writeAndEnd(HALF_ANSWER),
    says: 'closed the connection in the middle',
    ...unusable('upstream', { tries: 3 }),
  },
  {
    name: 'ends the connection in the middle of a chunk',
    api: writeAndEnd('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{"id"'),
    says: 'closed the connection in the middle',
    ...unusable('upstream', { tries: 3 }),
  },
  {
    name: 'ends the connection before the last chunk, after complete JSON',
    api: writeAndEnd('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n8\r\n{"id":1}\r\n'),
    ...unusable('upstream', { tries: 3 }),
  },
  {
    name: 'sends half of the JSON in a response that is complete as HTTP',
    api: ok('{"id":1,"data":['),
    says: 'incomplete or malformed JSON',
    ...unusable('upstream', { tries: 3 }),
  },
];

/** In HTTP/1.0, the end of the connection is the end of the body. */
const WITHOUT_LENGTH = 'HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n';

const improperHttp: Fault[] = [
  {
    name: 'sends half of a body without a length, and ends the connection',
    api: writeAndEnd(`${WITHOUT_LENGTH}{"id":1,"data":[`),
    says: 'incomplete or malformed JSON',
    ...unusable('upstream', { tries: 3 }),
  },
  {
    name: 'sends half of a body without a length, and resets the connection',
    api: writeAndReset(`${WITHOUT_LENGTH}{"id":1,"data":[`),
    answer: 'unusable',
    read: ['upstream ×3', 'unreachable ×3'],
    write: ['upstream unknown ×1', 'unreachable unknown ×1'],
    token: ['upstream not_sent ×3', 'unreachable not_sent ×3'],
  },
  {
    name: 'greets with the banner of another protocol',
    api: { onConnection: ({ socket }) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n'), onRequest: () => {} },
    says: 'not valid HTTP',
    answer: 'unusable',
    read: ['upstream ×0', 'upstream ×1'],
    write: ['upstream unknown ×0', 'upstream unknown ×1'],
    token: ['upstream not_sent ×0', 'upstream not_sent ×1'],
  },
  {
    name: 'answers with the banner of another protocol',
    api: writeAndEnd('220 mail.example ESMTP ready\r\n'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a malformed status line',
    api: status('2oo OK', '{"id":1}'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a malformed header',
    api: ok('{"id":1}', 'no colon here\r\n'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends one header that is too long',
    api: ok('{"id":1}', `x: ${'a'.repeat(40_000)}\r\n`),
    says: 'headers exceed',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends too many headers',
    api: ok('{"id":1}', `x: ${'a'.repeat(50)}\r\n`.repeat(2_000)),
    says: 'headers exceed',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a chunk without a length',
    api: write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends two different content lengths',
    api: ok('{"id":1}', 'content-length: 3\r\n'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends more bytes than it announces',
    api: write('HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{"id":1}'),
    ...unusable('upstream', { tries: 3 }),
  },
  {
    name: 'sends a length and chunks',
    api: ok('{"id":1}', 'transfer-encoding: chunked\r\n'),
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a negative content length',
    api: write('HTTP/1.1 200 OK\r\ncontent-length: -8\r\n\r\n{"id":1}'),
    says: 'not valid HTTP',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    // A client should ignore it, but undici refuses it.
    name: 'sends HTTP 100 (Continue), which was not requested, and then its answer',
    api: write((connection) => `HTTP/1.1 100 Continue\r\n\r\n${connection.properAnswer()}`),
    says: 'HTTP 100 (Continue) or 101',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'switches to another protocol (HTTP 101)',
    api: write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n'),
    says: 'HTTP 100 (Continue) or 101',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a response that is larger than the limit',
    api: ok(`{"id":1,"data":"${'x'.repeat(300_000)}"}`),
    says: 'exceeds the size limit',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends a damaged gzip stream',
    api: encoded('content-encoding: gzip\r\n', (body) => gzipSync(body).subarray(0, -12)),
    says: 'could not be decoded',
    ...unusable('upstream', { tries: 1 }),
  },
  {
    name: 'sends an encoding that nobody knows',
    api: encoded('content-encoding: rot13\r\n', (body) => Buffer.from(body)),
    says: 'could not be decoded',
    ...unusable('upstream', { tries: 1 }),
  },
];

const emptySuccesses: Fault[] = [
  ...['200 OK', '201 Created', '204 No Content'].map(
    (statusLine): Fault => ({
      name: `answers HTTP ${statusLine} without a body`,
      api: write(`HTTP/1.1 ${statusLine}\r\n${statusLine.startsWith('204') ? '' : 'content-length: 0\r\n'}\r\n`),
      ...unusable('invalid_response', { tries: 3 }),
    }),
  ),
  ...['null', '{}', '"ok"', '0', '{"error":{"message":"Out of order"}}', '{"fault":{"faultstring":"Out"}}'].map(
    (body): Fault => ({
      name: `answers HTTP 200 with ${body}`,
      api: ok(body),
      ...unusable('invalid_response', { tries: 1 }),
    }),
  ),
  ...[
    ['an HTML page', HTML],
    ['a plain text', 'Everything is fine.'],
    ['the NUL character', '\u0000'],
  ].map(
    ([what, body = '']): Fault => ({
      name: `answers HTTP 200 with ${what}`,
      api: ok(body),
      ...unusable('upstream', { tries: 1 }),
    }),
  ),
  {
    name: 'answers HTTP 200 with an empty list',
    api: ok('[]'),
    answer: 'unusable',
    read: 'success ×1',
    write: 'invalid_response unknown ×1',
    token: 'upstream not_sent ×1',
  },
  {
    name: 'answers HTTP 200 with a list that is nested 1,000 levels deep',
    api: ok(`{"list":${'['.repeat(1_000)}${']'.repeat(1_000)}}`),
    ...unusable('invalid_response', { tries: 1 }),
  },
  {
    name: 'answers HTTP 200 with a list that is nested 100,000 levels deep',
    api: ok(`{"list":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    ...unusable('invalid_response', { tries: 1 }),
  },
];

const refusals: Fault[] = [
  {
    name: 'answers HTTP 400',
    api: status('400 Bad Request'),
    ...refused('rejected', { token: 'authentication' }),
  },
  {
    name: 'answers HTTP 401',
    api: status('401 Unauthorized'),
    answer: 'unprocessed',
    // With OAuth, each is sent again with a new token.
    read: ['authentication ×1', 'authentication ×2'],
    write: ['authentication rejected ×1', 'authentication rejected ×2'],
    token: 'authentication not_sent ×1',
  },
  {
    name: 'answers HTTP 403',
    api: status('403 Forbidden'),
    ...refused('permission', { token: 'authentication' }),
  },
  {
    name: 'answers HTTP 403 with a page',
    api: status('403 Forbidden', HTML),
    ...refused('permission', { token: 'upstream' }),
  },
  { name: 'answers HTTP 404', api: status('404 Not Found'), ...refused('not_found') },
  { name: 'answers HTTP 409', api: status('409 Conflict'), ...refused('conflict') },
  { name: 'answers HTTP 413', api: status('413 Content Too Large'), ...refused('rejected', { token: 'upstream' }) },
  {
    name: 'answers HTTP 413 before the end of the body, and reads on',
    api: { onHead: ({ socket }) => void socket.write(TOO_LARGE), onRequest: () => {} },
    answer: 'refusal',
    largeBodies: true,
    write: ['rejected rejected ×0', 'rejected rejected ×1'],
    token: ['upstream not_sent ×0', 'upstream not_sent ×1'],
  },
  {
    name: 'answers HTTP 413 before the end of the body, and resets the connection',
    api: { onHead: ({ socket }) => void socket.write(TOO_LARGE, () => socket.resetAndDestroy()) },
    answer: 'refusal',
    largeBodies: true,
    write: ['rejected rejected ×0', 'unreachable unknown ×0'],
    token: ['upstream not_sent ×0', 'unreachable not_sent ×0'],
  },
  { name: 'answers HTTP 408', api: status('408 Request Timeout'), ...unprocessed('timeout', { tries: 3 }) },
  { name: 'answers HTTP 429', api: status('429 Too Many Requests'), ...unprocessed('rate_limited', { tries: 3 }) },
  {
    name: 'answers HTTP 429 and asks to wait for a second',
    api: status('429 Too Many Requests', HTML, 'retry-after: 1\r\n'),
    ...unprocessed('rate_limited', { tries: 3 }),
  },
  {
    name: 'answers HTTP 429 and asks to wait for an hour',
    api: status('429 Too Many Requests', '{}', 'retry-after: 3600\r\n'),
    ...unprocessed('rate_limited', { tries: 1 }),
  },
  {
    name: 'answers HTTP 429 once',
    api: once(status('429 Too Many Requests')),
    answer: 'unprocessed',
    ...succeeds({ tries: 2 }),
  },
];

const serverErrors: Fault[] = [
  { name: 'answers HTTP 500', api: status('500 Internal Server Error'), ...unusable('upstream', { tries: 1 }) },
  { name: 'answers HTTP 500 with a page', api: status('500 Oops', HTML), ...unusable('upstream', { tries: 1 }) },
  { name: 'answers HTTP 501', api: status('501 Not Implemented'), ...unusable('upstream', { tries: 1 }) },
  { name: 'answers HTTP 502', api: status('502 Bad Gateway', HTML), ...unusable('upstream', { tries: 3 }) },
  { name: 'answers HTTP 503', api: status('503 Service Unavailable', HTML), ...unusable('upstream', { tries: 3 }) },
  {
    name: 'answers HTTP 503 and asks to wait for an hour',
    api: status('503 Service Unavailable', HTML, 'retry-after: 3600\r\n'),
    ...unusable('upstream', { tries: 1 }),
  },
  { name: 'answers HTTP 504', api: status('504 Gateway Timeout', HTML), ...unusable('upstream', { tries: 3 }) },
  {
    name: 'answers HTTP 503 once',
    api: once(status('503 Service Unavailable', HTML)),
    answer: 'unusable',
    read: 'success ×2',
    write: 'upstream unknown ×1',
    token: 'success ×2',
  },
  { name: 'answers with an unknown status, 799', api: status('799 Custom'), ...unusable('upstream', { tries: 1 }) },
  ...['301 Moved Permanently', '302 Found', '303 See Other', '307 Temporary Redirect', '308 Permanent Redirect'].map(
    (statusLine): Fault => ({
      name: `redirects to another host with HTTP ${statusLine}`,
      says: 'redirects are not followed',
      api: write(({ elsewhere }) => httpResponse('', statusLine, `location: ${elsewhere}/v2/customers\r\n`)),
      ...unusable('upstream', { tries: 1 }),
    }),
  ),
  { name: 'answers HTTP 304', api: write('HTTP/1.1 304 Not Modified\r\n\r\n'), ...unusable('upstream', { tries: 1 }) },
];

/** Unusual, but no faults. */
const properAnswers: Fault[] = [
  { name: 'answers in chunks', api: chunked, answer: 'proper', ...succeeds({ tries: 1 }) },
  { name: 'answers slowly: a byte every 5 ms', api: drip(5, 80), answer: 'proper', ...succeeds({ tries: 1 }) },
  {
    name: 'compresses its answer',
    api: encoded('content-encoding: gzip\r\n'),
    answer: 'proper',
    ...succeeds({ tries: 1 }),
  },
  { name: 'compresses its answer and does not say so', api: encoded(''), answer: 'proper', ...succeeds({ tries: 1 }) },
  {
    name: 'answers without a length, and ends the connection',
    api: withoutLength,
    answer: 'proper',
    ...succeeds({ tries: 1 }),
  },
  {
    name: 'sends HTTP 103 (Early Hints) before its answer',
    api: write((connection) => `HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${connection.properAnswer()}`),
    answer: 'proper',
    ...succeeds({ tries: 1 }),
  },
  {
    name: 'ends the connection after its answer',
    api: { onRequest: (connection) => void connection.socket.end(connection.properAnswer()) },
    answer: 'proper',
    ...succeeds({ tries: 1 }),
  },
  {
    name: 'sends a second answer after the first',
    api: write((connection) => connection.properAnswer() + httpResponse('{"id":"of another call"}')),
    answer: 'proper',
    ...succeeds({ tries: 1 }),
  },
  {
    name: 'ends each connection right after its answer, just before it is used again',
    api: { onRequest: (connection) => void connection.socket.end(connection.properAnswer()) },
    answer: 'proper',
    connected: true,
    read: 'success ×1',
    write: ['success ×1', 'unreachable unknown ×0'],
    token: 'success ×1',
  },
  {
    name: 'answers before the end of the body, and reads on',
    api: { onHead: answerProperly, onRequest: () => {} },
    answer: 'proper',
    largeBodies: true,
    write: ['success ×0', 'success ×1'],
    token: ['success ×0', 'success ×1'],
  },
];

export const FAULTS: readonly Fault[] = [
  ...brokenConnections,
  ...missingResponses,
  ...improperHttp,
  ...emptySuccesses,
  ...refusals,
  ...serverErrors,
  ...properAnswers,
];
