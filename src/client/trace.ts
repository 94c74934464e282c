/** Where calls belong in a trace: handed on from the request of a client to what is sent to the API for it. */
import type { Definition } from '../tools/define.js';

/** A place in a trace. */
export interface Trace {
  /**
   * Reports what is sent for a call, with its retries, or the fetch of a token.
   *
   * @param send - reports its attempts to the exchange, and what it has to fetch first below it
   */
  aroundExchange<T>(definition: Definition, send: (exchange: ExchangeTrace) => Promise<T>): Promise<T>;
}

/** An exchange with the API. */
export interface ExchangeTrace extends Trace {
  onAttempt(event: RequestEvent): void;
}

/** A tool call that ended. */
interface EndedCall {
  tool: string;
  /** `success`, or the kind of the failure. */
  result: string;
  /** The outcome of a write that failed. */
  outcome?: string;
}

/** A request of a client. */
export interface RequestTrace extends Trace {
  /** Says which tool the request called. */
  onCall(call: EndedCall): void;
}

/** One attempted request. Contains no secrets, personal data, query string or body. */
export type RequestEvent = {
  tool: string;
  method: string;
  /** The path template. */
  path: string;
  /** HTTP status, if there was a response. */
  status?: number;
  ms: number;
  /** 1 for the first attempt. */
  attempt: number;
  /** `success`, or the kind of the failure. */
  result: string;
  /** The outcome of a write. */
  outcome?: string;
  requestId?: string;
  /** The caller no longer waited when it ended. */
  background?: true;
};
