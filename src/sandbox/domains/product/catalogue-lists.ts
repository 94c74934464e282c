/** Lists of the v2 catalog: searched by text, codes or ids, filtered by organization unit, sorted and paged. */
import { numberOf } from '../../http/arguments.js';
import { fail, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { sameCode, unitOf } from './catalogue.js';
import { ORG_LEVEL } from './state.js';

const MAX_ROWS = 100;
const MAX_NAMED = 30;

interface Listed {
  readonly id: number;
  readonly ouId: number;
  readonly active: boolean;
}

/** Rows of the organization, of its units, or both. */
type FetchType = 'ALL' | 'ORG' | 'SCOPE';

/**
 * The rows of the organization, of its concepts, or of both.
 * @throws 10001 if no concept has the code
 * @throws 10002 if concepts cannot have products of their own
 */
export function inScope<T extends { readonly ouId: number }>(
  world: World,
  rows: readonly T[],
  code: string | undefined,
  fetchType?: FetchType,
): T[] {
  const unit = code === undefined ? null : unitOf(world, code);
  const scope = fetchType ?? (unit === null ? 'ALL' : 'SCOPE');
  return rows.filter(({ ouId }) => {
    if (ouId === ORG_LEVEL) return scope !== 'SCOPE';
    return scope !== 'ORG' && (unit === null || ouId === unit);
  });
}

/** What the lists are asked for. */
interface CatalogueQuery {
  readonly q?: string;
  readonly entityCodes?: string;
  readonly entityIds?: string;
  readonly ouCode?: string;
  readonly fetchType?: FetchType;
  readonly isActive?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  readonly sortBy?: 'id' | 'code';
  readonly sortOrder?: 'ASC' | 'DESC';
}

/** How lists refuse arguments: a page with codes; a wrong order is a warning, and any other scope counts as none. */
export const LIST_CODES = {
  limit: 10005,
  offset: 10006,
  sortBy: { malformed: 'ignored' },
  sortOrder: { malformed: 'ignored' },
  fetchType: { malformed: 'ignored' },
} as const;

interface Listing<T, J> {
  readonly rows: readonly T[];
  readonly code: (row: T) => string;
  /** @param single - whether exactly one code or id is requested */
  readonly toJson: (row: T, single: boolean) => J;
  /** What `q` means; by default, the beginning of the code. */
  readonly search?: (q: string) => (row: T) => boolean;
  readonly warnings?: (single: boolean) => readonly Warning[];
  /** What was sent to sort by. */
  readonly sentSortBy?: string | undefined;
}

interface Found<T> {
  readonly rows: readonly T[];
  readonly single: boolean;
}

/**
 * Rows that match `q`, `entityCodes` or `entityIds`; the first of them that is given counts. Warnings: 10009–10013.
 * @throws 10007, 10008 if more codes or ids than allowed are given
 */
function findRows<T extends Listed>(
  { q, entityCodes, entityIds }: CatalogueQuery,
  { rows, code, search }: Pick<Listing<T, unknown>, 'rows' | 'code' | 'search'>,
  warn: (code: number, message: string) => void,
): Found<T> {
  const partsOf = (text: string, failure: number): string[] => {
    const parts = text.split(',').map((each) => each.trim());
    if (parts.length > MAX_NAMED) fail(failure, `At most ${MAX_NAMED} codes or ids can be given`, 400);
    if (parts.includes('')) warn(10011, 'Blank codes or ids were ignored');
    return parts.filter((each) => each !== '');
  };
  if (q !== undefined) {
    if (entityCodes !== undefined || entityIds !== undefined) {
      warn(10009, 'q was used; entityCodes and entityIds were ignored');
    }
    const starts = (row: T): boolean => code(row).toLowerCase().startsWith(q.toLowerCase());
    return { rows: rows.filter(search?.(q) ?? starts), single: false };
  }
  if (entityCodes !== undefined) {
    if (entityIds !== undefined) warn(10010, 'entityCodes was used; entityIds was ignored');
    const wanted = partsOf(entityCodes, 10007);
    const found = rows.filter((row) => wanted.some((each) => sameCode(each, code(row))));
    return { rows: found, single: wanted.length === 1 };
  }
  if (entityIds === undefined) return { rows, single: false };
  const parts = partsOf(entityIds, 10008);
  const wanted = new Set(parts.map(numberOf).filter((id) => id !== null));
  if (wanted.size === 0) {
    warn(10013, 'None of the ids is a number; all rows are listed');
    return { rows, single: false };
  }
  if (parts.some((each) => numberOf(each) === null)) warn(10012, 'Ids that are not numbers were ignored');
  return { rows: rows.filter(({ id }) => wanted.has(id)), single: wanted.size === 1 };
}

/**
 * A page of a list, with warnings next to the data.
 * @throws 10001, 10002 for the organization unit
 * @throws 10004, 10005 if the limit is too high or below 1
 * @throws 10007, 10008 if more codes or ids than allowed are given
 */
export function listRows<T extends Listed, J>(world: World, query: CatalogueQuery, listing: Listing<T, J>) {
  const { limit = 10, offset = 0, isActive, sortBy = 'id', sortOrder = 'DESC' } = query;
  const { code, toJson, sentSortBy } = listing;
  const scoped = inScope(world, listing.rows, query.ouCode, query.fetchType);
  if (limit > MAX_ROWS) fail(10004, `limit must be at most ${MAX_ROWS}`, 400);
  if (limit < 1) fail(10005, 'limit must be at least 1', 400);
  const warnings: Warning[] = [];
  const found = findRows(query, { ...listing, rows: scoped }, (number, message) => {
    warnings.push({ code: number, message });
  });
  if (sentSortBy && query.sortBy === undefined) {
    warnings.push({ code: 10014, message: 'sortBy must be id or code; sorted by id' });
  }
  warnings.push(...(listing.warnings?.(found.single) ?? []));
  const compare = (a: T, b: T): number => (sortBy === 'code' ? code(a).localeCompare(code(b)) : a.id - b.id);
  const rows = found.rows
    .filter(({ active }) => isActive === undefined || active === isActive)
    .toSorted((a, b) => (sortOrder === 'ASC' ? 1 : -1) * compare(a, b));
  return {
    data: rows.slice(offset, offset + limit).map((row) => toJson(row, found.single)),
    pagination: { limit, offset, total: rows.length },
    ...(warnings.length > 0 && { warnings }),
  };
}
