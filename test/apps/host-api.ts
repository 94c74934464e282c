/** What tests may ask of the host in the browser. */
import type {
  McpUiHostCapabilities,
  McpUiHostContext,
  McpUiToolResultNotification,
} from '@modelcontextprotocol/ext-apps';

type ToolResult = McpUiToolResultNotification['params'];

export interface Opened {
  readonly html: string;
  readonly context?: McpUiHostContext | undefined;
  readonly capabilities?: McpUiHostCapabilities;
  /** What is sent after the view is ready. */
  readonly input?: Record<string, unknown>;
  readonly result?: ToolResult;
  /** What each tool called by the view answers. */
  readonly tools?: Readonly<Record<string, ToolResult>>;
}

export interface Host {
  /** Shows a view in place of the last. */
  open(options: Opened): Promise<void>;
  /** What the view has asked for, in order: `size`, `call`, `context`, `link`, `message`, `mode`, `teardown`. */
  asked(what: string): unknown[];
  changeContext(context: McpUiHostContext): void;
  sendResult(result: ToolResult): Promise<void>;
  cancel(reason: string): Promise<void>;
  /** Tells the view that it will be removed, and waits for its answer. */
  teardown(): Promise<unknown>;
}
