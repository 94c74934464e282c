/** Makes an answer shorter without losing anything: see {@link leaveOutEmptyMembers} and {@link replaceRepeats}. */
import { leaveOutEmptyMembers } from './empty-members.js';
import type { Selected } from './project.js';
import { replaceRepeats } from './repeats.js';

export interface Compacted {
  value: unknown;
  /** What was left out, and how to read what is shown instead. */
  notes: string[];
  /** The same with its repetitions, if they were replaced. */
  plain?: { value: unknown };
}

/**
 * @param selected - what `fields` names: such members are kept even if they are empty
 * @param maxCharacters - the limit for the result; what certainly exceeds it is left as it is
 */
export function compact(value: unknown, selected: Selected | undefined, maxCharacters: number): Compacted {
  if (typeof value !== 'object' || value === null) return { value, notes: [] };
  // A value has two characters at least. Twice as many characters may be left out as are shown, and more.
  const maxValues = Math.floor(maxCharacters / 2);
  const filled = leaveOutEmptyMembers(value, { selected, maxValues });
  const replaced = replaceRepeats(filled.value, maxValues);
  return {
    value: replaced.value,
    notes: [...filled.notes, ...replaced.notes],
    ...(replaced.value !== filled.value && { plain: { value: filled.value } }),
  };
}
