/** The last calls in short, for the page: it gets each as soon as it is answered (Server-Sent Events). */
import type { ServerResponse } from 'node:http';
import type { CallEvents, CallRow } from '../../apps/page/contract.js';

const KEPT = 100;
/** Pages that are open at the same time. */
const MAX_STREAMS = 32;
/** Bytes that a page has not read yet; then it is cut off, and connects again. */
const MAX_UNREAD = 1_000_000;
const MAX_PATH = 500;
const MAX_ERROR = 300;

export class CallLog {
  readonly #calls: CallRow[] = [];
  readonly #streams = new Set<ServerResponse>();
  #last = 0;

  add({ path, error, ...call }: Omit<CallRow, 'id'>): void {
    this.#last += 1;
    const row: CallRow = {
      ...call,
      id: this.#last,
      path: path.slice(0, MAX_PATH),
      ...(error !== undefined && { error: error.slice(0, MAX_ERROR) }),
    };
    this.#calls.push(row);
    if (this.#calls.length > KEPT) this.#calls.shift();
    this.#send('call', row);
  }

  /** Forgets all calls. */
  clear(): void {
    this.#calls.length = 0;
    this.#send('calls', []);
  }

  /** Says that the world was changed otherwise. */
  changed(): void {
    this.#send('changed', null);
  }

  /** Answers with a stream that lasts until the page is closed. @returns false if there are too many */
  open(response: ServerResponse): boolean {
    if (this.#streams.size >= MAX_STREAMS) return false;
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.write(eventOf('calls', this.#calls));
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
    return true;
  }

  #send<E extends keyof CallEvents>(name: E, data: CallEvents[E]): void {
    if (this.#streams.size === 0) return;
    const event = eventOf(name, data);
    for (const stream of this.#streams) {
      if (stream.writableLength > MAX_UNREAD) stream.destroy();
      else stream.write(event);
    }
  }
}

const eventOf = <E extends keyof CallEvents>(name: E, data: CallEvents[E]): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
