/** What a batch answers: what is done and left, what became of each row, and how to go on. */
import type { Answer } from '../call/result.js';
import { Truncator } from '../call/truncate.js';
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import type { BatchState } from './batch-record.js';
import { countOutcomes } from './batch-refusals.js';
import type { RowResult, RunEnd, StopReason } from './batch-run.js';

/** The part of a result that answers of rows may take. */
const SHARE = 0.8;

const MAX_NOTES = 10;

/** @param end - of this run; none if there was nothing left to do */
export function reportOf(
  { definition, number }: { readonly definition: Definition; readonly number: string },
  { rows, outcomes }: BatchState,
  end?: RunEnd,
  maxCharacters = 0,
): Answer {
  const left = rows - outcomes.size;
  const entries = withHintsOnce(end?.results ?? []);
  const { parts } = new Truncator(maxCharacters).truncateEach(entries, Math.floor(maxCharacters * SHARE));
  const stopped = end?.stopped;
  const isCut = parts.some(({ truncations }) => truncations.length > 0);
  return {
    value: {
      batch: definition.tool,
      plan: number,
      rows,
      done: outcomes.size,
      left,
      outcomes: countOutcomes(outcomes),
      ...(stopped && { stopped: `at row ${stopped.row + 1}: ${REASONS[stopped.reason]}` }),
      ...(stopped && { next: nextStep(stopped.reason, number, stopped.row) }),
      ...(end
        ? { results: parts.map(({ value }) => value) }
        : { note: 'All rows were made before. Nothing was sent now.' }),
    },
    notes: [
      ...(end?.takeLateNotes() ?? []),
      ...notesOn(end?.results ?? []),
      ...(isCut ? ['Answers of rows are shortened, so that all fit; name what you need in fields.'] : []),
    ],
  };
}

const REASONS: Readonly<Record<StopReason, string>> = {
  unknown: 'its outcome is unknown',
  not_sent: 'it could not be sent',
  not_recorded: 'what became of it could not be recorded',
  time: 'a batch returns within 40 seconds',
  cancelled: 'the call was cancelled',
  closing: 'this server is stopping',
  budget: 'the limit of calls per minute is reached',
};

function nextStep(reason: StopReason, number: string, row: number): string {
  const again = `call again with {"plan": "${number}"} and without calls`;
  if (reason !== 'unknown' && reason !== 'not_recorded') return `To go on, ${again}. No row that was sent is repeated.`;
  return `Read what became of row ${row + 1}, then ${again}: the batch goes on behind that row and never repeats it. With "again": true it goes on without reading.`;
}

function entryOf({ row, outcome, answer: { value } }: RowResult): Record<string, unknown> {
  const error = isObject(value) && isObject(value['error']) ? value['error'] : undefined;
  if (outcome === 'applied' || !error) return { row: row + 1, outcome, result: value };
  // Said once already.
  const { outcome: _, retryable: __, ...shown } = error;
  return { row: row + 1, outcome, error: shown };
}

/** Rows that fail for the same reason have the same hint. */
function withHintsOnce(results: readonly RowResult[]): Record<string, unknown>[] {
  const known = new Set<unknown>();
  return results.map((result) => {
    const entry = entryOf(result);
    const { error } = entry;
    if (!isObject(error) || !known.has(error['hint'])) {
      if (isObject(error)) known.add(error['hint']);
      return entry;
    }
    const { hint: _, ...shown } = error;
    return { ...entry, error: shown };
  });
}

/** The notes on rows, each once. */
function notesOn(results: readonly RowResult[]): string[] {
  const rows = new Map<string, number[]>();
  for (const { row, answer } of results) {
    for (const note of answer.notes) rows.set(note, [...(rows.get(note) ?? []), row + 1]);
  }
  return [...rows].slice(0, MAX_NOTES).map(([note, having]) => {
    if (having.length === results.length) return note;
    const others = having.length - 1;
    return `Row ${having[0]}${others > 0 ? ` and ${others} more` : ''}: ${note}`;
  });
}
