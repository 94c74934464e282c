/** The API of a fuzz run: records what arrives, and answers with what it was sent, credentials included. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  host: 'api' | 'intouch';
  method: string;
  /** Path and query, as on the wire. */
  target: string;
  /** Names and values in turn, as on the wire. */
  rawHeaders: readonly string[];
  body: Buffer;
}

const TOKEN_PATH = '/v3/oauth/token/generate';

/** The till to which calls are attributed. */
export const TILL = { id: 5, code: 'till.1' };
export const PROGRAM_ID = 3;
export const ORGANIZATION_ID = 7;
export const REWARD_BRAND = { id: 77, brand: 'Kettle & Leaf' };

/** What the server reads by itself to fill in arguments that a call leaves out, and the answers. */
const FACTS: readonly (readonly [url: RegExp, answer: unknown])[] = [
  [
    /\/v1\.1\/organization\/get(\?format=json)?$/,
    { response: { status: { success: 'true', code: 200, message: 'SUCCESS' }, organization: { id: ORGANIZATION_ID } } },
  ],
  [new RegExp(`/v2/organization/till\\?code=${TILL.code.replace('.', '\\.')}$`), { id: TILL.id }],
  [/\/v2\/organization\/programs$/, { data: [{ programId: PROGRAM_ID }] }],
  [/\/api_gateway\/rewards\/core\/v1\/brand\/getAll$/, { status: { success: true }, brandList: [REWARD_BRAND] }],
];

/** What the server sends to read the brands. */
const BRANDS_BODY = Buffer.from(JSON.stringify({ orgIds: [ORGANIZATION_ID] }));

type Reply = (echo: Record<string, unknown>) => [status: number, text: string];

const json = (status: number, body: unknown): [number, string] => [status, JSON.stringify(body)];

/** Answers of every kind: success, failure inside a 200, errors, pages, and JSON that is none or too much. */
const REPLIES: readonly Reply[] = [
  (echo) => json(200, { data: [echo], response: { status: { success: 'true', code: 200, message: 'SUCCESS' }, echo } }),
  (echo) => json(200, { entity: echo, warnings: [{ code: 1, message: JSON.stringify(echo) }], errors: [] }),
  (echo) => json(200, { response: { status: { success: 'false', code: 500, message: JSON.stringify(echo) } } }),
  (echo) => json(400, { errors: [{ status: false, code: 8001, message: JSON.stringify(echo) }] }),
  (echo) => json(404, { errors: [{ code: 8015, message: 'x'.repeat(180), ...echo }] }),
  (echo) => [404, `<html><script>x</script><p>${JSON.stringify(echo)}</p>`],
  (echo) => [200, `<ams:fault><ams:message>${JSON.stringify(echo)}`],
  (echo) => json(200, { data: Array.from({ length: 300 }, (_, row) => ({ row, ...echo, '\u0001\u202e': '\ud800' })) }),
  (echo) => json(500, { message: JSON.stringify(echo) }),
];

const cutOff: Reply = (echo) => [200, `{"data":[${JSON.stringify(echo)},`];

const empty: Reply = () => [200, ''];

export class RecordingUpstream {
  readonly apiUrl: string;
  readonly inTouchUrl: string;
  readonly #token: string;
  readonly #servers: readonly Server[];
  #received: Received[] = [];
  #answered = 0;

  private constructor(api: Server, inTouch: Server, token: string) {
    this.#servers = [api, inTouch];
    this.#token = token;
    this.apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    this.inTouchUrl = `http://127.0.0.1:${(inTouch.address() as AddressInfo).port}${IN_TOUCH_PREFIX}`;
    api.on('request', (request, response) => void this.#answer('api', request, response));
    inTouch.on('request', (request, response) => void this.#answer('intouch', request, response));
  }

  /** @param token - the access token that it issues */
  static async start(token: string): Promise<RecordingUpstream> {
    const listening = async (): Promise<Server> => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    };
    return new RecordingUpstream(await listening(), await listening(), token);
  }

  /** What has arrived since the last time, without requests for a token and for facts. */
  take(): Received[] {
    const received = this.#received;
    this.#received = [];
    return received;
  }

  async #answer(host: Received['host'], request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', rawHeaders } = request;
    response.setHeader('content-type', 'application/json');
    if (url === TOKEN_PATH) {
      response.end(JSON.stringify({ data: { accessToken: this.#token, ttlSeconds: 86_400 } }));
      return;
    }
    const body = Buffer.concat(chunks);
    const isOfServer = method === 'GET' || body.equals(BRANDS_BODY);
    const [, fact] = FACTS.find(([pattern]) => isOfServer && pattern.test(url)) ?? [];
    if (fact) {
      response.end(JSON.stringify(fact));
      return;
    }
    this.#received.push({ host, method, target: url, rawHeaders, body });
    this.#answered += 1;
    // A read whose answer is cut off or empty is repeated after a while, which would take most of the time.
    const replies = method === 'GET' ? REPLIES : [...REPLIES, cutOff, empty];
    const reply = replies[this.#answered % replies.length] ?? empty;
    const echo = { headers: rawHeaders.join(' '), url: url.slice(0, 2_000), body: body.toString('utf8', 0, 2_000) };
    const [status, text] = reply(echo);
    // Some layers of the API escape slashes.
    response.writeHead(status).end(this.#answered % 2 === 0 ? text : text.replaceAll('/', '\\/'));
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    }
  }
}

/** A path in the base URL, which must precede the paths of all its endpoints. */
export const IN_TOUCH_PREFIX = '/gateway';
