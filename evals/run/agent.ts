/** Lets a model work on a task with the tools of a surface. */
import {
  type ContentPart,
  dynamicTool,
  generateText,
  jsonSchema,
  type LanguageModel,
  stepCountIs,
  type ToolSet,
} from 'ai';
import { startTask } from '../attempt.js';
import type { Environment } from '../environment.js';
import type { PlayedCall } from '../play.js';
import type { ListedTool } from '../surfaces/surface.js';
import type { Task } from '../task.js';
import { briefing } from './briefing.js';
import { type AttemptRecord, toRecord } from './record.js';

/** An attempt ends after this many answers of the model. */
const MAX_STEPS = 30;
/** Of one answer; more than any task needs. */
const MAX_OUTPUT_TOKENS = 8_192;

export interface AgentOptions {
  environment: Environment;
  task: Task;
  model: LanguageModel;
  about: Pick<AttemptRecord, 'model' | 'surface' | 'run'>;
  signal: AbortSignal;
}

/** An attempt, and everything that was said. */
export interface Transcript {
  record: AttemptRecord;
  system: string;
  messages: unknown[];
}

/** Rejects if the model cannot be reached, or when the signal aborts. */
export async function runAgent({ environment, task, model, about, signal }: AgentOptions): Promise<Transcript> {
  const started = await startTask(environment, task);
  const begun = performance.now();
  const calls: PlayedCall[] = [];
  const system = briefing(environment);
  const result = await generateText({
    model,
    system,
    prompt: task.prompt,
    tools: toToolSet(await environment.tools(), environment, calls),
    stopWhen: stepCountIs(MAX_STEPS),
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    abortSignal: signal,
  });
  const invalid = result.steps.flatMap(({ content }) => content.flatMap(toInvalidCall));
  const record = toRecord(about, task, started.grade(result.text), {
    calls: [...calls, ...invalid],
    answer: result.text,
    inputTokens: result.totalUsage.inputTokens ?? 0,
    outputTokens: result.totalUsage.outputTokens ?? 0,
    milliseconds: Math.round(performance.now() - begun),
  });
  return { record, system, messages: [{ role: 'user', content: task.prompt }, ...result.response.messages] };
}

/** A call that reached no tool: there is none of that name, or its arguments were no JSON. */
function toInvalidCall(part: ContentPart<ToolSet>): PlayedCall[] {
  if (part.type !== 'tool-error') return [];
  const json = { error: { kind: 'invalid_call', message: String(part.error) } };
  return [{ tool: part.toolName, args: {}, answer: { text: JSON.stringify(json), json, isError: true } }];
}

/** The tools for the model, which record each call. Calls of one step are made one after the other, to be repeatable. */
function toToolSet(tools: readonly ListedTool[], environment: Environment, calls: PlayedCall[]): ToolSet {
  let last: Promise<unknown> = Promise.resolve();
  const callInTurn = (tool: string, args: Record<string, unknown>): Promise<string> => {
    const answered = last.then(async () => {
      const answer = await environment.call(tool, args);
      calls.push({ tool, args, answer });
      return answer.text;
    });
    last = answered.catch(() => {});
    return answered;
  };
  return Object.fromEntries(
    tools.map(({ name, description, inputSchema }) => [
      name,
      dynamicTool({
        description,
        inputSchema: jsonSchema({ ...inputSchema }),
        execute: (args) => callInTurn(name, { ...(typeof args === 'object' ? args : {}) }),
      }),
    ]),
  );
}
