/** Servers over HTTP, as their clients see them. */
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { mcpRequest, resultOf } from '../http/load.mjs';

/** Stateless requests of one protocol era. */
export class HttpConnection {
  #url;
  #era;
  #pool;

  /** @param connections - how many requests can be in flight */
  constructor(url, era, connections) {
    this.#url = url;
    this.#era = era;
    this.#pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  }

  async #request(method, params) {
    const { statusCode, body } = await this.#pool.request(mcpRequest(this.#url, this.#era, method, params));
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
    return resultOf(text);
  }

  async listTools() {
    return (await this.#request('tools/list', {})).tools;
  }

  callTool(name, args) {
    return this.#request('tools/call', { name, arguments: args });
  }

  close() {
    return this.#pool.destroy();
  }
}

/** A session of a server that accepts calls with 202 and sends their answers over the session's one GET stream. */
export class SessionConnection {
  #path;
  #pool;
  #era;
  #url;
  #session;
  #waiting = new Map();
  #lastId = 0;

  constructor(url, era, connections) {
    this.#url = url;
    this.#era = era;
    this.#path = new URL(url).pathname;
    // One more for the stream.
    this.#pool = new Pool(new URL(url).origin, { connections: connections + 1, pipelining: 1, bodyTimeout: 0 });
  }

  async open() {
    const params = { protocolVersion: this.#era, capabilities: {}, clientInfo: { name: 'bench', version: '1' } };
    const { headers, body } = await this.#post('initialize', params, ++this.#lastId);
    resultOf(await body.text());
    this.#session = headers['mcp-session-id'];
    const answered = this.#readStream();
    // The server sends no headers before the first answer, and an answer before it has the stream is lost.
    while (await Promise.race([answered.then(() => false), sleep(50, true)])) {
      const { body: accepted } = await this.#post('ping', {}, ++this.#lastId);
      await accepted.dump();
    }
  }

  /** @returns when the first answer has arrived */
  async #readStream() {
    const headers = { accept: 'text/event-stream', 'mcp-session-id': this.#session };
    const { body } = await this.#pool.request({ path: this.#path, method: 'GET', headers, headersTimeout: 0 });
    const lines = createInterface({ input: body });
    // Closing the connection ends the stream with an error.
    lines.on('error', () => {});
    lines.on('line', (line) => {
      if (line.startsWith('data: ')) this.#settle(JSON.parse(line.slice('data: '.length)));
    });
  }

  #settle({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  #post(method, params, id) {
    const request = mcpRequest(this.#url, this.#era, method, params, id);
    if (this.#session) request.headers['mcp-session-id'] = this.#session;
    return this.#pool.request(request);
  }

  async listTools() {
    const { body } = await this.#post('tools/list', {}, ++this.#lastId);
    return resultOf(await body.text()).tools;
  }

  async callTool(name, args) {
    const id = ++this.#lastId;
    const answered = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    const { statusCode, body } = await this.#post('tools/call', { name, arguments: args }, id);
    const text = await body.text();
    if (statusCode !== 202) throw new Error(`${statusCode}: ${text.slice(0, 300)}`);
    return answered;
  }

  close() {
    return this.#pool.destroy();
  }
}
