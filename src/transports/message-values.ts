/** Bounds the number of values in a message: parsing 8 MB of short values would block everybody for seconds. */
import { MAX_VALUES } from '../call/bounds.js';
import { hasMoreValues } from '../lib/json-values.js';

/** A call with more arguments than it may have gets the error that names them, unless it has far more. */
const MAX_MESSAGE_VALUES = MAX_VALUES + 10_000;

/** A message of this size cannot have too many values: each but the last has at least one character and a comma. */
export const MAX_UNCOUNTED_BYTES = 2 * MAX_MESSAGE_VALUES - 1;

/** What to tell the sender of a message with too many values; undefined if it has few enough. */
export const explainExcess = (message: Buffer): string | undefined =>
  hasMoreValues(message, MAX_MESSAGE_VALUES)
    ? `The message has too many values: the limit is ${MAX_MESSAGE_VALUES}. Split it into several calls.`
    : undefined;
