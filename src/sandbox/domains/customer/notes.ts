/** Notes that staff write about a customer. */
import { type Instant, now } from '../../world/clock.js';
import { nextId, type World } from '../../world/world.js';
import type { Customer, Note } from './state.js';

const LONGEST = 255;

/** A note to add or, with an id, to change. */
export interface NoteInput {
  id?: number;
  description: string;
  /** Now by default. */
  date?: Instant;
}

/**
 * Whether a note can be saved: plain text within the maximum length and, with an id, an existing note of the customer.
 */
const canBeWritten = (customer: Customer, { id, description }: NoteInput): boolean =>
  description !== '' &&
  description.length <= LONGEST &&
  (id === undefined || customer.notes.some((note) => note.id === id));

/** Saves the valid notes and returns the invalid ones separately. */
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
