/**
 * Tool calls over stdio, compared with a minimal SDK low-level server that makes the same request to the same API: the
 * time of a call that is alone, and calls per second with 32 in flight. The servers take turns, so that they run under
 * the same conditions.
 *
 *   npm run bench:stdio [-- --rounds 15] [--calls 300] [--inFlight 32]
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CALL, median, PASSWORD, startSandbox, UNLIMITED, USER } from './http/load.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '15' },
    calls: { type: 'string', default: '300' },
    inFlight: { type: 'string', default: '32' },
  },
});
const [rounds, calls, inFlight] = [values.rounds, values.calls, values.inFlight].map(Number);
const print = (line) => process.stdout.write(`${line}\n`);
const script = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A server over stdio, and the calls that wait for its answers. */
class StdioServer {
  #child;
  #waiting = new Map();
  #lastId = 0;

  constructor(args, env = {}) {
    this.#child = spawn(process.execPath, args, {
      env: { PATH: process.env.PATH, ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      const { id, result, error } = JSON.parse(line);
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error || result?.isError) waiting?.reject(new Error(`refused: ${line.slice(0, 300)}`));
      else waiting?.resolve(result);
    });
    this.#child.once('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${args[0]} ended`));
    });
  }

  #write(message) {
    this.#child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  request(method, params) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#write({ id, method, params });
    });
  }

  async initialize() {
    const clientInfo = { name: 'bench', version: '1' };
    await this.request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
    this.#write({ method: 'notifications/initialized' });
  }

  async stop() {
    const exited = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await exited;
  }
}

/** Makes calls with a number of them in flight. @returns milliseconds per call, and calls per second */
async function measure(server, concurrency) {
  const started = performance.now();
  let left = calls;
  const times = [];
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left-- > 0) {
        const sent = performance.now();
        await server.request('tools/call', CALL);
        times.push(performance.now() - sent);
      }
    }),
  );
  return { ms: median(times), rate: (calls / (performance.now() - started)) * 1000 };
}

const api = await startSandbox();
const servers = {
  bare: new StdioServer([script('stdio-bare-server.mjs'), api.url, USER, PASSWORD]),
  ours: new StdioServer([script('../dist/cli.js')], {
    CAPILLARY_BASE_URL: api.url,
    CAPILLARY_USERNAME: USER,
    CAPILLARY_PASSWORD: PASSWORD,
    CAPILLARY_LOG_LEVEL: 'warn',
    CAPILLARY_REQUESTS_PER_MINUTE: UNLIMITED,
  }),
};
try {
  for (const server of Object.values(servers)) {
    await server.initialize();
    for (let warmUp = 0; warmUp < 5; warmUp++) await measure(server, inFlight);
  }
  const compare = async (concurrency, of) => {
    const samples = { bare: [], ours: [] };
    for (let round = 0; round < rounds; round++) {
      // The other one begins in every second round.
      const order = round % 2 === 0 ? ['bare', 'ours'] : ['ours', 'bare'];
      for (const name of order) samples[name].push(of(await measure(servers[name], concurrency)));
    }
    // A ratio within a round, because the machine's speed varies between rounds.
    const ratio = median(samples.ours.map((sample, round) => sample / samples.bare[round]));
    return { bare: median(samples.bare), ours: median(samples.ours), ratio };
  };
  const alone = await compare(1, ({ ms }) => ms);
  const parallel = await compare(inFlight, ({ rate }) => rate);
  print(
    `${''.padEnd(20)} ${'bare'.padStart(10)} ${'ours'.padStart(10)}   ratio (medians of ${rounds} rounds of ${calls})`,
  );
  for (const [label, unit, { bare, ours, ratio }] of [
    ['one at a time', 'ms', alone],
    [`${inFlight} in flight`, '/s', parallel],
  ]) {
    const digits = unit === 'ms' ? 2 : 0;
    const cells = [bare, ours].map((value) => `${value.toFixed(digits)} ${unit}`.padStart(10)).join(' ');
    print(`${label.padEnd(20)} ${cells}   ${ratio.toFixed(2)}`);
  }
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  await api.stop();
}
