/**
 * A model that plays a task's own ways instead of thinking, so that CI can run everything else. It makes the calls as an
 * agent of the surface would: directly if the tool is listed, otherwise through a meta-tool or the generic operation.
 */
import type { LanguageModel } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';
import { fillStep } from '../play.js';
import { findOperation } from '../surfaces/generic-server.js';
import { toListedCall } from '../surfaces/listed-call.js';
import { followPointers } from '../surfaces/pointers.js';
import { parseJson } from '../surfaces/surface.js';
import type { Task, Way } from '../task.js';
import { tokensOf } from './tokens.js';

type Options = Parameters<MockLanguageModelV3['doGenerate']>[0];
type Result = Awaited<ReturnType<MockLanguageModelV3['doGenerate']>>;
type Content = Result['content'][number];

/** @param wayOf - the way to play for a task */
export function scriptedModel(tasks: readonly Task[], wayOf: (task: Task) => Way): LanguageModel {
  return new MockLanguageModelV3({
    modelId: 'scripted',
    doGenerate: async (options) => {
      options.abortSignal?.throwIfAborted();
      const task = tasks.find(({ prompt }) => prompt === promptOf(options));
      if (!task) throw new Error('The scripted model knows no task with this prompt');
      return toResult(options, nextStep(wayOf(task), options));
    },
  });
}

function promptOf({ prompt }: Options): string {
  const user = prompt.find(({ role }) => role === 'user');
  return user?.role === 'user' ? user.content.map((part) => (part.type === 'text' ? part.text : '')).join('') : '';
}

/** The answers that the tools gave so far. */
const answersIn = ({ prompt }: Options): unknown[] =>
  prompt.flatMap((message) =>
    message.role === 'tool'
      ? message.content.map((part) =>
          part.type === 'tool-result' && part.output.type === 'text' ? firstJson(part.output.value) : undefined,
        )
      : [],
  );

/** The first block of a result; notes follow on lines of their own. */
const firstJson = (text: string): unknown => followPointers(parseJson(text) ?? parseJson(text.split('\n', 1)[0] ?? ''));

function nextStep(way: Way, options: Options): Content {
  const answers = answersIn(options);
  const step = fillStep(way[answers.length] ?? '', answers);
  if (typeof step === 'string') return { type: 'text', text: step === '' ? 'Done.' : step };
  const [toolName, input] = asListed(options, ...step);
  return { type: 'tool-call', toolCallId: `call-${answers.length + 1}`, toolName, input: JSON.stringify(input) };
}

type Args = Record<string, unknown>;

/** The call in terms of the listed tools. */
function asListed({ tools = [] }: Options, tool: string, args: Args): [string, Args] {
  const listed = new Set(tools.map(({ name }) => name));
  return toListedCall(listed, tool, args) ?? [findOperation(tool)?.tool.name ?? tool, args];
}

function toResult({ prompt, tools }: Options, content: Content): Result {
  const input = tokensOf(JSON.stringify(prompt)) + tokensOf(JSON.stringify(tools ?? []));
  const output = tokensOf(JSON.stringify(content));
  return {
    content: [content],
    finishReason: { unified: content.type === 'text' ? 'stop' : 'tool-calls', raw: undefined },
    usage: {
      inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: output, text: output, reasoning: 0 },
    },
    warnings: [],
  };
}
