/**
 * What recent responses of a host say about the next call to it: send it, hold it back, or refuse it. Own code instead of
 * a circuit-breaker library, because those wrap single calls: they cannot hold back a queue, or choose a read as a probe.
 */
import type { ClientClock } from './clock.js';
import type { CapillaryError } from './errors.js';
import type { AttemptResult } from './retry.js';

/** What to do with a call. Durations are in milliseconds from now. */
export type Admission =
  | { kind: 'send' }
  /** The host asked for fewer requests, or calls that it held back are being spread out. */
  | { kind: 'wait'; waitMs: number }
  /** The host fails. `afterRead`: it has to answer a read before a write is sent. */
  | { kind: 'refuse'; failures: number; retryAfterMs: number; afterRead: boolean };

/** The pause after the first 429 without `Retry-After`; it doubles while no request succeeds. */
const FIRST_PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 300_000;
/** After a pause, waiting calls start this far apart: 1,000 a minute, the documented limit of the API. */
const SPREAD_MS = 60;
/** After so many failures without a response in between, calls are refused at once. */
export const FAILURES_TO_OPEN = 10;
/** How long they are refused the first time; it doubles each time the host fails again. */
const FIRST_OPEN_MS = 5_000;
const MAX_OPEN_MS = 30_000;
/** If no read comes after that, a write may be the probe: an agent that only writes must not be locked out. */
const WAIT_FOR_READ_MS = 25_000;
/** What a call is told to wait while the outcome of a probe is awaited. */
const PROBE_MS = 1_000;

const NEVER = Number.NEGATIVE_INFINITY;
const SEND: Admission = { kind: 'send' };

export class HostHealth {
  readonly #clock: ClientClock;
  #pausedUntil = NEVER;
  /** Length of the pause after the next 429 without `Retry-After`. */
  #nextPauseMs = FIRST_PAUSE_MS;
  /** While the calls that waited for the end of a pause are spread out: when the next one may start. */
  #nextStartAt: number | undefined;
  /** Failures since the last response. */
  #failures = 0;
  /** While the circuit is open: until when all calls are refused. A single call is then let through as a probe. */
  #open: { until: number; ms: number; isProbed: boolean } | undefined;

  constructor(clock: ClientClock) {
    this.#clock = clock;
  }

  /** What to do with the next call. */
  admit({ read }: { read: boolean }): Admission {
    const now = this.#clock.now();
    if (this.#open) {
      const { until, isProbed } = this.#open;
      const refuse = (retryAfterMs: number, afterRead = false): Admission => ({
        kind: 'refuse',
        failures: this.#failures,
        retryAfterMs,
        afterRead,
      });
      if (now < until) return refuse(until - now);
      if (isProbed) return refuse(PROBE_MS);
      const writeProbeAt = until + WAIT_FOR_READ_MS;
      if (!read && now < writeProbeAt) return refuse(writeProbeAt - now, true);
    }
    const startAt = Math.max(this.#pausedUntil, this.#nextStartAt ?? NEVER);
    return now < startAt ? { kind: 'wait', waitMs: startAt - now } : SEND;
  }

  /**
   * Notes that a call starts.
   *
   * @param waiting - how many calls are still waiting
   * @returns whether the call is the probe of a host that failed
   */
  onStart(waiting: number): boolean {
    if (waiting === 0) this.#nextStartAt = undefined;
    else if (this.#nextStartAt !== undefined) {
      this.#nextStartAt = this.#clock.now() + SPREAD_MS * (0.5 + this.#clock.random());
    }
    if (!this.#open) return false;
    this.#open.isProbed = true;
    return true;
  }

  /** The probe has ended. If it got no answer because it was cancelled, another call may be the probe. */
  onProbeEnd(): void {
    if (this.#open) this.#open.isProbed = false;
  }

  /** Takes the result of an exchange into account. */
  onResult(result: AttemptResult<unknown>): void {
    if ('response' in result) {
      this.#onAnswer();
      return;
    }
    const { failure, retryAfterMs } = result;
    if (failure.kind === 'rate_limited' || retryAfterMs !== undefined) this.#pause(retryAfterMs);
    else if (isHostFailure(failure)) this.#onFailure();
    else if (failure.kind === 'timeout') this.onTimeout();
    else if (failure.httpStatus !== undefined) this.#onAnswer();
  }

  /** No response in time. Counts only for a probe: one slow endpoint does not mean that the host fails. */
  onTimeout(): void {
    if (this.#open?.isProbed) this.#onFailure();
  }

  /** The host did not answer, or only a gateway in front of it did. */
  #onFailure(): void {
    this.#failures += 1;
    const now = this.#clock.now();
    if (this.#open && now >= this.#open.until) this.#openFor(Math.min(this.#open.ms * 2, MAX_OPEN_MS));
    else if (!this.#open && this.#failures >= FAILURES_TO_OPEN) this.#openFor(FIRST_OPEN_MS);
  }

  #openFor(ms: number): void {
    this.#open = { until: this.#clock.now() + ms, ms, isProbed: false };
  }

  #onAnswer(): void {
    this.#failures = 0;
    this.#open = undefined;
    this.#nextPauseMs = FIRST_PAUSE_MS;
  }

  #pause(retryAfterMs: number | undefined): void {
    const now = this.#clock.now();
    // Requests that were in flight together are refused together: they count once.
    if (retryAfterMs === undefined && now < this.#pausedUntil) return;
    const ms = Math.min(retryAfterMs ?? this.#nextPauseMs, MAX_PAUSE_MS);
    if (retryAfterMs === undefined) this.#nextPauseMs = Math.min(ms * 2, MAX_PAUSE_MS);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + ms);
    this.#nextStartAt = this.#pausedUntil;
  }
}

function isHostFailure({ kind, httpStatus = 0 }: CapillaryError): boolean {
  return kind === 'unreachable' || (httpStatus >= 502 && httpStatus <= 504);
}
