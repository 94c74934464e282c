/**
 * Handlers of the sandbox whose answers must fit the types of their tools. Every test that starts a sandbox with these
 * handlers therefore also tests the types, whatever else it is about.
 */
import { CapillaryError } from '../../src/client/errors.js';
import { judge } from '../../src/client/judge.js';
import { allHandlers } from '../../src/sandbox/domains/index.js';
import type { Handler, Handlers } from '../../src/sandbox/http/handler.js';
import type { Reply } from '../../src/sandbox/http/replies.js';
import { definitions } from '../../src/tools/catalogue.js';
import type { Definition } from '../../src/tools/define.js';
import { misfitsOf } from '../tools/answer-fit.js';

const all = await allHandlers();

/** The same handlers; one whose answer does not fit fails, and so does the call. */
export const fittingHandlers = (handlers: Handlers = all): Handlers =>
  Object.fromEntries(
    Object.entries(handlers).map(([tool, handler]): [string, Handler] => [
      tool,
      (call) => {
        const reply = handler(call);
        expectToFit(call.definition, reply);
        return reply;
      },
    ]),
  );

/** @throws Error if a value is of another kind than the type says, or if the type does not have a member */
function expectToFit(definition: Definition, reply: Reply): void {
  if (!isAnswer(definition, reply)) return;
  // One handler may answer several tools at the same path, and cannot know which one was called.
  const misfitsAs = ({ answer }: Definition): readonly string[] => misfitsOf(answer(), reply.body);
  if (definitionsAt(definition).some((each) => misfitsAs(each).length === 0)) return;
  const misfits = misfitsAs(definition).slice(0, 5).join('; ');
  throw new Error(`the answer of ${definition.tool} does not fit its type: ${misfits}`);
}

/** Whether the client takes a reply for an answer, be it to a part of the call, rather than for a refusal. */
function isAnswer(definition: Definition, { status, body }: Reply): boolean {
  try {
    judge(definition, status, body);
    return true;
  } catch (error) {
    return error instanceof CapillaryError && error.kind === 'partial';
  }
}

const placeOf = ({ method, path }: Definition): string => `${method} ${path}`;

/** All definitions, by method and path. */
const byPlace = new Map<string, readonly Definition[]>();
for (const definition of definitions) {
  const place = placeOf(definition);
  byPlace.set(place, [...(byPlace.get(place) ?? []), definition]);
}

/** The definitions of one method and path, the given one first. */
const definitionsAt = (definition: Definition): readonly Definition[] => [
  definition,
  ...(byPlace.get(placeOf(definition)) ?? []).filter((each) => each !== definition),
];
