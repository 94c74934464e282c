/** One tool call from arguments to result: validate, send, project, cut, explain. Never throws. */
import { CapillaryError } from '../client/errors.js';
import { internalError } from '../client/failures.js';
import type { ApiResponse, CapillaryClient } from '../client/types.js';
import { type Definition, risk } from '../tools/define.js';
import { checkArguments, invalidArguments } from './arguments.js';
import { failure, success, type ToolResult } from './result.js';

/** Who calls, and what ends the call. */
export interface CallContext {
  signal?: AbortSignal;
  /** For the audit: a name, never a secret. */
  subject?: string;
}

export type CallTool = (
  definition: Definition,
  args: Record<string, unknown>,
  context?: CallContext,
) => Promise<ToolResult>;

export interface CallOptions {
  /** The client, made on the first call that needs it. */
  client: () => Promise<CapillaryClient>;
  /** Upper bound of a result's JSON, in characters. */
  maxCharacters: number;
  /** Told of failures that are ours, not the API's. */
  onInternalError?: (tool: string, thrown: unknown) => void;
}

/** Makes the function behind every tool. The argument `fields` of a read is ours; all others go to the API. */
export function createCallTool({ client, maxCharacters, onInternalError }: CallOptions): CallTool {
  return async (definition, { fields: givenFields, ...args }, { signal } = {}) => {
    let sent = false;
    try {
      const fields = readFields(definition, givenFields);
      const notes = checkArguments(definition, args);
      const api = await client();
      sent = true;
      const answer = await api.send(definition, args, signal ? { signal } : {});
      return success(definition, answer.data, {
        ...(fields && { fields }),
        notes: [...notes, ...warningNotes(answer)],
        maxCharacters,
      });
    } catch (thrown) {
      const error = thrown instanceof CapillaryError ? thrown : internalError(definition, { sent, cause: thrown });
      if (error.cause !== undefined) onInternalError?.(definition.tool, error.cause);
      return failure(error, maxCharacters);
    }
  };
}

/** `fields` as a list of paths; a comma-separated text is taken too. */
function readFields(definition: Definition, given: unknown): string[] | undefined {
  if (given === undefined) return undefined;
  if (risk(definition) !== 'read') {
    throw invalidArguments(definition, [{ argument: 'fields', problem: 'only reads take it; leave it out' }]);
  }
  const paths = typeof given === 'string' ? given.split(',') : given;
  if (
    !Array.isArray(paths) ||
    paths.length > 100 ||
    !paths.every((path) => typeof path === 'string' && path.length <= 200)
  ) {
    throw invalidArguments(definition, [
      { argument: 'fields', problem: 'expected a list of at most 100 paths such as ["data[].id"]' },
    ]);
  }
  const named = paths.map((path: string) => path.trim()).filter((path) => path !== '');
  return named.length > 0 ? named : undefined;
}

const warningNotes = ({ warnings }: ApiResponse): string[] =>
  warnings.map(
    ({ code, message }) => `API warning${code === undefined ? '' : ` ${code}`}: ${message ?? 'without a text'}`,
  );
