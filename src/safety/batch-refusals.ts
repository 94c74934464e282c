/** Why a batch, or a row of it, is refused. In each case nothing is sent. */
import type { CallContext } from '../call/call.js';
import { CapillaryError } from '../client/errors.js';
import type { Definition } from '../tools/define.js';
import type { BatchState } from './batch-record.js';
import { adviseToLook } from './holds.js';

/** The refusal of a call of a batch, with its row. @throws what is no refusal */
export function atRow(error: unknown, row?: number): CapillaryError {
  if (!(error instanceof CapillaryError)) throw error;
  if (row === undefined) return error;
  const details = { ...error.details, row: row + 1 };
  return error.with({ message: `Row ${row + 1} of the batch: ${error.fields.message}`, details });
}

export const batchConflict = (what: string, reason: string): CapillaryError =>
  new CapillaryError({
    kind: 'conflict',
    message: `${what} was not called: ${reason}.`,
    hint: 'If a batch is being made, wait for its answer. Else make a new plan with preview_call.',
    retryable: false,
    outcome: 'not_sent',
  });

export const batchesUnavailable = (): CapillaryError =>
  new CapillaryError({
    kind: 'conflict',
    message: 'The batch was not made: what was recorded of batches cannot be read at the moment.',
    hint: 'Call again in a minute.',
    retryable: true,
    outcome: 'not_sent',
  });

export const unrecordedBatch = ({ tool }: Definition): CapillaryError =>
  new CapillaryError({
    kind: 'not_configured',
    message: `The batch of ${tool} was not made: it could not be recorded, so that it could not be taken up again after a crash.`,
    hint: 'Ask the operator of this server to see to the folder of --state-dir. Single calls still work.',
    retryable: false,
    outcome: 'not_sent',
  });

export const tooLargeBatch = ({ tool }: Definition): CapillaryError =>
  new CapillaryError({
    kind: 'invalid_arguments',
    message: `The batch of ${tool} was not made: its arguments are too large to be recorded.`,
    hint: 'Make several smaller batches.',
    retryable: false,
    outcome: 'not_sent',
  });

/** A batch that was begun is only taken up by its number, so that no row is made twice. */
export const mustContinue = ({ tool }: Definition, number: string, { outcomes, rows }: BatchState): CapillaryError =>
  new CapillaryError({
    kind: 'held',
    message: `The batch of ${tool} was not made: the same batch was begun as plan ${number}, and ${outcomes.size} of its ${rows} rows were sent.`,
    hint: `Go on with the plan instead of the calls: {"name": "${tool}", "plan": "${number}"}. It repeats no row that was sent.`,
    retryable: false,
    outcome: 'not_sent',
    details: { plan: number, done: outcomes.size, left: rows - outcomes.size },
  });

export const repeatedBatch = ({ tool }: Definition, { finishedAt = 0, rows, outcomes }: BatchState): CapillaryError =>
  new CapillaryError({
    kind: 'held',
    message: `The batch of ${tool} was not made: the same batch was made already and ended ${new Date(finishedAt).toISOString().replace(/\.\d+/, '')}.`,
    hint: 'If the user wants it once more, add "again": true beside calls. Otherwise it is done.',
    retryable: false,
    outcome: 'not_sent',
    details: { rows, outcomes: countOutcomes(outcomes) },
  });

/** The batch goes on behind a row only when its caller has looked what became of it. */
export async function rowUnknown(
  definition: Definition,
  number: string,
  row: number,
  canCall: CallContext['canCall'],
): Promise<CapillaryError> {
  return new CapillaryError({
    kind: 'held',
    message: `The batch of ${definition.tool} was not continued: the outcome of row ${row + 1} is unknown, and it may have taken effect.`,
    hint: `${await adviseToLook(definition, canCall)} Then call again with the plan: the batch goes on behind row ${row + 1}, and never repeats it; if it has to be made again, make it as a single call. With "again": true the batch goes on without reading.`,
    retryable: false,
    outcome: 'not_sent',
    details: { plan: number, row: row + 1 },
  });
}

/** How many rows have which outcome. */
export function countOutcomes(outcomes: BatchState['outcomes']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes.values()) {
    const name = outcome === 'sending' ? 'unknown' : outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
