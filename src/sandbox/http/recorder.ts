/** Records the last calls as they arrived, for GET /__sandbox/requests. */

import type { Instant } from '../world/clock.js';
import { SecretHider } from './hide-secrets.js';

/** One call as it arrived and the status it got. */
interface RecordedRequest {
  /** When, by the world's clock. */
  at: Instant;
  method: string;
  /** Still encoded, without the query. */
  path: string;
  /** The query as received, without the question mark and with secrets hidden. */
  query: string;
  /** By lower-case name, without credentials. */
  headers: Record<string, string>;
  /** The body as text, limited to a million characters and with secrets hidden. */
  body: string;
  status: number;
}

const KEPT = 200;
const BODY_LIMIT = 1_000_000;

export interface Recorder {
  /** @param secretArguments - arguments of the endpoint that are secrets, besides those that are named like one */
  record: (request: RecordedRequest, secretArguments?: readonly string[]) => void;
  /** Oldest first. */
  requests: () => readonly RecordedRequest[];
  clear: () => void;
}

export function createRecorder(): Recorder {
  const kept: RecordedRequest[] = [];
  return {
    record({ query, headers, body, ...request }, secretArguments = []) {
      const hider = new SecretHider(secretArguments);
      kept.push({
        ...request,
        query: hider.query(query),
        headers: hider.headers(headers),
        body: hider.body(body.slice(0, BODY_LIMIT), headers['content-type']),
      });
      if (kept.length > KEPT) kept.shift();
    },
    requests: () => kept,
    clear: () => {
      kept.length = 0;
    },
  };
}
