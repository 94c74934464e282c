/** A server with an incomplete or wrong configuration still connects, so that its host can show what is wrong. */
import type { ToolResult } from '../call/result.js';
import { createRefusal, unsentOutcome } from '../discovery/refusal.js';
import type { Definition } from '../tools/define.js';

/** Refuses every call, regardless of its arguments. @param problem - what to correct; names settings, never values */
export const refuseUnconfigured =
  (problem: string) =>
  async (definition: Pick<Definition, 'tool' | 'effect'>): Promise<ToolResult> =>
    createRefusal({
      kind: 'not_configured',
      message: `${definition.tool} was not called: the configuration of this server is incomplete or wrong. ${problem}`,
      hint: 'Do not call again. Ask the person who set up this server to correct its configuration and restart it.',
      ...unsentOutcome(definition),
    });
