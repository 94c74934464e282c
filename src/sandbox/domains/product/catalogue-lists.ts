/** Lists of the v2 catalog: searched by text, codes or ids, filtered by organization unit, sorted and paged. */
import { booleanOf, given, type JsonObject, numberOf, oneOf, textOf } from '../../http/arguments.js';
import { type Reply, reply } from '../../http/replies.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { sameCode, unitOf } from './catalogue.js';
import { ORG_LEVEL } from './state.js';

const MOST_ROWS = 100;
const MOST_NAMED = 30;

interface Listed {
  id: number;
  ouId: number;
  active: boolean;
}

/**
 * The rows of the organization, of its concepts, or of both.
 * @throws 10001 if no concept has the code
 * @throws 10002 if concepts cannot have products of their own
 */
export function inScope<T extends { ouId: number }>(
  world: World,
  rows: readonly T[],
  code: unknown,
  fetchType: unknown,
): T[] {
  const unit = given(code) ? unitOf(world, textOf(code)) : null;
  const scope = oneOf(['ALL', 'ORG', 'SCOPE'], fetchType) ?? (unit === null ? 'ALL' : 'SCOPE');
  return rows.filter(({ ouId }) => {
    if (ouId === ORG_LEVEL) return scope !== 'SCOPE';
    return scope !== 'ORG' && (unit === null || ouId === unit);
  });
}

export interface Listing<T> {
  rows: readonly T[];
  code: (row: T) => string;
  face: (row: T) => object;
  /** The texts that `q` is matched with; by default, prefixes of the code. */
  search?: (q: string) => (row: T) => boolean;
}

interface Found<T> {
  rows: T[];
  warnings: Warning[];
  /** Whether exactly one code or id was requested. */
  single: boolean;
}

/**
 * Rows that match `q`, `entityCodes` or `entityIds`; the first of them that is given counts. Warnings: 10009–10013.
 * @throws 10007, 10008 if more codes or ids than allowed are given
 */
function findRows<T extends Listed>(query: JsonObject, { rows, code, search }: Listing<T>): Found<T> {
  const warnings: Warning[] = [];
  const warn = (number: number, message: string) => warnings.push({ code: number, message });
  const [q, codes, ids] = [textOf(query['q']), textOf(query['entityCodes']), textOf(query['entityIds'])];
  const partsOf = (text: string, failure: number): string[] => {
    const parts = text.split(',').map((each) => each.trim());
    if (parts.length > MOST_NAMED) fail(failure, `At most ${MOST_NAMED} codes or ids can be given`, 400);
    if (parts.includes('')) warn(10011, 'Blank codes or ids were ignored');
    return parts.filter((each) => each !== '');
  };
  if (q !== '') {
    if (codes !== '' || ids !== '') warn(10009, 'q was used; entityCodes and entityIds were ignored');
    const starts = (row: T): boolean => code(row).toLowerCase().startsWith(q.toLowerCase());
    return { rows: rows.filter(search?.(q) ?? starts), warnings, single: false };
  }
  if (codes !== '') {
    if (ids !== '') warn(10010, 'entityCodes was used; entityIds was ignored');
    const wanted = partsOf(codes, 10007);
    const found = rows.filter((row) => wanted.some((each) => sameCode(each, code(row))));
    return { rows: found, warnings, single: wanted.length === 1 };
  }
  if (ids === '') return { rows: [...rows], warnings, single: false };
  const parts = partsOf(ids, 10008);
  const wanted = new Set(parts.map(numberOf).filter((id) => id !== null));
  if (wanted.size === 0) {
    warn(10013, 'None of the ids is a number; all rows are listed');
    return { rows: [...rows], warnings, single: false };
  }
  if (parts.some((each) => numberOf(each) === null)) warn(10012, 'Ids that are not numbers were ignored');
  return { rows: rows.filter(({ id }) => wanted.has(id)), warnings, single: wanted.size === 1 };
}

/**
 * A page of a list, with warnings next to the data.
 * @throws 10001, 10002 for the organization unit
 * @throws 10004, 10005 if the limit is too high or below 1
 * @throws 10006 if the offset is below 0
 * @throws 10007, 10008 if more codes or ids than allowed are given
 */
export function listRows<T extends Listed>(
  world: World,
  query: JsonObject,
  listing: Listing<T>,
  beside: (found: Found<T>) => readonly Warning[] = () => [],
): Reply {
  const scoped = inScope(world, listing.rows, query['ouCode'], query['fetchType']);
  const { limit, offset } = pageAsked(query);
  const found = findRows(query, { ...listing, rows: scoped });
  const warnings = [...found.warnings];
  const sortBy = given(query['sortBy']) ? oneOf(['id', 'code'], query['sortBy']) : 'id';
  if (sortBy === null) warnings.push({ code: 10014, message: 'sortBy must be id or code; sorted by id' });
  const direction = oneOf(['ASC', 'DESC'], query['sortOrder']) === 'ASC' ? 1 : -1;
  const compare = (a: T, b: T): number =>
    sortBy === 'code' ? listing.code(a).localeCompare(listing.code(b)) : a.id - b.id;
  const rows = found.rows
    .filter(({ active }) => !given(query['isActive']) || active === booleanOf(query['isActive']))
    .sort((a, b) => direction * compare(a, b));
  warnings.push(...beside(found));
  return reply({
    data: rows.slice(offset, offset + limit).map(listing.face),
    pagination: { limit, offset, total: rows.length },
    ...(warnings.length > 0 && { warnings }),
  });
}

function pageAsked(query: JsonObject): { limit: number; offset: number } {
  const limit = given(query['limit']) ? numberOf(query['limit']) : 10;
  const offset = given(query['offset']) ? numberOf(query['offset']) : 0;
  if (limit !== null && limit > MOST_ROWS) fail(10004, `limit must be at most ${MOST_ROWS}`, 400);
  if (limit === null || limit < 1) return fail(10005, 'limit must be at least 1', 400);
  if (offset === null || offset < 0) return fail(10006, 'offset must be at least 0', 400);
  return { limit, offset };
}
