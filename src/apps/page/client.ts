/** What the page asks the sandbox, and what the sandbox says by itself. */
import { useEffect, useState } from 'preact/hooks';
import { type CallEvents, type CallRow, PAGE_PATH } from './contract.js';

const CONTROL_PATH = '/__sandbox/';

/** @throws Error in words for people */
async function request<T>(path: string, options: RequestInit): Promise<T> {
  const response = await fetch(path, options).catch((error: Error) => {
    throw error.name === 'AbortError' ? error : new Error('The sandbox does not respond. Is it still running?');
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `The sandbox answered with status ${response.status}.`);
  return answer;
}

/** Calls a control endpoint, such as `clock`. @throws Error in words for people */
export const control = <T = unknown>(method: 'GET' | 'POST' | 'DELETE', name: string, body?: object): Promise<T> =>
  request(`${CONTROL_PATH}${name}`, {
    method,
    ...(method !== 'GET' && { headers: { 'content-type': 'application/json' } }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

export interface Reading<T> {
  /** What was read last, until there is something newer. */
  readonly data: T | undefined;
  readonly error: string | undefined;
}

/** Reads what the page shows, and again with each version. What was asked before but answered later is dropped. */
export function useRead<T>(path: string, version: number): Reading<T> {
  const [reading, setReading] = useState<Reading<T>>({ data: undefined, error: undefined });
  useEffect(() => {
    const abort = new AbortController();
    request<T>(`${PAGE_PATH}${path}`, { signal: abort.signal }).then(
      (data) => setReading({ data, error: undefined }),
      (error: Error) => {
        if (!abort.signal.aborted) setReading(({ data }) => ({ data, error: error.message }));
      },
    );
    return () => abort.abort();
  }, [path, version]);
  return reading;
}

export interface Live {
  /** Newest first. */
  readonly calls: readonly CallRow[];
  readonly isConnected: boolean;
  /** Grows when something may have changed. */
  readonly version: number;
}

const MAX_CALLS = 200;
/** Many calls within this time are one reason to read again. */
const PAUSE_MS = 250;
/** The clock goes on, and what falls due happens, without any call. */
const TICK_MS = 60_000;
/** Until a stream that was refused is asked for again. */
const RETRY_MS = 5000;

/** Follows the calls while the page is visible: browsers allow few connections to one address. */
export function useLive(): Live {
  const [calls, setCalls] = useState<readonly CallRow[]>([]);
  const [isConnected, setConnected] = useState(true);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    let pause: number | undefined;
    const changed = (): void => {
      pause ??= setTimeout(() => {
        pause = undefined;
        setVersion((count) => count + 1);
      }, PAUSE_MS);
    };
    const hears: { readonly [E in keyof CallEvents]: (data: CallEvents[E]) => void } = {
      calls: (kept) => setCalls(kept.toReversed()),
      call: (call) => setCalls((before) => [call, ...before].slice(0, MAX_CALLS)),
      changed: () => undefined,
    };
    const stream = new CallStream(hears, changed, setConnected);
    const follow = (): void => (document.hidden ? stream.close() : stream.open());
    document.addEventListener('visibilitychange', follow);
    const tick = setInterval(() => document.hidden || changed(), TICK_MS);
    follow();
    return () => {
      document.removeEventListener('visibilitychange', follow);
      clearTimeout(pause);
      clearInterval(tick);
      stream.close();
    };
  }, []);
  return { calls, isConnected, version };
}

class CallStream {
  readonly #hears: { readonly [E in keyof CallEvents]: (data: CallEvents[E]) => void };
  readonly #changed: () => void;
  readonly #connected: (isConnected: boolean) => void;
  #source: EventSource | undefined;

  constructor(
    hears: { readonly [E in keyof CallEvents]: (data: CallEvents[E]) => void },
    changed: () => void,
    connected: (isConnected: boolean) => void,
  ) {
    this.#hears = hears;
    this.#changed = changed;
    this.#connected = connected;
  }

  open(): void {
    if (this.#source !== undefined) return;
    const source = new EventSource(`${PAGE_PATH}calls`);
    this.#source = source;
    source.onopen = () => this.#connected(true);
    source.onerror = () => {
      this.#connected(false);
      // The browser connects again by itself, unless it was refused.
      if (source.readyState !== EventSource.CLOSED || this.#source !== source) return;
      this.close();
      setTimeout(() => document.hidden || this.open(), RETRY_MS);
    };
    this.#listen(source, 'calls');
    this.#listen(source, 'call');
    this.#listen(source, 'changed');
  }

  close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #listen(source: EventSource, name: keyof CallEvents): void {
    const hear: (data: never) => void = this.#hears[name];
    source.addEventListener(name, (event: MessageEvent<string>) => {
      hear(JSON.parse(event.data) as never);
      this.#changed();
    });
  }
}
