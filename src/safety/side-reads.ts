/** Reads that are made for a call before it is sent: what they ask follows from the arguments of the call. */
import { CapillaryError } from '../client/errors.js';
import { isObject, setMember } from '../lib/json.js';
import { withTimeout } from '../lib/timeout.js';
import type { SideRead } from '../tools/define.js';
import { valuesAt } from './amounts.js';
import type { Read } from './subjects.js';

type Args = Readonly<Record<string, unknown>>;

/** What a read said, or why it said nothing. */
export type SideAnswer =
  | { readonly answer: unknown }
  /** The API refused the read: what it is about does not exist, or does not allow it. */
  | { readonly refused: string }
  /** Nobody knows what it would say. */
  | { readonly unknown: string };

/** A read that fails in one of these ways has said something about what it was asked for. */
const ANSWERS: readonly string[] = ['not_found', 'rejected', 'conflict'];

/** Whether the read is meant for a call with these arguments. */
export const isMeant = ({ when = [] }: SideRead, args: Args): boolean =>
  when.every(({ path, is }) => valuesAt(args, path).some((value) => is.includes(String(value).toUpperCase())));

/** @returns undefined if the call has nothing to ask about */
export async function readBeside(
  read: Read,
  side: SideRead,
  args: Args,
  waitMs: number,
): Promise<SideAnswer | undefined> {
  const { tool, args: paths, with: fixed } = side;
  if (!isMeant(side, args)) return undefined;
  const asked = argumentsOf(paths, args);
  if (Object.keys(asked).length === 0) return undefined;
  try {
    const reading = await withTimeout(waitMs, read(tool, { ...fixed, ...asked }));
    return reading ? { answer: reading.value } : { unknown: 'it did not answer in time' };
  } catch (error) {
    if (!(error instanceof CapillaryError)) return { unknown: 'it could not be asked' };
    return ANSWERS.includes(error.kind) ? { refused: error.message } : { unknown: error.message };
  }
}

/** @param paths - where each argument is, and where its value is taken from */
function argumentsOf(paths: Readonly<Record<string, string>>, args: Args): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [to, from] of Object.entries(paths)) {
    const [value] = valuesAt(args, from);
    if (value === undefined) continue;
    const [name = '', inner] = to.split('.');
    if (inner === undefined) setMember(made, name, value);
    else setMember(made, name, { ...(isObject(made[name]) && made[name]), [inner]: value });
  }
  return made;
}
