/**
 * Kills the server with SIGKILL in the middle of a workload, again and again, starts it anew, and lets it go on. A seed
 * decides everything but the order in which the operating system does what happens at the same time. Kills follow what
 * has arrived at the API or at the client, never a time.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { isObject } from '../../src/lib/json.js';
import type { AuditLine } from '../../src/safety/audit.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { type Answer, KilledServer } from './server.js';
import { type Moment, type WatchedApi, watchApi } from './watched-api.js';

const ROWS = 6;
const SINGLES = 4;

export interface KillsReport {
  kills: number;
  /** Calls that were answered, and rows of batches that were reported. */
  answered: number;
  rows: number;
  /** Kills after which a row had to be treated as unknown. */
  unknown: number;
  /** Batches that went on by their plan. */
  continued: number;
  /** What must never happen. */
  violations: string[];
}

export interface KillsOptions {
  kills: number;
  seed: number;
  onProgress?: (kills: number) => void;
}

export async function runKills({ kills, seed, onProgress }: KillsOptions): Promise<KillsReport> {
  const folder = await mkdtemp(join(tmpdir(), 'kills-'));
  const sandbox = await startSandbox({ seed: 1, now: '2026-05-03T06:30:00Z' });
  const api = await watchApi(sandbox.url);
  const { username, password } = sandbox.credentials;
  const settings: Settings = {
    env: {
      CAPILLARY_BASE_URL: api.url,
      CAPILLARY_USERNAME: username,
      CAPILLARY_PASSWORD: password,
      CAPILLARY_STATE_DIR: join(folder, 'state'),
    },
    auditFile: join(folder, 'audit.jsonl'),
  };
  const run = new Run(settings, api, xoroshiro128plus(seed));
  try {
    while (run.report.kills < kills) {
      await run.round();
      onProgress?.(run.report.kills);
    }
    run.checkRequests(Object.values(sandbox.world.requests).map(({ details }) => String(details.referenceId ?? '')));
    return run.report;
  } finally {
    await run.stop();
    await api.close();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Settings {
  env: Record<string, string>;
  auditFile: string;
}

/** Goodwill of one point for a customer of the seeded world. */
const goodwill = (reference: string): { arguments: Record<string, unknown> } => ({
  arguments: {
    client_auto_approve: true,
    body: {
      root: {
        request: [
          {
            reference_id: reference,
            type: 'GOODWILL',
            base_type: 'POINTS',
            customer: { mobile: '919800000001' },
            points: 1,
            reason: 'kills',
          },
        ],
      },
    },
  },
});

class Run {
  readonly report: KillsReport = { kills: 0, answered: 0, rows: 0, unknown: 0, continued: 0, violations: [] };
  readonly #settings: Settings;
  readonly #api: WatchedApi;
  readonly #random: ReturnType<typeof xoroshiro128plus>;
  #server: KilledServer | undefined;
  #rounds = 0;
  /** The references of all rows and single calls. */
  readonly #references: string[] = [];

  constructor(settings: Settings, api: WatchedApi, random: ReturnType<typeof xoroshiro128plus>) {
    this.#settings = settings;
    this.#api = api;
    this.#random = random;
  }

  /** A batch and single calls, with a kill among them; then the batch goes on, perhaps with another one, until it ends. */
  async round(): Promise<void> {
    this.#rounds += 1;
    const name = `r${this.#rounds}`;
    const calls = Array.from({ length: ROWS }, (_, row) => goodwill(this.#reference(`${name}-${row}-`)));
    const args: Record<string, unknown> = { name: TOOL, calls };
    const plan = this.#draw(0, 1) === 0 ? undefined : await this.#planOf(args);
    let next: Record<string, unknown> = plan === undefined ? args : { plan };
    let isSingle = true;
    for (let attempts = 0; attempts < 40; attempts += 1) {
      this.#arm();
      const singles = isSingle ? this.#makeSingles(name) : [];
      isSingle = false;
      const answer = await this.#call('call_destructive_tool', next);
      await Promise.all(singles);
      const step = await this.#afterwards(answer, next, args);
      if (!step) return;
      next = step;
    }
    this.report.violations.push(`${name} did not end`);
  }

  async stop(): Promise<void> {
    this.#api.onWrite = () => undefined;
    await this.#server?.stop();
  }

  /** What the sandbox did is what the rows asked for, once each. */
  checkRequests(executed: readonly string[]): void {
    for (const reference of this.#references) {
      const sent = this.#api.writes.filter((body) => body.includes(`"${reference}"`)).length;
      const done = executed.filter((each) => each === reference).length;
      if (sent > 1 || done > 1)
        this.report.violations.push(`${reference} was sent ${sent} times and done ${done} times`);
      if (done !== sent) this.report.violations.push(`${reference} was sent ${sent} times, but done ${done} times`);
    }
  }

  /** @returns how the batch goes on; undefined if it has ended */
  async #afterwards(
    answer: Answer,
    asked: Record<string, unknown>,
    args: Record<string, unknown>,
  ): Promise<Record<string, unknown> | undefined> {
    // Nobody heard the answer, so the agent tries again as it did before.
    if (!answer) return 'plan' in asked ? { plan: asked['plan'] } : args;
    const error = isObject(answer['error']) ? answer['error'] : undefined;
    if (!error) {
      if (answer['left'] === 0) return this.#loseAnswer(args);
      return { plan: answer['plan'], again: true };
    }
    const details = isObject(error['details']) ? error['details'] : {};
    // The plan of a batch that was not begun went with its process.
    if (String(error['message']).includes('no such plan')) return args;
    if (error['kind'] !== 'held') {
      this.report.violations.push(`the batch ended with ${JSON.stringify(error)}`);
      return undefined;
    }
    // Made already: what was done is known.
    if (details['plan'] === undefined) return undefined;
    this.report.continued += 1;
    if (details['row'] === undefined) return { plan: details['plan'] };
    this.report.unknown += 1;
    if (this.#draw(0, 1) === 0) return { plan: details['plan'], again: true };
    await this.#call('call_read_tool', {
      name: 'request_get_v1_1',
      arguments: { mobile: '919800000001', type: 'GOODWILL', base_type: 'POINTS' },
    });
    return { plan: details['plan'] };
  }

  /** The batch is finished, but its caller does not know: sent again by another process, it must not be made again. */
  async #loseAnswer(args: Record<string, unknown>): Promise<undefined> {
    this.#kill();
    await this.#server?.ended();
    this.#server = undefined;
    const answer = await this.#call('call_destructive_tool', args);
    const error = isObject(answer?.['error']) ? answer['error'] : {};
    if (error['kind'] !== 'held')
      this.report.violations.push(`a finished batch was answered ${JSON.stringify(answer)}`);
  }

  #makeSingles(name: string): Promise<void>[] {
    return Array.from({ length: SINGLES }, async (_, index) => {
      const reference = this.#reference(`${name}-single-${index}-`);
      await this.#call('call_destructive_tool', { name: TOOL, ...goodwill(reference) });
    });
  }

  async #planOf(args: Record<string, unknown>): Promise<unknown> {
    this.#api.onWrite = () => undefined;
    const answer = await this.#call('preview_call', args);
    return isObject(answer?.['preview']) ? answer['preview']['plan'] : undefined;
  }

  /** Kills the server when one of the next writes has got somewhere. There may be fewer. */
  #arm(): void {
    const moment: Moment = this.#draw(0, 1) === 0 ? 'arrived' : 'answered';
    let left = this.#draw(1, ROWS + SINGLES);
    this.#api.onWrite = (now) => {
      if (now !== moment) return;
      left -= 1;
      if (left === 0) this.#kill();
    };
  }

  #kill(): void {
    this.#api.onWrite = () => undefined;
    this.report.kills += 1;
    this.#server?.kill();
  }

  async #call(name: string, args: Record<string, unknown>): Promise<Answer> {
    const server = await this.#running();
    const answer = await server.call(name, args);
    if (!answer) {
      await server.ended();
      if (this.#server === server) this.#server = undefined;
      return undefined;
    }
    this.report.answered += 1;
    await this.#checkAudit(answer, args);
    return answer;
  }

  #starting: Promise<KilledServer> | undefined;

  /** Calls that find no server wait for the same new one. */
  async #running(): Promise<KilledServer> {
    if (this.#server) return this.#server;
    this.#starting ??= this.#start();
    try {
      return await this.#starting;
    } finally {
      this.#starting = undefined;
    }
  }

  async #start(): Promise<KilledServer> {
    const server = new KilledServer(this.#settings.env, ['--audit-file', this.#settings.auditFile]);
    await server.initialize();
    this.#server = server;
    return server;
  }

  /** What was answered has been recorded: a single call with what it gave, a batch with each of its rows. */
  async #checkAudit(answer: NonNullable<Answer>, args: Record<string, unknown>): Promise<void> {
    if (args['name'] !== TOOL && !('plan' in args)) return;
    const lines = await this.#auditLines();
    const results = Array.isArray(answer['results']) ? answer['results'].filter(isObject) : [];
    this.report.rows += results.length;
    for (const outcome of ['applied', 'rejected']) {
      const reported = results.filter((row) => row['outcome'] === outcome).length;
      const recorded = lines.filter((line) => line.plan === answer['plan'] && line.outcome === outcome).length;
      if (recorded < reported) this.report.violations.push(`${reported} rows are ${outcome}, ${recorded} recorded`);
    }
    this.#answeredSingles += 'arguments' in args && !('error' in answer) ? 1 : 0;
    const singles = lines.filter((line) => line.plan === undefined && line.outcome === 'applied').length;
    if (singles < this.#answeredSingles) {
      this.report.violations.push(`${this.#answeredSingles} single calls were answered, ${singles} recorded`);
    }
  }

  #answeredSingles = 0;

  /** A line that was being written when the process was killed is none. */
  async #auditLines(): Promise<AuditLine[]> {
    const text = await readFile(this.#settings.auditFile, 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }

  #reference(reference: string): string {
    this.#references.push(reference);
    return reference;
  }

  /** A whole number, both bounds included. */
  #draw(from: number, to: number): number {
    return uniformInt(this.#random, from, to);
  }
}

const TOOL = 'request_add_v1_1';
