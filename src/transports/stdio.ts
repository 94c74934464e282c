/** MCP over stdin and stdout. Both protocol eras; one connection for the life of the process. */
import { once } from 'node:events';
import { type Readable, Transform, type Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Server } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import type { Allowed } from '../discovery/filters.js';
import type { Observable } from '../lib/observable.js';
import { withTimeout } from '../lib/timeout.js';
import type { CreateServer } from '../server.js';
import { TrackedTransport } from './tracked-transport.js';

export interface StdioOptions {
  /** What is enabled and listed; the client is notified of a change. */
  allowed: Observable<Allowed>;
  /** Grace period for requests in flight when the connection ends. */
  graceMs: number;
  /** Ends what is still in flight: reads are cancelled, writes on the wire are completed. */
  onClose: () => Promise<void>;
  onError: (error: Error) => void;
}

/**
 * Serves until stdin ends, nobody reads stdout any more, or a signal asks the process to stop. Requests in flight are
 * answered first; another signal ends the waiting. Then the process exits.
 */
export function serveStdio(createServer: CreateServer, options: StdioOptions): void {
  const connection = new StdioConnection(createServer, options, process.stdin, process.stdout);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => connection.stop());
  void connection.closed.then(() => process.exit(0));
}

/** For the last answers to be made and written, once nothing is in flight upstream any more. */
const FLUSH_MS = 5_000;

/** One client at a pair of streams. */
export class StdioConnection {
  /** Resolves when all is answered, written and closed. */
  readonly closed: Promise<void>;
  readonly #options: StdioOptions;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #transport: TrackedTransport;
  readonly #handle: { close(): Promise<void> };
  readonly #end = new AbortController();
  readonly #hurry = new AbortController();
  readonly #hurried = once(this.#hurry.signal, 'abort');
  /** Nobody reads the answers any more. */
  #isBroken = false;

  constructor(createServer: CreateServer, options: StdioOptions, input: Readable, output: Writable) {
    this.#options = options;
    this.#input = input;
    this.#output = output;
    this.closed = once(this.#end.signal, 'abort').then(() => this.#close());
    output.on('error', () => {
      this.#isBroken = true;
    });
    // Each answer that waits for the output to drain is a listener, which is no leak.
    output.setMaxListeners(0);
    const onEnd = (): void => this.#end.abort();
    this.#transport = new TrackedTransport(new StdioServerTransport(withoutEnd(input, onEnd), output), onEnd);
    this.#handle = serve(() => this.#createServer(createServer), {
      transport: this.#transport,
      onerror: (error) => this.#report(error),
    });
  }

  /** Reads no further, and answers what was read. Where the connection is ending already, it waits no longer. */
  stop(): void {
    if (this.#end.signal.aborted) this.#hurry.abort();
    this.#input.unpipe();
    this.#end.abort();
  }

  #createServer(createServer: CreateServer): Server {
    const { allowed } = this.#options;
    const server = createServer({ selection: () => allowed.current().selection });
    server.onclose = allowed.subscribe(() => {
      // Nobody may be connected any more, or yet.
      if (server.transport) void server.sendToolListChanged().catch((error) => this.#report(error));
    });
    return server;
  }

  #report(error: Error): void {
    if (!this.#isBroken) this.#options.onError(error);
  }

  async #close(): Promise<void> {
    const { graceMs, onClose } = this.#options;
    // By then, what was read last has arrived.
    await setImmediate();
    await withTimeout(graceMs, Promise.race([this.#transport.allAnswered(), this.#hurried]));
    await onClose().catch((error: Error) => this.#report(error));
    // Calls that were cut off are answered too.
    await withTimeout(FLUSH_MS, this.#transport.allAnswered());
    await this.#handle.close();
    await withTimeout(FLUSH_MS, new Promise<void>((resolve) => this.#output.write('', () => resolve())));
  }
}

/**
 * The same input for the SDK's transport, which would drop requests in flight if it saw the end.
 *
 * @param onEnd - called once all input has been passed on
 */
function withoutEnd(input: Readable, onEnd: () => void): Readable {
  input.once('close', onEnd).once('error', onEnd);
  return input.pipe(new Transform({ transform: (chunk, _, done) => done(null, chunk), flush: onEnd }));
}
