/** The note on a day without a time at which something ends. */
import { findAtPath } from '../client/paths.js';
import { type Definition, risk } from '../tools/define.js';
import { endsOf } from '../tools/ends.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Arguments that the note names. */
const MAX_NAMED = 3;

/** Empty if every end has a time, or the call changes nothing. */
export function endDayNotes(definition: Definition, args: Readonly<Record<string, unknown>>): string[] {
  if (risk(definition) === 'read') return [];
  const days = endsOf(definition).filter((path) =>
    findAtPath(args, path).some(({ value }) => typeof value === 'string' && DAY.test(value)),
  );
  if (days.length === 0) return [];
  const names = days.slice(0, MAX_NAMED).join(', ');
  return [`${names}: a day without a time is the beginning of that day. If that day is to be included, pass its end.`];
}
