/** Handlers: each answers one endpoint. It reads arguments, calls rules, and shapes the documented answer. */
import { z } from 'zod';
import type { Definition } from '../../tools/define.js';
import type { ReceivedFile } from '../../tools/schemas/reading.js';
import type { OAuthClient, Till } from '../domains/organization/state.js';
import { fail } from '../world/failure.js';
import type { World } from '../world/world.js';
import type { Reply } from './replies.js';

/** One authenticated call. */
export interface Call {
  readonly world: World;
  /** The till that the call is attributed to: the caller's own, or the one in the attribution headers. */
  readonly till: Till;
  /** The OAuth client; null with Basic authentication. */
  readonly client: OAuthClient | null;
  readonly definition: Definition;
  /** Path parameters, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Query parameters, decoded; repeated ones are joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** The id of the call, which the answer sends as X-CAP-REQUEST-ID. */
  readonly requestId: string;
  /** Headers, with lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, or the text fields of a multipart body; undefined without a body. */
  readonly body: unknown;
  /** Files of a multipart body by field name; further files of the same field are `file.2`, `file.3` … */
  readonly files: Readonly<Record<string, ReceivedFile>>;
}

/**
 * Answers one call synchronously, so calls never interleave. A SandboxFailure becomes the failure envelope of the
 * layer; a handler catches it only if the endpoint reports failures in a shape of its own.
 */
export type Handler = (call: Call) => Reply;

/** Handlers by tool name. */
export type Handlers = Readonly<Record<string, Handler>>;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);

/**
 * For handlers that answer what was sent as it was sent.
 * @throws 400 if a value in the body is of another kind than is documented; what is missing, and
 *   which values there are, is the handler's concern
 */
export function checkKinds({ definition, body }: Call): void {
  const documented = definition.body?.() ?? z.unknown();
  const problems = z.safeParse(documented, body).error?.issues ?? [];
  const problem = problems.find(({ path, code }) => {
    const value = valueAt(body, path);
    return value !== undefined && !(code === 'invalid_value' && typeof value === 'string');
  });
  if (problem) fail(400, `${['body', ...problem.path].join('.')}: ${problem.message}`, 400);
}

/**
 * Registers one handler under both names of an InTouch endpoint: `points_redeem` becomes points_redeem_v1_1 and
 * points_redeem_v1.
 */
export function inTouch(tool: string, handler: Handler): Handlers {
  return { [`${tool}_v1_1`]: handler, [`${tool}_v1`]: handler };
}
