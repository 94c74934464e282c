/** A server over stdio, as its client sees it. */
import { createInterface } from 'node:readline';
import { spawnNode, stop } from './processes.mjs';

const message = (body) => `${JSON.stringify({ jsonrpc: '2.0', ...body })}\n`;
const CLIENT = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } };

export class StdioConnection {
  #child;
  #waiting = new Map();
  #lastId = 0;

  constructor(args, env = {}) {
    this.#child = spawnNode(args, env, ['pipe', 'pipe', 'ignore']);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      // Some servers also print what is not a message.
      if (line.startsWith('{')) this.#settle(JSON.parse(line));
    });
    this.#child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${args.join(' ')} ended`));
    });
  }

  #settle({ id, result, error }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
  }

  get pid() {
    return this.#child.pid;
  }

  request(method, params) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.stdin.write(message({ id, method, params }));
    });
  }

  async initialize() {
    const initialized = this.request('initialize', CLIENT);
    // Sent at once, because the time of a start must not contain a turn of this process.
    this.#child.stdin.write(message({ method: 'notifications/initialized' }));
    await initialized;
  }

  async listTools() {
    return (await this.request('tools/list', {})).tools;
  }

  callTool(name, args) {
    return this.request('tools/call', { name, arguments: args });
  }

  stop() {
    return stop(this.#child, 'SIGKILL');
  }
}
