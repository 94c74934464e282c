/** Records the last calls as they arrived, for GET /__sandbox/requests. */

import type { Instant } from '../world/clock.js';
import { SecretHider } from './hide-secrets.js';

/** One call as it arrived and the status it got. */
export interface RecordedRequest {
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
  /**
   * @param secretArguments - arguments of the endpoint that are secrets, besides those that are named like one
   * @returns the request as it is kept, without secrets
   */
  record: (request: RecordedRequest, secretArguments?: readonly string[]) => RecordedRequest;
  /** Oldest first. */
  requests: () => readonly RecordedRequest[];
  clear: () => void;
}

export function createRecorder(): Recorder {
  const kept: RecordedRequest[] = [];
  return {
    record({ query, headers, body, ...request }, secretArguments = []) {
      const hider = new SecretHider(secretArguments);
      const shown = {
        ...request,
        query: hider.query(query),
        headers: hider.headers(headers),
        body: hider.body(body.slice(0, BODY_LIMIT), headers['content-type']),
      };
      kept.push(shown);
      if (kept.length > KEPT) kept.shift();
      return shown;
    },
    requests: () => kept,
    clear: () => {
      kept.length = 0;
    },
  };
}
