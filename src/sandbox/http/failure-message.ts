/** Why a call failed, in the words of its answer. */
import { isObject, objectOf, objectsOf } from './arguments.js';
import type { Reply } from './replies.js';

/** Undefined if the call succeeded as a whole. */
export function failureMessage({ status, body }: Reply): string | undefined {
  const answer = objectOf(body);
  const own = inTouchMessage(answer['response']) ?? rowsMessage(answer) ?? verdictMessage(answer['status']);
  if (own !== undefined || status < 400) return own;
  const [first] = objectsOf(answer['errors']);
  return textIn(first?.['message']) ?? textIn(answer['error']) ?? textIn(answer['message']) ?? `Status ${status}`;
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const isFailure = (verdict: unknown): boolean => isObject(verdict) && String(verdict['success']) === 'false';

function verdictMessage(verdict: unknown): string | undefined {
  return isObject(verdict) && isFailure(verdict) ? textIn(verdict['message']) : undefined;
}

/** v1.1: rows say more than the whole, whose status is 200 in any case. */
function inTouchMessage(response: unknown): string | undefined {
  if (!isObject(response)) return undefined;
  const whole = objectOf(response['status']);
  if (!isFailure(whole) && String(whole['code']) !== SOME_FAILED) return undefined;
  for (const row of rowVerdicts(response, MAX_DEPTH)) if (isFailure(row)) return verdictMessage(row);
  return verdictMessage(whole);
}

/** The code of a whole of which some rows failed. */
const SOME_FAILED = '201';
/** Rows are no deeper; what they echo may be. */
const MAX_DEPTH = 5;

function* rowVerdicts(value: unknown, depth: number): Generator<unknown> {
  if (depth === 0 || typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (name === 'item_status') yield member;
    else yield* rowVerdicts(member, depth - 1);
  }
}

/** v2: rows of a bulk call, some of which may have succeeded. */
function rowsMessage({ response, failureCount, totalCount }: Record<string, unknown>): string | undefined {
  if (typeof failureCount !== 'number' || failureCount === 0) return undefined;
  const [failed] = objectsOf(response).flatMap(({ errors }) => objectsOf(errors));
  return `${failureCount} of ${totalCount} rows failed: ${textIn(failed?.['message']) ?? 'no reason given'}`;
}
