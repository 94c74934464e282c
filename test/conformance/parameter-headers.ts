/**
 * Checks arguments that are repeated in headers (`x-mcp-header`, 2026-07-28). The SDK does so only in McpServer. Our tools
 * have no such arguments and use the low-level Server, but the suite tests them, so its fixture server checks them itself.
 */
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type MessageExtraInfo,
  Server,
  type ServerOptions,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/server';
import { z } from 'zod';

/** The JSON-RPC error code for headers that contradict the body. Source: the 2026-07-28 revision, Streamable HTTP. */
const HEADER_MISMATCH = -32_020;

const CALL = z.object({ name: z.string(), arguments: z.record(z.string(), z.unknown()).default({}) });
const ANNOTATED = z.object({ 'x-mcp-header': z.string() });

export class ParameterCheckingServer extends Server {
  readonly #tools: readonly Tool[];

  constructor(info: ConstructorParameters<typeof Server>[0], options: ServerOptions, tools: readonly Tool[]) {
    super(info, options);
    this.#tools = tools;
  }

  /** Refuses before dispatch, because the SDK answers later errors with status 200. */
  override async connect(transport: Transport): Promise<void> {
    await super.connect(transport);
    const dispatch = transport.onmessage;
    transport.onmessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) => {
      // The 2025 revisions have no such headers.
      const headers = extra?.classification?.era === 'modern' ? extra.request?.headers : undefined;
      if (!headers || !isJSONRPCRequest(message) || this.#headersMatch(message.params, headers)) {
        dispatch?.(message, extra);
        return;
      }
      const error = { code: HEADER_MISMATCH, message: 'The headers contradict the arguments.' };
      transport.send({ jsonrpc: '2.0', id: message.id, error }).catch((cause: Error) => this.onerror?.(cause));
    };
  }

  #headersMatch(params: unknown, headers: Headers): boolean {
    const call = CALL.safeParse(params).data;
    const tool = this.#tools.find(({ name }) => name === call?.name);
    return Object.entries(tool?.inputSchema.properties ?? {}).every(([property, schema]) => {
      const header = ANNOTATED.safeParse(schema).data?.['x-mcp-header'];
      const value = call?.arguments[property];
      if (header === undefined || value === undefined) return true;
      const sent = headers.get(`mcp-param-${header}`);
      return sent !== null && decodeHeader(sent) === value;
    });
  }
}

/** @returns undefined if the Base64 is invalid */
function decodeHeader(value: string): string | undefined {
  const base64 = /^=\?base64\?(.*)\?=$/.exec(value)?.[1];
  if (base64 === undefined) return value;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes.toString() : undefined;
}
