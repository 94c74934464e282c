/** What the user is asked before a batch: how often, how much in all, of whom, and what the first call does. */
import { stringifyJson } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { type Measured, measure, sumOfPoints, sumUp } from './amounts.js';
import type { Call } from './limits.js';
import { identifiersIn, nameSubject, phraseQuestion, type QuestionSources } from './question.js';
import type { Identifier, Subject } from './subjects.js';

/** Customers who are looked up and named; the others are counted. */
export const MAX_NAMED = 3;

/** A customer whom calls of a batch concern, with the first of these calls. */
export interface BatchSubject {
  /** From 0. */
  readonly row: number;
  readonly identifier: Identifier;
}

/** The customers whom the calls concern, each once. */
export function subjectsOf(calls: readonly Call[]): BatchSubject[] {
  const known = new Map<string, BatchSubject>();
  for (const [row, { definition, args }] of calls.entries()) {
    for (const identifier of identifiersIn(definition, args)) {
      const key = stringifyJson(identifier);
      if (!known.has(key)) known.set(key, { row, identifier });
    }
  }
  return [...known.values()];
}

/** Looks up each customer once, however often it is asked for. */
export function lookUpEachOnce(lookUp: QuestionSources['lookUp']): QuestionSources['lookUp'] {
  const known = new Map<string, Promise<Subject | undefined>>();
  return (identifier) => {
    const key = stringifyJson(identifier);
    const subject = known.get(key) ?? lookUp(identifier);
    known.set(key, subject);
    return subject;
  };
}

/** What calls amount to together, also where their arguments leave it to the API and a limit concerns it. */
export const measureAll = async (
  calls: readonly Call[],
  { measure: lookUp }: Pick<QuestionSources, 'measure'>,
): Promise<Measured> =>
  sumUp(await Promise.all(calls.map(({ definition, args }) => (lookUp ?? measure)(definition, args))));

/**
 * `Redeem Points 40 times: 4,000 points (₹1,000) in all, of "Asha Rao", mobile …2233; "Ravi", mobile …2244; "Mei",
 * mobile …2255 and 37 more? The first: Redeem 100 points of "Asha Rao", mobile …2233? … This cannot be undone.`
 */
export async function phraseBatchQuestion(
  definition: Definition,
  calls: readonly Call[],
  given: QuestionSources,
): Promise<string> {
  const sources = { ...given, lookUp: lookUpEachOnce(given.lookUp) };
  const [first] = calls;
  const total = await measureAll(calls, given);
  const points = sumOfPoints(total);
  const subjects = subjectsOf(calls);
  const [named, value, question] = await Promise.all([
    Promise.all(
      subjects
        .slice(0, MAX_NAMED)
        .map(async ({ identifier }) => nameSubject(identifier, await sources.lookUp(identifier))),
    ),
    points > 0 ? given.worth(points) : undefined,
    first && phraseQuestion(first.definition, first.args, sources),
  ]);
  const others = subjects.length - named.length;
  const amounts = [
    ...(points > 0 ? [`${format(points)} points${value === undefined ? '' : ` (${value})`} in all`] : []),
    ...(total.messages > 0 ? [`${format(total.messages)} messages`] : []),
    ...(named.length > 0 ? [`of ${named.join('; ')}${others > 0 ? ` and ${others} more` : ''}`] : []),
  ];
  const what = amounts.length === 0 ? '' : `: ${amounts.join(', ')}`;
  return `${definition.title} ${calls.length} times${what}? The first: ${question}`;
}

const format = (amount: number): string => amount.toLocaleString('en-US', { maximumFractionDigits: 3 });
