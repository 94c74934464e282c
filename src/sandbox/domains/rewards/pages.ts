/** Pages as the section counts them. */
import { fail } from '../../world/failure.js';

/** The code for a page or a size that there is not. */
export const NO_PAGE = 8009;

/**
 * Cuts rows to a page. `first` is the number of the first page; if it is 1, page 0 means all rows.
 *
 * @param size - how many rows a page has, if the call does not say
 * @throws `code` if a page would have no rows
 */
export function paged<T>(
  all: readonly T[],
  asked: { readonly page?: number; readonly size?: number },
  { size, first, code = NO_PAGE }: { size: number; first: 0 | 1; code?: number },
) {
  const page = asked.page ?? first;
  const rowsOfPage = asked.size ?? size;
  if (rowsOfPage < 1) fail(code, 'size is not valid');
  const isAll = page < first;
  const length = isAll ? Math.max(1, all.length) : rowsOfPage;
  const number = isAll ? 0 : page - first;
  const rows = all.slice(number * length, (number + 1) * length);
  const totalPages = Math.ceil(all.length / length);
  const pagingDto = {
    last: number >= totalPages - 1,
    totalElements: all.length,
    totalPages,
    numberOfElements: rows.length,
    first: number === 0,
    size: length,
    number,
  };
  return { rows, pagingDto };
}
