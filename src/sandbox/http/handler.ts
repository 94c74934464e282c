/** Handlers: each answers one endpoint. It reads arguments, calls rules, and shapes the documented answer. */
import type { Definition } from '../../tools/define.js';
import type { ReceivedFile } from '../../tools/schemas/reading.js';
import type { OAuthClient, Till } from '../domains/organization/state.js';
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
