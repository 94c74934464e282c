/** When the HTTP+SSE transport of 2024 ends. */

/**
 * The version that no longer has it: two minor versions after the warning, as for names. MCP has deprecated it since the
 * revision 2025-03-26, and may remove it from the specification since the end of 2026. Source: SEP-2596 and the registry
 * of deprecated features, https://modelcontextprotocol.io/specification/draft/deprecated.
 */
export const SSE_REMOVED_IN = '0.4.0';

/** @param setting - how messages name the setting that turns it on */
export const describeSseEnd = (setting: string): string =>
  `${setting}: HTTP+SSE is deprecated, and version ${SSE_REMOVED_IN} of this server removes it. MCP replaced it with Streamable HTTP in its revision 2025-03-26: point clients to /mcp, then unset this.`;
