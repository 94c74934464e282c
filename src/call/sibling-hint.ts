/** What to do about a body in the form of another API layer: which tool takes it. */
import { CapillaryError } from '../client/errors.js';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { allDefinitions } from '../tools/sections.js';
import { checkArguments } from './arguments.js';
import { hasKeysOf } from './body-form.js';
import type { CanCall } from './lookup-hint.js';
import type { ArgumentProblem } from './problems.js';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * If a body was refused that an older or newer form of the tool takes as it is, the hint names that tool. Loads the
 * catalogue if the body may be meant for another tool.
 *
 * @param args - the arguments of the call
 */
export async function withSiblingHint(
  error: CapillaryError,
  definition: Definition,
  { body }: Arguments,
  canCall: CanCall,
): Promise<CapillaryError> {
  if (error.kind !== 'invalid_arguments' || typeof body !== 'object' || body === null) return error;
  if (!problemsIn(error).some(isAboutBody)) return error;
  for (const sibling of await siblingsOf(definition)) {
    if (!takes(sibling, body) || !(await canCall(sibling.tool))) continue;
    return error.with({ hint: `${error.hint} Or call ${sibling.tool}, which takes a body of this form.` });
  }
  return error;
}

const cached = new WeakMap<Definition, readonly Definition[]>();

async function siblingsOf(definition: Definition): Promise<readonly Definition[]> {
  const known = cached.get(definition);
  if (known) return known;
  const siblings = (await allDefinitions()).filter((other) => isSibling(definition, other));
  cached.set(definition, siblings);
  return siblings;
}

/** Whether two tools do the same in different forms. The v1 twin of a v1.1 tool is never better than that. */
function isSibling(one: Definition, other: Definition): boolean {
  if (one.tool === other.tool || one.method === 'GET' || (other.legacy && other.version === 'v1')) return false;
  return (
    one.supersededBy === other.tool ||
    other.supersededBy === one.tool ||
    withoutVersion(one.tool) === withoutVersion(other.tool) ||
    (one.domain === other.domain && one.title === other.title)
  );
}

const withoutVersion = (tool: string): string => tool.replace(/_v1(_1)?$/, '');

/** Whether nothing is wrong with a body in the form of the tool. */
function takes(definition: Definition, body: object): boolean {
  if (!definition.body || !hasKeysOf(definition.body(), body)) return false;
  try {
    checkArguments(definition, { body });
    return true;
  } catch (error) {
    return error instanceof CapillaryError && !problemsIn(error).some(isAboutBody);
  }
}

function problemsIn({ details }: CapillaryError): ArgumentProblem[] {
  const listed: unknown = details?.['arguments'];
  return Array.isArray(listed) ? listed.filter(isProblem) : [];
}

const isProblem = (value: unknown): value is ArgumentProblem =>
  isObject(value) && typeof value['argument'] === 'string';
const isAboutBody = ({ argument }: ArgumentProblem): boolean => /^body\b/.test(argument);
