/** Refuses a request before it reaches an MCP server. */

/** A response with a JSON-RPC error. */
export function refusalResponse(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  code = -32_000,
): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
}
