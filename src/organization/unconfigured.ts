/** The answer of a server whose configuration is incomplete or wrong: it connects, so that its host can show why. */
import type { CallTool } from '../call/call.js';
import { notSent, refusalResult } from '../discovery/refusal.js';

/** Refuses every call, whatever its arguments. @param problem - what to correct; names settings, never values */
export const refuseUnconfigured =
  (problem: string): CallTool =>
  async (definition) =>
    refusalResult({
      kind: 'not_configured',
      message: `${definition.tool} was not called: the configuration of this server is incomplete or wrong. ${problem}`,
      hint: 'Do not call again. Tell the person who set up this server what to correct, and to restart it then.',
      ...notSent(definition),
    });
