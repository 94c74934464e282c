/** What failures say to an agent: what happened, and what to do next. */
import { type Definition, risk } from '../tools/define.js';
import type { ErrorFields, ErrorKind } from './errors.js';
import type { Reason } from './reasons.js';

const WHAT: Partial<Record<ErrorKind, string>> = {
  authentication: 'The API did not accept the credentials',
  permission: 'The API does not permit this',
  not_found: 'Not found',
  conflict: 'In conflict with what is there',
  rate_limited: 'Too many requests',
  upstream: 'The API failed',
};

/** What the API said, in one sentence, with its code. */
export function sentence(
  { tool }: Definition,
  kind: ErrorKind,
  { code, message }: Reason,
  httpStatus: number | undefined,
): string {
  const marks = [
    ...(code !== undefined ? [`code ${code}`] : []),
    ...(httpStatus !== undefined && httpStatus >= 400 && String(code) !== String(httpStatus)
      ? [`HTTP ${httpStatus}`]
      : []),
  ];
  const what = WHAT[kind] ?? `The API refused ${tool}`;
  const said = message === undefined ? `${what}; it gave no reason` : `${what}: ${message}`;
  return marks.length === 0 ? said : `${said} (${marks.join(', ')})`;
}

/** For a write that may or may not have taken effect. */
export const unknownOutcomeAdvice = ({ section }: Definition): string =>
  `Do not repeat it yet: it may have taken effect. Read the entity back first (tools of the section ${section}), and repeat only if nothing changed.`;

export const partialAdvice = (read: boolean): string =>
  read
    ? 'details.found has what was found. Correct or leave out what details.failed names.'
    : 'What details.applied lists is done: do not send it again. Correct and send only what details.failed names.';

/** What to do next about a failure that the API reported. */
export function adviceFor(
  definition: Definition,
  { kind, outcome, retryable }: Pick<ErrorFields, 'kind' | 'outcome' | 'retryable'>,
): string {
  if (outcome === 'unknown') return unknownOutcomeAdvice(definition);
  const unchanged = risk(definition) === 'read' ? '' : ' Nothing was changed.';
  switch (kind) {
    case 'permission':
      return `The credentials may not do this, so another try will not help.${accessGroup(definition)} Ask the person who runs this server.`;
    case 'not_found':
      return `Check the identifier and what kind it is (a mobile needs its country code), or look the entity up first.${unchanged}`;
    case 'conflict':
      return retryable
        ? `Something else is working on the same entity. Wait a few seconds, then call again, one call at a time.${unchanged}`
        : `Read what is there before you decide; do not repeat the call as it is.${unchanged}`;
    case 'rate_limited':
      return `Wait${unchanged === '' ? '' : ', then send it again: it was not processed'}; make fewer calls at a time.`;
    case 'upstream':
      return retryable
        ? `Call again in a while; if it stays so, tell the user that Capillary has a fault.${unchanged}`
        : `Tell the user that Capillary has a fault.${unchanged}`;
    default:
      return `Correct what the message names, or tell the user why it was refused; the same call will fail again.${unchanged}`;
  }
}

const accessGroup = ({ effectiveAccessGroup }: Definition): string =>
  effectiveAccessGroup === null ? '' : ` The API key needs the access group ${effectiveAccessGroup}.`;
