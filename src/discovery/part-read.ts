/** A read that is a part of a call: made, limited, recorded and reported like one that the caller makes. */
import type { CallContext, CallTool } from '../call/call.js';
import type { ToolResult } from '../call/result.js';
import { CapillaryError, type ErrorFields } from '../client/errors.js';
import type { ToolCatalogue } from '../presentation/tool-list.js';
import { asCalled } from '../tools/called-risk.js';
import { risk } from '../tools/define.js';
import { refuseHiddenCall } from './refusal.js';
import type { Selection } from './selection.js';

type Args = Readonly<Record<string, unknown>>;

export interface PartOptions {
  catalogue: Pick<ToolCatalogue, 'find'>;
  callTool: CallTool;
  selection: Selection;
  /** That of the whole call. */
  context: CallContext;
}

/**
 * Makes the read.
 *
 * @param isFirst - the caller's budget has been charged for the first read when the call arrived
 * @returns the answer as the API gave it
 * @throws CapillaryError if it fails, or if the caller may not make it
 */
export async function readPart(
  { catalogue, callTool, selection, context }: PartOptions,
  tool: string,
  args: Args,
  isFirst: boolean,
): Promise<unknown> {
  const definition = await catalogue.find(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  const called = asCalled(definition, args);
  if (risk(called) !== 'read') throw new Error(`${tool} is no read`);
  const hidden = selection.hiddenBy(called);
  if (hidden) throw toError(refuseHiddenCall(definition, args, hidden));
  const refusal = isFirst ? undefined : await context.refuseFurther?.(tool);
  if (refusal) throw toError(refusal);
  const { signal, subject, client, trace } = context;
  let outcome: { readonly answer: unknown } | { readonly failure: CapillaryError } | undefined;
  const result = await callTool(
    called,
    { ...args },
    {
      ...(signal && { signal }),
      ...(subject !== undefined && { subject }),
      ...(client !== undefined && { client }),
      ...(trace && { trace }),
      part: {
        onAnswer: (answer) => {
          outcome = { answer };
        },
        onFailure: (failure) => {
          outcome = { failure };
        },
      },
    },
  );
  if (outcome === undefined) throw toError(result);
  if ('failure' in outcome) throw outcome.failure;
  return outcome.answer;
}

/** The error in a result of a call that failed. Its first block is JSON that this server wrote. */
function toError({ content }: ToolResult): CapillaryError {
  const { error }: { error?: ErrorFields } = JSON.parse(content[0]?.text ?? '{}');
  if (!error) throw new Error('a read that failed does not say why');
  return new CapillaryError(error);
}
