/** Compares an answer with the shape that the documentation shows. */

import type { Shape } from '../../documented.js';

/** Places whose keys are an organisation's own. */
const OPEN = /(fields|attributes|params|properties|map|meta|segments|details)$/i;

/** Lists that are empty if all is well. */
const NOTHING_WRONG = /(^|\.)(warnings|errors)$/;

/** Where the answer lacks what is documented, or has it of another kind: `data[].id: number documented, string here`. */
export function differences(documented: Shape, answer: unknown, at = ''): string[] {
  if (documented === null) return [];
  if (typeof documented === 'string') {
    // Any value may be null.
    if (answer === null) return [];
    const kind = Array.isArray(answer) ? 'list' : typeof answer;
    const isNumber = kind === 'string' && documented.includes('number') && Number.isFinite(Number(answer));
    return isNumber || documented.split('|').includes(kind) ? [] : [`${at}: ${documented} documented, ${kind} here`];
  }
  if (Array.isArray(documented)) return listDifferences(documented, answer, at);
  // The API writes one result as itself where it writes several as a list.
  if (Array.isArray(answer) && answer.length > 0) return differences(documented, answer[0], `${at}[]`);
  if (answer === null) return [];
  if (!isRecord(answer)) return [`${at}: an object documented, ${typeof answer} here`];
  return Object.entries(documented).flatMap(([key, inner]) => {
    const place = at === '' ? key : `${at}.${key}`;
    if (!(key in answer)) return OPEN.test(at) ? [] : [`${place}: missing`];
    return differences(inner, answer[key], place);
  });
}

function listDifferences(documented: readonly Shape[], answer: unknown, at: string): string[] {
  const [element] = documented;
  if (answer === null) return [];
  if (!Array.isArray(answer)) {
    return isRecord(answer) && element !== undefined
      ? differences(element, answer, at)
      : [`${at}: a list documented, ${typeof answer} here`];
  }
  if (element === undefined) return [];
  if (answer.length === 0) return NOTHING_WRONG.test(at) ? [] : [`${at}[]: nothing to see`];
  // Rows differ in what they have; the documentation shows one of them.
  return answer.map((each) => differences(element, each, `${at}[]`)).reduce((a, b) => (b.length < a.length ? b : a));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
