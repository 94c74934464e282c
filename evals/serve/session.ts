/** A task that somebody works on, command by command. */
import { type StartedTask, startTask } from '../attempt.js';
import type { Environment } from '../environment.js';
import { openEnvironment } from '../environment.js';
import type { PlayedCall } from '../play.js';
import { briefing } from '../run/briefing.js';
import { type AttemptRecord, toRecord } from '../run/record.js';
import { tokensOf } from '../run/tokens.js';
import type { SurfaceName } from '../surfaces/surface.js';
import type { Task } from '../task.js';

/** A command, as a session receives it. */
export type SessionCommand =
  | { command: 'tools'; names: string[] }
  | { command: 'call'; tool: string; args: Record<string, unknown> }
  | { command: 'answer'; text: string }
  | { command: 'stop' };

/** What a command prints; a record ends the session. */
export interface SessionReply {
  text: string;
  isError?: boolean;
  record?: AttemptRecord;
}

export interface SessionOptions {
  task: Task;
  surface: SurfaceName;
  /** Who works on the task, and which attempt this is. */
  worker: string;
  run: number;
}

export class Session {
  readonly options: SessionOptions;
  readonly environment: Environment;
  readonly started: StartedTask;
  readonly calls: PlayedCall[] = [];
  readonly begun = performance.now();
  /** Tokens that an agent read and wrote, each text counted once, without the list of tools. */
  inputTokens: number;
  /** Tokens of the tools that were printed. A host shows them to its model at the start, in every task. */
  listTokens = 0;
  outputTokens = 0;

  private constructor(options: SessionOptions, environment: Environment, started: StartedTask) {
    this.options = options;
    this.environment = environment;
    this.started = started;
    this.inputTokens = tokensOf(this.introduction);
  }

  static async start(options: SessionOptions): Promise<Session> {
    const environment = await openEnvironment(options.task.brand, options.surface);
    return new Session(options, environment, await startTask(environment, options.task));
  }

  /** What an agent is told at the beginning. */
  get introduction(): string {
    return `${briefing(this.environment)}\n\n${this.options.task.prompt}`;
  }

  async listTools(names: readonly string[]): Promise<SessionReply> {
    const tools = await this.environment.tools();
    const unknown = names.filter((name) => !tools.some((tool) => tool.name === name));
    if (unknown.length > 0) return { text: `No tool is listed as ${unknown.join(', ')}`, isError: true };
    const shown = names.length === 0 ? tools : tools.filter(({ name }) => names.includes(name));
    const text = shown.map((tool) => JSON.stringify(tool)).join('\n');
    this.listTokens += tokensOf(text);
    return { text };
  }

  async call(tool: string, args: Record<string, unknown>): Promise<SessionReply> {
    this.outputTokens += tokensOf(JSON.stringify({ tool, args }));
    const answer = await this.environment.call(tool, args);
    this.calls.push({ tool, args, answer });
    return this.read({ text: answer.text, isError: answer.isError });
  }

  /** Grades the world and the answer. */
  answer(text: string): Required<Pick<SessionReply, 'text' | 'record'>> {
    const { task, surface, worker, run } = this.options;
    this.outputTokens += tokensOf(text);
    const record = toRecord({ model: worker, surface, run }, task, this.started.grade(text), {
      calls: this.calls,
      answer: text,
      inputTokens: this.inputTokens,
      outputTokens: this.outputTokens,
      listTokens: this.listTokens,
      milliseconds: Math.round(performance.now() - this.begun),
    });
    return { text: describe(record), record };
  }

  close(): Promise<void> {
    return this.environment.close();
  }

  private read(reply: SessionReply): SessionReply {
    this.inputTokens += tokensOf(reply.text);
    return reply;
  }
}

function describe(record: AttemptRecord): string {
  const { passed, failures, calls, referenceCalls, errors, inputTokens, outputTokens, listTokens = 0 } = record;
  return [
    passed ? 'passed' : `failed:\n${failures.map((failure) => `  - ${failure}`).join('\n')}`,
    `${calls} calls (the reference makes ${referenceCalls}), ${errors.length} of them failed; ${inputTokens} tokens read, ${outputTokens} written, and ${listTokens} read of the list of tools`,
  ].join('\n');
}
