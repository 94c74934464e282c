/** Finding and blanking what identifies a person in the texts of records. */

import type { World } from '../world/world.js';
import type { Customer } from './customer/state.js';

/** Whether a value identifies the person. */
export type IsPersonal = (value: string | number) => boolean;

/** The values of a customer's identifiers, and of the channels that are not another customer's identifiers. */
export function addressesOf(world: World, { id, profiles }: Customer): string[] {
  const identifiers = profiles.flatMap((profile) => profile.identifiers);
  const channels = profiles
    .flatMap(({ commChannels }) => commChannels)
    .filter(({ type, value }) => (world.identifierIndex[`${type}:${value}`] ?? id) === id);
  return [...identifiers, ...channels].map(({ value }) => value).filter((value) => value !== '');
}

/** A customer's first and last names. Others may have them, too. */
export const namesOf = ({ profiles }: Customer): string[] =>
  profiles.flatMap(({ firstName, lastName }) => [firstName, lastName]).filter((name) => name !== '');

/** Shorter texts are found only if they are the whole value, because they would be found in anything. */
const SHORTEST_WITHIN = 3;

/** Shorter numbers are amounts. */
const SHORTEST_NUMBER = 8;

/** Whether a value is one of some texts or contains one as whole words, in whatever case. */
export function containing(texts: Iterable<string>): IsPersonal {
  const wanted = [...texts].map((text) => text.toLowerCase());
  return (value) => {
    const text = String(value).toLowerCase();
    if (typeof value === 'number') return text.length >= SHORTEST_NUMBER && wanted.includes(text);
    return wanted.some((each) => text === each || (each.length >= SHORTEST_WITHIN && hasWord(text, each)));
  };
}

const IN_WORD = /[\p{L}\p{N}]/u;

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text.charAt(at - 1), text.charAt(at + word.length)];
    if (!IN_WORD.test(before) && !IN_WORD.test(after)) return true;
  }
  return false;
}

/** Empties the texts that identify the person, in the given fields of records and in whatever those fields hold. */
export function blank<T extends object>(
  records: Iterable<T>,
  fields: readonly (keyof T & string)[],
  isPersonal: IsPersonal,
): void {
  for (const record of records) for (const field of fields) blankAt(record, field, record[field], isPersonal);
}

function blankAt(record: object, key: string, value: unknown, isPersonal: IsPersonal): void {
  if ((typeof value === 'string' || typeof value === 'number') && isPersonal(value)) Reflect.set(record, key, '');
  if (typeof value !== 'object' || value === null) return;
  for (const [name, each] of Object.entries(value)) blankAt(value, name, each, isPersonal);
}
