/** The OpenAI API, as far as the script needs it: chat completions and responses, with and without streaming. */

/** Texts of the results in a request for a chat completion, in order. */
export const chatResults = ({ messages }) =>
  messages.filter(({ role }) => role === 'tool').map(({ content }) => textOf(content));

/** The same in a request for a response. */
export const responseResults = ({ input }) =>
  [input]
    .flat()
    .filter(({ type }) => type === 'function_call_output')
    .map(({ output }) => textOf(output));

export const chatTools = ({ tools = [] }) => tools.map((tool) => tool.function?.name);
export const responseTools = ({ tools = [] }) => tools.map(({ name }) => name);

/** One answer, which is also the only piece if it is streamed. */
export function chatAnswer({ call, text }, id, stream) {
  const message = call
    ? { role: 'assistant', content: null, tool_calls: [{ index: 0, id, type: 'function', function: functionOf(call) }] }
    : { role: 'assistant', content: text };
  const choice = { index: 0, finish_reason: call ? 'tool_calls' : 'stop', [stream ? 'delta' : 'message']: message };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  return {
    id,
    object: `chat.completion${stream ? '.chunk' : ''}`,
    created: 0,
    model: 'scripted',
    choices: [choice],
    usage,
  };
}

export function responseAnswer({ call, text }, id) {
  const item = call
    ? { type: 'function_call', id: `fc_${id}`, call_id: id, status: 'completed', ...functionOf(call) }
    : {
        type: 'message',
        id: `msg_${id}`,
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      };
  const usage = {
    input_tokens: 1,
    output_tokens: 1,
    total_tokens: 2,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  return { id, object: 'response', created_at: 0, status: 'completed', model: 'scripted', output: [item], usage };
}

/** The events of a streamed response. */
export function responseEvents(response) {
  const [item] = response.output;
  const at = { output_index: 0, item_id: item.id };
  const deltas = item.content
    ? [{ type: 'response.output_text.delta', ...at, content_index: 0, delta: item.content[0].text }]
    : [{ type: 'response.function_call_arguments.delta', ...at, delta: item.arguments }];
  return [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    {
      type: 'response.output_item.added',
      ...at,
      item: item.content ? { ...item, content: [] } : { ...item, arguments: '' },
    },
    ...deltas,
    { type: 'response.output_item.done', ...at, item },
    { type: 'response.completed', response },
  ].map((event, number) => ({ ...event, sequence_number: number }));
}

const functionOf = (call) => ({ name: call.name, arguments: JSON.stringify(call.arguments) });

const textOf = (content) => (typeof content === 'string' ? content : JSON.stringify(content));
