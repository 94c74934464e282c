/** An HTTP server on raw sockets that misbehaves as it is told, and counts the requests that it received completely. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What a server does instead of answering properly. Without `onRequest`, complete requests are answered properly. */
export interface Misbehavior {
  /** Right after a connection was accepted. Nothing is read before this function has returned. */
  onConnection?: (connection: Connection) => void;
  /** When the headers of a request have arrived, and perhaps a part of its body. */
  onHead?: (connection: Connection) => void;
  /** When a request has arrived completely. */
  onRequest?: (connection: Connection) => void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

export class Connection {
  readonly socket: Socket;
  /** Complete requests on this connection. */
  requests = 0;
  readonly #server: Upstream;
  #head: Buffer | undefined = Buffer.alloc(0);
  #path = '';
  /** Bytes of the body that have not arrived yet. */
  #missing = 0;

  constructor(server: Upstream, socket: Socket) {
    this.#server = server;
    this.socket = socket;
  }

  /** A proper response, which the server counts. */
  properAnswer(): string {
    this.#server.properAnswers += 1;
    return httpResponse(JSON.stringify(this.#server.answer));
  }

  /** URL of another server, for redirects. */
  get elsewhere(): string {
    return this.#server.elsewhere;
  }

  /** Complete requests on all connections of the server. */
  get serverRequests(): number {
    return this.#server.received.length;
  }

  receive(chunk: Buffer): void {
    if (this.#head) {
      this.#head = Buffer.concat([this.#head, chunk]);
      const end = this.#head.indexOf(HEAD_END);
      if (end < 0) return;
      const headers = this.#head.subarray(0, end).toString('latin1');
      this.#path = headers.split(' ')[1] ?? '';
      const length = Number(/^content-length: *(\d+)/im.exec(headers)?.[1] ?? 0);
      this.#missing = length - (this.#head.length - end - HEAD_END.length);
      this.#head = undefined;
      this.#server.misbehavior.onHead?.(this);
    } else {
      this.#missing -= chunk.length;
    }
    if (this.#missing > 0 || this.socket.destroyed) return;
    this.#head = Buffer.alloc(0);
    this.requests += 1;
    this.#server.received.push(this.#path);
    const { onRequest = answerProperly } = this.#server.misbehavior;
    onRequest(this);
  }
}

export const answerProperly = (connection: Connection): void => {
  connection.socket.write(connection.properAnswer());
};

/** A complete response with this body. */
export const httpResponse = (body: string, statusLine = '200 OK', headers = ''): string =>
  `HTTP/1.1 ${statusLine}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export class Upstream {
  readonly url: string;
  /** Number of connections so far. */
  connections = 0;
  /** Paths of the requests that arrived completely. */
  readonly received: string[] = [];
  /** Number of proper responses. */
  properAnswers = 0;
  misbehavior: Misbehavior;
  /** The JSON of a proper response. */
  answer: unknown;
  /** URL of another server, for redirects. */
  elsewhere = '';
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, misbehavior: Misbehavior, answer: unknown) {
    this.#server = server;
    this.misbehavior = misbehavior;
    this.answer = answer;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async start(answer: unknown, misbehavior: Misbehavior = {}): Promise<Upstream> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Upstream(server, misbehavior, answer);
  }

  #accept(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    const connection = new Connection(this, socket);
    // The client may reset the connection at any time.
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    socket.on('end', () => socket.end());
    this.misbehavior.onConnection?.(connection);
    socket.on('data', (chunk) => connection.receive(chunk));
  }

  /** From now on, all requests are answered properly, with this JSON. */
  heal(answer: unknown): void {
    this.answer = answer;
    this.misbehavior = {};
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }
}
