/** Models of other hosts, which a server on loopback stands in for. */
import { expect, it, onTestFinished } from 'vitest';
import { openEnvironment } from '../../evals/environment.js';
import { runAgent } from '../../evals/run/agent.js';
import { openModel } from '../../evals/run/models.js';
import { select } from '../../evals/select.js';
import { TASKS } from '../../evals/tasks/index.js';
import { inTurn, json, loopback } from '../client/loopback.js';

const BALANCE = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919800000039' };
const CALL = { name: 'customer_lookup_get_points_balance', arguments: BALANCE };
const ANSWER = 'That is not possible: she has 279 points.';

async function attempt(modelName: string, env: NodeJS.ProcessEnv) {
  const task = TASKS.find(({ id }) => id === 'points/gift-larger-than-the-balance');
  if (!task) throw new Error('the task is gone');
  const environment = await openEnvironment(task.brand, 'discovery');
  onTestFinished(() => environment.close());
  const about = { model: modelName, surface: 'discovery', run: 1 } as const;
  const model = openModel(modelName, [task], env);
  return runAgent({ environment, task, model, about, signal: new AbortController().signal });
}

it('works with an OpenAI-compatible host, and counts calls of tools that do not exist', async () => {
  const toolCall = (id: string, name: string, args: object) => ({
    choices: [
      {
        message: {
          role: 'assistant',
          content: null,
          tool_calls: [{ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }],
        },
        finish_reason: 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 10 },
  });
  const { url, received } = await loopback(
    inTurn(
      json(toolCall('1', 'points_guess', {})),
      json(toolCall('2', 'call_read_tool', CALL)),
      json({
        choices: [{ message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 200, completion_tokens: 20 },
      }),
    ),
  );
  const { record, messages } = await attempt('openai:some-model', { OPENAI_BASE_URL: `${url}/v1` });
  expect(received.map(({ url }) => url)).toEqual(Array(3).fill('/v1/chat/completions'));
  expect(select(JSON.parse(String(received[0]?.body)), 'tools.function.name')).toEqual(
    expect.arrayContaining(['find_tools', 'call_read_tool']),
  );
  expect(String(received[2]?.body)).toContain('279');
  expect(record).toMatchObject({
    passed: true,
    answer: ANSWER,
    tools: ['customer_lookup_get_points_balance', 'points_guess'],
    errors: [{ tool: 'points_guess', kind: 'invalid_call' }],
    inputTokens: 400,
    outputTokens: 40,
  });
  expect(messages.length).toBeGreaterThan(5);
});

it('works with an Anthropic host', async () => {
  const message = (content: object, stop_reason: string) => ({
    type: 'message',
    id: 'msg_1',
    model: 'some-model',
    role: 'assistant',
    content: [content],
    stop_reason,
    stop_sequence: null,
    usage: { input_tokens: 100, output_tokens: 10 },
  });
  const { url, received } = await loopback(
    inTurn(
      json(message({ type: 'tool_use', id: 'toolu_1', name: 'call_read_tool', input: CALL }, 'tool_use')),
      json(message({ type: 'text', text: ANSWER }, 'end_turn')),
    ),
  );
  const env = { ANTHROPIC_BASE_URL: `${url}/v1`, ANTHROPIC_API_KEY: 'key' };
  const { record } = await attempt('anthropic:some-model', env);
  expect(received.map(({ url }) => url)).toEqual(['/v1/messages', '/v1/messages']);
  expect(record).toMatchObject({ passed: true, calls: 1, inputTokens: 200, outputTokens: 20, errors: [] });
});

it.each([
  ['anthropic:some-model', 'ANTHROPIC_API_KEY'],
  ['openai:some-model', 'OPENAI_API_KEY'],
  ['some-model', '--model must be one of'],
])('%s without its settings is refused', (name, message) => {
  expect(() => openModel(name, TASKS, {})).toThrow(message);
});
