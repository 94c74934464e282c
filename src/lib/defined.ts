/** Objects without undefined members, for types whose optional members must be absent rather than undefined. */
import { setMember } from './json.js';

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The object without its undefined members.
 *
 * @example defined({ name: 'Polly', age: undefined }) // { name: 'Polly' }
 */
export function defined<T extends object>(members: T): Defined<T> {
  const present: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) setMember(present, name, value);
  return present as Defined<T>;
}
