/** Arguments of a tool call, as typed on the command line. */
import { UsageError } from './usage-error.js';

/** @throws UsageError if the text is no JSON object */
export function parseArguments(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Reported below.
  }
  throw new UsageError(`The arguments must be a JSON object, such as '{"q": "Asha"}', not ${text}`);
}
