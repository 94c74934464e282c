/** Words for failures that the API reported: what happened, and what the agent should do next. */
import { type Definition, risk } from '../tools/define.js';
import type { ErrorFields, ErrorKind, FailureReason } from './errors.js';

const SUMMARIES: Partial<Record<ErrorKind, string>> = {
  authentication: 'The API did not accept the credentials',
  permission: 'The API does not allow this',
  not_found: 'Not found',
  conflict: 'Conflict with existing data',
  rate_limited: 'Too many requests',
  timeout: 'The API did not receive the request in time',
  upstream: 'The API failed',
};

/** The API's reason in one sentence. Its code and the HTTP status are fields of the error. */
export function describeReason({ tool }: Definition, kind: ErrorKind, { message }: FailureReason): string {
  const summary = SUMMARIES[kind] ?? `The API refused ${tool}`;
  return message === undefined ? `${summary}; it gave no reason` : `${summary}: ${message}`;
}

/** For a write that may or may not have taken effect: how to find out, as its definition says. */
export function unknownOutcomeHint({ effect, checkedBy, evidence = 'the values you sent' }: Definition): string {
  if (effect === 'read') return 'The call changes nothing, so you can repeat it if you still need the result.';
  const caution = 'Do not repeat the call yet: it may have taken effect.';
  if (checkedBy === undefined)
    return `${caution} Read the entity back first, and repeat the call only if nothing changed.`;
  if ('unverifiable' in checkedBy) {
    return `The call may have taken effect, and no read shows whether it did. ${checkedBy.unverifiable}`;
  }
  const show = checkedBy.length === 1 ? 'it shows' : 'they show';
  return `${caution} Check first with ${checkedBy.join(', then ')}: if ${show} ${evidence}, it took effect. Repeat the call only if not.`;
}

/**
 * For a call that failed in part.
 *
 * @param anyPartlyDone - part of a single row, or of a call without rows, was done
 */
export function partialFailureHint(read: boolean, anyPartlyDone = false): string {
  if (read) return 'details.found has the rows that were found. Correct or leave out the rows in details.failed.';
  return anyPartlyDone
    ? 'What details.applied shows was done: do not send the same call again. Read the entity back, compare it with the request, and send only what is missing.'
    : 'The rows in details.applied are done: do not send them again. Correct the rows in details.failed and send only those.';
}

/** What the definition says to do about the codes of failures, each once. */
export function adviceFor({ response: { advice } }: Definition, failures: readonly FailureReason[]): string[] {
  const known = failures.flatMap(({ code }) =>
    code !== undefined && Object.hasOwn(advice, code) ? [Number(code)] : [],
  );
  return [...new Set(known)].flatMap((code) => advice[code] ?? []);
}

/** What to do next about a failure that the API reported. */
export function hintFor(
  definition: Definition,
  { kind, outcome, retryable }: Pick<ErrorFields, 'kind' | 'outcome' | 'retryable'>,
  failures: readonly FailureReason[],
): string {
  if (outcome === 'unknown') return unknownOutcomeHint(definition);
  const unchanged = risk(definition) === 'read' ? '' : ' Nothing was changed.';
  const advice = adviceFor(definition, failures);
  if (advice.length > 0) return `${advice.join(' ')}${unchanged}`;
  switch (kind) {
    case 'permission':
      return `These credentials may not do this, so another try will not help.${accessGroup(definition)} Ask the person who runs this server.`;
    case 'not_found':
      return `Check the identifier and its type, or search for the entity first.${unchanged}`;
    case 'conflict':
      return retryable
        ? `Another request is changing the same entity. Wait a few seconds, then call again, one call at a time.${unchanged}`
        : `Read the existing entity before you decide what to do; do not repeat the same call.${unchanged}`;
    case 'rate_limited':
      return `Wait${unchanged === '' ? '' : ', then send the call again: it was not processed'}; make fewer calls at a time.`;
    case 'timeout':
      return 'The request was not processed. Call again; if this persists, send less data in one call.';
    case 'upstream':
      return retryable
        ? `Call again later. If this persists, tell the user that the Capillary API is failing.${unchanged}`
        : `Tell the user that the Capillary API is failing.${unchanged}`;
    default:
      return `Correct what the message names, or tell the user why the call was refused; the same call will fail again.${unchanged}`;
  }
}

const accessGroup = ({ effectiveAccessGroup }: Definition): string =>
  effectiveAccessGroup === null ? '' : ` The API key needs the access group ${effectiveAccessGroup}.`;
