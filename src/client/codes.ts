/** Classifies a refusal by its code or its message. The definitions say what each code means. */
import type { CodeKind, ResponseMeaning } from '../tools/response.js';

type Code = string | number | undefined;

/** The kind of a code; undefined if the definition has no entry for it. */
export function kindOfCode({ codes }: Pick<ResponseMeaning, 'codes'>, code: Code): CodeKind | undefined {
  return code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** Whether the API did not process the call and the same call may succeed later. */
export const isTransient = ({ transientCodes }: Pick<ResponseMeaning, 'transientCodes'>, code: Code): boolean =>
  transientCodes.includes(Number(code));

/** Whether a failure with this code left part of the call or of the row done. */
export const isPartial = ({ partialCodes }: Pick<ResponseMeaning, 'partialCodes'>, code: Code): boolean =>
  partialCodes.includes(Number(code));

/** The kind of a refusal whose code has no entry, judged by its message. */
export function kindOfMessage(message = ''): 'not_found' | 'conflict' | 'rejected' {
  if (/\b(not found|does ?n[o']t exist|do not exist|no such)\b/i.test(message)) return 'not_found';
  return /\balready (exists?|registered)\b/i.test(message) ? 'conflict' : 'rejected';
}
