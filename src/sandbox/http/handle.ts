/**
 * Handlers of endpoints, tied to their definitions: `handle` decodes what was sent by the definition's schemas, and puts
 * what the handler returns into the envelope. The compiler checks both ends.
 *
 * ```ts
 * ...handle(leadUpdate, { envelope: 'single', codes: { leadId: NO_LEAD } }, ({ world, till, path, body }) =>
 *   toLeadJson(world, updateLead(world, leadById(world, path.leadId), { ...body, tillId: till.id })),
 * ),
 * ```
 */
import type { Definition } from '../../tools/define.js';
import type { Answer, Exact } from '../../tools/schemas/decoded.js';
import { SandboxFailure, type Warning } from '../world/failure.js';
import {
  argumentsDecoder,
  type Circumstances,
  circumstances,
  type DefinitionOf,
  definitionsOf,
  type Endpoints,
  type LoosenedArguments,
  registered,
} from './call.js';
import type { ArgumentPath, Codes } from './codes.js';
import { ENVELOPES, type EnvelopeName, type Results } from './envelopes.js';
import type { Call, Handler, Handlers } from './handler.js';
import { Pages, type Paging } from './paging.js';
import { type Reply, type VerdictForms, verdictsAs } from './replies.js';

/** A call whose arguments are decoded. Those in `O` may be absent. */
export type DecodedCall<D extends Definition, O extends string = never> = LoosenedArguments<D, O> & CallDetails;

interface CallDetails extends Circumstances {
  /** What was sent, for answers that repeat it, and for what no documentation has. */
  readonly raw: Pick<Call, 'query' | 'headers' | 'body'>;
  /** The rows of the requested page, as the option `paging` says. */
  readonly page: Pages['rowsOf'];
  /** The same, with the number of the page and the totals. */
  readonly paged: Pages['pageOf'];
}

interface Options<D extends Definition, N extends EnvelopeName, O extends ArgumentPath<D>>
  extends Codes<ArgumentPath<D>> {
  readonly envelope: N;
  readonly optional?: readonly O[];
  readonly paging?: Paging;
  /** v1.1: the form of the verdicts, where it is not the usual one. */
  readonly verdicts?: VerdictForms;
  /** v1.1: the message of the status if all rows succeeded; `Success` by default. */
  readonly message?: string;
  /** The HTTP status of a success, if it is not 200. */
  readonly httpStatus?: number;
  /** The answer to a call that is refused, where it has a form of its own. */
  readonly refused?: (failure: SandboxFailure) => Reply;
}

/**
 * Registers the handler of an endpoint. What is missing or cannot be read is refused before it is called, with the
 * codes in `options`.
 */
export function handle<
  const E extends Endpoints,
  N extends EnvelopeName,
  R extends Results<Answer<DefinitionOf<E>>>[N],
  const O extends ArgumentPath<DefinitionOf<E>> = never,
>(
  endpoints: E,
  options: Options<DefinitionOf<E>, N, O>,
  handler: (call: DecodedCall<DefinitionOf<E>, O>) => R & Exact<R, Results<Answer<DefinitionOf<E>>>[N]>,
): Handlers {
  const definitions = definitionsOf(endpoints);
  const decodeArguments = argumentsDecoder<DefinitionOf<E>, O>(definitions, options);
  const answer: Handler = (call) => {
    const warnings: Warning[] = [];
    const decoded = decodeArguments(call);
    const pages = new Pages(options.paging, decoded.query);
    const { query, headers, body } = call;
    const result = handler({
      ...decoded,
      ...circumstances(call, warnings),
      raw: { query, headers, body },
      page: (rows, sorting) => pages.rowsOf(rows, sorting),
      paged: (rows) => pages.pageOf(rows),
    });
    const { envelope, message, verdicts, httpStatus } = options;
    const enveloped = ENVELOPES[envelope](result, { warnings, beside: pages.reported(), message });
    const reply = verdicts ? verdictsAs(verdicts, enveloped) : enveloped;
    return { ...reply, status: httpStatus ?? reply.status };
  };
  const { refused } = options;
  return registered(definitions, refused ? (call) => answerOr(refused, answer, call) : answer);
}

function answerOr(refused: (failure: SandboxFailure) => Reply, answer: Handler, call: Call): Reply {
  try {
    return answer(call);
  } catch (failure) {
    if (!(failure instanceof SandboxFailure)) throw failure;
    return refused(failure);
  }
}
