/** What a handler is: the face of one endpoint. It reads arguments, calls rules, and shapes the documented answer. */
import type { Definition } from '../../tools/define.js';
import { type Reply, type VerdictForms, verdictsAs } from '../replies.js';
import type { OAuthClient, Till } from '../state/organisation.js';
import type { World } from '../world.js';

/** A file of a multipart call. */
export interface UploadedFile {
  filename: string;
  contentType: string;
  bytes: Buffer;
}

/** One authenticated call, as its handler sees it. */
export interface Call {
  readonly world: World;
  /** The till that the call counts for: the caller's own, or the one that attribution headers name. */
  readonly till: Till;
  /** The OAuth client; null under Basic authentication. */
  readonly client: OAuthClient | null;
  readonly definition: Definition;
  /** Placeholders of the path, decoded. */
  readonly path: Readonly<Record<string, string>>;
  /** Query parameters, decoded; one given several times is joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** The call's own id, as the answer's X-CAP-REQUEST-ID tells it. */
  readonly requestId: string;
  /** Headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON body; the text fields of a multipart body; undefined without a body. */
  readonly body: unknown;
  /** The files of a multipart body by field name; further ones of the same field as `file.2`, `file.3` … */
  readonly files: Readonly<Record<string, UploadedFile>>;
}

/**
 * Answers one call, at once: calls never interleave. A thrown SandboxFailure becomes the layer's failure envelope, so
 * a handler throws unless the endpoint tells failures in a shape of its own.
 */
export type Handler = (call: Call) => Reply;

/** Handlers by tool name. */
export type Handlers = Readonly<Record<string, Handler>>;

/** A handler whose verdicts are written in other forms than v1.1's usual ones. */
export const writing =
  (forms: VerdictForms, handler: Handler): Handler =>
  (call) =>
    verdictsAs(forms, handler(call));

/** One handler under both names of an InTouch endpoint: `points_redeem` gives points_redeem_v1_1 and points_redeem_v1. */
export function inTouch(tool: string, handler: Handler): Handlers {
  return { [`${tool}_v1_1`]: handler, [`${tool}_v1`]: handler };
}
