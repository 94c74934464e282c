/** Asks the user before a call, where the client can pass a question on. */
import { createHash, randomBytes } from 'node:crypto';
import { type CallContext, type ConsentAnswer, InputRequired } from '../call/call.js';
import { CapillaryError } from '../client/errors.js';
import { canonicalJson } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { type Measured, measure, sumUp } from './amounts.js';
import type { Call } from './limits.js';
import { ANSWER_MS, type ConfirmFallback, type ConfirmMode, type Policy } from './policy.js';
import type { QuestionSources } from './question.js';
import type { Tickets } from './tickets.js';

type Args = Readonly<Record<string, unknown>>;

export interface ConsentOptions extends QuestionSources {
  mode: ConfirmMode;
  fallback: ConfirmFallback;
  tickets: Tickets;
  /** Keeps the questions of organizations apart. */
  organization: string;
}

/** Whether the user is to be asked about calls of a tool, which are made together. */
export function needsConsent(mode: ConfirmMode, policy: Policy, calls: readonly Call[]): boolean {
  const destructive = calls.filter(({ definition }) => risk(definition) === 'destructive');
  if (mode === 'never' || destructive.length === 0) return false;
  if (mode === 'always' || destructive.some(({ definition }) => definition.consent === 'always')) return true;
  const limited = destructive.filter(({ definition }) => definition.consent === 'overLimit');
  return exceeds(policy, sumUp(limited.map(({ definition, args }) => measure(definition, args))));
}

function exceeds({ askAbove }: Policy, { points, bills, messages, rows }: Measured): boolean {
  const total = points.reduce((sum, row) => sum + (row.points ?? Number.POSITIVE_INFINITY), 0);
  return (
    (askAbove.points !== null && total > askAbove.points) ||
    (askAbove.billAmount !== null && bills.some((bill) => bill > (askAbove.billAmount ?? 0))) ||
    (askAbove.messages !== null && messages > askAbove.messages) ||
    (askAbove.rows !== null && rows > askAbove.rows)
  );
}

/** What the user is asked about. */
export interface Asked {
  definition: Definition;
  args: Args;
  /** Words the question. */
  phrase: () => Promise<string>;
}

/**
 * Obtains the user's consent.
 *
 * @returns how it was given, for the record
 * @throws CapillaryError if it was not given, or can no longer be; InputRequired if the client has to ask first
 */
export async function obtainConsent(
  { organization, tickets, fallback }: Pick<ConsentOptions, 'organization' | 'tickets' | 'fallback'>,
  { definition, args, phrase }: Asked,
  { asking, subject, signal, isFromView }: CallContext,
): Promise<string> {
  if (!asking) return withoutAsking(isFromView ? 'view' : fallback, definition);
  const bound = bindingOf(organization, subject, definition, args);
  if (asking.kind === 'rounds' && asking.state !== undefined) {
    await redeem(tickets, definition, asking.state, bound);
    return checkAnswer(definition, asking.answer, signal);
  }
  const question = await phrase();
  if (signal?.aborted) throw refusal(definition, 'cancelled', 'the call was cancelled before the user answered');
  if (asking.kind === 'inline') return checkAnswer(definition, await asking.ask(question), signal);
  const state = randomBytes(24).toString('base64url');
  if (!(await tickets.put(state, bound, ANSWER_MS))) throw unavailable(definition);
  throw new InputRequired(question, state);
}

/** @param fallback - `view` if a view calls, for which the host may ask nobody */
function withoutAsking(fallback: ConfirmFallback | 'view', definition: Definition): string {
  if (fallback === 'host') return 'left to the host';
  throw new CapillaryError({
    kind: 'consent_required',
    message: `${definition.tool} was not called: the user has to be asked, and this client cannot ask (no elicitation).`,
    hint:
      fallback === 'view'
        ? 'Ask the assistant to carry out the plan: it can, if this client then asks you.'
        : 'Tell the user that it has to be done by hand, or with a client that can ask.',
    retryable: false,
    outcome: 'not_sent',
  });
}

/** The state is good once, for the same call of the same caller. */
async function redeem(tickets: Tickets, definition: Definition, state: string, bound: string): Promise<void> {
  const taken = state.length > 100 ? undefined : await tickets.take(state);
  if (taken === 'unavailable') throw unavailable(definition);
  if (taken?.value === bound) return;
  const reason =
    taken === undefined ? 'the answer came too late, or was used already' : 'the answer was to another call';
  throw refusal(definition, 'expired', reason);
}

function checkAnswer(
  definition: Definition,
  answer: ConsentAnswer | undefined,
  signal: AbortSignal | undefined,
): string {
  if (signal?.aborted) throw refusal(definition, 'cancelled', 'the call was cancelled before the user answered');
  if (answer === 'accept') return 'given';
  if (answer === 'decline') throw refusal(definition, 'declined', 'the user declined');
  if (answer === 'late') throw refusal(definition, 'expired', 'the user did not answer within five minutes');
  throw refusal(definition, 'cancelled', 'the user closed the question without an answer');
}

function refusal(definition: Definition, consent: string, reason: string): CapillaryError {
  return new CapillaryError({
    kind: 'consent_required',
    message: `${definition.tool} was not called: ${reason}.`,
    hint:
      consent === 'declined'
        ? 'Do not call again unless the user asks for it.'
        : 'Ask the user whether to try again; the question is then asked anew.',
    retryable: false,
    outcome: 'not_sent',
    details: { consent },
  });
}

const unavailable = (definition: Definition): CapillaryError =>
  refusal(definition, 'unavailable', 'questions to users cannot be kept at the moment, so that none could be asked');

/** What an answer is good for, without saying it. */
function bindingOf(organization: string, subject: string | undefined, { tool }: Definition, args: Args): string {
  return createHash('sha256')
    .update(canonicalJson([organization, subject ?? null, tool, args]))
    .digest('base64url');
}
