/** Sorting rows as a call asks. */

/** What rows are compared by, the most important first. */
type Keys = readonly (string | number)[];

/**
 * The rows in order of their keys.
 *
 * @example sorted(leads, (lead) => [lead.createdOn, lead.id], query.sortOrder)
 */
export function sorted<T>(rows: readonly T[], keys: (row: T) => Keys, order: 'ASC' | 'DESC' = 'ASC'): T[] {
  const sign = order === 'DESC' ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(keys(a), keys(b)));
}

function compare(a: Keys, b: Keys): number {
  for (const [index, key] of a.entries()) {
    const other = b[index] ?? key;
    if (key !== other) return key < other ? -1 : 1;
  }
  return 0;
}
