/** What a task is: a request in a person's words, what must be true afterwards, and ways to do it right and wrong. */
import type { BrandName } from '../src/sandbox/brands/names.js';
import type { DOMAINS } from '../src/tools/domains.js';
import type { AnswerFact } from './grading/answer.js';
import type { StateExpectation } from './grading/state.js';

/**
 * One tool call. A text in its arguments may be `{2.data.0.id}`, the value that a selector finds in the answer of the
 * second call, with its type; or contain such placeholders among other text.
 */
export type Call = readonly [tool: string, args?: Readonly<Record<string, unknown>>];

/** Tool calls, and at the end what is said to the user, which may contain placeholders too. */
export type Way = readonly (Call | string)[];

export interface Expectations {
  /** By selector over the sandbox's state, with `members` and `groups` for short; see grading/state.ts. */
  state?: Readonly<Record<string, StateExpectation>>;
  /** Facts that the answer must state; see grading/answer.ts. */
  answer?: readonly AnswerFact[];
  /** `true`: nothing may change. Selectors: what they find may not change. */
  unchanged?: true | readonly string[];
}

/** What a task is like: one fact, many records, several writes, a refusal, a question that must be asked. */
type Kind = 'look-up' | 'many' | 'write' | 'steps' | 'refuse' | 'ambiguous';

export interface TaskInput {
  /** Unique in its domain. */
  id: string;
  brand: BrandName;
  kind: Kind;
  /** As a marketer, store employee, support agent or fleet manager would say it. */
  prompt: string;
  expect: Expectations;
  /** Changes the seeded world before the task begins. */
  setup?: readonly Call[];
  reference: Way;
  /** Looks right and can be carried out, but must fail. */
  wrong: Way;
  /** Other ways that must pass: older tools, bulk tools, another order. */
  otherWays?: readonly Way[];
}

/** A domain of the catalogue, as toolsets name it. */
export type DomainName = (typeof DOMAINS)[keyof typeof DOMAINS];

export interface Task extends TaskInput {
  domain: DomainName;
}

/** The tasks of a domain. Their ids become `domain/id`. */
export const tasksOf = (domain: DomainName, tasks: readonly TaskInput[]): Task[] =>
  tasks.map((task) => ({ ...task, id: `${domain}/${task.id}`, domain }));

export const callsOf = (way: Way): Call[] => way.filter((step): step is Call => typeof step !== 'string');
