/** Records the last calls as they arrived, for GET /__sandbox/requests. */

import { lazy } from '../../lib/lazy.js';
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

/** A call as lists show it. */
export type RecordedLine = Omit<RecordedRequest, 'headers' | 'body'>;

const KEPT = 200;
const BODY_LIMIT = 1_000_000;

export interface Recorder {
  /**
   * @param secretArguments - arguments of the endpoint that are secrets, besides those that are named like one
   * @returns what is shown of the request in lists, without secrets
   */
  record: (request: RecordedRequest, secretArguments?: readonly string[]) => Omit<RecordedRequest, 'headers' | 'body'>;
  /** Oldest first. */
  requests: () => readonly RecordedRequest[];
  clear: () => void;
}

export function createRecorder(): Recorder {
  /** Few are ever looked at: their headers and bodies are searched for secrets when they are. */
  const kept: (() => RecordedRequest)[] = [];
  return {
    record({ query, headers, body, ...request }, secretArguments = []) {
      const hider = new SecretHider(secretArguments);
      const shown = { ...request, query: hider.query(query) };
      const start = body.slice(0, BODY_LIMIT);
      kept.push(
        lazy(() => ({
          ...shown,
          headers: hider.headers(headers),
          body: hider.body(start, headers['content-type']),
        })),
      );
      if (kept.length > KEPT) kept.shift();
      return shown;
    },
    requests: () => kept.map((read) => read()),
    clear: () => {
      kept.length = 0;
    },
  };
}
