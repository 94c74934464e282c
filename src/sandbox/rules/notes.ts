/** Notes that staff write about a customer. */
import { type Instant, now } from '../clock.js';
import type { Customer, Note } from '../state/customer.js';
import { nextId, type World } from '../world.js';

const LONGEST = 255;

/** A note to add, or to change where it has an id. */
export interface NoteInput {
  id?: number;
  description: string;
  /** Now unless given. */
  date?: Instant;
}

/** Whether a note can be written: plain text within the length, and, where it has an id, a note of the customer. */
const canBeWritten = (customer: Customer, { id, description }: NoteInput): boolean =>
  description !== '' &&
  description.length <= LONGEST &&
  (id === undefined || customer.notes.some((note) => note.id === id));

/** Writes what can be written, and tells what could not be. */
export function writeNotes(
  world: World,
  customer: Customer,
  inputs: readonly NoteInput[],
  tillId: number,
): { written: Note[]; refused: NoteInput[] } {
  const written: Note[] = [];
  const refused: NoteInput[] = [];
  for (const input of inputs) {
    if (!canBeWritten(customer, input)) {
      refused.push(input);
      continue;
    }
    const known = customer.notes.find((note) => note.id === input.id);
    if (known) {
      known.description = input.description;
      known.createdOn = input.date ?? known.createdOn;
      written.push(known);
      continue;
    }
    const note: Note = {
      id: nextId(world, 'note'),
      description: input.description,
      createdOn: input.date ?? now(world),
      tillId,
    };
    customer.notes.push(note);
    written.push(note);
  }
  return { written, refused };
}
