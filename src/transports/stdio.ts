/** MCP over stdin and stdout. Both protocol eras; one connection for the life of the process. */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import type { ToolAccess } from '../discovery/filters.js';
import { flushLogs } from '../lib/log.js';
import type { Observable } from '../lib/observable.js';
import { withTimeout } from '../lib/timeout.js';
import type { CreateServer } from '../server.js';
import { MessageSizeLimit } from './message-size-limit.js';
import { TrackedTransport } from './tracked-transport.js';

export interface StdioOptions {
  /** Which tools are enabled and listed; the client is notified of changes. */
  allowed: Observable<ToolAccess>;
  /** Grace period for requests in flight when the connection ends. */
  graceMs: number;
  /** Larger messages are answered with an error. */
  maxMessageBytes: number;
  /** Ends calls that are still in flight: cancels reads, and completes writes that were sent. */
  onClose: () => Promise<void>;
  onError: (error: Error) => void;
}

/**
 * Serves until stdin ends, stdout is closed, or a signal asks the process to stop. It answers requests in flight before
 * the process exits; a second signal skips the wait.
 */
export function serveStdio(createServer: CreateServer, options: StdioOptions): void {
  const connection = new StdioConnection(createServer, options, process.stdin, process.stdout);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => connection.stop());
  void connection.closed.then(flushLogs).then(() => process.exit(0));
}

/**
 * Joins what is written in one turn of the event loop into one write to the operating system. With many calls in flight
 * their answers come together, and writing each alone costs a fifth of a call.
 *
 * @returns a function to call before each write
 */
function joinWrites(output: Writable): () => void {
  return () => {
    if (output.writableCorked > 0) return;
    output.cork();
    setImmediate(() => output.uncork());
  };
}

/** Time to create and write the last answers, once no request to the API is in flight. */
const FLUSH_MS = 5_000;

/** One client on a pair of streams. */
export class StdioConnection {
  /** Resolves when everything is answered, written and closed. */
  readonly closed: Promise<void>;
  readonly #options: StdioOptions;
  readonly #input: Readable;
  readonly #limit: MessageSizeLimit;
  readonly #output: Writable;
  readonly #transport: TrackedTransport;
  readonly #handle: { close(): Promise<void> };
  readonly #end = new AbortController();
  readonly #stopNow = new AbortController();
  readonly #stoppedNow = once(this.#stopNow.signal, 'abort');
  /** Whether the output failed, so that no answer can be written. */
  #isBroken = false;

  constructor(createServer: CreateServer, options: StdioOptions, input: Readable, output: Writable) {
    this.#options = options;
    this.#input = input;
    this.#output = output;
    this.closed = once(this.#end.signal, 'abort').then(() => this.#close());
    output.on('error', () => {
      this.#isBroken = true;
    });
    // Each answer that waits for the output to drain adds a listener; that is not a leak.
    output.setMaxListeners(0);
    const onEnd = (): void => this.#end.abort();
    this.#limit = this.#readLimited(onEnd);
    const transport = new StdioServerTransport(this.#limit, output, {
      maxBufferSize: Number.POSITIVE_INFINITY,
    });
    this.#transport = new TrackedTransport(transport, { onClosed: onEnd, beforeSend: joinWrites(output) });
    this.#handle = serve(() => this.#createServer(createServer), {
      transport: this.#transport,
      onerror: (error) => this.#report(error),
    });
  }

  /** Reads no further, and answers what was read. A second call skips the wait. */
  stop(): void {
    if (this.#end.signal.aborted) this.#stopNow.abort();
    this.#limit.stop();
    this.#end.abort();
  }

  /**
   * The input without its end and without messages that are too large, which get an error.
   *
   * @param onEnd - called once all input has been passed on
   */
  #readLimited(onEnd: () => void): MessageSizeLimit {
    const maxBytes = this.#options.maxMessageBytes;
    this.#input.once('close', onEnd).once('error', onEnd);
    return new MessageSizeLimit(this.#input, {
      maxBytes,
      onTooLarge: (id, message) => {
        const error = { code: -32_600, message };
        this.#output.write(`${JSON.stringify({ jsonrpc: '2.0', id: id ?? null, error })}\n`);
      },
      onEnd,
    });
  }

  #createServer(createServer: CreateServer): Server {
    const { allowed } = this.#options;
    const server = createServer({ selection: () => allowed.current().selection });
    server.onclose = allowed.subscribe(() => {
      // The client may not be connected yet, or no longer.
      if (server.transport) void server.sendToolListChanged().catch((error) => this.#report(error));
    });
    return server;
  }

  #report(error: Error): void {
    if (!this.#isBroken) this.#options.onError(error);
  }

  async #close(): Promise<void> {
    const { graceMs, onClose } = this.#options;
    // Lets the transport process the last input first.
    await nextTurn();
    await withTimeout(graceMs, Promise.race([this.#transport.allAnswered(), this.#stoppedNow]));
    await onClose().catch((error: Error) => this.#report(error));
    // Calls that were cut off still get an answer.
    await withTimeout(FLUSH_MS, this.#transport.allAnswered());
    await this.#handle.close();
    await withTimeout(FLUSH_MS, new Promise<void>((resolve) => this.#output.write('', () => resolve())));
  }
}
