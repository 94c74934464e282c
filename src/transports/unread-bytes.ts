/** Closes connections of clients that send requests but do not read the answers, which would pile up in memory. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface UnreadLimits {
  /** Bytes written to one connection that have not left this process. */
  bytesPerConnection: number;
  /** The same, over all connections. */
  bytesInTotal: number;
  /** Requests that were sent ahead on one connection (HTTP pipelining) and are not answered yet. */
  requestsPerConnection: number;
}

interface Connection {
  /** Not sent in full. Only the first is being sent; the others wait for it. */
  readonly responses: Set<ServerResponse>;
  unread: number;
}

export class UnreadBytes {
  readonly #limits: UnreadLimits;
  readonly #onClosed: () => void;
  readonly #connections = new Map<Socket, Connection>();
  /** The connections that have unread bytes, the one that has had some for the longest time first. */
  readonly #waiting = new Set<Socket>();
  #total = 0;

  /** @param onClosed - called for each connection that is closed */
  constructor(limits: UnreadLimits, onClosed: () => void = () => {}) {
    this.#limits = limits;
    this.#onClosed = onClosed;
  }

  /** Bytes that are written and have not left this process, as far as is known. */
  get total(): number {
    return this.#total;
  }

  /** Watches all connections of a server. */
  watch(server: Server): void {
    server.prependListener('request', (request, response) => this.#onRequest(request, response));
  }

  #onRequest({ socket }: IncomingMessage, response: ServerResponse): void {
    const { responses } = this.#connectionOf(socket);
    responses.add(response);
    if (responses.size > this.#limits.requestsPerConnection) {
      this.#close(socket);
      return;
    }
    const check = (): void => this.#check(socket);
    response.write = notifying(response.write, check);
    response.end = notifying(response.end, check);
    response.once('close', () => {
      responses.delete(response);
      this.#update(socket);
    });
  }

  #connectionOf(socket: Socket): Connection {
    const existing = this.#connections.get(socket);
    if (existing) return existing;
    const connection: Connection = { responses: new Set(), unread: 0 };
    this.#connections.set(socket, connection);
    socket.on('drain', () => this.#update(socket));
    socket.once('close', () => this.#forget(socket));
    return connection;
  }

  #check(socket: Socket): void {
    if (this.#update(socket) > this.#limits.bytesPerConnection) this.#close(socket);
    if (this.#total <= this.#limits.bytesInTotal) return;
    // Bytes that leave without a 'drain' event are still counted.
    for (const waiting of this.#waiting) this.#update(waiting);
    for (const waiting of this.#waiting) {
      if (this.#total <= this.#limits.bytesInTotal) break;
      this.#close(waiting);
    }
  }

  /** @returns the unread bytes of the connection */
  #update(socket: Socket): number {
    const connection = this.#connections.get(socket);
    if (!connection) return 0;
    const sending = socket.writableLength;
    let unread = sending;
    for (const response of connection.responses) unread += response.writableLength - (response.socket ? sending : 0);
    this.#total += unread - connection.unread;
    connection.unread = unread;
    if (unread > 0) this.#waiting.add(socket);
    else this.#waiting.delete(socket);
    return unread;
  }

  #close(socket: Socket): void {
    if (!socket.destroyed) {
      socket.destroy();
      this.#onClosed();
    }
    this.#forget(socket);
  }

  #forget(socket: Socket): void {
    this.#total -= this.#connections.get(socket)?.unread ?? 0;
    this.#connections.delete(socket);
    this.#waiting.delete(socket);
  }
}

/** The same function, which notifies after each call. */
const notifying = <F extends (...args: never[]) => unknown>(original: F, notify: () => void): F =>
  new Proxy(original, {
    apply: (target, self, args) => {
      const result: unknown = Reflect.apply(target, self, args);
      notify();
      return result;
    },
  });
