/** The note on an answer that is one page of a list: how many rows there are in all, and how to get the others. */
import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import type { PagePlace } from '../tools/response.js';

/** Parameters that take the number of rows to skip, and those that take the number of a page, from 0. */
const PARAMETERS = { offset: ['offset', 'offsets'], page: ['page', 'pageNumber', 'pageOffset'] } as const;

/** Empty if the answer does not say that there are more rows. */
export function pagingNotes({ response, query }: Definition, data: unknown): string[] {
  for (const place of response.pages) {
    const page = readPage(valueAt(data, place.at), place);
    if (!page) continue;
    const { first, size, total } = page;
    const end = first + size;
    if (end >= total) return [];
    const names = Object.keys(query());
    return [`Rows ${first + 1} to ${end} of ${total}. ${describeNext(names, place, page)}`];
  }
  return [];
}

interface Page {
  /** The number of rows before the page. */
  first: number;
  size: number;
  total: number;
}

function readPage(value: unknown, place: PagePlace): Page | undefined {
  if (!isObject(value)) return undefined;
  const total = toCount(value[place.total]);
  const size = toCount(value[place.size]);
  const offset = place.offset === undefined ? undefined : toCount(value[place.offset]);
  const page = place.page === undefined ? undefined : toCount(value[place.page]);
  if (total === undefined || size === undefined || size === 0) return undefined;
  const first = offset ?? (page === undefined ? undefined : page * size);
  return first === undefined || first >= total ? undefined : { first, size, total };
}

/** The parameter for the next page. Its value is named only if it counts what the answer counts. */
function describeNext(names: readonly string[], place: PagePlace, { first, size }: Page): string {
  const byOffset = PARAMETERS.offset.find((name) => names.includes(name));
  // Some parameters count pages under the name of those that count rows, as the answer then does too.
  const byPage = [...PARAMETERS.page, place.page].find((name) => name !== undefined && names.includes(name));
  if (place.offset !== undefined && byOffset !== undefined) return `For the next, pass ${byOffset}: ${first + size}.`;
  if (place.page !== undefined && byPage !== undefined) return `For the next, pass ${byPage}: ${first / size + 1}.`;
  const parameter = byPage ?? byOffset;
  if (parameter !== undefined) return `For the next, pass ${parameter}.`;
  return 'No parameter returns the others: narrow the request.';
}

/** A count, which may be text; undefined if it is none, such as -1 for unknown. */
function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

function valueAt(data: unknown, path: string): unknown {
  if (path === '') return data;
  return path.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), data);
}
