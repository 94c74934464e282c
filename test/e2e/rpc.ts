/** MCP requests without a client, for tests that make many of them or wrong ones. */
import type { ToolAnswer } from './clients.js';

export interface RpcOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Within a session no two requests may have one id; its own client counts in numbers. */
let lastId = 0;
const nextId = (): string => {
  lastId += 1;
  return `rpc-${lastId}`;
};

/** Calls a tool by the stateless 2025 form: one request, one answer. @throws where there is no answer */
export async function callTool(
  url: URL,
  name: string,
  args: Record<string, unknown>,
  { headers = {}, signal }: RpcOptions = {},
): Promise<ToolAnswer & { status: number }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2025-06-18',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: nextId(), method: 'tools/call', params: { name, arguments: args } }),
    ...(signal && { signal }),
  });
  const body = await response.text();
  const message = JSON.parse(body.startsWith('{') ? body : (/^data: (\{.*)$/m.exec(body)?.[1] ?? '{}'));
  const [first, ...rest]: { text: string }[] = message.result?.content ?? [];
  const text = first?.text ?? '{}';
  return {
    status: response.status,
    isError: message.result?.isError ?? message.error !== undefined,
    json: message.error ?? JSON.parse(text),
    text: first ? text : body,
    notes: rest.map((block) => block.text).join('\n'),
  };
}

/** A profile that `customer_add` takes. */
export const newCustomer = (mobile: string, firstName = 'Noor') => ({
  body: { profiles: [{ firstName, source: 'INSTORE', identifiers: [{ type: 'mobile', value: mobile }] }] },
});
