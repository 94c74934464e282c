/**
 * Limits the concurrent calls to one host. The calls of each caller wait in order of arrival, callers take turns, and a
 * call leaves the queue as soon as it stops.
 */
import type { ApiCall } from './call.js';
import type { ClientClock } from './clock.js';
import { CallStopped, failingHostError, heldBackError, queueFullError } from './failures.js';
import { FairQueue } from './fair-queue.js';
import type { HostHealth } from './host-health.js';

export interface CallQueueOptions {
  /** The name of the host, for messages. */
  host: string;
  health: HostHealth;
  /** Maximum number of calls that hold a slot. */
  concurrency: number;
  /** Maximum number of calls that wait for a slot. More are refused, those of the caller with the most of them. */
  maxWaiting: number;
  /** A call with less time left than this is not started: it could hardly be answered. */
  minTimeLeftMs: number;
  clock: ClientClock;
}

/** The right to have one exchange in flight. */
export interface Slot {
  /** Gives the slot to the next call. Further calls of this function have no effect. */
  release(): void;
}

interface Waiter {
  call: ApiCall;
  subject: string;
  /** When it joined the queue. */
  since: number;
  start(slot: Slot): void;
  fail(reason: unknown): void;
}

/** Used for estimates until calls have been measured. */
const INITIAL_AVERAGE_MS = 500;

export class CallQueue {
  readonly #options: CallQueueOptions;
  /** Number of slots in use. */
  #running = 0;
  readonly #waiting = new FairQueue<Waiter>();
  /** Moving average of how long a call holds its slot. */
  #averageMs = INITIAL_AVERAGE_MS;
  /** Ends the sleep until the host may be called again. */
  #sleep: AbortController | undefined;

  constructor(options: CallQueueOptions) {
    this.#options = options;
  }

  /**
   * Takes a slot, or waits for one.
   *
   * @throws CallStopped if the call is stopped first, or has too little time left to be sent
   * @throws CapillaryError if too many calls wait already, or the host may not be called in time
   */
  enter(call: ApiCall): Slot | Promise<Slot> {
    call.signal.throwIfAborted();
    const { concurrency, maxWaiting } = this.#options;
    const waitMs = this.#timeUntilSent(call, 0);
    if (this.#waiting.size === 0 && this.#running < concurrency && waitMs === 0) return this.#take();
    if (this.#waiting.size >= maxWaiting) this.#makeRoomFor(call);
    const slot = this.#wait(call);
    if (waitMs > 0) this.#startAfter(waitMs);
    return slot;
  }

  /** Refuses the newest call of the caller with the most waiting calls. @throws CapillaryError if that is this call */
  #makeRoomFor({ subject, definition }: ApiCall): void {
    const { size } = this.#waiting;
    const full = { waiting: size, retryAfterMs: this.#estimateWaitMs() };
    const other = this.#waiting.newestOfLargest(subject);
    if (!other) throw queueFullError(definition, { ...full, queuedMs: 0 });
    const queuedMs = this.#options.clock.now() - other.since;
    other.fail(queueFullError(other.call.definition, { ...full, queuedMs }));
  }

  #wait(call: ApiCall): Promise<Slot> {
    return new Promise((resolve, reject) => {
      const since = this.#options.clock.now();
      const onStop = (): void => waiter.fail(toQueuedStop(call.signal.reason, this.#options.clock.now() - since));
      const leave = (): void => {
        this.#waiting.delete(waiter);
        if (this.#waiting.size === 0) this.#sleep?.abort();
        call.signal.removeEventListener('abort', onStop);
      };
      const waiter: Waiter = {
        call,
        subject: call.subject,
        since,
        start: (slot) => {
          this.#waiting.serve(waiter);
          leave();
          resolve(slot);
        },
        fail: (reason) => {
          leave();
          reject(reason);
        },
      };
      call.signal.addEventListener('abort', onStop, { once: true });
      this.#waiting.add(waiter);
    });
  }

  /** @param waiting - how many other calls wait */
  #take(waiting = 0): Slot {
    const { clock, health } = this.#options;
    const started = clock.now();
    const isProbe = health.onStart(waiting);
    this.#running += 1;
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        if (isProbe) health.onProbeEnd();
        this.#running -= 1;
        this.#averageMs += (clock.now() - started - this.#averageMs) / 10;
        this.#startNext();
      },
    };
  }

  /** Starts the calls that may start now, and refuses those that cannot start in time. */
  #startNext(): void {
    for (const waiter of this.#waiting.inTurn()) {
      try {
        const waitMs = this.#timeUntilSent(waiter.call, this.#options.clock.now() - waiter.since);
        if (waitMs > 0) this.#startAfter(waitMs);
        else if (this.#running >= this.#options.concurrency) return;
        else waiter.start(this.#take(this.#waiting.size - 1));
      } catch (thrown) {
        waiter.fail(thrown);
      }
    }
  }

  /** Starts the next calls later, unless that is planned already. */
  #startAfter(waitMs: number): void {
    if (this.#sleep) return;
    const sleep = new AbortController();
    this.#sleep = sleep;
    const onEnd = (): void => {
      this.#sleep = undefined;
      this.#startNext();
    };
    this.#options.clock.sleep(waitMs, sleep.signal).then(onEnd, onEnd);
  }

  /**
   * How long the host must not be called.
   *
   * @throws CallStopped or CapillaryError if the call has too little time left for that
   */
  #timeUntilSent(call: ApiCall, queuedMs: number): number {
    const { health, host, minTimeLeftMs } = this.#options;
    const timeLeft = call.remainingMs() - minTimeLeftMs;
    if (timeLeft < 0) throw new CallStopped('timeout', { for: 'slot', ms: queuedMs });
    const admission = health.admit(call);
    if (admission.kind === 'send') return 0;
    if (admission.kind === 'refuse') throw failingHostError(call.definition, host, { ...admission, queuedMs });
    const { waitMs } = admission;
    if (waitMs > timeLeft) throw heldBackError(call.definition, host, { retryAfterMs: waitMs, queuedMs });
    return waitMs;
  }

  /** How long a call that joined now would wait. */
  #estimateWaitMs(): number {
    return (this.#averageMs * (this.#waiting.size + 1)) / this.#options.concurrency;
  }
}

const toQueuedStop = (reason: unknown, queuedMs: number): unknown =>
  reason instanceof CallStopped ? new CallStopped(reason.reason, { for: 'slot', ms: queuedMs }) : reason;
