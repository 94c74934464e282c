/** Notes on a successful answer that its definition has: the next step of a write, advice on a read that found nothing. */
import type { Definition } from '../tools/define.js';

/** @param data - the whole answer, before `fields` and compaction */
export function definitionNotes({ nextStep, whenEmpty }: Definition, data: unknown): string[] {
  return [
    ...(nextStep === undefined ? [] : [`Next: ${nextStep}`]),
    ...(whenEmpty !== undefined && isEmpty(data) ? [`Nothing found. ${whenEmpty}`] : []),
  ];
}

/** Lists that report on the call; they are not what it found. */
const REPORTS: ReadonlySet<string> = new Set(['errors', 'warnings', 'warning']);
/** Rows lie at most this deep: `response.product.results.item[]`. */
const MAX_DEPTH = 5;

/** Whether an answer has lists, and all of them are empty, or it counts no rows in all. */
function isEmpty(data: unknown): boolean {
  if (!isObject(data)) return Array.isArray(data) && data.length === 0;
  const { pagination } = data;
  if (isObject(pagination) && Number.isInteger(pagination['total'])) return pagination['total'] === 0;
  const lengths = listLengths(data, MAX_DEPTH);
  return lengths.length > 0 && lengths.every((length) => length === 0);
}

/** Lengths of the outermost lists. */
function listLengths(value: Readonly<Record<string, unknown>>, depth: number): number[] {
  if (depth === 0) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    if (REPORTS.has(name)) return [];
    if (Array.isArray(member)) return [member.length];
    return isObject(member) ? listLengths(member, depth - 1) : [];
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
