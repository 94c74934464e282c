/** What an agent is given: tools, and instructions from their server. */
export const SURFACES = ['default', 'discovery', 'all', 'generic'] as const;
export type SurfaceName = (typeof SURFACES)[number];

/** A tool as a host shows it to a model. */
export interface ListedTool {
  name: string;
  description: string;
  /** JSON Schema. */
  inputSchema: {
    type: 'object';
    properties?: { [name: string]: unknown } | undefined;
    required?: string[] | undefined;
  };
}

/** What a call returned: every block of text, as an agent reads it. */
export interface ToolAnswer {
  text: string;
  /** The first block, parsed; undefined if it is no JSON. */
  json: unknown;
  isError: boolean;
}

export interface Surface {
  /** The server's instructions to an agent; empty if it has none. */
  instructions: string;
  tools(): Promise<readonly ListedTool[]>;
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer>;
  /** Whether a call certainly changes nothing. */
  isRead(tool: string, args: Readonly<Record<string, unknown>>): boolean;
  close(): Promise<void>;
}

/** Parses a text; undefined if it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
