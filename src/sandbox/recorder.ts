/** Records the last calls as they arrived, for GET /__sandbox/requests. */

import type { Instant } from './clock.js';

/** One call as it arrived and the status it got. */
interface RecordedRequest {
  /** When, by the world's clock. */
  at: Instant;
  method: string;
  /** Still encoded, without the query. */
  path: string;
  /** The query as received, without the question mark. */
  query: string;
  /** By lower-case name, without credentials. */
  headers: Record<string, string>;
  /** The body as text, limited to a million characters. */
  body: string;
  status: number;
}

const KEPT = 200;
const BODY_LIMIT = 1_000_000;

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'x-cap-api-oauth-token',
  'x-cap-api-auth-key',
  'x-cap-api-access-token',
  'cookie',
]);

export interface Recorder {
  record: (request: RecordedRequest) => void;
  /** Oldest first. */
  requests: () => readonly RecordedRequest[];
  clear: () => void;
}

export function createRecorder(): Recorder {
  const kept: RecordedRequest[] = [];
  return {
    record({ headers, body, ...request }) {
      kept.push({
        ...request,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !SECRET_HEADERS.has(name))),
        body: body.slice(0, BODY_LIMIT),
      });
      if (kept.length > KEPT) kept.shift();
    },
    requests: () => kept,
    clear: () => {
      kept.length = 0;
    },
  };
}
