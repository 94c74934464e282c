/** How a request is refused before it reaches a server. */

/** A refusal as JSON-RPC clients read it. */
export function refusalResponse(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  code = -32_000,
): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status, headers });
}
