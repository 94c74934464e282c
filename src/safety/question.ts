/** What the user is asked before a call, in words that neither the agent nor the API can choose. */
import type { Definition } from '../tools/define.js';
import { type Measured, measure, sumOfPoints, valuesAt } from './amounts.js';
import { quote } from './quote.js';
import { type Identifier, identifierOf, type Subject } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

export interface QuestionSources {
  /** Undefined if the customer was not found, or not in time. */
  lookUp: (identifier: Identifier) => Promise<Subject | undefined>;
  /** What a call amounts to; by default what its arguments say. */
  measure?: (definition: Definition, args: Args) => Promise<Measured>;
  /** What points are worth, such as `₹50`; undefined if it is not known. */
  worth: (points: number) => Promise<string | undefined>;
}

/** A part in brackets, which may itself contain the `[]` of a path. */
const OPTIONAL = /\[([ ,(:][^[\]{}]*\{[^{}]*\}[^[\]]*)\]/g;

/** The path of an id. */
const IS_ID = /(^|[._])id$|Ids?$/;

/** Customers who are looked up and named; the others are counted. */
const MAX_NAMED = 1;

/**
 * Fills in the question of a definition, such as `Redeem {points} of {who}[ on bill {body.root.redeem[].transaction_number}]?`:
 * `{who}` and `{points}` as the definition says where to look, and any other path as it was given. A part in brackets is
 * left out if what it names is missing.
 */
export async function phraseQuestion(definition: Definition, args: Args, sources: QuestionSources): Promise<string> {
  const { question = `Call ${definition.tool}?` } = definition;
  const undo = undoOf(definition);
  const identifiers = identifiersIn(definition, args);
  const measured = sources.measure ? await sources.measure(definition, args) : measure(definition, args);
  const points = sumOfPoints(measured);
  const [subjects, worth] = await Promise.all([
    Promise.all(identifiers.slice(0, MAX_NAMED).map((identifier) => sources.lookUp(identifier))),
    points > 0 ? sources.worth(points) : undefined,
  ]);
  const fill = (name: string): string | undefined => {
    if (name === 'who') return nameSubjects(identifiers, subjects);
    if (name === 'points')
      return points > 0 ? `${format(points)} points${worth === undefined ? '' : ` (${worth})`}` : undefined;
    if (name.startsWith('count ')) return String(valuesAt(args, name.slice('count '.length)).length);
    return quoteValues(valuesAt(args, name), IS_ID.test(name));
  };
  const optional = question.replace(OPTIONAL, (_, part: string) => fillIn(part, fill) ?? '');
  const balance = subjects[0]?.balance;
  return [
    fillIn(optional, (name) => fill(name) ?? 'not given') ?? '',
    ...(balance === undefined || points === 0 ? [] : [`Balance now: ${format(balance)}.`]),
    undo === undefined ? 'This cannot be undone.' : `It can be undone (${undo}).`,
  ].join(' ');
}

/** How a call can be undone; undefined if it cannot be. */
export const undoOf = ({ undoneBy }: Definition): string | undefined => (undoneBy === 'nothing' ? undefined : undoneBy);

/** @returns undefined if something is missing */
function fillIn(text: string, fill: (name: string) => string | undefined): string | undefined {
  let isComplete = true;
  const filled = text.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = fill(name);
    isComplete &&= value !== undefined;
    return value ?? '';
  });
  return isComplete ? filled : undefined;
}

/** The customers that a call concerns, in the order of its arguments. */
export function identifiersIn({ subjects, amounts }: Definition, args: Args): Identifier[] {
  const paths = subjects ?? amounts?.of ?? [];
  return paths.flatMap((path) => valuesAt(args, path)).flatMap((given) => identifierOf(given) ?? []);
}

function nameSubjects(
  identifiers: readonly Identifier[],
  subjects: readonly (Subject | undefined)[],
): string | undefined {
  const [identifier] = identifiers;
  if (identifier === undefined) return undefined;
  const first = nameSubject(identifier, subjects[0]);
  const others = identifiers.length - 1;
  return others === 0 ? first : `${first}, and ${others} other${others === 1 ? '' : 's'}`;
}

/** Names a customer by what was looked up and by the identifier in the call. */
export function nameSubject(identifier: Identifier, subject: Subject | undefined): string {
  const shown = `${LABELS[identifier.name] ?? 'the customer'} ${shorten(identifier)}`;
  const name = subject?.name;
  return name === undefined ? `${shown} (the name could not be looked up)` : `${quote(name)}, ${shown}`;
}

const LABELS: Readonly<Record<string, string>> = {
  mobile: 'mobile',
  email: 'email',
  id: 'customer id',
  externalId: 'external id',
  cardnumber: 'card',
  cardExternalId: 'card',
};

/** Enough to recognize it. */
const shorten = ({ name, value }: Identifier): string =>
  name === 'mobile' && value.length > 6 ? `…${value.slice(-4).replace(/\D/g, '')}` : quote(value);

/** @param isId - whether numbers are names, not amounts */
function quoteValues(values: readonly unknown[], isId: boolean): string | undefined {
  const simple = values.filter((value) => ['string', 'number', 'boolean'].includes(typeof value));
  const [first] = simple;
  if (first === undefined || first === '') return undefined;
  const shown = typeof first === 'number' && !isId ? format(first) : quote(String(first));
  return simple.length === 1 ? shown : `${shown} and ${simple.length - 1} more`;
}

const format = (amount: number): string => amount.toLocaleString('en-US', { maximumFractionDigits: 3 });
