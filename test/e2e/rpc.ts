/** MCP requests without a client, for tests that send many of them or invalid ones. */
import type { ToolAnswer } from './clients.js';

export interface RpcOptions {
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Request ids must be unique within a session. The prefix keeps them distinct from the numeric ids of its client. */
let lastId = 0;
const nextId = (): string => {
  lastId += 1;
  return `rpc-${lastId}`;
};

/** Calls a tool with a stateless request of the 2025 era. @throws if there is no answer */
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
    structure: message.result?.structuredContent,
  };
}

/** Arguments for `customer_add`. */
export const newCustomer = (mobile: string, firstName = 'Noor') => ({
  body: { profiles: [{ firstName, source: 'INSTORE', identifiers: [{ type: 'mobile', value: mobile }] }] },
});
