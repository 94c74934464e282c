/** What the content is made from, and who reads it. */
import type { CallContext } from '../call/call.js';
import type { Selection } from '../discovery/selection.js';
import type { Toolbox } from '../discovery/toolbox.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';

export interface ContentSources {
  catalogue: ToolCatalogue;
  /** Calls a tool, to describe the connection and to find values for completions. */
  call: Toolbox['call'];
  /** What became of writes of a caller whose outcome was unknown, as far as no answer has said it. */
  lateOutcomes?: (subject: string | undefined) => readonly string[];
  /** Where calls are recorded, and of which tenant; absent if they are not. */
  audit?: { path: string; tenant?: string | undefined };
  /** Takes a request from the budget of calls. @throws ProtocolError if the budget is used up */
  charge?: () => Promise<void>;
  /** Maximum length of a resource, in characters; that of results by default. */
  maxCharacters?: number;
  /** How long a completion waits for the API; three seconds by default. */
  completionMs?: number;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
}

/** The caller that reads. */
export interface Reader {
  selection: Selection;
  context: Pick<CallContext, 'signal' | 'subject' | 'client' | 'trace'>;
}
