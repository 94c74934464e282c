/** What the code or the text of a refusal says. Which code says what, the definition knows. */
import type { CodeKind, ResponseMeaning } from '../tools/response.js';

type Code = string | number | undefined;

/** What a code says; undefined for one without an entry. */
export function kindOfCode({ codes }: Pick<ResponseMeaning, 'codes'>, code: Code): CodeKind | undefined {
  return code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
}

/** Whether the same call may succeed a little later, as the API had not processed it. */
export const isTransient = ({ transientCodes }: Pick<ResponseMeaning, 'transientCodes'>, code: Code): boolean =>
  transientCodes.includes(Number(code));

/** For a refusal whose code has no entry: what its text plainly says. */
export function kindOfMessage(message = ''): 'not_found' | 'conflict' | 'rejected' {
  if (/\b(not found|does ?n[o']t exist|do not exist|no such)\b/i.test(message)) return 'not_found';
  return /\balready (exists?|registered)\b/i.test(message) ? 'conflict' : 'rejected';
}
