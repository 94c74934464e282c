/** The command over stdio, as a process that is killed while calls are in flight. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CLI, cleanEnv } from '../e2e/clients.js';

/** The answer of a call; undefined if the process ended first. */
export type Answer = { readonly [name: string]: unknown } | undefined;

export class KilledServer {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  constructor(env: Record<string, string>, args: readonly string[]) {
    this.#child = spawn(process.execPath, [CLI, ...args], {
      env: cleanEnv({ ...env, CAPILLARY_LOG_LEVEL: 'silent' }),
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#exited = once(this.#child, 'exit');
    // Nobody reads what is written to a process that has been killed.
    this.#child.stdin?.on('error', () => undefined);
    if (this.#child.stdout) {
      const lines = createInterface({ input: this.#child.stdout });
      lines.on('line', (line) => this.#receive(line));
      lines.on('close', () => {
        for (const resolve of this.#waiting.values()) resolve(undefined);
        this.#waiting.clear();
      });
    }
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'kills', version: '1' };
    await this.#request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.#write({ jsonrpc: '2.0', method: 'notifications/initialized' });
  }

  /** The JSON of the answer's first block. */
  async call(name: string, args: Record<string, unknown>): Promise<Answer> {
    const answer = await this.#request('tools/call', { name, arguments: args });
    const { content = [] } = (answer?.['result'] ?? {}) as { content?: { text: string }[] };
    return answer && JSON.parse(content[0]?.text ?? '{}');
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Resolves when the process has ended, and everything that it wrote has been read. */
  async ended(): Promise<void> {
    await this.#exited;
  }

  async stop(): Promise<void> {
    this.#child.stdin?.end();
    await this.#exited;
  }

  #request(method: string, params: object): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null) return resolve(undefined);
      this.#waiting.set(id, resolve);
      this.#write({ jsonrpc: '2.0', id, method, params });
    });
  }

  #write(message: object): void {
    this.#child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: string): void {
    const message: { id?: number } & Record<string, unknown> = JSON.parse(line);
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }
}
